//! The rule `action-overdue`.

use crate::model::risk::TreatmentAction;
use crate::rules::risks::{Living, action_name, open_actions};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An action of a treatment plan is not done, though its day has passed.
    ///
    /// Clause 8.3 asks for the plan to be carried out, not only written. A late action means that the risk stays larger than its owner approved, for longer than the owner approved.
    ///
    /// Do it and set `status: done` with `done:`, or agree with the risk owner on a new day; that makes the approval of the plan stale, as it should.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-11-19, status: open}
    /// #                                                             ^^^^^^^^^^
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
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-11-20, status: open}
    /// ```
    "action-overdue" in "risk",
    clauses ["8.3"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    open_actions(case, report)
}

fn report(risk: Living<'_>, field: &str, action: &TreatmentAction) -> Option<Diagnostic> {
    let due = action.due.filter(|due| *due < risk.case.as_of)?;
    let message = format!(
        "the action {} was due on {due} and is not done",
        action_name(action)
    );
    let finding = risk.finding(RULE.info.name, &format!("{field}.due"), message);
    Some(finding.help("Finish it, or agree on a new day with the risk owner."))
}
