//! The rule `treated-by-excluded-control`.

use crate::assess::effect::Standing;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::rules::treated::{Named, with_standing};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is treated by a control that is not applicable.
    ///
    /// The Statement of Applicability says that the control is not needed; the treatment says that it is. One of the two is wrong, and an auditor compares them line by line. For the level of the risk the control counts nothing.
    ///
    /// Make the control applicable, or treat the risk by another.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.7.9, reduces: {likelihood: 1}}
    /// #               ^^^^^
    /// ---
    /// kind: control
    /// id: A.7.9
    /// applicable: false
    /// exclusion: {by: jane, on: 2026-05-04, reason: Nothing leaves the office.}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   controls:
    ///     - {control: A.8.5, reduces: {impact: 2}}
    /// ```
    "treated-by-excluded-control" in "risk",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    with_standing(case, |standing| standing == Standing::NotApplicable)
        .iter()
        .map(report)
        .collect()
}

fn report(named: &Named<'_>) -> Diagnostic {
    let message = format!(
        "{} is treated by {}, which is not applicable",
        named.risk.name(),
        named.control
    );
    named
        .finding(RULE.info.name, message)
        .help("Make the control applicable, or treat the risk by another.")
}
