//! What happened to documents that have no section of their own, and which ids and files changed.

use super::change::{Change, FieldChange};
use super::content::{changed_fields, same_text};
use super::decisions::Told;
use super::pairs::{Moved, Pairs, Renamed};
use super::side::Side;
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::report::place::Source;
use serde::Serialize;

/// What happened to a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DocumentChange {
    /// Its kind.
    pub kind: &'static str,
    /// Its id; empty for a kind of which there is one.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What happened to it as a whole.
    pub change: Change,
    /// Fields that differ.
    pub fields: Vec<FieldChange>,
    /// Whether it could not be read whole on the head side.
    pub broken: bool,
    /// Where it is written, or was.
    pub source: Source,
}

/// Ids and files that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// Ids that became others.
    pub renamed: Vec<Renamed>,
    /// Documents that stand in another file.
    pub moved: Vec<Moved>,
}

/// Kinds whose changes are told in a section of their own.
const ELSEWHERE: &[Kind] = &[
    Kind::Risk,
    Kind::Control,
    Kind::Policy,
    Kind::Person,
    Kind::Role,
];

/// Compares the documents of other kinds, in the order of kinds and ids.
///
/// Decisions and reviews have a section of their own: a document of which nothing else differs is left
/// out.
pub fn documents(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    told: &Told,
) -> Vec<DocumentChange> {
    let (old, new) = (
        &before.inputs.model.documents,
        &after.inputs.model.documents,
    );
    let here = |document: &Document| !ELSEWHERE.contains(&document.kind);
    let mut found = Vec::new();
    for pair in pairs.both.iter().filter(|pair| here(&new[pair.after])) {
        let (a, b) = (&old[pair.before], &new[pair.after]);
        let ended = is_over(b, after.inputs.as_of) && !is_over(a, before.inputs.as_of);
        let fields = told.rest(b, changed_fields(a, b, &pairs.renames));
        let change = match ended {
            true => Change::Ended,
            false if fields.is_empty() && same_text(a, b) => continue,
            false => Change::Changed,
        };
        found.push((b.kind, line(b, change, fields)));
    }
    for (list, documents, change) in [
        (&pairs.gone, old, Change::Removed),
        (&pairs.unreadable, old, Change::Unreadable),
        (&pairs.added, new, Change::Added),
    ] {
        let of = list
            .iter()
            .map(|&at| &documents[at])
            .filter(|one| here(one));
        found.extend(of.map(|one| (one.kind, line(one, change, Vec::new()))));
    }
    found.sort_by(|(a, x), (b, y)| (a, x.change, &x.id).cmp(&(b, y.change, &y.id)));
    found.into_iter().map(|(_, line)| line).collect()
}

fn line(document: &Document, change: Change, fields: Vec<FieldChange>) -> DocumentChange {
    DocumentChange {
        kind: document.kind.name(),
        id: document.id.to_string(),
        title: document.title().to_owned(),
        change,
        fields,
        broken: !document.is_whole(),
        source: Source::of(document),
    }
}
