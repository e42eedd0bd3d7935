//! What is measured, how, by whom, and what came out (clause 9.1).

use super::common::document;
use super::id::{Control, Owner, Ref};
use super::scalar::{Date, Decimal, Period};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A measure of the performance of the ISMS or of controls.
    titled Metric {
        /// Whether it looks ahead or back.
        #[serde(rename = "type")]
        pub metric_type: MetricType,
        /// Unit of the values, such as `%` or `days`.
        pub unit: Option<Box<str>>,
        /// What the values should be.
        pub target: Option<Target>,
        /// The longest time between two measurements.
        pub every: Option<Period>,
        /// How it is measured, so that results can be compared.
        pub method: Option<Box<str>>,
        /// Who measures.
        pub measured_by: Option<Ref<Owner>>,
        /// Who analyses the results.
        pub analysed_by: Option<Ref<Owner>>,
        /// How often the results are analysed.
        pub analysed_every: Option<Period>,
        /// Controls whose effect it shows.
        #[serde(default)]
        pub controls: Vec<Ref<Control>>,
        /// What was measured.
        #[serde(default)]
        pub measurements: Vec<Measurement>,
    }
}

impl Metric {
    /// The latest measurement up to a day, with its index.
    pub fn latest(&self, until: Date) -> Option<(usize, &Measurement)> {
        let measured = self.measurements.iter().enumerate();
        let past = measured.filter(|(_, measured)| measured.on <= until);
        past.max_by_key(|(at, measured)| (measured.on, *at))
    }
}

/// Where a metric looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MetricType {
    /// Ahead: what is done before something happens.
    Proactive,
    /// Back: what happened.
    Reactive,
}

/// What values should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// How a value is compared with the target.
    pub op: Comparison,
    /// The value it is compared with.
    pub value: Decimal,
}

/// A comparison; write it in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
pub enum Comparison {
    /// At most.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than.
    #[serde(rename = "<")]
    Below,
    /// At least.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than.
    #[serde(rename = ">")]
    Above,
    /// Exactly.
    #[serde(rename = "=")]
    Equal,
}

impl Comparison {
    /// Whether a value is what it should be.
    pub fn holds(self, value: Decimal, target: Decimal) -> bool {
        match self {
            Self::AtMost => value <= target,
            Self::Below => value < target,
            Self::AtLeast => value >= target,
            Self::Above => value > target,
            Self::Equal => value == target,
        }
    }

    /// The comparison in words that stand before the target.
    pub fn words(self) -> &'static str {
        match self {
            Self::AtMost => "at most",
            Self::Below => "below",
            Self::AtLeast => "at least",
            Self::Above => "above",
            Self::Equal => "exactly",
        }
    }
}

/// One measurement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measurement {
    /// The day.
    pub on: Date,
    /// The value, in the unit of the metric.
    pub value: Decimal,
    /// What it means.
    pub evaluation: Option<Box<str>>,
}
