//! The rule `risk-scale-not-rising`.

use crate::assess::method::DefectKind;
use crate::rules::methods::defects_of;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A scale or the levels of the risk method do not rise from step to step.
    ///
    /// Scales and levels are written lowest first. A step that is not larger than the one before it stands in the wrong place or stands twice, and everything that is computed over it would be wrong.
    ///
    /// Put the steps in rising order, each value once.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 3}, {value: 2}]
    /// #                                            ^
    /// impact: [{value: 1}, {value: 2}, {value: 3}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 4}]
    /// ```
    ///
    /// ```yaml right
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}, {value: 3}]
    /// impact: [{value: 1}, {value: 2}, {value: 3}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 4}]
    /// ```
    "risk-scale-not-rising" in "method",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let help = "Write the steps lowest first, each value once.";
    defects_of(case, RULE.info.name, DefectKind::Order, help)
}
