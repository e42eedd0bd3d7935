//! The rule `acceptance-without-need`.

use crate::assess::decision::{State, What};
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is accepted though it is within the criterion.
    ///
    /// What is within the criterion needs no acceptance; the owner's approval of the plan covers it. The entry may stand from a time when the risk was larger, or the criterion is stricter in people's minds than in the method.
    ///
    /// Take the acceptance out, or look whether the criterion is what you mean.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 2, impact: 2}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: low, by: jane, on: 2026-05-06, until: 2027-04-30, reason: It is small.}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 2, impact: 2}
    /// treatment:
    ///   options: [retain]
    ///   approval: {by: jane, on: 2026-05-06}
    /// ```
    "acceptance-without-need" in "risk",
    clauses ["6.1.3"],
    levels levels(INFO, INFO, INFO),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(is_idle).map(report).collect()
}

fn is_idle(risk: &Living<'_>) -> bool {
    let within = risk.levels.is_above(risk.accepted_reading()) == Some(false);
    within && risk.is(What::Acceptance, State::Valid)
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!(
        "{} is accepted, though it is {} and the criterion is {}",
        risk.name(),
        risk.level_of(risk.accepted_reading()),
        risk.criterion()
    );
    let finding = risk.finding(RULE.info.name, "treatment.acceptance", message);
    risk.show_criterion(finding)
        .help("Take it out; the approval of the plan is enough.")
}
