//! The texts that are open in the editor, as they are being typed.

use super::convert::{Shown, Units};
use crate::command::session::identified;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::{SourceFile, Span};
use lsp_types::{TextDocumentContentChangeEvent, Uri};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An open text.
#[derive(Debug)]
pub(super) struct Buffer {
    /// Its address, as the editor writes it.
    pub(super) uri: Uri,
    /// Counts the changes.
    pub(super) version: i32,
    /// The text as it is.
    pub(super) source: Arc<SourceFile>,
    /// What the text does not say at the moment, for it is torn.
    pub(super) torn: Option<Torn>,
}

/// A text that cannot be read whole while it is being typed; the last one that could stands for it.
#[derive(Debug)]
pub(super) struct Torn {
    /// The last text that could be read.
    pub(super) good: Arc<SourceFile>,
    /// What keeps the text from being read.
    pub(super) problems: Vec<Diagnostic>,
    /// From where both texts differ.
    from: u32,
    /// Up to where, in the last good text and as it is.
    to: (u32, u32),
}

impl Torn {
    /// Compares both texts.
    pub(super) fn new(good: Arc<SourceFile>, now: &str, problems: Vec<Diagnostic>) -> Self {
        let (a, b) = (good.text.as_bytes(), now.as_bytes());
        let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let room = a.len().min(b.len()) - same;
        let behind = a.iter().rev().zip(b.iter().rev()).take(room);
        let behind = behind.take_while(|(a, b)| a == b).count();
        let whole = Span::new(a.len() - behind, b.len() - behind);
        Self {
            problems,
            from: Span::new(same, same).start,
            to: (whole.start, whole.end),
            good,
        }
    }

    /// Where a span of the last good text stands now; nothing when it was changed.
    pub(super) fn kept(&self, span: Span) -> Option<Span> {
        let (old, new) = self.to;
        if span.end <= self.from {
            return Some(span);
        }
        (span.start >= old).then(|| Span {
            start: span.start - old + new,
            end: span.end - old + new,
        })
    }

    /// The same, or the place nearest to it.
    pub(super) fn near(&self, span: Span) -> Span {
        let (old, new) = self.to;
        let moved = |at: u32| match at {
            at if at <= self.from => at,
            at if at >= old => at - old + new,
            _ => new,
        };
        self.kept(span).unwrap_or(Span {
            start: moved(span.start),
            end: moved(span.end),
        })
    }
}

/// All open texts, by path from the root.
pub(super) type Buffers = BTreeMap<Arc<str>, Buffer>;

/// Texts that were opened where there is no repository, by address.
pub(super) type Homeless = BTreeMap<String, Buffer>;

/// A text that was opened.
pub(super) fn opened(uri: Uri, path: &Arc<str>, version: i32, text: String) -> Buffer {
    Buffer {
        uri,
        version,
        source: identified(path, &Arc::from(text)),
        torn: None,
    }
}

/// The text after changes, each of which is made in the text that the one before left.
pub(super) fn changed(
    before: &Arc<SourceFile>,
    changes: Vec<TextDocumentContentChangeEvent>,
    units: Units,
) -> Arc<SourceFile> {
    let mut source = Arc::clone(before);
    let last = changes.len().saturating_sub(1);
    for (at, change) in changes.into_iter().enumerate() {
        let text: Arc<str> = match change.range {
            None => change.text.into(),
            Some(range) => {
                let shown = Shown {
                    source: &source,
                    units,
                    unmarked: false,
                };
                let start = shown.offset(range.start);
                let end = shown.offset(range.end).max(start);
                let mut text = String::with_capacity(source.text.len() + change.text.len());
                text.push_str(&source.text[..start]);
                text.push_str(&change.text);
                text.push_str(&source.text[end..]);
                text.into()
            }
        };
        source = match at == last {
            true => identified(&source.path, &text),
            false => Arc::new(SourceFile::new(Arc::clone(&source.path), text)),
        };
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;
    use lsp_types::{Position, Range};

    fn change(from: (u32, u32), to: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = Range::new(Position::new(from.0, from.1), Position::new(to.0, to.1));
        TextDocumentContentChangeEvent {
            range: Some(range),
            range_length: None,
            text: text.to_owned(),
        }
    }

    #[test]
    fn each_change_is_made_in_what_the_one_before_left() {
        let before = Arc::new(SourceFile::new("f", "a😀b\r\nc\r\n"));
        let changes = vec![
            change((0, 3), (1, 0), "X\n"),
            change((1, 1), (1, 1), "Y"),
            change((9, 9), (9, 9), "end"),
            change((0, 0), (0, 1), ""),
        ];
        assert_eq!(
            &*changed(&before, changes, Units::Utf16).text,
            "😀X\ncY\r\nend"
        );
        let whole = TextDocumentContentChangeEvent {
            range: None,
            range_length: None,
            text: "new".to_owned(),
        };
        let changes = vec![whole, change((0, 1), (0, 2), "o")];
        assert_eq!(&*changed(&before, changes, Units::Utf8).text, "now");
        assert_eq!(
            &*changed(&before, Vec::new(), Units::Utf8).text,
            &*before.text
        );
    }

    #[test]
    fn a_range_that_is_turned_round_takes_nothing_away() {
        let before = Arc::new(SourceFile::new("f", "abc"));
        let found = changed(&before, vec![change((0, 2), (0, 1), "X")], Units::Utf16);
        assert_eq!(&*found.text, "abXc");
    }

    #[test]
    fn places_of_the_last_good_text_move_with_what_is_typed() {
        let good = Arc::new(SourceFile::new("f", "a: 1\nb: 2\nc: 3\n"));
        let torn = Torn::new(good, "a: 1\nb: [2,\nc: 3\n", Vec::new());
        assert_eq!(torn.kept(Span::new(0, 4)), Some(Span::new(0, 4)));
        assert_eq!(torn.kept(Span::new(10, 11)), Some(Span::new(12, 13)));
        assert_eq!(torn.kept(Span::new(5, 9)), None);
    }
}
