//! The versions of documents through the history that leads to a state: newest first, each with the
//! commit that brought it and what stood before it.
//!
//! A document is what bears its kind and id: it is followed into other files, out of a file that holds
//! several, and through merges, of which a change is told by the commit that made it. Layout, comments
//! and the order of keys make no version.

use super::store::Store;
use crate::model::Kind;
use crate::model::document::Document;
use crate::repo::commits::Past;
use crate::repo::error::RepoError;
use crate::repo::path_history::{PathHistory, Turn};
use crate::text::commit::Commit;
use crate::text::source::ContentId;
use std::sync::Arc;

/// What a document is known by, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its kind.
    pub kind: Kind,
    /// Its id; empty for a kind of which there is one.
    pub id: Box<str>,
}

/// A document as a commit holds it.
#[derive(Debug, Clone)]
pub enum Held {
    /// It could be read, perhaps with problems of shape.
    Document(Document),
    /// The file in which it stood before cannot be read, and why.
    Unread {
        /// The path, from the root.
        path: Arc<str>,
        /// What stands in the way.
        why: String,
    },
}

impl Held {
    /// The path of its file, from the root.
    pub fn path(&self) -> &Arc<str> {
        match self {
            Self::Document(document) => &document.file.path,
            Self::Unread { path, .. } => path,
        }
    }

    /// The document, if it could be read.
    pub fn document(&self) -> Option<&Document> {
        match self {
            Self::Document(document) => Some(document),
            Self::Unread { .. } => None,
        }
    }
}

/// A change of a document.
#[derive(Debug, Clone)]
pub struct Step {
    /// The commit that made it; `None` for what stands in the working tree alone.
    pub commit: Option<Arc<Commit>>,
    /// The document before, in the first parent that holds it; `None` when none does.
    pub before: Option<Held>,
    /// The document afterwards; `None` when it is gone.
    pub after: Option<Held>,
    /// A shallow clone does not hold all parents of the commit: what it did is not known.
    pub cut: bool,
}

/// The life of a document.
#[derive(Debug, Clone, Default)]
pub struct Life {
    /// Its changes, newest first.
    pub steps: Vec<Step>,
    /// The clone is shallow: what is older than the last step is not known.
    pub cut: bool,
}

/// Follows documents through one history.
pub struct Tracer<'p> {
    past: &'p Past,
    store: &'p Store,
    walk: PathHistory<'p>,
    names: Vec<Name>,
    lives: Vec<Life>,
}

impl<'p> Tracer<'p> {
    /// Follows nothing yet.
    pub fn new(past: &'p Past, store: &'p Store) -> Self {
        Self {
            past,
            store,
            walk: past.path_history(),
            names: Vec::new(),
            lives: Vec::new(),
        }
    }

    /// Follows a document from a commit that holds it in the file of this path.
    ///
    /// # Errors
    /// When the commit cannot be read.
    pub fn follow(&mut self, name: Name, commit: &str, path: &Arc<str>) -> Result<(), RepoError> {
        self.names.push(name);
        self.lives.push(Life::default());
        self.walk.follow(self.names.len() - 1, commit, path)
    }

    /// The lives of all documents that are followed, in the order in which they were named. A life
    /// ends where `enough` says so, asked after each step.
    ///
    /// # Errors
    /// When a commit or folder cannot be read.
    pub fn lives(mut self, enough: &dyn Fn(&Life) -> bool) -> Result<Vec<Life>, RepoError> {
        while let Some(turn) = self.walk.turn()? {
            let told = self.lives[turn.who].steps.len();
            let further = self.take(&turn);
            let life = &mut self.lives[turn.who];
            life.cut |= turn.cut;
            if life.steps.len() > told && enough(life) {
                continue;
            }
            for (commit, path) in further {
                self.walk.follow(turn.who, &commit, &path)?;
            }
        }
        Ok(self.lives)
    }

    /// Keeps what a commit did to a document, and says where to follow it: parents and paths.
    fn take(&mut self, turn: &Turn) -> Vec<(String, Arc<str>)> {
        let name = self.names[turn.who].clone();
        let reader = Reader {
            past: self.past,
            store: self.store,
        };
        let here = reader.held(&name, &turn.path, turn.content);
        let there: Vec<Option<Held>> = turn
            .parents
            .iter()
            .map(|(parent, content)| {
                let stayed = reader.held(&name, &turn.path, *content);
                let moved = || reader.taken(&name, parent, &turn.commit);
                stayed.or_else(|| here.as_ref().and_then(|_| moved()))
            })
            .collect();
        let follow = |at: usize| {
            let path = there[at].as_ref().map_or(&turn.path, Held::path);
            (turn.parents[at].0.clone(), Arc::clone(path))
        };
        let same = there
            .iter()
            .position(|there| same(there.as_ref(), here.as_ref()));
        let before = same.or_else(|| there.iter().position(Option::is_some));
        let before = before.and_then(|at| there[at].clone());
        let moved = before.as_ref().map(Held::path) != here.as_ref().map(Held::path);
        if moved || (same.is_none() && (before.is_some() || here.is_some())) {
            let commit = self.past.commit(&turn.commit).map(Arc::new);
            self.lives[turn.who].steps.push(Step {
                commit,
                before,
                after: here,
                cut: turn.cut,
            });
        }
        match same {
            Some(at) => vec![follow(at)],
            None => {
                let held = (0..there.len()).filter(|&at| there[at].is_some());
                held.map(follow).collect()
            }
        }
    }
}

/// Reads documents out of commits.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) past: &'a Past,
    pub(super) store: &'a Store,
}

impl Reader<'_> {
    /// The document of this name in a file of this content.
    pub(super) fn held(
        &self,
        name: &Name,
        path: &Arc<str>,
        content: Option<ContentId>,
    ) -> Option<Held> {
        let unread = |why: String| Held::Unread {
            path: Arc::clone(path),
            why,
        };
        let source = match self.past.text(path, content?) {
            Ok(source) => source,
            Err(why) => return Some(unread(why.to_string())),
        };
        let parsed = self.store.parsed(&source);
        let mut all = parsed.documents.iter();
        if let Some(found) = all.find(|found| found.kind == name.kind && found.id == name.id) {
            let document = Document::new(source, Arc::clone(found));
            return Some(Held::Document(document));
        }
        let hidden = (parsed.cut || parsed.nameless > 0) && source.text.contains(&*name.id);
        hidden.then(|| unread("a mistake in the YAML of the file hides it".to_owned()))
    }

    /// The document of this name in the files that `new` changed or removed, as `old` holds them.
    fn taken(&self, name: &Name, old: &str, new: &str) -> Option<Held> {
        let changes = self.past.changes(Some(old), new).ok()?;
        let files = changes.iter().filter(|change| !change.special);
        files
            .filter_map(|change| self.named(name, &change.path, change.old))
            .next()
    }

    /// The document of this name in a commit: in this file first, then in any other.
    pub(super) fn found_in(&self, commit: &str, name: &Name, first: &Arc<str>) -> Option<Held> {
        let here = self.held(name, first, self.past.content_at(commit, first));
        here.or_else(|| {
            let all = self.past.changes(None, commit).ok()?;
            let files = all.iter().filter(|file| !file.special);
            files
                .filter_map(|file| self.named(name, &file.path, file.new))
                .next()
        })
    }

    /// The document of this name in a file; a text without the id needs not be read further.
    fn named(&self, name: &Name, path: &str, content: Option<ContentId>) -> Option<Held> {
        let path: Arc<str> = Arc::from(Some(path).filter(|path| is_document(path))?);
        let source = self.past.text(&path, content?).ok()?;
        let named = source.text.contains(&*name.id);
        let held = named.then(|| self.held(name, &path, content))??;
        held.document().is_some().then_some(held)
    }
}

/// Whether documents may stand in a file, by its name.
pub(super) fn is_document(path: &str) -> bool {
    [".yaml", ".yml", ".md"]
        .iter()
        .any(|end| path.ends_with(end))
}

/// Whether two states of a document say the same.
pub fn same(a: Option<&Held>, b: Option<&Held>) -> bool {
    match (a, b) {
        (Some(Held::Document(a)), Some(Held::Document(b))) => {
            a.node.says_same(&b.node) && a.markdown() == b.markdown()
        }
        (None, None) => true,
        _ => false,
    }
}
