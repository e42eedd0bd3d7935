//! Edits that bring a value into the form that its schema wants, in the layout of its file.

use super::super::node::{Node, Value};
use super::super::yaml_edit::{self, Fragment};
use super::near_miss;
use crate::text::edit::Edit;
use serde_json::Value as Json;

/// A way out: what is to be written, whether that is certain, and the splices.
pub(super) struct Remedy {
    pub(super) text: String,
    pub(super) safe: bool,
    pub(super) edits: Vec<Edit>,
}

/// A value that has another form than the schema wants.
#[derive(Clone, Copy)]
pub(super) struct Wrong<'a> {
    /// The text of the file.
    pub(super) source: &'a str,
    /// The document.
    pub(super) root: &'a Node,
    /// The value, and the path that leads to it.
    pub(super) node: &'a Node,
    pub(super) path: &'a str,
    /// What is wanted there, and of each item of a list there.
    pub(super) schema: &'a Json,
    pub(super) items: &'a Json,
}

impl Wrong<'_> {
    /// As it is written, if that is on one line.
    fn written(&self, node: &Node) -> Option<&str> {
        let text = self.source.get(node.span.range())?;
        (!text.contains(['\n', '\r'])).then_some(text)
    }

    /// The canonical form of what is written here, in the quotes that it has.
    pub(super) fn canonical(&self, written: &str) -> Option<Remedy> {
        let (text, safe) = near_miss::canonical(written, self.schema)?;
        let edits = vec![self.instead(as_quoted(self.written(self.node)?, &text))];
        Some(Remedy { text, safe, edits })
    }

    /// The value in the shape that is wanted: a list, one value, a truth, a number, or text.
    pub(super) fn reshaped(&self) -> Option<Remedy> {
        match (&self.node.value, self.schema["type"].as_str()?) {
            (Value::List(items), wanted) if wanted != "array" && wanted != "object" => {
                self.only(items)
            }
            (Value::Text(_) | Value::Int(_), "array") => self.as_list(),
            (Value::Text(text), "boolean") => match text.trim().to_lowercase().as_str() {
                "yes" | "y" | "on" | "true" => self.certain("true"),
                "no" | "n" | "off" | "false" => self.certain("false"),
                _ => None,
            },
            (Value::Text(text), "integer") => {
                let number: i64 = text.trim().parse().ok()?;
                self.certain(&number.to_string())
            }
            (Value::Bool(_), "string") => {
                let text = format!("\"{}\"", self.written(self.node)?);
                self.certain(&text)
            }
            _ => None,
        }
    }

    /// Without the key, where the schema does not insist on it. Whether nothing was meant, a person knows.
    pub(super) fn removed(&self) -> Option<Remedy> {
        let edits = yaml_edit::remove(self.source, self.root, self.path)?;
        Some(Remedy {
            text: String::new(),
            safe: false,
            edits,
        })
    }

    fn instead(&self, text: String) -> Edit {
        let span = self.node.span;
        Edit { span, text }
    }

    fn certain(&self, text: &str) -> Option<Remedy> {
        self.written(self.node)?;
        Some(Remedy {
            text: text.to_owned(),
            safe: true,
            edits: vec![self.instead(text.to_owned())],
        })
    }

    /// The only item of a list.
    fn only(&self, items: &[Node]) -> Option<Remedy> {
        let [only] = items else { return None };
        let text = self.written(only)?;
        let fragment = match &only.value {
            Value::Text(text) => Fragment::from(text.as_ref()),
            Value::Bool(value) => Fragment::from(*value),
            Value::Int(_) | Value::Number(_) => Fragment::Number(text.to_owned()),
            _ => return None,
        };
        if self
            .written(self.node)
            .is_some_and(|list| list.starts_with('['))
        {
            return self.certain(text);
        }
        Some(Remedy {
            text: text.to_owned(),
            safe: true,
            edits: yaml_edit::set(self.source, self.root, self.path, &fragment)?,
        })
    }

    /// One value, or several with commas between them, as a list.
    fn as_list(&self) -> Option<Remedy> {
        if self.items["type"] != "string" {
            return None;
        }
        let text = self.written(self.node)?;
        let quoted = text.starts_with(['"', '\'']);
        if quoted || !text.contains([',', '[', ']', '{', '}']) {
            return self.certain(&format!("[{text}]"));
        }
        // In a text a comma is a comma; ids and words of a list have none.
        let mut words = text.split(',').map(str::trim);
        let plain = |word: &str| near_miss::accepts(self.items, word) && !word.contains(' ');
        let are_words = self.items["pattern"] != "\\S" && words.clone().all(plain);
        let list: Vec<&str> = are_words.then(|| words.by_ref().collect())?;
        self.certain(&format!("[{}]", list.join(", ")))
    }
}

/// A word in the quotes of what it replaces.
pub(super) fn as_quoted(there: &str, word: &str) -> String {
    match there.chars().next() {
        Some(quote @ ('"' | '\'')) if !word.contains(['"', '\'', '\\']) => {
            format!("{quote}{word}{quote}")
        }
        _ => yaml_edit::scalar_in_flow(word),
    }
}

/// Whether a value is of the sort that a schema wants, or becomes it by the same mending.
pub(super) fn is_of(value: &Value, schema: &Json) -> bool {
    match schema["type"].as_str() {
        Some("object") => matches!(value, Value::Map(_)),
        Some("array") => matches!(value, Value::List(_) | Value::Text(_)),
        Some("string") => matches!(value, Value::Text(_) | Value::Int(_) | Value::Number(_)),
        Some("boolean") => matches!(value, Value::Bool(_) | Value::Text(_)),
        _ => !matches!(value, Value::Map(_) | Value::List(_)),
    }
}
