//! The rule `risk-method-not-approved`.

use crate::assess::decision::What;
use crate::model::Kind;
use crate::model::risk_method::RiskMethod;
use crate::rules::approval::lacking;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The risk method is not approved.
    ///
    /// Scales and criteria decide which risks the organisation lives with. That is for top management to say (clauses 5.1 and 6.1.2 a); an unapproved method is one person's opinion, and every level computed with it is open to question.
    ///
    /// Let it be approved in `approval` with `by` and `on`, and keep the minutes as `record`.
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
    /// approval: {by: mary, on: 2026-01-10, record: minutes}
    /// ```
    "risk-method-not-approved" in "method",
    clauses ["6.1.2", "7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(method) = case.model.one::<RiskMethod>() else {
        return Vec::new();
    };
    let mut approvals = case.assessment.decided(case.model, What::Whole);
    let approval = approvals.find(|(document, _)| document.kind == Kind::RiskMethod);
    let Some(message) = lacking(approval.map(|(_, judged)| judged), "the risk method") else {
        return Vec::new();
    };
    let finding = method.finding(RULE.info.name, "approval", message);
    vec![finding.help("Let top management approve it: an `approval` with `by` and `on`.")]
}
