//! The rule `evidence-without-source`.

use crate::model::evidence::Evidence;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A record says neither where its file is nor under which address it is kept, or it says both.
    ///
    /// Evidence that cannot be opened shows nothing. With a file and an address nobody knows which
    /// of the two was looked at when they differ.
    ///
    /// Write `file` with the path from the root of the repository, or `url` with the address and,
    /// where a reader needs it, `access` with how to get in.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// #   ^^^^^^^^^^^^^
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// collected: 2026-10-05
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// access: Ask the head of IT.
    /// collected: 2026-10-05
    /// ```
    "evidence-without-source" in "evidence",
    clauses ["7.5.3", "9.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for evidence in case.model.all::<Evidence>() {
        let (field, what) = match (&evidence.data.file, &evidence.data.url) {
            (None, None) => ("file", "names neither `file` nor `url`"),
            (Some(_), Some(_)) => ("url", "names both `file` and `url`"),
            _ => continue,
        };
        let message = format!("{} “{}” {what}", evidence.doc_id(), evidence.data.title);
        let finding = evidence.finding(RULE.info.name, field, message);
        found.push(finding.help("Write exactly one of `file` and `url`."));
    }
    found
}
