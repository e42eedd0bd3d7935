//! The rule `no-information-security-policy`.

use crate::assess::decision::INFORMATION_SECURITY_POLICY;
use crate::model::Kind;
use crate::model::document::Also;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::{absence, policies};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// There is no information security policy.
    ///
    /// Top management establishes one (clause 5.2): the page from which everybody can see what the
    /// organisation wants and has promised. It is the first document that an auditor opens, and a
    /// certificate without it is impossible.
    ///
    /// Write a policy with the id `information-security-policy`, in which `meets` points to where the
    /// text meets each item of clause 5.2.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
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
    /// ---
    /// ## What we want
    ///
    /// Customers find their orders complete, and nobody else finds them at all.
    /// ```
    "no-information-security-policy" in "documents",
    clauses ["5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let id = INFORMATION_SECURITY_POLICY;
    if policies::in_force(case).any(|policy| policy.doc_id() == id) {
        return Vec::new();
    }
    let help = "Write a policy with the id `information-security-policy` and have top management approve it.";
    match case.model.find(Kind::Policy, id) {
        Some(document) if document.is_whole() => {
            let message = "the information security policy is withdrawn, and there is no other";
            let finding = document.finding(RULE.info.name, "withdrawn", message);
            vec![
                finding
                    .also(document, "id", "the id that a new one has to keep")
                    .help(help),
            ]
        }
        Some(_) => Vec::new(),
        None if case.model.may_be_mentioned(id) => Vec::new(),
        None => {
            let message = "there is no information security policy";
            let finding = absence::absent(case, RULE.info.name, message);
            vec![finding.subject(format!("policy/{id}")).help(help)]
        }
    }
}
