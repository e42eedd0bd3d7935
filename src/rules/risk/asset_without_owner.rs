//! The rule `asset-without-owner`.

use crate::assess::life::is_over;
use crate::model::asset::Asset;
use crate::model::document::Whole;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An asset has no owner.
    ///
    /// A.5.9 asks for an inventory with owners. The owner says how sensitive the asset is, who may use it, and when it goes; risks of an asset that belongs to nobody end up with nobody.
    ///
    /// Add `owner:` with the id of a person or a role.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// #   ^^^
    /// title: Customer service software
    /// type: software
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// owner: head-of-it
    /// ```
    "asset-without-owner" in "risk",
    clauses ["A.5.9"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let used = case
        .model
        .all::<Asset>()
        .filter(|asset| !is_over(asset.document, case.as_of));
    used.filter(|asset| asset.data.owner.is_none())
        .map(report)
        .collect()
}

fn report(asset: Whole<'_, Asset>) -> Diagnostic {
    let message = format!("the asset “{}” has no owner", asset.data.title);
    asset
        .finding(RULE.info.name, "owner", message)
        .help("Add `owner:` with the id of a person or a role.")
}
