//! The approval of a plan and the acceptance of a risk, as rows show them.

use super::decided::{Decided, proof};
use super::place::Source;
use super::row::AcceptanceLine;
use crate::assess::decision::{Judged, State, What};
use crate::model::document::Document;
use crate::model::risk::{Acceptance, Treatment};
use crate::text::proof::Proofs;

/// The approval of the plan; where a risk is only retained, its acceptance is that too (model.md).
pub fn approval<'a>(
    document: &Document,
    treatment: Option<&Treatment>,
    decision: &dyn Fn(What) -> Option<&'a Judged>,
    proofs: &Proofs,
) -> Decided {
    let written = treatment.and_then(|treatment| treatment.approval.as_ref());
    let accepted = treatment
        .filter(|treatment| treatment.retains_alone() && treatment.approval.is_none())
        .and_then(|treatment| treatment.acceptance.as_ref());
    let Some(accepted) = accepted else {
        return Decided::new(document, written, decision(What::Plan), proofs);
    };
    let line = accepted_line(document, accepted, decision(What::Acceptance), proofs);
    Decided {
        state: line.state,
        by: line.by,
        on: line.on,
        until: line.until,
        reason: line.reason,
        record: line.record,
        why: line.why,
        proof: line.proof,
        source: line.source,
    }
}

/// The acceptance of a level above the criterion; without one, that there is none.
pub fn acceptance<'a>(
    document: &Document,
    treatment: Option<&Treatment>,
    decision: &dyn Fn(What) -> Option<&'a Judged>,
    proofs: &Proofs,
) -> AcceptanceLine {
    let Some(written) = treatment.and_then(|treatment| treatment.acceptance.as_ref()) else {
        return AcceptanceLine {
            state: Some(State::None),
            endorsed: Decided::new(document, None, None, proofs),
            ..AcceptanceLine::default()
        };
    };
    let endorsed = written.endorsed.as_ref();
    AcceptanceLine {
        endorsed: Decided::new(document, endorsed, decision(What::Endorsement), proofs),
        ..accepted_line(document, written, decision(What::Acceptance), proofs)
    }
}

fn accepted_line(
    document: &Document,
    written: &Acceptance,
    judged: Option<&Judged>,
    proofs: &Proofs,
) -> AcceptanceLine {
    AcceptanceLine {
        by: written.by.as_ref().map(ToString::to_string),
        on: written.on,
        until: written.until,
        state: judged.map(|judged| judged.state),
        of: written.of,
        level: written.level.as_ref().map(ToString::to_string),
        reason: written.reason.as_deref().map(str::to_owned),
        record: written.record.as_ref().map(ToString::to_string),
        why: judged.and_then(|judged| judged.why.clone()),
        proof: judged.and_then(|judged| proof(proofs, document, judged)),
        source: judged.map(|judged| Source::at(document, &judged.field)),
        endorsed: Decided::default(),
    }
}
