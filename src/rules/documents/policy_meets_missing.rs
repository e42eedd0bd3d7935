//! The rule `policy-meets-missing`.

use crate::assess::decision::INFORMATION_SECURITY_POLICY;
use crate::model::catalog::CLAUSES;
use crate::rules::policies;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::statement::listed;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The information security policy does not show where it meets an item of clause 5.2.
    ///
    /// The clause names what the policy has to hold: that it fits the organisation (a), objectives or a
    /// frame for them (b), the promise to meet requirements (c) and to keep improving (d). Auditors tick
    /// these off, and a promise that everybody takes for granted is the one that is forgotten.
    ///
    /// Point to the heading under which each item is met: `meets: {a: "#what-we-want", …}`. If there is
    /// none, write the passage. Items e to g are shown elsewhere and may be left out.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/information-security-policy.md
    /// ---
    /// kind: policy
    /// id: information-security-policy
    /// title: Information security policy
    /// type: policy
    /// version: '1.0'
    /// meets: {a: '#what-we-want', b: '#what-we-want', c: '#what-we-promise'}
    /// ---
    /// ## What we want
    ///
    /// Customers find their orders complete, and nobody else finds them at all. Objectives are set each year.
    ///
    /// ## What we promise
    ///
    /// We keep to the law and to what we have agreed.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/information-security-policy.md
    /// ---
    /// kind: policy
    /// id: information-security-policy
    /// title: Information security policy
    /// type: policy
    /// version: '1.0'
    /// meets: {a: '#what-we-want', b: '#what-we-want', c: '#what-we-promise', d: '#what-we-promise'}
    /// ---
    /// ## What we want
    ///
    /// Customers find their orders complete, and nobody else finds them at all. Objectives are set each year.
    ///
    /// ## What we promise
    ///
    /// We keep to the law and to what we have agreed, and each year we do it better than before.
    /// ```
    "policy-meets-missing" in "documents",
    clauses ["5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// The items that the text itself has to meet; the others ask how it is kept and made known.
const NEEDED: &[&str] = &["a", "b", "c", "d"];

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let policy = policies::in_force(case).find(|it| it.doc_id() == INFORMATION_SECURITY_POLICY);
    let Some(policy) = policy else {
        return Vec::new();
    };
    let Some(clause) = CLAUSES.iter().find(|clause| &*clause.id == "5.2") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let missing = clause
        .items()
        .filter(|item| NEEDED.contains(&&*item.id) && !policy.data.meets.contains_key(&item.id));
    let missing: Vec<String> = missing
        .map(|item| format!("5.2 {} ({})", item.id, item.label))
        .collect();
    if !missing.is_empty() {
        let message = format!(
            "the policy does not show where it meets {}",
            listed(&missing)
        );
        let finding = policy.finding(RULE.info.name, "meets", message);
        found.push(
            finding.help(
                "Point to a heading of its text in `meets`, such as `d: \"#what-we-promise\"`.",
            ),
        );
    }
    let known = |key: &str| clause.items().any(|item| *item.id == *key);
    for key in policy.data.meets.keys().filter(|key| !known(key)) {
        let message = format!("clause 5.2 has no item `{key}`");
        let finding = policy.finding(RULE.info.name, &format!("meets.{key}"), message);
        found.push(finding.help("Its items are a to g."));
    }
    found
}
