//! The history as documents: where a document stood before a commit.

use super::lines;
use crate::analysis::store::Store;
use crate::model::document::Document;
use crate::repo::commits::{Changed, Past};
use crate::text::commit::Commit;
use crate::text::snapshot::Unreadable;
use crate::text::source::SourceFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::OnceLock;

/// The history of one repository. Paths count from git's root, so that a root that moved is nothing
/// but files that moved.
pub(super) struct History<'a> {
    past: Past,
    store: &'a Store,
}

/// What a document was before a commit.
pub(super) enum Before {
    /// Its file is the same, so it is the same.
    Same,
    /// Its file is another: the documents of its kind and id (several only where an id stands twice),
    /// each with the path that it had.
    Other(Vec<Document>),
    /// There was no such document.
    Nothing,
    /// The clone does not hold what would tell.
    Unknown,
}

/// Documents by `kind/id`.
pub(super) type Placed = BTreeMap<String, Vec<Document>>;

/// A commit that the clone does not hold, or not whole.
pub(super) struct Absent;

impl<'a> History<'a> {
    pub(super) fn new(past: &Past, store: &'a Store) -> Self {
        Self {
            past: past.from_git_root(),
            store,
        }
    }

    /// The commit that the state stands on.
    pub(super) fn head(&self) -> Option<Arc<Commit>> {
        self.commit(self.past.head())
    }

    /// A commit; `None` where the clone ends.
    pub(super) fn commit(&self, id: &str) -> Option<Arc<Commit>> {
        self.past.commit(id).map(Arc::new)
    }

    /// Whether a commit is another one, or came before it.
    pub(super) fn is_within(&self, commit: &Commit, other: &Commit) -> bool {
        self.past.merge_base(&commit.id, &other.id).as_deref() == Some(commit.id.as_str())
    }

    /// What a step from a parent to a commit did to these files.
    pub(super) fn step<'h>(
        &'h self,
        parent: &'h Commit,
        commit: &'h Commit,
        paths: &BTreeSet<Arc<str>>,
    ) -> Step<'h> {
        let changed = self.past.changes_on(Some(&parent.id), &commit.id, paths);
        let by_path = |changed: Vec<Changed>| {
            let each = changed.into_iter();
            each.map(|it| (Arc::from(it.path.as_str()), it)).collect()
        };
        Step {
            history: self,
            parent,
            commit,
            changed: changed.ok().map(by_path),
            moved: OnceLock::new(),
        }
    }

    /// The regular files among these that a commit holds, by path.
    pub(super) fn files(
        &self,
        commit: &Commit,
        paths: &BTreeSet<Arc<str>>,
    ) -> BTreeMap<Arc<str>, Changed> {
        let found = self.past.changes_on(None, &commit.id, paths);
        let each = found.unwrap_or_default().into_iter();
        each.map(|it| (Arc::from(it.path.as_str()), it)).collect()
    }

    /// The documents of this kind and id in one content of a file.
    pub(super) fn documents(
        &self,
        path: &Arc<str>,
        file: &Changed,
        old: bool,
        subject: &str,
    ) -> Result<Vec<Document>, Absent> {
        let all = self.all(path, file, old)?;
        let of_subject = all.into_iter().filter(|one| one.subject() == subject);
        Ok(of_subject.collect())
    }

    /// A document as a commit holds it at a path.
    pub(super) fn document_at(
        &self,
        commit: &Commit,
        path: &Arc<str>,
        subject: &str,
    ) -> Option<Document> {
        let files = self.files(commit, &BTreeSet::from([Arc::clone(path)]));
        let documents = self.documents(path, files.get(path)?, false, subject);
        documents.ok()?.into_iter().next()
    }

    /// Every document in one of two contents of a file; none in what is no text.
    fn all(&self, path: &Arc<str>, file: &Changed, old: bool) -> Result<Vec<Document>, Absent> {
        let content = if old { file.old } else { file.new };
        let Some(content) = content.filter(|_| !file.special && is_document(path)) else {
            return Ok(Vec::new());
        };
        let source = match self.past.text(path, content) {
            Ok(source) => source,
            Err(Unreadable::Refused(_) | Unreadable::LfsPointer) => return Err(Absent),
            Err(_) => return Ok(Vec::new()),
        };
        let parsed = self.store.parsed(&source);
        let each = parsed.documents.iter();
        Ok(each
            .map(|content| Document::new(Arc::clone(&source), Arc::clone(content)))
            .collect())
    }

    /// The documents in the older or newer contents of files, by kind and id.
    fn placed(&self, files: &[Changed], old: bool) -> Result<Placed, Absent> {
        let mut placed = Placed::new();
        for file in files {
            for document in self.all(&Arc::from(file.path.as_str()), file, old)? {
                placed.entry(document.subject()).or_default().push(document);
            }
        }
        Ok(placed)
    }

    /// Every document in the files of a commit that `wanted` chooses, by kind and id.
    pub(super) fn documents_of(
        &self,
        commit: &Commit,
        wanted: &dyn Fn(&Changed) -> bool,
    ) -> Result<Placed, Absent> {
        let mut files = self.past.changes(None, &commit.id).map_err(|_| Absent)?;
        files.retain(wanted);
        self.placed(&files, false)
    }
}

/// Whether documents are read from a file of this name.
fn is_document(path: &str) -> bool {
    [".yaml", ".yml", ".md"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// The way from one parent to a commit.
pub(super) struct Step<'h> {
    history: &'h History<'h>,
    parent: &'h Commit,
    commit: &'h Commit,
    /// What changed at the paths that were asked for; `None` when that cannot be read.
    changed: Option<BTreeMap<Arc<str>, Changed>>,
    /// Where documents stood that this step took away or changed; looked for when one has moved.
    moved: OnceLock<Result<Placed, Absent>>,
}

impl Step<'_> {
    /// Whether a document of a path is the same in a field before and after the step, as far as its lines
    /// tell; `false` says nothing.
    pub(super) fn keeps(&self, path: &Arc<str>, field: &str) -> bool {
        let file = self.changed.as_ref().and_then(|changed| changed.get(path));
        let versions = file.and_then(|file| Some((file.old?, file.new?)).filter(|_| !file.special));
        let Some((old, new)) = versions else {
            return false;
        };
        let text = |content| self.history.past.text(path, content).ok();
        let same = |old: Arc<SourceFile>| {
            let new = text(new)?;
            Some(lines::same(path, &old.text, &new.text, field))
        };
        is_document(path) && text(old).and_then(same) == Some(true)
    }

    /// Reads files as they were before the step, several at a time: reading is what costs, and each content
    /// is kept.
    pub(super) fn read_ahead(&self, paths: &BTreeSet<Arc<str>>) {
        let changed = self.changed.iter().flatten();
        let wanted: Vec<_> = changed.filter(|(path, _)| paths.contains(*path)).collect();
        wanted.par_iter().for_each(|(path, file)| {
            let _ = self.history.all(path, file, true);
        });
    }

    /// What the document of this path, kind and id was before the step. It is looked for in its own
    /// file first, then in every file that the step changed or took away.
    pub(super) fn before(&self, path: &Arc<str>, subject: &str) -> Before {
        let Some(changed) = &self.changed else {
            return Before::Unknown;
        };
        let Some(file) = changed.get(path) else {
            return Before::Same;
        };
        match self.history.documents(path, file, true, subject) {
            Err(Absent) => return Before::Unknown,
            Ok(found) if !found.is_empty() => return Before::Other(found),
            Ok(_) => {}
        }
        match self.moved.get_or_init(|| self.find_moved()) {
            Err(Absent) => Before::Unknown,
            Ok(placed) => match placed.get(subject) {
                Some(documents) => Before::Other(documents.clone()),
                None => Before::Nothing,
            },
        }
    }

    fn find_moved(&self) -> Result<Placed, Absent> {
        let past = &self.history.past;
        let changed = past.changes(Some(&self.parent.id), &self.commit.id);
        self.history.placed(&changed.map_err(|_| Absent)?, true)
    }
}
