//! The rule `competence-of-nobody`.

use crate::model::competence::Competence;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A competence names neither a role nor a person, or both.
    ///
    /// Clause 7.2 asks which competence those people need whose work affects information security. A
    /// competence that belongs to nobody cannot be shown, and one of a role and of a person leaves open whose
    /// evidence is meant.
    ///
    /// Write `role` for what everybody in the role needs, or `person` for one person.
    ///
    /// ```yaml wrong
    /// kind: competence
    /// id: auditing
    /// #   ^^^^^^^^
    /// title: Auditing of management systems
    /// required: Knows ISO 19011 and has taken part in two audits
    /// ---
    /// kind: competence
    /// id: forensics
    /// title: Taking evidence from systems
    /// role: head-of-it
    /// person: jane
    /// #       ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: competence
    /// id: auditing
    /// title: Auditing of management systems
    /// person: bob
    /// required: Knows ISO 19011 and has taken part in two audits
    /// ```
    "competence-of-nobody" in "support",
    clauses ["7.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let competences = case.model.all::<Competence>();
    competences
        .filter_map(|competence| {
            let data = competence.data;
            let (field, message, help) = match (&data.role, &data.person) {
                (None, None) => (
                    "role",
                    format!(
                        "the competence “{}” is of no role and no person",
                        data.title
                    ),
                    "Add `role:` or `person:`.",
                ),
                (Some(role), Some(person)) => (
                    "person",
                    format!(
                        "the competence “{}” is of the role {role} and of {person}",
                        data.title
                    ),
                    "Keep one of `role` and `person`; write a document for the other.",
                ),
                _ => return None,
            };
            Some(
                competence
                    .finding(RULE.info.name, field, message)
                    .help(help),
            )
        })
        .collect()
}
