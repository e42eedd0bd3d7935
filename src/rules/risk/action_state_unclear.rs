//! The rule `action-state-unclear`.

use crate::model::common::ActionStatus;
use crate::model::risk::TreatmentAction;
use crate::model::scalar::Date;
use crate::rules::risks::{action_name, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An action of a treatment plan does not say clearly whether it is done.
    ///
    /// An action is done exactly when its state says so and a day stands beside it that is not in the future; a cancelled one says why. Anything else can be read both ways: the level of today counts on the action, while its owner may still be working on it.
    ///
    /// Set `status:`; add `done:` when it is done, and `reason:` when it is cancelled.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-11-20, status: done}
    /// #          ^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-11-20, status: cancelled}
    /// #          ^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-11-20, status: done, done: 2026-11-13}
    ///     - {id: R-1-2, title: Buy cable locks, status: cancelled, reason: Nobody would use them.}
    /// ```
    "action-state-unclear" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for risk in living(case) {
        let treatment = risk
            .treatment()
            .map(|treatment| treatment.actions.as_slice());
        for (at, action) in treatment.unwrap_or_default().iter().enumerate() {
            let Some((field, what)) = unclear(action, case.as_of) else {
                continue;
            };
            let message = format!("the action {} {what}", action_name(action));
            found.push(
                risk.finding(RULE.info.name, &format!("treatment.actions[{at}].{field}"), message)
                    .help("Set `status:`, with `done:` when it is done and `reason:` when it is cancelled."),
            );
        }
    }
    found
}

/// The field that is unclear, and what is wrong with it.
fn unclear(action: &TreatmentAction, as_of: Date) -> Option<(&'static str, &'static str)> {
    match (action.status, action.done) {
        (None, _) => Some(("status", "has no status")),
        (Some(ActionStatus::Done), None) => Some(("done", "is done, but does not say when")),
        (Some(ActionStatus::Done), Some(day)) if day > as_of => {
            Some(("done", "is said to be done on a day that is still to come"))
        }
        (Some(ActionStatus::Cancelled), _) if action.reason.is_none() => {
            Some(("reason", "is cancelled, but does not say why"))
        }
        (
            Some(ActionStatus::Open | ActionStatus::InProgress | ActionStatus::Cancelled),
            Some(_),
        ) => Some((
            "done",
            "has a day on which it was done, but its status says otherwise",
        )),
        _ => None,
    }
}
