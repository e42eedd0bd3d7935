//! The register of metrics (clause 9.1): what is measured, how, when and by whom, when and by whom it is
//! analysed, what it should be, what came out, and where it leads.

use super::info::Info;
use super::input::Inputs;
use super::measured::{Trend, Value, Wanted, trend, until, value};
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Column, words};
use super::written::{ids, is_past, plain, text};
use crate::model::Kind;
use crate::model::document::Whole;
use crate::model::metric::{Metric, MetricType};
use crate::model::scalar::Date;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "metrics",
    title: "Metrics",
    summary: "what is measured, how and by whom, against which target, and where it leads",
    about: None,
};

/// The report.
pub type Report = Page<(), Row<Cells>, Totals>;

/// What a metric says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// Whether it looks ahead or back.
    #[serde(rename = "type")]
    pub metric_type: Option<MetricType>,
    /// Unit of the values.
    pub unit: Option<String>,
    /// What the values should be.
    pub target: Option<Wanted>,
    /// The longest time between two measurements.
    pub every: Option<String>,
    /// How it is measured.
    pub method: Option<String>,
    /// Who measures.
    pub measured_by: Option<String>,
    /// Who analyses the results.
    pub analysed_by: Option<String>,
    /// How often the results are analysed.
    pub analysed_every: Option<String>,
    /// Controls whose effect it shows.
    pub controls: Vec<String>,
    /// Objectives that it measures.
    pub objectives: Vec<String>,
    /// What was measured up to the day, the earliest first.
    pub measurements: Vec<Value>,
    /// The latest of them.
    pub latest: Option<Value>,
    /// Where the last two lead, seen from the target.
    pub trend: Option<Trend>,
    /// The day by which it is measured again; `None` when it never was.
    pub next_measurement: Option<Date>,
    /// Whether that day is past.
    pub overdue: bool,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many metrics, broken ones too.
    pub metrics: usize,
    /// How many look ahead.
    pub proactive: usize,
    /// How many look back.
    pub reactive: usize,
    /// Of how many the latest value is what it should be.
    pub on_target: usize,
    /// Of how many it is not.
    pub off_target: usize,
    /// How many were never measured.
    pub never_measured: usize,
    /// How many are past their next measurement.
    pub overdue: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Metric,
    Kind::Objective,
    Kind::Person,
    Kind::Role,
];

const WORDS: &[(&str, &str)] = &[
    (
        "proactive",
        "looks ahead: what is done before something happens",
    ),
    ("reactive", "looks back: what happened"),
    (
        "better, worse, steady",
        "the latest value against the one before, seen from the target",
    ),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let rows = register.rows(cells);
    let met = |wanted: bool| {
        count(&rows, |own: &Cells| {
            let latest = own.latest.as_ref();
            latest.is_some_and(|latest| latest.met == Some(wanted))
        })
    };
    let looks = |wanted| count(&rows, |own: &Cells| own.metric_type == Some(wanted));
    let totals = Totals {
        metrics: rows.len(),
        proactive: looks(MetricType::Proactive),
        reactive: looks(MetricType::Reactive),
        on_target: met(true),
        off_target: met(false),
        never_measured: count(&rows, |own| own.latest.is_none()),
        overdue: count(&rows, |own| own.overdue),
    };
    register.close(&INFO, WORDS, (), rows, totals)
}

fn cells(register: &mut Register<'_>, metric: Whole<'_, Metric>) -> Cells {
    let as_of = register.inputs.as_of;
    let measured = until(metric.data, as_of);
    let latest = measured.last().copied();
    let next = latest.and_then(|latest| Some(metric.every?.after(latest.on)));
    Cells {
        metric_type: Some(metric.metric_type),
        unit: text(&metric.unit),
        target: metric.target.map(Wanted::from),
        every: plain(&metric.every),
        method: text(&metric.method),
        measured_by: plain(&metric.measured_by),
        analysed_by: plain(&metric.analysed_by),
        analysed_every: plain(&metric.analysed_every),
        controls: ids(&metric.controls),
        objectives: register.naming_it(metric.document, Kind::Objective),
        measurements: measured
            .iter()
            .map(|one| value(one, metric.target))
            .collect(),
        latest: latest.map(|latest| value(latest, metric.target)),
        trend: trend(&measured, metric.target),
        next_measurement: next,
        overdue: is_past(next, as_of),
    }
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    metric_type as "type", unit, target, every, method, measured_by, analysed_by, analysed_every, controls,
    objectives, latest, trend, measurements, next_measurement, overdue,
];

words!(MetricType);
