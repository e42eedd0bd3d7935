//! The calendar: everything that falls due, as events that keep their names when their days move.

use super::gaps::Gaps;
use super::input::{Incomplete, Inputs};
use super::place::Source;
use super::table::{Cell, Column, Table, Value, cell};
use crate::assess::basis::sha256_hex;
use crate::assess::due::{self, Due, What};
use crate::model::Kind;
use crate::model::instant::Instant;
use crate::model::organization::Organization;
use crate::model::scalar::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A calendar; serialised it is the contract of `calendar --format json`.
#[derive(Debug, Serialize)]
pub struct Calendar {
    version: u8,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// Name of the organisation; `None` when its document is missing or broken.
    pub organization: Option<String>,
    /// What could not be read, so that events of it are missing.
    pub incomplete: Vec<Incomplete>,
    /// What falls due, earliest first.
    pub events: Vec<Event>,
}

/// Something that falls due.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// A name that stays the same when the day moves, and that no other event has.
    pub uid: String,
    /// The last day on which it is in time.
    pub on: Date,
    /// The moment, where hours count.
    pub at: Option<Instant>,
    /// What sort of thing falls due.
    pub what: What,
    /// What is to be done.
    pub summary: String,
    /// The document, as `kind/id`.
    pub subject: String,
    /// Id of the person or role that answers for it.
    pub owner: Option<String>,
    /// Path of the file.
    pub path: String,
    /// 1-based line of the field that says so.
    pub line: usize,
    /// Whether its day is past.
    pub overdue: bool,
}

/// Everything that falls due up to a day, and what is overdue.
pub fn calendar(inputs: &Inputs<'_>, until: Option<Date>) -> Calendar {
    let organization = inputs.model.one::<Organization>();
    let organization = organization.map(|found| found.data.name.to_string());
    let mut uids = Uids::new(organization.as_deref().unwrap_or_default());
    let all = due::all(inputs.model, inputs.assessment);
    let mut events: Vec<Event> = all
        .iter()
        .map(|due| event(due, uids.of(due), inputs.as_of))
        .collect();
    // Names are given before, so that a shorter calendar gives the same.
    events.retain(|event| until.is_none_or(|until| event.on <= until));
    Calendar {
        version: 1,
        as_of: inputs.as_of,
        revision: inputs.revision.clone(),
        organization,
        incomplete: Gaps::new(inputs, Kind::ALL).into_list(),
        events,
    }
}

fn event(due: &Due<'_>, uid: String, as_of: Date) -> Event {
    let place = Source::at(due.document, &due.field);
    Event {
        uid,
        on: due.on,
        at: due.at,
        what: due.what,
        summary: due.summary.clone(),
        subject: due.document.subject(),
        owner: due.owner.clone(),
        path: place.path,
        line: place.line,
        overdue: due.is_overdue(as_of),
    }
}

/// Gives names to events: of what falls due, in which document, of which organisation.
struct Uids {
    domain: String,
    given: BTreeMap<String, usize>,
}

impl Uids {
    fn new(organization: &str) -> Self {
        Self {
            domain: plain(organization),
            given: BTreeMap::new(),
        }
    }

    fn of(&mut self, due: &Due<'_>) -> String {
        let (subject, key) = (due.document.subject(), plain(&due.key));
        let what = due.what.word();
        let mut name = format!("{what}.{}", subject.replace('/', "."));
        if !key.is_empty() {
            name = format!("{name}.{key}");
        }
        let before = self.given.entry(name.clone()).or_default();
        *before += 1;
        if *before > 1 {
            name = format!("{name}.{before}");
        }
        match self.domain.as_str() {
            "" => format!("{name}@isms"),
            domain => format!("{name}@{domain}.isms"),
        }
    }
}

/// The longest part of a name that is written out.
const LONGEST: usize = 48;

/// Text as letters, digits, `-` and `_`; where that loses something, with a digest of all of it.
fn plain(text: &str) -> String {
    let kept = |c: char| match c {
        c if c.is_ascii_alphanumeric() || c == '_' => c,
        _ => '-',
    };
    let short: String = text.chars().map(kept).take(LONGEST).collect();
    if short == text {
        return short;
    }
    format!("{short}-{}", &sha256_hex(text.as_bytes())[..8])
}

/// An event as cells.
const COLUMNS: &[Column<Event>] = &[
    Column::new("on", |event| event.on.cell()),
    Column::new("at", |event| cell(event.at.as_ref())),
    Column::new("what", |event| Value::Word(event.what.word().to_owned())),
    Column::new("summary", |event| event.summary.cell()),
    Column::new("subject", |event| event.subject.cell()),
    Column::new("owner", |event| cell(event.owner.as_ref())),
    Column::new("overdue", |event| event.overdue.cell()),
    Column::new("path", |event| event.path.cell()),
    Column::new("line", |event| event.line.cell()),
    Column::new("uid", |event| event.uid.cell()),
];

impl Calendar {
    /// The events as cells.
    pub fn table(&self) -> Table {
        let cells = |event: &Event| COLUMNS.iter().map(|column| (column.cell)(event)).collect();
        Table {
            columns: COLUMNS.iter().map(|column| column.name).collect(),
            rows: self.events.iter().map(cells).collect(),
        }
    }
}
