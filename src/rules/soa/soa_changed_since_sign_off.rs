//! The rule `soa-changed-since-sign-off`.

use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::signature::{SOA, changed};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The Statement of Applicability has changed since it was signed.
    ///
    /// The signature covers, for each control, whether it is applicable, for which reasons, and why it is
    /// excluded. When one of these changes under the same version, the organisation shows an auditor a
    /// statement that nobody has approved (clauses 6.1.3 d, 7.5.3). Progress in a status is no change.
    ///
    /// Raise `version` and have it signed again. `isms soa --since REV` shows what has changed, for the
    /// person who signs and for the certification body.
    ///
    /// ```yaml wrong
    /// kind: sign-off
    /// id: soa-approval
    /// title: Statement of Applicability
    /// subject: soa
    /// version: '1.0'
    /// approvals:
    ///   - by: jane
    ///     on: 2026-05-07
    ///     basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: sign-off
    /// id: soa-approval
    /// title: Statement of Applicability
    /// subject: soa
    /// version: '1.1'
    /// approvals:
    ///   - {by: jane, on: 2026-11-19, record: minutes}
    /// ```
    "soa-changed-since-sign-off" in "soa",
    clauses ["6.1.3", "7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    changed(case, RULE.info.name, SOA)
}
