//! The rule `inherent-impact-unclear`.

use crate::model::document::Whole;
use crate::model::risk::Risk;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk has both `impact` and `impacts`, or neither.
    ///
    /// The impact without controls is either one value, or values by category of which the largest counts. With both, two numbers compete; with neither there is no level, and the risk drops out of every ranking.
    ///
    /// Keep `impact:`, or `impacts:` by category, not both.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 1, impact: 2, impacts: {financial: 3}}
    /// #                                 ^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 1}
    /// #         ^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 1, impacts: {financial: 3, legal: 2}}
    /// ```
    "inherent-impact-unclear" in "risk",
    clauses ["6.1.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    case.model.all::<Risk>().filter_map(report).collect()
}

fn report(risk: Whole<'_, Risk>) -> Option<Diagnostic> {
    let inherent = &risk.data.inherent;
    let (field, what) = match (inherent.impact.is_some(), inherent.impacts.is_empty()) {
        (true, false) => ("inherent.impact", "both `impact` and `impacts`"),
        (false, true) => ("inherent", "neither `impact` nor `impacts`"),
        _ => return None,
    };
    let message = format!("{} “{}” has {what}", risk.doc_id(), risk.data.title);
    let finding = risk.finding(RULE.info.name, field, message);
    Some(finding.help("Write either `impact:`, or `impacts:` with a value for each category."))
}
