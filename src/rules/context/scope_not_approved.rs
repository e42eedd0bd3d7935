//! The rule `scope-not-approved`.

use crate::assess::decision::What;
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::scope::Scope;
use crate::rules::approval::lacking;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The scope is not approved.
    ///
    /// The scope decides what the certificate covers. Top management answers for it (5.1), and an
    /// auditor at Stage 1 asks who approved which version and when.
    ///
    /// Have it approved: write
    /// `approval` with `by`, `on` and the `record` of the meeting.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// approval: {by: mary, on: 2026-06-18}
    /// ```
    "scope-not-approved" in "context",
    clauses ["4.3", "7.5.2"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let scope = case.model.one::<Scope>();
    scope
        .and_then(|scope| judge(case, scope))
        .into_iter()
        .collect()
}

fn judge(case: Case<'_>, scope: Whole<'_, Scope>) -> Option<Diagnostic> {
    let version = scope.data.version.as_deref();
    let name = version.map_or("the scope".to_owned(), |version| {
        format!("version {version} of the scope")
    });
    let mut approvals = case.assessment.decided(case.model, What::Whole);
    let approval = approvals.find(|(document, _)| document.kind == Kind::Scope);
    let message = lacking(approval.map(|(_, judged)| judged), &name)?;
    let finding = scope.finding(RULE.info.name, "approval", message);
    Some(finding.help("Have it approved: an `approval` with `by` and `on`."))
}
