//! The JSON Schemas of all kinds: derived from the types, made plain, committed, and compiled when a
//! kind first needs one.

use super::Kind;
use crate::syntax::schema::Schema;
use serde_json::{Map, Value as Json, json};
use std::sync::OnceLock;

/// The compiled schema of a kind.
pub fn compiled(kind: Kind) -> &'static Schema {
    static COMPILED: [OnceLock<Schema>; Kind::ALL.len()] =
        [const { OnceLock::new() }; Kind::ALL.len()];
    COMPILED[kind as usize].get_or_init(|| Schema::compile(kind.schema_text()))
}

/// The schema of a kind as it is to be committed: pretty JSON with a final newline.
///
/// # Panics
/// Never: a schema is JSON.
pub fn generate(kind: Kind) -> String {
    let mut schema = Json::from(kind.derived_schema());
    plain(&mut schema);
    schema["$id"] = json!(format!("isms/{}.schema.json", kind.name()));
    schema["title"] = json!(kind.name());
    schema["properties"]["kind"]["const"] = json!(kind.name());
    let text = serde_json::to_string_pretty(&schema).expect("internal error: a schema is JSON");
    text + "\n"
}

/// Words that people write instead of a value, by value. ISO/IEC 27005 and other frameworks use them.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "modify",
        &[
            "mitigate",
            "mitigation",
            "reduce",
            "reduction",
            "treat",
            "modification",
        ],
    ),
    (
        "retain",
        &["accept", "acceptance", "tolerate", "retention", "accepted"],
    ),
    ("avoid", &["terminate", "avoidance", "eliminate"]),
    ("share", &["transfer", "sharing", "insure", "transferred"]),
    ("in-progress", &["ongoing", "started", "wip", "in-work"]),
    ("done", &["closed", "complete", "completed", "finished"]),
    ("cancelled", &["canceled"]),
    (
        "implemented",
        &["yes", "in-place", "fully-implemented", "effective"],
    ),
    (
        "partial",
        &["partially", "partially-implemented", "in-progress"],
    ),
    ("not-started", &["no", "none", "not-implemented", "missing"]),
    ("best-practice", &["bestpractice", "good-practice"]),
    ("pass", &["passed", "ok", "success"]),
    ("fail", &["failed", "failure"]),
    ("open-source", &["oss", "opensource"]),
];

/// Makes a derived schema plain: no `null`, no `anyOf`, no `oneOf`, nothing empty.
fn plain(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(plain),
        Json::Object(object) => {
            object.remove("default");
            fold_one_of(object);
            inline_any_of(object);
            drop_null(object);
            object.values_mut().for_each(plain);
            refuse_empty(object);
            add_synonyms(object);
        }
        _ => {}
    }
}

/// `oneOf` of constants becomes `enum`, and the descriptions of the constants join the field's.
fn fold_one_of(object: &mut Map<String, Json>) {
    let Some(Json::Array(options)) = object.remove("oneOf") else {
        return;
    };
    let mut values = Vec::new();
    let mut words = Vec::new();
    for option in &options {
        let constant = option.get("const").cloned();
        values.extend(
            constant
                .into_iter()
                .chain(option["enum"].as_array().cloned().unwrap_or_default()),
        );
        if let (Some(value), Some(text)) =
            (option["const"].as_str(), option["description"].as_str())
        {
            words.push(format!("- `{value}`: {text}"));
        }
    }
    object.insert("type".into(), json!("string"));
    object.insert("enum".into(), Json::Array(values));
    if !words.is_empty() {
        let before = object
            .get("description")
            .and_then(Json::as_str)
            .map(|text| format!("{text}\n\n"))
            .unwrap_or_default();
        object.insert("description".into(), json!(before + &words.join("\n")));
    }
}

/// `anyOf` of something and `null`, which an optional field is, becomes that something.
fn inline_any_of(object: &mut Map<String, Json>) {
    let Some(Json::Array(options)) = object.remove("anyOf") else {
        return;
    };
    let one = options.into_iter().find(|option| option["type"] != "null");
    for (key, value) in one.as_ref().and_then(Json::as_object).into_iter().flatten() {
        object.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

fn drop_null(object: &mut Map<String, Json>) {
    let Some(Json::Array(types)) = object.get("type") else {
        return;
    };
    let kept: Vec<Json> = types
        .iter()
        .filter(|name| *name != "null")
        .cloned()
        .collect();
    if let [only] = &kept[..] {
        object.insert("type".into(), only.clone());
    }
    if let Some(Json::Array(values)) = object.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
}

/// A value that is there says something: no blank text, no empty list, no empty map.
fn refuse_empty(object: &mut Map<String, Json>) {
    let key_value = match object.get("type").and_then(Json::as_str) {
        Some("string")
            if !object.contains_key("pattern")
                && !object.contains_key("enum")
                && !object.contains_key("const") =>
        {
            ("pattern", json!("\\S"))
        }
        Some("array") => ("minItems", json!(1)),
        Some("object") => ("minProperties", json!(1)),
        _ => return,
    };
    object.insert(key_value.0.into(), key_value.1);
}

fn add_synonyms(object: &mut Map<String, Json>) {
    let Some(values) = object.get("enum").and_then(Json::as_array) else {
        return;
    };
    let has = |word: &str| values.iter().any(|value| value == word);
    let table: Map<String, Json> = SYNONYMS
        .iter()
        .filter(|(value, _)| has(value))
        .flat_map(|(value, words)| words.iter().map(move |word| (*word, *value)))
        .filter(|(word, _)| !has(word))
        .map(|(word, value)| (word.to_owned(), json!(value)))
        .collect();
    if !table.is_empty() {
        object.insert("x-synonyms".into(), Json::Object(table));
    }
}
