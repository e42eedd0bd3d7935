//! One round of risk assessment (clause 8.2).

use super::common::{Decision, document};
use super::id::{Owner, Ref};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// One round of risk assessment: why, when, by whom, with which method, and what it found.
    titled Assessment {
        /// Why it was held.
        pub trigger: Option<Trigger>,
        /// When it was held.
        pub held: Option<Date>,
        /// People and roles that took part.
        #[serde(default)]
        pub participants: Vec<Ref<Owner>>,
        /// Version of the risk method that was used.
        pub method_version: Option<Box<str>>,
        /// What it looked at.
        pub scope: Option<Box<str>>,
        /// What it found, against the criteria and the previous round.
        pub conclusion: Option<Box<str>>,
        /// The approval of the results.
        pub approval: Option<Decision>,
    }
}

/// Why an assessment was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    /// It was planned.
    Planned,
    /// Something significant changed.
    Change,
    /// Something happened.
    Incident,
}
