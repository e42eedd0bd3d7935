//! A text and the places in it: byte spans inside, lines and columns only when a person reads them.

use std::sync::{Arc, OnceLock};

/// A half-open range of bytes in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset one past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of the bytes `start..end`; texts are bounded far below 4 GiB (see `snapshot`).
    pub fn new(start: usize, end: usize) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            start: offset(start),
            end: offset(end),
        }
    }

    /// Whether every byte of `other` is inside this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes of this span as a range, to slice the text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as people count: both 1-based, columns in Unicode characters (a tab is 1, a byte order
/// mark 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Position {
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in Unicode characters.
    pub column: usize,
}

/// The id that git gives to the content of a file: equal contents have equal ids, whatever their path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentId(pub [u8; 20]);

/// One file: its path from the root, with `/`, and its text.
#[derive(Debug)]
pub struct SourceFile {
    /// Path relative to the root, with `/` on every system.
    pub path: Arc<str>,
    /// The whole text; a byte order mark is part of it.
    pub text: Arc<str>,
    /// What git calls this content, where that is known.
    pub id: Option<ContentId>,
    starts: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// A file of this path and text.
    pub fn new(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            id: None,
            starts: OnceLock::new(),
        }
    }

    /// A file of this path, whose text git knows by this id.
    pub fn identified(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>, id: ContentId) -> Self {
        Self {
            id: Some(id),
            ..Self::new(path, text)
        }
    }

    /// The text of a span; empty when the span does not lie in the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a byte offset; offsets past the end are those of the end.
    pub fn position(&self, offset: u32) -> Position {
        let starts = self.line_starts();
        let offset = offset.min(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        let line = starts.partition_point(|&start| start <= offset).max(1);
        let start = starts[line - 1] as usize;
        let before = self.text.get(start..offset as usize).unwrap_or("");
        let mark = usize::from(before.starts_with('\u{feff}') && start == 0);
        Position {
            line,
            column: before.chars().count() + 1 - mark,
        }
    }

    /// The line that holds a byte offset, counted from 0, and the offset at which it begins.
    pub fn line_at(&self, offset: u32) -> (usize, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset).max(1) - 1;
        (line, starts[line])
    }

    /// The bytes of a line, counted from 0, without its end; `None` below the last line.
    pub fn line(&self, index: usize) -> Option<Span> {
        let starts = self.line_starts();
        let start = *starts.get(index)? as usize;
        let next = starts.get(index + 1).map(|next| *next as usize);
        let line = self.text.get(start..next.unwrap_or(self.text.len()))?;
        let length = line.trim_end_matches(['\n', '\r']).len();
        Some(Span::new(start, start + length))
    }

    /// Line and column of a byte offset, both 1-based, the column in bytes of UTF-8: a byte order mark
    /// counts as the three bytes that it is.
    pub fn byte_position(&self, offset: u32) -> (usize, usize) {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let offset = offset.min(end);
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset).max(1);
        (line, (offset - starts[line - 1]) as usize + 1)
    }

    /// Both ends of a span; the end is exclusive.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        (self.position(span.start), self.position(span.end))
    }

    /// Byte offsets at which lines begin; LF, CRLF and CR end a line.
    fn line_starts(&self) -> &[u32] {
        self.starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (at, byte) in bytes.iter().enumerate() {
                let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
                if ends {
                    starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
                }
            }
            starts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, offset: u32) -> (usize, usize) {
        let position = SourceFile::new("f", text).position(offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters_and_a_byte_order_mark_counts_nothing() {
        assert_eq!(at("\u{feff}id: ä", 3), (1, 1));
        assert_eq!(at("id: äö\nx", 6), (1, 6));
        assert_eq!(at("\tx", 1), (1, 2));
    }

    #[test]
    fn every_line_ending_ends_a_line() {
        assert_eq!(at("a\r\nb", 3), (2, 1));
        assert_eq!(at("a\rb", 2), (2, 1));
        assert_eq!(at("a\n\nb", 3), (3, 1));
    }

    #[test]
    fn a_line_has_its_bytes_without_its_end() {
        let file = SourceFile::new("f", "a\r\n\nbc\rd");
        let lines: Vec<_> = (0..5)
            .map(|at| file.line(at).map(|line| file.slice(line)))
            .collect();
        assert_eq!(lines, [Some("a"), Some(""), Some("bc"), Some("d"), None]);
        assert_eq!((file.line_at(5), file.line_at(99)), ((2, 4), (3, 7)));
    }

    #[test]
    fn columns_in_bytes_count_every_byte_of_the_line() {
        let file = SourceFile::new("f", "\u{feff}a\r\nä𐐀b");
        let at =
            |needle| file.byte_position(u32::try_from(file.text.find(needle).unwrap()).unwrap());
        assert_eq!(
            (at('a'), at('ä'), at('𐐀'), at('b')),
            ((1, 4), (2, 1), (2, 3), (2, 7))
        );
        assert_eq!(file.byte_position(99), (2, 8));
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(at("ab", 99), (1, 3));
        assert_eq!(at("", 0), (1, 1));
    }
}
