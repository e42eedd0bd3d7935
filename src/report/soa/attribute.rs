//! The Statement of Applicability counted by the values of an attribute of ISO/IEC 27002:2022.

use super::row::Row;
use super::totals::Count;
use crate::model::catalog::ANNEX_A;
use serde::Serialize;

/// The rows counted by one attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByAttribute {
    /// The attribute, such as `control_type`.
    pub attribute: String,
    /// Its values in their order. A control with several values counts at each, so that these do not add
    /// up to the total.
    pub values: Vec<ValueCount>,
}

/// The rows of one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueCount {
    /// The value, such as `preventive`.
    pub value: &'static str,
    /// The controls that have it.
    pub ids: Vec<String>,
    /// The counts.
    #[serde(flatten)]
    pub count: Count,
}

impl ByAttribute {
    /// Counts rows by an attribute; `None` when there is none of that name.
    pub fn new(rows: &[Row], attribute: &str) -> Option<Self> {
        let values = ANNEX_A.attributes.get(attribute)?.iter();
        let of = |value: &'static str| {
            let has = |row: &&Row| {
                let known = ANNEX_A.control(&row.id);
                known.is_some_and(|control| control.has(attribute, value))
            };
            let with: Vec<&Row> = rows.iter().filter(has).collect();
            ValueCount {
                value,
                ids: with.iter().map(|row| row.id.clone()).collect(),
                count: Count::of(with.into_iter()),
            }
        };
        Some(Self {
            attribute: attribute.to_owned(),
            values: values.map(|value| of(value)).collect(),
        })
    }
}
