//! An information security incident, from detection to the lessons (A.5.24 to A.5.28).

use super::common::{Property, document};
use super::id::{Asset, Evidence, Obligation, Ref, Risk};
use super::instant::Instant;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// An incident: when, what it touched, what was done, why it happened and what was learnt.
    titled Incident {
        /// When it was detected.
        pub detected: Option<Instant>,
        /// When it was contained.
        pub contained: Option<Instant>,
        /// When it was closed.
        pub closed: Option<Instant>,
        /// How bad it was.
        pub severity: Option<Severity>,
        /// Properties of information that were lost.
        #[serde(default)]
        pub affects: Vec<Property>,
        /// Assets that it touched.
        #[serde(default)]
        pub assets: Vec<Ref<Asset>>,
        /// Risks that came true, or that it says something about.
        #[serde(default)]
        pub risks: Vec<Ref<Risk>>,
        /// What happened when.
        #[serde(default)]
        pub timeline: Vec<Step>,
        /// Why it happened.
        pub cause: Option<Box<str>>,
        /// What was learnt.
        pub lessons: Option<Box<str>>,
        /// Whether personal data were touched.
        pub personal_data: Option<bool>,
        /// Whom obligations ask to notify.
        #[serde(default)]
        pub notifications: Vec<Notification>,
    }
}

/// How bad an incident was.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Hardly anybody noticed.
    Low,
    /// Work was hindered.
    Medium,
    /// Customers or data were touched.
    High,
    /// The organisation itself was in danger.
    Critical,
}

/// One step of what happened.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When.
    pub at: Instant,
    /// What.
    pub text: Option<Box<str>>,
}

/// Somebody whom an obligation asks to notify.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notification {
    /// The obligation that asks for it.
    pub obligation: Ref<Obligation>,
    /// Who is notified.
    pub to: Option<Box<str>>,
    /// Until when; computed from the obligation's `notify` and `detected` when absent.
    pub due: Option<Instant>,
    /// When it was done.
    pub done: Option<Instant>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<Ref<Evidence>>,
}
