//! What a report is called, and what its words mean.

use crate::model::Kind;
use serde::Serialize;

/// What is known of a report beside its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Info {
    /// Its name: file, verb and JSON carry it.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One line for the help.
    pub summary: &'static str,
    /// The kind of document that it is about, when it is about one; without an id it chooses one itself.
    pub about: Option<Kind>,
}

/// A term of a report and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Legend {
    /// The word as it stands in rows.
    pub term: &'static str,
    /// What it means, in plain words.
    pub meaning: &'static str,
}

/// A legend from pairs of term and meaning.
pub fn legend(pairs: &[(&'static str, &'static str)]) -> Vec<Legend> {
    let each = pairs.iter().copied();
    each.map(|(term, meaning)| Legend { term, meaning })
        .collect()
}
