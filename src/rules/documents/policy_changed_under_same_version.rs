//! The rule `policy-changed-under-same-version`.

use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::rules::rule::{Case, OFF, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::{Edit, History};

rule! {
    /// Two different texts were approved under one version.
    ///
    /// Whoever was told of version 1.0 must be able to know which text that was. When the text changes and
    /// is approved again under the same version, two approved texts bear one name, and no copy says which
    /// of them it is (clauses 7.5.2, 7.5.3). This is found from the history in git, for policies, the scope
    /// and the risk method, while the approval holds; a text that nobody has approved anew is told by
    /// `policy-approval-stale`. It is not asked while the stage is `building`.
    ///
    /// Raise `version` and have the document approved under it. Drafts that nobody approved may change as
    /// they like.
    ///
    /// ```yaml wrong
    /// # file: isms/policies/access.md
    /// # history: policy/access 1.0 approved
    /// # history: policy/access 1.0 approved
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.0'
    /// #        ^^^^^
    /// approvals: [{by: jane, on: 2026-06-07}]
    /// ---
    /// Everybody gets the rights that the work asks for, and a few more.
    /// ```
    ///
    /// ```yaml right
    /// # file: isms/policies/access.md
    /// # history: policy/access 1.1 approved
    /// # history: policy/access 1.0 approved
    /// # history: policy/access 1.0 draft
    /// ---
    /// kind: policy
    /// id: access
    /// title: Access control policy
    /// type: policy
    /// version: '1.1'
    /// approvals: [{by: jane, on: 2026-06-07}]
    /// ---
    /// Everybody gets the rights that the work asks for, and a few more.
    /// ```
    "policy-changed-under-same-version" in "documents",
    clauses ["7.5.2", "7.5.3"],
    levels levels(OFF, WARNING, WARNING),
    fix false,
    check Some(check);
}

const VERSIONED: [Kind; 3] = [Kind::Policy, Kind::Scope, Kind::RiskMethod];

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    if !case.proofs.judge_histories {
        return Vec::new();
    }
    let kinds = VERSIONED.iter();
    let documents = kinds.flat_map(|kind| case.model.of_kind(*kind));
    let living = documents.filter(|document| !is_over(document, case.as_of));
    living
        .filter_map(|document| {
            let history = case.proofs.histories.of(&document.subject())?;
            finding(document, history)
        })
        .collect()
}

fn finding(document: &Document, history: &History) -> Option<Diagnostic> {
    // What is not committed, or not approved anew, makes the approval stale, which another rule tells.
    let newest = history.edits.first().filter(|_| !history.uncommitted)?;
    let version = newest.version.as_deref()?;
    let under = |edit: &&Edit| edit.version.as_deref() == Some(version);
    newest.approved.as_ref()?;
    let earlier = history
        .edits
        .iter()
        .take_while(under)
        .find(|edit| edit.approved.is_some() && edit.text != newest.text)?;
    let when = |edit: &Edit| {
        let (by, on) = edit.approved.clone()?;
        let commit = edit.commit.short();
        Some(format!("by {by} on {on} (commit {commit})"))
    };
    let name = match document.kind {
        Kind::Policy => format!("policy “{}”", document.title()),
        kind => kind.name().replace('-', " "),
    };
    let message = format!(
        "two texts of the {name} are approved under version {version}: one {}, another {}",
        when(earlier)?,
        when(newest)?,
    );
    let finding = document.finding(RULE.info.name, "version", message);
    let help = "Raise `version` and have it approved again, so that each approved text has a version of its own.";
    Some(finding.help(help))
}
