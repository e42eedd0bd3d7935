//! The rule `plan-approved-by-other-than-owner`.

use crate::assess::decision::{Authorised, What};
use crate::model::document::Also;
use crate::rules::risks::{Living, if_changed, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A treatment plan is approved by somebody who was not the risk owner on that day.
    ///
    /// Only the owner can give what the plan costs and answer for what remains (clause 6.1.3 f). A person counts who is named as owner, or who held the owning role on the day of the approval.
    ///
    /// Let the owner approve it, or correct `owner:`, `by:` or `on:` if one of them is a slip.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   approval: {by: bob, on: 2026-05-06}
    /// #                ^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   options: [modify]
    ///   approval: {by: jane, on: 2026-05-06}
    /// ```
    "plan-approved-by-other-than-owner" in "risk",
    clauses ["6.1.3", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let judged = risk.decision(What::Plan)?;
    let Authorised::No(needed) = &judged.authorised else {
        return None;
    };
    let (by, on) = (judged.by.as_ref()?, judged.on?);
    let message = format!(
        "the treatment of {} is approved by {by}, who was not {needed} on {on}{}",
        risk.name(),
        if_changed(judged)
    );
    let finding = risk
        .finding(RULE.info.name, "treatment.approval.by", message)
        .help("Let the risk owner approve it.");
    Some(finding.also(risk.risk.document, "owner", "the risk owner"))
}
