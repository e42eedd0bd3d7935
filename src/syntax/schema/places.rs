//! A tree as JSON, and the way back from a place in that JSON to the tree.

use super::super::node::{Node, Step, Value};
use crate::text::source::Span;
use serde_json::Value as Json;

/// The first key of a map, or the node itself: the smallest place that stands for it.
pub(super) fn first_of(node: &Node) -> Span {
    node.entries()
        .first()
        .map_or(node.span, |entry| entry.key_span)
}

/// The key whose value is `node`.
pub(super) fn key_span_of(root: &Node, node: &Node) -> Option<Span> {
    match &root.value {
        Value::Map(entries) => entries.iter().find_map(|entry| {
            if std::ptr::eq(&entry.value, node) {
                Some(entry.key_span)
            } else {
                key_span_of(&entry.value, node)
            }
        }),
        Value::List(items) => items.iter().find_map(|item| key_span_of(item, node)),
        _ => None,
    }
}

/// The steps of a JSON pointer.
pub(super) fn steps(pointer: &str) -> Vec<Step> {
    let parts = pointer.split('/').skip(1);
    parts
        .map(|part| match part.parse() {
            Ok(index) => Step::Index(index),
            Err(_) => Step::Key(part.replace("~1", "/").replace("~0", "~")),
        })
        .collect()
}

/// The node that steps lead to, or the last one on the way.
pub(super) fn walk<'a>(root: &'a Node, steps: &[Step]) -> &'a Node {
    let mut node = root;
    for step in steps {
        let next = match step {
            Step::Key(key) => node.get(key),
            Step::Index(index) => node
                .items()
                .get(*index)
                .or_else(|| node.get(&index.to_string())),
        };
        let Some(next) = next else { break };
        node = next;
    }
    node
}

/// A tree as JSON.
pub(super) fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(number) => Json::from(*number),
        Value::Number(text) => text.parse::<f64>().map_or(Json::Null, Json::from),
        Value::Text(text) => Json::String(text.to_string()),
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.to_string(), to_json(&entry.value)))
                .collect(),
        ),
    }
}
