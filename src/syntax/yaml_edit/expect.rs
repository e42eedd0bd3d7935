//! What a tree must be after an edit: nothing is written that would be read as something else.

use super::fragment::{Fragment, entry};
use crate::syntax::node::{Node, Step, Value};
use crate::syntax::yaml;
use crate::text::edit::{Edit, apply};

/// One change of one value in a tree.
pub(super) enum Change<'a> {
    /// The value there becomes another one.
    Replace(&'a Fragment),
    /// The map there gets a key.
    Insert(&'a str, &'a Fragment),
    /// The list there gets an item.
    Append(&'a Fragment),
    /// The collection there loses a value.
    Remove(&'a Step),
}

/// The tree after a change at a path.
pub(super) fn changed(root: &Node, path: &[Step], change: &Change<'_>) -> Option<Node> {
    let mut tree = root.clone();
    let mut node = &mut tree;
    for step in path {
        node = match (&mut node.value, step) {
            (Value::Map(entries), Step::Key(key)) => {
                let entry = entries.iter_mut().find(|entry| *entry.key == **key)?;
                &mut entry.value
            }
            (Value::List(items), Step::Index(at)) => items.get_mut(*at)?,
            _ => return None,
        };
    }
    match (change, &mut node.value) {
        (Change::Replace(new), _) => *node = new.node()?,
        (Change::Insert(key, new), Value::Map(entries)) => entries.push(entry(key, new.node()?)),
        (Change::Append(new), Value::List(items)) => items.push(new.node()?),
        (Change::Remove(Step::Key(key)), Value::Map(entries)) => {
            entries.retain(|entry| *entry.key != **key);
        }
        (Change::Remove(Step::Index(at)), Value::List(items)) => _ = items.remove(*at),
        _ => return None,
    }
    Some(tree)
}

/// Whether reading the edited text gives the expected tree in the place of `root`.
pub(super) fn holds(source: &str, root: &Node, edits: &[Edit], expected: &Node) -> bool {
    let Some(text) = apply(source, edits) else {
        return false;
    };
    let start = source[..root.span.start as usize]
        .rfind(['\n', '\r'])
        .map_or(0, |end| end + 1);
    let ends = edits.iter().map(|edit| edit.span.end as usize);
    let end = ends.fold(root.span.end as usize, usize::max);
    // All edits lie before `end`, so what follows it has only moved.
    let end = text.len() - (source.len() - end);
    let Some((before, behind)) = text.split_at_checked(end) else {
        return false;
    };
    // What follows a line end is no part of the document: perhaps the end of front matter.
    let rest = match before.ends_with(['\n', '\r']) {
        true => 0,
        false => behind.find(['\n', '\r']).unwrap_or(behind.len()),
    };
    let Some(document) = text.get(start..end + rest) else {
        return false;
    };
    let documents = yaml::read(document, start).documents;
    let [document] = documents.as_slice() else {
        return false;
    };
    same(&document.node, expected) && (!document.torn || was_torn(&source[start..]))
}

/// Whether a mistake ended the first document of a text before anything was changed in it.
fn was_torn(text: &str) -> bool {
    let documents = yaml::read(text, 0).documents;
    documents.first().is_some_and(|document| document.torn)
}

/// Whether two trees say the same, wherever it stands.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            let equal = a
                .iter()
                .zip(b)
                .all(|(a, b)| a.key == b.key && same(&a.value, &b.value));
            a.len() == b.len() && equal
        }
        (a, b) => a == b,
    }
}
