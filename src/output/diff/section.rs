//! The changes of a comparison as lines of words, which each format only has to lay out. Words of the
//! repository are in them as they are: a format makes them inert.

use crate::report::diff::change::{Change, FieldChange, FromTo};
use crate::report::diff::reading::{Reading, Shift};
use serde::Serialize;

/// How a change is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Something got worse, or does not hold any more.
    Worse,
    /// Something got better.
    Better,
    /// Something is new.
    Added,
    /// Something is gone.
    Removed,
    /// Something differs.
    Changed,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// How it is to be taken.
    pub mark: Mark,
    /// What it is about.
    pub head: String,
    /// What happened to it, on one line.
    pub text: String,
    /// What belongs to it, a line each.
    pub more: Vec<String>,
}

/// Changes of one sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// A short name.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// How many things changed; several may share a line.
    pub count: usize,
    /// The changes, the most important first.
    pub items: Vec<Item>,
}

impl Mark {
    /// The sign in front of a line.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Worse => "!",
            Self::Better => "✓",
            Self::Added => "+",
            Self::Removed => "−",
            Self::Changed => "•",
        }
    }

    /// The mark of what happened to a thing as a whole.
    pub fn of(change: Change) -> Self {
        match change {
            Change::Added | Change::Reopened => Self::Added,
            Change::Changed => Self::Changed,
            Change::Ended | Change::Removed => Self::Removed,
            Change::Unreadable => Self::Worse,
        }
    }
}

impl Item {
    /// A change in one line.
    pub fn new(mark: Mark, head: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            mark,
            head: head.into(),
            text: text.into(),
            more: Vec::new(),
        }
    }
}

/// `from → to`, with a word where there is nothing.
pub fn arrow<T: ToString>(change: &FromTo<T>, nothing: &str) -> String {
    let word = |value: Option<&T>| value.map_or_else(|| nothing.to_owned(), T::to_string);
    format!(
        "{} → {}",
        word(change.from.as_ref()),
        word(change.to.as_ref())
    )
}

/// `from → to` of values that have a word in JSON.
pub fn arrow_of<T: Serialize>(change: &FromTo<T>, nothing: &str) -> String {
    let word = |value: Option<&T>| {
        let word = value.map(crate::report::table::spelled).unwrap_or_default();
        if word.is_empty() {
            nothing.to_owned()
        } else {
            word
        }
    };
    format!(
        "{} → {}",
        word(change.from.as_ref()),
        word(change.to.as_ref())
    )
}

/// `High 12`.
pub fn reading(reading: Option<&Reading>) -> String {
    match reading {
        Some(reading) => format!("{} {}", reading.title, reading.score),
        None => "unknown".to_owned(),
    }
}

/// `Medium 6 → High 12`; where score and level stay, what moved.
pub fn shift(shift: &Shift) -> String {
    match (&shift.reading.from, &shift.reading.to) {
        (Some(from), Some(to)) if (from.score, &from.level) == (to.score, &to.level) => format!(
            "{} {}, likelihood {} → {}, impact {} → {}",
            to.title, to.score, from.likelihood, to.likelihood, from.impact, to.impact
        ),
        (from, to) => format!("{} → {}", reading(from.as_ref()), reading(to.as_ref())),
    }
}

/// The names of fields, at most six of them.
pub fn fields(changes: &[FieldChange]) -> String {
    let names: Vec<&str> = changes.iter().map(|change| change.field.as_str()).collect();
    several(&names, 6)
}

/// `a, b and 3 more`.
pub fn several<T: AsRef<str>>(names: &[T], most: usize) -> String {
    let most = if names.len() == most + 1 {
        most + 1
    } else {
        most
    };
    let shown: Vec<&str> = names.iter().take(most).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(most) {
        0 => shown.join(", "),
        rest => format!("{} and {rest} more", shown.join(", ")),
    }
}

/// What happened to a thing as a whole, in a word.
pub fn word(change: Change) -> &'static str {
    match change {
        Change::Added => "new",
        Change::Reopened => "open again",
        Change::Changed => "changed",
        Change::Ended => "ended",
        Change::Removed => "removed",
        Change::Unreadable => "cannot be read any more",
    }
}

/// A sentence without the full stop at its end, on one line.
pub fn sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches('.');
    match line.char_indices().nth(200) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.to_owned(),
    }
}

/// A name, with the id it had before.
pub fn named(id: &str, title: &str, was: Option<&String>) -> String {
    let name = if id == title || title.is_empty() {
        id.to_owned()
    } else {
        format!("{id} {title}")
    };
    match was {
        Some(was) => format!("{name} (was {was})"),
        None => name,
    }
}
