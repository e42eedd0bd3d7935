//! The rule `context-action-overdue`.

use crate::assess::life::is_over;
use crate::model::context_issue::ContextIssue;
use crate::rules::actions::overdue;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// An action on an internal or external issue is past its day and not done.
    ///
    /// Clause 6.1.1 asks for actions that address risks and opportunities from the context, and for a look
    /// at whether they had their effect. One that is late leaves the issue as it was, and an auditor who
    /// begins with the context meets it first.
    ///
    /// Carry it out and write `status: done` with `done`, give it up with a reason, or set another day and
    /// have that agreed. A day due is still in time.
    ///
    /// ```yaml wrong
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// actions:
    ///   - id: growth-1
    ///     title: A second person for security
    ///     owner: jane
    ///     due: 2026-10-31
    /// #        ^^^^^^^^^^
    ///     status: open
    /// ```
    ///
    /// ```yaml right
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// actions:
    ///   - {id: growth-1, title: A second person, owner: jane, due: 2026-10-31, status: done, done: 2026-10-12}
    ///   - {id: growth-2, title: A course for both, owner: jane, due: 2026-11-20, status: open}
    /// ```
    "context-action-overdue" in "context",
    clauses ["6.1.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let issues = case.model.all::<ContextIssue>();
    let living = issues.filter(|issue| !is_over(issue.document, case.as_of));
    living
        .flat_map(|issue| {
            let behind = format!(" on {}", issue.doc_id());
            let words = ("the action", behind.as_str());
            overdue(
                issue,
                &issue.data.actions,
                case.as_of,
                RULE.info.name,
                words,
            )
        })
        .collect()
}
