//! The rule `approval-authority-missing`.

use crate::model::role::Authority;
use crate::rules::authorities::{nobody_holds, unheld};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody may approve policies, the Statement of Applicability or exceptions.
    ///
    /// Whoever decides has the authority to (clause 5.3). Where nobody holds it, every approval of that sort
    /// counts for nothing, however carefully it was given.
    ///
    /// Give `approve-policy`, `approve-soa` and `approve-exception` to roles that somebody holds. Top
    /// management may take each of these decisions too, so that the finding stands only while there is no
    /// top management either.
    ///
    /// ```yaml wrong
    /// # without: role/managing-director
    /// kind: role
    /// id: head-of-it
    /// title: Head of IT
    /// responsibilities: [Runs the systems]
    /// authorities: [approve-policy, approve-soa, approve-exception]
    /// #            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// holders:
    ///   - {person: jane, from: 2020-01-01, until: 2026-06-30}
    /// ```
    ///
    /// ```yaml right
    /// # without: role/managing-director
    /// kind: role
    /// id: head-of-it
    /// title: Head of IT
    /// responsibilities: [Runs the systems]
    /// authorities: [approve-policy, approve-soa, approve-exception]
    /// holders:
    ///   - {person: jane, from: 2020-01-01}
    /// ```
    "approval-authority-missing" in "leadership",
    clauses ["5.3", "7.5.2", "A.5.36"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

/// Authorities to approve, with what they let one approve.
const APPROVALS: [(Authority, &str); 3] = [
    (Authority::ApprovePolicy, "policies"),
    (Authority::ApproveSoa, "the Statement of Applicability"),
    (Authority::ApproveException, "exceptions"),
];

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let missing = APPROVALS
        .iter()
        .filter(|(authority, _)| nobody_holds(case, &[*authority, Authority::TopManagement]));
    missing
        .map(|(authority, what)| {
            let message = format!("nobody may approve {what} on {}", case.as_of);
            unheld(case, RULE.info.name, *authority, &message)
        })
        .collect()
}
