//! The whole life of one document: its versions in the history, what is not committed yet, and the
//! lives that an earlier document of the same id had.

use super::store::Store;
use super::vanished::{End, Wanted, search};
use super::versions::{Held, Life, Name, Reader, Step, Tracer, same};
use crate::model::document::Document;
use crate::repo::commits::Past;
use crate::repo::error::RepoError;
use std::sync::Arc;

/// How many commits before the one that created a document are searched for an earlier document of the
/// same id. Each is compared with its parent, which costs more than following a file.
pub const SEARCHED: usize = 300;

/// The life of a document, and how far before it was looked.
#[derive(Debug, Default)]
pub struct Whole {
    /// Its changes, newest first.
    pub life: Life,
    /// Only so many commits before its creation were searched for an earlier document of this id;
    /// `None` when all were.
    pub searched: Option<usize>,
}

/// From where a life is told.
#[derive(Debug)]
pub enum Start<'a> {
    /// The document as it stands in the state, and whether that may differ from its commit.
    Standing(&'a Document, bool),
    /// It is gone, and this is its end.
    Gone(&'a End),
}

/// The life of a document.
///
/// # Errors
/// When the history cannot be read.
pub fn life(past: &Past, store: &Store, from: &Start<'_>) -> Result<Whole, RepoError> {
    let teller = Teller {
        past,
        store,
        reader: Reader { past, store },
    };
    let mut whole = Whole::default();
    let mut before = match from {
        Start::Gone(end) => {
            teller.gone(end, &mut whole.life)?;
            teller.before(&whole.life)
        }
        Start::Standing(document, may_differ) => {
            teller.standing(document, *may_differ, &mut whole.life)?
        }
    };
    let name = match from {
        Start::Gone(end) => end.name.clone(),
        Start::Standing(document, _) => name_of(document),
    };
    while let Some(tip) = before.take() {
        let wanted = Wanted {
            kind: Some(name.kind),
            id: &name.id,
        };
        let found = search(past, store, wanted, &tip, SEARCHED)?;
        match &found.end {
            Some(end) => {
                teller.gone(end, &mut whole.life)?;
                before = teller.before(&whole.life);
            }
            None => whole.searched = (!found.all).then_some(found.commits),
        }
    }
    Ok(whole)
}

/// What a document is known by.
pub fn name_of(document: &Document) -> Name {
    Name {
        kind: document.kind,
        id: document.id.clone(),
    }
}

struct Teller<'a> {
    past: &'a Past,
    store: &'a Store,
    reader: Reader<'a>,
}

impl Teller<'_> {
    /// Tells the life of a document that is there; returns the commit before it.
    fn standing(
        &self,
        document: &Document,
        may_differ: bool,
        life: &mut Life,
    ) -> Result<Option<String>, RepoError> {
        let name = name_of(document);
        let head = self.past.head();
        let committed = self.reader.found_in(head, &name, &document.file.path);
        let now = Held::Document(document.clone());
        let moved = committed
            .as_ref()
            .is_some_and(|held| held.path() != now.path());
        if may_differ && (moved || !same(committed.as_ref(), Some(&now))) {
            life.steps.push(Step {
                commit: None,
                before: committed.clone(),
                after: Some(now),
                cut: false,
            });
        }
        match committed {
            Some(held) => {
                self.follow(name, head, held.path(), life)?;
                Ok(self.before(life))
            }
            None => Ok(Some(head.to_owned())),
        }
    }

    /// Tells the end of a document and its life up to it.
    fn gone(&self, end: &End, life: &mut Life) -> Result<(), RepoError> {
        life.steps.push(Step {
            commit: Some(Arc::clone(&end.commit)),
            before: Some(end.last.clone()),
            after: None,
            cut: false,
        });
        self.follow(end.name.clone(), &end.parent, end.last.path(), life)
    }

    fn follow(
        &self,
        name: Name,
        commit: &str,
        path: &Arc<str>,
        life: &mut Life,
    ) -> Result<(), RepoError> {
        let mut tracer = Tracer::new(self.past, self.store);
        tracer.follow(name, commit, path)?;
        for found in tracer.lives(&|_| false)? {
            life.steps.extend(found.steps);
            life.cut |= found.cut;
        }
        Ok(())
    }

    /// The commit before the one that created the document, if this clone holds it.
    fn before(&self, life: &Life) -> Option<String> {
        let created = life.steps.last().filter(|step| step.before.is_none())?;
        let parent = created.commit.as_ref()?.parents.first()?;
        self.past.commit(parent).map(|commit| commit.id)
    }
}
