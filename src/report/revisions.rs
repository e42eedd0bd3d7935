//! The revision table of a document (clause 7.5): which versions it had, from when to when, what was
//! changed by whom, and which approval covers each.

use super::input::Inputs;
use crate::model::document::Document;
use crate::model::scalar::Date;
use crate::text::proof::{Edit, Histories, History};
use serde::Serialize;

/// The revision table of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Revisions {
    /// One row a version, newest first; `None` when the history is not known.
    pub rows: Option<Vec<Revision>>,
    /// Why the table is missing or does not reach back to the beginning; `None` when it is whole.
    pub missing: Option<String>,
    /// The document differs from what the last commit holds.
    pub uncommitted: bool,
}

/// A version of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Revision {
    /// The version; `None` when the document bore none.
    pub version: Option<String>,
    /// The day of its first change (committer date in UTC).
    pub from: Date,
    /// The day of its last change.
    pub to: Date,
    /// Who wrote it, in the order of their first change; names as `.mailmap` resolves them.
    pub authors: Vec<String>,
    /// The changes, newest first.
    pub changes: Vec<Change>,
    /// The approval of the text that the version ended with; `None` when nobody approved that.
    pub approval: Option<Approved>,
}

/// A commit that changed the content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Its full id.
    pub commit: String,
    /// The day (committer date in UTC).
    pub on: Date,
    /// Who wrote it; their address when they gave no name.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

/// An approval of one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approved {
    /// Who approved.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// The revision table of a document, as far as git knows it.
pub fn revisions(inputs: &Inputs<'_>, document: &Document) -> Revisions {
    match &inputs.proofs.histories {
        Histories::NotSought => Revisions {
            missing: Some("the history was not asked for".to_owned()),
            ..Revisions::default()
        },
        Histories::None(why) => Revisions {
            missing: Some(format!("there is no history: {why}")),
            ..Revisions::default()
        },
        Histories::Known(by_subject) => match by_subject.get(&document.subject()) {
            Some(history) => table(history),
            None => Revisions {
                missing: Some("the document could not be read whole".to_owned()),
                ..Revisions::default()
            },
        },
    }
}

fn table(history: &History) -> Revisions {
    let mut rows: Vec<Revision> = Vec::new();
    let mut last: Option<&Edit> = None;
    for edit in &history.edits {
        let same = last.is_some_and(|last| last.version == edit.version);
        match rows.last_mut().filter(|_| same) {
            Some(row) => add(row, edit),
            None => rows.push(row(edit)),
        }
        last = Some(edit);
    }
    for row in &mut rows {
        row.authors.reverse();
        let mut seen = Vec::new();
        row.authors.retain(|author| {
            let fresh = !seen.contains(author);
            seen.push(author.clone());
            fresh
        });
    }
    Revisions {
        rows: Some(rows),
        missing: history.cut.then(|| {
            "the clone is shallow, what is older is not known here (`git fetch --unshallow` brings it)"
                .to_owned()
        }),
        uncommitted: history.uncommitted,
    }
}

fn row(edit: &Edit) -> Revision {
    let day = Date(edit.commit.date);
    Revision {
        version: edit.version.clone(),
        from: day,
        to: day,
        authors: vec![author(edit)],
        changes: vec![change(edit)],
        approval: edit.approved.as_ref().map(|(by, on)| Approved {
            by: by.clone(),
            on: Date(*on),
        }),
    }
}

/// Takes an older edit into the row of its version.
fn add(row: &mut Revision, edit: &Edit) {
    row.from = row.from.min(Date(edit.commit.date));
    row.to = row.to.max(Date(edit.commit.date));
    row.authors.push(author(edit));
    row.changes.push(change(edit));
}

fn author(edit: &Edit) -> String {
    let author = &edit.commit.author;
    let name = [&author.name, &author.email];
    let name = name.into_iter().find(|name| !name.trim().is_empty());
    name.cloned().unwrap_or_else(|| "no name".to_owned())
}

fn change(edit: &Edit) -> Change {
    Change {
        commit: edit.commit.id.clone(),
        on: Date(edit.commit.date),
        author: author(edit),
        subject: edit.commit.subject().to_owned(),
    }
}
