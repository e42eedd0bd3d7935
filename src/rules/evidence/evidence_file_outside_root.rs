//! The rule `evidence-file-outside-root`.

use crate::model::evidence::Evidence;
use crate::rules::outside::leads_out;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The file of a record lies outside the repository.
    ///
    /// What lies outside is not versioned with the ISMS: it is on one machine only, may change
    /// without a trace, and neither the auditor's clone nor the audit pack holds it. So such files
    /// are never read.
    ///
    /// Copy the file into the repository, or point to where the record is
    /// kept with `url`.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// file: ../exports/access-review.csv
    /// #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// collected: 2026-10-05
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// file: evidence/access-review.csv
    /// collected: 2026-10-05
    /// # file: evidence/access-review.csv
    /// account,still needed
    /// ```
    "evidence-file-outside-root" in "evidence",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for evidence in case.model.all::<Evidence>() {
        let Some(path) = evidence.data.file.as_deref() else {
            continue;
        };
        let refused = case
            .files
            .get(path)
            .and_then(|facts| facts.refused.as_deref());
        if refused.is_some_and(leads_out) {
            let message = format!(
                "the file of {} lies outside the repository",
                evidence.doc_id()
            );
            let finding = evidence.finding(RULE.info.name, "file", message);
            found.push(finding.help("Copy it into the repository, or use `url`."));
        }
    }
    found
}
