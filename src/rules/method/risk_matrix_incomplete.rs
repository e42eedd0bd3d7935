//! The rule `risk-matrix-incomplete`.

use crate::assess::method::DefectKind;
use crate::rules::methods::defects_of;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The risk matrix has a hole: a row or a cell too few or too many.
    ///
    /// The matrix has a row for each likelihood and in each row a score for each impact, both lowest first. A risk that falls into a hole has no level, so it can neither be ranked nor accepted.
    ///
    /// Complete the row that is named, or take out what is too much.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}, {value: 3}]
    /// matrix:
    ///   - [1, 2, 3]
    ///   - [2, 4]
    /// #   ^^^^^^
    /// levels: [{id: low, from: 1}, {id: high, from: 4}]
    /// ```
    ///
    /// ```yaml right
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}, {value: 3}]
    /// matrix:
    ///   - [1, 2, 3]
    ///   - [2, 4, 6]
    /// levels: [{id: low, from: 1}, {id: high, from: 4}]
    /// ```
    "risk-matrix-incomplete" in "method",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let help = "Write a row for each likelihood, and in it a score for each impact.";
    defects_of(case, RULE.info.name, DefectKind::MatrixHole, help)
}
