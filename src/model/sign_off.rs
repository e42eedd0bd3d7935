//! A signature under something that the tool computes (clauses 6.1.3 d–f, 8.2, 9.2).

use super::common::{Decision, document};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// The approval of a version of the Statement of Applicability, the risk treatment plan, an
    /// assessment or the audit programme.
    titled SignOff {
        /// What is signed.
        pub subject: Subject,
        /// The version that is signed; quote it.
        pub version: Option<Box<str>>,
        /// The signatures, the latest last.
        #[serde(default)]
        pub approvals: Vec<Decision>,
    }
}

/// What is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The Statement of Applicability.
    Soa,
    /// The risk treatment plan.
    Rtp,
    /// The results of a risk assessment.
    Assessment,
    /// The audit programme.
    Programme,
}
