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
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let message = match risk.risk.data.assessed {
        None => format!("{} does not say when it was assessed", risk.name()),
        Some(day) if day > risk.case.as_of => {
            format!(
                "{} is said to be assessed on {day}, which is still to come",
                risk.name()
            )
        }
        Some(_) => return None,
    };
    let finding = risk.finding(RULE.info.name, "assessed", message);
    Some(finding.help("Write the day of the last assessment in `assessed:`."))
}
