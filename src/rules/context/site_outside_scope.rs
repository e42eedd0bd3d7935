//! The rule `site-outside-scope`.

use crate::assess::life::is_over;
use crate::model::asset::Asset;
use crate::model::document::Also;
use crate::model::scope::Scope;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::HashSet;

rule! {
    /// An asset stands at a site that the scope does not cover.
    ///
    /// What is in the register of assets is meant to be protected by the ISMS; at a site outside
    /// the scope no control of it needs to hold, and the auditor does not go there. Either the
    /// asset is not part of the ISMS or the site is.
    ///
    /// Add the site to `sites` of the scope, correct the site of the asset, or take the asset out
    /// of the register.
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
    /// sites: [office]
    /// ---
    /// kind: asset
    /// id: till
    /// title: Cash register
    /// type: hardware
    /// site: shop
    /// #     ^^^^
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
    /// ---
    /// kind: asset
    /// id: printer
    /// title: Printer
    /// type: hardware
    /// site: office
    /// ```
    "site-outside-scope" in "context",
    clauses ["4.3", "A.5.9"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let scope = case.model.one::<Scope>();
    let Some(scope) = scope.filter(|scope| !scope.data.sites.is_empty()) else {
        return Vec::new();
    };
    let covered: HashSet<&str> = scope.data.sites.iter().map(|site| site.id()).collect();
    let assets = case.model.all::<Asset>();
    let living = assets.filter(|asset| !is_over(asset.document, case.as_of));
    let outside = living.filter_map(|asset| {
        let site = asset.data.site.as_ref()?;
        (!covered.contains(site.id())).then(|| {
            let message = format!(
                "{} “{}” stands at `{}`, which the scope does not cover",
                asset.doc_id(),
                asset.data.title,
                site.id()
            );
            asset
                .finding(RULE.info.name, "site", message)
                .also(scope.document, "sites", "sites of the scope")
                .help("Add the site to the scope, or correct the site of the asset.")
        })
    });
    outside.collect()
}
