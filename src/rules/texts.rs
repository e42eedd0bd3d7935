//! What people wrote, in fields and in Markdown, searched for words with their places.

use crate::model::document::Document;
use crate::syntax::node::{Node, Value};
use crate::text::source::Span;
use std::ops::Range;

/// Fields that no reader of the ISMS reads as text: names for the tool, and free notes.
const SKIPPED: &[&str] = &[
    "kind", "id", "notes", "basis", "sha256", "file", "url", "version",
];

/// A word that was searched for.
pub(crate) struct Hit {
    /// The word.
    pub(crate) word: String,
    /// Where it stands.
    pub(crate) span: Span,
}

/// Every range that `search` finds in the texts of a document: in its fields and in its Markdown.
pub(crate) fn search(document: &Document, search: &dyn Fn(&str) -> Vec<Range<usize>>) -> Vec<Hit> {
    let mut hits = Vec::new();
    fields(document, &document.node, search, &mut hits);
    for block in document.page.iter().flat_map(|page| &page.blocks) {
        hits.extend(search(&block.text).into_iter().map(|range| Hit {
            word: block.text[range.clone()].to_owned(),
            span: block.place(range),
        }));
    }
    hits
}

fn fields(
    document: &Document,
    node: &Node,
    search: &dyn Fn(&str) -> Vec<Range<usize>>,
    hits: &mut Vec<Hit>,
) {
    match &node.value {
        Value::Text(text) => hits.extend(search(text).into_iter().map(|range| {
            let word = text[range].to_owned();
            let span = place(document.file.slice(node.span), node.span, &word);
            Hit { word, span }
        })),
        Value::List(items) => {
            for item in items {
                fields(document, item, search, hits);
            }
        }
        Value::Map(entries) => {
            let read = entries
                .iter()
                .filter(|entry| !SKIPPED.contains(&&*entry.key));
            for entry in read {
                fields(document, &entry.value, search, hits);
            }
        }
        _ => {}
    }
}

/// The word where the value is written; the whole value when escapes or folding hide it.
fn place(written: &str, whole: Span, word: &str) -> Span {
    written.find(word).map_or(whole, |at| {
        let start = whole.start as usize + at;
        Span::new(start, start + word.len())
    })
}

/// The words of a text that may be ids: letters, digits, and `.`, `_`, `-` inside.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inside)?;
        let length = text[start..]
            .find(|c| !inside(c))
            .unwrap_or(text.len() - start);
        at = start + length;
        let kept = text[start..at].trim_end_matches(['.', '-']).len();
        Some(start..start + kept)
    })
}
