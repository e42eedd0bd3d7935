//! How decisions came into the history: each is followed to the commit that brought it.

use super::ahead::Ahead;
use super::history::{Before, History};
use crate::assess::proof::Taken;
use crate::model::document::Document;
use crate::text::commit::Commit;
use crate::text::proof::Brought;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A decision that a commit holds.
pub(super) struct Sought {
    /// The document that holds it, as `kind/id`.
    pub(super) subject: String,
    /// The field that holds it.
    pub(super) field: String,
    /// What makes it the same one elsewhere.
    pub(super) taken: Taken,
    /// The commit to begin at.
    pub(super) commit: Arc<Commit>,
    /// Where the document stands there, from git's root.
    pub(super) path: Arc<str>,
}

/// How a decision came.
pub(super) struct Arrival {
    /// The commit that brought it.
    pub(super) brought: Brought,
    /// Where its document stood then, from git's root.
    pub(super) path: Arc<str>,
    /// Merges that took it in from a side branch, newest first.
    pub(super) merges: Vec<Arc<Commit>>,
}

struct Trail {
    of: usize,
    path: Arc<str>,
    merges: Vec<Arc<Commit>>,
}

/// The arrivals of decisions, in their order.
///
/// A decision goes from a commit to the first parent that holds it too, wherever its document stands
/// there; a commit none of whose parents holds it has brought it. A document under a new id is another
/// document, whose decisions are new.
pub(super) fn arrivals(history: &History<'_>, sought: &[Sought]) -> Vec<Arrival> {
    let mut ahead = Ahead::new();
    for (of, one) in sought.iter().enumerate() {
        let trail = Trail {
            of,
            path: Arc::clone(&one.path),
            merges: Vec::new(),
        };
        ahead.push(&one.commit, trail);
    }
    let mut walk = Walk {
        history,
        sought,
        ahead,
        arrived: sought.iter().map(|_| None).collect(),
    };
    while let Some((commit, trails)) = walk.ahead.newest() {
        walk.pass(&commit, trails);
    }
    let arrived = walk.arrived.into_iter();
    arrived
        .map(|one| one.expect("internal error: every trail has an end"))
        .collect()
}

struct Walk<'a> {
    history: &'a History<'a>,
    sought: &'a [Sought],
    ahead: Ahead<Trail>,
    arrived: Vec<Option<Arrival>>,
}

impl Walk<'_> {
    /// Sends each trail from a commit on to a parent, or ends it.
    fn pass(&mut self, commit: &Arc<Commit>, mut trails: Vec<Trail>) {
        for (at, parent) in commit.parents.iter().enumerate() {
            if trails.is_empty() {
                return;
            }
            let Some(parent) = self.history.commit(parent) else {
                return self.end(trails, &Brought::Older);
            };
            trails = self.pass_to(commit, &parent, at > 0, trails);
        }
        self.end(trails, &Brought::By(Arc::clone(commit)));
    }

    /// Sends on to one parent what it holds, and returns what it does not.
    fn pass_to(
        &mut self,
        commit: &Arc<Commit>,
        parent: &Arc<Commit>,
        from_side: bool,
        trails: Vec<Trail>,
    ) -> Vec<Trail> {
        let paths: BTreeSet<Arc<str>> = trails.iter().map(|it| Arc::clone(&it.path)).collect();
        let step = self.history.step(parent, commit, &paths);
        let keeps = |trail: &Trail| step.keeps(&trail.path, &self.sought[trail.of].field);
        let kept: Vec<bool> = trails.par_iter().with_min_len(32).map(keeps).collect();
        let others = trails.iter().zip(&kept).filter(|(_, kept)| !**kept);
        step.read_ahead(&others.map(|(trail, _)| Arc::clone(&trail.path)).collect());
        let mut rest = Vec::new();
        for (mut trail, kept) in trails.into_iter().zip(kept) {
            let one = &self.sought[trail.of];
            let stands = |it: &&Document| one.taken.stands_in(&it.node, &one.field);
            let before = match kept {
                true => Before::Same,
                false => step.before(&trail.path, &one.subject),
            };
            match before {
                Before::Same => {}
                Before::Other(documents) => match documents.iter().find(stands) {
                    Some(document) => trail.path = Arc::clone(&document.file.path),
                    None => {
                        rest.push(trail);
                        continue;
                    }
                },
                Before::Nothing => {
                    rest.push(trail);
                    continue;
                }
                Before::Unknown => {
                    self.end(vec![trail], &Brought::Older);
                    continue;
                }
            }
            if from_side {
                trail.merges.push(Arc::clone(commit));
            }
            self.ahead.push(parent, trail);
        }
        rest
    }

    fn end(&mut self, trails: Vec<Trail>, brought: &Brought) {
        for trail in trails {
            self.arrived[trail.of] = Some(Arrival {
                brought: brought.clone(),
                path: trail.path,
                merges: trail.merges,
            });
        }
    }
}
