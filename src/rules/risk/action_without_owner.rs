//! The rule `action-without-owner`.

use crate::model::risk::TreatmentAction;
use crate::rules::risks::{Living, action_name, open_actions};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An action of a treatment plan has nobody who answers for it.
    ///
    /// Work that belongs to everybody is done by nobody. Auditors look at the plan for a name, a date and a state in each row, and treat a row without a name as a wish.
    ///
    /// Add `owner:` with the id of a person or a role.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, due: 2026-12-15, status: open}
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
    "action-without-owner" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    open_actions(case, report)
}

fn report(risk: Living<'_>, field: &str, action: &TreatmentAction) -> Option<Diagnostic> {
    if action.owner.is_some() {
        return None;
    }
    let message = format!("nobody answers for the action {}", action_name(action));
    let finding = risk.finding(RULE.info.name, &format!("{field}.owner"), message);
    Some(finding.help("Add `owner:` with a person or a role."))
}
