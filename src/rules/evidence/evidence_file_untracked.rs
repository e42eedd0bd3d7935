//! The rule `evidence-file-untracked`.

use crate::model::evidence::Evidence;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The file of a record is not tracked by git.
    ///
    /// It is there on this machine only. The auditor's clone, the next check in continuous
    /// integration and the audit pack will lack it, and nothing shows that it was not changed
    /// since.
    ///
    /// Add it with `git add`. If git ignores it on purpose, for its size or for what stands in it,
    /// keep it elsewhere and use `url`.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// file: evidence/access-review.csv
    /// #     ^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// collected: 2026-10-05
    /// # untracked-file: evidence/access-review.csv
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
    /// # file: evidence/access-review.csv
    /// account,still needed
    /// ```
    "evidence-file-untracked" in "evidence",
    clauses ["7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for evidence in case.model.all::<Evidence>() {
        let Some(path) = evidence.data.file.as_deref() else {
            continue;
        };
        // A file that is not there at all is another rule's.
        let facts = case.files.get(path).filter(|facts| facts.size.is_some());
        if facts.is_some_and(|facts| facts.tracked == Some(false)) {
            let message = format!(
                "git does not track `{path}`, the file of {}",
                evidence.doc_id()
            );
            let finding = evidence.finding(RULE.info.name, "file", message);
            found.push(finding.help("Add it with `git add`, or use `url`."));
        }
    }
    found
}
