//! What two documents say, compared without regard to places, layout, order of keys, and ids that were
//! renamed in the meantime.

use super::change::FieldChange;
use crate::model::Kind;
use crate::model::document::Document;
use crate::syntax::node::{Entry, Node, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A value longer than this is not quoted.
const QUOTED: usize = 60;

/// New ids by old ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renames {
    now: BTreeMap<String, String>,
    /// The documents that had the old ids, since an id may stand for another thing of another kind.
    of: BTreeSet<(Kind, String)>,
}

impl Renames {
    /// Remembers that an id was replaced by another.
    pub fn put(&mut self, kind: Kind, old: &str, new: &str) {
        self.now.insert(old.to_owned(), new.to_owned());
        self.of.insert((kind, old.to_owned()));
    }

    /// The id by which something of the base side is known on the head side; the first part of
    /// `document/item` is the id of a document.
    pub fn now(&self, id: &str) -> String {
        let (document, item) = id.split_once('/').map_or((id, None), |(a, b)| (a, Some(b)));
        let known = self.now.get(document).map_or(document, String::as_str);
        match item {
            Some(item) => format!("{known}/{item}"),
            None => known.to_owned(),
        }
    }

    /// The same of a subject such as `risk/R-1`.
    pub fn subject(&self, subject: &str) -> String {
        let Some((name, id)) = subject.split_once('/') else {
            return subject.to_owned();
        };
        let kind = Kind::ALL.iter().find(|kind| kind.name() == name);
        if kind.is_some_and(|kind| !self.of.contains(&(*kind, id.to_owned()))) {
            return subject.to_owned();
        }
        format!("{name}/{}", self.now(id))
    }

    fn is_now(&self, old: &str, new: &str) -> bool {
        old.trim_end() == new.trim_end() || (!self.now.is_empty() && self.now(old) == new)
    }
}

/// Whether the Markdown of two documents is the same, white space at line ends aside.
pub fn same_text(before: &Document, after: &Document) -> bool {
    let lines = |text: &str| -> Vec<String> {
        let lines = text.trim().lines();
        lines.map(|line| line.trim_end().to_owned()).collect()
    };
    before.markdown() == after.markdown() || lines(before.markdown()) == lines(after.markdown())
}

/// The fields that differ between two documents, their ids aside, in the order of the newer one.
pub fn changed_fields(before: &Document, after: &Document, renames: &Renames) -> Vec<FieldChange> {
    let mut found = Vec::new();
    // What was read once from one content is shared by all revisions that hold it.
    if !std::ptr::eq(before.node.entries(), after.node.entries()) {
        compare("", &before.node, &after.node, renames, &mut found);
    }
    found
}

fn compare(
    path: &str,
    before: &Node,
    after: &Node,
    renames: &Renames,
    found: &mut Vec<FieldChange>,
) {
    let identity = |entry: &&Entry| !(path.is_empty() && matches!(&*entry.key, "id" | "kind"));
    for entry in after.entries().iter().filter(identity) {
        let field = join(path, &entry.key);
        match before.get(&entry.key) {
            Some(old) if is_map(old) && is_map(&entry.value) => {
                compare(&field, old, &entry.value, renames, found);
            }
            Some(old) if equal(old, &entry.value, renames) => {}
            old => found.push(field_change(field, old, Some(&entry.value))),
        }
    }
    let gone = before.entries().iter().filter(identity);
    let gone = gone.filter(|entry| after.get(&entry.key).is_none());
    found.extend(gone.map(|entry| {
        let field = join(path, &entry.key);
        field_change(field, Some(&entry.value), None)
    }));
}

/// A field with its values, when both are short: one alone would read as if the other were absent.
fn field_change(field: String, from: Option<&Node>, to: Option<&Node>) -> FieldChange {
    let quoted = [from, to]
        .into_iter()
        .flatten()
        .all(|node| short(node).is_some());
    let value = |node: Option<&Node>| node.filter(|_| quoted).and_then(short);
    FieldChange {
        field,
        from: value(from),
        to: value(to),
    }
}

fn join(path: &str, key: &str) -> String {
    match path {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    }
}

fn is_map(node: &Node) -> bool {
    matches!(node.value, Value::Map(_))
}

/// Whether two nodes mean the same.
pub fn equal(before: &Node, after: &Node, renames: &Renames) -> bool {
    match (&before.value, &after.value) {
        (Value::Text(a), Value::Text(b)) => renames.is_now(a, b),
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b, renames))
        }
        (Value::Map(a), Value::Map(b)) => {
            let same = |entry: &Entry| {
                let other = after.get(&entry.key);
                other.is_some_and(|other| equal(&entry.value, other, renames))
            };
            a.len() == b.len() && a.iter().all(same)
        }
        (a, b) => a == b,
    }
}

/// A scalar as text, when it is short.
fn short(node: &Node) -> Option<String> {
    let text = scalar(node)?;
    (text.chars().count() <= QUOTED && !text.contains('\n')).then_some(text)
}

/// A scalar as text.
fn scalar(node: &Node) -> Option<String> {
    Some(match &node.value {
        Value::Text(text) => text.to_string(),
        Value::Number(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => return None,
    })
}

/// What tells a document from others of its kind: every scalar with its field, every line of its text;
/// its id and kind aside.
pub fn marks(document: &Document) -> BTreeSet<(String, String)> {
    let mut marks = BTreeSet::new();
    for entry in document.node.entries() {
        if !matches!(&*entry.key, "id" | "kind") {
            gather(&entry.key, &entry.value, &mut marks);
        }
    }
    let lines = document.markdown().lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty());
    marks.extend(lines.map(|line| (String::new(), line.to_owned())));
    marks
}

fn gather(path: &str, node: &Node, marks: &mut BTreeSet<(String, String)>) {
    if let Some(text) = scalar(node) {
        marks.insert((path.to_owned(), text));
    }
    for item in node.items() {
        gather(path, item, marks);
    }
    for entry in node.entries() {
        gather(&join(path, &entry.key), &entry.value, marks);
    }
}
