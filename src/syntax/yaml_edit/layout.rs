//! How a YAML text is laid out: lines, indentation, brackets, and where values begin and end.

use super::fragment::Style;
use super::quote::Quotes;
use crate::syntax::node::{Entry, Node, Value};
use crate::text::source::Span;

/// A text whose tree is known.
#[derive(Clone, Copy)]
pub(super) struct Layout<'a> {
    pub(super) source: &'a str,
}

impl<'a> Layout<'a> {
    /// Offset at which the line of `at` begins, after a byte order mark.
    pub(super) fn line_start(self, at: usize) -> usize {
        let before = &self.source[..at];
        let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let mark = start == 0 && before.starts_with('\u{feff}');
        if mark { '\u{feff}'.len_utf8() } else { start }
    }

    /// Offset at which the line of `at` ends, before its line ending.
    pub(super) fn line_end(self, at: usize) -> usize {
        let rest = &self.source[at..];
        rest.find(['\n', '\r'])
            .map_or(self.source.len(), |end| at + end)
    }

    /// Offset of the line after that of `at`.
    pub(super) fn next_line(self, at: usize) -> usize {
        let end = self.line_end(at);
        let rest = &self.source[end..];
        end + if rest.starts_with("\r\n") {
            2
        } else {
            rest.len().min(1)
        }
    }

    /// Blanks up to the column of `at`; the dash of an item counts as one.
    pub(super) fn indent(self, at: usize) -> String {
        let before = &self.source[self.line_start(at)..at];
        before.chars().map(|_| ' ').collect()
    }

    /// Whether only blanks stand before `at` in its line.
    pub(super) fn begins_line(self, at: usize) -> bool {
        self.source[self.line_start(at)..at].trim().is_empty()
    }

    /// Where the content of a node ends; a block scalar's span goes on to the next line.
    pub(super) fn end(self, node: &Node) -> usize {
        let last = match &node.value {
            _ if self.is_flow(node) => None,
            Value::Map(entries) => entries.last().map(|entry| self.entry_end(entry)),
            Value::List(items) => items.last().map(|item| self.end(item)),
            _ => None,
        };
        let span = node.span.range();
        let content = || self.source[..span.end].trim_end().len();
        last.unwrap_or_else(content).max(span.start)
    }

    /// Where an entry ends: behind the colon when there is no value.
    pub(super) fn entry_end(self, entry: &Entry) -> usize {
        let colon = self.after_colon(entry);
        self.end(&entry.value).max(colon.unwrap_or_default())
    }

    /// Whether a collection is written between brackets.
    pub(super) fn is_flow(self, node: &Node) -> bool {
        let first = match &node.value {
            Value::Map(entries) => entries.first().map(|entry| entry.key_span),
            Value::List(items) => items.first().map(|item| item.span),
            _ => return false,
        };
        // A block list that is not indented begins with its first item, which may have brackets.
        let inside = first.is_none_or(|first| first.start > node.span.start);
        inside && self.source[node.span.range()].starts_with(['{', '['])
    }

    /// Whether this is a collection on lines of its own.
    pub(super) fn is_block(self, node: &Node) -> bool {
        matches!(node.value, Value::Map(_) | Value::List(_)) && !self.is_flow(node)
    }

    /// The offset after the colon of an entry.
    pub(super) fn after_colon(self, entry: &Entry) -> Option<usize> {
        let end = entry.key_span.end as usize;
        let rest = &self.source[end..];
        let colon = rest.trim_start();
        let at = end + rest.len() - colon.len();
        colon.starts_with(':').then_some(at + 1)
    }

    /// The offset of the dash of an item of a block list.
    pub(super) fn dash(self, item: &Node) -> Option<usize> {
        let mut before = self.source[..item.span.start as usize].trim_end();
        // Between the dash and the item may stand an anchor, a tag, or what begins a block scalar.
        for _ in 0..3 {
            let word = before.rsplit([' ', '\n']).next().unwrap_or_default();
            if word.starts_with(['|', '>', '&', '!']) {
                before = before[..before.len() - word.len()].trim_end();
            }
        }
        if before.ends_with('-') {
            return Some(before.len() - 1);
        }
        // An empty item stands, for the reader, behind the comment of its line.
        let start = self.line_start(item.span.start as usize);
        let line = self.source[start..item.span.start as usize].trim_start();
        let empty = line.strip_prefix('-')?.trim_start().starts_with('#');
        empty.then(|| item.span.start as usize - line.len())
    }

    /// The `|` or `>`, with what belongs to it, of a block scalar whose key or dash ends at `after`.
    pub(super) fn block_scalar(self, node: &Node, after: usize) -> Option<Span> {
        if !matches!(node.value, Value::Text(_)) {
            return None;
        }
        let line = &self.source[after..self.line_end(after)];
        let mut at = after;
        for word in line.split_inclusive([' ', '\t']) {
            let token = word.trim_end();
            if token.starts_with(['|', '>']) {
                return Some(Span::new(at, at + token.len()));
            }
            if !token.is_empty() && !token.starts_with(['!', '&']) {
                return None;
            }
            at += word.len();
        }
        None
    }

    /// How a scalar is quoted.
    pub(super) fn quotes(self, node: &Node) -> Quotes {
        match self.source[node.span.range()].chars().next() {
            Some('"') => Quotes::Double,
            Some('\'') => Quotes::Single,
            _ => Quotes::Fewest,
        }
    }

    /// The line ending and the depth of indentation that the file uses.
    pub(super) fn style(self, root: &Node) -> Style {
        let line = match self.source.find(['\n', '\r']) {
            Some(at) if self.source[at..].starts_with("\r\n") => "\r\n",
            Some(at) if self.source[at..].starts_with('\r') => "\r",
            _ => "\n",
        };
        let step = self.step(root).unwrap_or(2);
        Style {
            line,
            step: " ".repeat(step),
        }
    }

    fn step(self, node: &Node) -> Option<usize> {
        let column = |at: u32| self.indent(at as usize).len();
        let entries = node.entries().iter().find_map(|entry| {
            let value = &entry.value;
            let deeper = match &value.value {
                Value::Map(_) if self.is_block(value) => {
                    column(value.span.start).checked_sub(column(entry.key_span.start))
                }
                _ => None,
            };
            deeper.filter(|step| *step > 0).or_else(|| self.step(value))
        });
        entries.or_else(|| node.items().iter().find_map(|item| self.step(item)))
    }
}
