//! The rule `objective-overdue`.

use crate::model::document::Whole;
use crate::model::objective::Objective;
use crate::model::scalar::Date;
use crate::rules::actions::overdue;
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
    let objectives = case.model.all::<Objective>();
    let open = objectives.filter(|objective| !objective.data.is_judged());
    open.flat_map(|objective| {
        let mut found: Vec<Diagnostic> = own_day(objective, case.as_of).into_iter().collect();
        let (actions, words) = (&objective.data.actions, ("the action", ""));
        found.extend(overdue(
            objective,
            actions,
            case.as_of,
            RULE.info.name,
            words,
        ));
        found
    })
    .collect()
}

fn own_day(objective: Whole<'_, Objective>, as_of: Date) -> Option<Diagnostic> {
    let due = objective.data.due.filter(|due| *due < as_of)?;
    let (id, title) = (objective.doc_id(), &objective.data.title);
    let message =
        format!("{id} “{title}” was due on {due}, and nobody has said whether it was reached");
    let finding = objective.finding(RULE.info.name, "due", message);
    Some(finding.help("Write `status: met` or `missed`, or set another day."))
}
