//! From the lines and columns of the parser to bytes of the file.

use crate::text::source::Span;
use comrak::nodes::{LineColumn, Sourcepos};

/// Knows where each line of the body begins.
pub(super) struct Places<'a> {
    text: &'a str,
    /// Offset of each line in the whole text.
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Places of the body of `text` that begins at `body`.
    pub(super) fn new(text: &'a str, body: usize) -> Self {
        let bytes = text.as_bytes();
        let ends = |at: &usize| {
            bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        };
        let after = (body..bytes.len()).filter(ends).map(|at| at + 1);
        Self {
            text,
            lines: std::iter::once(body).chain(after).collect(),
        }
    }

    /// The bytes from the first to the last column, both of which belong to it. What the parser
    /// counts wrongly still gives a span of whole characters inside the text.
    pub(super) fn span(&self, place: Sourcepos) -> Span {
        let mut start = self.offset(place.start);
        let mut end = (self.offset(place.end) + 1).clamp(start, self.text.len());
        if place.end.column == 0 {
            end = self.offset(place.end).max(start);
        }
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    /// The same without blanks and line ends at its end.
    pub(super) fn trimmed(&self, place: Sourcepos) -> Span {
        let span = self.span(place);
        let length = self.slice(span).trim_end().len();
        Span::new(span.start as usize, span.start as usize + length)
    }

    /// The text of a span.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    fn offset(&self, place: LineColumn) -> usize {
        let line = self.lines.get(place.line.saturating_sub(1));
        let start = line.copied().unwrap_or(self.text.len());
        (start + place.column.saturating_sub(1)).min(self.text.len())
    }
}
