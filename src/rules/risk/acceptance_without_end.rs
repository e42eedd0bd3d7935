//! The rule `acceptance-without-end`.

use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An acceptance has no day on which it ends.
    ///
    /// What was tolerable for a year is seldom tolerable for ever: people leave, replacements slip, the world changes. An acceptance without an end is never looked at again.
    ///
    /// Add `until:`, at most until the next occasion on which the decision would be looked at anyway.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, reason: Replacement is ordered.}
    /// #                                             ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30, reason: Replacement is ordered.}
    /// ```
    "acceptance-without-end" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(is_endless).map(report).collect()
}

fn is_endless(risk: &Living<'_>) -> bool {
    risk.acceptance()
        .is_some_and(|acceptance| acceptance.until.is_none())
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!("the acceptance of {} has no end", risk.name());
    risk.finding(RULE.info.name, "treatment.acceptance.until", message)
        .help("Add `until:` with the last day on which it holds.")
}
