//! What people write instead of the canonical form, and the canonical form.

use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Longer words are compared with nothing: the distance costs the product of both lengths.
const MAX_WORD: usize = 100;

/// How many letters of a long word may be wrong.
const FURTHEST: usize = 3;

/// How many words a rule compares in one run before it stops guessing what was meant, a moment of
/// work: so many wrong words are no slips of the pen.
const MAX_COMPARED: usize = 100_000;

/// What is left to a rule of the comparisons that it may make.
#[derive(Debug)]
pub struct Guesses(usize);

impl Default for Guesses {
    fn default() -> Self {
        Self(MAX_COMPARED)
    }
}

impl Guesses {
    /// Whether one more word may be compared with so many.
    pub fn allows(&mut self, known: usize) -> bool {
        let left = self.0.checked_sub(known);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// The word of `known` that `word` was probably meant to be.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = distances(word, known)?;
    let (distance, candidate) = scored.into_iter().min()?;
    is_near(distance, candidate).then_some(candidate)
}

/// The one word of `known` that `word` was probably meant to be, and whether it can have been meant to be
/// nothing else: it differs in case and hyphens only, or in a letter or two of a long word. Of two that
/// are equally near, none is.
pub fn likely<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<(&'a str, bool)> {
    let mut scored = distances(word, known)?;
    scored.sort_unstable();
    let (distance, candidate) = *scored.first()?;
    let alone = scored.get(1).is_none_or(|(next, _)| *next > distance);
    let certain = match (distance, candidate.chars().count()) {
        (0, _) => true,
        (1, length) => length >= 5 || folded(word) == format!("{}s", folded(candidate)),
        (2, length) => length >= 8,
        _ => false,
    };
    // One letter of a word of three may make any other of them.
    let long = distance == 0 || candidate.chars().count() > 3;
    (alone && long && is_near(distance, candidate)).then_some((candidate, certain))
}

/// Whether two words differ in case, blanks, `_` and `-` only, or are spellings of one id of Annex A.
pub fn is_same(a: &str, b: &str) -> bool {
    let id = |word: &str| control(word).unwrap_or_else(|| folded(word.trim()));
    id(a) == id(b)
}

/// How far each word of `known` is from `word`; nothing of a word that is too long.
fn distances<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Vec<(usize, &'a str)>> {
    if word.len() > MAX_WORD {
        return None;
    }
    let word = folded(word);
    // Words of lengths that differ by more than the furthest of near words are not near.
    let like = known
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * FURTHEST);
    let scored = like.map(|candidate| {
        let distance = edits(&word, &folded(candidate));
        (distance, candidate)
    });
    Some(scored.collect())
}

/// How many letters were added, left out, mistaken or swapped with a neighbour between two words (Damerau and
/// Levenshtein). Row and column 0 of the table stand before the words, so that no swap reaches there.
fn edits(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![a.len() + b.len(); b.len() + 2]; a.len() + 2];
    for (count, row) in table[1..].iter_mut().enumerate() {
        row[1] = count;
    }
    for (count, cell) in table[1][1..].iter_mut().enumerate() {
        *cell = count;
    }
    // The last row and column in which this letter was met.
    let mut rows: BTreeMap<char, usize> = BTreeMap::new();
    for (i, &left) in (1..).zip(&a) {
        let mut column = 0;
        for (j, right) in (1..).zip(&b) {
            let row = rows.get(right).copied().unwrap_or(0);
            let swapped = table[row][column] + (i - row) + (j - column) - 1;
            let mistaken = table[i][j] + usize::from(left != *right);
            let shifted = table[i][j + 1].min(table[i + 1][j]) + 1;
            table[i + 1][j + 1] = swapped.min(mistaken).min(shifted);
            if left == *right {
                column = j;
            }
        }
        rows.insert(left, i);
    }
    table[a.len() + 1][b.len() + 1]
}

fn folded(word: &str) -> String {
    word.to_lowercase().replace([' ', '_'], "-")
}

fn is_near(distance: usize, candidate: &str) -> bool {
    let length = candidate.chars().count();
    distance <= (length / 3).clamp(1, FURTHEST) && length > 1
}

/// The canonical form of `written` under a schema, and whether the change is certain.
pub fn canonical(written: &str, schema: &Json) -> Option<(String, bool)> {
    if let Some(options) = schema["enum"].as_array() {
        return enumerated(written, options, schema);
    }
    if schema["format"] == "date" {
        return date(written);
    }
    let trimmed = written.trim();
    let mut forms = [
        control(trimmed).filter(|_| names(schema, "control")),
        clause(trimmed).filter(|_| names(schema, "clause")),
        period(trimmed),
        Some(trimmed.to_owned()),
        Some(trimmed.to_lowercase()).filter(|_| is_hex(schema)),
    ]
    .into_iter()
    .flatten();
    let form = forms.find(|form| form != written && accepts(schema, form))?;
    Some((form, true))
}

/// Whether a schema of a text speaks of lower-case hexadecimal digits.
fn is_hex(schema: &Json) -> bool {
    let pattern = schema["pattern"].as_str();
    pattern.is_some_and(|pattern| pattern.contains("[0-9a-f]"))
}

/// Whether the field holds the id of such a thing, of its own or of another.
fn names(schema: &Json, kind: &str) -> bool {
    let kinds = schema["x-reference"].as_array();
    let refers = kinds.is_some_and(|kinds| kinds.iter().any(|one| one == kind));
    let own = || schema["x-expected"].as_str().unwrap_or_default();
    refers || own().starts_with(&format!("the id of a {kind}, "))
}

/// Whether a schema of a text takes this one. A schema that wants no more than some text tells nothing of
/// its form.
pub(super) fn accepts(schema: &Json, text: &str) -> bool {
    let formed = schema["pattern"] != "\\S";
    let compiled = || {
        let options = jsonschema::draft202012::options();
        let options = options.with_pattern_options(jsonschema::PatternOptions::regex());
        options.build(schema).ok()
    };
    let taken = || compiled().is_some_and(|schema| schema.is_valid(&Json::from(text)));
    formed && schema["type"] == "string" && taken()
}

/// `Clause 6.1.3` and `§ 6.1.3` as the id of a clause.
fn clause(written: &str) -> Option<String> {
    let folded = written.to_lowercase();
    let mut words = ["clause", "cl.", "§"].iter();
    let rest = words.find_map(|word| folded.strip_prefix(word))?.trim();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    rest.split('.').all(digits).then(|| rest.to_owned())
}

/// `12 months`, `1 year`, `90D` and `quarterly` as periods.
fn period(written: &str) -> Option<String> {
    let folded = written.to_lowercase();
    let named = match folded.as_str() {
        "daily" => "1d",
        "weekly" => "1w",
        "monthly" => "1m",
        "quarterly" => "3m",
        "yearly" | "annually" | "annual" => "1y",
        _ => "",
    };
    if !named.is_empty() {
        return Some(named.to_owned());
    }
    let at = folded.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = folded.split_at(at);
    let unit = match unit.trim() {
        "h" | "hour" | "hours" => "h",
        "d" | "day" | "days" => "d",
        "w" | "week" | "weeks" => "w",
        "m" | "month" | "months" => "m",
        "y" | "year" | "years" => "y",
        _ => return None,
    };
    Some(format!("{count}{unit}"))
}

fn enumerated(written: &str, options: &[Json], schema: &Json) -> Option<(String, bool)> {
    let words: Vec<&str> = options.iter().filter_map(Json::as_str).collect();
    let folded = folded(written.trim());
    if let Some(same) = words.iter().find(|word| **word == folded) {
        return Some(((*same).to_owned(), true));
    }
    let synonym = schema["x-synonyms"]
        .as_object()
        .and_then(|table| table.get(&folded))
        .and_then(Json::as_str);
    synonym
        .map(|word| (word.to_owned(), true))
        .or_else(|| likely(&folded, words).map(|(word, certain)| (word.to_owned(), certain)))
}

/// `31/12/2026`, `31.12.2026` and `2026/12/31` as dates; certain when the day cannot be a month.
fn date(written: &str) -> Option<(String, bool)> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if written.len() == 8 && digits(written) {
        let (year, rest) = written.split_at(4);
        let (month, day) = rest.split_at(2);
        return date(&format!("{year}/{month}/{day}"));
    }
    let parts: Vec<&str> = written.split(['/', '.', '-', ' ']).collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day, certain) = match (a.len(), c.len()) {
        (4, _) => (a, b, c, true),
        (_, 4) => match (a.parse::<u8>().ok()?, b.parse::<u8>().ok()?) {
            (day, month) if day > 12 || day == month => (c, b, a, month <= 12),
            (_, day) if day > 12 => (c, a, b, true),
            _ => (c, b, a, false),
        },
        _ => return None,
    };
    let number = |text: &str| text.parse::<i8>().ok();
    let day = jiff::civil::Date::new(year.parse().ok()?, number(month)?, number(day)?).ok()?;
    Some((day.to_string(), certain)).filter(|(form, _)| form != written)
}

/// Why a text that has the form of a date is none.
pub(super) fn no_such_day(written: &str, schema: &Json) -> Option<String> {
    if schema["format"] != "date" {
        return None;
    }
    let parts: Vec<&str> = written.split('-').collect();
    let [year, month, day] = parts[..] else {
        return None;
    };
    let lengths = (year.len(), month.len(), day.len()) == (4, 2, 2);
    let month: i8 = month.parse().ok().filter(|_| lengths)?;
    let _: u8 = day.parse().ok()?;
    Some(match jiff::civil::Date::new(year.parse().ok()?, month, 1) {
        Ok(first) => format!(
            "There is no such day: that month ends on {}.",
            first.last_of_month()
        ),
        Err(_) => "There is no such month: it is year, month, day.".to_owned(),
    })
}

/// Why a text that would be an id or a name is none: it is too long.
pub(super) fn too_long(written: &str, schema: &Json) -> Option<String> {
    const MOST_OF_ID: u64 = 100;
    let is_id = schema["pattern"].as_str()?.contains("{0,99}");
    let (what, most) = match (is_id, schema["maxLength"].as_u64()) {
        (true, _) => ("an id", MOST_OF_ID),
        (false, Some(most)) => ("what something is called", most),
        (false, None) => return None,
    };
    let length = written.chars().count() as u64;
    (length > most).then(|| format!("It has {length} characters; {what} has at most {most}."))
}

/// Why a text that looks like an id is none: a character in it only looks like one of ours, or cannot be seen.
pub(super) fn foreign(written: &str, schema: &Json) -> Option<String> {
    let is_id = schema["pattern"].as_str()?.contains("{0,99}");
    let foreign = written.chars().find(|c| !c.is_ascii()).filter(|_| is_id)?;
    let code = u32::from(foreign);
    Some(format!(
        "It holds the character U+{code:04X}, however it looks; only the letters A to Z are letters here."
    ))
}

/// `A 5.17`, `5.17`, `a.5.17` and `A.5.01` as ids of Annex A.
pub fn control(written: &str) -> Option<String> {
    let rest = written
        .trim()
        .trim_start_matches(['A', 'a'])
        .trim_start_matches(['.', ' ', '-']);
    let (theme, number) = rest.split_once('.')?;
    let theme: u8 = theme.parse().ok()?;
    let digits =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
    let number: u8 = if digits {
        number.parse().ok()?
    } else {
        return None;
    };
    (5..=8)
        .contains(&theme)
        .then(|| format!("A.{theme}.{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_certain_only_when_day_and_month_cannot_be_confused() {
        assert_eq!(date("31/12/2026"), Some(("2026-12-31".into(), true)));
        assert_eq!(date("03/04/2026"), Some(("2026-04-03".into(), false)));
        assert_eq!(date("12/31/2026"), Some(("2026-12-31".into(), true)));
        assert_eq!(date("2026-2-3"), Some(("2026-02-03".into(), true)));
        assert_eq!(date("20261231"), Some(("2026-12-31".into(), true)));
        assert_eq!(date("2026-02-30"), None);
    }

    #[test]
    fn spellings_of_annex_a_ids_become_one() {
        for written in ["A 5.17", "5.17", "a.5.17", "A5.17", "A-5.17"] {
            assert_eq!(control(written).as_deref(), Some("A.5.17"), "{written}");
        }
        assert_eq!(control("A.5.01").as_deref(), Some("A.5.1"));
        for other in ["A.5", "OWN-1", "6.1.2", "A.9.1"] {
            assert_eq!(control(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_near_is_certain_only_when_nothing_else_can_be_meant() {
        for (word, known, meant) in [
            (
                "descripton",
                &["description", "owner"][..],
                Some(("description", true)),
            ),
            ("Risk_Owner", &["risk-owner"], Some(("risk-owner", true))),
            ("risks", &["risk", "role"], Some(("risk", true))),
            ("rsk", &["risk"], Some(("risk", false))),
            ("tost", &["test", "cost"], None),
            ("on", &["by", "of"], None),
        ] {
            assert_eq!(likely(word, known.iter().copied()), meant, "{word}");
        }
    }

    #[test]
    fn periods_and_clauses_have_other_spellings() {
        for (written, form) in [
            ("12 months", "12m"),
            ("1 Year", "1y"),
            ("90D", "90d"),
            ("quarterly", "3m"),
        ] {
            assert_eq!(period(written).as_deref(), Some(form));
        }
        assert_eq!(period("12 moons"), None);
        assert_eq!(clause("Clause 6.1.3").as_deref(), Some("6.1.3"));
        assert_eq!(clause("clause A"), None);
    }

    #[test]
    fn a_swap_of_neighbours_is_one_edit() {
        for (a, b, distance) in [
            ("", "", 0),
            ("", "abc", 3),
            ("owner", "owner", 0),
            ("onwer", "owner", 1),
            ("kitten", "sitting", 3),
            ("ca", "abc", 2),
            ("größe", "grösse", 2),
            ("abcdef", "badcfe", 3),
        ] {
            assert_eq!(edits(a, b), distance, "{a} {b}");
            assert_eq!(edits(b, a), distance, "{b} {a}");
        }
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        assert_eq!(
            nearest("descripton", ["description", "owner"]),
            Some("description")
        );
        assert_eq!(nearest("colour", ["description", "owner"]), None);
    }
}
