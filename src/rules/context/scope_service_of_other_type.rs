//! The rule `scope-service-of-other-type`.

use crate::model::asset::Asset;
use crate::model::common::AssetType;
use crate::model::document::Also;
use crate::model::scope::Scope;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope lists as a service something that is none.
    ///
    /// `services` of the scope are what the ISMS delivers or protects for others: assets of type
    /// service. The controls that are implemented per service, and the text of the certificate,
    /// follow them.
    ///
    /// Name the service, or correct the type of the asset. What a service is made of (software,
    /// databases, devices) is found through `depends_on`.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// services: [laptops]
    /// #          ^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// services: [support]
    /// ---
    /// kind: asset
    /// id: support
    /// title: Support for customers
    /// type: service
    /// ```
    "scope-service-of-other-type" in "context",
    clauses ["4.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Some(scope) = case.model.one::<Scope>() else {
        return Vec::new();
    };
    let services = scope.data.services.iter().enumerate();
    let assets = services.filter_map(|(at, id)| Some((at, case.model.get::<Asset>(id.id())?)));
    assets
        .filter(|(_, asset)| asset.data.asset_type != AssetType::Service)
        .map(|(at, asset)| {
            let message = format!("{} “{}” is not a service", asset.doc_id(), asset.data.title);
            scope
                .finding(RULE.info.name, &format!("services[{at}]"), message)
                .also(asset.document, "type", "its type")
                .help("Name the service that it belongs to, or correct its type.")
        })
        .collect()
}
