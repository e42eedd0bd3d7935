//! The rule `interim-acceptance-outlives-plan`.

use crate::assess::decision::{State, What};
use crate::model::document::Also;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An interim acceptance lasts longer than the plan that it waits for.
    ///
    /// An interim acceptance tolerates the level of today until the actions are done. One that goes on after the last due date, or stands without any open action, tolerates the level for its own sake; that would be an acceptance of what remains.
    ///
    /// Let it end with the last due date, or accept what remains with `of: residual`.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-12-15, status: open, reduces: {impact: 3}}
    ///   acceptance: {of: interim, level: high, by: jane, on: 2026-05-06, until: 2027-05-06, reason: Few travel.}
    /// #                                                                         ^^^^^^^^^^
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
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, due: 2026-12-15, status: open, reduces: {impact: 3}}
    ///   acceptance: {of: interim, level: high, by: jane, on: 2026-05-06, until: 2026-12-15, reason: Few travel.}
    /// ```
    "interim-acceptance-outlives-plan" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let interim = living(case).filter(Living::accepts_interim);
    interim
        .filter(|risk| !risk.is(What::Acceptance, State::Expired))
        .filter_map(report)
        .collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let until = risk.acceptance()?.until?;
    let open: Vec<_> = risk.open_actions().collect();
    // An action without a due date has a rule of its own; until then the end of the plan is unknown.
    if open.iter().any(|(_, action)| action.due.is_none()) {
        return None;
    }
    let last = open.iter().max_by_key(|(_, action)| action.due);
    let (what, place) = match last {
        Some((at, action)) => {
            let due = action.due.filter(|due| *due < until)?;
            (
                format!("the last action is due on {due}"),
                Some(format!("treatment.actions[{at}].due")),
            )
        }
        None => ("no action is open".to_owned(), None),
    };
    let message = format!(
        "{} is accepted for the time being until {until}, but {what}",
        risk.name()
    );
    let finding = risk
        .finding(RULE.info.name, "treatment.acceptance.until", message)
        .help("Let it end with the last action, or accept what remains with `of: residual`.");
    Some(match place {
        Some(field) => finding.also(risk.risk.document, &field, "the last due date"),
        None => finding,
    })
}
