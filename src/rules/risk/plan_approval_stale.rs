//! The rule `plan-approval-stale`.

use crate::assess::decision::{State, What};
use crate::assess::demand::wants_plan;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::since::after_colon;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk has changed since its owner approved the treatment plan.
    ///
    /// The approval holds for the plan that the owner saw: the risk, its inherent level, the options, the controls with what they take off, and the actions with their dates. A step that is done does not change it; a new date does.
    ///
    /// Show the owner what changed and let the plan be approved again. If the change was a mistake, take it back and the approval is fresh.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
    ///   approval:
    ///     by: jane
    ///     on: 2026-05-06
    ///     basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
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
    ///     - {control: A.8.5, reduces: {impact: 2}}
    ///   approval: {by: jane, on: 2026-05-06}
    /// ```
    "plan-approval-stale" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    // Of a risk that is only retained above the criterion, the acceptance is what counts.
    if !wants_plan(risk.treatment()?, risk.levels) {
        return None;
    }
    let judged = risk
        .decision(What::Plan)
        .filter(|judged| judged.state == State::Stale)?;
    let on = judged.on.map(|on| format!(" on {on}")).unwrap_or_default();
    let message = format!(
        "{} has changed since its treatment was approved{on}{}",
        risk.name(),
        after_colon(risk.case, risk.risk.document, judged)
    );
    let help = format!(
        "Let the owner look at it again; `isms approve {} --by …` records the new approval, with `basis: {}`.",
        risk.risk.doc_id(),
        judged.basis
    );
    Some(
        risk.finding(RULE.info.name, &judged.field, message)
            .help(help),
    )
}
