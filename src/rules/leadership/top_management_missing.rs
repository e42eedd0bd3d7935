//! The rule `top-management-missing`.

use crate::model::role::Authority;
use crate::rules::authorities::{nobody_holds, unheld};
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody is top management.
    ///
    /// The ISMS is led from the top: top management sets the policy, provides the means, assigns authorities
    /// and reviews the results (clauses 5.1, 5.3, 9.3). Without somebody who holds that place nobody can
    /// approve the information security policy or hold a management review, and an auditor has nobody to
    /// interview first.
    ///
    /// Give the authority `top-management` to the role of whoever directs the organisation, and name its
    /// holder. Who left or whose time in the role is over counts no more.
    ///
    /// ```yaml wrong
    /// kind: role
    /// id: managing-director
    /// title: Managing director
    /// responsibilities: [Directs the company]
    /// authorities: [top-management]
    /// #            ^^^^^^^^^^^^^^^^
    /// holders:
    ///   - {person: mary, from: 2020-01-01, until: 2026-06-30}
    /// ```
    ///
    /// ```yaml wrong
    /// # without: role
    /// kind: organization
    /// name: Example Ltd
    /// ```
    ///
    /// ```yaml right
    /// kind: role
    /// id: managing-director
    /// title: Managing director
    /// responsibilities: [Directs the company]
    /// authorities: [top-management]
    /// holders:
    ///   - {person: mary, from: 2020-01-01, until: 2026-06-30}
    ///   - {person: bob, from: 2026-07-01}
    /// ```
    "top-management-missing" in "leadership",
    clauses ["5.1", "5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let top = Authority::TopManagement;
    if !nobody_holds(case, &[top]) {
        return Vec::new();
    }
    let message = format!("nobody is top management on {}", case.as_of);
    vec![unheld(case, RULE.info.name, top, &message)]
}
