//! The rule `policy-approval-stale`.

use crate::assess::decision::{State, What};
use crate::assess::life::is_over;
use crate::model::document::Also;
use crate::model::policy::Policy;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::since::after_colon;
use crate::text::diagnostic::Diagnostic;

rule! {
    /// A policy has changed since it was approved.
    ///
    /// The approval covers title, version, type, classification, controls and text. What was changed
    /// afterwards nobody has approved, and two texts under one version cannot be told apart (clauses
    /// 7.5.2, 7.5.3).
    ///
    /// Raise `version` and have the policy approved again, or take the change back.
    /// Line ends and blanks at the end of lines are no change.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// approvals:
    ///   - by: jane
    ///     on: 2026-05-07
    ///     basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000
    /// #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    /// ---
    /// Everybody gets the rights that the work asks for, and a few more.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// approvals:
    ///   - by: jane
    ///     on: 2026-05-07
    ///     basis: v1:sha256:4f40b75ffe0e51b182139aecee316c2afb724d706f17ad6d1475e9640c842885
    /// ---
    /// Everybody gets the rights that the work asks for.
    /// ```
    "policy-approval-stale" in "documents",
    clauses ["7.5.2", "7.5.3"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let decided = case.assessment.decided(case.model, What::Policy);
    let stale = decided.filter(|(_, judged)| judged.state == State::Stale);
    stale
        .filter_map(|(document, judged)| {
            let policy = document.is::<Policy>()?;
            if is_over(document, case.as_of) {
                return None;
            }
            let on = judged.on.map_or(String::new(), |on| format!(" on {on}"));
            let version = policy.version.as_deref();
            let version = version.map_or(String::new(), |it| format!(" and is still version {it}"));
            let message = format!(
                "{} has changed since it was approved{on}{version}{}",
                document.title(),
                after_colon(case, document, judged)
            );
            let help = format!(
                "Raise `version` and have it approved again: `isms approve {} --by …` records that. Its `basis` is now {} and changes with the version.",
                document.subject(),
                judged.basis
            );
            let field = format!("{}.basis", judged.field);
            let finding = document.finding(RULE.info.name, &field, message);
            Some(finding.also(document, "version", "the version").help(help))
        })
        .collect()
}
