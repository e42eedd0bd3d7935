//! Handles on one git repository, lent to as many threads as ask.

use crate::text::source::{ContentId, SourceFile};
use git2::{ObjectType, Oid, Repository};
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, Once, PoisonError};

/// A git repository. libgit2's handle may be used by one thread at a time and costs time to
/// open, so each thread borrows one and gives it back.
pub struct Git {
    path: PathBuf,
    idle: Mutex<Vec<Repository>>,
    texts: Mutex<HashMap<ContentId, Arc<SourceFile>>>,
}

/// The id that git gives to a text.
pub fn content_id(text: &str) -> Option<ContentId> {
    let id = Oid::hash_object(ObjectType::Blob, text.as_bytes()).ok()?;
    Some(ContentId(id.as_bytes().try_into().ok()?))
}

static SETTINGS: Once = Once::new();

impl Git {
    /// Keeps an open repository.
    pub fn new(repository: Repository) -> Self {
        // Hashing each object again to compare it with its id is the work of `git fsck`, not of every
        // reading.
        SETTINGS.call_once(|| git2::opts::strict_hash_verification(false));
        let path = repository.workdir().unwrap_or(repository.path()).to_owned();
        Self {
            path,
            idle: Mutex::new(vec![repository]),
            texts: Mutex::default(),
        }
    }

    /// The text of a content that was read before, as a file of this path.
    pub fn known_text(&self, path: &Arc<str>, id: ContentId) -> Option<Arc<SourceFile>> {
        let known = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let known = Arc::clone(known.get(&id)?);
        Some(match known.path == *path {
            true => known,
            false => Arc::new(SourceFile::identified(path.clone(), known.text.clone(), id)),
        })
    }

    /// Keeps a text, so that no other revision unpacks it again.
    pub fn keep_text(&self, text: &Arc<SourceFile>) {
        if let Some(id) = text.id {
            let mut known = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(id, Arc::clone(text));
        }
    }

    /// Does `work` with a handle that nobody else uses.
    ///
    /// # Errors
    /// What `work` fails with, or why the repository cannot be opened once more.
    pub fn with<T>(
        &self,
        work: impl FnOnce(&Repository) -> Result<T, git2::Error>,
    ) -> Result<T, git2::Error> {
        let idle = self.lock().pop();
        let repository = match idle {
            Some(repository) => repository,
            None => Repository::open(&self.path)?,
        };
        let result = work(&repository);
        self.lock().push(repository);
        result
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Repository>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Git {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Git")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
