//! The register of competence (clauses 7.2, 7.3): what roles and people have to be able to do, what shows
//! that they can, until when, and the trainings with their rounds.

use super::info::Info;
use super::input::Inputs;
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Column, words};
use super::written::{ids, is_past, plain, text, texts};
use crate::assess::authority::owners_on;
use crate::model::Kind;
use crate::model::common::Outcome;
use crate::model::competence::Competence;
use crate::model::document::Whole;
use crate::model::scalar::Date;
use crate::model::training::{Training, TrainingRecord};
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "competence",
    title: "Competence and training",
    summary: "what roles and people need to be able to do, what shows it, and the trainings",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What a competence says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// The role that needs it.
    pub role: Option<String>,
    /// The person who needs it.
    pub person: Option<String>,
    /// The people who need it today: that person, or the holders of that role.
    pub people: Vec<String>,
    /// What one has to know and be able to do.
    pub required: Option<String>,
    /// What is there.
    pub held: Option<String>,
    /// How it was, or is to be, acquired.
    pub acquired: Option<String>,
    /// What shows it.
    pub evidence: Vec<String>,
    /// The day on which it was shown.
    pub on: Option<Date>,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// Whether that is shown, and still counts.
    pub state: Option<State>,
    /// Whether what was done to acquire it had the effect that was wanted.
    pub effectiveness: Option<String>,
}

/// Whether a competence is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is, and still counts.
    Shown,
    /// The last day on which it counts is past.
    Expired,
    /// No day says that it was.
    NotShown,
}

/// What the rows add up to, and the trainings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many competences, broken ones too.
    pub competences: usize,
    /// How many are shown and still count.
    pub shown: usize,
    /// How many have expired.
    pub expired: usize,
    /// How many are not shown.
    pub not_shown: usize,
    /// Every training, in the natural order of ids.
    pub trainings: Vec<Row<Lessons>>,
    /// How many trainings are past their next round.
    pub trainings_overdue: usize,
}

/// What a training says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Lessons {
    /// What it is about.
    pub topics: Vec<String>,
    /// Policies that it explains.
    pub covers: Vec<String>,
    /// For whom it is.
    pub audience: Option<String>,
    /// The longest time between two rounds.
    pub every: Option<String>,
    /// The day of the latest round.
    pub last: Option<Date>,
    /// The day by which the next one is due.
    pub next: Option<Date>,
    /// Whether that day is past.
    pub overdue: bool,
    /// Rounds up to the day, the latest first.
    pub rounds: Vec<Round>,
}

/// One round of a training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Round {
    /// The day.
    pub on: Date,
    /// The person, if it was one.
    pub person: Option<String>,
    /// What came out for the person.
    pub result: Option<Outcome>,
    /// How many people were to take part.
    pub population: Option<i64>,
    /// How many of them completed it.
    pub completed: Option<i64>,
    /// What shows it.
    pub evidence: Vec<String>,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Person,
    Kind::Role,
    Kind::Policy,
    Kind::Competence,
    Kind::Training,
];

const WORDS: &[(&str, &str)] = &[
    ("shown", "a day says when it was shown, and it still counts"),
    ("expired", "the last day on which it counts is past"),
    ("not shown", "no day says that it was shown"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let trainings = register.rows(lessons);
    let owners = trainings.iter().filter_map(|row| row.entry.owner.as_ref());
    register.naming.owners(owners);
    let with = |state| count(&rows, |own: &Cells| own.state == Some(state));
    let totals = Totals {
        competences: rows.len(),
        shown: with(State::Shown),
        expired: with(State::Expired),
        not_shown: with(State::NotShown),
        trainings_overdue: count(&trainings, |own| own.overdue),
        trainings,
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, competence: Whole<'_, Competence>) -> Cells {
    let inputs = register.inputs;
    let role = competence.role.as_ref();
    let needs = role.map(|role| role.id());
    let needs = needs.or(competence.person.as_ref().map(|person| person.id()));
    let people = needs.map(|id| owners_on(inputs.model, id, inputs.as_of));
    let people: Vec<String> = people.into_iter().flatten().map(str::to_owned).collect();
    register.naming.owners(&people);
    Cells {
        role: plain(&competence.role),
        person: plain(&competence.person),
        people,
        required: text(&competence.required),
        held: text(&competence.held),
        acquired: text(&competence.acquired),
        evidence: ids(&competence.evidence),
        on: competence.on,
        until: competence.until,
        state: Some(state(competence.data, inputs.as_of)),
        effectiveness: text(&competence.effectiveness),
    }
}

fn state(competence: &Competence, as_of: Date) -> State {
    match competence.on {
        _ if is_past(competence.until, as_of) => State::Expired,
        Some(on) if on <= as_of => State::Shown,
        _ => State::NotShown,
    }
}

fn lessons(register: &mut Register<'_>, training: Whole<'_, Training>) -> Lessons {
    let as_of = register.inputs.as_of;
    let last = training.last(as_of);
    let next = last.and_then(|last| Some(training.every?.after(last)));
    let past = training.records.iter().filter(|record| record.on <= as_of);
    let mut rounds: Vec<Round> = past.map(round).collect();
    rounds.sort_by_key(|round| std::cmp::Reverse(round.on));
    Lessons {
        topics: texts(&training.topics),
        covers: ids(&training.covers),
        audience: text(&training.audience),
        every: plain(&training.every),
        last,
        next,
        overdue: is_past(next, as_of),
        rounds,
    }
}

fn round(record: &TrainingRecord) -> Round {
    Round {
        on: record.on,
        person: plain(&record.person),
        result: record.result,
        population: record.population,
        completed: record.completed,
        evidence: ids(&record.evidence),
    }
}

words!(State);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    role,
    person,
    people,
    required,
    held,
    acquired,
    evidence,
    on,
    until,
    state,
    effectiveness,
];
