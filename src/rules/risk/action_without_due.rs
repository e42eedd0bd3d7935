//! The rule `action-without-due`.

use crate::rules::risks::{action_name, living};
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
    let mut found = Vec::new();
    for risk in living(case) {
        for (at, action) in risk
            .open_actions()
            .filter(|(_, action)| action.due.is_none())
        {
            let message = format!("the action {} has no due date", action_name(action));
            found.push(
                risk.finding(
                    RULE.info.name,
                    &format!("treatment.actions[{at}].due"),
                    message,
                )
                .help("Add `due:` with the day by which it is done."),
            );
        }
    }
    found
}
