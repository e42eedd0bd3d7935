//! Changes of decisions and policies in words.

use super::section::{Item, Mark, arrow, fields, named, several, word};
use crate::report::diff::change::Change;
use crate::report::diff::decisions::{DecisionChange, Turn};
use crate::report::diff::policies::PolicyChange;
use crate::report::table;

/// The changes of decisions.
pub fn items(changes: &[DecisionChange]) -> Vec<Item> {
    changes.iter().map(decision).collect()
}

fn decision(change: &DecisionChange) -> Item {
    let who = who(change);
    let void = |text: String| match change.why.as_deref() {
        Some(why) => format!("{text}; it does not hold: {why}"),
        None => text,
    };
    let why = change
        .why
        .as_deref()
        .map(|why| format!(": {why}"))
        .unwrap_or_default();
    let text = match change.turn {
        Turn::Made => void(format!("made{who}")),
        Turn::Renewed => void(format!("renewed{who}")),
        Turn::Stale => format!("gone stale{why}{}", based_on(change)),
        Turn::Expired => format!("expired{why}"),
        Turn::Void => format!("holds no more{why}"),
        Turn::Withdrawn => format!("withdrawn; it was{who}"),
        Turn::Restored => format!("holds again, as decided{who}"),
        Turn::Moved => format!("end moved {}", arrow(&change.until, "no end")),
        Turn::Reviewed => format!("held{who}"),
    };
    let (_, id) = change
        .subject
        .split_once('/')
        .unwrap_or(("", &change.subject));
    let about = named(id, &change.title, None);
    // The sign-off of a subject is named by what is signed.
    let head = match change.what.starts_with("sign-off") {
        true => format!("{} ({id})", capital(change.what)),
        false => format!("{} of {about}", capital(change.what)),
    };
    Item::new(mark(change), head, text)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// ` by jane on 2026-01-10 until 2027-01-10, up to high`.
fn who(change: &DecisionChange) -> String {
    let by = change.by.as_deref().map(|by| format!(" by {by}"));
    let on = change.on.map(|on| format!(" on {on}"));
    let until = change.until.to.or(change.until.from);
    let until = until.map(|until| format!(" until {until}"));
    let level = change
        .level
        .as_deref()
        .map(|level| format!(", at level {level}"));
    [by, on, until, level]
        .map(Option::unwrap_or_default)
        .concat()
}

fn based_on(change: &DecisionChange) -> String {
    match change.fields.is_empty() {
        true => String::new(),
        false => format!(" (changed: {})", several(&change.fields, 6)),
    }
}

fn mark(change: &DecisionChange) -> Mark {
    match change.turn {
        Turn::Stale | Turn::Expired | Turn::Void => Mark::Worse,
        Turn::Withdrawn => Mark::Removed,
        Turn::Made | Turn::Renewed if change.why.is_some() => Mark::Worse,
        Turn::Made | Turn::Reviewed => Mark::Added,
        Turn::Renewed | Turn::Restored => Mark::Better,
        Turn::Moved => Mark::Changed,
    }
}

/// The changes of policies.
pub fn policies(changes: &[PolicyChange]) -> Vec<Item> {
    changes.iter().map(policy).collect()
}

fn policy(change: &PolicyChange) -> Item {
    let version = change
        .version
        .to
        .as_deref()
        .or(change.version.from.as_deref());
    let version = version.map_or_else(
        || "no version".to_owned(),
        |version| format!("version {version}"),
    );
    let lines = change.lines_added + change.lines_removed;
    let mut parts = Vec::new();
    match change.change {
        Change::Changed => {}
        Change::Ended => parts.push("withdrawn".to_owned()),
        other => parts.push(format!("{}, {version}", word(other))),
    }
    if change.change == Change::Changed && change.version.from != change.version.to {
        parts.push(format!("version {}", arrow(&change.version, "none")));
    }
    if lines > 0 {
        let under = if change.same_version {
            format!(" under the same {version}")
        } else {
            String::new()
        };
        parts.push(format!(
            "text changed{under} (+{} −{} lines)",
            change.lines_added, change.lines_removed
        ));
    }
    let rest: Vec<_> = change
        .fields
        .iter()
        .filter(|one| one.field != "version")
        .cloned()
        .collect();
    if !rest.is_empty() {
        parts.push(format!("edited: {}", fields(&rest)));
    }
    if parts.is_empty() {
        parts.push("renamed".to_owned());
    }
    let approval = change.approval.map(table::spelled);
    parts.extend(approval.map(|state| match state.as_str() {
        "none" => "not approved".to_owned(),
        "valid" => "approved as it stands".to_owned(),
        state => format!("approval {state}"),
    }));
    let mark = match change.same_version {
        true => Mark::Worse,
        false => Mark::of(change.change),
    };
    let head = named(&change.id, &change.title, change.was.as_ref());
    Item::new(mark, head, parts.join("; "))
}
