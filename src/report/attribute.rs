//! The controls of Annex A counted by the values of an attribute of ISO/IEC 27002:2022.

use super::figures::ControlFigures;
use crate::assess::applicability::Applicability;
use crate::model::catalog::ANNEX_A;
use serde::Serialize;

/// The controls counted by one attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByAttribute {
    /// The attribute, such as `control_type`.
    pub attribute: String,
    /// Its values in their order. A control with several values counts at each, so that these do not add
    /// up to the total.
    pub values: Vec<ValueFigures>,
}

/// The controls that have a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueFigures {
    /// The value, such as `preventive`.
    pub value: &'static str,
    /// The controls, in the order of the catalog.
    pub ids: Vec<String>,
    /// How far they are decided and implemented.
    #[serde(flatten)]
    pub figures: ControlFigures,
}

impl ByAttribute {
    /// Counts controls by an attribute; `None` when there is none of that name.
    pub fn new(all: &[Applicability], attribute: &str) -> Option<Self> {
        let values = ANNEX_A.attributes.get(attribute)?.iter();
        let of = |value: &'static str| {
            let has = |row: &&Applicability| {
                let known = ANNEX_A.control(&row.id);
                known.is_some_and(|control| control.has(attribute, value))
            };
            let with: Vec<&Applicability> = all.iter().filter(has).collect();
            ValueFigures {
                value,
                ids: with.iter().map(|row| row.id.clone()).collect(),
                figures: ControlFigures::of(&with),
            }
        };
        Some(Self {
            attribute: attribute.to_owned(),
            values: values.map(|value| of(value)).collect(),
        })
    }
}
