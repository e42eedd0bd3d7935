//! The rule `policy-approval-stale`.

use crate::assess::decision::{Judged, State, What};
use crate::assess::life::is_over;
use crate::model::document::{Also, Document};
use crate::model::policy::Policy;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::rules::since::after_colon;
use crate::syntax::node::Node;
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
            let version = version(case, document, judged, policy.version.as_deref());
            let message = format!(
                "the policy “{}” has changed since it was approved{on}{}{}",
                document.title(),
                version.said,
                after_colon(case, document, judged)
            );
            let help = format!(
                "{}: `isms approve {} --by …` records that. Its `basis` is now {} and changes with the version.",
                version.way_out,
                document.subject(),
                judged.basis
            );
            let field = format!("{}.basis", judged.field);
            let finding = document.finding(RULE.info.name, &field, message);
            Some(finding.also(document, "version", "the version").help(help))
        })
        .collect()
}

/// What is known of the version: whether it was raised with the change.
struct Version {
    said: String,
    way_out: &'static str,
}

/// Compares the version with that of the text that was approved, where the history knows it.
fn version(case: Case<'_>, document: &Document, judged: &Judged, now: Option<&str>) -> Version {
    let basis = document.node.at(&format!("{}.basis", judged.field));
    let basis = basis.and_then(Node::text);
    let history = case.proofs.histories.of(&document.subject());
    let approved = history.and_then(|history| {
        let mut edits = history.edits.iter();
        edits.find(|edit| Some(&*edit.basis) == basis)
    });
    let (said, way_out) = match (approved.map(|edit| edit.version.as_deref()), now) {
        (Some(then), Some(now)) if then == Some(now) => (
            format!(" and is still version {now}"),
            "Raise `version` and have it approved again",
        ),
        (Some(Some(then)), Some(now)) => (
            format!(" as version {then}, and is version {now} now"),
            "Have this version approved",
        ),
        _ => (
            String::new(),
            "Raise `version` if that is still the approved one, and have it approved again",
        ),
    };
    Version { said, way_out }
}
