//! The rule `risk-without-asset`.

use crate::model::Kind;
use crate::model::risk_method::{Approach, RiskMethod};
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk does not say which assets it concerns.
    ///
    /// Where the search for risks begins with assets, a risk without one belongs to nobody and to no place: no classification makes its criterion stricter, no implementation at a site counts for it, and the asset looks as if it had no risk.
    ///
    /// Name the assets in `assets:`. With the event-based approach the rule is silent.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// #   ^^^
    /// title: A laptop is stolen
    /// threat: theft
    /// vulnerability: laptops are carried around
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
    "risk-without-asset" in "risk",
    clauses ["6.1.2", "A.5.9"],
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
    let needs = |risk: &Living<'_>| match approach {
        Some(approach) => approach == Approach::AssetBased,
        None => risk.risk.data.event.is_none(),
    };
    let missing = living(case).filter(|risk| risk.risk.data.assets.is_empty() && needs(risk));
    missing
        .map(|risk| {
            let message = format!("{} names no asset", risk.name());
            risk.finding(RULE.info.name, "assets", message)
                .help("Add `assets:` with the ids of what it concerns.")
        })
        .collect()
}
