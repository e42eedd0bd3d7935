//! The rule `treated-by-control-without-status`.

use crate::assess::effect::Standing;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::treated::{Named, with_standing};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is treated by a control that does not say how far it is implemented.
    ///
    /// Without a status the control counts nothing: the risk looks as large as without it, and the plan cannot tell whether anything is left to do. Clause 6.1.3 d asks for the status of every necessary control.
    ///
    /// Write `status:` with not-started, planned, partial or implemented, or give one for each place in `implementations`.
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
    /// applicable: true
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
    ///     - {control: A.7.9, reduces: {likelihood: 1}}
    /// ---
    /// kind: control
    /// id: A.7.9
    /// applicable: true
    /// status: implemented
    /// ```
    "treated-by-control-without-status" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    with_standing(case, |standing| standing == Standing::NoStatus)
        .iter()
        .map(report)
        .collect()
}

fn report(named: &Named<'_>) -> Diagnostic {
    let message = format!(
        "{} is treated by {}, which does not say how far it is implemented",
        named.risk.name(),
        named.control
    );
    named
        .finding(RULE.info.name, message)
        .help("Add `status:` to the control.")
}
