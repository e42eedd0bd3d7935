//! The rule `risk-method-missing`.

use crate::model::Kind;
use crate::rules::absence::{absent, may_exist};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// There is no risk method.
    ///
    /// Clause 6.1.2 asks for one process, with criteria fixed beforehand, so that two people who assess the same risk come to comparable results, and so that this year can be compared with last year. Without a method no score and no level can be computed, and nothing can be judged against a criterion.
    ///
    /// Write a document of kind `risk-method`: the two scales with words for each step, a formula or a matrix, the levels, the worst level that needs no decision, and who may accept more.
    ///
    /// ```yaml wrong
    /// # without: risk-method
    /// kind: organization
    /// #     ^^^^^^^^^^^^
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// ---
    /// kind: risk-method
    /// likelihood: [{value: 1, title: Rare}, {value: 2, title: Yearly}, {value: 3, title: Monthly}]
    /// impact: [{value: 1, title: Small}, {value: 2, title: Noticeable}, {value: 3, title: Existential}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 4}]
    /// ```
    "risk-method-missing" in "method",
    clauses ["6.1.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if may_exist(case, Kind::RiskMethod) {
        return Vec::new();
    }
    let message = "there is no risk method, so no level can be computed";
    let help = "Write a document of kind `risk-method`, and let top management approve it.";
    vec![absent(case, RULE.info.name, message).help(help)]
}
