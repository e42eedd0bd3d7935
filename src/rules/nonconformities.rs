//! Corrective actions of nonconformities, as rules look at them.

use super::lacking::{Lacking, lacking};
use crate::model::common::{Action, ActionStatus};
use crate::model::nonconformity::{Effectiveness, Nonconformity};
use crate::model::scalar::Date;

/// The corrective actions that were not given up, with their index in `actions`.
pub(crate) fn kept_actions(it: &Nonconformity) -> impl Iterator<Item = (usize, &Action)> {
    let actions = it.actions.iter().enumerate();
    actions.filter(|(_, action)| action.status != Some(ActionStatus::Cancelled))
}

/// The day on which the last corrective action was done, when their effect was reviewed before it: then
/// nothing is known of that one.
pub(crate) fn done_after_review(it: &Nonconformity) -> Option<Date> {
    let reviewed = it.effectiveness.as_ref()?.on?;
    let last = kept_actions(it)
        .filter_map(|(_, action)| action.done)
        .max()?;
    Some(last).filter(|last| reviewed < *last)
}

/// What a review of the effect of corrective actions does not say.
pub(crate) fn lacks(review: &Effectiveness) -> Option<Lacking> {
    lacking(&[
        ("result", review.result.is_some(), "the result"),
        ("by", review.by.is_some(), "who looked"),
        ("on", review.on.is_some(), "when"),
    ])
}
