//! A value on both sides of a comparison, and what a change means for the organisation.

use serde::Serialize;

/// A value before and after; `None` where it was absent or could not be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FromTo<T> {
    /// On the base side.
    pub from: Option<T>,
    /// On the head side.
    pub to: Option<T>,
}

impl<T: PartialEq> FromTo<T> {
    /// Both values, when they differ.
    pub fn of(from: Option<T>, to: Option<T>) -> Option<Self> {
        (from != to).then_some(Self { from, to })
    }
}

/// A field of a document that says something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// Its path, such as `inherent.likelihood`; a list is one field.
    pub field: String,
    /// What it said, when both sides are one short value or absent.
    pub from: Option<String>,
    /// What it says, when both sides are one short value or absent.
    pub to: Option<String>,
}

/// What happened to a thing as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// It is new.
    Added,
    /// It is there again, or counts again.
    Reopened,
    /// It is there on both sides, and differs.
    Changed,
    /// It has ended: closed, retired, withdrawn, left.
    Ended,
    /// It is not there any more.
    Removed,
    /// It was there, and what may hold it cannot be read.
    Unreadable,
}
