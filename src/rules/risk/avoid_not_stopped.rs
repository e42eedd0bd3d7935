//! The rule `avoid-not-stopped`.

use crate::model::risk::TreatmentOption;
use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A risk is to be avoided, but nothing stops what carries it.
    ///
    /// To avoid a risk is to stop, or never to start, what carries it. Until somebody does, the risk is as large as before. An open action or the day on which it was stopped shows that the choice is meant.
    ///
    /// Add an action that stops it, or `stopped_on:` when it has been stopped.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: Customers mail staff lists as spreadsheets
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [avoid]
    /// #          ^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: Customers mail staff lists as spreadsheets
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [avoid]
    ///   actions:
    ///     - {id: R-1-1, title: Reject attachments at the support address, owner: jane, due: 2027-01-31, status: open}
    /// ```
    "avoid-not-stopped" in "risk",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter(goes_on).map(report).collect()
}

fn goes_on(risk: &Living<'_>) -> bool {
    let avoided = risk
        .treatment()
        .filter(|treatment| treatment.options.contains(&TreatmentOption::Avoid));
    avoided.is_some_and(|treatment| treatment.stopped_on.is_none())
        && risk.open_actions().next().is_none()
}

fn report(risk: Living<'_>) -> Diagnostic {
    let message = format!(
        "{} is to be avoided, but no open action stops it",
        risk.name()
    );
    risk.finding(RULE.info.name, "treatment.options", message)
        .help("Add an action that stops it, or `stopped_on:`.")
}
