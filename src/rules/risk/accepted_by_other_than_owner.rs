//! The rule `accepted-by-other-than-owner`.

use crate::assess::decision::{Authorised, What};
use crate::model::document::Also;
use crate::rules::risks::{Living, if_changed, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is accepted by somebody who was not its owner on that day.
    ///
    /// Clause 6.1.3 f gives the acceptance of residual risks to the risk owner. Whoever else signs, however high, cannot take it away from the owner; people with more authority endorse the acceptance (`endorsed`).
    ///
    /// Let the owner accept it, or correct `owner:`, `by:` or `on:` if one of them is a slip.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: mary, on: 2026-05-06, until: 2027-04-30, reason: Replacement is ordered.}
    /// #                                             ^^^^
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
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30, reason: Replacement is ordered.}
    /// ```
    "accepted-by-other-than-owner" in "risk",
    clauses ["6.1.3", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let judged = risk.decision(What::Acceptance)?;
    let Authorised::No(needed) = &judged.authorised else {
        return None;
    };
    let (by, on) = (judged.by.as_ref()?, judged.on?);
    let message = format!(
        "{} is accepted by {by}, who was not {needed} on {on}{}",
        risk.name(),
        if_changed(judged)
    );
    let finding = risk
        .finding(RULE.info.name, "treatment.acceptance.by", message)
        .help("Let the risk owner accept it; others endorse.");
    Some(finding.also(risk.risk.document, "owner", "the risk owner"))
}
