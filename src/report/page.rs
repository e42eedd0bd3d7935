//! The frame of every report: what is known of it, its header, rows and totals, and its rows as cells.

use super::header::Header;
use super::input::Inputs;
use crate::assess::known::Step;
use crate::model::document::Document;
use crate::model::scalar::Date;
use serde::Serialize;

/// What is known of a report beside its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Info {
    /// Its name: file, verb and JSON carry it.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One line for the help.
    pub summary: &'static str,
}

/// A report: header `H`, rows `R`, totals `T`.
#[derive(Debug, Clone, Serialize)]
pub struct Page<H, R, T> {
    version: u8,
    report: &'static str,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// What stands above the rows.
    pub header: Header<H>,
    /// The rows.
    pub rows: Vec<R>,
    /// What is counted or drawn from the rows.
    pub totals: T,
}

impl<H, R, T> Page<H, R, T> {
    /// A report of this name.
    pub fn new(
        info: &Info,
        inputs: &Inputs<'_>,
        header: Header<H>,
        rows: Vec<R>,
        totals: T,
    ) -> Self {
        Self {
            version: 1,
            report: info.name,
            as_of: inputs.as_of,
            revision: inputs.revision.clone(),
            header,
            rows,
            totals,
        }
    }

    /// The rows as cells.
    pub fn table(&self, columns: &[&[Column<R>]]) -> Table {
        let columns = || columns.iter().copied().flatten();
        let cells = |row: &R| columns().map(|column| (column.cell)(row)).collect();
        Table {
            columns: columns().map(|column| column.name).collect(),
            rows: self.rows.iter().map(cells).collect(),
        }
    }
}

/// A column of a report as a table.
pub struct Column<R> {
    /// Its name: the JSON field, with `_` between nested ones.
    pub name: &'static str,
    /// What stands in it.
    pub cell: fn(&R) -> String,
}

impl<R> Column<R> {
    /// A column of this name.
    pub const fn new(name: &'static str, cell: fn(&R) -> String) -> Self {
        Self { name, cell }
    }
}

/// Rows of cells; each has as many as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// What a cell of an optional value says: nothing when there is none.
pub fn cell<T: ToString>(value: Option<&T>) -> String {
    value.map(T::to_string).unwrap_or_default()
}

/// What a cell of several values says.
pub fn list<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    let each: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    each.join("; ")
}

/// The word of a plain enumeration, as in JSON.
pub fn word<T: Serialize>(value: T) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().map(str::to_owned).unwrap_or_default()
}

/// A place in the repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Source {
    /// Path from the root.
    pub path: String,
    /// 1-based line.
    pub line: usize,
}

impl Source {
    /// The place that stands for a document.
    pub fn of(document: &Document) -> Self {
        Self::at(document, "")
    }

    /// The place of a field of a document.
    pub fn at(document: &Document, field: &str) -> Self {
        let span = if field.is_empty() {
            document.place()
        } else {
            document.place_of(field)
        };
        Self {
            path: document.file.path.to_string(),
            line: document.file.position(span.start).line,
        }
    }
}

/// A step of how a number came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// What it says.
    pub text: String,
    /// Path of where that is written; `None` when it follows from the steps before.
    pub path: Option<String>,
    /// 1-based line of that place.
    pub line: Option<usize>,
}

impl From<&Step> for Derived {
    fn from(step: &Step) -> Self {
        let place = step.place.as_ref();
        Self {
            text: step.text.clone(),
            path: place.map(|(path, _)| path.to_string()),
            line: place.map(|(_, line)| *line),
        }
    }
}

/// A term of a report and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Legend {
    /// The word as it stands in rows.
    pub term: &'static str,
    /// What it means, in plain words.
    pub meaning: &'static str,
}

/// A legend from pairs of term and meaning.
pub fn legend(pairs: &[(&'static str, &'static str)]) -> Vec<Legend> {
    let each = pairs.iter().copied();
    each.map(|(term, meaning)| Legend { term, meaning })
        .collect()
}
