//! Rows as cells of text under named columns, for formats that know nothing else.

use crate::model::instant::Instant;
use crate::model::scalar::Date;
use serde::Serialize;

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

/// A value of a row that knows what it says in a cell.
pub trait Cell {
    /// What stands in the cell.
    fn cell(&self) -> String;
}

impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> String {
        self.as_ref().map(T::cell).unwrap_or_default()
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn cell(&self) -> String {
        list(self.iter().map(T::cell))
    }
}

/// Types that say in a cell what they display.
macro_rules! displayed {
    ($($type:ty),*) => {$(
        impl Cell for $type {
            fn cell(&self) -> String {
                self.to_string()
            }
        }
    )*};
}
displayed!(&'static str, String, bool, usize, i64, Date, Instant);

/// Plain enumerations that say in a cell their word in JSON.
macro_rules! words {
    ($($type:ty),*) => {$(
        impl $crate::report::table::Cell for $type {
            fn cell(&self) -> String {
                $crate::report::table::word(self)
            }
        }
    )*};
}
pub(crate) use words;

/// What is known of several parts of one value: those that say something, with commas.
pub fn parts<const N: usize>(parts: [String; N]) -> String {
    let known: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    known.join(", ")
}
