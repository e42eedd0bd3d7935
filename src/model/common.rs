//! What documents of all kinds have in common: decisions, reviews, actions, and the common fields.

use super::id::{Evidence, Id, Owner, Person, Record, Ref};
use super::scalar::{Basis, Date, Period};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, de};

/// Declares the type of a document with the fields that all documents have. The word before the name
/// says what it is called by: `titled` (id and title), `named` (id and name), `plain` (the id of
/// a control and an optional title) or `one` (the only document of its kind, without id and title).
macro_rules! document {
    (@make [$($identity:tt)*] $(#[$meta:meta])* $name:ident { $($fields:tt)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// The kind of this document.
            pub kind: Box<str>,
            $($identity)*
            /// What a reader who does not know it needs to know.
            pub description: Option<Box<str>>,
            /// Words to find and group documents by.
            #[serde(default)]
            pub tags: Vec<Box<str>>,
            /// Free notes; no decision depends on them.
            pub notes: Option<Box<str>>,
            /// Clauses of the standard, or their items such as `5.1.c`, that this document is evidence for.
            #[serde(default)]
            pub shows: Vec<$crate::model::id::Ref<$crate::model::id::Clause>>,
            /// How often this document is reviewed, and when it was.
            pub review: Option<$crate::model::common::Review>,
            /// How long it is kept after it has ended.
            pub retention: Option<$crate::model::scalar::Period>,
            /// The person or role that answers for it.
            pub owner: Option<$crate::model::id::Ref<$crate::model::id::Owner>>,
            $($fields)*
        }
    };
    ($(#[$meta:meta])* titled $name:ident { $($fields:tt)* }) => {
        $crate::model::common::document! { @make [
            /// Unique in its id space and never reused.
            pub id: $crate::model::id::Id,
            /// What it is called.
            #[serde(deserialize_with = "crate::model::common::name")]
            #[schemars(extend("maxLength" = $crate::model::common::MAX_NAME))]
            pub title: Box<str>,
        ] $(#[$meta])* $name { $($fields)* } }
    };
    ($(#[$meta:meta])* named $name:ident { $($fields:tt)* }) => {
        $crate::model::common::document! { @make [
            /// Unique in its id space and never reused.
            pub id: $crate::model::id::Id,
            /// The name; for a person it may be a pseudonym.
            #[serde(deserialize_with = "crate::model::common::name")]
            #[schemars(extend("maxLength" = $crate::model::common::MAX_NAME))]
            pub name: Box<str>,
        ] $(#[$meta])* $name { $($fields)* } }
    };
    ($(#[$meta:meta])* plain $name:ident { $($fields:tt)* }) => {
        $crate::model::common::document! { @make [
            /// Unique in its id space and never reused.
            pub id: $crate::model::id::ControlId,
            /// What it is called.
            #[serde(default, deserialize_with = "crate::model::common::optional_name")]
            #[schemars(extend("maxLength" = $crate::model::common::MAX_NAME))]
            pub title: Option<Box<str>>,
        ] $(#[$meta])* $name { $($fields)* } }
    };
    ($(#[$meta:meta])* one $name:ident { $($fields:tt)* }) => {
        $crate::model::common::document! { @make [] $(#[$meta])* $name { $($fields)* } }
    };
}
pub(crate) use document;

/// The most characters of a title or name: many others are told by it, so that one of a mebibyte would fill
/// every page.
pub const MAX_NAME: usize = 500;

/// Reads what something is called.
pub(crate) fn name<'de, D: Deserializer<'de>>(from: D) -> Result<Box<str>, D::Error> {
    Box::<str>::deserialize(from).and_then(bounded)
}

/// As [`name`], of what need not be called anything.
pub(crate) fn optional_name<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Box<str>>, D::Error> {
    Option::<Box<str>>::deserialize(from)?
        .map(bounded)
        .transpose()
}

fn bounded<E: de::Error>(name: Box<str>) -> Result<Box<str>, E> {
    // Bytes are counted first: most names are short in both.
    match name.len() > MAX_NAME && name.chars().count() > MAX_NAME {
        true => Err(E::custom(format_args!(
            "expected at most {MAX_NAME} characters"
        ))),
        false => Ok(name),
    }
}

/// Who decided what, when, until when, and on what basis: approvals, acceptances, endorsements,
/// exclusions and exceptions all have this shape.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The person who decided; they held the authority on that day.
    pub by: Option<Ref<Person>>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Why it was decided so.
    pub reason: Option<Box<str>>,
    /// The evidence or management review that records the decision.
    pub record: Option<Ref<Record>>,
    /// Digest of what the decision was based on, written by the tool; when that changes, it is stale.
    pub basis: Option<Basis>,
}

/// One review that was held.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewDone {
    /// The person who reviewed.
    pub by: Option<Ref<Person>>,
    /// The day of the review.
    pub on: Date,
    /// What came of it.
    pub reason: Option<Box<str>>,
    /// The evidence or management review that records it.
    pub record: Option<Ref<Record>>,
}

/// How often a document is reviewed, and when it was.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The longest time between two reviews.
    pub every: Option<Period>,
    /// Reviews that were held.
    #[serde(default)]
    pub done: Vec<ReviewDone>,
}

/// State of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// Not begun.
    Open,
    /// Under way.
    InProgress,
    /// Finished; `done` says when.
    Done,
    /// Given up; `reason` says why.
    Cancelled,
}

impl ActionStatus {
    /// Whether it was finished or given up.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled)
    }
}

/// Something that somebody does until a day, outside risk treatment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Identifies the action in this document.
    pub id: Id,
    /// What is done.
    pub title: Option<Box<str>>,
    /// Who answers for it.
    pub owner: Option<Ref<Owner>>,
    /// The day on which it begins.
    pub start: Option<Date>,
    /// The day by which it is done.
    pub due: Option<Date>,
    /// State of the action.
    pub status: Option<ActionStatus>,
    /// The day on which it was done.
    pub done: Option<Date>,
    /// People, time and money that it needs.
    pub resources: Option<Box<str>>,
    /// What shows that it was done.
    #[serde(default)]
    pub evidence: Vec<Ref<Evidence>>,
    /// Why it was cancelled.
    pub reason: Option<Box<str>>,
}

impl Action {
    /// Whether it was finished or given up.
    pub fn is_over(&self) -> bool {
        self.status.is_some_and(ActionStatus::is_over)
    }
}

/// A group that was told, and what shows it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Communicated {
    /// Who was told.
    pub to: Box<str>,
    /// When.
    pub on: Option<Date>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<Ref<Evidence>>,
}

/// A property of information that can be lost.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    JsonSchema,
    serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// Only those may know it who should.
    Confidentiality,
    /// It is right and complete.
    Integrity,
    /// It is there when it is needed.
    Availability,
}

impl Property {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Confidentiality, Self::Integrity, Self::Availability];
}

/// The sort of an asset.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    JsonSchema,
    serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum AssetType {
    /// Data and documents.
    Information,
    /// Programs, own or bought.
    Software,
    /// Devices and machines.
    Hardware,
    /// What the organisation or a supplier provides.
    Service,
    /// People and what they know.
    People,
    /// Offices and rooms.
    Site,
    /// Reputation, rights and the like.
    Intangible,
}

/// Result of a test, of a control or of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It went as it should.
    Pass,
    /// It did not.
    Fail,
}
