//! The plan of an audit (clause 9.2): what it looks at and what to ask for, a sample that can be drawn
//! again, what earlier audits have seen, and a sheet for each person who is talked to.

use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::Naming;
use super::page::Page;
use super::place::Source;
use super::table::{Cell, Column, cell, list, word};
use crate::assess::coverage::coverage;
use crate::assess::independence::independence;
use crate::model::Kind;
use crate::model::audit::{Audit, AuditType};
use crate::model::document::Whole;
use crate::model::scalar::{Date, Period};
use serde::Serialize;

pub mod scope;

pub mod row;

pub mod interview;

use interview::{Sheet, is_asked, sheets};
use row::{Row, Sort, rows};
use scope::{Draw, scope};

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "audit-plan",
    title: "Audit plan",
    summary: "what an audit looks at: sample, what to ask for, and a sheet for each interview",
    about: Some(Kind::Audit),
};

/// The report.
pub type Report = Page<Own, Row, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// The audit; `None` when there is none.
    pub audit: Option<AuditLine>,
    /// How the sample was drawn.
    pub sample: Draw,
    /// What audits have seen within the cycle; `None` when no programme says how long that is.
    pub coverage: Option<CoverageLine>,
    /// A sheet for each person who is talked to.
    pub interviews: Vec<Sheet>,
    /// Ids of what nobody can be asked about, because no person answers for it.
    pub nobody: Vec<String>,
}

/// An audit as the header names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AuditLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What sort of audit it is.
    #[serde(rename = "type")]
    pub audit_type: AuditType,
    /// The day for which it is planned.
    pub planned: Option<Date>,
    /// The day on which it was held.
    pub held: Option<Date>,
    /// What it measures against.
    pub criteria: Vec<String>,
    /// Whether its scope is written; otherwise it looks at everything.
    pub has_scope: bool,
    /// Who audits, and what keeps them from being independent.
    pub auditors: Vec<Auditor>,
    /// Where it is written.
    pub source: Source,
}

/// Somebody who audits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Auditor {
    /// Id of the person.
    pub id: String,
    /// What ties the person to what is audited.
    pub ties: Vec<String>,
}

/// What audits have seen within the cycle of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CoverageLine {
    /// The cycle.
    pub cycle: String,
    /// How many clauses there are to see.
    pub clauses: usize,
    /// Those that no audit has seen.
    pub clauses_left: Vec<String>,
    /// How many controls there are to see.
    pub controls: usize,
    /// Those that no audit has seen.
    pub controls_left: Vec<String>,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Clauses in scope.
    pub clauses: usize,
    /// Controls in scope.
    pub controls: usize,
    /// Controls in the sample.
    pub sampled: usize,
    /// People to talk to.
    pub people: usize,
}

const LEGEND: &[(&str, &str)] = &[
    (
        "sample",
        "first what nobody has tested or audited, then what was longest ago, then what most depends on; the seed decides between equals",
    ),
    (
        "weight",
        "1 and the sum of what the scores of risks would gain if the control did not work",
    ),
    (
        "audits",
        "audits held within the cycle of the programme that had it in scope",
    ),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut gaps = Gaps::new(inputs, Kind::ALL);
    let scope = scope(inputs);
    let model = inputs.model;
    let seen = coverage(model, &inputs.assessment.applicability, inputs.as_of);
    // What a broken audit has seen is not known, so nothing is said to be unseen.
    let seen = seen.filter(|seen| {
        let unknown = seen.unknown.as_ref();
        unknown.is_none_or(|unknown| {
            gaps.note(unknown, "coverage");
            false
        })
    });
    let rows = rows(inputs, &scope, seen.as_ref(), &mut gaps);
    let asked = rows.iter().filter(|row| is_asked(row));
    let own = Own {
        audit: scope.audit.map(|audit| line(inputs, audit)),
        coverage: seen.as_ref().map(|seen| CoverageLine {
            cycle: Period::to_string(&seen.cycle),
            clauses: seen.clauses.len(),
            clauses_left: seen.clauses_left().into_iter().map(str::to_owned).collect(),
            controls: seen.controls.len(),
            controls_left: seen
                .controls_left()
                .into_iter()
                .map(str::to_owned)
                .collect(),
        }),
        interviews: sheets(inputs, &rows),
        nobody: asked
            .filter(|row| row.people.is_empty())
            .map(|row| row.id.clone())
            .collect(),
        sample: scope.draw,
    };
    let totals = totals(&rows, &own);
    let names = names(inputs, &rows, &own);
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

fn line(inputs: &Inputs<'_>, audit: Whole<'_, Audit>) -> AuditLine {
    let tied = independence(inputs.model, audit, inputs.as_of, &inputs.proofs.histories);
    AuditLine {
        id: audit.doc_id().to_owned(),
        title: audit.data.title.to_string(),
        audit_type: audit.data.audit_type,
        planned: audit.data.planned,
        held: audit.data.held,
        criteria: audit
            .data
            .criteria
            .iter()
            .map(ToString::to_string)
            .collect(),
        has_scope: audit.data.scope.is_some(),
        auditors: tied
            .into_iter()
            .map(|one| Auditor {
                id: one.auditor.to_owned(),
                ties: one.ties.into_iter().map(|tie| tie.why).collect(),
            })
            .collect(),
        source: Source::of(audit.document),
    }
}

fn totals(rows: &[Row], own: &Own) -> Totals {
    let of = |sort| rows.iter().filter(|row| row.sort == sort).count();
    Totals {
        clauses: of(Sort::Clause),
        controls: of(Sort::Control),
        sampled: rows.iter().filter(|row| row.rank.is_some()).count(),
        people: own.interviews.len(),
    }
}

fn names(inputs: &Inputs<'_>, rows: &[Row], own: &Own) -> super::names::Names {
    let auditors = own.audit.iter().flat_map(|audit| &audit.auditors);
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    naming
        .owners(rows.iter().flat_map(|row| &row.owners))
        .owners(rows.iter().flat_map(|row| &row.people))
        .owners(auditors.map(|auditor| &auditor.id))
        .policies(rows.iter().flat_map(|row| &row.policies))
        .evidence(rows.iter().flat_map(|row| &row.evidence))
        .done()
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Row>]] = &[&[
    Column::new("id", |row| row.id.cell()),
    Column::new("sort", |row| word(row.sort)),
    Column::new("title", |row| row.title.cell()),
    Column::new("rank", |row| cell(row.rank.as_ref())),
    Column::new("weight", |row| cell(row.weight.as_ref())),
    Column::new("derivation", |row| {
        list(row.derivation.iter().map(|step| &step.text))
    }),
    Column::new("owners", |row| list(&row.owners)),
    Column::new("people", |row| list(&row.people)),
    Column::new("status", |row| row.status.map(word).unwrap_or_default()),
    Column::new("implementation", |row| cell(row.implementation.as_ref())),
    Column::new("policies", |row| list(&row.policies)),
    Column::new("evidence", |row| list(&row.evidence)),
    Column::new("last_test", |row| {
        let test = row.last_test.as_ref();
        test.map(|test| format!("{} {} {}", test.id, test.on, word(test.result)))
            .cell()
    }),
    Column::new("audits", |row| list(row.audits.iter().flatten())),
    Column::new("path", |row| cell(row.source.as_ref().map(|it| &it.path))),
    Column::new("line", |row| cell(row.source.as_ref().map(|it| &it.line))),
]];
