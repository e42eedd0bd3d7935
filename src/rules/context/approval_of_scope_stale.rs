//! The rule `approval-of-scope-stale`.

use crate::assess::decision::{State, What};
use crate::model::Kind;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::rules::since::after_colon;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope has changed since it was approved.
    ///
    /// The approval names what it was based on, and that is no longer what stands in the document.
    /// What was approved is not what is in force, so nobody has decided on the boundaries, sites or
    /// exclusions as they are now.
    ///
    /// Look at what changed, raise the version, and have it approved again. Tags and
    /// notes do not count.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// approval:
    ///   by: mary
    ///   on: 2026-06-18
    ///   basis: "v1:sha256:0000000000000000000000000000000000000000000000000000000000000000"
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// approval: {by: mary, on: 2026-06-18}
    /// ```
    "approval-of-scope-stale" in "context",
    clauses ["4.3", "7.5.3"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decisions = case.assessment.decided(case.model, What::Whole);
    let stale = decisions.filter(|(document, decision)| {
        document.kind == Kind::Scope && decision.state == State::Stale
    });
    stale
        .map(|(document, decision)| {
            let (by, on) = (decision.by.as_deref().unwrap_or("somebody"), decision.on);
            let on = on.map(|on| format!(" on {on}")).unwrap_or_default();
            let what = after_colon(case, document, decision);
            let message = format!("the scope has changed since {by} approved it{on}{what}");
            document
                .finding(RULE.info.name, "approval.basis", message)
                .help(format!(
                    "Have it approved again: `isms approve scope --by …` records that, with `basis: {}`.",
                    decision.basis
                ))
        })
        .collect()
}
