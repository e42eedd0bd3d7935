//! The rule `incident-without-risk`.

use crate::model::incident::Incident;
use crate::rules::incidents::name;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An incident names no risk.
    ///
    /// An incident is a risk that came true. Either the register knew it, and the incident says whether
    /// likelihood and impact were right, or it did not, and the register lacks a risk (clauses 8.2, A.5.27).
    ///
    /// Name in `risks` what came true; if there is none, write the risk first.
    ///
    /// ```yaml wrong
    /// kind: incident
    /// id: I-2026-01
    /// #   ^^^^^^^^^
    /// title: Stolen laptop
    /// assets: [laptops]
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen on the way
    /// inherent: {likelihood: 3, impact: 3}
    /// ---
    /// kind: incident
    /// id: I-2026-01
    /// title: Stolen laptop
    /// assets: [laptops]
    /// risks: [R-1]
    /// ```
    "incident-without-risk" in "incident",
    clauses ["A.5.27", "8.2"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let incidents = case.model.all::<Incident>();
    let alone = incidents.filter(|incident| incident.data.risks.is_empty());
    alone
        .map(|incident| {
            let message = format!("{} names no risk that came true", name(incident));
            let finding = incident.finding(RULE.info.name, "risks", message);
            finding.help("Name the risk in `risks`; if there is none, add it to the register.")
        })
        .collect()
}
