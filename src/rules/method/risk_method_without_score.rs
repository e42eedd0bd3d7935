//! The rule `risk-method-without-score`.

use crate::assess::method::DefectKind;
use crate::rules::methods::defects_of;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The risk method has neither a matrix nor a formula, or both.
    ///
    /// Clause 6.1.2 d asks for a level of each risk. It comes from the score of a likelihood and an impact. With neither there is no score; with both there are two, and nobody can say which one counts.
    ///
    /// Keep one: `formula: product` or `formula: sum`, or `matrix:` with a list of scores for each likelihood, lowest first.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: product
    /// #        ^^^^^^^
    /// matrix: [[1, 2], [2, 4]]
    /// levels: [{id: low, from: 1}, {id: high, from: 3}]
    /// ```
    ///
    /// ```yaml right
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// matrix: [[1, 2], [2, 4]]
    /// levels: [{id: low, from: 1}, {id: high, from: 3}]
    /// ```
    "risk-method-without-score" in "method",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let help = "Keep either `formula` or `matrix`.";
    defects_of(case, RULE.info.name, DefectKind::NoScore, help)
}
