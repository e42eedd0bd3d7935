//! The rule `current-above-criterion-unaccepted`.

use crate::assess::demand::{is_stranded, wants_interim};
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is above the criterion until its actions are done, and nobody has accepted that.
    ///
    /// The plan brings the risk within the criterion, but not today. Between now and the last due date the organisation lives with a level that it says it does not tolerate. That is normal while a plan runs; who is ready to answer for it should be written down.
    ///
    /// Let the owner accept the level of today with `of: interim`, until the last action is due at most. Where
    /// no action is open any more and the level is still above the criterion, the plan did not bring what it
    /// promised: add an action, or correct the target.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.24, reduces: {impact: 3}}
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, control: A.8.24, owner: jane, due: 2026-12-15, status: open}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.24, reduces: {impact: 3}}
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, control: A.8.24, owner: jane, due: 2026-12-15, status: open}
    ///   acceptance:
    ///     of: interim
    ///     level: high
    ///     by: jane
    ///     on: 2026-05-06
    ///     until: 2026-12-15
    ///     reason: Twelve laptops are left, and none of them travels.
    ///     endorsed: {by: mary, on: 2026-05-07}
    /// ```
    "current-above-criterion-unaccepted" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let levels = risk.levels;
    // An interim acceptance that does not hold is reported by the rule that says why.
    if risk.accepts_interim() {
        return None;
    }
    let (name, level) = (risk.name(), risk.level_of(&levels.current));
    let criterion = risk.criterion();
    let (message, help) = if wants_interim(risk.risk.data, levels) {
        (
            format!(
                "{name} is {level} until its actions are done, above the criterion {criterion}, and nobody has accepted that"
            ),
            "Let the owner accept it for the time being: an `acceptance` with `of: interim`.",
        )
    } else if is_stranded(risk.risk.data, levels) {
        (
            format!(
                "{name} is {level} today, above the criterion {criterion}, and nothing is open that would bring it to its target"
            ),
            "Add an action with an owner and a due date, or correct what the target counts on.",
        )
    } else {
        return None;
    };
    let field = if levels.stated {
        "stated.current"
    } else {
        "inherent"
    };
    let finding = risk.finding(RULE.info.name, field, message).help(help);
    Some(risk.show_criterion(finding))
}
