//! The rule `implemented-without-evidence`.

use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::control::Status;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::rules::statement::{applicable, name};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A control is implemented, but no policy puts it into words and no evidence shows it.
    ///
    /// At Stage 2 the auditor takes controls that the Statement of Applicability calls implemented and
    /// asks to see them. A control that neither a document nor a record speaks of is the finding that
    /// auditors write most often (clauses 7.5.1, 8.1).
    ///
    /// Name the control in `controls` of the policy that rules it, or in `supports` of a record: a report,
    /// an export, a ticket, a photograph. The result of a test with its evidence counts too. If there is
    /// nothing to show, the status is too good.
    ///
    /// ```yaml wrong
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// #       ^^^^^^^^^^^
    /// implementation: The database is copied every night to a second provider.
    /// reasons: [business]
    /// ```
    ///
    /// ```yaml right
    /// kind: control
    /// id: A.8.13
    /// applicable: true
    /// status: implemented
    /// implementation: The database is copied every night to a second provider.
    /// reasons: [business]
    /// ---
    /// kind: evidence
    /// id: restore-test
    /// title: Restore test of the second quarter
    /// supports: [A.8.13]
    /// url: https://files.example/restore-test
    /// collected: 2026-06-11
    /// ```
    "implemented-without-evidence" in "soa",
    clauses ["7.5.1", "8.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    applicable(case)
        .filter(|(row, _)| row.status == Some(Status::Implemented))
        .filter(|(row, control)| {
            let mut results = control.data.tests.iter().flat_map(|test| &test.results);
            let tested = results.any(|result| result.evidence.is_some());
            let mut referrers = case.model.referrers(control.document);
            let spoken_of = referrers.any(|(from, _)| {
                matches!(from.kind, Kind::Policy | Kind::Evidence) && !is_over(from, case.as_of)
            });
            !tested && !spoken_of && !case.model.may_be_mentioned(&row.id)
        })
        .map(|(row, control)| {
            let message = format!(
                "{} is implemented, but no policy names it and no evidence supports it",
                name(row)
            );
            control.finding(RULE.info.name, "status", message).help(
                "Name it in `controls` of a policy or in `supports` of evidence, or correct the status.",
            )
        })
        .collect()
}
