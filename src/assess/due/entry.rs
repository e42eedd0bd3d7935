//! One thing that falls due.

use crate::model::document::Document;
use crate::model::id::{Owner, Ref};
use crate::model::instant::Instant;
use crate::model::scalar::Date;

/// Something that is to be done, renewed or decided by a day.
#[derive(Debug, Clone)]
pub struct Due<'a> {
    /// What sort of thing falls due.
    pub what: What,
    /// The last day on which it is in time.
    pub on: Date,
    /// The moment, where hours count.
    pub at: Option<Instant>,
    /// What is to be done, in one line that names the document.
    pub summary: String,
    /// The document.
    pub document: &'a Document,
    /// The field that says so, such as `treatment.actions[2].due`.
    pub field: String,
    /// What tells it from other things of its sort in the document, such as the id of an action; it
    /// does not change when lists are reordered.
    pub key: String,
    /// Id of the person or role that answers for it.
    pub owner: Option<String>,
}

impl<'a> Due<'a> {
    /// Something that a field of a document says; the owner of the document answers for it.
    pub(super) fn new(
        what: What,
        on: Date,
        document: &'a Document,
        field: impl Into<String>,
        summary: String,
    ) -> Self {
        let owner = document.node.get("owner").and_then(|owner| owner.text());
        Self {
            what,
            on,
            at: None,
            summary,
            document,
            field: field.into(),
            key: String::new(),
            owner: owner.map(str::to_owned),
        }
    }

    /// With what tells it from others of its sort.
    pub(super) fn key(self, key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            ..self
        }
    }

    /// With somebody else who answers for it, if anybody is named.
    pub(super) fn owner(mut self, owner: Option<&Ref<Owner>>) -> Self {
        self.owner = owner.map(ToString::to_string).or(self.owner);
        self
    }

    /// Whether its day is past.
    pub fn is_overdue(&self, as_of: Date) -> bool {
        self.on < as_of
    }
}

/// Declares the sorts of things that fall due, each with its word.
macro_rules! sorts {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// A sort of thing that falls due.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum What {
            $($(#[$doc])* $name,)*
        }

        impl What {
            /// The word in tables and files.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

sorts! {
    /// The review of a document.
    Review = "review",
    /// An action, in a treatment or elsewhere.
    Action = "action",
    /// The end of an acceptance of a risk.
    Acceptance = "acceptance",
    /// The end of the endorsement of an acceptance.
    Endorsement = "endorsement",
    /// The end of an approval.
    Approval = "approval",
    /// The end of the exclusion of a control.
    Exclusion = "exclusion",
    /// The end of an exception.
    Exception = "exception",
    /// The day of an objective.
    Objective = "objective",
    /// The next assessment of a risk.
    RiskAssessment = "risk-assessment",
    /// The next run of a test of a control.
    ControlTest = "control-test",
    /// The next measurement of a metric.
    Measurement = "measurement",
    /// The next analysis of what a metric shows.
    Analysis = "analysis",
    /// The day from which a record no longer counts.
    Evidence = "evidence",
    /// The end of a certificate of a supplier.
    SupplierCertificate = "supplier-certificate",
    /// The end of the sharing of a risk.
    Sharing = "sharing",
    /// The end of a certificate of the organisation.
    Certificate = "certificate",
    /// An audit that a certification body has to hold.
    CertificationAudit = "certification-audit",
    /// The next round of a training.
    Training = "training",
    /// The end of a competence.
    Competence = "competence",
    /// An audit that is planned.
    Audit = "audit",
    /// The next internal audit that the programme asks for.
    InternalAudit = "internal-audit",
    /// The next management review.
    ManagementReview = "management-review",
    /// Something that a management review decided.
    ReviewDecision = "review-decision",
    /// An improvement.
    Improvement = "improvement",
    /// A planned change of the ISMS.
    PlannedChange = "planned-change",
    /// The notification of an incident.
    Notification = "notification",
}
