//! The rule `asset-without-value`.

use crate::model::asset::Asset;
use crate::model::common::Property;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An asset does not say what losing its confidentiality, integrity or availability would cost.
    ///
    /// The three values tell which assets matter, and pass on to what they depend on. Without them a critical asset looks like any other, and nobody misses its risk.
    ///
    /// Add `cia:` with a value of the impact scale for each of the three.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// cia: {confidentiality: 3, integrity: 2}
    /// #     ^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// cia: {confidentiality: 3, integrity: 2, availability: 2}
    /// ```
    "asset-without-value" in "risk",
    clauses ["A.5.9", "A.5.12"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let used = case.model.all::<Asset>().filter(|asset| {
        asset
            .data
            .retired
            .is_none_or(|retired| retired >= case.as_of)
    });
    let mut found = Vec::new();
    for asset in used {
        let value = |property| asset.data.cia.and_then(|cia| cia.of(property));
        let missing: Vec<&str> = [
            ("confidentiality", value(Property::Confidentiality)),
            ("integrity", value(Property::Integrity)),
            ("availability", value(Property::Availability)),
        ]
        .into_iter()
        .filter(|(_, value)| value.is_none())
        .map(|(name, _)| name)
        .collect();
        let field = match missing.as_slice() {
            [] => continue,
            [_, _, _] => "cia".to_owned(),
            [first, ..] => format!("cia.{first}"),
        };
        let message = format!(
            "the asset {} has no value for {}",
            asset.data.title,
            missing.join(", ")
        );
        found.push(
            asset
                .finding(RULE.info.name, &field, message)
                .help("Add the values of the impact scale to `cia:`."),
        );
    }
    found
}
