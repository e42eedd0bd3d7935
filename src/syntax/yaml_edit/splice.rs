//! The splices that replace, add and remove one value, in the style of what stands around it.

use super::fragment::{Fragment, Style};
use super::layout::Layout;
use super::quote::{Quotes, scalar_in_flow};
use crate::syntax::node::{Entry, Node};
use crate::text::edit::Edit;
use crate::text::source::Span;

/// Where a value hangs.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// Behind a key.
    Entry(&'a Entry),
    /// Behind a dash, or between commas.
    Item(&'a Node),
}

impl<'a> Place<'a> {
    fn value(self) -> &'a Node {
        match self {
            Self::Entry(entry) => &entry.value,
            Self::Item(item) => item,
        }
    }
}

pub(super) struct Splicer<'a> {
    pub(super) layout: Layout<'a>,
    pub(super) style: Style,
    /// Whether brackets stand around the place.
    pub(super) in_flow: bool,
}

impl Splicer<'_> {
    pub(super) fn replace(&self, place: Place<'_>, new: &Fragment) -> Option<Vec<Edit>> {
        let old = place.value();
        if self.in_flow {
            let after = match place {
                Place::Entry(entry) => self.layout.after_colon(entry),
                Place::Item(_) => None,
            };
            return Some(vec![self.replace_inline(old, after, new)]);
        }
        let layout = self.layout;
        let (after, indent) = match place {
            Place::Entry(entry) => {
                let key = entry.key_span.start as usize;
                (layout.after_colon(entry)?, layout.indent(key))
            }
            Place::Item(item) => {
                let dash = layout.dash(item)?;
                (dash + 1, layout.indent(dash))
            }
        };
        let keeps_brackets = layout.is_flow(old) && !new.is_inline();
        if new.is_inline() || keeps_brackets {
            return Some(self.replace_by_line(old, after, new));
        }
        let text = match place {
            Place::Entry(_) => self.style.after_key(new, &indent),
            Place::Item(_) => self.style.after_dash(new, &indent),
        };
        let below = layout.line_end(after);
        let old_is_below = layout.is_block(old) && old.span.start as usize > below;
        // A list of one empty item has no bytes either, but lines of its own.
        let empty = old.span.start == old.span.end && !layout.is_block(old);
        let from = match place {
            // A comment behind the key stays there.
            Place::Entry(_) if old_is_below || empty => below,
            _ => after,
        };
        let to = if empty {
            from
        } else {
            layout.end(old).max(from)
        };
        Some(vec![edit(from, to, text)])
    }

    /// Puts a value that fits on a line in the place of one whose key or dash ends at `after`.
    fn replace_by_line(&self, old: &Node, after: usize, new: &Fragment) -> Vec<Edit> {
        let layout = self.layout;
        let end = layout.end(old);
        let below = layout.line_end(after);
        let text = new.inline(false, Quotes::Fewest);
        if let Some(header) = layout.block_scalar(old, after) {
            return vec![
                edit(header.start as usize, header.end as usize, text),
                edit(below, end.max(below), String::new()),
            ];
        }
        if layout.is_block(old) && old.span.start as usize > below {
            return vec![
                edit(after, after, format!(" {text}")),
                edit(below, end, String::new()),
            ];
        }
        if layout.is_block(old) {
            return vec![edit(old.span.start as usize, end, text)];
        }
        vec![self.replace_inline(old, Some(after), new)]
    }

    /// Nothing is written behind `after`, wherever the reader places it.
    fn replace_inline(&self, old: &Node, after: Option<usize>, new: &Fragment) -> Edit {
        let text = new.inline(self.in_flow, self.layout.quotes(old));
        let span = old.span.range();
        match after {
            Some(after) if span.is_empty() => edit(after, after, format!(" {text}")),
            _ => edit(span.start, span.end, text),
        }
    }

    /// Adds a key at the end of a map.
    pub(super) fn insert(&self, map: &Node, key: &str, value: &Fragment) -> Option<Vec<Edit>> {
        if self.in_flow || self.layout.is_flow(map) {
            let value = value.inline(true, Quotes::Fewest);
            let last = map
                .entries()
                .last()
                .map(|entry| self.layout.entry_end(entry));
            let text = format!("{}: {value}", scalar_in_flow(key));
            return Some(vec![self.between_brackets(map, last, text)]);
        }
        let first = map.entries().first()?;
        let indent = self.layout.indent(first.key_span.start as usize);
        let text = self.style.pair(key, value, &indent);
        Some(vec![self.line_below(map, &indent, &text)])
    }

    /// Adds an item at the end of a list.
    pub(super) fn append(&self, list: &Node, item: &Fragment) -> Option<Vec<Edit>> {
        if self.in_flow || self.layout.is_flow(list) {
            let text = item.inline(true, Quotes::Fewest);
            let last = list.items().last().map(|item| self.layout.end(item));
            return Some(vec![self.between_brackets(list, last, text)]);
        }
        let dash = self.layout.dash(list.items().first()?)?;
        let indent = self.layout.indent(dash);
        let text = format!("-{}", self.style.after_dash(item, &indent));
        Some(vec![self.line_below(list, &indent, &text)])
    }

    fn between_brackets(&self, collection: &Node, last: Option<usize>, text: String) -> Edit {
        match last {
            Some(end) => edit(end, end, format!(", {text}")),
            None => {
                let inside = collection.span.start as usize + 1;
                edit(inside, inside, text)
            }
        }
    }

    /// A new line below the last one of a collection, its comment included.
    fn line_below(&self, collection: &Node, indent: &str, text: &str) -> Edit {
        let end = self.layout.line_end(self.layout.end(collection));
        edit(end, end, format!("{}{indent}{text}", self.style.line))
    }

    /// Removes an entry or item that is not the only one; `starts` are the starts of all.
    pub(super) fn remove(
        &self,
        place: Place<'_>,
        starts: &[u32],
        at: usize,
        before: Option<usize>,
    ) -> Option<Vec<Edit>> {
        let layout = self.layout;
        let next = starts.get(at + 1).map(|start| *start as usize);
        let end = match place {
            Place::Entry(entry) => layout.entry_end(entry),
            Place::Item(item) => layout.end(item),
        };
        let start = match place {
            _ if self.in_flow => starts[at] as usize,
            Place::Entry(entry) => entry.key_span.start as usize,
            Place::Item(item) => layout.dash(item)?,
        };
        if self.in_flow {
            return Some(vec![match (next, before) {
                (Some(next), _) => edit(start, next, String::new()),
                (None, Some(before)) => edit(before, end, String::new()),
                (None, None) => return None,
            }]);
        }
        if layout.begins_line(start) {
            let from = layout.line_start(start);
            return Some(vec![edit(from, layout.next_line(end), String::new())]);
        }
        // The first key behind a dash: the next one moves up, unless a comment stands between.
        let next = next?;
        let between = layout.source.get(layout.next_line(end)..next)?;
        let to = if between.trim().is_empty() {
            next
        } else {
            layout.line_end(end)
        };
        Some(vec![edit(start, to, String::new())])
    }
}

fn edit(start: usize, end: usize, text: String) -> Edit {
    Edit {
        span: Span::new(start, end),
        text,
    }
}
