//! The kinds of documents, the catalogs, and the links between them.
//!
//! A document is whole or broken, never half: what has a problem of shape keeps its kind and id, so
//! that references to it resolve, and everything that depends on it reads *unknown*.

pub mod scalar;

pub mod instant;

pub mod id;

pub mod common;

pub mod catalog;

pub mod mapped;

pub mod threats;

/// The list of all kinds: everything that is known of a kind beside its type stands in its line.
macro_rules! kinds {
    ($($module:ident :: $type:ident $name:literal $clause:literal $one:ident $schema:literal;)*) => {
        $(pub mod $module;)*

        /// A kind of document.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $(#[doc = concat!("`", $name, "`")] $type,)*
        }

        impl Kind {
            /// All kinds, in the order of the standard.
            pub const ALL: &'static [Self] = &[$(Self::$type,)*];

            /// The name in `kind:`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$type => $name,)* }
            }

            /// The clauses of the standard that ask for such documents.
            pub fn clause(self) -> &'static str {
                match self { $(Self::$type => $clause,)* }
            }

            /// Whether a repository holds one document of this kind, which then needs no id.
            pub fn is_one(self) -> bool {
                match self { $(Self::$type => kinds!(@$one),)* }
            }

            /// The text of its JSON Schema, as it is committed.
            pub fn schema_text(self) -> &'static str {
                match self { $(Self::$type => include_str!(concat!("../schemas/", $schema)),)* }
            }

            /// The JSON Schema as the type gives it, before it is made plain.
            pub fn derived_schema(self) -> schemars::Schema {
                match self { $(Self::$type => schemars::schema_for!($module::$type),)* }
            }

            /// Reads a tree as this kind.
            pub(crate) fn read(self, node: &crate::syntax::node::Node) -> Result<(Body, Vec<crate::syntax::de::Reference>), crate::syntax::de::Mismatch> {
                match self {
                    $(Self::$type => crate::syntax::de::read::<$module::$type>(node)
                        .map(|(data, references)| (Body::$type(Box::new(data)), references)),)*
                }
            }
        }

        /// What a document says, by kind; a broken one says nothing that can be relied on.
        #[derive(Debug)]
        pub enum Body {
            $(#[doc = concat!("A whole document of kind `", $name, "`.")] $type(Box<$module::$type>),)*
            /// A document with a problem of shape.
            Broken,
        }

        $(impl OfKind for $module::$type {
            const KIND: Kind = Kind::$type;

            fn of(body: &Body) -> Option<&Self> {
                match body { Body::$type(data) => Some(data), _ => None }
            }
        })*
    };
    (@one) => { true };
    (@many) => { false };
}

kinds! {
    organization::Organization "organization" "4" one "organization.schema.json";
    context_issue::ContextIssue "context-issue" "4.1" many "context-issue.schema.json";
    interested_party::InterestedParty "interested-party" "4.2" many "interested-party.schema.json";
    scope::Scope "scope" "4.3" one "scope.schema.json";
    process::Process "process" "4.4" many "process.schema.json";
    person::Person "person" "5.3" many "person.schema.json";
    role::Role "role" "5.3" many "role.schema.json";
    policy::Policy "policy" "5.2" many "policy.schema.json";
    asset::Asset "asset" "A.5.9" many "asset.schema.json";
    risk_method::RiskMethod "risk-method" "6.1.2" one "risk-method.schema.json";
    assessment::Assessment "assessment" "8.2" many "assessment.schema.json";
    risk::Risk "risk" "6.1.2" many "risk.schema.json";
    control::Control "control" "6.1.3" many "control.schema.json";
    sign_off::SignOff "sign-off" "6.1.3" many "sign-off.schema.json";
    objective::Objective "objective" "6.2" many "objective.schema.json";
    planned_change::PlannedChange "planned-change" "6.3" many "planned-change.schema.json";
    competence::Competence "competence" "7.2" many "competence.schema.json";
    training::Training "training" "7.2" many "training.schema.json";
    communication::Communication "communication" "7.4" many "communication.schema.json";
    controlled_document::ControlledDocument "controlled-document" "7.5" many "controlled-document.schema.json";
    metric::Metric "metric" "9.1" many "metric.schema.json";
    programme::Programme "programme" "9.2" one "programme.schema.json";
    audit::Audit "audit" "9.2" many "audit.schema.json";
    management_review::ManagementReview "management-review" "9.3" many "management-review.schema.json";
    nonconformity::Nonconformity "nonconformity" "10.2" many "nonconformity.schema.json";
    improvement::Improvement "improvement" "10.1" many "improvement.schema.json";
    obligation::Obligation "obligation" "A.5.31" many "obligation.schema.json";
    supplier::Supplier "supplier" "A.5.19" many "supplier.schema.json";
    incident::Incident "incident" "A.5.24" many "incident.schema.json";
    exception::Exception "exception" "A.5.36" many "exception.schema.json";
    evidence::Evidence "evidence" "7.5" many "evidence.schema.json";
}

/// A type that is the content of documents of one kind.
pub trait OfKind: Sized + 'static {
    /// The kind.
    const KIND: Kind;

    /// The content of a document, if it is of this kind and whole.
    fn of(body: &Body) -> Option<&Self>;
}

pub mod kept;

pub mod document;

pub mod schemas;

pub mod requirement;

pub mod reading;

pub mod link;

pub mod graph;
