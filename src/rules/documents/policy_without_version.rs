//! The rule `policy-without-version`.

use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A policy has no version.
    ///
    /// A document is identified (clause 7.5.2), so that the person who approved it, the people who were
    /// told of it and the auditor speak of the same text. Git knows every change; the version says which
    /// of them was meant to be in force.
    ///
    /// Write `version: "1.0"`, in quotes, and raise it with each change that is to be approved.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// #   ^^^^^^
    /// title: Access control policy
    /// type: policy
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
    /// version: "1.0"
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    "policy-without-version" in "documents",
    clauses ["7.5.2", "7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    policies::in_force(case)
        .filter(|policy| policy.data.version.is_none())
        .map(|policy| {
            let message = format!("the policy “{}” has no version", policy.document.title());
            let finding = policy.finding(RULE.info.name, "version", message);
            finding.help("Add `version: \"1.0\"`, in quotes.")
        })
        .collect()
}
