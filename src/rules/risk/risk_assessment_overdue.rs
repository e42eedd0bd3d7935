//! The rule `risk-assessment-overdue`.

use crate::model::document::Also;
use crate::model::risk_method::RiskMethod;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk was not assessed again within the interval of the risk method.
    ///
    /// Clause 8.2 asks for assessments at planned intervals. The method sets the interval (`review_interval`); a risk that is older than that describes a situation that nobody has looked at since.
    ///
    /// Assess it again with its owner, correct what has changed, and move `assessed:` to that day.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assessed: 2025-11-03
    /// #         ^^^^^^^^^^
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    ///
    /// ```yaml right
    /// # as-of: 2026-11-03
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assessed: 2025-11-03
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    "risk-assessment-overdue" in "risk",
    clauses ["8.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(method) = case.model.one::<RiskMethod>() else {
        return Vec::new();
    };
    let Some(interval) = method.data.review_interval else {
        return Vec::new();
    };
    let report = |risk: Living<'_>| {
        let assessed = risk.risk.data.assessed?;
        let due = interval.after(assessed);
        (due < case.as_of).then(|| {
            let message = format!(
                "{} was last assessed on {assessed}; the next assessment was due on {due}",
                risk.name()
            );
            risk.finding(RULE.info.name, "assessed", message)
                .help("Assess it again with its owner, then move `assessed:`.")
                .also(
                    method.document,
                    "review_interval",
                    format!("every {interval}"),
                )
        })
    };
    living(case).filter_map(report).collect()
}
