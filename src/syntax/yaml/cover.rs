//! What a comment speaks of: the outermost node that begins on its line, or on the next.

use crate::syntax::node::Node;
use crate::text::source::Span;

/// The place that a comment covers, if something is there.
pub(super) fn target<'a>(
    mut documents: impl Iterator<Item = &'a Node>,
    comment: Span,
    text: &str,
    offset: usize,
) -> Option<Span> {
    let line = line_of_target(text, comment.start as usize - offset);
    let line = Span::new(line.start + offset, line.end + offset);
    documents.find_map(|document| outermost(document, line))
}

/// The line that a comment at `at` speaks of: its own when something stands before it, else the next
/// one that is neither blank, nor a comment, nor a separator.
fn line_of_target(text: &str, at: usize) -> std::ops::Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = |from: usize| {
        text[from..]
            .find('\n')
            .map_or(text.len(), |length| from + length)
    };
    if !text[start..at].trim().is_empty() {
        return start..end(start);
    }
    let mut next = end(at) + 1;
    while next < text.len() {
        let line = text[next..end(next)].trim();
        if !(line.is_empty() || line.starts_with('#') || line == "---") {
            return next..end(next);
        }
        next = end(next) + 1;
    }
    start..at
}

fn outermost(node: &Node, line: Span) -> Option<Span> {
    let begins = |span: Span| line.start <= span.start && span.start < line.end;
    if begins(node.span) {
        return Some(node.span);
    }
    let entry = node.entries().iter().find_map(|entry| {
        if begins(entry.key_span) {
            return Some(Span {
                start: entry.key_span.start,
                end: entry.value.span.end.max(entry.key_span.end),
            });
        }
        outermost(&entry.value, line)
    });
    entry.or_else(|| node.items().iter().find_map(|item| outermost(item, line)))
}
