//! An internal or external issue that affects what the ISMS can achieve (clauses 4.1, 6.1.1).

use super::common::{Action, document};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// An internal or external issue of the organisation, with what is done about it.
    titled ContextIssue {
        /// Whether it comes from inside or outside.
        #[serde(rename = "type")]
        pub issue_type: IssueType,
        /// Whether it threatens the ISMS or helps it.
        pub effect: Option<Effect>,
        /// What is done about it.
        #[serde(default)]
        pub actions: Vec<Action>,
        /// Whether the actions had their effect.
        pub evaluated: Option<Evaluated>,
    }
}

/// Where an issue comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IssueType {
    /// From inside the organisation.
    Internal,
    /// From outside.
    External,
}

/// What an issue does to the ISMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// It can keep the ISMS from reaching its outcomes.
    Threat,
    /// It can help.
    Opportunity,
}

/// The judgement on the effect of actions.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluated {
    /// When it was judged.
    pub on: Date,
    /// What was found.
    pub result: Box<str>,
}
