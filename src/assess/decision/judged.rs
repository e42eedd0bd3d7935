//! Decisions as data, once they are judged.

use crate::assess::basis;
use crate::model::document::Document;
use crate::model::scalar::Date;
use serde_json::Value as Json;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The risk owner approved the treatment plan of a risk.
    Plan,
    /// The risk owner accepted a level above the criterion.
    Acceptance,
    /// Somebody who may accept that level endorsed the acceptance.
    Endorsement,
    /// A policy was approved.
    Policy,
    /// The scope, the risk method, an assessment or an exception was approved.
    Whole,
    /// A control was excluded.
    Exclusion,
    /// The Statement of Applicability was signed.
    Soa,
    /// The risk treatment plan was signed.
    Rtp,
}

impl What {
    /// What such a decision is based on in its own document; `None` for what is based on the whole model
    /// (see `Assessment::content`).
    pub fn content(self, document: &Document) -> Option<Json> {
        match self {
            Self::Plan | Self::Acceptance | Self::Endorsement => Some(basis::of_risk(document)),
            Self::Policy => Some(basis::of_policy(document)),
            Self::Whole => Some(basis::of_whole(document)),
            Self::Exclusion | Self::Soa | Self::Rtp => None,
        }
    }
}

/// Whether a decision holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// There is none, or nobody with the authority took it.
    None,
    /// It holds.
    Valid,
    /// What it was based on has changed.
    Stale,
    /// Its time is over.
    Expired,
}

/// Who may take a decision, and whether the person named did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorised {
    /// The person held the authority on that day.
    Yes,
    /// The person did not; what would have been needed, in words.
    No(String),
    /// Nothing is asked for.
    NotAsked,
}

/// A decision that stands in a document, judged.
#[derive(Debug, Clone)]
pub struct Judged {
    /// What was decided.
    pub what: What,
    /// Index of the document that it stands in.
    pub document: usize,
    /// The field that holds it, such as `treatment.acceptance`.
    pub field: String,
    /// Who decided.
    pub by: Option<String>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether it holds.
    pub state: State,
    /// Why it does not, in words.
    pub why: Option<String>,
    /// Whether the person held the authority.
    pub authorised: Authorised,
    /// The basis that is written down.
    pub recorded: Option<String>,
    /// The basis as it is now; what `basis` has to be for the decision to be fresh.
    pub basis: String,
}
