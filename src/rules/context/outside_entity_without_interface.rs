//! The rule `outside-entity-without-interface`.

use crate::model::organization::Organization;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An entity lies outside the scope, and nothing says how it touches what is inside.
    ///
    /// A sister company or a branch that is left out usually shares something with what is inside:
    /// people, mail, a network, a building. Clause 4.3 c asks for these interfaces, and the auditor
    /// asks whether what is left out can harm what is inside.
    ///
    /// Describe in `interface` what is shared and what keeps the two apart, or say that nothing is.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// entities:
    ///   - {id: company, name: Example Ltd, in_scope: true}
    ///   - {id: sister, name: Example Trading Ltd, in_scope: false}
    /// #        ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// entities:
    ///   - {id: company, name: Example Ltd, in_scope: true}
    ///   - id: sister
    ///     name: Example Trading Ltd
    ///     in_scope: false
    ///     interface: Own staff, accounts and devices; meets us only as a customer.
    /// ```
    "outside-entity-without-interface" in "context",
    clauses ["4.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(organization) = case.model.one::<Organization>() else {
        return Vec::new();
    };
    let outside = organization.data.entities.iter().enumerate();
    outside
        .filter(|(_, entity)| entity.in_scope == Some(false) && entity.interface.is_none())
        .map(|(at, entity)| {
            let message = format!(
                "{} lies outside the scope, and nothing says how it touches it",
                entity.name.as_deref().unwrap_or(&entity.id.0)
            );
            organization
                .finding(RULE.info.name, &format!("entities[{at}].id"), message)
                .help("Describe in `interface` what is shared and what keeps the two apart.")
        })
        .collect()
}
