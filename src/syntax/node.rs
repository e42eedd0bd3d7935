//! The tree that a document is: every key and value with the bytes it came from.

use crate::text::source::Span;
use std::collections::HashMap;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// From the first to the last byte of the value.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: `key:`, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Int(i64),
    /// Any other number, as it is written.
    Number(Box<str>),
    /// Text.
    Text(Box<str>),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file; a repeated key keeps its first value only.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Where the key stands.
    pub key_span: Span,
    /// The key.
    pub key: Box<str>,
    /// Its value.
    pub value: Node,
}

/// One step from a node to a node in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// The item at an index, from 0.
    Index(usize),
}

impl Node {
    /// Whether it says the same as another, wherever the two stand: the order of keys says nothing.
    pub fn says_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::List(a), Value::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_same(b))
            }
            (Value::Map(a), Value::Map(b)) => {
                let mut pairs = a.iter().zip(b);
                if a.len() != b.len() {
                    false
                } else if pairs.all(|(a, b)| a.key == b.key) {
                    a.iter().zip(b).all(|(a, b)| a.value.says_same(&b.value))
                } else {
                    let others = other.by_key();
                    a.iter().all(|entry| {
                        let value = others.get(&*entry.key);
                        value.is_some_and(|value| entry.value.says_same(value))
                    })
                }
            }
            (a, b) => a == b,
        }
    }

    /// The values of a map by their keys, to look many of them up.
    pub fn by_key(&self) -> HashMap<&str, &Self> {
        let entries = self.entries().iter();
        entries.map(|entry| (&*entry.key, &entry.value)).collect()
    }

    /// The entry of a key, if this is a map that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| &*entry.key == key),
            _ => None,
        }
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The text, if this is text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, if this is a list.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The entries, if this is a map.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The node that a path such as `treatment.actions[2].due` leads to.
    pub fn at(&self, path: &str) -> Option<&Self> {
        pieces(path).try_fold(self, |node, piece| match piece {
            Piece::Key(key) => node.get(key),
            Piece::Index(index) => node.items().get(index),
        })
    }

    /// The deepest node on the way of a path, with the path that leads to it.
    pub fn nearest<'p>(&self, path: &'p str) -> (&'p str, &Self) {
        let mut reached = (0, self);
        let mut rest = path;
        while let Some((piece, behind)) = first(rest) {
            let next = match piece {
                Piece::Key(key) => reached.1.get(key),
                Piece::Index(index) => reached.1.items().get(index),
            };
            let Some(next) = next else { break };
            reached = (path.len() - behind.len(), next);
            rest = behind;
        }
        (&path[..reached.0], reached.1)
    }

    /// The path to the smallest node that holds `span`: `treatment.actions[2].due`. A span inside a
    /// key counts for its value.
    pub fn path_to(&self, span: Span) -> String {
        let mut path = Vec::new();
        let mut node = self;
        while let Some((step, inner)) = node.child_holding(span) {
            path.push(step);
            node = inner;
        }
        join(&path)
    }

    /// Children stand one behind the other, so that only the last that begins before a span can hold it.
    fn child_holding(&self, span: Span) -> Option<(Step, &Self)> {
        match &self.value {
            Value::List(items) => {
                let behind = items.partition_point(|item| item.span.start <= span.start);
                let at = behind.checked_sub(1)?;
                let item = Some(&items[at]).filter(|item| item.span.contains(span))?;
                Some((Step::Index(at), item))
            }
            Value::Map(entries) => {
                let behind = entries.partition_point(|entry| entry.key_span.start <= span.start);
                let entry = &entries[behind.checked_sub(1)?];
                let holds = entry.key_span.contains(span) || entry.value.span.contains(span);
                holds.then(|| (Step::Key(entry.key.to_string()), &entry.value))
            }
            _ => None,
        }
    }

    /// Every scalar text in the tree, in order.
    pub fn texts<'a>(&'a self, each: &mut impl FnMut(&'a str)) {
        match &self.value {
            Value::Text(text) => each(text),
            Value::List(items) => items.iter().for_each(|item| item.texts(each)),
            Value::Map(entries) => entries.iter().for_each(|entry| entry.value.texts(each)),
            _ => {}
        }
    }
}

/// The steps of a path such as `treatment.actions[2].due`.
pub fn steps(path: &str) -> Vec<Step> {
    let owned = |piece| match piece {
        Piece::Key(key) => Step::Key(String::from(key)),
        Piece::Index(index) => Step::Index(index),
    };
    pieces(path).map(owned).collect()
}

/// A step that borrows from its path.
enum Piece<'a> {
    Key(&'a str),
    Index(usize),
}

fn pieces(path: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = path;
    std::iter::from_fn(move || {
        let (piece, behind) = first(rest)?;
        rest = behind;
        Some(piece)
    })
}

/// The first step of a path, and the path behind it.
fn first(path: &str) -> Option<(Piece<'_>, &str)> {
    let path = path.trim_start_matches('.');
    if let Some(inner) = path.strip_prefix('[') {
        let (index, behind) = inner.split_once(']')?;
        return Some((Piece::Index(index.parse().ok()?), behind));
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (key, behind) = path.split_at(end);
    (!key.is_empty()).then_some((Piece::Key(key), behind))
}

/// The path that steps make.
pub fn join(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => {
                path.push('.');
                path.push_str(key);
            }
            Step::Index(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_survives_being_split_and_joined() {
        for path in ["", "owner", "treatment.actions[2].due", "matrix[0][4]"] {
            assert_eq!(join(&steps(path)), path);
        }
    }

    fn map(key: &str, value: Value) -> Value {
        let span = Span::default();
        Value::Map(vec![Entry {
            key_span: span,
            key: key.into(),
            value: Node { span, value },
        }])
    }

    #[test]
    fn the_nearest_node_is_named_by_the_part_of_the_path_that_leads_there() {
        let text = |text: &str| Value::Text(text.into());
        let inner = [map("c", text("1")), map("d", text("2"))];
        let list = inner.map(|value| Node {
            span: Span::default(),
            value,
        });
        let root = Node {
            span: Span::default(),
            value: map("a", map("b", Value::List(list.into()))),
        };
        for (path, reached) in [
            ("a.b[1].d", "a.b[1].d"),
            ("a.b[1].c", "a.b[1]"),
            ("a.b[2].c", "a.b"),
            ("a.x.y", "a"),
            ("x", ""),
        ] {
            let (found, node) = root.nearest(path);
            assert_eq!(found, reached);
            assert_eq!(Some(node), root.at(reached));
        }
    }
}
