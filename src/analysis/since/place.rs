//! Where documents lie in commits, whatever file they stood in.

use crate::analysis::store::Store;
use crate::model::document::Document;
use crate::repo::commits::{Changed, Past};
use crate::text::commit::Commit;
use crate::text::source::{ContentId, SourceFile};
use std::sync::Arc;

/// How many commits are looked at to find one on a side branch; a longer search ends without a result.
pub(super) const MAX_SIDE: usize = 10_000;

/// The history as files with documents in them.
#[derive(Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) past: &'a Past,
    pub(super) store: &'a Store,
}

impl Files<'_> {
    /// A document of the kind and id of `like` in this content, if it is there.
    pub(super) fn document(self, like: &Document, path: &str, id: ContentId) -> Option<Document> {
        let file = self.past.text(&Arc::from(path), id).ok()?;
        self.document_in(like, &file)
    }

    fn document_in(self, like: &Document, file: &Arc<SourceFile>) -> Option<Document> {
        let parsed = self.store.parsed(file);
        let same = |found: &&Arc<_>| is_same(like, found);
        let content = parsed.documents.iter().find(same)?;
        Some(Document::new(Arc::clone(file), Arc::clone(content)))
    }

    /// The document in a commit, at one of these paths.
    pub(super) fn at(self, like: &Document, commit: &str, paths: &[Arc<str>]) -> Option<Document> {
        paths.iter().find_map(|path| {
            let id = self.past.content_at(commit, path)?;
            self.document(like, path, id)
        })
    }

    /// The document as it stood before these changes: in the file of this path, or in another that has
    /// changed, too.
    pub(super) fn before(self, like: &Document, changes: &[Changed]) -> Option<Document> {
        let path = &*like.file.path;
        let (same, others): (Vec<&Changed>, Vec<&Changed>) =
            changes.iter().partition(|change| change.path == path);
        let readable = |change: &&&Changed| !change.special && may_hold_documents(&change.path);
        let mut files = same.iter().chain(others.iter()).filter(readable);
        files.find_map(|change| self.document(like, &change.path, change.old?))
    }

    /// From a commit for which `holds` is true down to one of which no parent does: where that came in.
    /// Merges are left behind for the commit that they took in.
    pub(super) fn origin(self, commit: &Arc<Commit>, holds: &dyn Fn(&str) -> bool) -> Arc<Commit> {
        let mut commit = Arc::clone(commit);
        for _ in 0..MAX_SIDE {
            let older = commit.parents.iter().find(|parent| holds(parent));
            let Some(older) = older.and_then(|id| self.past.commit(id)) else {
                break;
            };
            commit = Arc::new(older);
        }
        commit
    }
}

fn is_same(like: &Document, found: &crate::model::document::Content) -> bool {
    like.kind == found.kind && like.id == found.id
}

/// Whether a file may hold documents, by its name.
fn may_hold_documents(path: &str) -> bool {
    [".yaml", ".yml", ".md"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// The newest commit that changed a file, and how many commits back along first parents it is.
pub(super) type Touch = (usize, Arc<Commit>);
