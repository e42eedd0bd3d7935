//! The Reviewdog Diagnostic Format, read by its published JSON Schema.
//!
//! `rdjson.schema.json` is `json_schema/DiagnosticResult.jsonschema` of the crate `rdfmt` 0.3.0 (MIT),
//! which has it from reviewdog (MIT). It allows unknown fields, which reviewdog itself refuses, so that
//! it is closed here; it is older than `related_locations`, which has the shape of a location with a
//! message (`proto/rdf/reviewdog.proto`).

use crate::hostile::{PREFIX, TEXT, cut_bytes, expected, findings, number, numbers, of, render};
use isms::text::diagnostic::Fix;
use isms::text::edit::{Edit, apply};
use isms::text::source::Span;
use serde_json::{Value, json};

fn schema() -> Value {
    let mut schema: Value = serde_json::from_str(include_str!("rdjson.schema.json")).unwrap();
    let diagnostic = "/properties/diagnostics/items/properties";
    let location = schema
        .pointer(&format!("{diagnostic}/location"))
        .unwrap()
        .clone();
    let message = json!({"type": "string"});
    let related =
        json!({"type": "object", "properties": {"message": message, "location": location}});
    let known = schema.pointer_mut(diagnostic).unwrap();
    known["related_locations"] = json!({"type": "array", "items": related});
    close(&mut schema);
    schema
}

/// Refuses unknown fields everywhere.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(map) => {
            if map.contains_key("properties") {
                map.insert("additionalProperties".to_owned(), false.into());
            }
            map.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

pub(crate) fn read(text: &str) -> Vec<Value> {
    let value: Value = serde_json::from_str(text).unwrap();
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    value["diagnostics"].as_array().unwrap().clone()
}

fn cut(range: &Value) -> &'static str {
    let place = |end: &str| (number(&range[end]["line"]), number(&range[end]["column"]));
    cut_bytes(TEXT, place("start"), place("end"))
}

/// The text after a suggestion.
fn suggested(suggestion: &Value) -> String {
    let cut = cut(&suggestion["range"]);
    let start = cut.as_ptr() as usize - TEXT.as_ptr() as usize;
    let (before, after) = (&TEXT[..start], &TEXT[start + cut.len()..]);
    format!("{before}{}{after}", suggestion["text"].as_str().unwrap())
}

fn fixed(fix: &Fix) -> String {
    let edits: Vec<Edit> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
    apply(TEXT, &edits).unwrap()
}

#[test]
fn every_finding_has_its_place_in_bytes_and_its_fixes_as_suggestions() {
    let findings = findings();
    let read = read(&render("rdjson", &findings));
    assert_eq!(read.len(), findings.diagnostics.len());
    for ((number, found, text), value) in expected(&findings).into_iter().zip(read) {
        assert_eq!(numbers(value["message"].as_str().unwrap()), [number]);
        assert_eq!(value["code"], json!({"value": found.rule}));
        assert_eq!(value["severity"], found.severity.to_string().to_uppercase());
        let location = &value["location"];
        assert_eq!(location["path"], format!("{PREFIX}/{}", found.path));
        match found.span == Span::default() {
            true => assert_eq!(location.get("range"), None),
            false => assert_eq!(cut(&location["range"]), text),
        }
        let related = &value["related_locations"][0]["location"];
        assert_eq!(
            related["path"],
            format!("{PREFIX}/{}", found.related[0].path)
        );
        assert_eq!(cut(&related["range"]), "jane");
        // The third fix reaches into another file, which no suggestion can.
        let fixes = found.fixes.iter().take(2).map(fixed).collect::<Vec<_>>();
        let suggestions = value["suggestions"].as_array();
        let suggestions = suggestions.into_iter().flatten().map(suggested);
        assert_eq!(suggestions.collect::<Vec<_>>(), fixes);
    }
}

#[test]
fn the_schema_refuses_what_is_no_diagnostic() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut value: Value = serde_json::from_str(&render("rdjson", &findings())).unwrap();
    assert!(validator.is_valid(&value));
    value["diagnostics"][0]["location"]["range"]["start"]["col"] = json!(1);
    assert!(!validator.is_valid(&value));
}

#[test]
fn a_clean_check_is_an_empty_list() {
    assert_eq!(
        read(&render("rdjson", &of(Vec::new()))),
        Vec::<Value>::new()
    );
}
