//! The rule `acceptance-criterion-missing`.

use crate::model::document::Whole;
use crate::model::risk_method::RiskMethod;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The risk method does not say which level needs no decision.
    ///
    /// Clause 6.1.2 a asks for criteria by which risks are accepted. Without them no risk is above or below anything: nothing must be treated, and nothing is known to be within what the organisation tolerates.
    ///
    /// Write `acceptable_up_to:` with the worst level that may stay as it is without anybody deciding. Top management approves it with the method.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// #     ^^^^^^^^^^^
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 3}]
    /// ```
    ///
    /// ```yaml right
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 3}]
    /// acceptable_up_to: low
    /// ```
    "acceptance-criterion-missing" in "method",
    clauses ["6.1.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let method = case.model.one::<RiskMethod>();
    let silent = method.filter(|method| method.data.acceptable_up_to.is_none());
    silent.map(report).into_iter().collect()
}

fn report(method: Whole<'_, RiskMethod>) -> Diagnostic {
    let message = "the risk method does not say up to which level a risk is acceptable";
    method
        .finding(RULE.info.name, "acceptable_up_to", message)
        .help("Add `acceptable_up_to:` with the worst level that needs no decision.")
}
