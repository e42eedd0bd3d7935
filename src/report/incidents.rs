//! The register of incidents (A.5.24 to A.5.28): how long each took to contain and close, whom it had to
//! be told and whether that was in time, why it happened and what was learnt.

use super::info::Info;
use super::input::Inputs;
use super::origin::{Became, became};
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Cell, Column, Value, parts, words};
use super::written::{ids, text};
use crate::assess::notification::{self, Deadline};
use crate::model::Kind;
use crate::model::common::Property;
use crate::model::document::Whole;
use crate::model::incident::{Incident, Severity};
use crate::model::instant::Instant;
use crate::model::scalar::Date;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "incidents",
    title: "Incidents",
    summary: "what happened, how long it took, who had to be told, and what was learnt",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What an incident says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// How far it was dealt with.
    pub state: Option<State>,
    /// How bad it was.
    pub severity: Option<Severity>,
    /// When it was detected.
    pub detected: Option<Instant>,
    /// When it was contained.
    pub contained: Option<Instant>,
    /// When it was closed.
    pub closed: Option<Instant>,
    /// Hours from its detection until it was contained, a begun one as a whole.
    pub hours_to_contain: Option<i64>,
    /// Hours from its detection until it was closed, a begun one as a whole.
    pub hours_to_close: Option<i64>,
    /// Properties of information that were lost.
    pub affects: Vec<Property>,
    /// Assets that it touched.
    pub assets: Vec<String>,
    /// Risks that came true.
    pub risks: Vec<String>,
    /// Whether personal data were touched.
    pub personal_data: Option<bool>,
    /// Whom obligations ask to notify.
    pub notifications: Vec<Notice>,
    /// What happened when.
    pub timeline: Vec<Step>,
    /// Why it happened.
    pub cause: Option<String>,
    /// What was learnt.
    pub lessons: Option<String>,
    /// Nonconformities and improvements that came of it.
    pub became: Vec<Became>,
}

/// How far an incident was dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is neither contained nor closed.
    Open,
    /// It does no more harm.
    Contained,
    /// Nothing is left to be done.
    Closed,
}

/// Somebody who has to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The obligation that asks for it.
    pub obligation: String,
    /// Who is told.
    pub to: Option<String>,
    /// Until when: as it is written, or by the obligation.
    pub due: Option<Instant>,
    /// When it was done.
    pub done: Option<Instant>,
    /// Whether it was done in time; `None` while it is open and not late, or nothing says until when.
    pub in_time: Option<bool>,
    /// What shows it.
    pub evidence: Vec<String>,
}

/// One step of what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// When.
    pub at: Instant,
    /// What.
    pub text: Option<String>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many incidents, broken ones too.
    pub incidents: usize,
    /// How many are not closed.
    pub open: usize,
    /// How many touched personal data.
    pub personal_data: usize,
    /// How many notifications were asked for.
    pub notifications: usize,
    /// How many of them were late, or are.
    pub late: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Person,
    Kind::Role,
    Kind::Asset,
    Kind::Risk,
    Kind::Obligation,
    Kind::Incident,
    Kind::Nonconformity,
    Kind::Improvement,
];

const WORDS: &[(&str, &str)] = &[
    (
        "hours",
        "from the detection; a begun hour counts as a whole one",
    ),
    (
        "due",
        "as it is written, or the shortest time that the obligation allows, from the detection",
    ),
    (
        "in time",
        "done by then; open notifications are late once their day is past",
    ),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let notices = || rows.iter().flat_map(|row| &row.own.notifications);
    let totals = Totals {
        incidents: rows.len(),
        open: count(&rows, |own| own.state != Some(State::Closed)),
        personal_data: count(&rows, |own| own.personal_data == Some(true)),
        notifications: notices().count(),
        late: notices()
            .filter(|notice| notice.in_time == Some(false))
            .count(),
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, incident: Whole<'_, Incident>) -> Cells {
    let inputs = register.inputs;
    let past = |moment: Option<Instant>| moment.filter(|moment| moment.day() <= inputs.as_of);
    let (contained, closed) = (past(incident.contained), past(incident.closed));
    let hours = |until: Option<Instant>| Some(hours(incident.detected?, until?));
    let notices = notification::of(inputs.model, incident);
    let timeline = incident.timeline.iter().map(|step| Step {
        at: step.at,
        text: text(&step.text),
    });
    Cells {
        state: Some(match (closed, contained) {
            (Some(_), _) => State::Closed,
            (None, Some(_)) => State::Contained,
            (None, None) => State::Open,
        }),
        severity: incident.severity,
        detected: incident.detected,
        contained,
        closed,
        hours_to_contain: hours(contained),
        hours_to_close: hours(closed),
        affects: incident.affects.clone(),
        assets: ids(&incident.assets),
        risks: ids(&incident.risks),
        personal_data: incident.personal_data,
        notifications: notices
            .map(|deadline| notice(&deadline, inputs.as_of))
            .collect(),
        timeline: timeline.collect(),
        cause: text(&incident.cause),
        lessons: text(&incident.lessons),
        became: became(inputs, incident.doc_id()),
    }
}

/// Hours between two moments, a begun one as a whole.
fn hours(from: Instant, to: Instant) -> i64 {
    let seconds = to.moment().as_second() - from.moment().as_second();
    (seconds + 3599).div_euclid(3600)
}

fn notice(deadline: &Deadline<'_>, as_of: Date) -> Notice {
    let (due, done) = (deadline.due(), deadline.done(as_of));
    let in_time = match (due, done) {
        (Some(due), Some(done)) => Some(done <= due),
        _ => deadline.overdue(as_of).map(|_| false),
    };
    Notice {
        obligation: deadline.notification.obligation.to_string(),
        to: text(&deadline.notification.to),
        due,
        done,
        in_time,
        evidence: ids(&deadline.notification.evidence),
    }
}

impl Cell for Notice {
    fn cell(&self) -> Value {
        let known = parts([
            self.to.cell(),
            self.due.map(|due| format!("due {due}")).cell(),
            self.done.map(|done| format!("done {done}")).cell(),
            self.in_time
                .map(|in_time| if in_time { "in time" } else { "late" })
                .cell(),
        ]);
        format!("{} ({known})", self.obligation).cell()
    }
}

impl Cell for Step {
    fn cell(&self) -> Value {
        format!("{} {}", self.at, self.text.cell()).cell()
    }
}

words!(State, Severity, Property);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    state,
    severity,
    detected,
    contained,
    closed,
    hours_to_contain,
    hours_to_close,
    affects,
    assets,
    risks,
    personal_data,
    notifications,
    timeline,
    cause,
    lessons,
    became
];
