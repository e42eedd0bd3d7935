//! Looks for the end of a document that is not there any more: the newest commit that took it away.

use super::store::Store;
use super::versions::{Held, Name, Reader, is_document};
use crate::model::Kind;
use crate::model::document::{Content, Document};
use crate::repo::commits::{Changed, Past};
use crate::repo::error::RepoError;
use crate::text::commit::Commit;
use crate::text::source::ContentId;
use std::sync::Arc;

/// An id that is looked for in the past.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The kind, when it is known.
    pub kind: Option<Kind>,
    /// The id; empty for a kind of which there is one.
    pub id: &'a str,
}

/// What the search came to.
#[derive(Debug)]
pub struct Search {
    /// The end of the document, if it was found.
    pub end: Option<End>,
    /// How many commits were looked at.
    pub commits: usize,
    /// Whether that is all that lead there and that this clone holds.
    pub all: bool,
}

/// The end of a document.
#[derive(Debug)]
pub struct End {
    /// What it was.
    pub name: Name,
    /// The commit that took it away.
    pub commit: Arc<Commit>,
    /// Full id of the parent that still held it.
    pub parent: String,
    /// As it was last.
    pub last: Held,
}

/// Looks at a commit and those that lead to it, newest first, for the one that took a document away. A
/// merge is only named when no other commit is.
///
/// # Errors
/// When the history cannot be read.
pub fn search(
    past: &Past,
    store: &Store,
    wanted: Wanted<'_>,
    tip: &str,
    at_most: usize,
) -> Result<Search, RepoError> {
    let (ids, all) = past.ancestors(tip, at_most)?;
    let seeker = Seeker {
        reader: Reader { past, store },
        wanted,
    };
    let mut merge: Option<End> = None;
    let mut looked = 0;
    for id in &ids {
        looked += 1;
        let Some(commit) = past.commit(id) else {
            continue;
        };
        let is_merge = commit.parents.len() > 1;
        if is_merge && merge.is_some() {
            continue;
        }
        match seeker.end(commit)? {
            Some(end) if is_merge => merge = Some(end),
            Some(end) => {
                return Ok(Search {
                    end: Some(end),
                    commits: looked,
                    all: false,
                });
            }
            None => {}
        }
    }
    Ok(Search {
        end: merge,
        commits: looked,
        all,
    })
}

struct Seeker<'a> {
    reader: Reader<'a>,
    wanted: Wanted<'a>,
}

impl Seeker<'_> {
    /// The document, if this commit took it away from its first parent.
    fn end(&self, commit: Commit) -> Result<Option<End>, RepoError> {
        let Some(parent) = commit.parents.first().cloned() else {
            return Ok(None);
        };
        // A parent that a shallow clone does not hold was not looked at.
        let Ok(changes) = self.reader.past.changes(Some(&parent), &commit.id) else {
            return Ok(None);
        };
        let documents = || {
            let each = changes.iter();
            each.filter(|change| !change.special && is_document(&change.path))
        };
        let Some(last) = documents().find_map(|change| self.document(change, change.old)) else {
            return Ok(None);
        };
        if documents().any(|change| self.document(change, change.new).is_some()) {
            return Ok(None);
        }
        Ok(Some(End {
            name: Name {
                kind: last.kind,
                id: last.id.clone(),
            },
            commit: Arc::new(commit),
            parent,
            last: Held::Document(last),
        }))
    }

    fn document(&self, change: &Changed, content: Option<ContentId>) -> Option<Document> {
        let path = Arc::from(&*change.path);
        let source = self.reader.past.text(&path, content?).ok()?;
        // A text without the id needs not be read further.
        if !source.text.contains(self.wanted.id) {
            return None;
        }
        let parsed = self.reader.store.parsed(&source);
        let mut all = parsed.documents.iter();
        let found = all.find(|content| self.is_wanted(content))?;
        Some(Document::new(Arc::clone(&source), Arc::clone(found)))
    }

    fn is_wanted(&self, content: &Content) -> bool {
        self.wanted.kind.is_none_or(|kind| kind == content.kind) && *content.id == *self.wanted.id
    }
}
