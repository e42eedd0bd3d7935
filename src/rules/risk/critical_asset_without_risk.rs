//! The rule `critical-asset-without-risk`.

use crate::assess::life::is_over;
use crate::model::asset::Asset;
use crate::model::document::Whole;
use crate::rules::risks::living;
use crate::rules::rule::{Case, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::HashSet;

rule! {
    /// A critical asset is named by no risk.
    ///
    /// An asset is critical when losing it, or losing something that depends on it, reaches `critical_from` of the method. If no living risk concerns it, either nobody looked, or the risks name something else than the asset that would fail.
    ///
    /// Look at the asset in the next assessment; add it to the risks that concern it, or write the missing one.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// #   ^^^
    /// title: Customer service software
    /// type: software
    /// cia: {confidentiality: 5, integrity: 2, availability: 2}
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// cia: {confidentiality: 5, integrity: 2, availability: 2}
    /// ---
    /// kind: risk
    /// id: R-1
    /// title: Customer data is disclosed
    /// assets: [crm]
    /// inherent: {likelihood: 2, impact: 5}
    /// ```
    "critical-asset-without-risk" in "risk",
    clauses ["6.1.2", "A.5.9"],
    levels levels(WARNING, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let named: HashSet<&str> = living(case).flat_map(|risk| risk.assets()).collect();
    let used = case
        .model
        .all::<Asset>()
        .filter(|asset| !is_over(asset.document, case.as_of));
    let alone = used.filter(|asset| {
        !named.contains(asset.doc_id()) && !case.model.may_be_mentioned(asset.doc_id())
    });
    alone.filter_map(|asset| report(case, asset)).collect()
}

fn report(case: Case<'_>, asset: Whole<'_, Asset>) -> Option<Diagnostic> {
    let criticality = case.assessment.criticality.by_id.get(asset.doc_id())?;
    let values = criticality.values.iter().flatten();
    let (value, from) = values
        .max_by_key(|(value, _)| *value)
        .filter(|_| criticality.critical)?;
    let inherited = match from == asset.doc_id() {
        true => String::new(),
        false => format!(", inherited from `{from}`"),
    };
    let title = &asset.data.title;
    let message = format!(
        "the asset “{title}” is critical (value {value}{inherited}), but no risk concerns it"
    );
    let finding = asset.finding(RULE.info.name, "", message);
    Some(finding.help("Assess what could happen to it, and name it in `assets:` of the risk."))
}
