//! How far the controls of this ISMS cover other catalogs, through the links that these have with Annex A.
//!
//! A link says that two things overlap; so this shows where to look, and is no assessment against the
//! other catalog.

use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::Naming;
use super::page::Page;
use super::table::{Cell, Column, list, spelled, word};
use crate::assess::applicability::Applicability;
use crate::model::Kind;
use crate::model::control::Status;
use crate::model::mapped::{MAPPED, Mapped, MappedControl};
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "coverage",
    title: "Coverage of other catalogs",
    summary: "how far the controls cover NIST CSF 2.0, through the links between the catalogs",
    about: None,
};

/// The report.
pub type Report = Page<Own, Row, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// The catalogs that are looked at.
    pub catalogs: Vec<CatalogLine>,
}

/// A catalog.
#[derive(Debug, Clone, Serialize)]
pub struct CatalogLine {
    /// Its name in rows.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Where its content and its links come from.
    pub source: &'static str,
}

/// How far an entry of another catalog is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// Every linked control that is applicable is implemented.
    Covered,
    /// Some of it works.
    Partly,
    /// Linked controls are applicable or undecided, and none of them works yet.
    Open,
    /// Every linked control is excluded.
    Excluded,
    /// Only clauses are linked: the management system itself answers it.
    Clauses,
    /// Nothing is linked.
    Unlinked,
    /// A linked control could not be read.
    Unknown,
}

/// An entry of another catalog.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The catalog.
    pub catalog: &'static str,
    /// Its id there.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Titles of the chapters that it stands in, outermost first.
    pub group: Vec<&'static str>,
    /// How far it is covered.
    pub coverage: Coverage,
    /// The linked controls of the primary catalog.
    pub controls: Vec<Linked>,
    /// The linked clauses.
    pub clauses: Vec<&'static str>,
}

/// A linked control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Linked {
    /// Its id.
    pub id: String,
    /// Whether it is applicable; `None` while undecided or unknown.
    pub applicable: Option<bool>,
    /// Whether that could not be read.
    pub unknown: bool,
    /// How far it is implemented, where it is applicable.
    pub status: Option<Status>,
}

/// What the rows add up to.
#[derive(Debug, Clone, Serialize)]
pub struct Totals {
    /// How many entries have each state, in the order of the legend.
    pub by_coverage: Vec<CoverageCount>,
}

/// How many entries have a state.
#[derive(Debug, Clone, Serialize)]
pub struct CoverageCount {
    /// The state.
    pub coverage: Coverage,
    /// How many.
    pub entries: usize,
}

const STATES: [Coverage; 7] = [
    Coverage::Covered,
    Coverage::Partly,
    Coverage::Open,
    Coverage::Excluded,
    Coverage::Clauses,
    Coverage::Unlinked,
    Coverage::Unknown,
];

const LEGEND: &[(&str, &str)] = &[
    (
        "covered",
        "every linked control that is applicable is implemented",
    ),
    (
        "partly",
        "a linked control works, wholly or in part, and others do not",
    ),
    ("open", "no linked control works yet"),
    ("excluded", "every linked control is excluded"),
    (
        "clauses",
        "only clauses of ISO/IEC 27001 are linked; the report `clauses` shows them",
    ),
    ("unlinked", "nothing is linked"),
    ("unknown", "a linked control could not be read"),
];

const FEEDS: &[Kind] = &[Kind::Organization, Kind::Control];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let gaps = Gaps::new(inputs, FEEDS);
    let catalogs = || MAPPED.iter().filter(|catalog| !catalog.lookup_only);
    let rows: Vec<Row> = catalogs()
        .flat_map(|catalog| {
            catalog
                .controls
                .iter()
                .map(move |control| row(inputs, catalog, control))
        })
        .collect();
    let own = Own {
        catalogs: catalogs().map(line).collect(),
    };
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    let linked = rows.iter().flat_map(|row| &row.controls);
    let names = naming.controls(linked.map(|linked| &linked.id)).done();
    let totals = Totals {
        by_coverage: STATES
            .iter()
            .map(|&coverage| count(&rows, coverage))
            .collect(),
    };
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

fn line(catalog: &'static Mapped) -> CatalogLine {
    CatalogLine {
        name: &catalog.name,
        title: &catalog.title,
        source: &catalog.source,
    }
}

fn count(rows: &[Row], coverage: Coverage) -> CoverageCount {
    CoverageCount {
        coverage,
        entries: rows.iter().filter(|row| row.coverage == coverage).count(),
    }
}

fn row(inputs: &Inputs<'_>, catalog: &'static Mapped, control: &'static MappedControl) -> Row {
    let linked: Vec<&Applicability> = control
        .annex_a
        .iter()
        .filter_map(|id| inputs.assessment.applicability_of(id))
        .collect();
    Row {
        catalog: &catalog.name,
        id: &control.id,
        title: &control.title,
        group: catalog
            .path_of(control)
            .iter()
            .map(|group| &*group.title)
            .collect(),
        coverage: coverage(&linked, !control.clauses.is_empty()),
        controls: linked
            .iter()
            .map(|one| Linked {
                id: one.id.clone(),
                applicable: one.applicable,
                unknown: one.unknown.is_some(),
                status: one.status.filter(|_| one.applicable == Some(true)),
            })
            .collect(),
        clauses: control.clauses.iter().map(|id| &**id).collect(),
    }
}

/// How far something is covered by the controls that it is linked with.
fn coverage(linked: &[&Applicability], by_clauses: bool) -> Coverage {
    if linked.is_empty() {
        return if by_clauses {
            Coverage::Clauses
        } else {
            Coverage::Unlinked
        };
    }
    if linked.iter().any(|one| one.unknown.is_some()) {
        return Coverage::Unknown;
    }
    let counted: Vec<_> = linked
        .iter()
        .filter(|one| one.applicable != Some(false))
        .collect();
    let status = |one: &&&Applicability| one.status.filter(|_| one.applicable == Some(true));
    if counted.is_empty() {
        Coverage::Excluded
    } else if counted
        .iter()
        .all(|one| status(one) == Some(Status::Implemented))
    {
        Coverage::Covered
    } else if counted
        .iter()
        .any(|one| status(one) >= Some(Status::Partial))
    {
        Coverage::Partly
    } else {
        Coverage::Open
    }
}

/// The columns of its rows as a table.
pub const COLUMNS: &[&[Column<Row>]] = &[&[
    Column::new("catalog", |row| row.catalog.cell()),
    Column::new("id", |row| row.id.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("group", |row| list(&row.group)),
    Column::new("coverage", |row| word(row.coverage)),
    Column::new("controls", |row| list(row.controls.iter().map(said))),
    Column::new("clauses", |row| list(&row.clauses)),
]];

fn said(linked: &Linked) -> String {
    let status = linked.status.map(spelled);
    let state = match linked.applicable {
        Some(true) => status.unwrap_or_default(),
        Some(false) => "excluded".to_owned(),
        None if linked.unknown => "unknown".to_owned(),
        None => "undecided".to_owned(),
    };
    format!("{} {state}", linked.id)
}
