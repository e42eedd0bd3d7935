//! The rule `critical-asset-without-risk`.

use crate::model::asset::Asset;
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
    let mut found = Vec::new();
    for asset in case.model.all::<Asset>() {
        let id = asset.doc_id();
        let Some(criticality) = case.assessment.criticality.by_id.get(id) else {
            continue;
        };
        let used = asset
            .data
            .retired
            .is_none_or(|retired| retired >= case.as_of);
        if !criticality.critical || !used || named.contains(id) || case.model.may_be_mentioned(id) {
            continue;
        }
        let highest = criticality
            .values
            .iter()
            .flatten()
            .max_by_key(|(value, _)| *value);
        let Some((value, from)) = highest else {
            continue;
        };
        let inherited = if from == id {
            String::new()
        } else {
            format!(", inherited from {from},")
        };
        let message = format!(
            "the asset {} is critical (value {value}{inherited}), but no risk concerns it",
            asset.data.title
        );
        found.push(
            asset
                .finding(RULE.info.name, "", message)
                .help("Assess what could happen to it, and name it in `assets:` of the risk."),
        );
    }
    found
}
