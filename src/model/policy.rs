//! A policy, procedure, standard, plan or guideline: Markdown with front matter (clauses 5.2, 7.5, A.5.1).

use super::common::{Communicated, Decision, document};
use super::id::{Control, Policy as PolicyTarget, Ref};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

document! {
    /// A document that says what people do; its text is the Markdown below the front matter.
    titled Policy {
        /// What sort of document it is.
        #[serde(rename = "type")]
        pub policy_type: PolicyType,
        /// Version; quote it.
        pub version: Option<Box<str>>,
        /// Classification level.
        pub classification: Option<Box<str>>,
        /// Controls that it puts into words.
        #[serde(default)]
        pub controls: Vec<Ref<Control>>,
        /// For the information security policy: where the text meets each item of clause 5.2, such as
        /// `a: "#purpose"`.
        #[serde(default)]
        pub meets: BTreeMap<Box<str>, Box<str>>,
        /// Who was told of it, when, and what shows it.
        #[serde(default)]
        pub communicated: Vec<Communicated>,
        /// For whom it is written.
        pub audience: Option<Box<str>>,
        /// The document that it replaces.
        pub supersedes: Option<Ref<PolicyTarget>>,
        /// Approvals, the latest last.
        #[serde(default)]
        pub approvals: Vec<Decision>,
        /// The last day on which it was in force.
        pub withdrawn: Option<Date>,
    }
}

/// The sort of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyType {
    /// Says what is wanted and why.
    Policy,
    /// Says who does what, in which order.
    Procedure,
    /// Says what exactly must hold.
    Standard,
    /// Says what is done by when.
    Plan,
    /// Advises.
    Guideline,
}
