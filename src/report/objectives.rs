//! The register of objectives (clause 6.2): what is to be reached, how it is measured, by when, by whom
//! and with what, and how far it is.

use super::info::Info;
use super::input::Inputs;
use super::measured::{Amount, Value, until, value};
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Column, cell, words};
use super::written::{Task, Told, is_past, plain, tasks, text, told};
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::metric::Metric;
use crate::model::objective::{Objective, ObjectiveStatus};
use crate::model::scalar::Date;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "objectives",
    title: "Objectives",
    summary: "what is to be reached, by which measure, by when and by whom, and how far it is",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What an objective says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// State of the objective.
    pub status: Option<ObjectiveStatus>,
    /// The policy that it follows from.
    pub policy: Option<String>,
    /// The metric that measures it.
    pub metric: Option<String>,
    /// Unit of its values.
    pub unit: Option<String>,
    /// The value at the beginning.
    pub baseline: Option<Amount>,
    /// The value to be reached.
    pub target: Option<Amount>,
    /// The latest value of the metric.
    pub latest: Option<Value>,
    /// Whether the latest value reaches the target of the objective; `None` when nothing says so.
    pub reached: Option<bool>,
    /// Why it cannot be measured.
    pub not_measurable: Option<String>,
    /// What is done for it.
    pub actions: Vec<Task>,
    /// People, time and money that it needs.
    pub resources: Option<String>,
    /// The day by which it is to be reached.
    pub due: Option<Date>,
    /// Whether that day is past and nobody has said what came of it.
    pub overdue: bool,
    /// How it will be judged whether it was reached.
    pub evaluation: Option<String>,
    /// Who was told of it.
    pub communicated: Vec<Told>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many objectives, broken ones too.
    pub objectives: usize,
    /// How many were reached.
    pub met: usize,
    /// How many were not.
    pub missed: usize,
    /// How many are past their day without a judgement.
    pub overdue: usize,
    /// How many of their actions are neither done nor cancelled.
    pub open_actions: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Objective,
    Kind::Metric,
    Kind::Person,
    Kind::Role,
];

const WORDS: &[(&str, &str)] = &[
    ("open", "not judged yet"),
    ("met", "somebody judged that it was reached"),
    ("missed", "somebody judged that it was not reached"),
    (
        "reached",
        "the latest value of the metric compares with the target as the metric says",
    ),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let open = |row: &Row<Cells>| row.own.actions.iter().filter(|task| task.is_open()).count();
    let with = |status| count(&rows, |own: &Cells| own.status == Some(status));
    let totals = Totals {
        objectives: rows.len(),
        met: with(ObjectiveStatus::Met),
        missed: with(ObjectiveStatus::Missed),
        overdue: count(&rows, |own| own.overdue),
        open_actions: rows.iter().map(open).sum(),
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, objective: Whole<'_, Objective>) -> Cells {
    let as_of = register.inputs.as_of;
    let metric = objective.metric.as_ref();
    let metric = metric.and_then(|metric| register.inputs.model.get::<Metric>(metric.id()));
    let measured = metric.map(|metric| until(metric.data, as_of));
    let latest = measured.as_ref().and_then(|all| all.last().copied());
    let wanted = metric.and_then(|metric| metric.data.target);
    let reached = || Some(wanted?.op.holds(latest?.value, objective.target?));
    Cells {
        status: objective.status,
        policy: plain(&objective.policy),
        metric: plain(&objective.metric),
        unit: metric.and_then(|metric| text(&metric.data.unit)),
        baseline: objective.baseline.map(Amount),
        target: objective.target.map(Amount),
        latest: latest.map(|latest| value(latest, wanted)),
        reached: reached(),
        not_measurable: text(&objective.not_measurable),
        actions: tasks(objective.document, &objective.actions, as_of),
        resources: text(&objective.resources),
        due: objective.due,
        overdue: !objective.is_judged() && is_past(objective.due, as_of),
        evaluation: text(&objective.evaluation),
        communicated: told(&objective.communicated),
    }
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    status, policy, metric, unit, baseline, target, reached, not_measurable, actions,
    resources, due, overdue, evaluation, communicated; LATEST
];

words!(ObjectiveStatus);

const LATEST: &[Column<Row<Cells>>] = &[
    Column::new("latest_value", |row| {
        cell(row.own.latest.as_ref().map(|one| &one.value))
    }),
    Column::new("latest_on", |row| {
        cell(row.own.latest.as_ref().map(|one| &one.on))
    }),
];
