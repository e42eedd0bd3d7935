//! Where the ISMS stands on one page: readiness by milestone and clause, the figures of controls and
//! risks, what to do first, what is overdue and what falls due soon.

use super::attribute::ByAttribute;
use super::figures::{Figures, figures};
use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::Names;
use super::place::Source;
use super::readiness::{CAVEAT, Clause, LEGEND, Milestone, clauses, milestones};
use super::shown::{FindingLine, Item, State, items};
use super::table::{Cell, Column, Table, cell, list, word};
use crate::assess::due::{self, Due, What};
use crate::model::Kind;
use crate::model::instant::Instant;
use crate::model::requirement;
use crate::model::scalar::{Date, Period, Unit};
use crate::text::diagnostic::Stage;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "status",
    title: "Where the ISMS stands",
    summary: "readiness by milestone and clause, figures, what to do first and what falls due",
    about: None,
};

/// What falls due within so long is named.
const SOON: Period = Period {
    count: 30,
    unit: Unit::Days,
};

/// So many requirements are named as the first to work on.
const FIRST: usize = 5;

/// The report.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    version: u8,
    report: &'static str,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The stage of the organisation.
    pub stage: Stage,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// What stands above everything.
    pub header: Header<Own>,
    /// The figure of each milestone.
    pub milestones: Vec<Milestone>,
    /// What to do first.
    pub first: First,
    /// The clauses in their order.
    pub clauses: Vec<Clause>,
    /// What is past its day.
    pub overdue: Vec<DueLine>,
    /// What falls due within 30 days.
    pub due: Vec<DueLine>,
    /// The figures of controls and risks.
    pub totals: Figures,
}

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// What the figures are not.
    pub caveat: &'static str,
    /// The controls counted by the attribute that was asked for.
    pub by: Option<ByAttribute>,
}

/// The first requirements to work on, of the first milestone that is not reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct First {
    /// The milestone; `None` when all are reached.
    pub milestone: Option<requirement::Milestone>,
    /// How many of its requirements are not shown.
    pub open: usize,
    /// The first of them in the order of the standard.
    pub items: Vec<Step>,
}

/// A requirement to work on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its id.
    pub id: &'static str,
    /// What it asks for.
    pub label: &'static str,
    /// How far it is shown.
    pub state: Option<State>,
    /// Why it is not.
    pub why: Option<String>,
    /// The finding that leads to what is to be written.
    pub finding: Option<FindingLine>,
}

/// Something with a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DueLine {
    /// The last day on which it is in time.
    pub on: Date,
    /// The moment, where hours count.
    pub at: Option<Instant>,
    /// What sort of thing.
    pub what: What,
    /// What is to be done.
    pub summary: String,
    /// `kind/id` of the document.
    pub subject: String,
    /// The person or role that answers for it.
    pub owner: Option<String>,
    /// Where it is written.
    #[serde(flatten)]
    pub source: Source,
}

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let items = items(inputs);
    let milestones = milestones(items.iter().map(Item::standing));
    let mut gaps = Gaps::new(inputs, Kind::ALL);
    let totals = figures(inputs, &mut gaps);
    let (overdue, ahead): (Vec<_>, Vec<_>) = due::all(inputs.model, inputs.assessment)
        .into_iter()
        .partition(|due| due.is_overdue(inputs.as_of));
    let last = SOON.after(inputs.as_of);
    let rows = &inputs.assessment.applicability;
    let own = Own {
        caveat: CAVEAT,
        by: inputs
            .ask
            .by
            .as_deref()
            .and_then(|attribute| ByAttribute::new(rows, attribute)),
    };
    let words = legend(LEGEND);
    Report {
        version: 1,
        report: INFO.name,
        as_of: inputs.as_of,
        stage: inputs.stage,
        revision: inputs.revision.clone(),
        header: Header::new(&INFO, inputs, own, words, Names::default(), gaps),
        first: first(&items),
        milestones,
        clauses: clauses(&items),
        overdue: overdue.iter().map(line).collect(),
        due: ahead
            .iter()
            .filter(|due| due.on <= last)
            .map(line)
            .collect(),
        totals,
    }
}

fn first(items: &[Item]) -> First {
    let open = |item: &&Item| item.state != Some(State::Shown);
    let Some(next) = items.iter().filter(open).map(|item| item.milestone).min() else {
        return First::default();
    };
    let of: Vec<&Item> = items
        .iter()
        .filter(|item| item.milestone == next && open(item))
        .collect();
    let step = |item: &&Item| Step {
        id: item.id,
        label: item.label,
        state: item.state,
        why: item.why.clone(),
        finding: item.grounded.findings.first().cloned(),
    };
    First {
        milestone: Some(next),
        open: of.len(),
        items: of.iter().take(FIRST).map(step).collect(),
    }
}

fn line(due: &Due<'_>) -> DueLine {
    DueLine {
        on: due.on,
        at: due.at,
        what: due.what,
        summary: due.summary.clone(),
        subject: due.document.subject(),
        owner: due.owner.clone(),
        source: Source::at(due.document, &due.field),
    }
}

impl Report {
    /// The clauses as cells.
    pub fn table(&self, columns: &[&[Column<Clause>]]) -> Table {
        let columns = || columns.iter().copied().flatten();
        let cells = |row: &Clause| columns().map(|column| (column.cell)(row)).collect();
        Table {
            columns: columns().map(|column| column.name).collect(),
            rows: self.clauses.iter().map(cells).collect(),
        }
    }
}

/// A clause as cells.
pub const COLUMNS: &[&[Column<Clause>]] = &[&[
    Column::new("id", |row| row.id.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("state", |row| row.state.map(word).unwrap_or_default()),
    Column::new("documents", |row| {
        list(row.grounded.documents.iter().map(|line| &line.subject))
    }),
    Column::new("findings", |row| {
        list(row.grounded.findings.iter().map(|line| &line.message))
    }),
    Column::new("not_shown", |row| {
        let open = row
            .items
            .iter()
            .filter(|item| item.state != Some(State::Shown));
        list(open.map(|item| item.id))
    }),
    Column::new("why", |row| {
        cell(row.items.iter().find_map(|item| item.why.as_ref()))
    }),
]];
