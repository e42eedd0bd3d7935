//! The rule `avoided-risk-still-open`.

use crate::rules::risks::{Living, living};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// What carried a risk has been stopped, but the risk is still open.
    ///
    /// After `stopped_on` there is nothing left to happen. A register that keeps such risks makes the picture worse than it is, and its readers stop believing it. If something can still happen, then it was not stopped.
    ///
    /// Close the risk with `closed:`, saying who closed it and why, or correct `stopped_on`.
    ///
    /// ```yaml wrong
    /// kind: risk
    /// id: R-1
    /// title: Customers mail staff lists as spreadsheets
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [avoid]
    ///   stopped_on: 2026-10-31
    /// #             ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: risk
    /// id: R-1
    /// title: Customers mail staff lists as spreadsheets
    /// inherent: {likelihood: 3, impact: 4}
    /// treatment:
    ///   options: [avoid]
    ///   stopped_on: 2026-10-31
    /// closed: {on: 2026-11-02, by: jane, reason: Attachments are rejected.}
    /// ```
    "avoided-risk-still-open" in "risk",
    clauses ["6.1.3", "8.2"],
    levels levels(WARNING, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    living(case).filter_map(report).collect()
}

fn report(risk: Living<'_>) -> Option<Diagnostic> {
    let on = risk.risk.data.treatment.as_ref()?.stopped_on?;
    if on >= risk.case.as_of {
        return None;
    }
    let message = format!(
        "what carries {} was stopped on {on}, but the risk is not closed",
        risk.name()
    );
    let finding = risk.finding(RULE.info.name, "treatment.stopped_on", message);
    Some(finding.help("Close it with `closed:`, or correct `stopped_on`."))
}
