//! The rule `action-without-status`.

use crate::rules::risks::{action_name, living};
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
    let mut found = Vec::new();
    for risk in living(case) {
        for (at, action) in risk
            .open_actions()
            .filter(|(_, action)| action.status.is_none())
        {
            let message = format!("the action {} has no status", action_name(action));
            found.push(
                risk.finding(
                    RULE.info.name,
                    &format!("treatment.actions[{at}].status"),
                    message,
                )
                .help("Add `status:` with open, in-progress, done or cancelled."),
            );
        }
    }
    found
}
