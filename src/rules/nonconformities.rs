//! Corrective actions of nonconformities, as rules look at them.

use crate::model::common::{Action, ActionStatus};
use crate::model::nonconformity::Nonconformity;

/// The corrective actions that were not given up, with their index in `actions`.
pub(crate) fn kept_actions(it: &Nonconformity) -> impl Iterator<Item = (usize, &Action)> {
    let actions = it.actions.iter().enumerate();
    actions.filter(|(_, action)| action.status != Some(ActionStatus::Cancelled))
}
