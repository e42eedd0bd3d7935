//! Where an id stands, exactly, and the edit that puts another there.

use crate::syntax::yaml_edit::scalar_in_flow;
use crate::text::edit::Edit;
use crate::text::source::{SourceFile, Span};
use std::ops::Range;
use std::sync::Arc;

/// What an id does at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// It is given its meaning here: `id:`.
    Declaration,
    /// A field names it.
    Reference,
    /// A sentence names it.
    Mention,
    /// The address of a heading that names it.
    Anchor,
}

/// A place where an id stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The id itself, without quotes; the whole value where escapes hide it.
    pub span: Span,
    /// What it does there.
    pub sort: Sort,
    written: Written,
}

/// How an id is written at a place.
#[derive(Debug, Clone)]
enum Written {
    /// Between quotes or in prose: another id takes its place as it is.
    Plainly,
    /// A YAML value without quotes, or one whose escapes hide the id: the whole value, what it says, and which
    /// part of that is the id.
    Value(Span, Box<str>, Range<usize>),
}

impl Place {
    /// A word in prose, or between quotes.
    pub(super) fn word(file: &Arc<SourceFile>, span: Span, sort: Sort) -> Self {
        Self {
            file: Arc::clone(file),
            span,
            sort,
            written: Written::Plainly,
        }
    }

    /// A part of a value of YAML that says `text`.
    pub(super) fn value(
        file: &Arc<SourceFile>,
        value: Span,
        text: &str,
        part: Range<usize>,
        sort: Sort,
    ) -> Self {
        let raw = file.slice(value);
        let at = |start: usize| {
            let start = value.start as usize + start;
            Span::new(start, start + part.len())
        };
        let whole = || Written::Value(value, text.into(), part.clone());
        let mut found = raw.match_indices(text).map(|(at, _)| at);
        let (span, written) = match (found.next(), found.next()) {
            (Some(0), None) if raw == text => (at(part.start), whole()),
            (Some(start), None) => (at(start + part.start), Written::Plainly),
            _ => (value, whole()),
        };
        Self {
            file: Arc::clone(file),
            span,
            sort,
            written,
        }
    }

    /// The edit that writes another id here. A value without quotes gets some when it would be read as something
    /// else.
    pub fn edit(&self, new: &str) -> Edit {
        let plainly = || Edit {
            span: self.span,
            text: new.to_owned(),
        };
        let Written::Value(value, text, part) = &self.written else {
            return plainly();
        };
        let mut says = text.to_string();
        says.replace_range(part.clone(), new);
        match scalar_in_flow(&says) {
            written if written == says && self.span != *value => plainly(),
            written => Edit {
                span: *value,
                text: written,
            },
        }
    }

    /// 1-based line.
    pub fn line(&self) -> usize {
        self.file.position(self.span.start).line
    }
}

/// A place that changes.
#[derive(Debug, Clone)]
pub struct Change {
    /// The place.
    pub place: Place,
    /// What is written there.
    pub edit: Edit,
}

impl Change {
    /// Writes `new` at a place.
    pub(super) fn new(place: Place, new: &str) -> Self {
        let edit = place.edit(new);
        Self { place, edit }
    }
}

/// Why a place where an id seems to stand is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Several things have the id, so that it may mean any of them.
    Ambiguous,
    /// The id is also a word of the language.
    Word,
    /// A part of an address or the name of a file.
    Address,
    /// A value of its own in a field that refers to nothing.
    Value,
    /// Escapes hide where it is written.
    Escaped,
    /// A comment, code, or something else that nobody reads as text.
    Elsewhere,
    /// A document that could not be read whole, so that it may be a reference.
    Broken,
}

impl Why {
    /// Whether the place may well be a reference that would be lost.
    pub fn hides_references(&self) -> bool {
        *self == Self::Broken
    }
}

/// A place where an id seems to stand, which is left alone.
#[derive(Debug, Clone)]
pub struct Left {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The word.
    pub span: Span,
    /// Why it is left.
    pub why: Why,
}

impl Left {
    /// 1-based line.
    pub fn line(&self) -> usize {
        self.file.position(self.span.start).line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(raw: &str, text: &str, part: Range<usize>, new: &str) -> String {
        let file = Arc::new(SourceFile::new("a.yaml", raw));
        let value = Span::new(0, raw.len());
        let place = Place::value(&file, value, text, part, Sort::Reference);
        crate::text::edit::apply(raw, &[place.edit(new)]).unwrap()
    }

    #[test]
    fn quotes_stay_and_come_only_where_they_are_needed() {
        assert_eq!(edited("R-1", "R-1", 0..3, "R-2"), "R-2");
        assert_eq!(edited("'R-1'", "R-1", 0..3, "R-2"), "'R-2'");
        assert_eq!(edited("\"R-1\"", "R-1", 0..3, "5.1"), "\"5.1\"");
        assert_eq!(edited("R-1", "R-1", 0..3, "5.10"), "\"5.10\"");
        assert_eq!(edited("IA-1/F-1", "IA-1/F-1", 5..8, "F-2"), "IA-1/F-2");
        assert_eq!(edited("\"R\\x2d1\"", "R-1", 0..3, "R-2"), "R-2");
    }
}
