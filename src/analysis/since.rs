//! What changed since a decision: the version of its document that bore the basis which is written
//! down, found in the history and compared with what is there now, field by field.
//!
//! One walk along first parents serves all stale decisions. Signatures under the whole and exclusions are
//! based on many documents: for these the state that brought the decision is opened again.

mod ground;

mod compare;

mod prose;

mod place;

mod trail;

mod own;

mod whole;

use crate::assess::decision::{Judged, State};
use crate::text::proof::Proofs;
use ground::Since;
use trail::Walk;

pub use ground::Ground;

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
