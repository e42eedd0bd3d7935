//! What metrics measured, compared with what it should be.

use super::table::{self, Cell, words};
use super::written::text;
use crate::model::metric::{Comparison, Measurement, Metric, Target};
use crate::model::scalar::{Date, Decimal, Exact};
use serde::Serialize;
use std::fmt;

/// An exact number; JSON has it as text, because many readers of JSON would round it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(pub Decimal);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Cell for Amount {
    fn cell(&self) -> table::Value {
        self.0.cell()
    }
}

/// A value that was measured; numbers are exact, so they stand as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// The day.
    pub on: Date,
    /// The value, in the unit of the metric.
    pub value: Amount,
    /// Whether it is what it should be; `None` without a target.
    pub met: Option<bool>,
    /// What it means.
    pub evaluation: Option<String>,
}

impl Cell for Value {
    fn cell(&self) -> table::Value {
        table::Value::Text(format!("{} on {}", self.value, self.on))
    }
}

/// What values should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wanted {
    /// How a value is compared with the target.
    pub op: Comparison,
    /// The value it is compared with.
    pub value: Amount,
}

words!(Trend);

impl From<Target> for Wanted {
    fn from(target: Target) -> Self {
        Self {
            op: target.op,
            value: Amount(target.value),
        }
    }
}

/// The direction of the latest value, seen from the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// Nearer to the target than before, or further on its right side.
    Better,
    /// The other way.
    Worse,
    /// As before.
    Steady,
}

/// The measurements up to a day, the earliest first.
pub fn until(metric: &Metric, as_of: Date) -> Vec<&Measurement> {
    let past = metric.measurements.iter().filter(|one| one.on <= as_of);
    let mut past: Vec<&Measurement> = past.collect();
    past.sort_by_key(|one| one.on);
    past
}

/// A measurement as a row shows it.
pub fn value(measured: &Measurement, target: Option<Target>) -> Value {
    Value {
        on: measured.on,
        value: Amount(measured.value),
        met: target.map(|target| target.op.holds(measured.value, target.value)),
        evaluation: text(&measured.evaluation),
    }
}

/// How far two values are from each other.
fn apart(a: Exact, b: Exact) -> Exact {
    a.checked_sub(b).map_or(Exact::MAX, |far| far.abs())
}

/// Where the last two values lead; `None` without two values and a target.
pub fn trend(measured: &[&Measurement], target: Option<Target>) -> Option<Trend> {
    let [.., before, last] = measured else {
        return None;
    };
    Some(towards(before.value, last.value, target?))
}

/// Where a value leads that stood elsewhere before.
pub fn towards(before: Decimal, now: Decimal, target: Target) -> Trend {
    let (before, now) = (before.0, now.0);
    let grows = match target.op {
        Comparison::AtLeast | Comparison::Above => now.cmp(&before),
        Comparison::AtMost | Comparison::Below => before.cmp(&now),
        Comparison::Equal => {
            let goal = target.value.0;
            apart(before, goal).cmp(&apart(now, goal))
        }
    };
    match grows {
        std::cmp::Ordering::Greater => Trend::Better,
        std::cmp::Ordering::Less => Trend::Worse,
        std::cmp::Ordering::Equal => Trend::Steady,
    }
}
