//! One decision that is wanted, and why what stands there is not enough.

use crate::assess::assessment::Assessment;
use crate::assess::decision::{Authorised, Judged, State, What};
use crate::assess::entitled::{Entitled, Seat};
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::scalar::Date;

/// A decision that somebody has to take.
#[derive(Debug, Clone)]
pub struct Awaiting<'a> {
    /// What is to be decided.
    pub seat: Seat,
    /// The document; `None` for a signature for which there is no sign-off yet.
    pub document: Option<&'a Document>,
    /// The field that is to hold the decision, or the one that does not hold, such as `approvals[1]`.
    pub field: String,
    /// What the document is called.
    pub title: String,
    /// Whom it awaits; any one of them is enough.
    pub of: Entitled,
    /// Why what stands there is not enough.
    pub why: Why,
    /// Id of the level that is to be accepted or endorsed.
    pub level: Option<String>,
}

/// Why a decision is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There is none yet.
    Missing,
    /// There is one that does not count, and why.
    Void(String),
    /// The person who took it might not; what would have been needed.
    Unauthorised {
        /// Id of the person.
        by: String,
        /// Such as "the risk owner `jane`".
        needed: String,
    },
    /// What it was based on has changed, or the level is worse than the accepted one; in words.
    Stale(String),
    /// Its time is over since the day after this one; for a review, the day on which it was due.
    Expired(Date),
}

impl Why {
    /// Why a judged decision is not enough; `None` when it holds.
    pub(super) fn of(judged: Option<&Judged>) -> Option<Self> {
        let Some(judged) = judged else {
            return Some(Self::Missing);
        };
        let why = || judged.why.clone().unwrap_or_default();
        Some(match (judged.state, &judged.authorised) {
            (State::Valid, _) => return None,
            (State::Stale, _) => Self::Stale(why()),
            (State::None, Authorised::No(needed)) => Self::Unauthorised {
                by: judged.by.clone().unwrap_or_default(),
                needed: needed.clone(),
            },
            (State::Expired, _) => match judged.until {
                Some(until) => Self::Expired(until),
                None => Self::Void(why()),
            },
            (State::None, _) => Self::Void(why()),
        })
    }

    /// The word in files.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Void(_) => "void",
            Self::Unauthorised { .. } => "unauthorised",
            Self::Stale(_) => "stale",
            Self::Expired(_) => "expired",
        }
    }
}

/// Where decisions that are wanted are looked for.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) model: &'a Model,
    pub(super) assessment: &'a Assessment<'a>,
    pub(super) as_of: Date,
}

impl<'a> Ground<'a> {
    /// The decision of one sort in the document of an index.
    pub(super) fn judged(self, at: usize, what: What) -> Option<&'a Judged> {
        let all = &self.assessment.decisions;
        let first = all.partition_point(|judged| judged.document < at);
        let own = all[first..].iter();
        own.take_while(|judged| judged.document == at)
            .find(|judged| judged.what == what)
    }

    /// What a document is called; a control of the catalog has the title of the catalog.
    fn title(self, document: &Document) -> String {
        let catalog = || self.model.index.catalog_title(&document.id);
        let title = document.title();
        match catalog().filter(|_| title == &*document.id) {
            Some(catalog) => catalog.to_owned(),
            None => title.to_owned(),
        }
    }

    /// A decision that is wanted at a seat of the document of an index, and whom it awaits.
    pub(super) fn wanted(self, at: usize, seat: Seat, of: Entitled, why: Why) -> Awaiting<'a> {
        let document = &self.model.documents[at];
        let judged = seat.what().and_then(|what| self.judged(at, what));
        Awaiting {
            seat,
            document: Some(document),
            field: judged.map_or_else(|| seat.field().to_owned(), |judged| judged.field.clone()),
            title: self.title(document),
            of,
            why,
            level: None,
        }
    }
}
