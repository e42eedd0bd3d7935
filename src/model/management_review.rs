//! A review of the ISMS by top management (clause 9.3).

use super::common::{ActionStatus, Decision, document};
use super::id::{Owner, Person, Ref};
use super::scalar::{Date, Period};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A management review, planned or held: who, what was looked at, and what was decided.
    titled ManagementReview {
        /// The longest time until the next one.
        pub every: Option<Period>,
        /// The day on which it was held.
        pub held: Option<Date>,
        /// Who took part.
        #[serde(default)]
        pub attendees: Vec<Ref<Person>>,
        /// What was looked at, by the letters of clause 9.3.2.
        pub inputs: Option<Inputs>,
        /// The state of the repository from which the inputs were computed.
        pub generated_at: Option<GeneratedAt>,
        /// What was decided.
        #[serde(default)]
        pub decisions: Vec<ReviewDecision>,
        /// The approval of the minutes.
        pub approval: Option<Decision>,
    }
}

/// The inputs of clause 9.3.2.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// Status of actions from earlier reviews.
    pub a: Option<Input>,
    /// Changes in external and internal issues.
    pub b: Option<Input>,
    /// Changes in the needs of interested parties.
    pub c: Option<Input>,
    /// Performance as a whole, beside its four parts.
    pub d: Option<Input>,
    /// Nonconformities and corrective actions.
    pub d1: Option<Input>,
    /// Results of monitoring and measurement.
    pub d2: Option<Input>,
    /// Results of audits.
    pub d3: Option<Input>,
    /// Fulfilment of objectives.
    pub d4: Option<Input>,
    /// Feedback from interested parties.
    pub e: Option<Input>,
    /// Results of risk assessment and status of the risk treatment plan.
    pub f: Option<Input>,
    /// Opportunities for improvement.
    pub g: Option<Input>,
}

impl Inputs {
    /// The ten inputs that a review needs, by letter, with the items of clause 9.3.2 that they answer.
    pub fn needed(&self) -> [(&'static str, &'static str, Option<&Input>); 10] {
        [
            ("a", "9.3.2.a", self.a.as_ref()),
            ("b", "9.3.2.b", self.b.as_ref()),
            ("c", "9.3.2.c", self.c.as_ref()),
            ("d1", "9.3.2.d.1", self.d1.as_ref()),
            ("d2", "9.3.2.d.2", self.d2.as_ref()),
            ("d3", "9.3.2.d.3", self.d3.as_ref()),
            ("d4", "9.3.2.d.4", self.d4.as_ref()),
            ("e", "9.3.2.e", self.e.as_ref()),
            ("f", "9.3.2.f", self.f.as_ref()),
            ("g", "9.3.2.g", self.g.as_ref()),
        ]
    }
}

/// One input: what was said about it, or that the computed facts were looked at.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What was said about it.
    pub text: Option<Box<str>>,
    /// Whether the facts that the tool computes were looked at.
    pub generated: Option<bool>,
}

impl Input {
    /// Whether it says anything.
    pub fn is_given(&self) -> bool {
        self.text.is_some() || self.generated == Some(true)
    }
}

/// The state of the repository from which the inputs of a review were computed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GeneratedAt {
    /// The commit.
    pub revision: Option<Box<str>>,
    /// The day as of which they were computed.
    pub as_of: Option<Date>,
}

/// Something that a review decided.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDecision {
    /// What was decided.
    pub text: Box<str>,
    /// What it is about.
    #[serde(rename = "type")]
    pub decision_type: Option<ReviewDecisionType>,
    /// Who carries it out.
    pub owner: Option<Ref<Owner>>,
    /// The day by which it is done.
    pub due: Option<Date>,
    /// State of it.
    pub status: Option<ActionStatus>,
    /// The day on which it was done.
    pub done: Option<Date>,
    /// Why it was cancelled.
    pub reason: Option<Box<str>>,
}

impl ReviewDecision {
    /// Whether there is nothing to carry out, or nothing any more.
    pub fn is_over(&self) -> bool {
        self.decision_type == Some(ReviewDecisionType::None)
            || self.status.is_some_and(ActionStatus::is_over)
    }
}

/// What a decision of a review is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewDecisionType {
    /// An opportunity for improvement.
    Improvement,
    /// A change of the ISMS.
    IsmsChange,
    /// People, time or money.
    Resources,
    /// Nothing is to be done; it is only noted.
    None,
}
