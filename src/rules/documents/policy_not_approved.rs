//! The rule `policy-not-approved`.

use crate::assess::decision::{Authorised, Judged, State, What};
use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeMap;

rule! {
    /// A policy is not approved.
    ///
    /// Documents of the ISMS are reviewed and approved for suitability before they are used (clause
    /// 7.5.2, A.5.1). An unapproved policy is a draft, however long people have worked by it.
    ///
    /// Let somebody with the authority `approve-policy` approve it, top management the information
    /// security policy, and add the entry to `approvals`. When top managers sign minutes
    /// instead of commits, name the minutes in `record`.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// #   ^^^^^^
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// approvals:
    ///   - {by: jane, on: 2026-05-07, record: minutes}
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    "policy-not-approved" in "documents",
    clauses ["7.5.2", "A.5.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decided = case.assessment.decided(case.model, What::Policy);
    let judged: BTreeMap<&str, &Judged> =
        decided.map(|(document, it)| (&*document.id, it)).collect();
    let mut found = Vec::new();
    for policy in policies::in_force(case) {
        let name = format!("the policy “{}”", policy.document.title());
        let (field, message) = match judged.get(policy.doc_id()) {
            None => ("approvals".to_owned(), format!("{name} is not approved")),
            Some(judged) => {
                let unheld = matches!(judged.authorised, Authorised::No(_));
                if unheld || matches!(judged.state, State::Valid | State::Stale) {
                    continue;
                }
                let why = judged
                    .why
                    .as_deref()
                    .unwrap_or("its approval does not hold");
                (
                    judged.field.clone() + ".by",
                    format!("{name} is not approved: {why}"),
                )
            }
        };
        let help = "Have it approved: an entry in `approvals` with `by` and `on`.";
        found.push(policy.finding(RULE.info.name, &field, message).help(help));
    }
    found
}
