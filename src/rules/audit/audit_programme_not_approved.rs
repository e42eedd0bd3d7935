//! The rule `audit-programme-not-approved`.

use crate::model::Kind;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::rules::signature::{PROGRAMME, missing};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has approved the audit programme.
    ///
    /// The programme commits people and time, and an auditor may have to look at the work of those who
    /// decide on it. Only an approval from above makes it more than the wish of whoever wrote it
    /// (clauses 9.2.2, 5.3).
    ///
    /// Keep a `sign-off` with `subject: programme` and a `version`, and have it approved.
    ///
    /// ```yaml wrong
    /// kind: programme
    /// cycle: 36m
    /// ---
    /// kind: sign-off
    /// id: programme-approval
    /// #   ^^^^^^^^^^^^^^^^^^
    /// title: Audit programme
    /// subject: programme
    /// version: '1.0'
    /// ---
    /// kind: scope
    /// version: '1.0'
    /// statement: The service and the office
    /// approval: {by: mary, on: 2026-06-18}
    /// ```
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ---
    /// kind: programme
    /// cycle: 36m
    /// ```
    ///
    /// ```yaml right
    /// kind: programme
    /// cycle: 36m
    /// ---
    /// kind: sign-off
    /// id: programme-approval
    /// title: Audit programme
    /// subject: programme
    /// version: '1.0'
    /// approvals:
    ///   - {by: mary, on: 2026-01-10, record: minutes}
    /// ```
    "audit-programme-not-approved" in "audit",
    clauses ["9.2.2", "7.5.2"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    // Where there is no programme, `audit-programme-missing` says so.
    match case.model.of_kind(Kind::Programme).next() {
        Some(_) => missing(case, RULE.info.name, PROGRAMME),
        None => Vec::new(),
    }
}
