//! A role and who holds it (clause 5.3).

use super::common::document;
use super::id::{self, Clause, Ref};
use super::scalar::Date;
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A role with its responsibilities, authorities and holders over time.
    titled Role {
        /// What the holder answers for.
        #[serde(default)]
        pub responsibilities: Vec<Box<str>>,
        /// Clauses that the holder answers for.
        #[serde(default)]
        pub clauses: Vec<Ref<Clause>>,
        /// What the holder may decide.
        #[serde(default)]
        pub authorities: Vec<Authority>,
        /// Who holds it, and held it.
        #[serde(default)]
        pub holders: Vec<Holder>,
        /// Who stands in.
        pub deputy: Option<Ref<id::Person>>,
        /// Roles that the same person must not hold.
        #[serde(default)]
        pub incompatible_with: Vec<Ref<id::Role>>,
    }
}

/// What the holder of a role may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// Directs and controls the organisation at the highest level.
    TopManagement,
    /// Answers for the conformity of the ISMS with the standard (5.3 a).
    IsmsConformity,
    /// Reports on the performance of the ISMS to top management (5.3 b).
    IsmsReporting,
    /// Approves policies.
    ApprovePolicy,
    /// Approves the Statement of Applicability.
    ApproveSoa,
    /// Approves exceptions.
    ApproveException,
}

impl Authority {
    /// The word in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::TopManagement => "top-management",
            Self::IsmsConformity => "isms-conformity",
            Self::IsmsReporting => "isms-reporting",
            Self::ApprovePolicy => "approve-policy",
            Self::ApproveSoa => "approve-soa",
            Self::ApproveException => "approve-exception",
        }
    }
}

/// One person's time in a role.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Who.
    pub person: Ref<id::Person>,
    /// First day in the role.
    pub from: Option<Date>,
    /// Last day in the role.
    pub until: Option<Date>,
}

impl Holder {
    /// Whether this person held the role on `day`; both ends count.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
