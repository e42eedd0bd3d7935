//! The inputs of a management review (clause 9.3.2), gathered from the data since the last one, so that
//! the meeting begins with facts.

use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::Naming;
use super::page::Page;
use super::table::{Cell, Column, cell};
use crate::assess::applicability::natural;
use crate::model::Kind;
use crate::model::scalar::{Date, Period, Unit};
use serde::Serialize;

pub mod about;

pub mod fact;

pub mod changes;

pub mod performance;

pub mod risks;

use about::{Review, ReviewLine, last_day, reproduce, review, said, yaml};
use fact::{Desk, Fact};

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "management-review",
    title: "Management review: inputs",
    summary: "what a management review looks at, from the data since the last one",
    about: Some(Kind::ManagementReview),
};

/// The report.
pub type Report = Page<Own, Fact, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// The review; `None` when the next one has no document yet.
    pub review: Option<ReviewLine>,
    /// The review before; `None` when this is the first.
    pub previous: Option<ReviewLine>,
    /// The last day of the time before; facts are from after it.
    pub from: Option<Date>,
    /// The last day that facts are from.
    pub to: Date,
    /// The inputs, in the order of the clause.
    pub inputs: Vec<InputLine>,
    /// The command that gives what a held review looked at; `None` when it does not say.
    pub reproduce: Option<String>,
    /// Fields for the document of a review that is not held yet, as YAML.
    pub yaml: Option<String>,
}

/// An input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputLine {
    /// Its letter, as rows name it.
    pub input: &'static str,
    /// The item of the standard.
    pub clause: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// How many facts there are.
    pub facts: usize,
    /// What the review says about it.
    pub said: Option<String>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many facts.
    pub facts: usize,
    /// How many inputs have none.
    pub empty_inputs: usize,
    /// How many things are overdue.
    pub overdue: usize,
}

const INPUTS: [(&str, &str, &str); 10] = [
    ("a", "9.3.2.a", "What earlier reviews decided"),
    ("b", "9.3.2.b", "Issues that were looked at"),
    ("c", "9.3.2.c", "Requirements that were looked at"),
    ("d1", "9.3.2.d.1", "Nonconformities and corrective actions"),
    ("d2", "9.3.2.d.2", "Measurements"),
    ("d3", "9.3.2.d.3", "Audits"),
    ("d4", "9.3.2.d.4", "Objectives"),
    ("e", "9.3.2.e", "Feedback of interested parties"),
    ("f", "9.3.2.f", "Risks and their treatment"),
    ("g", "9.3.2.g", "Improvements"),
];

const LEGEND: &[(&str, &str)] = &[
    ("met, missed", "the last value, compared with the target"),
    (
        "better, worse",
        "the last value, compared with that of the time before",
    ),
    ("overdue", "the day is past and nobody says that it is done"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut gaps = Gaps::new(inputs, Kind::ALL);
    let review = review(inputs);
    let desk = Desk {
        inputs,
        from: review.previous.map(|previous| last_day(previous.data)),
        to: review.to,
    };
    let rows = facts(desk, &review, &mut gaps);
    let own = own(desk, &review, &rows);
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    let names = naming
        .owners(rows.iter().filter_map(|row| row.owner.as_ref()))
        .done();
    let totals = Totals {
        facts: rows.len(),
        empty_inputs: own.inputs.iter().filter(|input| input.facts == 0).count(),
        overdue: rows.iter().filter(|row| row.overdue).count(),
    };
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

fn facts(desk: Desk<'_>, review: &Review<'_>, gaps: &mut Gaps) -> Vec<Fact> {
    let this = review.this.map(|this| this.doc_id());
    let by_item = |mut facts: Vec<Fact>| {
        facts.sort_by(|a, b| natural(&a.item, &b.item));
        facts
    };
    [
        by_item(changes::decisions(desk, this)),
        by_item(changes::issues(desk)),
        by_item(changes::requirements(desk)),
        by_item(performance::nonconformities(desk)),
        by_item(performance::metrics(desk)),
        performance::audits(desk),
        by_item(performance::objectives(desk)),
        by_item(changes::feedback(desk)),
        risks::risks(desk, next(desk, review), gaps),
        by_item(changes::improvements(desk)),
    ]
    .concat()
}

/// The day by which the review after this one is expected; a year when no review says how often.
fn next(desk: Desk<'_>, review: &Review<'_>) -> Date {
    const YEAR: Period = Period {
        count: 12,
        unit: Unit::Months,
    };
    let every = [review.this, review.previous].into_iter().flatten();
    let every = every.filter_map(|review| review.data.every).next();
    every.unwrap_or(YEAR).after(desk.to)
}

fn own(desk: Desk<'_>, review: &Review<'_>, rows: &[Fact]) -> Own {
    let this = review.this.map(|this| this.data);
    let line = |(input, clause, title)| InputLine {
        input,
        clause,
        title,
        facts: rows.iter().filter(|row| row.input == input).count(),
        said: said(this, input),
    };
    let lines: Vec<InputLine> = INPUTS.into_iter().map(line).collect();
    let is_past = this
        .and_then(|this| this.held)
        .is_some_and(|held| held < desk.inputs.as_of);
    let empty: Vec<_> = lines
        .iter()
        .map(|line| (line.input, line.facts == 0))
        .collect();
    Own {
        review: review.this.map(ReviewLine::from),
        previous: review.previous.map(ReviewLine::from),
        from: desk.from,
        to: desk.to,
        inputs: lines,
        reproduce: this.and_then(reproduce),
        yaml: (!is_past).then(|| yaml(desk.inputs, &empty)),
    }
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Fact>]] = &[&[
    Column::new("input", |row| row.input.cell()),
    Column::new("item", |row| row.item.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("text", |row| row.text.cell()),
    Column::new("state", |row| cell(row.state.as_ref())),
    Column::new("owner", |row| cell(row.owner.as_ref())),
    Column::new("due", |row| cell(row.due.as_ref())),
    Column::new("overdue", |row| row.overdue.cell()),
    Column::new("path", |row| cell(row.source.as_ref().map(|it| &it.path))),
    Column::new("line", |row| cell(row.source.as_ref().map(|it| &it.line))),
]];
