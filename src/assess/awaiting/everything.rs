//! Every decision that is wanted, in one list.

use super::entry::{Awaiting, Ground};
use super::{documents, risks, signatures};
use crate::assess::applicability::natural;
use crate::assess::assessment::Assessment;
use crate::assess::entitled::Seat;
use crate::model::graph::Model;

/// Every decision that somebody has to take as of the day of the assessment: approvals first, then
/// what risks ask for, then reviews; among these in the natural order of kinds and ids.
pub fn all<'a>(model: &'a Model, assessment: &'a Assessment<'a>) -> Vec<Awaiting<'a>> {
    let ground = Ground {
        model,
        assessment,
        as_of: assessment.as_of,
    };
    let mut found = documents::approvals(ground);
    found.extend(signatures::signatures(ground));
    found.extend(risks::risks(ground));
    found.extend(documents::reviews(ground));
    found.sort_by(|a, b| {
        let subject = |wanted: &Awaiting<'_>| wanted.document.map(|document| document.subject());
        let subjects = (subject(a), subject(b));
        let ids = natural(
            subjects.0.as_deref().unwrap_or_default(),
            subjects.1.as_deref().unwrap_or_default(),
        );
        rank(a.seat).cmp(&rank(b.seat)).then(ids)
    });
    found
}

fn rank(seat: Seat) -> usize {
    match seat {
        Seat::Policy | Seat::Whole | Seat::Exclusion => 0,
        Seat::Signature(_) => 1,
        Seat::Plan => 2,
        Seat::Residual | Seat::Interim => 3,
        Seat::Endorsement => 4,
        Seat::Review => 5,
    }
}
