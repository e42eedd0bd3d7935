//! Values that may be unknown because something they depend on could not be read, and derivations.

use crate::model::Kind;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::text::source::Span;
use std::sync::Arc;

/// Why a value cannot be known, with the place to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// What stands in the way.
    pub why: String,
    /// Path of the file to mend.
    pub path: Arc<str>,
    /// Where in it.
    pub span: Span,
    /// 1-based line of that place.
    pub line: usize,
}

impl Unknown {
    /// Unknown because of a field of a document (empty: because of the document itself).
    pub fn because(document: &Document, field: &str, why: impl Into<String>) -> Self {
        let span = if field.is_empty() {
            document.place()
        } else {
            document.place_of(field)
        };
        let line = document.file.position(span.start).line;
        Self {
            why: why.into(),
            path: Arc::clone(&document.file.path),
            span,
            line,
        }
    }

    /// Unknown because a document is broken.
    pub fn broken(document: &Document) -> Self {
        Self::because(
            document,
            "",
            format!("{} could not be read whole", document.subject()),
        )
    }
}

/// A value, or why it cannot be known.
pub type Known<T> = Result<T, Unknown>;

/// One step of how a number came about, with the place it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What this step says, such as "A.8.5 implemented: impact −1".
    pub text: String,
    /// Path and 1-based line of where it is written, if it is.
    pub place: Option<(Arc<str>, usize)>,
}

impl Step {
    /// A step that is written in a field of a document.
    pub fn at(document: &Document, field: &str, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: Some((Arc::clone(&document.file.path), document.line_of(field))),
        }
    }

    /// A step that follows from those before it.
    pub fn then(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            place: None,
        }
    }
}

/// Whether everything that the Statement of Applicability and the plan are computed from could be read,
/// so that a digest of them can be compared.
pub fn nothing_unread(model: &Model) -> bool {
    const SOURCES: &[Kind] = &[
        Kind::Organization,
        Kind::Scope,
        Kind::InterestedParty,
        Kind::Person,
        Kind::Supplier,
        Kind::Asset,
        Kind::RiskMethod,
        Kind::Risk,
        Kind::Control,
        Kind::Obligation,
        Kind::Exception,
    ];
    let mut sources = SOURCES.iter().flat_map(|kind| model.of_kind(*kind));
    model.unread.is_empty() && sources.all(|document| document.is_whole())
}
