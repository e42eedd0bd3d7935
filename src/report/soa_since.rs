//! The change letter to the Statement of Applicability for the certification body: what was added,
//! excluded, justified otherwise or implemented further since a revision, and nothing else.

use super::decided::Decided;
use super::diff::change::{Change, FromTo};
use super::diff::content::Renames;
use super::diff::controls::{ControlChange, Excluded, ReasonOf, controls};
use super::diff::decisions::Told;
use super::diff::pairs::Pairs;
use super::diff::side::{Side, SideLine};
use super::header::ScopeLine;
use super::input::Incomplete;
use super::signature::SignOffLine;
use super::soa::row::{Choice, Row as SoaRow};
use super::soa::totals::Count;
use super::table::{Cell, Column, Table, Value, cell, list, word};
use super::{info, soa};
use crate::model::control::Status;
use crate::model::scalar::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is known of it beside its content.
pub const INFO: info::Info = info::Info {
    name: "soa-since",
    title: "Changes of the Statement of Applicability",
    summary: "what changed in the Statement of Applicability since a revision",
    about: None,
};

/// The letter.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    version: u8,
    report: &'static str,
    /// The day as of which the statement of today was computed.
    pub as_of: Date,
    /// The commit that it was read from; `None` outside git.
    pub revision: Option<String>,
    /// What stands above the rows.
    pub header: Header,
    /// The controls of which the statement says something else, in its order.
    pub rows: Vec<Row>,
    /// The totals of both statements.
    pub totals: Totals,
}

/// What stands above the rows.
#[derive(Debug, Clone, Serialize)]
pub struct Header {
    /// What the letter is called.
    pub title: &'static str,
    /// Name of the organisation; `None` when its document is missing or broken.
    pub organization: Option<String>,
    /// Address of the repository.
    pub repository: Option<String>,
    /// The scope of today.
    pub scope: Option<ScopeLine>,
    /// The former statement.
    pub then: Statement,
    /// The statement of today.
    pub now: Statement,
    /// What could not be read or known in either.
    pub incomplete: Vec<Incomplete>,
}

/// A statement: which state it was computed from, and what was signed then.
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    /// The state.
    pub side: SideLine,
    /// The version that was signed last.
    pub version: Option<String>,
    /// The approvals of that version.
    pub approvals: Vec<Decided>,
    /// The sign-off itself.
    pub sign_off: Option<SignOffLine>,
    /// Names of those who approved, by id.
    pub names: BTreeMap<String, String>,
}

/// What the totals were and are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many controls changed; each has a row.
    pub changed: usize,
    /// The former totals; `None` where there was no statement.
    pub then: Option<Count>,
    /// The totals of today.
    pub now: Count,
}

/// What became of a control in the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Turn {
    /// An own control that is new.
    Added,
    /// An own control that is gone.
    Removed,
    /// It is applicable and was not.
    Included,
    /// It is excluded and was not.
    Excluded,
    /// Nobody has decided any more, or that cannot be read.
    Undecided,
    /// The reasons or the justification differ.
    Justified,
    /// It is implemented to another degree.
    Status,
}

/// A control of which the statement says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What became of it, the most important first.
    pub turns: Vec<Turn>,
    /// The decision on both sides, where it differs.
    pub decision: Option<FromTo<Choice>>,
    /// How far it is implemented, where that differs.
    pub status: Option<FromTo<Status>>,
    /// Reasons that are new.
    pub reasons_added: Vec<ReasonOf>,
    /// Reasons that are gone.
    pub reasons_removed: Vec<ReasonOf>,
    /// What the former statement gave as justification.
    pub justification_then: Option<String>,
    /// What the statement gives as justification.
    pub justification_now: Option<String>,
    /// The decision to exclude it, when it is excluded.
    pub exclusion: Option<Excluded>,
}

/// Computes the letter.
pub fn since(before: &Side<'_>, after: &Side<'_>) -> Report {
    let pairs = Pairs::new(before.inputs.model, after.inputs.model);
    let (old, new) = rayon::join(|| soa::report(before.inputs), || soa::report(after.inputs));
    let rows = (&old.rows[..], &new.rows[..]);
    let changes = controls(rows, (before, after), &pairs, &Told::default(), &[]);
    let mut incomplete = old.header.incomplete.clone();
    incomplete.extend(new.header.incomplete.iter().cloned());
    incomplete.sort();
    incomplete.dedup();
    let order: BTreeMap<&str, usize> = new
        .rows
        .iter()
        .zip(0..)
        .map(|(row, at)| (row.id.as_str(), at))
        .collect();
    let mut rows: Vec<Row> = changes
        .into_iter()
        .filter(ControlChange::is_of_statement)
        .map(|change| row(change, &old.rows, &new.rows, &pairs.renames))
        .collect();
    rows.sort_by_key(|row| order.get(row.id.as_str()).copied().unwrap_or(usize::MAX));
    Report {
        version: 1,
        report: INFO.name,
        as_of: after.inputs.as_of,
        revision: after.inputs.revision.clone(),
        totals: Totals {
            changed: rows.len(),
            then: before.line.exists.then(|| old.totals.all.clone()),
            now: new.totals.all.clone(),
        },
        rows,
        header: Header {
            title: INFO.title,
            organization: new.header.organization.clone(),
            repository: new.header.repository.clone(),
            scope: new.header.scope.clone(),
            then: statement(old.header, before),
            now: statement(new.header, after),
            incomplete,
        },
    }
}

fn statement(header: super::header::Header<soa::Own>, side: &Side<'_>) -> Statement {
    let signature = header.own.signature;
    Statement {
        side: side.line.clone(),
        version: signature.version,
        approvals: signature.approvals,
        sign_off: signature.sign_off,
        names: header.names.owners,
    }
}

fn row(change: ControlChange, old: &[SoaRow], new: &[SoaRow], renames: &Renames) -> Row {
    let justification = |row: Option<&SoaRow>| {
        let text = row?.justification.clone();
        text.filter(|text| !text.is_empty())
    };
    let then = old.iter().find(|row| renames.now(&row.id) == change.id);
    let now = new.iter().find(|row| row.id == change.id);
    Row {
        turns: turns(&change),
        justification_then: justification(then),
        justification_now: justification(now),
        id: change.id,
        title: change.title,
        decision: change.decision,
        status: change.status,
        reasons_added: change.reasons_added,
        reasons_removed: change.reasons_removed,
        exclusion: change.exclusion,
    }
}

fn turns(change: &ControlChange) -> Vec<Turn> {
    let mut turns = Vec::new();
    match change.change {
        Change::Added => turns.push(Turn::Added),
        Change::Removed => return vec![Turn::Removed],
        _ => {}
    }
    turns.extend(change.decision.as_ref().map(|decision| match decision.to {
        Some(Choice::Applicable) => Turn::Included,
        Some(Choice::Excluded) => Turn::Excluded,
        _ => Turn::Undecided,
    }));
    let reasons = !change.reasons_added.is_empty() || !change.reasons_removed.is_empty();
    if change.decision.is_none() && (reasons || change.justification.is_some()) {
        turns.push(Turn::Justified);
    }
    turns.extend(change.status.as_ref().map(|_| Turn::Status));
    turns
}

impl Report {
    /// The rows as cells.
    pub fn table(&self) -> Table {
        let cells = |row: &Row| COLUMNS.iter().map(|column| (column.cell)(row)).collect();
        Table {
            columns: COLUMNS.iter().map(|column| column.name).collect(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}

fn reasons(all: &[ReasonOf]) -> Value {
    list(all.iter().map(|reason| match &reason.id {
        Some(id) => format!("{}: {id} {}", reason.sort, reason.text),
        None => format!("{}: {}", reason.sort, reason.text),
    }))
}

fn excluded(row: &Row, of: fn(&Excluded) -> Value) -> Value {
    row.exclusion.as_ref().map(of).unwrap_or_default()
}

/// One end of a change as a word.
fn end<T: Serialize + Copy>(change: Option<&FromTo<T>>, of: fn(&FromTo<T>) -> Option<T>) -> Value {
    change.and_then(of).map(word).unwrap_or_default()
}

/// The row as cells.
const COLUMNS: &[Column<Row>] = &[
    Column::new("id", |row| row.id.cell()),
    Column::new("title", |row| row.title.cell()),
    Column::new("turns", |row| list(row.turns.iter().map(word))),
    Column::new("decision_from", |row| {
        end(row.decision.as_ref(), |one| one.from)
    }),
    Column::new("decision_to", |row| {
        end(row.decision.as_ref(), |one| one.to)
    }),
    Column::new("status_from", |row| {
        end(row.status.as_ref(), |one| one.from)
    }),
    Column::new("status_to", |row| end(row.status.as_ref(), |one| one.to)),
    Column::new("reasons_added", |row| reasons(&row.reasons_added)),
    Column::new("reasons_removed", |row| reasons(&row.reasons_removed)),
    Column::new("justification_then", |row| {
        cell(row.justification_then.as_ref())
    }),
    Column::new("justification_now", |row| {
        cell(row.justification_now.as_ref())
    }),
    Column::new("exclusion_reason", |row| {
        excluded(row, |one| cell(one.reason.as_ref()))
    }),
    Column::new("exclusion_by", |row| {
        excluded(row, |one| cell(one.by.as_ref()))
    }),
    Column::new("exclusion_on", |row| {
        excluded(row, |one| cell(one.on.as_ref()))
    }),
    Column::new("exclusion_until", |row| {
        excluded(row, |one| cell(one.until.as_ref()))
    }),
];
