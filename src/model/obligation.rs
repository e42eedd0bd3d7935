//! A law, regulation, contract or standard that binds the organisation (A.5.31).

use super::common::document;
use super::id::{Control, Id, Ref};
use super::scalar::Period;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// Something that binds the organisation, and how each of its requirements is met.
    titled Obligation {
        /// What sort of obligation it is.
        #[serde(rename = "type")]
        pub obligation_type: ObligationType,
        /// Where it is written.
        pub source: Option<Box<str>>,
        /// What it requires.
        #[serde(default)]
        pub requirements: Vec<ObligationRequirement>,
        /// Whom to tell, and how soon.
        #[serde(default)]
        pub notify: Vec<Notify>,
    }
}

/// The sort of an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObligationType {
    /// An act of parliament.
    Law,
    /// A regulation.
    Regulation,
    /// A contract.
    Contract,
    /// A standard that was promised to be kept.
    Standard,
}

impl ObligationType {
    /// Whether it is law (as opposed to something agreed).
    pub fn legal(self) -> bool {
        matches!(self, Self::Law | Self::Regulation)
    }
}

/// One requirement; exactly one of `controls` and `not_applicable` answers it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ObligationRequirement {
    /// Identifies the requirement in this document.
    pub id: Id,
    /// What is required, in own words.
    pub text: Option<Box<str>>,
    /// Controls that meet it.
    #[serde(default)]
    pub controls: Vec<Ref<Control>>,
    /// Why it does not apply.
    pub not_applicable: Option<Box<str>>,
}

/// A duty to notify.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    /// How soon.
    pub within: Period,
    /// From which moment the time runs, such as awareness.
    pub from: Option<Box<str>>,
}
