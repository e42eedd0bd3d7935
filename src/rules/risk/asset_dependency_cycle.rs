//! The rule `asset-dependency-cycle`.

use crate::model::asset::Asset;
use crate::model::document::Also;
use crate::rules::rule::{Case, INFO, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::HashSet;

rule! {
    /// Assets depend on each other in a circle.
    ///
    /// That happens: a service needs a login, and the login runs on the service. In such a circle all assets share the highest value, so each of them is as critical as the worst. It also means that after an outage none of them comes up first.
    ///
    /// Nothing has to be done if the circle is real; write down in the continuity plan how it is started. Otherwise take out the dependency that is not one, or limit it with `for:`.
    ///
    /// ```yaml wrong
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// depends_on:
    ///   - {asset: login}
    /// #           ^^^^^
    /// ---
    /// kind: asset
    /// id: login
    /// title: Single sign-on
    /// type: service
    /// depends_on:
    ///   - {asset: crm, for: [availability]}
    /// ```
    ///
    /// ```yaml right
    /// kind: asset
    /// id: crm
    /// title: Customer service software
    /// type: software
    /// depends_on:
    ///   - {asset: login}
    /// ---
    /// kind: asset
    /// id: login
    /// title: Single sign-on
    /// type: service
    /// ```
    "asset-dependency-cycle" in "risk",
    clauses ["A.5.9"],
    levels levels(INFO, INFO, INFO),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let cycles = case.assessment.criticality.cycles.iter();
    cycles.filter_map(|cycle| report(case, cycle)).collect()
}

fn report(case: Case<'_>, cycle: &[String]) -> Option<Diagnostic> {
    let inside: HashSet<&str> = cycle.iter().map(String::as_str).collect();
    let mut links = cycle.iter().filter_map(|id| {
        let asset = case.model.get::<Asset>(id)?;
        let needed = asset.data.depends_on.iter();
        let at = needed
            .map(|needed| needed.asset.id())
            .position(|id| inside.contains(id))?;
        Some((asset.document, format!("depends_on[{at}].asset")))
    });
    let (document, field) = links.next()?;
    let message = format!(
        "assets depend on each other in a circle: {}",
        cycle.join(", ")
    );
    let finding = document
        .finding(RULE.info.name, &field, message)
        .help("Take one of the entries out of `depends_on`, or limit it with `for`; until then each counts as much as the most critical of them.");
    Some(links.fold(finding, |finding, (document, field)| {
        finding.also(document, &field, "and this depends on it in turn")
    }))
}
