//! What is still to be followed, by the commit that it has come to; the newest commit comes first, so
//! that each is looked at once with everything that leads through it.

use crate::text::commit::Commit;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Trails by commit.
pub(super) struct Ahead<T>(BTreeMap<(i64, String), (Arc<Commit>, Vec<T>)>);

impl<T> Ahead<T> {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Lets a trail go on from a commit.
    pub(super) fn push(&mut self, commit: &Arc<Commit>, trail: T) {
        let key = (commit.seconds, commit.id.clone());
        let entry = self.0.entry(key);
        let (_, trails) = entry.or_insert_with(|| (Arc::clone(commit), Vec::new()));
        trails.push(trail);
    }

    /// The newest commit, with all trails that have come to it. Clocks may be wrong: a commit can come
    /// twice then, never a trail.
    pub(super) fn newest(&mut self) -> Option<(Arc<Commit>, Vec<T>)> {
        Some(self.0.pop_last()?.1)
    }
}
