//! The scope of the ISMS (clause 4.3).

use super::common::{Decision, document};
use super::id::{Asset, Context, Ref, Site, Supplier};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// What the ISMS covers, where it ends, and how it touches what lies outside.
    one Scope {
        /// Version of the scope; quote it.
        pub version: Option<Box<str>>,
        /// The scope as it is to be printed on a certificate.
        pub statement: Option<Box<str>>,
        /// Where the scope ends.
        pub boundaries: Option<Boundaries>,
        /// Sites that are covered.
        #[serde(default)]
        pub sites: Vec<Ref<Site>>,
        /// Services that are covered (assets of type service).
        #[serde(default)]
        pub services: Vec<Ref<Asset>>,
        /// Where work of the organisation meets that of others.
        #[serde(default)]
        pub interfaces: Vec<Interface>,
        /// Issues and interested parties that were considered.
        #[serde(default)]
        pub considered: Vec<Ref<Context>>,
        /// What is left out.
        #[serde(default)]
        pub exclusions: Vec<ScopeExclusion>,
        /// The approval of the scope.
        pub approval: Option<Decision>,
    }
}

/// Where the scope ends, three ways.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Boundaries {
    /// Which entities, departments and processes are inside.
    pub organizational: Option<Box<str>>,
    /// Which places are inside.
    pub physical: Option<Box<str>>,
    /// Which networks, systems and services are inside.
    pub digital: Option<Box<str>>,
}

/// A place where work of the organisation meets that of others.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Who is on the other side.
    pub with: Box<str>,
    /// What is exchanged or depended on.
    pub what: Option<Box<str>>,
    /// Who answers for what.
    pub responsibility: Option<Box<str>>,
    /// The supplier on the other side, if it is one.
    pub supplier: Option<Ref<Supplier>>,
}

/// Something that the scope leaves out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeExclusion {
    /// What is left out.
    pub what: Box<str>,
    /// Why that takes nothing from what the ISMS promises.
    pub justification: Option<Box<str>>,
}
