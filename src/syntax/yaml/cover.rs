//! What a comment speaks of: the outermost node that begins on its line or on the next. Above the first
//! key of a document that is the whole document; above an item of a list the item, never the list.

use crate::syntax::node::{Entry, Node, Value};
use crate::text::source::Span;

/// Says of each comment of a text, whose places are moved by some bytes, which place it covers.
pub(super) fn bind<'a, 'c>(
    (text, offset): (&'a str, usize),
    documents: impl Iterator<Item = &'a Node>,
    comments: impl Iterator<Item = (Span, &'c mut Option<Span>)>,
) {
    let mut comments = comments.peekable();
    if comments.peek().is_none() {
        return;
    }
    let cover = Cover::new(text, offset, documents);
    for (comment, covers) in comments {
        *covers = cover.target(comment);
    }
}

/// The lines of a text, and for each of them the one that a comment alone on it speaks of.
struct Cover<'a> {
    text: &'a str,
    offset: usize,
    documents: Vec<&'a Node>,
    /// Where each line begins.
    starts: Vec<usize>,
    /// By line: the line below that says something.
    next: Vec<Option<usize>>,
}

/// What stands on a line.
#[derive(Clone, Copy, PartialEq)]
enum Line {
    /// Nothing, a comment, or a directive.
    Silent,
    /// The end of a document.
    Separator,
    /// The end of a document, and behind it the beginning of the next.
    SeparatorAndContent,
    /// A part of a document.
    Content,
}

impl<'a> Cover<'a> {
    fn new(text: &'a str, offset: usize, documents: impl Iterator<Item = &'a Node>) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let mut cover = Self {
            text,
            offset,
            documents: documents.collect(),
            next: Vec::new(),
            starts,
        };
        cover.next = cover.next_lines();
        cover
    }

    /// The place that a comment covers, if something is there.
    fn target(&self, comment: Span) -> Option<Span> {
        let at = comment.start as usize - self.offset;
        let line = self.starts.partition_point(|start| *start <= at) - 1;
        let before = unmarked(&self.text[self.starts[line]..at]);
        if before.is_empty() || before == "---" {
            let below = self.span(self.next[line]?);
            return self.document_at(below)?.outermost(below, self);
        }
        let own = self.span(line);
        let document = self.document_at(own)?;
        document
            .outermost(own, self)
            .or_else(|| document.holder(own.start + indent(self.line(line))))
    }

    /// By line the next one below it with content: a linear pass, for a hostile file has many comments.
    /// What ends a document is not looked across, unless nothing of that document stands above.
    fn next_lines(&self) -> Vec<Option<usize>> {
        let lines: Vec<Line> = (0..self.starts.len())
            .map(|at| class(self.line(at)))
            .collect();
        let mut begun = Vec::with_capacity(lines.len());
        let mut inside = false;
        for line in &lines {
            begun.push(inside && *line == Line::Silent);
            inside = match line {
                Line::Silent => inside,
                Line::Separator => false,
                Line::SeparatorAndContent | Line::Content => true,
            };
        }
        let mut next = vec![None; lines.len()];
        for at in (0..lines.len().saturating_sub(1)).rev() {
            next[at] = match lines[at + 1] {
                Line::Content => Some(at + 1),
                Line::Silent => next[at + 1],
                _ if begun[at] => None,
                Line::SeparatorAndContent => Some(at + 1),
                Line::Separator => next[at + 1],
            };
        }
        next
    }

    fn line(&self, at: usize) -> &'a str {
        let end = self.starts.get(at + 1).copied();
        &self.text[self.starts[at]..end.unwrap_or(self.text.len())]
    }

    fn span(&self, line: usize) -> Span {
        let start = self.starts[line] + self.offset;
        Span::new(start, start + self.line(line).len())
    }

    /// The document that a line belongs to.
    fn document_at(&self, line: Span) -> Option<Search<'a>> {
        let after = self
            .documents
            .partition_point(|document| document.span.end <= line.start);
        let document = self.documents.get(after)?;
        (document.span.start < line.end).then_some(Search(document))
    }

    /// Whether a collection is written with brackets.
    fn is_flow(&self, node: &Node) -> bool {
        let at = node.span.start as usize - self.offset;
        matches!(self.text.as_bytes().get(at), Some(b'[' | b'{'))
    }
}

fn unmarked(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim()
}

fn indent(line: &str) -> u32 {
    let blanks = line.len() - line.trim_start().len();
    u32::try_from(blanks).unwrap_or(0)
}

fn class(line: &str) -> Line {
    let separated = line.strip_prefix("---").or(line.strip_prefix("..."));
    let silent = |text: &str| text.is_empty() || text.starts_with('#');
    match separated {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => {
            match silent(rest.trim()) {
                true => Line::Separator,
                false => Line::SeparatorAndContent,
            }
        }
        _ if silent(unmarked(line)) || line.starts_with('%') => Line::Silent,
        _ => Line::Content,
    }
}

/// A search in one document, by place: what ends before a line or begins after it is not looked into.
#[derive(Clone, Copy)]
struct Search<'a>(&'a Node);

impl Search<'_> {
    fn outermost(self, line: Span, cover: &Cover<'_>) -> Option<Span> {
        item(self.0, line, cover)
    }

    /// The innermost entry or item that holds a byte: what ends on a line that nothing begins on.
    fn holder(self, at: u32) -> Option<Span> {
        let holds = |span: Span| span.start <= at && at < span.end;
        let mut found = None;
        let mut node = self.0;
        loop {
            let (span, next) = match &node.value {
                Value::Map(entries) => match first(entries, whole, at) {
                    Some(entry) => (whole(entry), &entry.value),
                    None => return found,
                },
                Value::List(items) => match first(items, |item| item.span, at) {
                    Some(item) => (item.span, item),
                    None => return found,
                },
                _ => return found,
            };
            if !holds(span) {
                return found;
            }
            found = Some(span);
            node = next;
        }
    }
}

/// The key and its value.
fn whole(entry: &Entry) -> Span {
    Span {
        start: entry.key_span.start,
        end: entry.value.span.end.max(entry.key_span.end),
    }
}

/// The first of several things in the order of their places that does not end before a byte.
fn first<T>(all: &[T], span: impl Fn(&T) -> Span, at: u32) -> Option<&T> {
    all.get(all.partition_point(|one| span(one).end <= at))
}

fn begins(span: Span, line: Span) -> bool {
    line.start <= span.start && span.start < line.end
}

/// A document or an item of a list, or what begins inside it.
fn item(node: &Node, line: Span, cover: &Cover<'_>) -> Option<Span> {
    let list = matches!(node.value, Value::List(_)) && !cover.is_flow(node);
    match begins(node.span, line) && !list {
        true => Some(node.span),
        false => inside(node, line, cover),
    }
}

fn inside(node: &Node, line: Span, cover: &Cover<'_>) -> Option<Span> {
    match &node.value {
        Value::Map(entries) => {
            let entry = first(entries, whole, line.start)?;
            match begins(entry.key_span, line) {
                true => Some(whole(entry)),
                false => value(&entry.value, line, cover),
            }
        }
        Value::List(items) => item(first(items, |item| item.span, line.start)?, line, cover),
        _ => None,
    }
}

/// The value of a key that began on an earlier line: of a block only what is in it.
fn value(node: &Node, line: Span, cover: &Cover<'_>) -> Option<Span> {
    let block = matches!(node.value, Value::Map(_) | Value::List(_)) && !cover.is_flow(node);
    match begins(node.span, line) && !block {
        true => Some(node.span),
        false => inside(node, line, cover),
    }
}
