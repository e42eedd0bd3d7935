//! A control: the decision on it, how it is implemented, and how that is tested (clause 6.1.3 d).

use super::common::{Decision, Outcome, document};
use super::id::{Evidence, Id, Owner, Person, Place, Ref, Supplier};
use super::scalar::{Date, Period};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A control of a catalog (then the title is the catalog's) or an own one (then with a title).
    plain Control {
        /// Whether it is applicable; undecided when absent.
        pub applicable: Option<bool>,
        /// How far it is implemented.
        pub status: Option<Status>,
        /// How it is implemented, in words that say what this organisation does.
        pub implementation: Option<Box<str>>,
        /// Reasons that cannot be derived from other documents.
        #[serde(default)]
        pub reasons: Vec<WrittenReason>,
        /// Why it is applicable; composed from the reasons when absent.
        pub justification: Option<Box<str>>,
        /// Suppliers that operate it.
        #[serde(default)]
        pub operated_by: Vec<Ref<Supplier>>,
        /// How it is implemented at each place, where that differs.
        #[serde(default)]
        pub implementations: Vec<Implementation>,
        /// How it is tested.
        #[serde(default)]
        pub tests: Vec<Test>,
        /// When not applicable: the decision to exclude it, with its reason.
        pub exclusion: Option<Decision>,
    }
}

/// How far a control is implemented; the order is from weakest to strongest.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    JsonSchema,
    serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nothing was done.
    NotStarted,
    /// It is planned.
    Planned,
    /// It works in part.
    Partial,
    /// It works.
    Implemented,
}

/// A reason that is written; legal, contractual and risk reasons are derived.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum WrittenReason {
    /// The business needs it.
    Business,
    /// It is good practice.
    BestPractice,
}

/// The implementation at one place.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Implementation {
    /// A site, an entity, or a service.
    #[serde(rename = "where")]
    pub place: Ref<Place>,
    /// How far it is implemented there.
    pub status: Option<Status>,
    /// How.
    pub how: Option<Box<str>>,
    /// Who answers for it there.
    pub owner: Option<Ref<Owner>>,
}

/// A test of the control.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// Identifies the test in this control.
    pub id: Id,
    /// What is looked at, and how.
    pub how: Option<Box<str>>,
    /// How often.
    pub every: Option<Period>,
    /// Results, in any order; the latest day counts.
    #[serde(default)]
    pub results: Vec<TestResult>,
}

/// One result of a test.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestResult {
    /// The day of the test.
    pub on: Date,
    /// Who tested.
    pub by: Option<Ref<Person>>,
    /// What came out.
    pub result: Outcome,
    /// What shows it.
    pub evidence: Option<Ref<Evidence>>,
    /// The sample that was taken.
    pub sample: Option<Sample>,
}

/// A sample of a population.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// How many items there are.
    pub population: Option<i64>,
    /// How many were looked at.
    pub size: Option<i64>,
    /// How they were chosen.
    pub method: Option<Box<str>>,
    /// The seed of a random choice.
    pub seed: Option<i64>,
    /// Which items were looked at.
    #[serde(default)]
    pub items: Vec<Box<str>>,
    /// Which of them failed.
    #[serde(default)]
    pub failed: Vec<Box<str>>,
}
