//! The rule `exclusion-expired`.

use crate::assess::decision::{State, What};
use crate::model::document::Also;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control is excluded until a day that has passed.
    ///
    /// Whoever excluded the control said how long the reason holds. After that day nobody has decided
    /// anything, and the Statement of Applicability has a gap (clause 6.1.3 d).
    ///
    /// Look at the reason again. If it still holds, decide anew, with today's date and a new `until`;
    /// otherwise make the control applicable.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion:
    ///   by: jane
    ///   on: 2025-09-01
    ///   until: 2026-08-31
    /// #        ^^^^^^^^^^
    ///   reason: All code is written by employees.
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.30
    /// applicable: false
    /// exclusion:
    ///   by: jane
    ///   on: 2026-09-01
    ///   until: 2027-08-31
    ///   reason: All code is written by employees.
    /// ```
    "exclusion-expired" in "soa",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decided = case.assessment.decided(case.model, What::Exclusion);
    let expired = decided.filter(|(_, judged)| judged.state == State::Expired);
    expired
        .filter_map(|(document, judged)| {
            let until = judged.until?;
            let message = format!("the exclusion of {} ended on {until}", document.id);
            let finding = document.finding(RULE.info.name, "exclusion.until", message);
            Some(
                finding.also(document, "exclusion.by", "decided by").help(
                    "Decide again with a new `on` and `until`, or make the control applicable.",
                ),
            )
        })
        .collect()
}
