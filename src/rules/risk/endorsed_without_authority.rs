//! The rule `endorsed-without-authority`.

use crate::assess::decision::{Authorised, What};
use crate::model::document::Also;
use crate::model::risk_method::RiskMethod;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An acceptance is endorsed by somebody who may not accept that level.
    ///
    /// The endorsement is there so that a large risk is carried by somebody who may carry it. A signature of a person who did not hold one of the roles in `may_accept` on that day changes nothing.
    ///
    /// Let a holder of one of the roles endorse it, or correct who did and when.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance:
    ///     of: residual
    ///     level: high
    ///     by: jane
    ///     on: 2026-05-06
    ///     until: 2027-04-30
    ///     reason: Replacement is ordered.
    ///     endorsed: {by: bob, on: 2026-05-07}
    /// #                  ^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance:
    ///     of: residual
    ///     level: high
    ///     by: jane
    ///     on: 2026-05-06
    ///     until: 2027-04-30
    ///     reason: Replacement is ordered.
    ///     endorsed: {by: mary, on: 2026-05-07}
    /// ```
    "endorsed-without-authority" in "risk",
    clauses ["6.1.3", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let judged = risk.decision(What::Endorsement)?;
    let Authorised::No(needed) = &judged.authorised else {
        return None;
    };
    let (by, on) = (judged.by.as_ref()?, judged.on?);
    let message = format!(
        "the acceptance of {} is endorsed by {by} on {on}; it takes {needed}",
        risk.name()
    );
    let finding = risk
        .finding(RULE.info.name, "treatment.acceptance.endorsed.by", message)
        .help("Let somebody endorse it who may accept that level.");
    Some(match risk.case.model.one::<RiskMethod>() {
        Some(method) => finding.also(method.document, "may_accept", "who may accept which level"),
        None => finding,
    })
}
