//! The rule `no-risk-assessment`.

use crate::model::Kind;
use crate::model::assessment::Assessment;
use crate::model::risk_method::RiskMethod;
use crate::model::scalar::Date;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No risk assessment is recorded as held.
    ///
    /// Clause 8.2 asks for assessments at planned intervals and when something significant changes, and for their results to be kept. Risks in a list show what was found, not that a round was held, by whom, with which method, and what the people who took part concluded.
    ///
    /// Write a document of kind `assessment` for each round: trigger, day, participants, version of the method, scope and conclusion, and let it be approved.
    ///
    /// ```yaml wrong
    /// kind: assessment
    /// id: assessment-2027
    /// title: First risk assessment
    /// trigger: planned
    /// held: 2027-02-01
    /// #     ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: assessment
    /// id: assessment-2026
    /// title: First risk assessment
    /// trigger: planned
    /// held: 2026-03-19
    /// participants: [jane, mary]
    /// method_version: '1.0'
    /// conclusion: 14 risks, 3 of them above the criterion.
    /// ```
    "no-risk-assessment" in "risk",
    clauses ["6.1.2", "8.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let model = case.model;
    let held = |day: Date| day <= case.as_of;
    let some = model
        .all::<Assessment>()
        .any(|round| round.data.held.is_some_and(held));
    let hidden = !model.unread.is_empty()
        || model
            .of_kind(Kind::Assessment)
            .any(|document| !document.is_whole());
    if some || hidden {
        return Vec::new();
    }
    let found = match (model.all::<Assessment>().next(), model.one::<RiskMethod>()) {
        (Some(round), _) => {
            let message = match round.data.held {
                Some(day) => format!("no risk assessment is held yet; the first is for {day}"),
                None => "no risk assessment is recorded as held".to_owned(),
            };
            Some(round.finding(RULE.info.name, "held", message))
        }
        (None, Some(method)) => {
            let message = "there is a risk method, but no risk assessment made with it";
            Some(method.finding(RULE.info.name, "", message))
        }
        (None, None) => None,
    };
    let help = "Record each round as a document of kind `assessment` with `held:`.";
    found
        .map(|finding| finding.help(help))
        .into_iter()
        .collect()
}
