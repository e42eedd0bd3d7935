//! What a decision was based on, as a digest: a fixed list of fields for each decision and basis
//! version, in canonical JSON (RFC 8785), hashed with SHA-256 (model.md, "Decisions and their basis").
//!
//! Absent fields are left out and defaults never put in; sets are sorted; text has LF ends and no
//! trailing blanks. So layout and comments never make a decision stale, nor the order of a set; other
//! lists, those of a whole document among them, count as they are written. What a version of the basis
//! covers must not change; a new list of fields is a new version.

use crate::model::Kind;
use crate::model::document::Document;
use crate::model::kept::Fact;
use crate::syntax::node::{Node, Value};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::fmt::Write;

/// How a field enters a basis.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// As it is.
    Plain,
    /// A list whose order means nothing.
    Set,
    /// A list of maps of which only these fields count, in no order.
    Items(&'static [&'static str]),
}

/// The fields that the risk owner's approval and acceptance are based on.
const RISK: &[(&str, Form)] = &[
    ("title", Form::Plain),
    ("assets", Form::Set),
    ("threat", Form::Plain),
    ("vulnerability", Form::Plain),
    ("source", Form::Plain),
    ("event", Form::Plain),
    ("consequence", Form::Plain),
    ("affects", Form::Set),
    ("owner", Form::Plain),
    ("inherent", Form::Plain),
    ("stated", Form::Plain),
    ("treatment.options", Form::Set),
    ("treatment.shared_with", Form::Set),
    ("treatment.controls", Form::Items(&["control", "reduces"])),
    ("treatment.actions", Form::Items(&["id", "title", "due"])),
];

/// The fields that the approval of a policy is based on, beside its text.
const POLICY: &[(&str, Form)] = &[
    ("title", Form::Plain),
    ("version", Form::Plain),
    ("type", Form::Plain),
    ("classification", Form::Plain),
    ("controls", Form::Set),
];

/// Fields that no approval of a whole document is based on: the decision itself, and what says nothing
/// about the content.
const NEVER: &[&str] = &["tags", "notes", "approval", "approvals", "review"];

/// The content that decisions on a risk are based on.
pub fn of_risk(risk: &Document) -> Json {
    Json::Object(fields(&risk.node, RISK))
}

/// The content that the approval of a policy is based on.
pub fn of_policy(policy: &Document) -> Json {
    let mut content = fields(&policy.node, POLICY);
    content.insert("body".to_owned(), Json::String(tidy(policy.markdown())));
    Json::Object(content)
}

/// The content that the approval of a whole document is based on (scope, risk method and others).
pub fn of_whole(document: &Document) -> Json {
    let entries = document
        .node
        .entries()
        .iter()
        .filter(|entry| !NEVER.contains(&&*entry.key));
    Json::Object(
        entries
            .map(|entry| (entry.key.to_string(), json(&entry.value)))
            .collect(),
    )
}

/// The digest of what a decision on a document by its own fields is based on: the plan or acceptance of
/// a risk, the approval of a policy, or of a whole document of another kind. It follows from the content
/// alone, and is computed once for each.
pub fn own(document: &Document) -> String {
    let compute = || {
        digest(&match document.kind {
            Kind::Risk => of_risk(document),
            Kind::Policy => of_policy(document),
            _ => of_whole(document),
        })
    };
    document.kept.get(Fact::Basis, compute).clone()
}

/// The digest of what a decision is based on, as it stands in `basis`.
pub fn digest(content: &Json) -> String {
    let mut text = String::new();
    canonical(content, &mut text);
    format!("v1:sha256:{}", sha256_hex(text.as_bytes()))
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn fields(node: &Node, list: &[(&str, Form)]) -> Map<String, Json> {
    let present = list
        .iter()
        .filter_map(|(path, form)| Some((*path, form, node.at(path)?)));
    present
        .map(|(path, form, node)| (path.to_owned(), formed(node, *form)))
        .collect()
}

fn formed(node: &Node, form: Form) -> Json {
    let mut items: Vec<Json> = match form {
        Form::Plain => return json(node),
        Form::Set => node.items().iter().map(json).collect(),
        Form::Items(kept) => node
            .items()
            .iter()
            .map(|item| Json::Object(some(item, kept)))
            .collect(),
    };
    items.sort_by_cached_key(|item| {
        let mut text = String::new();
        canonical(item, &mut text);
        text
    });
    Json::Array(items)
}

fn some(item: &Node, kept: &[&str]) -> Map<String, Json> {
    kept.iter()
        .filter_map(|key| Some(((*key).to_owned(), json(item.get(key)?))))
        .collect()
}

fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(number) => Json::from(*number),
        // Exact decimals stay text: no floating-point form of them would be the same everywhere.
        Value::Number(text) => Json::String(
            text.parse::<crate::model::scalar::Decimal>()
                .map_or_else(|_| text.to_string(), |n| n.to_string()),
        ),
        Value::Text(text) => Json::String(tidy(text)),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.to_string(), json(&entry.value)))
                .collect(),
        ),
    }
}

/// Text with LF ends, no trailing blanks on any line and no blank lines at its end.
pub fn tidy(text: &str) -> String {
    if !text.contains('\n') {
        return text.trim_end().to_owned();
    }
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end()).collect();
    lines.join("\n").trim_end().to_owned()
}

/// Canonical JSON of RFC 8785 for what a basis holds: objects sorted by UTF-16 code units, no blanks,
/// strings escaped as JSON.stringify does, whole numbers.
fn canonical(value: &Json, out: &mut String) {
    match value {
        Json::Object(object) => {
            let mut entries: Vec<(&String, &Json)> = object.iter().collect();
            entries.sort_by(|(a, _), (b, _)| by_utf16(a, b));
            out.push('{');
            for (at, (key, value)) in entries.into_iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                quoted(key, out);
                out.push(':');
                canonical(value, out);
            }
            out.push('}');
        }
        Json::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                canonical(item, out);
            }
            out.push(']');
        }
        Json::String(text) => quoted(text, out),
        // Writing to a String cannot fail.
        scalar => _ = write!(out, "{scalar}"),
    }
}

/// The order of RFC 8785 for names.
fn by_utf16(a: &str, b: &str) -> Ordering {
    match a.is_ascii() && b.is_ascii() {
        true => a.cmp(b),
        false => a.encode_utf16().cmp(b.encode_utf16()),
    }
}

/// A string as JSON; most hold nothing that is to be escaped.
fn quoted(text: &str, out: &mut String) {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        let _ = write!(out, "{}", Json::from(text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_json_sorts_keys_and_leaves_no_blanks() {
        let mut out = String::new();
        canonical(
            &serde_json::json!({"b": [1, "x\n\u{e9}"], "a": {"z": true, "\u{20ac}": null}}),
            &mut out,
        );
        assert_eq!(out, "{\"a\":{\"z\":true,\"€\":null},\"b\":[1,\"x\\né\"]}");
    }

    #[test]
    fn line_ends_and_trailing_blanks_are_no_content() {
        assert_eq!(tidy("a \r\nb\t\n\n"), "a\nb");
    }
}
