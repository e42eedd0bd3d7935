//! Blocks of plain text, which rules search for words, and the way back from a word to its bytes.

use crate::text::source::Span;
use std::ops::Range;

/// A paragraph, heading or table cell as plain text: no markup but HTML tags, no code, line breaks as
/// blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The whole block, markup included.
    pub span: Span,
    /// Its text.
    pub text: String,
    /// Which part of the text comes from which bytes, in order.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// Offset in the text.
    at: usize,
    span: Span,
    /// Whether the bytes are the text: nothing in them is escaped.
    exact: bool,
}

impl Block {
    pub(super) fn new(span: Span) -> Self {
        Self {
            span,
            text: String::new(),
            pieces: Vec::new(),
        }
    }

    /// Adds text that comes from `span`, whose bytes are `written`.
    pub(super) fn push(&mut self, text: &str, span: Span, written: &str) {
        self.pieces.push(Piece {
            at: self.text.len(),
            span,
            exact: text == written,
        });
        self.text.push_str(text);
    }

    pub(super) fn push_blank(&mut self, span: Span) {
        self.push(" ", span, "");
    }

    /// Where a range of the text stands in the file; never less than the range, and exact unless
    /// something in it is escaped.
    pub fn place(&self, range: Range<usize>) -> Span {
        let start = self
            .piece(range.start)
            .map(|(piece, inside)| match piece.exact {
                true => piece.span.start + inside,
                false => piece.span.start,
            });
        let last = range.end.max(range.start + 1) - 1;
        let end = self.piece(last).map(|(piece, inside)| match piece.exact {
            true => (piece.span.start + inside + 1).min(piece.span.end),
            false => piece.span.end,
        });
        match (start, end) {
            (Some(start), Some(end)) if start <= end => Span { start, end },
            _ => self.span,
        }
    }

    /// The piece that holds a byte of the text, and how far inside.
    fn piece(&self, at: usize) -> Option<(&Piece, u32)> {
        let next = self.pieces.partition_point(|piece| piece.at <= at);
        let piece = self.pieces.get(next.checked_sub(1)?)?;
        Some((piece, u32::try_from(at - piece.at).ok()?))
    }
}
