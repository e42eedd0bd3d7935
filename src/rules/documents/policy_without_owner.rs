//! The rule `policy-without-owner`.

use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A policy has no owner.
    ///
    /// Somebody has to notice that a policy no longer fits, answer questions about it and bring it to its
    /// review (clauses 5.3, 7.5.2, A.5.1). Without an owner it ages until the auditor finds it.
    ///
    /// Name a role in `owner`. Let another person approve it, so that four eyes have seen the text.
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
    /// owner: head-of-it
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    "policy-without-owner" in "documents",
    clauses ["5.3", "7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    policies::in_force(case)
        .filter(|policy| policy.data.owner.is_none())
        .map(|policy| {
            let message = format!("the policy “{}” has no owner", policy.document.title());
            let finding = policy.finding(RULE.info.name, "owner", message);
            finding.help("Add `owner:` with the id of a role or a person.")
        })
        .collect()
}
