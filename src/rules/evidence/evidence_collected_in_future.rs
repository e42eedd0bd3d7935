//! The rule `evidence-collected-in-future`.

use crate::model::evidence::Evidence;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A record was collected on a day that has not come yet.
    ///
    /// Nothing can be collected tomorrow. Most often the year or the month is mistyped; until it is
    /// corrected, the record seems to count longer than it does.
    ///
    /// Correct `collected`. What is only planned is no evidence yet.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2027-10-05
    /// #          ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2026-10-05
    /// ```
    "evidence-collected-in-future" in "evidence",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let evidence = case.model.all::<Evidence>();
    let early = evidence.filter_map(|evidence| {
        let collected = evidence.data.collected.filter(|day| *day > case.as_of)?;
        let message = format!(
            "{} is collected on {collected}, after the day of this check, {}",
            evidence.doc_id(),
            case.as_of
        );
        let finding = evidence.finding(RULE.info.name, "collected", message);
        Some(finding.help("Correct the day."))
    });
    early.collect()
}
