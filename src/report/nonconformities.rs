//! The register of nonconformities (clause 10.2): what was not met, what was done about it, why it
//! happened, and whether the actions had the effect that was wanted.

use super::info::Info;
use super::input::Inputs;
use super::origin::{From, Open, day, from};
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Cell, Column, Value, parts, words};
use super::written::{Task, ids, plain, tasks, text};
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::nonconformity::{Effect, Effectiveness, Grade, Nonconformity};
use crate::model::scalar::Date;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "nonconformities",
    title: "Nonconformities",
    summary: "what was not met, its correction, cause, actions and their effect",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What a nonconformity says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// Whether it is closed.
    pub state: Option<Open>,
    /// How much it weighs.
    pub grade: Option<Grade>,
    /// Where it came to light.
    pub origin: Option<From>,
    /// The day on which it came to light, as it is written or that of its origin.
    pub detected: Option<Date>,
    /// The clause, control, policy or obligation that was not met.
    pub requirement: Option<String>,
    /// What is not as it should be.
    pub statement: Option<String>,
    /// The records that show it.
    pub evidence: Vec<String>,
    /// What was done at once.
    pub correction: Option<String>,
    /// What followed from it.
    pub consequences: Option<String>,
    /// Why it happened.
    pub cause: Option<String>,
    /// Whether the same exists elsewhere.
    pub similar_cases: Option<String>,
    /// Why no corrective action is needed.
    pub no_action: Option<String>,
    /// Corrective actions.
    pub actions: Vec<Task>,
    /// Whether they had the effect that was wanted.
    pub effectiveness: Option<Looked>,
    /// What was changed in the ISMS because of it.
    pub changes: Option<String>,
    /// The day on which it was closed.
    pub closed: Option<Date>,
    /// Days from the one on which it came to light to the one on which it was closed, or to the day of the
    /// report; `None` when it is not known since when.
    pub days_open: Option<i64>,
}

/// The review of corrective actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Looked {
    /// What came out.
    pub result: Option<Effect>,
    /// Who looked.
    pub by: Option<String>,
    /// When.
    pub on: Option<Date>,
    /// By what it is seen.
    pub reason: Option<String>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many nonconformities, broken ones too.
    pub nonconformities: usize,
    /// How many are open.
    pub open: usize,
    /// How many of those are major.
    pub open_major: usize,
    /// How many actions are neither done nor cancelled.
    pub open_actions: usize,
    /// How many of those are past their day.
    pub overdue_actions: usize,
    /// How many were closed without a word on the effect of their actions.
    pub closed_without_effectiveness: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Person,
    Kind::Role,
    Kind::Control,
    Kind::Audit,
    Kind::Incident,
    Kind::Nonconformity,
];

const WORDS: &[(&str, &str)] = &[
    ("major", "it puts the ISMS in doubt"),
    ("minor", "it does not"),
    (
        "correction",
        "what was done at once to control and correct it",
    ),
    ("effective", "the actions had the effect that was wanted"),
    (
        "days open",
        "from the day on which it came to light until it was closed, or until today",
    ),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let open = |own: &Cells| own.state == Some(Open::Open);
    let actions = |holds: fn(&Task) -> bool| {
        let all = rows.iter().flat_map(|row| &row.own.actions);
        all.filter(|task| holds(task)).count()
    };
    let totals = Totals {
        nonconformities: rows.len(),
        open: count(&rows, open),
        open_major: count(&rows, |own| open(own) && own.grade == Some(Grade::Major)),
        open_actions: actions(Task::is_open),
        overdue_actions: actions(|task| task.overdue),
        closed_without_effectiveness: count(&rows, |own| {
            let judged = own
                .effectiveness
                .as_ref()
                .is_some_and(|looked| looked.result.is_some());
            !open(own) && !judged && own.no_action.is_none()
        }),
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, found: Whole<'_, Nonconformity>) -> Cells {
    let inputs = register.inputs;
    let as_of = inputs.as_of;
    let origin = found.source.as_ref();
    let detected = found.detected.or_else(|| day(inputs, origin?.id()));
    let closed = found.closed.filter(|closed| *closed <= as_of);
    Cells {
        state: Some(Open::unless(closed.is_some())),
        grade: found.grade,
        origin: origin.map(|origin| from(inputs, origin)),
        detected,
        requirement: plain(&found.requirement),
        statement: text(&found.statement),
        evidence: ids(&found.evidence),
        correction: text(&found.correction),
        consequences: text(&found.consequences),
        cause: text(&found.cause),
        similar_cases: text(&found.similar_cases),
        no_action: text(&found.no_action),
        actions: tasks(found.document, &found.actions, as_of),
        effectiveness: found.effectiveness.as_ref().map(looked),
        changes: text(&found.changes),
        closed,
        days_open: detected.map(|since| days(since, closed.unwrap_or(as_of))),
    }
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to.0 - from.0).get_days())
}

fn looked(written: &Effectiveness) -> Looked {
    Looked {
        result: written.result,
        by: plain(&written.by),
        on: written.on,
        reason: text(&written.reason),
    }
}

impl Cell for Looked {
    fn cell(&self) -> Value {
        parts([self.result.cell(), self.by.cell(), self.on.cell()]).cell()
    }
}

words!(Grade, Effect);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    state,
    grade,
    origin,
    detected,
    requirement,
    statement,
    evidence,
    correction,
    consequences,
    cause,
    similar_cases,
    no_action,
    actions,
    effectiveness,
    changes,
    closed,
    days_open
];
