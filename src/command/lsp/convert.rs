//! Our types as those of the protocol, and back: places, severities, edits.

use crate::report::at_cursor::complete;
use crate::report::at_cursor::symbols;
use crate::text::diagnostic::Severity;
use crate::text::source::{SourceFile, Span};
use lsp_types::{
    CompletionItemKind, DiagnosticSeverity, Position, PositionEncodingKind, Range, SymbolKind,
};

/// In what the columns of a place are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Units {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, which holds where nothing else was agreed.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Units {
    /// The one that costs least, of those that an editor offers.
    pub(super) fn of(offered: &[PositionEncodingKind]) -> Self {
        let offers = |kind| offered.contains(&kind);
        match () {
            () if offers(PositionEncodingKind::UTF8) => Self::Utf8,
            () if offers(PositionEncodingKind::UTF16) => Self::Utf16,
            () if offers(PositionEncodingKind::UTF32) => Self::Utf32,
            () => Self::Utf16,
        }
    }

    /// Its name.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// How long a text is.
    pub(super) fn length(self, text: &str) -> u32 {
        number(text.chars().map(|c| self.width(c)).sum())
    }

    /// Bytes from the start of a line up to a column: no further than the line goes, and never into
    /// the middle of a character.
    pub(super) fn bytes(self, line: &str, column: u32) -> usize {
        let mut before = 0;
        for (at, c) in line.char_indices() {
            before += self.width(c);
            if before > column as usize {
                return at;
            }
        }
        line.len()
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A text whose places are told to the editor.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The text.
    pub(super) source: &'a SourceFile,
    /// In what columns are counted.
    pub(super) units: Units,
    /// The editor sees the text without the byte order mark that the file begins with.
    pub(super) unmarked: bool,
}

impl Shown<'_> {
    fn mark(&self, line: usize) -> usize {
        let marked = self.unmarked && line == 0 && self.source.text.starts_with('\u{feff}');
        if marked { 3 } else { 0 }
    }

    /// A byte offset as a place.
    pub(super) fn position(&self, offset: u32) -> Position {
        let text = &self.source.text;
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let (line, start) = self.source.line_at(number(offset));
        let start = start as usize + self.mark(line);
        let before = text.get(start..offset).unwrap_or_default();
        Position::new(number(line), self.units.length(before))
    }

    /// A span as a range.
    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// A place as a byte offset; one below the text is its end.
    pub(super) fn offset(&self, at: Position) -> usize {
        let Some(line) = self.source.line(at.line as usize) else {
            return self.source.text.len();
        };
        let start = line.start as usize + self.mark(at.line as usize);
        let text = self.source.text.get(start..line.end as usize);
        start + self.units.bytes(text.unwrap_or_default(), at.character)
    }
}

/// How much a finding weighs.
pub(super) fn severity(of: Severity) -> DiagnosticSeverity {
    match of {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// What a proposal is.
pub(super) fn proposal(of: complete::Sort) -> CompletionItemKind {
    match of {
        complete::Sort::Id => CompletionItemKind::REFERENCE,
        complete::Sort::Catalog => CompletionItemKind::CONSTANT,
        complete::Sort::Key => CompletionItemKind::FIELD,
        complete::Sort::Word => CompletionItemKind::ENUM_MEMBER,
        complete::Sort::Kind => CompletionItemKind::CLASS,
        complete::Sort::Rule => CompletionItemKind::EVENT,
    }
}

/// What a symbol is.
pub(super) fn symbol(of: symbols::Sort) -> SymbolKind {
    match of {
        symbols::Sort::Document => SymbolKind::OBJECT,
        symbols::Sort::Field => SymbolKind::FIELD,
        symbols::Sort::Heading => SymbolKind::STRING,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_the_units_that_were_agreed() {
        let source = SourceFile::new("f", "\u{feff}a: ü😀x\r\nb");
        for (units, column) in [(Units::Utf8, 9), (Units::Utf16, 6), (Units::Utf32, 5)] {
            let shown = Shown {
                source: &source,
                units,
                unmarked: true,
            };
            let at = Position::new(0, column);
            assert_eq!(shown.position(12), at, "{units:?}");
            assert_eq!(shown.offset(at), 12, "{units:?}");
            assert_eq!(shown.offset(Position::new(0, 99)), 13);
            assert_eq!(shown.offset(Position::new(9, 0)), source.text.len());
        }
    }

    #[test]
    fn a_column_inside_a_character_is_its_start() {
        assert_eq!(Units::Utf16.bytes("a😀b", 2), 1);
        assert_eq!(Units::Utf8.bytes("aüb", 2), 1);
        assert_eq!(Units::Utf16.bytes("a😀b", 3), 5);
    }
}
