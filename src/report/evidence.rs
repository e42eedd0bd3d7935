//! The register of evidence (clauses 7.5 and 9.1): what each record supports, how old it is, whether its
//! file is what was recorded; and the same by control.

use super::info::Info;
use super::input::Inputs;
use super::page::Page;
use super::register::{Register, Row, columns, count};
use super::table::{Column, words};
use super::written::{ids, text};
use crate::assess::applicability::natural;
use crate::assess::effect::bare;
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::document::{Document, Whole};
use crate::model::evidence::Evidence;
use crate::model::link::Resolved;
use crate::model::scalar::{Date, Period};
use crate::text::diagnostic::Diagnostic;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is known of it beside its content.
pub const INFO: Info = Info {
    name: "evidence",
    title: "Evidence",
    summary: "every record: what it supports, its age, until when it counts, and whether its file is unchanged",
    about: None,
};

/// The report.
pub type Report = Page<Own, Row<Cells>, Totals>;

/// What only this header has: the rows again, by what they support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Own {
    /// Records by control, in the order of the catalog; own controls after it.
    pub controls: Vec<Supported>,
    /// Records by policy, clause, obligation, risk or action.
    pub others: Vec<Supported>,
    /// Applicable controls that no record supports.
    pub without: Vec<String>,
}

/// What records support, and which do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Supported {
    /// Its id.
    pub id: String,
    /// Ids of the records, the latest first.
    pub evidence: Vec<String>,
}

/// What the document of a record says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// Ids of what it supports, as they are written.
    pub supports: Vec<String>,
    /// Path of its file from the root.
    pub file: Option<String>,
    /// Where it is kept outside the repository.
    pub url: Option<String>,
    /// How to get at it.
    pub access: Option<String>,
    /// The day on which it was collected.
    pub collected: Option<Date>,
    /// Days since then; negative when that day is to come.
    pub age: Option<i64>,
    /// The first day that it speaks of.
    pub period_from: Option<Date>,
    /// The last day that it speaks of.
    pub period_to: Option<Date>,
    /// How long it counts.
    pub valid_for: Option<String>,
    /// The last day on which it counts; `None` when it says no time.
    pub valid_until: Option<Date>,
    /// Whether that day is over.
    pub expired: bool,
    /// SHA-256 as it was recorded.
    pub sha256: Option<String>,
    /// Whether the file is what was recorded.
    pub state: Option<State>,
    /// What is wrong with the file, in words.
    pub why: Option<String>,
}

/// Whether a file is what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Its digest is the one that was recorded.
    Matches,
    /// Its digest is another.
    Differs,
    /// It is not there, or cannot be read.
    Missing,
    /// It is there, and no digest was recorded.
    NotRecorded,
    /// It is kept outside the repository, where nothing is looked at.
    Outside,
    /// Neither a file nor an address is named.
    Nowhere,
}

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many records, broken ones too.
    pub records: usize,
    /// How many files are what was recorded.
    pub matches: usize,
    /// How many are not.
    pub differs: usize,
    /// How many are not there.
    pub missing: usize,
    /// How many records are kept outside the repository.
    pub outside: usize,
    /// How many count no longer.
    pub expired: usize,
    /// How many controls are supported.
    pub controls: usize,
    /// How many applicable controls are not.
    pub controls_without: usize,
}

const FEEDS: &[Kind] = &[Kind::Organization, Kind::Evidence, Kind::Control];

const WORDS: &[(&str, &str)] = &[
    ("matches", "the file is the one whose SHA-256 was recorded"),
    ("differs", "the file has changed since it was recorded"),
    ("missing", "the file is not there, or cannot be read"),
    (
        "not recorded",
        "the file is there, and no SHA-256 of it was recorded",
    ),
    (
        "outside",
        "kept outside the repository, where nothing is looked at",
    ),
    ("nowhere", "neither a file nor an address is named"),
];

/// Computes the report.
pub fn report(inputs: &Inputs<'_>) -> Report {
    let mut register = Register::new(inputs, FEEDS);
    let faults = Faults::of(inputs);
    let rows = register.rows(|register, record| {
        let subject = record.document.subject();
        cells(register.inputs, record, faults.0.get(subject.as_str()))
    });
    let own = own(inputs);
    register.naming.controls(&own.without);
    let with = |state| count(&rows, |own: &Cells| own.state == Some(state));
    let totals = Totals {
        records: rows.len(),
        matches: with(State::Matches),
        differs: with(State::Differs),
        missing: with(State::Missing),
        outside: with(State::Outside),
        expired: count(&rows, |own| own.expired),
        controls: own.controls.len(),
        controls_without: own.without.len(),
    };
    register.close(&INFO, WORDS, own, rows, totals)
}

/// What is wrong with files, by the subject of the record, as the rules find it.
struct Faults<'a>(BTreeMap<&'a str, (State, &'a str)>);

impl<'a> Faults<'a> {
    fn of(inputs: &Inputs<'a>) -> Self {
        let fault = |finding: &'a Diagnostic| {
            let state = match finding.rule {
                "evidence-hash-differs" => State::Differs,
                "evidence-file-missing" | "evidence-file-outside-root" => State::Missing,
                _ => return None,
            };
            Some((finding.subject.as_deref()?, (state, &*finding.message)))
        };
        Self(inputs.defects.iter().filter_map(fault).collect())
    }
}

fn cells(inputs: &Inputs<'_>, record: Whole<'_, Evidence>, fault: Option<&(State, &str)>) -> Cells {
    let until = |period: Period| Some(period.after(record.collected?));
    let valid_until = record.valid_for.and_then(until);
    let age = |on: Date| i64::from((inputs.as_of.0 - on.0).get_days());
    Cells {
        supports: ids(&record.supports),
        file: text(&record.file),
        url: text(&record.url),
        access: text(&record.access),
        collected: record.collected,
        age: record.collected.map(age),
        period_from: record.period.as_ref().map(|period| period.from),
        period_to: record.period.as_ref().map(|period| period.to),
        valid_for: record.valid_for.map(|period| period.to_string()),
        valid_until,
        expired: valid_until.is_some_and(|until| until < inputs.as_of),
        sha256: record.sha256.as_ref().map(|digest| digest.0.to_string()),
        state: Some(fault.map_or_else(|| state(record.data), |(state, _)| *state)),
        why: fault.map(|(_, why)| (*why).to_owned()),
    }
}

/// How a record stands with whose file nothing is wrong.
fn state(record: &Evidence) -> State {
    match (&record.file, &record.url, &record.sha256) {
        (Some(_), _, Some(_)) => State::Matches,
        (Some(_), _, None) => State::NotRecorded,
        (None, Some(_), _) => State::Outside,
        (None, None, _) => State::Nowhere,
    }
}

/// The records by what they support.
fn own(inputs: &Inputs<'_>) -> Own {
    let mut controls: BTreeMap<String, Vec<Whole<'_, Evidence>>> = BTreeMap::new();
    let mut others = controls.clone();
    for record in inputs.model.all::<Evidence>() {
        for id in supported(record.document) {
            let group = match is_control(inputs, record.document, &id) {
                true => &mut controls,
                false => &mut others,
            };
            group.entry(id).or_default().push(record);
        }
    }
    let needed = inputs.assessment.applicability.iter();
    let without = needed
        .filter(|row| row.applicable == Some(true) && !controls.contains_key(&*row.id))
        .map(|row| row.id.to_string());
    Own {
        without: without.collect(),
        controls: groups(controls),
        others: groups(others),
    }
}

/// Ids in `supports`, without the name of the catalog, each once.
fn supported(document: &Document) -> Vec<String> {
    let Some(record) = document.is::<Evidence>() else {
        return Vec::new();
    };
    let each = record.supports.iter().map(|target| bare(target.id()));
    let mut ids: Vec<String> = each.map(str::to_owned).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn is_control(inputs: &Inputs<'_>, document: &Document, id: &str) -> bool {
    let mut named = document.references.iter();
    let reference = named.find(|reference| bare(&reference.id) == id);
    match reference.map(|reference| inputs.model.resolve(reference)) {
        Some(Resolved::Document(target)) => target.kind == Kind::Control.name(),
        _ => ANNEX_A.control(id).is_some(),
    }
}

/// Each group with its records, the latest first; groups in natural order.
fn groups(found: BTreeMap<String, Vec<Whole<'_, Evidence>>>) -> Vec<Supported> {
    let mut groups: Vec<Supported> = found
        .into_iter()
        .map(|(id, mut records)| {
            records.sort_by(|a, b| {
                let latest = b.collected.cmp(&a.collected);
                latest.then_with(|| natural(a.doc_id(), b.doc_id()))
            });
            let ids = records.iter().map(|record| record.doc_id().to_owned());
            Supported {
                id,
                evidence: ids.collect(),
            }
        })
        .collect();
    groups.sort_by(|a, b| natural(&a.id, &b.id));
    groups
}

words!(State);

/// The row as cells.
pub const COLUMNS: &[&[Column<Row<Cells>>]] = columns![
    supports,
    file,
    url,
    access,
    collected,
    age,
    period_from,
    period_to,
    valid_for,
    valid_until,
    expired,
    sha256,
    state,
    why
];
