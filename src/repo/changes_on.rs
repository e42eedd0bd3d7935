//! What a step of the history changed at given paths: folders that hold none of them are not looked into.

use super::commits::{Changed, Past, is_file};
use super::error::RepoError;
use super::path::join;
use super::revision::content_id;
use git2::{ObjectType, Repository, Tree, TreeEntry};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

impl Past {
    /// Those of the wanted files that differ between two commits; without an older one all that are
    /// there. Paths count from the root. The cost is that of the folders on the way to what changed.
    ///
    /// # Errors
    /// When a commit or folder cannot be read.
    pub fn changes_on(
        &self,
        old: Option<&str>,
        new: &str,
        wanted: &BTreeSet<Arc<str>>,
    ) -> Result<Vec<Changed>, RepoError> {
        let found = self.git.with(|repository| {
            let old = match old {
                Some(id) => self.root_of(repository, id)?,
                None => None,
            };
            let new = self.root_of(repository, new)?;
            let mut comparison = Comparison {
                repository,
                wanted,
                found: Vec::new(),
            };
            if old.as_ref().map(Tree::id) != new.as_ref().map(Tree::id) {
                comparison.folders("", old.as_ref(), new.as_ref())?;
            }
            Ok(comparison.found)
        });
        found.map_err(RepoError::git("compare two commits"))
    }
}

struct Comparison<'r, 'w> {
    repository: &'r Repository,
    wanted: &'w BTreeSet<Arc<str>>,
    found: Vec<Changed>,
}

impl Comparison<'_, '_> {
    /// Both folders are sorted alike, so one pass over both finds what differs, and nothing is
    /// allocated for what is equal.
    fn folders(
        &mut self,
        folder: &str,
        old: Option<&Tree<'_>>,
        new: Option<&Tree<'_>>,
    ) -> Result<(), git2::Error> {
        let mut old = old.into_iter().flat_map(Tree::iter).peekable();
        let mut new = new.into_iter().flat_map(Tree::iter).peekable();
        loop {
            let order = match (old.peek(), new.peek()) {
                (Some(old), Some(new)) => order(old, new),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return Ok(()),
            };
            let old = if order.is_le() { old.next() } else { None };
            let new = if order.is_ge() { new.next() } else { None };
            self.entries(folder, old.as_ref(), new.as_ref())?;
        }
    }

    /// Looks at what two folders hold under one name.
    fn entries(
        &mut self,
        folder: &str,
        old: Option<&TreeEntry<'_>>,
        new: Option<&TreeEntry<'_>>,
    ) -> Result<(), git2::Error> {
        let seen = |entry: &TreeEntry<'_>| (entry.id(), entry.filemode());
        let Some(entry) = new.or(old).filter(|_| old.map(seen) != new.map(seen)) else {
            return Ok(());
        };
        let Ok(name) = std::str::from_utf8(entry.name_bytes()) else {
            return Ok(());
        };
        let path = join(folder, name);
        if is_tree(entry) {
            if !self.leads_on(&path) {
                return Ok(());
            }
            let tree = |entry: Option<&TreeEntry<'_>>| {
                entry
                    .map(|entry| self.repository.find_tree(entry.id()))
                    .transpose()
            };
            let (old, new) = (tree(old)?, tree(new)?);
            return self.folders(&path, old.as_ref(), new.as_ref());
        }
        if self.wanted.contains(path.as_str()) {
            let both = [old, new];
            self.found.push(Changed {
                path,
                old: old.and_then(|entry| content_id(entry.id())),
                new: new.and_then(|entry| content_id(entry.id())),
                special: both.iter().flatten().any(|it| !is_file(it.filemode())),
            });
        }
        Ok(())
    }

    /// Whether a wanted file lies below a folder. The depth is bounded by that of the wanted paths.
    fn leads_on(&self, folder: &str) -> bool {
        let below = format!("{folder}/");
        let from = (Bound::Included(below.as_str()), Bound::Unbounded);
        let next = self.wanted.range::<str, _>(from).next();
        next.is_some_and(|path| path.starts_with(&below))
    }
}

fn is_tree(entry: &TreeEntry<'_>) -> bool {
    entry.kind() == Some(ObjectType::Tree)
}

/// The order of entries in git's trees: a folder counts as if its name ended in `/`, and so is never
/// equal to a file of that name.
fn order(a: &TreeEntry<'_>, b: &TreeEntry<'_>) -> Ordering {
    let (one, other) = (a.name_bytes(), b.name_bytes());
    let common = one.len().min(other.len());
    one[..common].cmp(&other[..common]).then_with(|| {
        let next = |entry: &TreeEntry<'_>, name: &[u8]| match name.get(common) {
            Some(byte) => *byte,
            None if is_tree(entry) => b'/',
            None => 0,
        };
        next(a, one).cmp(&next(b, other))
    })
}
