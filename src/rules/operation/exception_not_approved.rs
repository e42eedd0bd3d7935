//! The rule `exception-not-approved`.

use crate::assess::decision::{Authorised, Judged, State, What};
use crate::model::exception::Exception;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeMap;

rule! {
    /// An exception is not approved by anybody.
    ///
    /// Only somebody with the authority `approve-exception`, or top management, can allow what the rules
    /// forbid (A.5.36, clause 5.3). Until then the deviation is not allowed. An approval by somebody
    /// without the authority is a finding of its own.
    ///
    /// Have the exception approved, with the day until which it holds, or end the deviation.
    ///
    /// ```yaml wrong
    /// kind: exception
    /// id: EX-1
    /// #   ^^^^
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// reason: The kiosk has no reader for keys.
    /// compensating: It stands behind the counter and reads the price list alone.
    /// ---
    /// kind: exception
    /// id: EX-2
    /// title: Scanner without a lock
    /// from: A.8.5
    /// approval: {by: jane, until: 2027-01-31}
    /// #              ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: exception
    /// id: EX-1
    /// title: Kiosk without a second factor
    /// from: A.8.5
    /// reason: The kiosk has no reader for keys.
    /// compensating: It stands behind the counter and reads the price list alone.
    /// approval: {by: jane, on: 2026-02-02, until: 2027-01-31}
    /// ```
    "exception-not-approved" in "operation",
    clauses ["A.5.36", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decided = case.assessment.decided(case.model, What::Whole);
    let exceptions = decided.filter(|(document, _)| document.is::<Exception>().is_some());
    let judged: BTreeMap<&str, &Judged> = exceptions
        .map(|(document, it)| (&*document.id, it))
        .collect();
    let mut found = Vec::new();
    for exception in case.model.all::<Exception>() {
        let name = format!("{} “{}”", exception.doc_id(), exception.document.title());
        let (field, message) = match judged.get(exception.doc_id()) {
            None => ("approval", format!("the exception {name} is not approved")),
            Some(Judged {
                authorised: Authorised::No(_),
                ..
            }) => continue,
            Some(judged) if judged.state == State::None => {
                let why = judged
                    .why
                    .as_deref()
                    .unwrap_or("its approval does not hold");
                (
                    "approval.by",
                    format!("the exception {name} is not approved: {why}"),
                )
            }
            Some(_) => continue,
        };
        let finding = exception.finding(RULE.info.name, field, message);
        found.push(
            finding.help(
                "Have it approved by somebody with `approve-exception`, or end the deviation.",
            ),
        );
    }
    found
}
