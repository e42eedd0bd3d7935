//! The rule `signed-without-authority`.

use crate::assess::decision::Authorised;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::signature::{RTP, SOA, latest};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The Statement of Applicability or the risk treatment plan is signed by somebody who had no authority to.
    ///
    /// Authorities are assigned by top management (clause 5.3). A signature counts only if the person
    /// held, on that day, a role with `approve-soa` or `top-management`; otherwise nobody has signed.
    ///
    /// Let somebody with the authority sign. If the person did hold the role on that day, correct its
    /// `holders`, or give the role its authority; that too is a decision of top management.
    ///
    /// ```yaml wrong
    /// kind: sign-off
    /// id: soa-approval
    /// title: Statement of Applicability
    /// subject: soa
    /// version: '1.0'
    /// approvals:
    ///   - {by: bob, on: 2026-05-07, record: minutes}
    /// #        ^^^
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
    "signed-without-authority" in "soa",
    clauses ["5.3", "6.1.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for signed in [SOA, RTP] {
        let Some((document, judged)) = latest(case, signed) else {
            continue;
        };
        let (Authorised::No(needed), Some(by), Some(on)) =
            (&judged.authorised, &judged.by, judged.on)
        else {
            continue;
        };
        let message = format!("{by} signed {} on {on} without {needed}", signed.name);
        let field = format!("{}.by", judged.field);
        let finding = document.finding(RULE.info.name, &field, message);
        found.push(finding.help(
            "Let somebody sign who holds the authority, or correct the holders of the role.",
        ));
    }
    found
}
