//! Every requirement of clauses 4 to 10: which documents show it, and which findings speak against it.

use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::Names;
use super::page::Page;
use super::readiness::{CAVEAT, LEGEND, Milestone, milestones};
use super::shown::{Item, items};
use super::table::{Cell, Column, cell, list, word};
use crate::model::Kind;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "clauses",
    title: "Requirements and what shows them",
    summary: "every requirement of clauses 4 to 10 with the documents that show it and the findings",
    about: None,
};

/// The report.
pub type Report = Page<Own, Item, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// What the figures are not.
    pub caveat: &'static str,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many requirements there are.
    pub requirements: usize,
    /// The figure of each milestone.
    pub milestones: Vec<Milestone>,
}

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let rows = items(inputs);
    let totals = Totals {
        requirements: rows.len(),
        milestones: milestones(rows.iter().map(Item::standing)),
    };
    let own = Own { caveat: CAVEAT };
    let gaps = Gaps::new(inputs, Kind::ALL);
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), Names::default(), gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Item>]] = &[&[
    Column::new("id", |row| row.id.cell()),
    Column::new("clause", |row| row.clause.cell()),
    Column::new("label", |row| row.label.cell()),
    Column::new("milestone", |row| word(row.milestone)),
    Column::new("state", |row| row.state.map(word).unwrap_or_default()),
    Column::new("why", |row| cell(row.why.as_ref())),
    Column::new("documents", |row| {
        list(row.grounded.documents.iter().map(|line| &line.subject))
    }),
    Column::new("findings", |row| {
        list(row.grounded.findings.iter().map(|line| &line.message))
    }),
]];
