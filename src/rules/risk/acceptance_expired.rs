//! The rule `acceptance-expired`.

use crate::assess::decision::{State, What};
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The time of an acceptance is over, and the risk is still above the criterion.
    ///
    /// The owner accepted the risk until a day, and that day has passed. From then on nobody has decided on it, and the risk treatment plan is open again.
    ///
    /// Decide anew: treat the risk further, or accept it for another while with a reason that is true today.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2025-05-06, until: 2026-04-30, reason: Replacement is ordered.}
    /// #                                                                          ^^^^^^^^^^
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
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2026-11-20, reason: Replacement is ordered.}
    /// ```
    "acceptance-expired" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(has_expired).map(report).collect()
}

fn has_expired(risk: &Living<'_>) -> bool {
    risk.is(What::Acceptance, State::Expired) && risk.needs_acceptance()
}

fn report(risk: Living<'_>) -> Diagnostic {
    let until = risk.acceptance().and_then(|acceptance| acceptance.until);
    let until = until
        .map(|until| format!(" held until {until}"))
        .unwrap_or_default();
    let (level, criterion) = (risk.level_of(risk.accepted_reading()), risk.criterion());
    let message = format!(
        "the acceptance of {}{until}, and the risk is {level}, above the criterion {criterion}",
        risk.name()
    );
    let help = "Treat it further, or let the owner accept it anew, with a new `on` and `until`.";
    risk.finding(RULE.info.name, "treatment.acceptance.until", message)
        .help(help)
}
