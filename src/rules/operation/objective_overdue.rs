//! The rule `objective-overdue`.

use crate::model::common::ActionStatus;
use crate::model::objective::{Objective, ObjectiveStatus};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The day of an objective, or of an action for it, has passed, and nobody has said what came of it.
    ///
    /// Objectives are followed and their results judged (clauses 6.2, 9.1); the management review looks
    /// at whether they were reached (9.3.2). One that is still open after its day was forgotten, and it
    /// is no shame to have missed one.
    ///
    /// Set `status: met` or `missed` by what `evaluation` says, or set another day and have the change
    /// agreed. An action is `done` with its day, or `cancelled` with a reason. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: objective
    /// id: awareness
    /// title: Everybody trained each year
    /// due: 2026-10-31
    /// #    ^^^^^^^^^^
    /// status: open
    /// ```
    ///
    /// ```yaml wrong
    /// kind: objective
    /// id: awareness
    /// title: Everybody trained each year
    /// due: 2027-06-30
    /// status: open
    /// actions:
    ///   - id: awareness-1
    ///     title: Record a lesson
    ///     due: 2026-09-30
    /// #        ^^^^^^^^^^
    ///     status: open
    /// ```
    ///
    /// ```yaml right
    /// kind: objective
    /// id: awareness
    /// title: Everybody trained each year
    /// due: 2026-10-31
    /// status: missed
    /// ---
    /// kind: objective
    /// id: quick-leavers
    /// title: Accounts of leavers closed on their last day
    /// due: 2026-11-20
    /// status: open
    /// ```
    "objective-overdue" in "operation",
    clauses ["6.2", "9.1"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for objective in case.model.all::<Objective>() {
        let data = objective.data;
        if matches!(
            data.status,
            Some(ObjectiveStatus::Met | ObjectiveStatus::Missed)
        ) {
            continue;
        }
        if let Some(due) = data.due.filter(|due| *due < case.as_of) {
            let message = format!(
                "{} {} was due on {due}, and nobody has said whether it was reached",
                objective.doc_id(),
                data.title
            );
            let finding = objective.finding(RULE.info.name, "due", message);
            found.push(finding.help("Write `status: met` or `missed`, or set another day."));
        }
        for (at, action) in data.actions.iter().enumerate() {
            let ended = matches!(
                action.status,
                Some(ActionStatus::Done | ActionStatus::Cancelled)
            );
            let Some(due) = action.due.filter(|due| *due < case.as_of && !ended) else {
                continue;
            };
            let title = action.title.as_deref().unwrap_or_default();
            let name = format!("{} {title}", action.id.0);
            let message = format!("the action {} was due on {due}", name.trim_end());
            let field = format!("actions[{at}].due");
            let finding = objective.finding(RULE.info.name, &field, message);
            found.push(finding.help("Write `status: done` with `done`, or set another day."));
        }
    }
    found
}
