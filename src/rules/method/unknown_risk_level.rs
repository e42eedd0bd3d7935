//! The rule `unknown-risk-level`.

use crate::assess::method::DefectKind;
use crate::model::document::Also;
use crate::model::risk_method::RiskMethod;
use crate::rules::methods::defects_of;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A field names a level that the risk method does not have.
    ///
    /// Criteria and acceptances speak of levels by their id. One that does not exist compares with nothing: a criterion would let everything pass or nothing, and an acceptance would never go stale.
    ///
    /// Write the id of one of the levels of the method.
    ///
    /// ```yaml wrong
    /// kind: risk-method
    /// likelihood: [{value: 1}, {value: 2}]
    /// impact: [{value: 1}, {value: 2}]
    /// formula: product
    /// levels: [{id: low, from: 1}, {id: high, from: 3}]
    /// acceptable_up_to: medium
    /// #                 ^^^^^^
    /// ```
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: severe, by: jane, on: 2026-05-06, until: 2027-04-30}
    /// #                                   ^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: The billing system can no longer be patched
    /// inherent: {likelihood: 3, impact: 5}
    /// treatment:
    ///   options: [retain]
    ///   acceptance: {of: residual, level: high, by: jane, on: 2026-05-06, until: 2027-04-30}
    /// ```
    "unknown-risk-level" in "method",
    clauses ["6.1.2", "6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

const HELP: &str = "Write the id of one of the levels of the risk method.";

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = defects_of(case, RULE.info.name, DefectKind::UnknownLevel, HELP);
    let Some(method) = case.model.one::<RiskMethod>() else {
        return found;
    };
    for Living { risk, .. } in living(case) {
        let treatment = risk.data.treatment.as_ref();
        let acceptance = treatment.and_then(|treatment| treatment.acceptance.as_ref());
        let Some(level) = acceptance.and_then(|acceptance| acceptance.level.as_ref()) else {
            continue;
        };
        if method.data.levels.iter().all(|known| known.id != *level) {
            let message = format!(
                "{} “{}” accepts `{level}`, which is not a level of the method",
                risk.doc_id(),
                risk.data.title
            );
            let finding = risk.finding(RULE.info.name, "treatment.acceptance.level", message);
            found.push(
                finding
                    .help(HELP)
                    .also(method.document, "levels", "the levels are here"),
            );
        }
    }
    found
}
