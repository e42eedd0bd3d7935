//! The rule `evidence-expired`.

use crate::assess::due::{LastRecord, last_records};
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The latest record of something counts no longer.
    ///
    /// A record speaks for a time: `valid_for` says how long, from the day on which it was
    /// collected. Old records stay, as they show the past; but when the latest one for a control, a
    /// policy, a clause, an obligation or a risk is over, nothing shows that it works today.
    /// Sampling over time at Stage 2 and in surveillance finds the gap.
    ///
    /// Collect a new record and give it an id of its own; the old one may stay as it is.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2026-05-05
    /// valid_for: 6m
    /// #          ^^
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2026-05-05
    /// valid_for: 6m
    /// ---
    /// kind: evidence
    /// id: access-review-4
    /// title: Review of access rights, fourth quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review-4
    /// collected: 2026-11-05
    /// valid_for: 6m
    /// ```
    "evidence-expired" in "evidence",
    clauses ["7.5.3", "9.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let records = last_records(case.model, case.as_of).into_iter();
    let expired = records.filter(|last| last.until < case.as_of);
    expired.map(|last| report(&last)).collect()
}

fn report(last: &LastRecord<'_>) -> Diagnostic {
    let message = format!(
        "{} “{}” was valid until {} and is the latest record of {}",
        last.record.doc_id(),
        last.record.data.title,
        last.until,
        last.of.join(", ")
    );
    let finding = last.record.finding(RULE.info.name, "valid_for", message);
    finding.help("Collect a new record; the old one may stay.")
}
