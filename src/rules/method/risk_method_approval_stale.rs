//! The rule `risk-method-approval-stale`.

use crate::assess::decision::{Judged, State, What};
use crate::model::Kind;
use crate::model::document::Document;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::since::after_colon;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The risk method has changed since it was approved.
    ///
    /// What management approved is no longer what risks are assessed with. If a scale or a criterion moved, results before and after are not comparable, and nobody who may decide has said that this is wanted.
    ///
    /// Look at what changed, raise `version`, and let the method be approved again. If the change was a mistake, take it back and the approval is fresh.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 3}]
    /// approval:
    ///   by: mary
    ///   on: 2026-01-10
    ///   basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// ```
    ///
    /// ```yaml right
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 3}]
    /// approval: {by: mary, on: 2026-01-10}
    /// ```
    "risk-method-approval-stale" in "method",
    clauses ["6.1.2", "7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let approvals = case.assessment.decided(case.model, What::Whole);
    let of_method = approvals.filter(|(document, _)| document.kind == Kind::RiskMethod);
    let stale = of_method.filter(|(_, judged)| judged.state == State::Stale);
    stale
        .map(|(document, judged)| report(case, document, judged))
        .collect()
}

fn report(case: Case<'_>, document: &Document, judged: &Judged) -> Diagnostic {
    let on = judged.on.map(|on| format!(" on {on}")).unwrap_or_default();
    let what = after_colon(case, document, judged);
    let message = format!("the risk method has changed since it was approved{on}{what}");
    document
        .finding(RULE.info.name, &judged.field, message)
        .help(format!(
            "Raise its version and let it be approved again: `isms approve risk-method --by …` records that, with `basis: {}`.",
            judged.basis
        ))
}
