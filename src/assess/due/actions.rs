//! What somebody has promised to do by a day: actions, objectives, decisions of management reviews,
//! improvements and planned changes.

use super::entry::{Due, What};
use super::ground::{Ground, called, name, sentence};
use crate::assess::basis::sha256_hex;
use crate::model::common::Action;
use crate::model::context_issue::ContextIssue;
use crate::model::document::Document;
use crate::model::improvement::Improvement;
use crate::model::management_review::ManagementReview;
use crate::model::nonconformity::Nonconformity;
use crate::model::objective::Objective;
use crate::model::planned_change::{ChangeStatus, PlannedChange};
use crate::model::risk::Risk;
use crate::model::scalar::Date;

pub(super) fn treatment(ground: Ground<'_>) -> Vec<Due<'_>> {
    let mut found = Vec::new();
    for risk in ground.living::<Risk>() {
        found.extend(risk.data.open_actions().filter_map(|(at, action)| {
            let field = format!("treatment.actions[{at}].due");
            let title = action.title.as_deref().unwrap_or_default();
            let due = one(risk.document, field, &action.id.0, title, action.due?);
            Some(due.owner(action.owner.as_ref()))
        }));
    }
    found
}

/// Actions on issues of the context, for objectives and on nonconformities.
pub(super) fn elsewhere(ground: Ground<'_>) -> Vec<Due<'_>> {
    let mut found = Vec::new();
    for issue in ground.living::<ContextIssue>() {
        found.extend(open(issue.document, &issue.data.actions));
    }
    for objective in ground.living::<Objective>() {
        if !objective.is_judged() {
            found.extend(open(objective.document, &objective.data.actions));
        }
    }
    for nonconformity in ground.living::<Nonconformity>() {
        if !nonconformity.is_closed(ground.as_of) {
            found.extend(open(nonconformity.document, &nonconformity.data.actions));
        }
    }
    found
}

fn open<'a>(document: &'a Document, actions: &'a [Action]) -> impl Iterator<Item = Due<'a>> {
    let open = actions
        .iter()
        .enumerate()
        .filter(|(_, action)| !action.is_over());
    open.filter_map(move |(at, action)| {
        let field = format!("actions[{at}].due");
        let title = action.title.as_deref().unwrap_or_default();
        let due = one(document, field, &action.id.0, title, action.due?);
        Some(due.owner(action.owner.as_ref()))
    })
}

fn one<'a>(document: &'a Document, field: String, id: &str, title: &str, on: Date) -> Due<'a> {
    let summary = match sentence(title) {
        "" => format!("Finish {id}, for {}", name(document)),
        title => format!("Finish {id}: {title}, for {}", name(document)),
    };
    Due::new(What::Action, on, document, field, summary).key(id)
}

pub(super) fn objectives(ground: Ground<'_>) -> Vec<Due<'_>> {
    let open = ground
        .living::<Objective>()
        .filter(|objective| !objective.is_judged());
    open.filter_map(|objective| {
        let document = objective.document;
        let summary = format!("Judge whether it was reached: {}", called(document));
        let on = objective.data.due?;
        Some(Due::new(What::Objective, on, document, "due", summary))
    })
    .collect()
}

/// What management reviews have decided. A decision has no id: its text tells it from others.
pub(super) fn decisions(ground: Ground<'_>) -> Vec<Due<'_>> {
    let mut found = Vec::new();
    for review in ground.living::<ManagementReview>() {
        let decisions = review.data.decisions.iter().enumerate();
        found.extend(
            decisions
                .filter(|(_, decision)| !decision.is_over())
                .filter_map(|(at, decision)| {
                    let document = review.document;
                    let text = sentence(&decision.text);
                    let summary =
                        format!("Carry out what was decided: {text} ({})", name(document));
                    let field = format!("decisions[{at}].due");
                    let due = Due::new(
                        What::ReviewDecision,
                        decision.due?,
                        document,
                        field,
                        summary,
                    );
                    let key = &sha256_hex(decision.text.as_bytes())[..12];
                    Some(due.key(key).owner(decision.owner.as_ref()))
                }),
        );
    }
    found
}

pub(super) fn changes(ground: Ground<'_>) -> Vec<Due<'_>> {
    let improvements = ground.living::<Improvement>();
    let improvements = improvements
        .filter(|improvement| !improvement.is_over())
        .filter_map(|improvement| {
            let document = improvement.document;
            let (on, summary) = (
                improvement.data.due?,
                format!("Finish: {}", called(document)),
            );
            Some(Due::new(What::Improvement, on, document, "due", summary))
        });
    let ended = |status| matches!(status, Some(ChangeStatus::Done | ChangeStatus::Cancelled));
    let changes = ground.living::<PlannedChange>();
    let changes = changes
        .filter(|change| !ended(change.data.status))
        .filter_map(|change| {
            let document = change.document;
            let (on, summary) = (
                change.data.planned?,
                format!("Carry out: {}", called(document)),
            );
            Some(Due::new(
                What::PlannedChange,
                on,
                document,
                "planned",
                summary,
            ))
        });
    improvements.chain(changes).collect()
}
