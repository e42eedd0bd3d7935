//! The rule `reserved-id`.

use crate::model::Kind;
use crate::model::catalog::{ANNEX_A, is_clause};
use crate::model::document::Document;
use crate::model::link::{RISK_OWNER, space};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Something has an id that already means a control or a clause of the standard, or a reserved
    /// word.
    ///
    /// `A.5.1` is a control and `5.2` a clause in every field that can name one, and `risk-owner`
    /// in the risk method means that nobody beside the risk owner is needed. A policy or risk with
    /// such an id would take its place, and references to the standard would lead to it.
    ///
    /// Choose another id.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/main.md
    /// ---
    /// kind: policy
    /// id: "5.2"
    /// #   ^^^^^
    /// title: Information security policy
    /// type: policy
    /// ---
    /// We protect what customers trust us with.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/main.md
    /// ---
    /// kind: policy
    /// id: information-security-policy
    /// title: Information security policy
    /// type: policy
    /// ---
    /// We protect what customers trust us with.
    /// ```
    "reserved-id" in "reading",
    clauses ["7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let taken = case
        .model
        .documents
        .iter()
        .filter_map(|document| Some((document, meaning(document)?)));
    taken
        .map(|(document, meaning)| {
            let message = format!(
                "the id `{}` of this {} is {meaning}",
                document.id,
                document.kind.name()
            );
            document
                .finding(RULE.info.name, "id", message)
                .help("Choose another id.")
        })
        .collect()
}

/// What the id of a document means already.
fn meaning(document: &Document) -> Option<String> {
    let id = &*document.id;
    if document.kind == Kind::Role {
        return (id == RISK_OWNER).then(|| "reserved for the owner of a risk".to_owned());
    }
    if space(document.kind.name()) != space("control") {
        return None;
    }
    if let Some(control) = ANNEX_A
        .control(id)
        .filter(|_| document.kind != Kind::Control)
    {
        return Some(format!("that of the control “{}”", control.title));
    }
    // Ids begin with a digit in clauses only; nothing else has to be looked at.
    let clause = id.starts_with(|c: char| c.is_ascii_digit()) && is_clause(id);
    clause.then(|| "that of a clause of the standard".to_owned())
}
