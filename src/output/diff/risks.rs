//! Changes of risks in words.

use super::section::{Item, Mark, arrow, arrow_of, fields, named, reading, sentence, shift, word};
use crate::report::diff::causes::{Cause, Sort};
use crate::report::diff::change::{Change, FieldChange};
use crate::report::diff::reading::Way;
use crate::report::diff::risks::{ActionChange, RiskChange};

/// The changes of risks.
pub fn items(changes: &[RiskChange]) -> Vec<Item> {
    changes.iter().map(item).collect()
}

fn item(change: &RiskChange) -> Item {
    let whole = match change.change {
        Change::Changed => between(change),
        Change::Ended => closed(change),
        other => {
            let now = change.current.as_ref();
            let now =
                now.and_then(|shift| shift.reading.to.as_ref().or(shift.reading.from.as_ref()));
            let is = if matches!(other, Change::Added | Change::Reopened) {
                "today"
            } else {
                "was"
            };
            vec![format!("{}, {is} {}", word(other), reading(now))]
        }
    };
    let mut text = whole.join("; ");
    match change.crossed {
        Some(Way::Up) => text.push_str(", now above its criterion"),
        Some(Way::Down) => text.push_str(", now within its criterion"),
        Some(Way::Unknown) => {
            text.push_str(", and it cannot be told whether it is above its criterion");
        }
        _ => {}
    }
    if !change.replaces.is_empty() {
        text.push_str(&format!(
            "; takes the place of {}",
            change.replaces.join(", ")
        ));
    }
    Item {
        mark: mark(change),
        head: named(&change.id, &change.title, change.was.as_ref()),
        text,
        more: more(change),
    }
}

fn between(change: &RiskChange) -> Vec<String> {
    let readings = [
        ("today", &change.current),
        ("when the plan is done", &change.target),
        ("without controls", &change.inherent),
    ];
    let mut parts: Vec<String> = readings
        .into_iter()
        .filter_map(|(moment, of)| Some(format!("{moment} {}", shift(of.as_ref()?))))
        .collect();
    if parts.is_empty() {
        parts.push(match (change.was.is_some(), change.fields.is_empty()) {
            (true, true) => "renamed".to_owned(),
            _ => "levels as before".to_owned(),
        });
    }
    parts
}

fn closed(change: &RiskChange) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(closing) = &change.closed {
        let by = closing.by.as_ref().map(|by| format!(" by {by}"));
        let reason = closing
            .reason
            .as_deref()
            .map(|why| format!(": {}", sentence(why)));
        let (by, reason) = (by.unwrap_or_default(), reason.unwrap_or_default());
        parts.push(format!("closed on {}{by}{reason}", closing.on));
        parts.extend(
            closing
                .replaced_by
                .as_ref()
                .map(|new| format!("replaced by {new}")),
        );
    }
    let was = change
        .current
        .as_ref()
        .and_then(|shift| shift.reading.from.as_ref());
    parts.extend(was.map(|was| format!("was {}", reading(Some(was)))));
    parts
}

fn mark(change: &RiskChange) -> Mark {
    let way = change
        .current
        .as_ref()
        .or(change.target.as_ref())
        .map(|shift| shift.way);
    match (change.crossed, change.change, way) {
        (Some(Way::Up | Way::Unknown), ..) => Mark::Worse,
        (_, Change::Changed, Some(Way::Up | Way::Unknown)) => Mark::Worse,
        (_, Change::Changed, Some(Way::Down)) => Mark::Better,
        (_, change, _) => Mark::of(change),
    }
}

fn more(change: &RiskChange) -> Vec<String> {
    let whole = change.current.as_ref();
    let mut lines: Vec<String> = change
        .causes
        .iter()
        .map(|one| {
            cause(
                one,
                whole.is_some_and(|whole| one.alone.as_ref() == Some(whole)),
            )
        })
        .collect();
    let criterion = change.criterion.as_ref();
    lines.extend(
        criterion.map(|one| format!("criterion: acceptable up to {}", arrow(one, "unknown"))),
    );
    let owner = change
        .owner
        .as_ref()
        .filter(|_| change.change == Change::Changed);
    lines.extend(owner.map(|owner| format!("owner {}", arrow(owner, "nobody"))));
    if let Some(options) = change
        .options
        .as_ref()
        .filter(|_| change.change == Change::Changed)
    {
        let words = |all: &Option<Vec<_>>| {
            let all = all.as_deref().unwrap_or_default();
            let words: Vec<String> = all.iter().map(crate::report::table::spelled).collect();
            if words.is_empty() {
                "none".to_owned()
            } else {
                words.join(", ")
            }
        };
        lines.push(format!(
            "options {} → {}",
            words(&options.from),
            words(&options.to)
        ));
    }
    if change.change == Change::Changed {
        let told = |id: &str| {
            change
                .causes
                .iter()
                .any(|cause| cause.sort == Sort::Action && cause.what == id)
        };
        lines.extend(
            change
                .actions
                .iter()
                .filter(|one| !told(&one.id))
                .map(action),
        );
    }
    let rest = rest(change);
    if !rest.is_empty() {
        lines.push(format!("also edited: {}", fields(&rest)));
    }
    lines
}

/// Fields that no other line speaks of.
fn rest(change: &RiskChange) -> Vec<FieldChange> {
    if matches!(
        change.change,
        Change::Added | Change::Removed | Change::Ended
    ) {
        return Vec::new();
    }
    let told = |field: &str| {
        let by_cause = change.causes.iter().any(|cause| {
            cause.what == field
                || cause
                    .what
                    .strip_prefix(field)
                    .is_some_and(|rest| rest.starts_with(':'))
        });
        by_cause
            || (field == "owner" && change.owner.is_some())
            || (field == "treatment.options" && change.options.is_some())
            || (field == "treatment.actions" && !change.actions.is_empty())
    };
    change
        .fields
        .iter()
        .filter(|one| !told(&one.field))
        .cloned()
        .collect()
}

/// One cause; `whole` when it alone explains today's reading, which then needs no repeating.
fn cause(cause: &Cause, whole: bool) -> String {
    let from_to = |nothing: &str| {
        let word = |text: &Option<String>| text.clone().unwrap_or_else(|| nothing.to_owned());
        format!("{} → {}", word(&cause.from), word(&cause.to))
    };
    let what = &cause.what;
    let said = match cause.sort {
        Sort::Edit if cause.from.is_none() && cause.to.is_none() => format!("edited: {what}"),
        Sort::Edit => format!("edited: {what} {}", from_to("nothing")),
        Sort::Control => format!("{what} {}", from_to("unknown")),
        Sort::Action => format!("action {what} {}", from_to("unknown")),
        Sort::Sharing => format!("shared with {what}: {}", from_to("unknown")),
        Sort::Method => match (&cause.from, &cause.to) {
            (from, to) if from == to => format!("{what} changed"),
            _ => format!("{what} {}", from_to("no version")),
        },
        Sort::Unread => match (&cause.from, &cause.to) {
            (_, Some(why)) => format!("unknown: {}", sentence(why)),
            (Some(why), None) => format!("was unknown: {}", sentence(why)),
            (None, None) => "unknown".to_owned(),
        },
        Sort::Other => format!("{what} changed"),
    };
    match cause.alone.as_ref().filter(|_| !whole) {
        Some(alone) => format!("{said} (alone: {})", shift(alone)),
        None => said,
    }
}

fn action(change: &ActionChange) -> String {
    let title = change
        .title
        .as_deref()
        .map(|title| format!(" {}", sentence(title)));
    let (id, title) = (&change.id, title.unwrap_or_default());
    match (&change.status.from, &change.status.to) {
        (None, _) => {
            let due = change.due.map(|due| format!(", due {due}"));
            format!("action {id}{title}: new{}", due.unwrap_or_default())
        }
        (_, None) => format!("action {id}{title}: removed"),
        _ => format!("action {id}{title}: {}", arrow_of(&change.status, "open")),
    }
}
