//! The rule `evidence-hash-differs`.

use crate::model::document::Whole;
use crate::model::evidence::Evidence;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The file of a record is not the one that was recorded.
    ///
    /// `sha256` is the fingerprint of the file when it was collected. Another one means that the
    /// file was changed or replaced since; a record that can change shows nothing (7.5.3), and a
    /// decision that rests on it as its `record` is not proved any more.
    ///
    /// Look at the history of the file. Restore it, or, if the new file is right, collect it as a
    /// record of its own: a later day, a new id. Write the new fingerprint over the old one only if
    /// that was a mistake.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// file: evidence/access-review.csv
    /// collected: 2026-10-05
    /// sha256: b4c43717363e9ee65008dad757fdcaa969cd5185828346932e72c7fd4d77abae
    /// #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// # file: evidence/access-review.csv
    /// account,still needed
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// file: evidence/access-review.csv
    /// collected: 2026-10-05
    /// sha256: 1c00b2edc18f8ed8d9146654156627f7a916b1472ac0f6c7296480b7eac7e470
    /// # file: evidence/access-review.csv
    /// account,still needed
    /// ```
    "evidence-hash-differs" in "evidence",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let evidence = case.model.all::<Evidence>();
    evidence
        .filter_map(|evidence| judge(case, evidence))
        .collect()
}

fn judge(case: Case<'_>, evidence: Whole<'_, Evidence>) -> Option<Diagnostic> {
    let recorded = &evidence.data.sha256.as_ref()?.0;
    let path = evidence.data.file.as_deref()?;
    let now = case.files.get(path)?.sha256.as_deref()?;
    if recorded.eq_ignore_ascii_case(now) {
        return None;
    }
    let message = format!(
        "`{path}`, the file of {}, has changed since it was recorded: its SHA-256 is {now}",
        evidence.doc_id()
    );
    let finding = evidence.finding(RULE.info.name, "sha256", message);
    Some(finding.help("Restore the file, or collect the new one as a record of its own."))
}
