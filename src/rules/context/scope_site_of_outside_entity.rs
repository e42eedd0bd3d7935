//! The rule `scope-site-of-outside-entity`.

use crate::model::document::Also;
use crate::model::organization::Organization;
use crate::model::scope::Scope;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope covers a site of an entity that lies outside the scope.
    ///
    /// Either the entity is partly inside after all, or the site is not: an auditor who compares
    /// the scope with the list of entities finds the contradiction on the first page.
    ///
    /// Take the site out of the scope, set `in_scope: true` on the entity, or give the site to the
    /// entity that really uses it.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// entities:
    ///   - {id: company, name: Example Ltd, in_scope: true}
    ///   - {id: sister, name: Example Trading Ltd, in_scope: false, interface: None.}
    /// sites:
    ///   - {id: office, name: Office, entity: company}
    ///   - {id: shop, name: Shop, entity: sister}
    /// ---
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// sites: [office, shop]
    /// #               ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// entities:
    ///   - {id: company, name: Example Ltd, in_scope: true}
    ///   - {id: sister, name: Example Trading Ltd, in_scope: false, interface: None.}
    /// sites:
    ///   - {id: office, name: Office, entity: company}
    ///   - {id: shop, name: Shop, entity: sister}
    /// ---
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// sites: [office]
    /// ```
    "scope-site-of-outside-entity" in "context",
    clauses ["4.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let (Some(scope), Some(organization)) =
        (case.model.one::<Scope>(), case.model.one::<Organization>())
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (at, site) in scope.data.sites.iter().enumerate() {
        let sites = &organization.data.sites;
        let item = sites.iter().find(|item| *item.id.0 == *site.id());
        let Some(entity) = item.and_then(|item| item.entity.as_ref()) else {
            continue;
        };
        let mut entities = organization.data.entities.iter();
        let outside =
            entities.position(|item| *item.id.0 == *entity.id() && item.in_scope == Some(false));
        found.extend(outside.map(|place| {
            let message = format!(
                "the scope covers the site `{}` of the entity `{}`, which lies outside it",
                site.id(),
                entity.id()
            );
            scope
                .finding(RULE.info.name, &format!("sites[{at}]"), message)
                .also(
                    organization.document,
                    &format!("entities[{place}].in_scope"),
                    "the entity lies outside",
                )
                .help("Take the site out of the scope, or the entity into it.")
        }));
    }
    found
}
