//! What a document says in all its fields, line by line, as its author nested them.

use crate::assess::effect::bare;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::Resolved;
use crate::report::place::Source;
use crate::syntax::node::{Node, Value};
use serde::Serialize;

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// How deep it stands; 0 is the highest.
    pub depth: usize,
    /// The field; `None` for an entry of a list.
    pub field: Option<String>,
    /// What it says; `None` when that stands in the lines below.
    pub value: Option<String>,
    /// `kind/id` of the document that it names.
    pub subject: Option<String>,
    /// Where a value is written.
    pub source: Option<Source>,
}

/// The most lines that are told of one document; what a person wrote is shorter.
const MOST: usize = 1000;

/// The longest value, in characters.
const LONGEST: usize = 2000;

/// Fields that stand above every page.
const ABOVE: &[&str] = &["kind", "id", "title", "name"];

/// Every field of a document, and whether there were more than can be told.
pub fn content(model: &Model, document: &Document) -> (Vec<Line>, bool) {
    let mut walk = Walk {
        model,
        document,
        lines: Vec::new(),
    };
    let entries = document.node.entries().iter();
    for entry in entries.filter(|entry| !ABOVE.contains(&&*entry.key)) {
        walk.node(&entry.value, Some(&entry.key), 0);
    }
    let cut = walk.lines.len() > MOST;
    walk.lines.truncate(MOST);
    (walk.lines, cut)
}

struct Walk<'a> {
    model: &'a Model,
    document: &'a Document,
    lines: Vec<Line>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, field: Option<&str>, depth: usize) {
        if self.lines.len() > MOST {
            return;
        }
        match &node.value {
            Value::List(items) => {
                let below = self.head(node, field, depth);
                for item in items {
                    self.node(item, None, below);
                }
            }
            Value::Map(entries) => {
                // An entry of a list begins with its first field, as it is written.
                let mut deeper = match field {
                    Some(_) => self.head(node, field, depth),
                    None => depth,
                };
                for (at, entry) in entries.iter().enumerate() {
                    self.node(&entry.value, Some(&entry.key), deeper);
                    if at == 0 && field.is_none() {
                        deeper = depth + 1;
                    }
                }
            }
            _ => self.leaf(node, field, depth),
        }
    }

    /// The field above what is nested in it; returns how deep that stands.
    fn head(&mut self, node: &Node, field: Option<&str>, depth: usize) -> usize {
        let Some(field) = field else {
            return depth;
        };
        self.push(node, Some(field), None, depth);
        depth + 1
    }

    fn leaf(&mut self, node: &Node, field: Option<&str>, depth: usize) {
        let text = match &node.value {
            Value::Text(text) | Value::Number(text) => text.to_string(),
            Value::Int(number) => number.to_string(),
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            _ => "nothing".to_owned(),
        };
        let cut = text.char_indices().nth(LONGEST);
        let text = cut.map_or(text.clone(), |(end, _)| format!("{}…", &text[..end]));
        self.push(node, field, Some(text), depth);
    }

    fn push(&mut self, node: &Node, field: Option<&str>, value: Option<String>, depth: usize) {
        let mut references = self.document.references.iter();
        let reference = references.find(|one| value.is_some() && one.span == node.span);
        let subject = reference.and_then(|one| match self.model.resolve(one) {
            Resolved::Document(target) => Some(format!("{}/{}", target.kind, bare(&one.id))),
            Resolved::Catalog if self.model.index.catalog_title(bare(&one.id)).is_some() => {
                Some(format!("control/{}", bare(&one.id)))
            }
            _ => None,
        });
        self.lines.push(Line {
            depth: depth.min(3),
            field: field.map(|field| field.replace('_', " ")),
            subject,
            source: value.is_some().then(|| Source {
                path: self.document.file.path.to_string(),
                line: self.document.file.position(node.span.start).line,
            }),
            value,
        });
    }
}
