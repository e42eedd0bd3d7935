//! The rule `residual-not-accepted`.

use crate::assess::decision::{Authorised, State, What};
use crate::assess::demand::wants_residual;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// What remains of a risk is above the criterion, and its owner has not accepted it.
    ///
    /// Clause 6.1.3 f asks for the risk owners' acceptance of residual risks. What stays above the criterion when the plan is done, or is retained there, needs a decision of its own, with a reason and an end; the approval of the plan is not enough.
    ///
    /// Let the owner accept it in `acceptance`, or plan more until the target is within the criterion. An interim acceptance tolerates the level of today, not what remains.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    /// # ^^^^^^^
    ///   rationale: Replaced in March 2027.
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
    ///   rationale: Replaced in March 2027.
    ///   acceptance:
    ///     of: residual
    ///     level: high
    ///     by: jane
    ///     on: 2026-05-06
    ///     until: 2027-04-30
    ///     reason: Replacement is ordered.
    ///     endorsed: {by: mary, on: 2026-05-07, record: minutes}
    /// ```
    "residual-not-accepted" in "risk",
    clauses ["6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let treatment = risk.treatment()?;
    if !wants_residual(risk.levels) {
        return None;
    }
    let missing = match (risk.acceptance(), risk.decision(What::Acceptance)) {
        (Some(_), Some(_)) if risk.accepts_interim() => {
            "only the level of today is accepted".to_owned()
        }
        // Without a name or a day, by somebody else, stale or expired: rules of their own.
        (Some(acceptance), Some(judged)) if acceptance.by.is_some() && acceptance.on.is_some() => {
            let authorised = !matches!(judged.authorised, Authorised::No(_));
            let why = judged
                .why
                .as_ref()
                .filter(|_| authorised && judged.state == State::None)?;
            format!("the acceptance does not count: {why}")
        }
        (Some(_), _) => return None,
        (None, _) => "its owner has not accepted that".to_owned(),
    };
    let what = if treatment.retains_alone() {
        "is retained at"
    } else {
        "has the target"
    };
    let message = format!(
        "{} {what} {}, above the criterion {}, and {missing}",
        risk.name(),
        risk.level_of(&risk.levels.target),
        risk.criterion()
    );
    let help = "Let the owner accept it: an `acceptance` with `of: residual`; or plan more.";
    let finding = risk
        .finding(RULE.info.name, "treatment.acceptance", message)
        .help(help);
    Some(risk.show_criterion(finding))
}
