//! The rule `reporting-not-assigned`.

use crate::model::role::Authority;
use crate::rules::authorities::{nobody_holds, unheld};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody reports on the performance of the ISMS to top management.
    ///
    /// Top management assigns that responsibility and its authority to somebody (clause 5.3 b). What nobody
    /// reports, top management does not know, and its review decides on hearsay.
    ///
    /// Give the authority `isms-reporting` to a role that somebody holds. It is often the role that also
    /// answers for conformity.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: role
    /// id: isms-manager
    /// title: ISMS manager
    /// responsibilities: [Reports on the ISMS each quarter]
    /// authorities: [isms-conformity, isms-reporting]
    /// holders:
    ///   - {person: jane, from: 2025-01-01}
    /// ```
    "reporting-not-assigned" in "leadership",
    clauses ["5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let wanted = Authority::IsmsReporting;
    if !nobody_holds(case, &[wanted]) {
        return Vec::new();
    }
    let message = "nobody reports on the performance of the ISMS to top management (5.3 b)";
    vec![unheld(case, RULE.info.name, wanted, message)]
}
