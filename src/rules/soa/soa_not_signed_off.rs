//! The rule `soa-not-signed-off`.

use crate::rules::rule::{Case, ERROR, INFO, levels, rule};
use crate::rules::signature::{SOA, missing};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has signed the Statement of Applicability.
    ///
    /// The Statement of Applicability says which controls the organisation binds itself to (clause
    /// 6.1.3 d), and the certificate names its version. Without an approved version the Stage 1 audit has
    /// nothing to start from.
    ///
    /// Keep a `sign-off` with `subject: soa` and a `version`, and let somebody who holds the authority
    /// `approve-soa`, or top management, approve it.
    ///
    /// ```yaml wrong
    /// kind: sign-off
    /// id: soa-approval
    /// #   ^^^^^^^^^^^^
    /// title: Statement of Applicability
    /// subject: soa
    /// version: '1.0'
    /// ```
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: sign-off
    /// id: soa-approval
    /// title: Statement of Applicability
    /// subject: soa
    /// version: '1.0'
    /// approvals:
    ///   - {by: jane, on: 2026-05-07, record: minutes}
    /// ```
    "soa-not-signed-off" in "soa",
    clauses ["6.1.3"],
    levels levels(INFO, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    missing(case, RULE.info.name, SOA)
}
