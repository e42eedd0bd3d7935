//! What is asked about a state with stale decisions, and what the answer is.

use crate::analysis::pipeline::Linked;
use crate::analysis::store::Store;
use crate::assess::assessment::Assessment;
use crate::repo::commits::Past;
use crate::text::proof::Change;

/// What is known of a state whose stale decisions are to be explained.
pub struct Ground<'a> {
    /// The history that leads to it.
    pub past: &'a Past,
    /// Its documents.
    pub linked: &'a Linked,
    /// What follows from them.
    pub assessment: &'a Assessment<'a>,
    /// What was read of each content.
    pub store: &'a Store,
    /// Opens the state of a commit, by its full id, under the settings of that commit; `None` when it
    /// cannot be had.
    pub state_at: &'a dyn Fn(&str) -> Option<Linked>,
}

/// What was found out about one stale decision.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// What changed; nothing when that cannot be told.
    Changed(Vec<Change>),
    /// Nothing in the whole history bears the basis that is written down.
    Baseless,
}
