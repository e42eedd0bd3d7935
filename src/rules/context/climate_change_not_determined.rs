//! The rule `climate-change-not-determined`.

use crate::model::document::Whole;
use crate::model::organization::Organization;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has determined whether climate change is a relevant issue.
    ///
    /// Since Amendment 1 of 2024 an organisation has to determine that when it looks at its context
    /// (4.1), and auditors ask for it in every audit. Either answer is right; no answer is a
    /// nonconformity. It counts with a reason, a person and a day.
    ///
    /// Think about heat and water at your providers, floods and power at your sites, and what
    /// customers and laws ask of you; then write the answer down in `climate_change` of the
    /// organization.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// climate_change: {relevant: false, by: jane, on: 2026-01-05}
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// climate_change:
    ///   relevant: false
    ///   why: One office on high ground; both providers run in two regions each.
    ///   by: jane
    ///   on: 2026-01-05
    /// ```
    "climate-change-not-determined" in "context",
    clauses ["4.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let organization = case.model.one::<Organization>();
    organization.and_then(judge).into_iter().collect()
}

fn judge(organization: Whole<'_, Organization>) -> Option<Diagnostic> {
    let name = RULE.info.name;
    let Some(climate) = &organization.data.climate_change else {
        let message = "nobody has determined whether climate change is a relevant issue";
        let finding = organization.finding(name, "climate_change", message);
        return Some(finding.help("Add `climate_change: {relevant, why, by, on}`."));
    };
    let parts = [
        ("relevant", climate.relevant.is_some()),
        ("why", climate.why.is_some()),
        ("by", climate.by.is_some()),
        ("on", climate.on.is_some()),
    ];
    let absent: Vec<&str> = parts
        .iter()
        .filter(|(_, given)| !given)
        .map(|(field, _)| *field)
        .collect();
    let first = absent.first()?;
    let message = format!(
        "the determination on climate change lacks `{}`",
        absent.join("`, `")
    );
    let finding = organization.finding(name, &format!("climate_change.{first}"), message);
    Some(finding.help("Say whether it is relevant, why, who determined it, and when."))
}
