//! A supplier (A.5.19 to A.5.23).

use super::common::document;
use super::id::{Evidence, Ref};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// Somebody who provides services or goods that the ISMS depends on.
    titled Supplier {
        /// What it provides.
        #[serde(default)]
        pub services: Vec<Box<str>>,
        /// What data it sees.
        #[serde(default)]
        pub data: Vec<Box<str>>,
        /// Where it works and keeps data.
        #[serde(default)]
        pub locations: Vec<Box<str>>,
        /// How much depends on it, such as low, medium, high or critical.
        pub criticality: Option<Box<str>>,
        /// Agreements with it, such as contract, data processing agreement and service levels.
        #[serde(default)]
        pub agreements: Vec<Box<str>>,
        /// Certificates and reports that it shows.
        #[serde(default)]
        pub certifications: Vec<Certification>,
        /// How the organisation would leave it.
        pub exit: Option<Box<str>>,
        /// The last day of the relation.
        pub ended: Option<Date>,
    }
}

/// A certificate or report of a supplier.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certification {
    /// The standard, such as ISO/IEC 27001 or SOC 2 Type 2.
    pub standard: Box<str>,
    /// What it covers.
    pub scope: Option<Box<str>>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The copy that was seen.
    pub evidence: Option<Ref<Evidence>>,
}
