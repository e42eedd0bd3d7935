//! The Statement of Applicability (clause 6.1.3 d): every control once, in the order of the catalog, own
//! ones after it, each with why it is applicable or not and how far it is implemented.

use super::attribute::ByAttribute;
use super::decided::Verdicts;
use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::method::{MethodLine, method};
use super::names::{Names, Naming};
use super::page::Page;
use super::shelf::Shelf;
use super::signature::{Signature, signature};
use super::table::{Cell, Column, cell, list, word};
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::sign_off::Subject;
use serde::Serialize;

pub mod row;

pub mod totals;

use row::Row;
use totals::Totals;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "soa",
    title: "Statement of Applicability",
    summary: "every control: applicable or not, why, and how far it is implemented",
    about: None,
};

/// The report.
pub type Report = Page<Own, Row, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// Version and approvals of the latest signature.
    #[serde(flatten)]
    pub signature: Signature,
    /// The risk method by which necessary controls were determined.
    pub method: Option<MethodLine>,
    /// The catalogs whose controls all have a row, the primary one first.
    pub catalogs: Vec<CatalogLine>,
    /// The rows counted by the attribute that was asked for.
    pub by: Option<ByAttribute>,
}

/// A catalog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CatalogLine {
    /// Its name in rows.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// How many controls it has.
    pub controls: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Scope,
    Kind::InterestedParty,
    Kind::Policy,
    Kind::RiskMethod,
    Kind::Risk,
    Kind::Control,
    Kind::SignOff,
    Kind::Obligation,
    Kind::Evidence,
];

const LEGEND: &[(&str, &str)] = &[
    ("applicable", "the control is necessary here"),
    (
        "excluded",
        "the control is not necessary, for the reason given",
    ),
    ("undecided", "nobody has decided yet"),
    ("unknown", "the decision could not be read"),
    ("implemented", "it works wherever it applies"),
    ("partial", "it works in part, or not everywhere"),
    ("planned", "it is planned and does not work yet"),
    ("not-started", "nothing was done yet"),
    ("risk", "the treatment of a risk uses it"),
    ("legal", "a law or regulation asks for it"),
    ("contractual", "a contract or standard asks for it"),
    (
        "business",
        "an interested party or the business asks for it",
    ),
    ("best_practice", "it is good practice"),
    ("clause", "a clause of ISO/IEC 27001 asks for what it does"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut gaps = Gaps::new(inputs, FEEDS);
    let verdicts = Verdicts::new(&inputs.assessment.decisions);
    let shelf = Shelf::new(inputs.model, inputs.as_of);
    let rows: Vec<Row> = inputs
        .assessment
        .applicability
        .iter()
        .map(|control| row::row(inputs, control, &shelf, &verdicts, &mut gaps))
        .collect();
    let signature = signature(inputs, Subject::Soa);
    let names = names(inputs, &rows, &signature);
    let own =
        Own {
            signature,
            method: method(inputs, &verdicts),
            catalogs: vec![CatalogLine {
                name: ANNEX_A.name,
                title: ANNEX_A.title,
                controls: ANNEX_A.controls.len(),
            }],
            by: inputs.ask.by.as_deref().and_then(|attribute| {
                ByAttribute::new(&inputs.assessment.applicability, attribute)
            }),
        };
    let totals = Totals::of(&rows);
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

fn names(inputs: &Inputs<'_>, rows: &[Row], signature: &Signature) -> Names {
    let exclusions = rows.iter().filter_map(|row| row.exclusion.as_ref());
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    naming
        .owners(rows.iter().filter_map(|row| row.owner.as_ref()))
        .owners(exclusions.filter_map(|exclusion| exclusion.by.as_ref()))
        .owners(signature.approvals.iter().filter_map(|one| one.by.as_ref()))
        .risks(rows.iter().flat_map(|row| &row.risks))
        .policies(rows.iter().flat_map(|row| &row.policies))
        .evidence(rows.iter().flat_map(|row| &row.evidence))
        .assets(rows.iter().flat_map(|row| &row.operated_by))
        .done()
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Row>]] = &[&[
    Column::new("id", |row| row.id.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("theme", |row| cell(row.theme.as_ref())),
    Column::new("catalog", |row| cell(row.catalog.as_ref())),
    Column::new("applicable", |row| cell(row.applicable.as_ref())),
    Column::new("reasons_risk", |row| list(&row.reasons.risk)),
    Column::new("reasons_legal", |row| list(&row.reasons.legal)),
    Column::new("reasons_contractual", |row| list(&row.reasons.contractual)),
    Column::new("reasons_business", |row| list(&row.reasons.business)),
    Column::new("reasons_best_practice", |row| {
        list(&row.reasons.best_practice)
    }),
    Column::new("reasons_clause", |row| list(&row.reasons.clause)),
    Column::new("risks", |row| list(&row.risks)),
    Column::new("justification", |row| cell(row.justification.as_ref())),
    Column::new("status", |row| row.status.map(word).unwrap_or_default()),
    Column::new("implementation", |row| cell(row.implementation.as_ref())),
    Column::new("policies", |row| list(&row.policies)),
    Column::new("owner", |row| cell(row.owner.as_ref())),
    Column::new("evidence", |row| list(&row.evidence)),
    Column::new("operated_by", |row| list(&row.operated_by)),
    Column::new("exclusion_reason", |row| {
        row.excluded(|out| cell(out.reason.as_ref()))
    }),
    Column::new("exclusion_by", |row| {
        row.excluded(|out| cell(out.by.as_ref()))
    }),
    Column::new("exclusion_on", |row| {
        row.excluded(|out| cell(out.on.as_ref()))
    }),
    Column::new("exclusion_until", |row| {
        row.excluded(|out| cell(out.until.as_ref()))
    }),
    Column::new("next_review", |row| cell(row.next_review.as_ref())),
    Column::new("path", |row| {
        cell(row.source.as_ref().map(|source| &source.path))
    }),
    Column::new("line", |row| {
        cell(row.source.as_ref().map(|source| &source.line))
    }),
]];
