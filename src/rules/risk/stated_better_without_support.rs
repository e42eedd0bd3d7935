//! The rule `stated-better-without-support`.

use crate::assess::level::Moment;
use crate::model::document::Also;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A stated reading is better than the inherent one, but nothing is named that makes it better.
    ///
    /// A risk gets smaller because of something: a control, an action, or somebody who carries part of it. A better number without any of them is a wish, and it hides a risk from the plan.
    ///
    /// Name the controls in the treatment or in `relies_on`, the action, or with whom the risk is shared. Otherwise take the stated reading out.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 2, impact: 2, why: We are careful.}
    /// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// stated:
    ///   current: {likelihood: 2, impact: 2, why: Logins need a second factor., relies_on: [A.8.5]}
    /// ```
    "stated-better-without-support" in "risk",
    clauses ["6.1.2", "6.1.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Ok(method) = &case.assessment.method else {
        return found;
    };
    for risk in living(case).filter(|risk| !is_supported(*risk)) {
        let (Some(stated), Ok(inherent)) = (&risk.risk.data.stated, &risk.levels.inherent) else {
            continue;
        };
        for (moment, reading) in [
            (Moment::Current, &stated.current),
            (Moment::Target, &stated.target),
        ] {
            let Some(reading) = reading
                .as_ref()
                .filter(|reading| reading.relies_on.is_empty())
            else {
                continue;
            };
            let score = method
                .read(reading.likelihood.0, reading.impact.0)
                .map(|read| read.score);
            if score.is_some_and(|score| score < inherent.score) {
                let message = format!(
                    "{} is stated as {}×{} (likelihood × impact) instead of {}×{}, but names nothing that reduces it",
                    risk.name(),
                    reading.likelihood.0,
                    reading.impact.0,
                    inherent.likelihood,
                    inherent.impact
                );
                found.push(
                    risk.finding(RULE.info.name, moment.field(), message)
                        .help("Name the controls, actions or partners that make it smaller.")
                        .also(risk.risk.document, "inherent", "without any control"),
                );
            }
        }
    }
    found
}

fn is_supported(risk: Living<'_>) -> bool {
    risk.actions().next().is_some()
        || risk.treatment().is_some_and(|treatment| {
            !treatment.controls.is_empty() || !treatment.shared_with.is_empty()
        })
}
