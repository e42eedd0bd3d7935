//! An interested party and what it requires (clause 4.2).

use super::common::document;
use super::id::{Id, Measure, Obligation, Ref};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// Somebody whose needs the ISMS has to consider, and how each of them is answered.
    titled InterestedParty {
        /// What kind of party it is, such as customer, employee, regulator, owner or supplier.
        #[serde(rename = "type")]
        pub party_type: Box<str>,
        /// What it requires or expects.
        #[serde(default)]
        pub requirements: Vec<PartyRequirement>,
    }
}

/// One requirement; exactly one of `obligation`, `addressed_by`, `not_addressed` and `outside_isms`
/// answers it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyRequirement {
    /// Identifies the requirement in this document.
    pub id: Id,
    /// What is required.
    pub text: Option<Box<str>>,
    /// The obligation that it is written down in.
    pub obligation: Option<Ref<Obligation>>,
    /// Controls and policies that answer it.
    #[serde(default)]
    pub addressed_by: Vec<Ref<Measure>>,
    /// Why it is not answered.
    pub not_addressed: Option<Box<str>>,
    /// Why it is no matter of the ISMS.
    pub outside_isms: Option<Box<str>>,
}
