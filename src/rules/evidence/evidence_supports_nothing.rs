//! The rule `evidence-supports-nothing`.

use crate::model::evidence::Evidence;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A record supports nothing, and nothing refers to it.
    ///
    /// Nobody who looks at a control, a clause or a decision will find it. Either it shows
    /// something and does not say what, or it is not needed.
    ///
    /// Name in `supports` the controls, policies, clauses, obligations, risks and actions that it
    /// is evidence for, or name it as `record` or `evidence` where it belongs.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// #   ^^^^^^^^^^^^^
    /// title: Review of access rights, third quarter
    /// url: https://files.example/access-review
    /// collected: 2026-10-05
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
    "evidence-supports-nothing" in "evidence",
    clauses ["7.5.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let evidence = case.model.all::<Evidence>();
    let idle = evidence.filter(|evidence| {
        evidence.data.supports.is_empty()
            && evidence.data.shows.is_empty()
            && !case.model.may_be_mentioned(evidence.doc_id())
            && case.model.referrers(evidence.document).next().is_none()
    });
    idle.map(|evidence| {
        let message = format!(
            "{} “{}” supports nothing, and nothing refers to it",
            evidence.doc_id(),
            evidence.data.title
        );
        evidence
            .finding(RULE.info.name, "supports", message)
            .help("Add `supports:` with what it is evidence for.")
    })
    .collect()
}
