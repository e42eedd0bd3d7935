//! The rule `evidence-period-inverted`.

use crate::model::evidence::{Evidence, EvidencePeriod};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The time that a record speaks of ends before it begins.
    ///
    /// An auditor who samples over time looks at exactly these two days: they say which months a
    /// record covers, and which are still to be shown.
    ///
    /// Correct `period`; most often the year is mistyped, or the two days changed places.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2026-10-05
    /// period: {from: 2026-09-30, to: 2026-07-01}
    /// #                              ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2026-10-05
    /// period: {from: 2026-07-01, to: 2026-09-30}
    /// ```
    "evidence-period-inverted" in "evidence",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for evidence in case.model.all::<Evidence>() {
        let period = evidence.data.period.as_ref();
        if let Some(EvidencePeriod { from, to }) = period.filter(|period| period.to < period.from) {
            let message = format!(
                "the period of {} ends on {to}, before it begins on {from}",
                evidence.doc_id()
            );
            let finding = evidence.finding(RULE.info.name, "period.to", message);
            found.push(finding.help("Correct the days of `period`."));
        }
    }
    found
}
