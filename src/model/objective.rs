//! An information security objective and the plan to reach it (clause 6.2).

use super::common::{Action, Communicated, document};
use super::id::{Metric, Policy, Ref};
use super::scalar::{Date, Decimal};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// What is to be reached, by which measure, by when, by whom and with what.
    titled Objective {
        /// The policy that it follows from.
        pub policy: Option<Ref<Policy>>,
        /// The metric that measures it.
        pub metric: Option<Ref<Metric>>,
        /// The value at the beginning.
        pub baseline: Option<Decimal>,
        /// The value to be reached.
        pub target: Option<Decimal>,
        /// Why it cannot be measured, if it cannot.
        pub not_measurable: Option<Box<str>>,
        /// What is done for it.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// People, time and money that it needs.
        pub resources: Option<Box<str>>,
        /// The day by which it is reached.
        pub due: Option<Date>,
        /// How it will be judged whether it was reached.
        pub evaluation: Option<Box<str>>,
        /// Who was told of it, when, and what shows it.
        #[serde(default)]
        pub communicated: Vec<Communicated>,
        /// State of the objective.
        pub status: Option<ObjectiveStatus>,
    }
}

impl Objective {
    /// Whether somebody has said what came of it.
    pub fn is_judged(&self) -> bool {
        matches!(
            self.status,
            Some(ObjectiveStatus::Met | ObjectiveStatus::Missed)
        )
    }
}

/// State of an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectiveStatus {
    /// Not yet judged.
    Open,
    /// Reached.
    Met,
    /// Not reached.
    Missed,
}
