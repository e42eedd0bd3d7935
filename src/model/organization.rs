//! The organisation: its entities, sites, classification levels and certificates (clause 4).

use super::common::document;
use super::id::{Entity, Id, Person, Ref};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// The organisation whose ISMS this is; exactly one in a repository.
    one Organization {
        /// What it is called.
        #[serde(deserialize_with = "crate::model::common::name")]
        #[schemars(extend("maxLength" = crate::model::common::MAX_NAME))]
        pub name: Box<str>,
        /// The name in the register of companies.
        pub legal_name: Option<Box<str>>,
        /// Companies, branches and departments, inside the scope or next to it.
        #[serde(default)]
        pub entities: Vec<EntityItem>,
        /// Places where people work or systems stand.
        #[serde(default)]
        pub sites: Vec<SiteItem>,
        /// Names of the classification levels, lowest first.
        #[serde(default)]
        pub classification: Vec<Box<str>>,
        /// Whether climate change is a relevant issue (Amendment 1:2024).
        pub climate_change: Option<ClimateChange>,
        /// Address of the repository, to which reports link lines and commits.
        pub repository: Option<Box<str>>,
        /// Certificates held.
        #[serde(default)]
        pub certificates: Vec<Certificate>,
    }
}

/// A company, branch or department.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityItem {
    /// Identifies the entity.
    pub id: Id,
    /// What it is called.
    pub name: Option<Box<str>>,
    /// Whether the ISMS covers it.
    pub in_scope: Option<bool>,
    /// How it touches the scope, when it lies outside.
    pub interface: Option<Box<str>>,
}

/// A place where people work or systems stand.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteItem {
    /// Identifies the site.
    pub id: Id,
    /// What it is called.
    pub name: Option<Box<str>>,
    /// Where it is.
    pub address: Option<Box<str>>,
    /// The entity that uses it.
    pub entity: Option<Ref<Entity>>,
}

/// The determination on climate change.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClimateChange {
    /// Whether it is a relevant issue.
    pub relevant: Option<bool>,
    /// Why, or why not.
    pub why: Option<Box<str>>,
    /// Who determined it.
    pub by: Option<Ref<Person>>,
    /// When.
    pub on: Option<Date>,
}

/// A certificate of the ISMS.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The certification body.
    pub body: Box<str>,
    /// Number of the certificate.
    pub number: Option<Box<str>>,
    /// The scope as it is printed on it.
    pub scope: Option<Box<str>>,
    /// Version of the Statement of Applicability that it names.
    pub soa_version: Option<Box<str>>,
    /// The day on which it was issued.
    pub issued: Option<Date>,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Days by which the next audits are due.
    #[serde(default)]
    pub audits_due: Vec<Date>,
}
