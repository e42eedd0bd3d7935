//! A record that shows something, kept as a file or elsewhere (clauses 7.5, 9.1).

use super::common::document;
use super::id::{Ref, Supported};
use super::scalar::{Date, Period, Sha256};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A record: what it supports, where it is, when it was collected and how long it counts.
    titled Evidence {
        /// Controls, policies, clauses, obligations, risks and actions that it supports.
        #[serde(default)]
        pub supports: Vec<Ref<Supported>>,
        /// The file, relative to the root; exactly one of `file` and `url`.
        pub file: Option<Box<str>>,
        /// Where it is kept outside the repository.
        pub url: Option<Box<str>>,
        /// The day on which it was collected.
        pub collected: Option<Date>,
        /// The time that it speaks of.
        pub period: Option<EvidencePeriod>,
        /// How long it counts from the day it was collected.
        pub valid_for: Option<Period>,
        /// SHA-256 of the file.
        pub sha256: Option<Sha256>,
        /// How to get at it, when it is kept elsewhere.
        pub access: Option<Box<str>>,
    }
}

/// The time that a record speaks of; both days count.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EvidencePeriod {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}
