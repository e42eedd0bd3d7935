//! The rule `plan-not-approved`.

use crate::assess::decision::{Authorised, What};
use crate::assess::demand::wants_plan;
use crate::rules::approval::lacking;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The treatment plan of a risk is not approved by the risk owner.
    ///
    /// Clause 6.1.3 f asks for the risk owners' approval of the plan. It is the owner who gives time and money for it, and who lives with what remains. For a risk that is only retained above the criterion, the owner's acceptance is the approval too.
    ///
    /// Let the owner approve it in `approval`, with `by` and `on`; with the digest of what was approved in `basis`, a later change shows.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    /// # ^^^^^^^
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
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
    "plan-not-approved" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let treatment = risk.treatment()?;
    if !wants_plan(treatment, risk.levels) {
        return None;
    }
    let approval = risk.decision(What::Plan);
    if approval.is_some_and(|judged| matches!(judged.authorised, Authorised::No(_))) {
        return None;
    }
    let message = lacking(approval, &format!("the treatment of {}", risk.name()))?;
    let owner = risk
        .risk
        .data
        .owner
        .as_ref()
        .map(|owner| format!(" ({owner})"))
        .unwrap_or_default();
    let help = format!("Let the risk owner{owner} approve it: an `approval` with `by` and `on`.");
    Some(
        risk.finding(RULE.info.name, "treatment.approval", message)
            .help(help),
    )
}
