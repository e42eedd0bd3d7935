//! The rule `done-inconsistent`.

use crate::model::Body;
use crate::model::common::{Action, ActionStatus};
use crate::model::document::Document;
use crate::model::management_review::ReviewDecision;
use crate::model::planned_change::ChangeStatus;
use crate::model::risk::Treatment;
use crate::model::scalar::Date;
use crate::rules::rule::{Case, ERROR, levels, rule};
use crate::text::diagnostic::Diagnostic;

rule! {
    /// The state of an action, a decision or a change and its dates contradict each other.
    ///
    /// What is done has the day on which it was done, anything else has none, and what was given up
    /// says why. The plan and its percentages are computed from these fields; an
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
    ///
    /// ```yaml wrong
    /// kind: improvement
    /// id: IM-1
    /// title: Learn of leavers from the payroll system
    /// status: in-progress
    /// done: 2026-10-29
    /// #     ^^^^^^^^^^
    /// ---
    /// kind: planned-change
    /// id: PC-1
    /// title: One office instead of two
    /// status: done
    /// #       ^^^^
    /// ---
    /// kind: management-review
    /// id: MR-2026
    /// title: Management review of 2026
    /// decisions:
    ///   - {text: Buy a second backup site., type: resources, status: done}
    /// #                                                              ^^^^
    /// ---
    /// kind: risk
    /// id: R-1
    /// title: A laptop is stolen
    /// inherent: {likelihood: 4, impact: 4}
    /// treatment:
    ///   actions:
    ///     - {id: R-1-1, title: Encrypt the disks, owner: jane, status: done}
    /// #                                                                ^^^^
    /// ```
    ///
    /// ```yaml right
    /// kind: planned-change
    /// id: PC-1
    /// title: One office instead of two
    /// status: done
    /// done: 2026-10-30
    /// result: Everybody has a desk in the one that is left.
    /// ---
    /// kind: nonconformity
    /// id: NC-1
    /// title: Shared accounts
    /// actions:
    ///   - {id: NC-1-a, title: Ask on the checklist, owner: jane, status: done, done: 2026-10-29}
    /// ```
    "done-inconsistent" in "lifecycle",
    clauses ["6.1.1", "6.1.3", "6.2", "6.3", "9.3.3", "10.1", "10.2"],
    levels levels(ERROR, ERROR, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for document in &case.model.documents {
        let states = states(&document.body);
        found.extend(states.iter().filter_map(|state| judge(document, state)));
    }
    found
}

/// How something stands that is done one day.
struct State {
    /// What it is called.
    name: String,
    /// What stands before the names of its fields.
    path: String,
    status: Option<ActionStatus>,
    done: Option<Date>,
    /// Whether it says why it was given up, and the field for that.
    why: bool,
}

/// Everything in a document that is done one day.
fn states(body: &Body) -> Vec<State> {
    match body {
        Body::ContextIssue(issue) => actions(&issue.actions),
        Body::Objective(objective) => actions(&objective.actions),
        Body::Risk(risk) => risk.treatment.as_ref().map_or_else(Vec::new, treatment),
        Body::Nonconformity(nonconformity) => actions(&nonconformity.actions),
        Body::ManagementReview(review) => decisions(&review.decisions),
        Body::Improvement(improvement) => vec![State {
            name: format!("the improvement {} “{}”", improvement.id, improvement.title),
            path: String::new(),
            status: improvement.status,
            done: improvement.done,
            why: improvement.reason.is_some(),
        }],
        Body::PlannedChange(change) => vec![State {
            name: format!("the planned change {} “{}”", change.id, change.title),
            path: String::new(),
            status: change.status.map(as_of_action),
            done: change.done,
            // `planned-change-without-result` asks for it.
            why: true,
        }],
        _ => Vec::new(),
    }
}

fn as_of_action(status: ChangeStatus) -> ActionStatus {
    match status {
        ChangeStatus::Planned => ActionStatus::Open,
        ChangeStatus::Done => ActionStatus::Done,
        ChangeStatus::Cancelled => ActionStatus::Cancelled,
    }
}

fn actions(actions: &[Action]) -> Vec<State> {
    let states = actions.iter().enumerate().map(|(at, action)| State {
        name: format!("the action {}", action.id),
        path: format!("actions[{at}]."),
        status: action.status,
        done: action.done,
        why: action.reason.is_some(),
    });
    states.collect()
}

fn treatment(treatment: &Treatment) -> Vec<State> {
    let actions = treatment.actions.iter().enumerate();
    let states = actions.map(|(at, action)| State {
        name: format!("the action {}", action.id),
        path: format!("treatment.actions[{at}]."),
        status: action.status,
        done: action.done,
        why: action.reason.is_some(),
    });
    states.collect()
}

fn decisions(decisions: &[ReviewDecision]) -> Vec<State> {
    let states = decisions.iter().enumerate().map(|(at, decision)| State {
        name: format!("the decision “{}”", decision.text),
        path: format!("decisions[{at}]."),
        status: decision.status,
        done: decision.done,
        why: decision.reason.is_some(),
    });
    states.collect()
}

fn judge(document: &Document, state: &State) -> Option<Diagnostic> {
    let name = &state.name;
    let is_done = state.status == Some(ActionStatus::Done);
    let (field, message, help) = match state.done {
        None if is_done => (
            "status",
            format!("{name} is done and does not say when"),
            "Add `done:` with the day on which it was done.".to_owned(),
        ),
        Some(day) if !is_done => (
            "done",
            format!("{name} was done on {day}, but its status is not `done`"),
            "Write `status: done`, or remove the day.".to_owned(),
        ),
        _ if state.status == Some(ActionStatus::Cancelled) && !state.why => (
            "status",
            format!("{name} is cancelled and does not say why"),
            "Add `reason:` with why it was given up.".to_owned(),
        ),
        _ => return None,
    };
    let field = format!("{}{field}", state.path);
    Some(document.finding(RULE.info.name, &field, message).help(help))
}
