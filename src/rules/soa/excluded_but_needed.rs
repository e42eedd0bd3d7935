//! The rule `excluded-but-needed`.

use crate::assess::applicability::{Applicability, Reason};
use crate::model::Kind;
use crate::model::control::Control;
use crate::model::document::Whole;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::rules::statement::{excluded, listed, name};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeSet;

rule! {
    /// A control is excluded although a risk, an obligation, a party or a clause needs it.
    ///
    /// Clause 6.1.3 makes every control necessary that the treatment of risks has chosen, and what a law
    /// or a contract requires is not for the organisation to drop. The Statement of Applicability then
    /// contradicts the register that it is drawn from.
    ///
    /// Make the control applicable, or take it out of the treatment, the obligation or the expectation
    /// that names it; each is shown beside the finding. A control that a clause of the standard itself
    /// asks for cannot be excluded.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.5
    /// applicable: false
    /// #           ^^^^^
    /// exclusion: {by: jane, on: 2026-03-01, reason: Passwords are long enough for a shop of our size.}
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.5
    /// applicable: false
    /// exclusion: {by: jane, on: 2026-03-01, reason: Nobody logs in anywhere; the shop works on paper.}
    /// ---
    /// kind: obligation
    /// id: gdpr
    /// title: GDPR
    /// type: regulation
    /// source: Regulation (EU) 2016/679
    /// requirements:
    ///   - {id: gdpr-32, text: Security of processing, controls: [A.5.34]}
    /// ```
    "excluded-but-needed" in "soa",
    clauses ["6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// How many ids of a sort a message names; the places beside it show all.
const NAMED: usize = 4;

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let all = excluded(case);
    all.filter_map(|(row, control)| report(case, row, control))
        .collect()
}

fn report(case: Case<'_>, row: &Applicability, control: Whole<'_, Control>) -> Option<Diagnostic> {
    let reasons = &row.reasons;
    let legal: Vec<&Reason> = reasons.legal.iter().chain(&reasons.contractual).collect();
    let sorts = [
        (reasons.risk.iter().collect(), "the treatment of", ""),
        (legal, "the obligation", ""),
        (reasons.business.iter().collect(), "what", " expects"),
        (
            reasons.clause.iter().collect(),
            "clause",
            " of the standard",
        ),
    ];
    let parts: Vec<String> = sorts
        .iter()
        .filter_map(|(list, before, after)| {
            let ids = ids(list)?;
            Some(format!("{before} {ids}{after}"))
        })
        .collect();
    if parts.is_empty() {
        return None;
    }
    let message = format!(
        "{} is excluded, but needed by {}",
        name(row),
        listed(&parts)
    );
    let finding = control.finding(RULE.info.name, "applicable", message);
    let finding = finding.help("Make it applicable, or take it out of what needs it.");
    Some(show_needs(case, row, control, finding))
}

/// The ids of reasons in words; written reasons have none and do not count for an excluded control.
fn ids(reasons: &[&Reason]) -> Option<String> {
    let ids: BTreeSet<&str> = reasons
        .iter()
        .filter_map(|reason| reason.id.as_deref())
        .collect();
    let mut named: Vec<String> = ids.iter().take(NAMED).map(|id| (*id).to_owned()).collect();
    if ids.len() > NAMED {
        named.push(format!("{} more", ids.len() - NAMED));
    }
    (!named.is_empty()).then(|| listed(&named))
}

fn show_needs(
    case: Case<'_>,
    row: &Applicability,
    control: Whole<'_, Control>,
    mut finding: Diagnostic,
) -> Diagnostic {
    let sorts = row.reasons.sorts();
    let needing: BTreeSet<&str> = sorts
        .iter()
        .flat_map(|(_, reasons)| reasons.iter())
        .filter_map(|reason| reason.id.as_deref())
        .collect();
    for (document, reference) in case.model.referrers(control.document) {
        let needs = matches!(
            document.kind,
            Kind::Risk | Kind::Obligation | Kind::InterestedParty
        );
        if needs && needing.contains(&*document.id) {
            finding = finding.label(&document.file.path, reference.span, "needed here");
        }
    }
    finding
}
