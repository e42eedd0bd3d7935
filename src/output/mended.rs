//! What `isms fix` mended, what is left and why, as lines for a person.

use super::visible::one_line;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How often, by the name of a rule.
pub type PerRule = BTreeMap<&'static str, usize>;

/// A fix or a file that was left as it is.
#[derive(Debug, Clone)]
pub struct Left {
    /// The file, relative to the root, with the line where one is meant.
    pub place: String,
    /// What was not done, such as "write `modify`"; empty when the whole file was left.
    pub what: String,
    /// Why.
    pub why: String,
}

/// The outcome of mending.
#[derive(Debug, Clone, Default)]
pub struct Mended {
    /// Nothing was written: it is only shown.
    pub shown: bool,
    /// Findings that were mended.
    pub rules: PerRule,
    /// Files that were written, or would be.
    pub files: Vec<String>,
    /// What was not mended although it has a fix.
    pub left: Vec<Left>,
    /// Rules that still asked for changes when it was given up.
    pub unsettled: Vec<&'static str>,
    /// Errors, warnings and infos that are left.
    pub remaining: [usize; 3],
    /// Of those, the ones that a fix for `--unsafe` would mend.
    pub with_unsafe: PerRule,
}

/// The lines, the last one with its line end.
pub fn text(mended: &Mended) -> String {
    let mut out = String::new();
    done(mended, &mut out);
    for left in &mended.left {
        let what = match left.what.as_str() {
            "" => String::new(),
            what => format!(" (not done: {})", one_line(what)),
        };
        let (place, why) = (one_line(&left.place), one_line(&left.why));
        line(
            &mut out,
            format_args!("left untouched: {place}{what}: {why}"),
        );
    }
    if !mended.unsettled.is_empty() {
        let rules = mended.unsettled.join(", ");
        line(
            &mut out,
            format_args!(
                "given up: mending does not come to an end with {rules}; please report that"
            ),
        );
    }
    remaining(mended, &mut out);
    out
}

fn done(mended: &Mended, out: &mut String) {
    let total: usize = mended.rules.values().sum();
    if total == 0 {
        line(out, format_args!("nothing to mend"));
        return;
    }
    let verb = if mended.shown { "would mend" } else { "mended" };
    let (findings, files) = (
        counted(total, "finding", "findings"),
        counted(mended.files.len(), "file", "files"),
    );
    line(out, format_args!("{verb} {findings} in {files}"));
    let width = mended.rules.keys().map(|rule| rule.len()).max();
    for (rule, count) in &mended.rules {
        let width = width.unwrap_or_default();
        line(out, format_args!("  {rule:width$}  {count}"));
    }
    for file in &mended.files {
        let verb = if mended.shown {
            "would write"
        } else {
            "written"
        };
        line(out, format_args!("{verb}: {}", one_line(file)));
    }
}

fn remaining(mended: &Mended, out: &mut String) {
    let words = [
        ("error", "errors"),
        ("warning", "warnings"),
        ("info", "infos"),
    ];
    let counts = mended.remaining.iter().zip(words);
    let counts: Vec<String> = counts
        .filter(|(count, _)| **count > 0)
        .map(|(count, (one, many))| counted(*count, one, many))
        .collect();
    if counts.is_empty() {
        return;
    }
    let left = counts.join(", ");
    line(out, format_args!("left: {left}; `isms check` shows them"));
    let total: usize = mended.with_unsafe.values().sum();
    if total > 0 {
        let rules = mended.with_unsafe.iter();
        let rules: Vec<String> = rules
            .map(|(rule, count)| format!("{rule} {count}"))
            .collect();
        let rules = rules.join(", ");
        line(
            out,
            format_args!(
                "`--unsafe` would mend {total} of them, which a person has to look at: {rules}"
            ),
        );
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_said_to_be_done_when_nothing_was() {
        assert_eq!(text(&Mended::default()), "nothing to mend\n");
        let left = Mended {
            remaining: [1, 0, 2],
            with_unsafe: [("dangling-reference", 1)].into(),
            ..Mended::default()
        };
        assert_eq!(
            text(&left),
            "nothing to mend\nleft: 1 error, 2 infos; `isms check` shows them\n`--unsafe` would mend 1 of them, which a person has to look at: dangling-reference 1\n"
        );
    }

    #[test]
    fn what_comes_from_files_stays_on_its_line() {
        let mended = Mended {
            rules: [("unknown-field", 2), ("wrong-type", 1)].into(),
            files: vec!["isms/a\u{1b}[2J.yaml".to_owned()],
            left: vec![Left {
                place: "isms/b.yaml:3".to_owned(),
                what: "write `x\ny`".to_owned(),
                why: "it is read-only".to_owned(),
            }],
            ..Mended::default()
        };
        assert_eq!(
            text(&mended),
            "mended 3 findings in 1 file\n  unknown-field  2\n  wrong-type     1\nwritten: isms/a\u{241b}[2J.yaml\nleft untouched: isms/b.yaml:3 (not done: write `x\u{240a}y`): it is read-only\n"
        );
    }
}
