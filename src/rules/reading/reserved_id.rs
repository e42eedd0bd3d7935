//! The rule `reserved-id`.

use crate::model::Kind;
use crate::model::link::each_id;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Something has an id that already means a control or a clause of the standard, or a reserved
    /// word.
    ///
    /// `A.5.1` is a control and `5.2` a clause in every field that can name one, and `risk-owner`
    /// in the risk method means that nobody beside the risk owner is needed. A policy, a risk or an
    /// action with such an id would take its place, and references to the standard would lead to it.
    /// In the same way `complaint`, `observation` and `suggestion` say where a nonconformity comes
    /// from, and are no ids of incidents.
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
    let index = &case.model.index;
    let mut found = Vec::new();
    if !index.may_hold_reserved() {
        return found;
    }
    for document in &case.model.documents {
        each_id(document, &mut |kind, id, span| {
            // The document of a control of a catalog bears its id.
            if document.kind == Kind::Control && index.catalog_title(id).is_some() {
                return;
            }
            let Some(meaning) = index.meaning(kind, id) else {
                return;
            };
            let message = format!("the id `{id}` of this {kind} is {meaning}");
            let finding = document.finding_at(RULE.info.name, span, message);
            let finding = finding.field(document.node.path_to(span));
            found.push(finding.help("Choose another id."));
        });
    }
    found
}
