//! The rule `policy-never-communicated`.

use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has been told of a policy.
    ///
    /// The information security policy is made known in the organisation (clause 5.2 f), other policies
    /// to the people whom they concern (A.5.1), and people are to know what is expected of them (7.3).
    /// At the interviews of Stage 2 the auditor asks staff whether they know the rules.
    ///
    /// Tell them, and write in `communicated` to whom, on which day, and which evidence shows it: the
    /// message, the list of the training, the confirmations.
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
    /// communicated:
    ///   - {to: all staff, on: 2026-05-11}
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    "policy-never-communicated" in "documents",
    clauses ["5.2", "7.3", "A.5.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    policies::in_force(case)
        .filter(|policy| {
            let mut told = policy.data.communicated.iter();
            !told.any(|told| told.on.is_some_and(|on| on <= case.as_of))
        })
        .map(|policy| {
            let message = format!(
                "nobody has been told of the policy “{}”",
                policy.document.title()
            );
            let finding = policy.finding(RULE.info.name, "communicated", message);
            finding.help("Tell those whom it concerns, and add `communicated: [{to: …, on: …}]`.")
        })
        .collect()
}
