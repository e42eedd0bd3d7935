//! Everything that falls due, in one list.

use super::entry::Due;
use super::ground::Ground;
use super::{actions, audits, decisions, lapses, notifications, review, rounds};
use crate::assess::assessment::Assessment;
use crate::model::graph::Model;
use crate::model::scalar::Date;

/// Each finds one sort of thing that falls due.
const SEARCHES: &[for<'a> fn(Ground<'a>) -> Vec<Due<'a>>] = &[
    review::reviews,
    actions::treatment,
    actions::elsewhere,
    actions::objectives,
    actions::decisions,
    actions::changes,
    decisions::ends,
    rounds::assessments,
    rounds::tests,
    rounds::metrics,
    rounds::trainings,
    lapses::evidence,
    lapses::suppliers,
    lapses::sharings,
    lapses::competences,
    audits::planned,
    audits::internal,
    audits::management,
    audits::certificates,
    notifications::notifications,
];

/// Everything that has a day and is not done, earliest first; of what is past, what is still open.
pub fn all<'a>(model: &'a Model, assessment: &'a Assessment<'a>) -> Vec<Due<'a>> {
    let mut due = found(model, assessment, None);
    due.sort_by_cached_key(|due| (due.on, due.what, due.document.subject(), due.key.clone()));
    due
}

/// How many things are past their day and not done.
pub fn overdue<'a>(model: &'a Model, assessment: &'a Assessment<'a>) -> usize {
    let due = found(model, assessment, Some(assessment.as_of));
    let late = due.iter().filter(|due| due.is_overdue(assessment.as_of));
    late.count()
}

fn found<'a>(
    model: &'a Model,
    assessment: &'a Assessment<'a>,
    before: Option<Date>,
) -> Vec<Due<'a>> {
    let ground = Ground {
        model,
        assessment,
        as_of: assessment.as_of,
        before,
    };
    SEARCHES.iter().flat_map(|search| search(ground)).collect()
}
