//! The rule `rtp-not-signed-off`.

use crate::rules::rule::{Case, ERROR, INFO, levels, rule};
use crate::rules::signature::{RTP, missing};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// Nobody has signed the risk treatment plan.
    ///
    /// Clause 6.1.3 e asks for the plan, and f for its approval. Each risk owner approves their part in
    /// the risk itself; the signature under the whole shows that the plan with its costs and dates was
    /// seen together and is meant.
    ///
    /// Keep a `sign-off` with `subject: rtp` and a `version`, and let somebody who holds the authority
    /// `approve-soa`, or top management, approve it.
    ///
    /// ```yaml wrong
    /// kind: sign-off
    /// id: rtp-approval
    /// title: Risk treatment plan
    /// subject: rtp
    /// version: '1.0'
    /// approvals:
    ///   - {on: 2026-05-07}
    /// #        ^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: sign-off
    /// id: rtp-approval
    /// title: Risk treatment plan
    /// subject: rtp
    /// version: '1.0'
    /// approvals:
    ///   - {by: mary, on: 2026-05-07, record: minutes}
    /// ```
    "rtp-not-signed-off" in "soa",
    clauses ["6.1.3"],
    levels levels(INFO, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    missing(case, RULE.info.name, RTP)
}
