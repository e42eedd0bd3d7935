//! The file of a baseline: JSON with a header, and each entry on a line of its own, so that what is
//! mended is a line less.

use super::known::{About, Baseline, Key, Known, can_be_known};
use crate::model::scalar::Date;
use crate::text::diagnostic::Severity;
use serde::de::{self, Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;
use std::num::NonZeroUsize;

/// The version of the file that is read and written.
const VERSION: u64 = 1;

/// What the file says of itself to those who open it.
const ABOUT: &str = "Findings that were known when the check was adopted. `isms check --baseline FILE` does not show them; `isms baseline --file FILE` takes out those that are mended.";

/// Why a text is no baseline.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {message}")]
pub struct Wrong {
    /// 1-based.
    pub line: usize,
    /// 1-based.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
}

/// The header and the entries, as they are read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "version")]
    _version: Version,
    #[serde(default, rename = "about")]
    _about: de::IgnoredAny,
    created: Day,
    as_of: Day,
    #[serde(default, rename = "count")]
    _count: de::IgnoredAny,
    #[serde(deserialize_with = "entries")]
    findings: BTreeMap<Key, Known>,
}

#[derive(Deserialize)]
#[serde(try_from = "u64")]
struct Version;

impl TryFrom<u64> for Version {
    type Error = String;

    fn try_from(version: u64) -> Result<Self, String> {
        match version {
            VERSION => Ok(Self),
            other => Err(format!(
                "this is a baseline of version {other}; this isms reads version {VERSION}"
            )),
        }
    }
}

#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Day(Date);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map(Self)
    }
}

/// One entry, as it is read and written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    rule: String,
    severity: Severity,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    field: Option<String>,
    count: NonZeroUsize,
}

/// An entry that was read.
#[derive(Deserialize)]
#[serde(try_from = "Line")]
struct Read(Key, Known);

impl TryFrom<Line> for Read {
    type Error = String;

    fn try_from(line: Line) -> Result<Self, String> {
        let about = match (line.subject, line.path) {
            (Some(subject), None) => About::Subject(subject),
            (None, Some(path)) => About::Path(path),
            _ => return Err("an entry has either a `subject` or a `path`".to_owned()),
        };
        if !can_be_known(&line.rule) {
            let rule = &line.rule;
            return Err(format!("findings of `{rule}` cannot stand in a baseline"));
        }
        let key = Key {
            rule: line.rule,
            about,
            field: line.field,
        };
        let known = Known {
            count: line.count.get(),
            severity: line.severity,
        };
        Ok(Self(key, known))
    }
}

impl Line {
    fn new(key: &Key, known: Known) -> Self {
        let (subject, path) = match &key.about {
            About::Subject(subject) => (Some(subject.clone()), None),
            About::Path(path) => (None, Some(path.clone())),
        };
        Self {
            rule: key.rule.clone(),
            severity: known.severity,
            subject,
            path,
            field: key.field.clone(),
            count: NonZeroUsize::new(known.count).unwrap_or(NonZeroUsize::MIN),
        }
    }
}

/// Reads entries one by one, so that what is wrong is told at its place.
fn entries<'de, D: Deserializer<'de>>(reader: D) -> Result<BTreeMap<Key, Known>, D::Error> {
    struct Entries;
    impl<'de> Visitor<'de> for Entries {
        type Value = BTreeMap<Key, Known>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of entries")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Self::Value, A::Error> {
            let mut entries = BTreeMap::new();
            while let Some(Read(key, known)) = all.next_element()? {
                match entries.entry(key) {
                    Entry::Vacant(place) => _ = place.insert(known),
                    Entry::Occupied(there) => {
                        return Err(de::Error::custom(format!(
                            "the entry before this place stands in the file a second time ({}); keep one of the two",
                            json(&Line::new(there.key(), known))
                        )));
                    }
                }
            }
            Ok(entries)
        }
    }
    reader.deserialize_seq(Entries)
}

/// Reads the text of a baseline.
///
/// # Errors
/// When it is none, at the place of the first mistake.
pub fn parse(text: &str) -> Result<Baseline, Wrong> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Wrong {
            line: 1,
            column: 1,
            message: "the file is empty".to_owned(),
        });
    }
    let file: File = serde_json::from_str(text).map_err(|error| wrong(text, &error))?;
    Ok(Baseline {
        created: file.created.0,
        as_of: file.as_of.0,
        entries: file.findings,
    })
}

/// What the parser says. What is wrong with a whole entry it only notices behind the blanks that follow.
fn wrong(text: &str, error: &serde_json::Error) -> Wrong {
    let (mut line, mut column) = (error.line().max(1), error.column().max(1));
    let lines = text.split_inclusive('\n').take(line - 1);
    let start: usize = lines.map(str::len).sum();
    let before = text.get(..start + column - 1).unwrap_or(text);
    if error.is_data() && before.ends_with(char::is_whitespace) {
        let before = before.trim_end();
        line = before.matches('\n').count() + 1;
        column = before
            .rsplit('\n')
            .next()
            .map_or(1, |last| last.len().max(1));
    }
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    Wrong {
        line,
        column,
        message: message.trim_end_matches(&*place).to_owned(),
    }
}

/// The text of a baseline: sorted, so that the same findings give the same bytes.
pub fn write(baseline: &Baseline) -> String {
    let lines = baseline.entries.iter();
    let lines = lines.map(|(key, known)| format!("\n    {}", json(&Line::new(key, *known))));
    let lines: Vec<String> = lines.collect();
    let end = if lines.is_empty() { "" } else { "\n  " };
    format!(
        "{{\n  \"version\": {VERSION},\n  \"about\": {},\n  \"created\": \"{}\",\n  \"as_of\": \"{}\",\n  \"count\": {},\n  \"findings\": [{}{end}]\n}}\n",
        json(&ABOUT),
        baseline.created,
        baseline.as_of,
        baseline.count(),
        lines.join(",")
    )
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("internal error: plain structs serialize")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(version: u64, findings: &str) -> String {
        format!(
            "{{\"version\": {version}, \"created\": \"2026-11-20\", \"as_of\": \"2026-11-20\",\n\"findings\": [\n{findings}\n]}}\n"
        )
    }

    const ENTRY: &str = r#"{"rule":"action-overdue","severity":"error","subject":"risk/R-1","field":"x","count":2}"#;

    #[test]
    fn what_is_written_is_read_again() {
        let other = r#"{"rule":"dead-link","severity":"info","path":"a \"b\".md","count":1}"#;
        let read = parse(&text(1, &format!("{other},\n{ENTRY}"))).unwrap();
        assert_eq!((read.count(), read.entries.len()), (3, 2));
        assert_eq!(parse(&write(&read)).unwrap(), read);
        let lines = write(&read);
        assert!(
            lines.contains(&format!("    {ENTRY},\n    {other}\n  ]\n}}\n")),
            "{lines}"
        );
        let none = Baseline::empty(read.created);
        assert_eq!(parse(&write(&none)).unwrap(), none);
    }

    #[test]
    fn what_is_no_baseline_is_told_at_its_place() {
        let entry = |from: &str, to: &str| ENTRY.replace(from, to);
        for (text, line, word) in [
            (String::new(), 1, "empty"),
            ("kind: asset\n".to_owned(), 1, "expected value"),
            ("[]".to_owned(), 1, "struct"),
            (text(2, ENTRY), 1, "version 2; this isms reads version 1"),
            (text(1, &format!("{ENTRY},\n{ENTRY}")), 4, "a second time"),
            (text(1, &entry("2}", "0}")), 3, "nonzero"),
            (text(1, &entry("error", "grave")), 3, "grave"),
            (
                text(1, &entry("action-overdue", "yaml-syntax")),
                3,
                "cannot stand",
            ),
            (
                text(1, &entry("\"subject\":\"risk/R-1\",", "")),
                3,
                "either",
            ),
            (text(1, &entry("field", "line")), 3, "line"),
            (text(1, ENTRY).replace("11-20", "02-30"), 1, "not a day"),
            (text(1, ENTRY).replace("]}", ""), 5, "EOF"),
        ] {
            let wrong = parse(&text).unwrap_err();
            assert_eq!(wrong.line, line, "{wrong} in {text}");
            assert!(wrong.message.contains(word), "{wrong}");
            assert!(!wrong.message.contains("at line"), "{wrong}");
        }
    }
}
