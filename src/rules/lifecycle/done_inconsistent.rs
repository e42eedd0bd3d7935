//! The rule `done-inconsistent`.

use crate::model::Body;
use crate::model::common::{Action, ActionStatus};
use crate::model::document::Document;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The state of an action and its dates contradict each other.
    ///
    /// An action that is done has the day on which it was done, any other has none, and one that
    /// was given up says why. The plan and its percentages are computed from these fields; an
    /// auditor who sees `done` without a day, or a day on an open action, doubts the whole list.
    ///
    /// Set `status`, `done` and `reason` so that they say the same.
    ///
    /// ```yaml wrong
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// actions:
    ///   - {id: growth-1, title: Hire a second administrator, owner: jane, status: done}
    /// #                                                                           ^^^^
    ///   - {id: growth-2, title: Write the joiner checklist, owner: jane, status: open, done: 2026-03-01}
    /// #                                                                                      ^^^^^^^^^^
    ///   - {id: growth-3, title: Move to a larger office, owner: jane, status: cancelled}
    /// #                                                                       ^^^^^^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: context-issue
    /// id: growth
    /// title: Twice as many people as two years ago
    /// type: internal
    /// actions:
    ///   - {id: growth-1, title: Hire a second administrator, owner: jane, status: done, done: 2026-03-01}
    ///   - {id: growth-2, title: Write the joiner checklist, owner: jane, status: open}
    ///   - id: growth-3
    ///     title: Move to a larger office
    ///     owner: jane
    ///     status: cancelled
    ///     reason: Half of the staff works from home.
    /// ```
    "done-inconsistent" in "lifecycle",
    clauses ["6.1.1", "6.1.3", "6.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for document in &case.model.documents {
        match &document.body {
            Body::ContextIssue(issue) => judge(document, &issue.actions, &mut found),
            Body::Objective(objective) => judge(document, &objective.actions, &mut found),
            _ => {}
        }
    }
    found
}

fn judge(document: &Document, actions: &[Action], found: &mut Vec<Diagnostic>) {
    for (at, action) in actions.iter().enumerate() {
        let id = &action.id;
        let is_done = action.status == Some(ActionStatus::Done);
        let (field, message, help) = match action.done {
            None if is_done => (
                "status",
                format!("the action {id} is done and does not say when"),
                "Add `done:` with the day on which it was done.",
            ),
            Some(day) if !is_done => (
                "done",
                format!("the action {id} was done on {day}, but its status is not `done`"),
                "Write `status: done`, or remove the day.",
            ),
            _ if action.status == Some(ActionStatus::Cancelled) && action.reason.is_none() => (
                "status",
                format!("the action {id} is cancelled and does not say why"),
                "Add `reason:`.",
            ),
            _ => continue,
        };
        let finding = document.finding(RULE.info.name, &format!("actions[{at}].{field}"), message);
        found.push(finding.help(help));
    }
}
