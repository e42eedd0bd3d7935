//! Documents to approve, exclusions to decide anew, and reviews that are overdue.

use super::entry::{Awaiting, Ground, Why};
use crate::assess::due::{last_look, next_review};
use crate::assess::entitled::{Seat, entitled};
use crate::assess::known::nothing_unread;
use crate::assess::life::is_over;
use crate::model::document::Document;

/// Policies in force, scope, risk method, assessments and exceptions without an approval that holds,
/// and exclusions that do not hold.
pub(super) fn approvals(ground: Ground<'_>) -> Vec<Awaiting<'_>> {
    let all_read = nothing_unread(ground.model);
    living(ground)
        .filter_map(|(at, document)| {
            let seat = Seat::of_approval(document)?;
            if !matches!(seat, Seat::Policy | Seat::Whole | Seat::Exclusion) {
                return None;
            }
            let judged = seat.what().and_then(|what| ground.judged(at, what));
            let why = Why::of(judged)?;
            // An exclusion is based on what other documents say, too.
            if seat == Seat::Exclusion && matches!(why, Why::Stale(_)) && !all_read {
                return None;
            }
            let of = entitled(ground.model, document, seat, ground.as_of);
            Some(ground.wanted(at, seat, of, why))
        })
        .collect()
}

/// Documents that were to be reviewed before this day, or never were.
pub(super) fn reviews(ground: Ground<'_>) -> Vec<Awaiting<'_>> {
    living(ground)
        .filter_map(|(at, document)| {
            let why = overdue(ground, document)?;
            let of = entitled(ground.model, document, Seat::Review, ground.as_of);
            Some(ground.wanted(at, Seat::Review, of, why))
        })
        .collect()
}

fn overdue(ground: Ground<'_>, document: &Document) -> Option<Why> {
    document.node.at("review.every")?;
    if last_look(document, ground.as_of).is_none() {
        return Some(Why::Missing);
    }
    let due = next_review(document, ground.as_of)?;
    (due < ground.as_of).then_some(Why::Expired(due))
}

/// Whole documents that have not ended, with their indices.
fn living(ground: Ground<'_>) -> impl Iterator<Item = (usize, &Document)> {
    let all = ground.model.documents.iter().enumerate();
    all.filter(move |(_, document)| document.is_whole() && !is_over(document, ground.as_of))
}
