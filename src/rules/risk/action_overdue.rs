//! The rule `action-overdue`.

use crate::rules::risks::{action_name, living};
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
    let mut found = Vec::new();
    for risk in living(case) {
        let late = risk
            .open_actions()
            .filter_map(|(at, action)| Some((at, action, action.due?)));
        for (at, action, due) in late.filter(|(_, _, due)| *due < case.as_of) {
            let message = format!(
                "the action {} was due on {due} and is not done",
                action_name(action)
            );
            found.push(
                risk.finding(
                    RULE.info.name,
                    &format!("treatment.actions[{at}].due"),
                    message,
                )
                .help("Finish it, or agree on a new day with the risk owner."),
            );
        }
    }
    found
}
