//! The rule `operation-requirement-not-shown`.

use crate::model::requirement::Milestone;
use crate::rules::requirements::not_shown;
use crate::rules::rule::{Case, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// No record shows a requirement that only a running ISMS can meet.
    ///
    /// Some things take time: whether a training had an effect, whether an action against a
    /// nonconformity worked, whether the ISMS itself gets better and is changed in a planned way.
    /// In the surveillance audits of the years after the certificate these are looked at first.
    ///
    /// Record it when it happens: `effectiveness` in competences and nonconformities, documents
    /// `kind: improvement` and `kind: planned-change`.
    ///
    /// ```yaml wrong
    /// kind: nonconformity
    /// id: nc-1
    /// #   ^^^^
    /// title: Rights of two leavers were still open
    /// statement: Two accounts of people who left in May were open in July.
    /// actions:
    ///   - {id: nc-1-1, title: Close accounts from the personnel record, owner: jane, due: 2026-09-30, status: done, done: 2026-09-12}
    /// ```
    ///
    /// ```yaml right
    /// kind: nonconformity
    /// id: nc-1
    /// title: Rights of two leavers were still open
    /// statement: Two accounts of people who left in May were open in July.
    /// changes: The procedure for leavers names who closes which account.
    /// actions:
    ///   - {id: nc-1-1, title: Close accounts from the personnel record, owner: jane, due: 2026-09-30, status: done, done: 2026-09-12}
    /// effectiveness: {result: effective, by: bob, on: 2026-11-02, reason: No account was open in October.}
    /// closed: 2026-11-03
    /// ```
    "operation-requirement-not-shown" in "readiness",
    clauses ["6.2", "6.3", "7.2", "9.2", "10"],
    levels levels(OFF, OFF, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    not_shown(case, RULE.info.name, Milestone::Operation)
}
