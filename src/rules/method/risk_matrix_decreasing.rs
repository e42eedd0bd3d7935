//! The rule `risk-matrix-decreasing`.

use crate::assess::method::DefectKind;
use crate::rules::methods::defects_of;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A cell of the risk matrix is smaller than one before it.
    ///
    /// A more likely or a worse event is never a smaller risk. Where the matrix says so, two assessors reach opposite conclusions, and a measure that makes an event rarer would make its risk larger.
    ///
    /// Correct the cell: scores stay equal or grow from left to right and from row to row.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}, {value: 3}]
    /// matrix:
    ///   - [1, 2, 3]
    ///   - [2, 6, 4]
    /// #          ^
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
    "risk-matrix-decreasing" in "method",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let help = "Scores must not decrease from left to right, nor from row to row.";
    defects_of(case, RULE.info.name, DefectKind::MatrixDecreasing, help)
}
