//! The rule `risk-not-described`.

use crate::model::Kind;
use crate::model::risk_method::{Approach, RiskMethod};
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is not described in the terms of the risk method.
    ///
    /// A risk that only has a title cannot be assessed twice with the same result: one reader thinks of theft, the next of loss. With the asset-based approach a risk is a threat that uses a vulnerability; with the event-based approach it is a source, an event and its consequence. Clause 6.1.2 c asks for identified risks, not for headings.
    ///
    /// Write the fields that are named, each in one sentence that somebody outside the team understands.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// #   ^^^
    /// title: A laptop is stolen
    /// assets: [laptops]
    /// threat: theft
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// assets: [laptops]
    /// threat: theft
    /// vulnerability: laptops are carried around
    /// inherent: {likelihood: 1, impact: 2}
    /// ```
    "risk-not-described" in "risk",
    clauses ["6.1.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if case
        .model
        .of_kind(Kind::RiskMethod)
        .any(|method| !method.is_whole())
    {
        return Vec::new();
    }
    let method = case.model.one::<RiskMethod>();
    let approach = method.and_then(|method| method.data.approach);
    living(case)
        .filter_map(|risk| report(risk, approach))
        .collect()
}

fn report(risk: Living<'_>, approach: Option<Approach>) -> Option<Diagnostic> {
    let data = risk.risk.data;
    let events = [
        ("source", data.source.is_some()),
        ("event", data.event.is_some()),
        ("consequence", data.consequence.is_some()),
    ];
    let assets = [
        ("threat", data.threat.is_some()),
        ("vulnerability", data.vulnerability.is_some()),
    ];
    // While the method does not say, a risk that is told as an event is taken as one.
    let by_event = match approach {
        Some(approach) => approach == Approach::EventBased,
        None => events.iter().any(|(_, present)| *present),
    };
    let fields = if by_event { &events[..] } else { &assets[..] };
    let missing: Vec<&str> = fields
        .iter()
        .filter(|(_, present)| !present)
        .map(|(field, _)| *field)
        .collect();
    let first = missing.first()?;
    let message = format!("{} does not say its {}", risk.name(), missing.join(" and "));
    let help = format!("Add `{}:`.", missing.join(":` and `"));
    Some(risk.finding(RULE.info.name, first, message).help(help))
}
