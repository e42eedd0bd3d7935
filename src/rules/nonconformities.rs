//! Corrective actions of nonconformities, as rules look at them.

use crate::model::common::{Action, ActionStatus};
use crate::model::nonconformity::Nonconformity;
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
