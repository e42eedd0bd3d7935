//! What people wrote, in fields and in Markdown, searched for words with their places.

use crate::model::document::Document;
use crate::syntax::node::{Node, Value};
use crate::text::diagnostic::Diagnostic;
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

impl Hit {
    /// A finding at this word; in a field it names the field.
    pub(crate) fn finding(
        &self,
        rule: &'static str,
        document: &Document,
        message: String,
    ) -> Diagnostic {
        let found = document.finding_at(rule, self.span, message);
        match document.node.path_to(self.span) {
            field if field.is_empty() => found,
            field => found.field(field),
        }
    }
}

/// A document as it is written, fields and Markdown: what is not in it is in no text of it, so that most
/// documents need not be searched text by text.
pub(crate) fn written(document: &Document) -> &str {
    let whole = Span {
        start: document.node.span.start,
        end: document.node.span.end.max(document.prose.end),
    };
    document.file.slice(whole)
}

/// The word around a byte of a text, as [`words`] would give it.
pub(crate) fn word_around(text: &str, at: usize) -> &str {
    let inside = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let length = |c: char| c.len_utf8();
    let (before, after) = text.split_at(at);
    let start = at
        - before
            .chars()
            .rev()
            .take_while(inside)
            .map(length)
            .sum::<usize>();
    let end = at + after.chars().take_while(inside).map(length).sum::<usize>();
    text[start..end].trim_end_matches(['.', '-'])
}

/// What finds the ranges of a text that are searched for.
pub(crate) type Find<'a> = &'a dyn Fn(&str) -> Vec<Range<usize>>;

/// Every range that `find` finds in the texts of a document: in its fields and in its Markdown.
pub(crate) fn search(document: &Document, find: Find<'_>) -> Vec<Hit> {
    search_but(SKIPPED, document, find)
}

/// As [`search`], in the fields that are left out there too.
pub(crate) fn search_all(document: &Document, find: Find<'_>) -> Vec<Hit> {
    search_but(&[], document, find)
}

fn search_but(skipped: &[&str], document: &Document, find: Find<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    fields(document, &document.node, skipped, find, &mut hits);
    hits.extend(search_prose(document, find));
    hits
}

/// Every range that `find` finds in the Markdown of a document.
pub(crate) fn search_prose(document: &Document, find: Find<'_>) -> Vec<Hit> {
    let blocks = document.page.iter().flat_map(|page| &page.blocks);
    let hits = blocks.flat_map(|block| {
        let found = find(&block.text).into_iter();
        found.map(|range| Hit {
            word: block.text[range.clone()].to_owned(),
            span: block.place(range),
        })
    });
    hits.collect()
}

fn fields(document: &Document, node: &Node, skipped: &[&str], find: Find<'_>, hits: &mut Vec<Hit>) {
    match &node.value {
        Value::Text(text) => {
            let written = document.file.slice(node.span);
            hits.extend(places(text, written, node.span, find(text)));
        }
        Value::List(items) => {
            for item in items {
                fields(document, item, skipped, find, hits);
            }
        }
        Value::Map(entries) => {
            let read = entries
                .iter()
                .filter(|entry| !skipped.contains(&&*entry.key));
            for entry in read {
                fields(document, &entry.value, skipped, find, hits);
            }
        }
        _ => {}
    }
}

/// Ranges of a text where it is written: quotes, folding and escapes keep the order of words, so each
/// is looked for behind the one before; where escapes hide it, the whole value is its place.
fn places(text: &str, written: &str, whole: Span, mut ranges: Vec<Range<usize>>) -> Vec<Hit> {
    ranges.sort_by_key(|range| range.start);
    let mut behind = 0;
    let hit = |range: Range<usize>| {
        let word = &text[range];
        let span = locate(&written[behind..], word).map_or(whole, |found| {
            let start = whole.start as usize + behind + found.start;
            let length = found.len();
            behind += found.end;
            Span::new(start, start + length)
        });
        let word = word.to_owned();
        Hit { word, span }
    };
    ranges.into_iter().map(hit).collect()
}

/// Where words stand one behind the other, whatever blanks and line ends are between them.
fn locate(written: &str, text: &str) -> Option<Range<usize>> {
    let first = text.split_whitespace().next()?;
    let starts = written.match_indices(first).map(|(at, _)| at);
    let mut found = starts.filter_map(|start| {
        let mut rest = &written[start..];
        for word in text.split_whitespace() {
            rest = rest.trim_start().strip_prefix(word)?;
        }
        Some(start..written.len() - rest.len())
    });
    // `R-1` also begins `R-10`; what stands alone is meant, where something does.
    let mut all = found.clone();
    all.find(|range| stands_alone(written, range))
        .or_else(|| found.next())
}

/// Whether no word goes on before or behind a range.
fn stands_alone(written: &str, range: &Range<usize>) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-');
    let behind = written[range.end..].trim_start_matches(['.', '-']);
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    !written[..range.start].ends_with(inside) && !behind.starts_with(goes_on)
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

/// Whether the run of characters without a blank around a word is an address: `https://…`, `/a`, `../a`, `~/a`.
pub(crate) fn is_in_address(before: &str, after: &str) -> bool {
    let head = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let tail = after.split(char::is_whitespace).next().unwrap_or("");
    let opened = head.trim_start_matches(['(', '[', '"', '\'', '<']);
    let rooted = ["/", "./", "../", "~/"]
        .iter()
        .any(|root| opened.starts_with(root));
    head.contains("://") || tail.contains("://") || rooted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_ends_at_any_sign_that_is_no_letter() {
        for text in ["in “R-999”.", "in R-999\u{a0}now", "R-1–R-999 all"] {
            let at = text.find("999").unwrap();
            assert_eq!(word_around(text, at), "R-999", "{text}");
        }
        assert_eq!(word_around("über-9 x", 2), "über-9");
    }

    #[test]
    fn words_are_found_across_the_ends_of_folded_lines() {
        let written = "keep [decide:\n    how\n\n    long] and [decide: who]";
        assert_eq!(locate(written, "[decide: how long]"), Some(5..32));
        assert_eq!(locate(written, "[decide: who]"), Some(37..50));
        assert_eq!(locate(written, "[decide: when]"), None);
    }

    #[test]
    fn a_word_is_found_where_it_stands_alone() {
        assert_eq!(locate("R-10, XR-1 and R-1.", "R-1"), Some(15..18));
        assert_eq!(locate("R-1-2 or R-1", "R-1"), Some(9..12));
        assert_eq!(locate("12% of it", "12"), Some(0..2));
    }
}
