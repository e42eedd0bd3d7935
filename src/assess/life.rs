//! The end of things: nothing that a decision names is deleted, but people leave and assets retire
//! (model.md, "Life cycle").

use crate::model::Body;
use crate::model::document::Document;
use crate::model::scalar::Date;

/// The end of a document, on the day that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// The last day on which a decision or a record may name it.
    pub on: Date,
    /// The first day on which it is over.
    over_from: Option<Date>,
    /// The field that says so.
    pub field: &'static str,
    /// What happened, in a word that follows the name: "left", "was retired".
    pub word: &'static str,
}

impl End {
    /// Whether it is over on a day.
    pub fn is_over(&self, as_of: Date) -> bool {
        match self.over_from {
            Some(first) => first <= as_of,
            None => self.on < as_of,
        }
    }
}

/// When a document ends, if it says so. Days are last days, but for risks: on the day on which a risk
/// is closed it is closed.
pub fn end(document: &Document) -> Option<End> {
    let last = |on: Option<Date>, field, word| {
        Some(End {
            on: on?,
            over_from: None,
            field,
            word,
        })
    };
    match &document.body {
        Body::Person(person) => last(person.left, "left", "left"),
        Body::Asset(asset) => last(asset.retired, "retired", "was retired"),
        Body::Supplier(supplier) => last(supplier.ended, "ended", "ended"),
        Body::Policy(policy) => last(policy.withdrawn, "withdrawn", "was withdrawn"),
        Body::Risk(risk) => risk.closed.as_ref().map(|closed| End {
            on: closed.on,
            over_from: Some(closed.on),
            field: "closed.on",
            word: "was closed",
        }),
        _ => None,
    }
}

/// Whether a document has ended by a day.
pub fn is_over(document: &Document, as_of: Date) -> bool {
    end(document).is_some_and(|end| end.is_over(as_of))
}
