//! What documents say, as plain data of rows: texts, ids, groups that were told, actions, reviews.

use super::place::Source;
use super::table::{Cell, Value, parts, words};
use crate::model::common::{Action, ActionStatus, Communicated, Review};
use crate::model::document::Document;
use crate::model::id::Ref;
use crate::model::scalar::Date;
use serde::Serialize;

/// An optional text.
pub fn text(written: &Option<Box<str>>) -> Option<String> {
    written.as_deref().map(str::to_owned)
}

/// Something optional as it is written: an id, a period, a number.
pub fn plain<T: ToString>(written: &Option<T>) -> Option<String> {
    written.as_ref().map(T::to_string)
}

/// Several texts.
pub fn texts(written: &[Box<str>]) -> Vec<String> {
    written.iter().map(ToString::to_string).collect()
}

/// The ids of several references, as they are written.
pub fn ids<T>(written: &[Ref<T>]) -> Vec<String> {
    written.iter().map(ToString::to_string).collect()
}

/// A group that was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// Who.
    pub to: String,
    /// When.
    pub on: Option<Date>,
    /// What shows it.
    pub evidence: Vec<String>,
}

impl Cell for Told {
    fn cell(&self) -> Value {
        parts([self.to.cell(), self.on.cell()]).cell()
    }
}

/// Groups that were told.
pub fn told(written: &[Communicated]) -> Vec<Told> {
    let each = written.iter().map(|communicated| Told {
        to: communicated.to.to_string(),
        on: communicated.on,
        evidence: ids(&communicated.evidence),
    });
    each.collect()
}

/// An action outside risk treatment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Task {
    /// Its id.
    pub id: String,
    /// What is done.
    pub title: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The day on which it begins.
    pub start: Option<Date>,
    /// The day by which it is done.
    pub due: Option<Date>,
    /// Its state.
    pub status: Option<ActionStatus>,
    /// The day on which it was done.
    pub done: Option<Date>,
    /// People, time and money that it needs.
    pub resources: Option<String>,
    /// What shows that it was done.
    pub evidence: Vec<String>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// Whether it is neither done nor cancelled after its day.
    pub overdue: bool,
    /// Where it is written.
    pub source: Source,
}

impl Task {
    /// Whether it is neither done nor cancelled.
    pub fn is_open(&self) -> bool {
        !self.status.is_some_and(ActionStatus::is_over)
    }
}

impl Cell for Task {
    fn cell(&self) -> Value {
        let known = parts([
            self.owner.cell(),
            self.due.map(|due| format!("due {due}")).cell(),
            self.status.cell(),
            self.done.map(|done| format!("on {done}")).cell(),
            self.resources.cell(),
        ]);
        format!("{} {} ({known})", self.id, self.title.cell()).cell()
    }
}

words!(ActionStatus);

/// The actions in the field `actions` of a document.
pub fn tasks(document: &Document, actions: &[Action], as_of: Date) -> Vec<Task> {
    let each = actions.iter().enumerate().map(|(at, action)| Task {
        id: action.id.to_string(),
        title: text(&action.title),
        owner: plain(&action.owner),
        start: action.start,
        due: action.due,
        status: action.status,
        done: action.done,
        resources: text(&action.resources),
        evidence: ids(&action.evidence),
        reason: text(&action.reason),
        overdue: !action.is_over() && is_past(action.due, as_of),
        source: Source::at(document, &format!("actions[{at}]")),
    });
    each.collect()
}

/// Whether a day is past; due on the day is not overdue.
pub fn is_past(due: Option<Date>, as_of: Date) -> bool {
    due.is_some_and(|due| due < as_of)
}

/// How often a document is looked at again, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reviewed {
    /// The longest time between two reviews.
    pub every: Option<String>,
    /// The day of the latest review.
    pub last: Option<Date>,
    /// Who held it.
    pub by: Option<String>,
    /// What came of it.
    pub result: Option<String>,
    /// The day by which the next one is due; `None` when there was none yet.
    pub next: Option<Date>,
    /// Whether that day is past.
    pub overdue: bool,
}

impl Reviewed {
    /// The reviews up to a day.
    pub fn new(review: Option<&Review>, as_of: Date) -> Self {
        let Some(review) = review else {
            return Self::default();
        };
        let held = review.done.iter().filter(|done| done.on <= as_of);
        let last = held.max_by_key(|done| done.on);
        let next = last.and_then(|last| Some(review.every?.after(last.on)));
        Self {
            every: plain(&review.every),
            last: last.map(|last| last.on),
            by: last.and_then(|last| plain(&last.by)),
            result: last.and_then(|last| text(&last.reason)),
            next,
            overdue: is_past(next, as_of),
        }
    }
}
