//! What an edit writes, and how it looks in block and flow style.

use super::quote::{Quotes, scalar, scalar_in_flow, write};
use crate::syntax::node::{Entry, Node, Value};
use crate::syntax::scalar::plain;
use crate::text::source::Span;

/// A value that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fragment {
    /// A text, quoted only when needed.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// A number as it is to be written.
    Number(String),
    /// Keys and values, each on its own line where the surroundings allow it.
    Map(Vec<(String, Self)>),
    /// Items, each on its own line where the surroundings allow it.
    List(Vec<Self>),
    /// The same on one line: `{by: jane, on: 2026-05-06}`.
    Line(Box<Self>),
}

impl From<&str> for Fragment {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Fragment {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Fragment {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Fragment {
    fn from(number: i64) -> Self {
        Self::Number(number.to_string())
    }
}

impl Fragment {
    /// A map of these keys and values.
    pub fn map<K: Into<String>, V: Into<Self>>(entries: impl IntoIterator<Item = (K, V)>) -> Self {
        let entries = entries.into_iter();
        Self::Map(
            entries
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
        )
    }

    /// As it would be typed on one line, wherever that is.
    pub fn on_one_line(&self) -> String {
        self.inline(false, Quotes::Fewest)
    }

    /// Whether it stands behind its key, and not below it.
    pub(super) fn is_inline(&self) -> bool {
        match self {
            Self::Map(entries) => entries.is_empty(),
            Self::List(items) => items.is_empty(),
            _ => true,
        }
    }

    /// What a reader makes of it.
    pub(super) fn node(&self) -> Option<Node> {
        let value = match self {
            Self::Text(text) => Value::Text(text.as_str().into()),
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(text) => plain(text)?,
            Self::Map(entries) => {
                let entry = |(key, value): &(String, Self)| Some(entry(key, value.node()?));
                Value::Map(entries.iter().map(entry).collect::<Option<_>>()?)
            }
            Self::List(items) => Value::List(items.iter().map(Self::node).collect::<Option<_>>()?),
            Self::Line(inner) => return inner.node(),
        };
        Some(Node {
            span: Span::default(),
            value,
        })
    }

    /// On one line; `quotes` are for a text that replaces one so quoted.
    pub(super) fn inline(&self, in_flow: bool, quotes: Quotes) -> String {
        match self {
            Self::Text(text) => write(text, in_flow, quotes),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) => text.clone(),
            Self::Map(entries) => {
                let pair = |(key, value): &(String, Self)| {
                    let value = value.inline(true, Quotes::Fewest);
                    format!("{}: {value}", scalar_in_flow(key))
                };
                format!(
                    "{{{}}}",
                    entries.iter().map(pair).collect::<Vec<_>>().join(", ")
                )
            }
            Self::List(items) => {
                let item = |item: &Self| item.inline(true, Quotes::Fewest);
                format!(
                    "[{}]",
                    items.iter().map(item).collect::<Vec<_>>().join(", ")
                )
            }
            Self::Line(inner) => inner.inline(in_flow, quotes),
        }
    }
}

/// An entry without a place.
pub(super) fn entry(key: &str, value: Node) -> Entry {
    Entry {
        key_span: Span::default(),
        key: key.into(),
        value,
    }
}

/// Writes fragments in block style.
pub(super) struct Style {
    /// The line ending of the file.
    pub(super) line: &'static str,
    /// How much deeper the file writes what belongs to a key.
    pub(super) step: String,
}

impl Style {
    /// What follows `key:` when the key stands after `indent`.
    pub(super) fn after_key(&self, value: &Fragment, indent: &str) -> String {
        let deeper = format!("{indent}{}", self.step);
        match value {
            value if value.is_inline() => self.inline(value),
            Fragment::Map(entries) => entries
                .iter()
                .map(|(key, value)| {
                    format!("{}{deeper}{}", self.line, self.pair(key, value, &deeper))
                })
                .collect(),
            Fragment::List(items) => items
                .iter()
                .map(|item| format!("{}{deeper}-{}", self.line, self.after_dash(item, &deeper)))
                .collect(),
            value => self.inline(value),
        }
    }

    /// What follows `-` when the dash stands after `indent`.
    pub(super) fn after_dash(&self, item: &Fragment, indent: &str) -> String {
        let deeper = format!("{indent}  ");
        let between = format!("{}{deeper}", self.line);
        let parts: Vec<String> = match item {
            item if item.is_inline() => return self.inline(item),
            Fragment::Map(entries) => entries
                .iter()
                .map(|(key, value)| self.pair(key, value, &deeper))
                .collect(),
            Fragment::List(items) => items
                .iter()
                .map(|item| format!("-{}", self.after_dash(item, &deeper)))
                .collect(),
            item => return self.inline(item),
        };
        format!(" {}", parts.join(&between))
    }

    /// `key: value` where the key stands after `indent`.
    pub(super) fn pair(&self, key: &str, value: &Fragment, indent: &str) -> String {
        let key = if scalar(key) == key {
            key.to_owned()
        } else {
            scalar_in_flow(key)
        };
        format!("{key}:{}", self.after_key(value, indent))
    }

    fn inline(&self, value: &Fragment) -> String {
        format!(" {}", value.inline(false, Quotes::Fewest))
    }
}
