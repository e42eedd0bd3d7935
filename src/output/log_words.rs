//! What happened to a document in words, not yet made safe for the place that they are written to.

use super::tally::count;
use crate::report::decision_change::{DecisionChange, Happened};
use crate::report::field_change::{FieldChange, TextChange};
use crate::report::log::{Event, LevelChange, Log, What};

/// `accepted by Jane Roe (jane) on 2026-06-18, until 2027-06-18: the reason`
pub fn decision(change: &DecisionChange, log: &Log) -> String {
    let by = change.by.as_deref().unwrap_or("nobody");
    let by = match log.names.get(by) {
        Some(name) => format!("{name} ({by})"),
        None => by.to_owned(),
    };
    let part = |word: &str, value: &Option<String>| {
        let value = value.as_deref();
        value.map_or(String::new(), |value| format!("{word}{value}"))
    };
    let level = match (&change.level, &change.of) {
        (Some(level), Some(of)) => format!(", the {of} level {level}"),
        (Some(level), None) => format!(", the level {level}"),
        (None, Some(of)) => format!(", the {of} level"),
        (None, None) => String::new(),
    };
    let decided = match change.happened {
        Happened::Made => change.decided.to_owned(),
        Happened::Renewed => format!("{} again", change.decided),
        Happened::Withdrawn => format!("withdrawn: {}", change.decided),
        Happened::Amended => format!("amended: {}", change.decided),
    };
    let mut words = format!("{decided} by {by}{}", part(" on ", &change.on));
    if change.happened == Happened::Amended {
        let each = change.changes.iter().map(amendment);
        return format!("{words}; {}", each.collect::<Vec<_>>().join("; "));
    }
    words += &level;
    words += &part(", until ", &change.until);
    words += &part(", recorded in ", &change.record);
    words + &part(": ", &change.reason)
}

/// The digest of a basis tells a reader nothing.
fn amendment(change: &FieldChange) -> String {
    match change.field.as_str() {
        "basis" => "now for the content as it is in this version".to_owned(),
        _ => format!("{} {}", change.field, values(change)),
    }
}

/// `planned → implemented`, `+ laptops`, `− laptops`, or how much of a text changed.
pub fn values(change: &FieldChange) -> String {
    match (&change.from, &change.to, &change.text) {
        (_, _, Some(text)) => amount(text),
        (Some(from), Some(to), _) => format!("{from} → {to}"),
        (None, Some(to), _) if to.is_empty() => "added".to_owned(),
        (Some(from), None, _) if from.is_empty() => "removed".to_owned(),
        (None, Some(to), _) => format!("+ {to}"),
        (Some(from), None, _) => format!("− {from}"),
        (None, None, None) => String::new(),
    }
}

/// What a field of a new document says.
pub fn said(change: &FieldChange) -> String {
    match (&change.to, &change.text) {
        (_, Some(text)) => count(text.added, "line"),
        (Some(to), None) => to.clone(),
        (None, None) => String::new(),
    }
}

/// `2 lines added, 1 removed, in “Scope”`
fn amount(text: &TextChange) -> String {
    let lines = match (text.added, text.removed) {
        (0, 0) => "lines in another order".to_owned(),
        (added, 0) => format!("{} added", count(added, "line")),
        (0, removed) => format!("{} removed", count(removed, "line")),
        (added, removed) => format!("{} added, {removed} removed", count(added, "line")),
    };
    let each = text.sections.iter().map(|section| format!("“{section}”"));
    let sections = each.collect::<Vec<_>>().join(", ");
    match sections.is_empty() {
        true => lines,
        false => format!("{lines}, in {sections}"),
    }
}

/// `current level High → Medium`
pub fn level(change: &LevelChange) -> String {
    let reading = change.reading;
    match (&change.from, &change.to) {
        (None, to) => format!("{reading} level {}", to.as_deref().unwrap_or("not known")),
        (Some(from), None) => format!("{reading} level {from} → not known"),
        (Some(from), Some(to)) => format!("{reading} level {from} → {to}"),
    }
}

/// What an event is on the whole, where its decisions and changes do not say it.
pub fn what(event: &Event) -> Option<String> {
    let path = &event.path;
    let moved = event.moved_from.as_ref();
    Some(match event.what {
        What::Created => format!("created in {path}"),
        What::Oldest => {
            format!("as it stood in {path} in the oldest commit that this shallow clone holds")
        }
        What::Deleted => format!("deleted from {path}"),
        What::Unreadable => {
            let why = event.why.as_deref().unwrap_or_default();
            format!("{path} cannot be read from here on: {why}")
        }
        What::Readable => format!("{path} can be read again"),
        What::Moved | What::Changed => format!("moved from {} to {path}", moved?),
    })
}

/// What is not told, and what to do about it.
pub fn ends(log: &Log) -> Vec<String> {
    let mut words = Vec::new();
    if log.shallow {
        words.push("The clone is shallow: what is older is not known here. `git fetch --unshallow` brings the whole history.".to_owned());
    }
    if let Some(commits) = log.searched {
        let commits = count(commits, "commit");
        words.push(format!("An earlier document of this id was looked for in the {commits} before its creation, not further."));
    }
    if log.not_computed > 0 {
        let commits = count(log.not_computed, "older commit");
        words.push(format!("The levels around {commits} were not computed."));
    }
    words
}
