//! The rule `acceptance-stale`.

use crate::assess::decision::{Judged, State, What};
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::since::told;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk has changed, or its level has become worse, since it was accepted.
    ///
    /// The owner accepted what was shown that day. If the risk, its treatment or its owner changed, or the level is now worse than the accepted one, nobody has accepted what is there now. A level that got better does not make an acceptance stale.
    ///
    /// Show the owner what changed and let it be accepted again, or take the change back.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 4, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30, reason: Replacement is ordered.}
    /// #                                   ^^^^
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
    "acceptance-stale" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let stale = |judged: &&Judged| judged.state == State::Stale && risk.needs_acceptance();
    let judged = risk.decision(What::Acceptance).filter(stale)?;
    let changes = told(risk.case, risk.risk.document, judged);
    let why = changes
        .as_deref()
        .or(judged.why.as_deref())
        .unwrap_or("what it was based on has changed");
    let message = format!("the acceptance of {} no longer holds: {why}", risk.name());
    let help = format!(
        "Let the owner look at it again; `isms accept {} --by … --until … --reason \"…\"` records the new acceptance, with `basis: {}`.",
        risk.risk.doc_id(),
        judged.basis
    );
    Some(
        risk.finding(RULE.info.name, "treatment.acceptance.level", message)
            .help(help),
    )
}
