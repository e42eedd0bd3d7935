//! The register of policies (clause 7.5, A.5.1): version, approval, review, what each puts into words and
//! who was told.

use super::decided::{Decided, Verdicts};
use super::gaps::Gaps;
use super::header::Header;
use super::info::{Info, legend};
use super::input::Inputs;
use super::names::{Names, Naming};
use super::page::Page;
use super::place::Source;
use super::revisions::{Revisions, revisions};
use super::table::{Cell, Column, cell, list, word};
use super::written::{Told, told};
use crate::assess::applicability::natural;
use crate::assess::decision::{Judged, State, What};
use crate::assess::due;
use crate::assess::effect::bare;
use crate::model::Kind;
use crate::model::common::Decision;
use crate::model::document::Document;
use crate::model::policy::{Policy, PolicyType};
use crate::model::scalar::Date;
use serde::Serialize;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "policies",
    title: "Register of policies",
    summary: "every policy and procedure with its version, approval, review and controls",
    about: None,
};

/// The report.
pub type Report = Page<Own, Row, Totals>;

/// What only this header has.
#[derive(Debug, Clone, Serialize)]
pub struct Own {
    /// Names of the classification levels, lowest first.
    pub classification: Vec<String>,
}

/// A policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What sort of document it is.
    #[serde(rename = "type")]
    pub policy_type: Option<PolicyType>,
    /// Its version.
    pub version: Option<String>,
    /// The person or role that answers for it.
    pub owner: Option<String>,
    /// Classification level.
    pub classification: Option<String>,
    /// The latest approval up to the day.
    pub approval: Decided,
    /// The day by which it is to be reviewed.
    pub next_review: Option<Date>,
    /// Controls that it puts into words.
    pub controls: Vec<String>,
    /// Who was told of it.
    pub communicated: Vec<Told>,
    /// The document that it replaces.
    pub supersedes: Option<String>,
    /// Where it is written.
    pub source: Source,
    /// For whom it is written.
    pub audience: Option<String>,
    /// The last day on which it was in force.
    pub withdrawn: Option<Date>,
    /// Its versions, from git.
    pub revisions: Revisions,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many documents, withdrawn ones too.
    pub policies: usize,
    /// How many are withdrawn.
    pub withdrawn: usize,
    /// How many of those in force have each state of approval; `None` when it is unknown.
    pub by_approval: Vec<ApprovalCount>,
    /// How many of those in force are past their review.
    pub review_overdue: usize,
}

/// How many documents have a state of approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ApprovalCount {
    /// The state.
    pub state: Option<State>,
    /// How many.
    pub policies: usize,
}

const FEEDS: &[Kind] = &[
    Kind::Organization,
    Kind::Policy,
    Kind::Person,
    Kind::Role,
    Kind::Evidence,
];

const LEGEND: &[(&str, &str)] = &[
    ("valid", "approved as it stands"),
    ("stale", "changed since it was approved"),
    ("expired", "the time of the approval is over"),
    ("none", "not approved by somebody who may"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let gaps = Gaps::new(inputs, FEEDS);
    let verdicts = Verdicts::new(&inputs.assessment.decisions);
    let documents = inputs.model.documents.iter().enumerate();
    let mut rows: Vec<Row> = documents
        .filter(|(_, document)| document.kind == Kind::Policy)
        .map(|(at, document)| row(inputs, document, verdicts.of(at, What::Policy)))
        .collect();
    rows.sort_by(|a, b| natural(&a.id, &b.id));
    let totals = totals(inputs, &rows);
    let organization = inputs
        .model
        .one::<crate::model::organization::Organization>();
    let levels = organization.map(|found| &found.data.classification);
    let own = Own {
        classification: levels
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect(),
    };
    let names = names(inputs, &rows);
    let header = Header::new(&INFO, inputs, own, legend(LEGEND), names, gaps);
    Page::new(&INFO, inputs, header, rows, totals)
}

fn row(inputs: &Inputs<'_>, document: &Document, judged: Option<&Judged>) -> Row {
    let policy = document.is::<Policy>();
    let text = |of: fn(&Policy) -> &Option<Box<str>>| {
        policy.and_then(|policy| of(policy).as_deref().map(str::to_owned))
    };
    Row {
        id: document.id.to_string(),
        title: document.title().to_owned(),
        policy_type: policy.map(|policy| policy.policy_type),
        version: text(|policy| &policy.version),
        owner: policy.and_then(|policy| Some(policy.owner.as_ref()?.to_string())),
        classification: text(|policy| &policy.classification),
        approval: policy.map_or_else(Decided::default, |policy| {
            Decided::new(document, latest(policy, judged), judged, inputs.proofs)
        }),
        next_review: policy.and_then(|_| due::next_review(document, inputs.as_of)),
        controls: policy.map(controls).unwrap_or_default(),
        communicated: policy
            .map(|policy| told(&policy.communicated))
            .unwrap_or_default(),
        supersedes: policy.and_then(|policy| Some(policy.supersedes.as_ref()?.to_string())),
        source: Source::of(document),
        audience: text(|policy| &policy.audience),
        withdrawn: policy.and_then(|policy| policy.withdrawn),
        revisions: revisions(inputs, document),
    }
}

/// The approval that was judged.
fn latest<'p>(policy: &'p Policy, judged: Option<&Judged>) -> Option<&'p Decision> {
    let field = &judged?.field;
    let mut all = policy.approvals.iter().enumerate();
    all.find(|(index, _)| *field == format!("approvals[{index}]"))
        .map(|(_, approval)| approval)
}

fn controls(policy: &Policy) -> Vec<String> {
    let each = policy.controls.iter();
    let mut ids: Vec<String> = each.map(|control| bare(control.id()).to_owned()).collect();
    ids.sort_by(|a, b| natural(a, b));
    ids.dedup();
    ids
}

fn names(inputs: &Inputs<'_>, rows: &[Row]) -> Names {
    let told = rows.iter().flat_map(|row| &row.communicated);
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    naming
        .owners(rows.iter().filter_map(|row| row.owner.as_ref()))
        .owners(rows.iter().filter_map(|row| row.approval.by.as_ref()))
        .controls(rows.iter().flat_map(|row| &row.controls))
        .evidence(told.flat_map(|told| &told.evidence))
        .owners(approvers(rows))
        .policies(rows.iter().filter_map(|row| row.supersedes.as_ref()))
        .done()
}

/// Who approved any version.
fn approvers(rows: &[Row]) -> impl Iterator<Item = &String> {
    let versions = rows.iter().filter_map(|row| row.revisions.rows.as_ref());
    let approvals = versions.flatten().filter_map(|it| it.approval.as_ref());
    approvals.map(|approval| &approval.by)
}

const STATES: [Option<State>; 5] = [
    Some(State::None),
    Some(State::Valid),
    Some(State::Stale),
    Some(State::Expired),
    None,
];

fn totals(inputs: &Inputs<'_>, rows: &[Row]) -> Totals {
    let withdrawn = |row: &Row| row.withdrawn.is_some_and(|last| last < inputs.as_of);
    let in_force: Vec<&Row> = rows.iter().filter(|row| !withdrawn(row)).collect();
    let overdue = |row: &&&Row| row.next_review.is_some_and(|due| due < inputs.as_of);
    let with = |state: Option<State>| {
        in_force
            .iter()
            .filter(|row| row.approval.state == state)
            .count()
    };
    Totals {
        policies: rows.len(),
        withdrawn: rows.len() - in_force.len(),
        by_approval: STATES
            .iter()
            .map(|&state| ApprovalCount {
                state,
                policies: with(state),
            })
            .collect(),
        review_overdue: in_force.iter().filter(overdue).count(),
    }
}

/// The row as cells.
pub const COLUMNS: &[&[Column<Row>]] = &[&[
    Column::new("id", |row| row.id.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("type", |row| row.policy_type.map(word).unwrap_or_default()),
    Column::new("version", |row| cell(row.version.as_ref())),
    Column::new("owner", |row| cell(row.owner.as_ref())),
    Column::new("classification", |row| cell(row.classification.as_ref())),
    Column::new("approval_state", |row| {
        row.approval.state.map(word).unwrap_or_default()
    }),
    Column::new("approval_by", |row| cell(row.approval.by.as_ref())),
    Column::new("approval_on", |row| cell(row.approval.on.as_ref())),
    Column::new("next_review", |row| cell(row.next_review.as_ref())),
    Column::new("controls", |row| list(&row.controls)),
    Column::new("communicated", |row| {
        list(row.communicated.iter().map(|told| &told.to))
    }),
    Column::new("supersedes", |row| cell(row.supersedes.as_ref())),
    Column::new("audience", |row| cell(row.audience.as_ref())),
    Column::new("withdrawn", |row| cell(row.withdrawn.as_ref())),
    Column::new("path", |row| row.source.path.cell()),
    Column::new("line", |row| row.source.line.cell()),
]];
