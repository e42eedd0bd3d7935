//! A planned change of the ISMS itself (clause 6.3), not of systems (A.8.32).

use super::common::document;
use super::id::{Ref, Risk};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A change of the ISMS: why, what follows from it, when, and what came of it.
    titled PlannedChange {
        /// Why the ISMS is changed.
        pub reason: Option<Box<str>>,
        /// What follows from it, wanted or not.
        pub consequences: Option<Box<str>>,
        /// Risks that it touches.
        #[serde(default)]
        pub risks: Vec<Ref<Risk>>,
        /// The day for which it is planned.
        pub planned: Option<Date>,
        /// State of the change.
        pub status: Option<ChangeStatus>,
        /// The day on which it was done.
        pub done: Option<Date>,
        /// What came of it; of a cancelled change, why it was given up.
        pub result: Option<Box<str>>,
    }
}

/// State of a planned change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeStatus {
    /// Not yet carried out.
    Planned,
    /// Carried out.
    Done,
    /// Given up.
    Cancelled,
}
