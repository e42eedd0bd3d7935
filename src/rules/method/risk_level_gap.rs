//! The rule `risk-level-gap`.

use crate::assess::method::DefectKind;
use crate::rules::methods::defects_of;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The first level of the risk method starts above the smallest score.
    ///
    /// The level of a score is the last one that starts at or below it. A score below the first level has none, so the smallest risks could not be evaluated at all.
    ///
    /// Let the first level start at the smallest score that the formula or the matrix gives, or below it.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: sum
    /// levels: [{id: low, from: 3}, {id: high, from: 4}]
    /// #                        ^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: sum
    /// levels: [{id: low, from: 2}, {id: high, from: 4}]
    /// ```
    "risk-level-gap" in "method",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let help = "Let the first level start at the smallest score.";
    defects_of(case, RULE.info.name, DefectKind::LevelGap, help)
}
