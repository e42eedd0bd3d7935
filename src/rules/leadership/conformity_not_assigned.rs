//! The rule `conformity-not-assigned`.

use crate::model::role::Authority;
use crate::rules::authorities::{nobody_holds, unheld};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody answers for the conformity of the ISMS with the standard.
    ///
    /// Top management assigns that responsibility and its authority to somebody (clause 5.3 a). Where it is
    /// everybody's, requirements are met for a while and then forgotten, and nobody notices.
    ///
    /// Give the authority `isms-conformity` to a role that somebody holds, usually that of whoever manages
    /// the ISMS. Top management may keep it for itself, and then says so by naming it.
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
    /// responsibilities: [Keeps the ISMS in order]
    /// authorities: [isms-conformity, isms-reporting]
    /// holders:
    ///   - {person: jane, from: 2025-01-01}
    /// ```
    "conformity-not-assigned" in "leadership",
    clauses ["5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let wanted = Authority::IsmsConformity;
    if !nobody_holds(case, &[wanted]) {
        return Vec::new();
    }
    let message = "nobody answers for the conformity of the ISMS with the standard (5.3 a)";
    vec![unheld(case, RULE.info.name, wanted, message)]
}
