//! The rule `risk-not-assessed`.

use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk does not say when it was assessed.
    ///
    /// Likelihood and impact are judgements of a day. Without that day nobody can tell whether they were made before or after the office moved, and the risk never comes up for review.
    ///
    /// Write the day of the assessment in `assessed:`.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// #   ^^^
    /// title: A laptop is stolen
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assessed: 2026-05-04
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    "risk-not-assessed" in "risk",
    clauses ["6.1.2", "8.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(is_undated).map(report).collect()
}

fn is_undated(risk: &Living<'_>) -> bool {
    risk.risk.data.assessed.is_none()
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!("{} does not say when it was assessed", risk.name());
    risk.finding(RULE.info.name, "assessed", message)
        .help("Write the day of the last assessment in `assessed:`.")
}
