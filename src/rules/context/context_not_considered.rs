//! The rule `context-not-considered`.

use crate::model::Kind;
use crate::model::document::Also;
use crate::model::scope::Scope;
use crate::rules::rule::{Case, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::HashSet;

rule! {
    /// An issue or an interested party was not considered when the scope was set.
    ///
    /// Clause 4.3 a and b ask that the scope follows from the issues and from what interested
    /// parties require. The list `considered` is the proof; what came up after the scope was set is
    /// missing there until somebody asks whether the scope still fits.
    ///
    /// Ask whether the scope has to change, and add the id to `considered`.
    ///
    /// ```yaml wrong
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// considered: [growth]
    /// ---
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// ---
    /// kind: context-issue
    /// id: new-law
    /// #   ^^^^^^^
    /// title: New law on health data
    /// type: external
    /// ```
    ///
    /// ```yaml right
    /// kind: scope
    /// version: "1.0"
    /// statement: Development and operation of the service, in the office
    /// considered: [growth]
    /// ---
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// ```
    "context-not-considered" in "context",
    clauses ["4.3"],
    levels levels(INFO, WARNING, WARNING),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let scope = case.model.one::<Scope>();
    let Some(scope) = scope.filter(|scope| !scope.data.considered.is_empty()) else {
        return Vec::new();
    };
    let considered: HashSet<&str> = scope.data.considered.iter().map(|id| id.id()).collect();
    let kinds = [Kind::ContextIssue, Kind::InterestedParty];
    let context = kinds.into_iter().flat_map(|kind| case.model.of_kind(kind));
    context
        .filter(|document| document.is_whole() && !considered.contains(&*document.id))
        .map(|document| {
            let message = format!(
                "{} “{}” was not considered when the scope was set",
                document.id,
                document.title()
            );
            document
                .finding(RULE.info.name, "", message)
                .also(scope.document, "considered", "considered in the scope")
                .help("Ask whether the scope still fits, and add the id to `considered`.")
        })
        .collect()
}
