//! An audit: what was looked at, by whom, and what was found (clause 9.2).

use super::common::document;
use super::id::{Clause, Control, Evidence, Id, Owner, Person, Ref, Requirement, Supplier};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// An audit, planned or held.
    titled Audit {
        /// What sort of audit it is.
        #[serde(rename = "type")]
        pub audit_type: AuditType,
        /// What it measures against.
        #[serde(default)]
        pub criteria: Vec<Box<str>>,
        /// What it looks at.
        pub scope: Option<AuditScope>,
        /// The supplier that is audited, in an audit of type supplier.
        pub supplier: Option<Ref<Supplier>>,
        /// Who audits.
        #[serde(default)]
        pub auditors: Vec<Ref<Person>>,
        /// The day for which it is planned.
        pub planned: Option<Date>,
        /// The day on which it was held, the last one if there were several.
        pub held: Option<Date>,
        /// What was sampled, and how.
        #[serde(default)]
        pub samples: Vec<Box<str>>,
        /// What it concludes.
        pub conclusion: Option<Box<str>>,
        /// To whom the results were reported.
        #[serde(default)]
        pub reported: Vec<Reported>,
        /// What was found.
        #[serde(default)]
        pub findings: Vec<Finding>,
    }
}

impl Audit {
    /// Whether it was held by a day.
    pub fn is_held(&self, as_of: Date) -> bool {
        self.held.is_some_and(|held| held <= as_of)
    }
}

/// The sort of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuditType {
    /// Of the ISMS, by or for the organisation itself.
    Internal,
    /// Of a supplier, by or for the organisation.
    Supplier,
    /// By a certification body, for a new certificate.
    Certification,
    /// By a certification body, to keep a certificate.
    Surveillance,
}

/// What an audit looks at.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuditScope {
    /// Clauses of the standard, or items of them; a clause covers those below it.
    #[serde(default)]
    pub clauses: Vec<Ref<Clause>>,
    /// Controls.
    #[serde(default)]
    pub controls: Vec<Ref<Control>>,
}

/// To whom the results of an audit were reported.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reported {
    /// The person or role that was told.
    pub to: Ref<Owner>,
    /// When.
    pub on: Option<Date>,
}

/// Something that an audit found.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Identifies the finding in this audit; elsewhere it is `audit/finding`.
    pub id: Id,
    /// How much it weighs.
    #[serde(rename = "type")]
    pub finding_type: FindingType,
    /// The clause, control, policy or obligation that it is about.
    pub requirement: Option<Ref<Requirement>>,
    /// What was found.
    pub statement: Option<Box<str>>,
    /// The records that show it.
    #[serde(default)]
    pub evidence: Vec<Ref<Evidence>>,
}

/// How much a finding weighs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum FindingType {
    /// A nonconformity that puts the ISMS in doubt.
    Major,
    /// A nonconformity that does not.
    Minor,
    /// Something that may become one.
    Observation,
    /// A chance to improve.
    Opportunity,
}

impl FindingType {
    /// Whether it is a nonconformity, so that clause 10.2 applies.
    pub fn is_nonconformity(self) -> bool {
        matches!(self, Self::Major | Self::Minor)
    }
}
