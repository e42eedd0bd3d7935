//! A nonconformity and what was done about it (clause 10.2).

use super::common::{Action, document};
use super::id::{Evidence, Origin, Person, Ref, Requirement};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A requirement that was not met: correction, cause, corrective actions and their effect.
    titled Nonconformity {
        /// Where it came to light: `audit/finding`, an incident, `control/test`, or one of the words
        /// `complaint` and `observation`.
        pub source: Option<Ref<Origin>>,
        /// The day on which it came to light; that of the source when absent.
        pub detected: Option<Date>,
        /// The clause, control, policy or obligation that was not met.
        pub requirement: Option<Ref<Requirement>>,
        /// What is not as it should be.
        pub statement: Option<Box<str>>,
        /// The records that show it.
        #[serde(default)]
        pub evidence: Vec<Ref<Evidence>>,
        /// How much it weighs.
        pub grade: Option<Grade>,
        /// What was done at once to control and correct it.
        pub correction: Option<Box<str>>,
        /// What followed from it, and how that was dealt with.
        pub consequences: Option<Box<str>>,
        /// Why it happened.
        pub cause: Option<Box<str>>,
        /// Whether the same exists, or could happen, elsewhere.
        pub similar_cases: Option<Box<str>>,
        /// Why no corrective action is needed, if none is.
        pub no_action: Option<Box<str>>,
        /// Corrective actions.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// Whether they had the effect that was wanted.
        pub effectiveness: Option<Effectiveness>,
        /// What was changed in the ISMS because of it.
        pub changes: Option<Box<str>>,
        /// The day on which it was closed.
        pub closed: Option<Date>,
    }
}

impl Nonconformity {
    /// Whether it is closed by a day.
    pub fn is_closed(&self, as_of: Date) -> bool {
        self.closed.is_some_and(|closed| closed <= as_of)
    }
}

/// How much a nonconformity weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// It puts the ISMS in doubt.
    Major,
    /// It does not.
    Minor,
}

/// The review of corrective actions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effectiveness {
    /// What came out.
    pub result: Option<Effect>,
    /// Who looked.
    pub by: Option<Ref<Person>>,
    /// When.
    pub on: Option<Date>,
    /// By what it is seen.
    pub reason: Option<Box<str>>,
}

/// Whether corrective actions had the effect that was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// They had.
    Effective,
    /// They had not; more is to be done.
    NotEffective,
}
