//! The rule `climate-change-without-issue`.

use crate::assess::applicability::is_living;
use crate::model::context_issue::ContextIssue;
use crate::model::interested_party::InterestedParty;
use crate::model::organization::Organization;
use crate::model::risk::Risk;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Climate change is said to be relevant, and nothing in the ISMS deals with it.
    ///
    /// Whoever finds it relevant has to carry it on: as an issue of the context (4.1), as something
    /// that a party requires (4.2), or as a risk (6.1). An answer that leads nowhere is what
    /// auditors write down.
    ///
    /// Give the tag `climate` to the issue, interested party or risk that deals with it, or add
    /// one.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// climate_change: {relevant: true, why: Heat stops our provider., by: jane, on: 2026-01-05}
    /// #                          ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: organization
    /// name: Example Ltd
    /// climate_change: {relevant: true, why: Heat stops our provider., by: jane, on: 2026-01-05}
    /// ---
    /// kind: context-issue
    /// id: heat
    /// title: Heat waves stop data centres
    /// type: external
    /// tags: [climate]
    /// ```
    "climate-change-without-issue" in "context",
    clauses ["4.1", "4.2", "6.1.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// The tag that says that a document deals with climate change.
const TAG: &str = "climate";

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let organization = case.model.one::<Organization>().filter(|organization| {
        let climate = organization.data.climate_change.as_ref();
        climate.is_some_and(|climate| climate.relevant == Some(true))
    });
    let Some(organization) = organization else {
        return Vec::new();
    };
    if case.model.may_be_mentioned(TAG) || is_dealt_with(case) {
        return Vec::new();
    }
    let message = format!(
        "climate change is relevant, but no issue, interested party or risk carries the tag `{TAG}`"
    );
    let finding = organization.finding(RULE.info.name, "climate_change.relevant", message);
    vec![finding.help(format!("Add `tags: [{TAG}]` to what deals with it."))]
}

fn is_dealt_with(case: Case<'_>) -> bool {
    let tagged = |tags: &[Box<str>]| tags.iter().any(|tag| **tag == *TAG);
    let model = case.model;
    model
        .all::<ContextIssue>()
        .any(|issue| tagged(&issue.data.tags))
        || model
            .all::<InterestedParty>()
            .any(|party| tagged(&party.data.tags))
        || model
            .all::<Risk>()
            .any(|risk| tagged(&risk.data.tags) && is_living(risk.data, case.as_of))
}
