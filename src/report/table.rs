//! Rows as cells under named columns, for formats that know nothing else; each cell knows what it holds.

use crate::model::instant::Instant;
use crate::model::scalar::{Date, Decimal, Exact, Period};
use serde::Serialize;
use std::fmt;

/// What stands in a cell; as text it is what CSV holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing: there is no such thing, or it is not known.
    #[default]
    Nothing,
    /// Text, however much it looks like something else: an id such as `5.10` is no number.
    Text(String),
    /// A word of a closed list, such as `implemented`.
    Word(String),
    /// The id of a level of risk.
    Level(String),
    /// An exact number.
    Number(Exact),
    /// A day.
    Day(Date),
    /// Yes or no.
    Truth(bool),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Text(text) | Self::Word(text) | Self::Level(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Day(day) => day.fmt(f),
            Self::Truth(truth) => truth.fmt(f),
        }
    }
}

/// A column of a report as a table.
pub struct Column<R> {
    /// Its name: the JSON field, with `_` between nested ones.
    pub name: &'static str,
    /// What stands in it.
    pub cell: fn(&R) -> Value,
}

impl<R> Column<R> {
    /// A column of this name.
    pub const fn new(name: &'static str, cell: fn(&R) -> Value) -> Self {
        Self { name, cell }
    }
}

/// Rows of cells; each has as many as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// What a cell of an optional value says: nothing when there is none.
pub fn cell<T: Cell>(value: Option<&T>) -> Value {
    value.map(T::cell).unwrap_or_default()
}

/// What a cell of several values says.
pub fn list<T: ToString>(values: impl IntoIterator<Item = T>) -> Value {
    let each: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    each.join("; ").cell()
}

/// The word of a plain enumeration, as in JSON.
pub fn spelled<T: Serialize>(value: T) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().map(str::to_owned).unwrap_or_default()
}

/// What a cell of a plain enumeration says.
pub fn word<T: Serialize>(value: T) -> Value {
    Value::Word(spelled(value))
}

/// A value of a row that knows what it is in a cell.
pub trait Cell {
    /// What stands in the cell.
    fn cell(&self) -> Value;
}

impl<T: Cell> Cell for Option<T> {
    fn cell(&self) -> Value {
        cell(self.as_ref())
    }
}

impl<T: Cell> Cell for Vec<T> {
    fn cell(&self) -> Value {
        list(self.iter().map(T::cell))
    }
}

impl<T: Cell + ?Sized> Cell for &T {
    fn cell(&self) -> Value {
        (**self).cell()
    }
}

/// What each plain type is in a cell.
macro_rules! cells {
    ($($type:ty: $value:expr;)*) => {$(
        impl Cell for $type {
            fn cell(&self) -> Value {
                let value: fn(&Self) -> Value = $value;
                value(self)
            }
        }
    )*};
}
cells! {
    Value: |value| value.clone();
    str: |text| Value::Text(text.to_owned());
    String: |text| Value::Text(text.clone());
    bool: |truth| Value::Truth(*truth);
    usize: |number| Value::Number(Exact::from(*number));
    i64: |number| Value::Number(Exact::from(*number));
    Decimal: |number| Value::Number(number.0.normalize());
    Date: |day| Value::Day(*day);
    // With its offset it is more than a moment of a spreadsheet can hold.
    Instant: |moment| Value::Text(moment.to_string());
    Period: |period| Value::Text(period.to_string());
}

/// Plain enumerations that say in a cell their word in JSON.
macro_rules! words {
    ($($type:ty),*) => {$(
        impl $crate::report::table::Cell for $type {
            fn cell(&self) -> $crate::report::table::Value {
                $crate::report::table::word(self)
            }
        }
    )*};
}
pub(crate) use words;

/// What is known of several parts of one value: those that say something, with commas.
pub fn parts<const N: usize>(parts: [Value; N]) -> String {
    let known = parts.into_iter().map(|part| part.to_string());
    let known: Vec<String> = known.filter(|part| !part.is_empty()).collect();
    known.join(", ")
}
