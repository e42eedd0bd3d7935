//! The rule `no-context-issue`.

use crate::model::Kind;
use crate::model::context_issue::{ContextIssue, IssueType};
use crate::rules::absence::absent;
use crate::rules::rule::{Case, ERROR, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// There is no internal or no external issue.
    ///
    /// The ISMS is built for an organisation in its surroundings, and clause 4.1 asks for both:
    /// what comes from inside (people, systems, growth) and what comes from outside (law, market,
    /// attackers, climate). An auditor begins here and follows the issues into the scope and the
    /// risks.
    ///
    /// Write the issues down, a document `kind: context-issue` each; five to fifteen are usual.
    ///
    /// ```yaml wrong
    /// kind: organization
    /// name: Example Ltd
    /// ---
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// ```
    ///
    /// ```yaml right
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// ---
    /// kind: context-issue
    /// id: health-data-law
    /// title: New law on health data
    /// type: external
    /// ```
    "no-context-issue" in "context",
    clauses ["4.1"],
    levels levels(WARNING, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let documents = case.model.of_kind(Kind::ContextIssue);
    if !case.model.unread.is_empty() || documents.into_iter().any(|issue| !issue.is_whole()) {
        return Vec::new();
    }
    let any = |wanted| {
        let mut issues = case.model.all::<ContextIssue>();
        issues.any(|issue| issue.data.issue_type == wanted)
    };
    let (what, help) = match (any(IssueType::Internal), any(IssueType::External)) {
        (true, true) => return Vec::new(),
        (true, false) => (
            "no issue comes from outside the organisation",
            "Write a document `kind: context-issue` with `type: external`.",
        ),
        (false, true) => (
            "no issue comes from inside the organisation",
            "Write a document `kind: context-issue` with `type: internal`.",
        ),
        (false, false) => (
            "no internal and no external issue is written down",
            "Write documents `kind: context-issue` with `type: internal` and with `type: external`.",
        ),
    };
    let finding = absent(case, RULE.info.name, what);
    vec![finding.help(help)]
}
