//! The rule `acceptance-not-endorsed`.

use crate::assess::decision::{Authorised, State, What};
use crate::assess::demand::{Agreement, agreement};
use crate::assess::method::Method;
use crate::model::document::Also;
use crate::model::risk_method::RiskMethod;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A level is accepted that its owner may not accept alone.
    ///
    /// The risk method says who may accept which level (`may_accept`). Above what the risk owner may accept alone, a holder of one of the named roles has to agree; above the last entry nobody may, and the risk has to be treated.
    ///
    /// Let such a person endorse it: add `endorsed` with `by` and `on`, and the minutes as `record`.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// owner: head-of-it
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30, reason: Replacement is ordered.}
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
    ///   acceptance:
    ///     of: residual
    ///     level: high
    ///     by: jane
    ///     on: 2026-05-06
    ///     until: 2027-04-30
    ///     reason: Replacement is ordered.
    ///     endorsed: {by: mary, on: 2026-05-07, record: minutes}
    /// ```
    "acceptance-not-endorsed" in "risk",
    clauses ["6.1.3", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let Ok(method) = &case.assessment.method else {
        return Vec::new();
    };
    let held = living(case)
        .filter(|risk| risk.is(What::Acceptance, State::Valid) && risk.needs_acceptance());
    held.filter_map(|risk| report(risk, method)).collect()
}

fn report(risk: Living<'_>, method: &Method) -> Option<Diagnostic> {
    let accepted = risk
        .acceptance()?
        .level
        .as_ref()
        .and_then(|level| method.level(&level.0));
    let level = accepted.or(risk
        .accepted_reading()
        .as_ref()
        .ok()
        .map(|reading| reading.level))?;
    let needed = match agreement(method, level) {
        Agreement::Owner => return None,
        Agreement::Roles(roles) => Some(format!("a holder of {} has to agree", roles.join(" or "))),
        Agreement::Impossible => None,
    };
    let missing = match risk.decision(What::Endorsement) {
        None => "nobody has endorsed it".to_owned(),
        // Valid, or by somebody without the authority: another rule.
        Some(judged)
            if judged.state == State::Valid || matches!(judged.authorised, Authorised::No(_)) =>
        {
            return None;
        }
        Some(judged) => format!(
            "the endorsement does not count: {}",
            judged.why.as_deref().unwrap_or("it does not hold")
        ),
    };
    let accepted = format!("{} is accepted at {}", risk.name(), risk.level(level));
    let (message, help) = match needed {
        Some(needed) => (
            format!("{accepted}; {needed}, and {missing}"),
            "Let it be endorsed: add `endorsed` with `by`, `on` and the `record`.",
        ),
        None => (
            format!("{accepted}, which nobody may accept"),
            "Treat it further, or say in `may_accept` of the risk method who may accept that level.",
        ),
    };
    let finding = risk.finding(RULE.info.name, "treatment.acceptance.endorsed", message);
    let finding = finding.help(help);
    Some(match risk.case.model.one::<RiskMethod>() {
        Some(document) => finding.also(
            document.document,
            "may_accept",
            "who may accept which level",
        ),
        None => finding,
    })
}
