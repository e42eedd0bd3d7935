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
    // Where the level of today is within the criterion, nothing is tolerated any more.
    if risk.levels.is_above(&risk.levels.current) == Some(false) {
        return None;
    }
    let until = risk.acceptance()?.until?;
    let open: Vec<_> = risk.open_actions().collect();
    // An action without a due date has a rule of its own; until then the end of the plan is unknown.
    if open.iter().any(|(_, action)| action.due.is_none()) {
        return None;
    }
    let due = open.iter().filter_map(|(at, action)| {
        let place = format!("treatment.actions[{at}].due");
        Some((action.due?, "the last action is due on", place))
    });
    let treatment = risk.risk.data.treatment.as_ref()?;
    let begins = risk.levels.sharing_to_come.iter().filter_map(|at| {
        let place = format!("treatment.shared_with[{at}].from");
        let from = treatment.shared_with.get(*at)?.from?;
        Some((from, "the last sharing begins on", place))
    });
    let last = due.chain(begins).max_by_key(|(day, ..)| *day);
    let (what, place) = match last {
        Some((day, ..)) if day >= until => return None,
        Some((day, what, place)) => (format!("{what} {day}"), Some(place)),
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
