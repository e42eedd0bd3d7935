//! What changed since a decision: the version of its document that bore the basis which is written
//! down, found in the history and compared with what is there now, field by field.
//!
//! One walk along first parents serves all stale decisions. Signatures under the whole and exclusions are
//! based on many documents: for these the state that brought the decision is opened again.

mod compare;

mod prose;

mod place;

mod trail;

mod own;

mod whole;

use super::pipeline::Linked;
use super::store::Store;
use crate::assess::assessment::Assessment;
use crate::assess::decision::{Judged, State};
use crate::repo::commits::Past;
use crate::text::proof::{Change, Proofs};
use trail::Walk;

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
enum Since {
    /// What changed; nothing when that cannot be told.
    Changed(Vec<Change>),
    /// Nothing in the whole history bears the basis that is written down.
    Baseless,
}

/// Finds for every stale decision what changed since, and adds that to its proof. Nothing is walked when
/// no decision is stale.
pub fn explain_stale(ground: &Ground<'_>, proofs: &mut Proofs) {
    let decisions = ground.assessment.decisions.iter();
    let stale: Vec<&Judged> = decisions.filter(|judged| has_other_basis(judged)).collect();
    if stale.is_empty() {
        return;
    }
    let walk = Walk::new(ground, &stale);
    for judged in stale {
        let (trail, sought) = walk.of(judged);
        let explain = if sought.own { own::since } else { whole::since };
        let since = explain(ground, &walk, trail, sought);
        let subject = ground.linked.model.documents[judged.document].subject();
        let changes = match since {
            Since::Changed(changes) => changes,
            Since::Baseless => {
                proofs.note_baseless(&subject, &judged.field);
                Vec::new()
            }
        };
        let brought = trail.brought(sought);
        proofs.explain(&subject, &judged.field, brought, changes);
    }
}

/// Whether a decision is stale because its basis differs; a level that became worse explains itself.
fn has_other_basis(judged: &Judged) -> bool {
    let recorded = judged.recorded.as_deref();
    judged.state == State::Stale && recorded.is_some_and(|recorded| recorded != judged.basis)
}
