//! The rule `asset-without-value`.

use crate::assess::life::is_over;
use crate::model::asset::Asset;
use crate::model::common::Property;
use crate::model::document::Whole;
use crate::rules::risks::lacking;
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
    let used = case
        .model
        .all::<Asset>()
        .filter(|asset| !is_over(asset.document, case.as_of));
    used.filter_map(report).collect()
}

fn report(asset: Whole<'_, Asset>) -> Option<Diagnostic> {
    let has = |property| asset.data.cia.is_some_and(|cia| cia.of(property).is_some());
    let missing = lacking(&[
        ("confidentiality", has(Property::Confidentiality)),
        ("integrity", has(Property::Integrity)),
        ("availability", has(Property::Availability)),
    ]);
    let field = match missing.as_slice() {
        [] => return None,
        [_, _, _] => "cia".to_owned(),
        [first, ..] => format!("cia.{first}"),
    };
    let message = format!(
        "the asset “{}” has no value for {}",
        asset.data.title,
        missing.join(", ")
    );
    let finding = asset.finding(RULE.info.name, &field, message);
    Some(finding.help("Add the values of the impact scale to `cia:`."))
}
