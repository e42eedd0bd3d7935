//! The rule `current-above-criterion-unaccepted`.

use crate::assess::demand::wants_interim;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is above the criterion until its actions are done, and nobody has accepted that.
    ///
    /// The plan brings the risk within the criterion, but not today. Between now and the last due date the organisation lives with a level that it says it does not tolerate. That is normal while a plan runs; who is ready to answer for it should be written down.
    ///
    /// Let the owner accept the level of today with `of: interim`, until the last action is due at most.
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
    if !wants_interim(risk.risk.data, levels) || risk.accepts_interim() {
        return None;
    }
    let message = format!(
        "{} is {} until its actions are done, above the criterion {}, and nobody has accepted that",
        risk.name(),
        risk.level_of(&levels.current),
        risk.criterion()
    );
    let help = "Let the owner accept it for the time being: an `acceptance` with `of: interim`.";
    let field = if levels.stated {
        "stated.current"
    } else {
        "inherent"
    };
    let finding = risk.finding(RULE.info.name, field, message).help(help);
    Some(risk.show_criterion(finding))
}
