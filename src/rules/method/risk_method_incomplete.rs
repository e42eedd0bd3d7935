//! The rule `risk-method-incomplete`.

use crate::model::risk_method::RiskMethod;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The risk method leaves out something that assessments need.
    ///
    /// A method that does not say where the search for risks begins, who may accept what, or when risks are looked at again is filled in by each assessor in their own way. Then results are not comparable, which clause 6.1.2 b asks for. Quote the version in each assessment, so that a result can be read years later with the method it was made with.
    ///
    /// Add the fields that are named: `version`, `approach`, `may_accept`, `critical_from`, `review_interval` and `triggers`.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// #     ^^^^^^^^^^^
    /// likelihood: [{value: 1}, {value: 2}, {value: 3}]
    /// impact: [{value: 1}, {value: 2}, {value: 3}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 4}]
    /// acceptable_up_to: low
    /// ```
    ///
    /// ```yaml right
    /// kind: risk-method
    /// version: '1.0'
    /// approach: asset-based
    /// likelihood: [{value: 1}, {value: 2}, {value: 3}]
    /// impact: [{value: 1}, {value: 2}, {value: 3}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 4}]
    /// acceptable_up_to: low
    /// may_accept: [{up_to: high, roles: [managing-director]}]
    /// critical_from: 3
    /// review_interval: 12m
    /// triggers: [a new service, a new supplier]
    /// ```
    "risk-method-incomplete" in "method",
    clauses ["6.1.2", "6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(method) = case.model.one::<RiskMethod>() else {
        return Vec::new();
    };
    let data = method.data;
    let fields = [
        ("version", data.version.is_some(), "its version"),
        (
            "approach",
            data.approach.is_some(),
            "whether it begins with assets or with events",
        ),
        (
            "may_accept",
            !data.may_accept.is_empty(),
            "who may accept which level",
        ),
        (
            "critical_from",
            data.critical_from.is_some(),
            "from which value an asset is critical",
        ),
        (
            "review_interval",
            data.review_interval.is_some(),
            "how long an assessment holds",
        ),
        (
            "triggers",
            !data.triggers.is_empty(),
            "what makes a new assessment necessary",
        ),
    ];
    let missing = fields.into_iter().filter(|(_, present, _)| !present);
    missing
        .map(|(field, _, what)| {
            method
                .finding(
                    RULE.info.name,
                    field,
                    format!("the risk method does not say {what}"),
                )
                .help(format!("Add `{field}:`."))
        })
        .collect()
}
