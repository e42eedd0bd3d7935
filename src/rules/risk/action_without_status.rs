//! The rule `action-without-status`.

use crate::model::risk::TreatmentAction;
use crate::rules::risks::{Living, action_name, open_actions};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An action of a treatment plan does not say how far it is.
    ///
    /// Without a status the action counts as open: the plan stays open, and nobody can tell work that was forgotten from work that is done and was not reported.
    ///
    /// Add `status:` with `open`, `in-progress`, `done` or `cancelled`; with `done:` when it is done, and with `reason:` when it is cancelled.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-12-15}
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
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-12-15, status: in-progress}
    /// ```
    "action-without-status" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    open_actions(case, report)
}

fn report(risk: Living<'_>, field: &str, action: &TreatmentAction) -> Option<Diagnostic> {
    if action.status.is_some() {
        return None;
    }
    let message = format!("the action {} has no status", action_name(action));
    let finding = risk.finding(RULE.info.name, &format!("{field}.status"), message);
    Some(finding.help("Add `status:` with open, in-progress, done or cancelled."))
}
