//! The rule `rtp-changed-since-sign-off`.

use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::signature::{RTP, changed};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The risk treatment plan has changed since it was signed.
    ///
    /// The signature covers the risks in the plan, their owners and options, the controls, and each action
    /// with its owner and its day. A plan that was altered afterwards, perhaps only to move a date, is
    /// not the one that was approved (clause 6.1.3 e and f). Progress of an action is no change.
    ///
    /// Raise `version` and have the plan signed again, or take the change back.
    ///
    /// ```yaml wrong
    /// kind: sign-off
    /// id: rtp-approval
    /// title: Risk treatment plan
    /// subject: rtp
    /// version: '1.0'
    /// approvals:
    ///   - by: mary
    ///     on: 2026-05-07
    ///     basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: sign-off
    /// id: rtp-approval
    /// title: Risk treatment plan
    /// subject: rtp
    /// version: '1.1'
    /// approvals:
    ///   - {by: mary, on: 2026-11-19, record: minutes}
    /// ```
    "rtp-changed-since-sign-off" in "soa",
    clauses ["6.1.3", "8.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    changed(case, RULE.info.name, RTP)
}
