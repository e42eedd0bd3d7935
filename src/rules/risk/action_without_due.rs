//! The rule `action-without-due`.

use crate::model::risk::TreatmentAction;
use crate::rules::risks::{Living, action_name, open_actions};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An action of a treatment plan has no date by which it is done.
    ///
    /// A plan without dates cannot be late, so nobody can ask for it. The risk counts on the action in its target, and an interim acceptance lasts until then; both need a day.
    ///
    /// Add `due:` with a day that the owner of the action has agreed to.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, status: open}
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
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-12-15, status: open}
    /// ```
    "action-without-due" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    open_actions(case, report)
}

fn report(risk: Living<'_>, field: &str, action: &TreatmentAction) -> Option<Diagnostic> {
    if action.due.is_some() {
        return None;
    }
    let message = format!("the action {} has no due date", action_name(action));
    let finding = risk.finding(RULE.info.name, &format!("{field}.due"), message);
    Some(finding.help("Add `due:` with the day by which it is done."))
}
