//! The rule `acceptance-incomplete`.

use crate::rules::risks::{Living, lacking, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An acceptance does not say what is accepted, at which level, by whom, when, or why.
    ///
    /// An acceptance is read when the loss has happened. What was accepted (`residual` or `interim`), which level, who decided on which day and for which reason is what makes it a decision; without the level it would even survive the risk getting worse.
    ///
    /// Add the fields that are named.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {by: jane, on: 2026-05-06, until: 2027-04-30}
    /// #                  ^^^^
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
    "acceptance-incomplete" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let acceptance = risk.acceptance()?;
    let missing = lacking(&[
        ("of", acceptance.of.is_some()),
        ("level", acceptance.level.is_some()),
        ("by", acceptance.by.is_some()),
        ("on", acceptance.on.is_some()),
        ("reason", acceptance.reason.is_some()),
    ]);
    let field = format!("treatment.acceptance.{}", missing.first()?);
    let message = format!(
        "the acceptance of {} lacks `{}`",
        risk.name(),
        missing.join("`, `")
    );
    let help = format!("Add `{}:`.", missing.join(":`, `"));
    Some(risk.finding(RULE.info.name, &field, message).help(help))
}
