//! The rule `treated-by-undecided-control`.

use crate::assess::effect::{Standing, bare};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::treated::{Named, with_standing};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is treated by a control whose applicability nobody has decided.
    ///
    /// Controls that treatments need are what the Statement of Applicability is made from (clause 6.1.3 b to d). As long as the control is undecided it counts nothing, and the statement and the plan do not fit together.
    ///
    /// Decide: write the control's document with `applicable: true` and how it is implemented.
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
    "treated-by-undecided-control" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    with_standing(case, |standing| standing == Standing::Undecided)
        .iter()
        .map(report)
        .collect()
}

fn report(named: &Named<'_>) -> Diagnostic {
    let message = format!(
        "{} is treated by {}, which nobody has decided on",
        named.risk.name(),
        named.control
    );
    let id = bare(named.control);
    let help =
        format!("Decide on it: a document of kind `control` with the id {id} and `applicable:`.");
    named.finding(RULE.info.name, message).help(help)
}
