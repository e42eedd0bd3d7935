//! The text of a record: `isms: allow(rule[, rule]) until 2027-03-31: reason`, strictly, and what was
//! certainly meant by one that is nearly so.

use crate::model::scalar::Date;
use crate::syntax::schema::near_miss;
use std::ops::Range;

/// A record as it is written; places are bytes of the text of the comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    /// The names of rules, each with its place.
    pub(super) names: Vec<(String, Range<usize>)>,
    /// What stands between the brackets.
    pub(super) brackets: Range<usize>,
    /// The last day on which it holds.
    pub(super) until: Date,
}

/// What a comment says to the tool, if it speaks to it, and where that begins.
pub(super) fn said(comment: &str) -> Option<&str> {
    comment.trim().strip_prefix("isms:").map(str::trim)
}

/// Reads what [`said`] found in a comment, or says what is wrong.
pub(super) fn parse(comment: &str, said: &str) -> Result<Record, String> {
    let place = |part: &str| {
        let start = part.as_ptr() as usize - comment.as_ptr() as usize;
        start..start + part.len()
    };
    let rest = said
        .strip_prefix("allow")
        .ok_or("this comment to isms does not go on with `allow(…)`")?;
    let (inside, rest) = rest
        .trim_start()
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .ok_or("the suppression has no rules in brackets after `allow`")?;
    let names = inside
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let names: Vec<_> = names.map(|name| (name.to_owned(), place(name))).collect();
    if names.is_empty() {
        return Err("the suppression names no rule".to_owned());
    }
    let rest = rest
        .trim_start()
        .strip_prefix("until")
        .ok_or("the suppression has no `until` with a date; nothing is excused for ever")?;
    let (date, rest) = word(rest.trim_start());
    let until = match date {
        "" => return Err("the suppression has no date after `until`".to_owned()),
        date => shortened(date).parse()?,
    };
    let reason = match rest.trim_start() {
        "" => return Err("the suppression has no reason after a colon".to_owned()),
        rest => rest
            .strip_prefix(':')
            .ok_or("the suppression has no colon between the date and the reason")?,
    };
    if reason.trim().is_empty() {
        return Err("the suppression has no reason after the colon".to_owned());
    }
    Ok(Record {
        names,
        brackets: place(inside),
        until,
    })
}

/// The text up to a blank or a colon, and the rest.
fn word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == ':');
    text.split_at(end.unwrap_or(text.len()))
}

/// A word that is no date may be very long.
fn shortened(word: &str) -> String {
    const MOST: usize = 40;
    match word.chars().count() > MOST {
        true => word.chars().take(MOST).chain(['…']).collect(),
        false => word.to_owned(),
    }
}

/// The record that a malformed one was meant to be, and whether that is certain. Everything it says was
/// there: rules that exist, a day, and a reason.
pub(super) fn meant(said: &str, exists: &dyn Fn(&str) -> bool) -> Option<(String, bool)> {
    const VERBS: [&str; 5] = ["allow", "allows", "ignore", "disable", "suppress"];
    let end = said.find(|c: char| !c.is_ascii_alphabetic())?;
    let verb = said[..end].to_ascii_lowercase();
    let rest = VERBS.contains(&&*verb).then(|| &said[end..])?;
    let (names, rest) = split_at_until(rest)?;
    let between = |c: char| c.is_whitespace() || "()[]{},;:=`'\"".contains(c);
    let names: Vec<&str> = names.split(between).filter(|it| !it.is_empty()).collect();
    if names.is_empty() || !names.iter().all(|name| exists(name)) {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let end = rest.find(|c: char| !(c.is_ascii_digit() || "/.-".contains(c)));
    let (date, reason) = rest.split_at(end?);
    let date = date.trim_end_matches(['.', '-']);
    let (date, certain) = match date.parse::<Date>() {
        Ok(_) => (date.to_owned(), true),
        Err(_) => near_miss::canonical(date, &serde_json::json!({"format": "date"}))?,
    };
    let reason = reason.trim_start_matches(|c: char| c.is_whitespace() || ":-–—,;=".contains(c));
    let reason = reason.trim_end();
    let text = format!("isms: allow({}) until {date}: {reason}", names.join(", "));
    (!reason.is_empty()).then_some((text, certain))
}

/// What stands before and behind the first word `until`.
fn split_at_until(text: &str) -> Option<(&str, &str)> {
    const WORD: &str = "until";
    let apart = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    let lower = text.to_ascii_lowercase();
    let mut found = lower.match_indices(WORD).map(|(at, _)| at);
    let at = found.find(|at| {
        let (before, behind) = (&text[..*at], &text[at + WORD.len()..]);
        apart(before.chars().next_back()) && apart(behind.chars().next())
    })?;
    Some((&text[..at], &text[at + WORD.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> Option<(String, bool)> {
        meant(said(text).unwrap(), &|name| ["a-b", "c"].contains(&name))
    }

    #[test]
    fn names_are_known_by_their_places() {
        let text = " isms:allow( a-b ,c) until 2027-03-31 : why: because ";
        let record = parse(text, said(text).unwrap()).unwrap();
        let names: Vec<_> = record
            .names
            .iter()
            .map(|(_, at)| &text[at.clone()])
            .collect();
        assert_eq!(names, ["a-b", "c"]);
        assert_eq!(&text[record.brackets], " a-b ,c");
    }

    #[test]
    fn what_is_nearly_a_record_becomes_one_when_all_of_it_is_there() {
        let right = Some(("isms: allow(a-b, c) until 2027-03-31: why".to_owned(), true));
        for written in [
            "isms: allow a-b, c until 2027-03-31: why",
            "isms: allow(a-b, c) until 2027-03-31 why",
            "isms: allow(a-b, c) until 2027-03-31 - why",
            "isms: allow[a-b c]: until: 31.03.2027: why",
            "isms: Ignore(a-b, c) Until 2027/3/31 – why",
            "isms: allow: a-b; c until 20270331: why",
        ] {
            assert_eq!(mended(written), right, "{written}");
        }
        let (text, certain) = mended("isms: allow(c) until 03/04/2027: why").unwrap();
        assert_eq!(
            (&*text, certain),
            ("isms: allow(c) until 2027-04-03: why", false)
        );
    }

    #[test]
    fn a_reason_a_day_and_a_rule_are_never_invented() {
        for written in [
            "isms: allow(c) until 2027-03-31",
            "isms: allow(c) until 2027-03-31: ",
            "isms: allow(c): later",
            "isms: allow(c) until tomorrow: later",
            "isms: allow(c) until 2027-02-30: later",
            "isms: allow(d) until 2027-03-31 later",
            "isms: allow() until 2027-03-31 later",
            "isms: c until 2027-03-31: later",
            "isms: allow",
            "isms:",
        ] {
            assert_eq!(mended(written), None, "{written}");
        }
    }

    #[test]
    fn a_word_that_is_no_date_is_quoted_in_part() {
        let text = format!("isms: allow(c) until {}: why", "x".repeat(1 << 20));
        assert!(parse(&text, said(&text).unwrap()).unwrap_err().len() < 200);
    }
}
