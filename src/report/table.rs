//! Rows as cells of text under named columns, for formats that know nothing else.

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
