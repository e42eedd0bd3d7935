//! SARIF 2.1.0, read by the types of `serde-sarif` and by the schema of the standard.
//!
//! `sarif-2.1.0.schema.json` is `src/schema.json` of the crate `serde-sarif` 0.8.0 (MIT), which is the
//! schema that OASIS publishes with the standard.

use crate::hostile::{
    PREFIX, TEXT, cut_characters, expected, findings, number, numbers, of, render, rules,
};
use isms::text::edit::{Edit, apply};
use isms::text::source::Span;
use serde_json::Value;

fn schema() -> Value {
    let mut schema: Value = serde_json::from_str(include_str!("sarif-2.1.0.schema.json")).unwrap();
    // As published, this pattern has a bracket too many and is none.
    for owner in ["run", "toolComponent"] {
        let language = format!("/definitions/{owner}/properties/language");
        let language = schema.pointer_mut(&language).unwrap();
        language.as_object_mut().unwrap().remove("pattern").unwrap();
    }
    schema
}

pub(crate) fn read(text: &str) -> Value {
    let typed: serde_sarif::sarif::Sarif = serde_json::from_str(text).unwrap();
    assert_eq!(typed.runs.len(), 1);
    let options = jsonschema::options().should_validate_formats(true);
    let validator = options.build(&schema()).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    value["runs"][0].clone()
}

fn cut(region: &Value) -> &'static str {
    let place = |line: &str, column: &str| (number(&region[line]), number(&region[column]));
    let (start, end) = (
        place("startLine", "startColumn"),
        place("endLine", "endColumn"),
    );
    cut_characters(TEXT, start, end)
}

/// What a URI stands for; it holds only what a URI may hold.
fn decoded(uri: &str) -> String {
    assert!(
        uri.is_ascii() && !uri.contains([' ', ':', '"', '<', '`', '#', '?']),
        "{uri}"
    );
    let mut bytes = Vec::new();
    let mut rest = uri.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// The text after all replacements in the first file of a fix.
fn replaced(change: &Value) -> String {
    let edit = |replacement: &Value| {
        let text = cut(&replacement["deletedRegion"]);
        let start = text.as_ptr() as usize - TEXT.as_ptr() as usize;
        let inserted = replacement["insertedContent"]["text"].as_str();
        Edit {
            span: Span::new(start, start + text.len()),
            text: inserted.unwrap_or_default().to_owned(),
        }
    };
    let replacements = change["replacements"].as_array().unwrap();
    apply(TEXT, &replacements.iter().map(edit).collect::<Vec<_>>()).unwrap()
}

#[test]
fn every_finding_is_a_result_with_its_place_and_its_fixes() {
    let findings = findings();
    let run = read(&render("sarif", &findings));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings.diagnostics.len());
    let all = expected(&findings);
    for result in results {
        let number = numbers(result["message"]["text"].as_str().unwrap())[0];
        let (_, found, text) = all[number];
        assert_eq!(result["ruleId"], found.rule);
        let place = &result["locations"][0]["physicalLocation"];
        let path = decoded(place["artifactLocation"]["uri"].as_str().unwrap());
        assert_eq!(path, format!("{PREFIX}/{}", found.path));
        assert_eq!(cut(&place["region"]), text);
        let hash = result["partialFingerprints"]["primaryLocationLineHash"]
            .as_str()
            .unwrap();
        assert!(hash.ends_with(":1"), "{hash}");
        let fixes = result["fixes"].as_array();
        let fixes: Vec<&Value> = fixes.into_iter().flatten().collect();
        assert_eq!(fixes.len(), found.fixes.len());
        for (fix, value) in found.fixes.iter().zip(fixes).take(2) {
            let edits: Vec<Edit> = fix.edits.iter().map(|edit| edit.edit.clone()).collect();
            assert_eq!(
                replaced(&value["artifactChanges"][0]),
                apply(TEXT, &edits).unwrap()
            );
        }
    }
}

#[test]
fn the_heaviest_come_first_and_every_rule_is_described() {
    let run = read(&render("sarif", &findings()));
    let results = run["results"].as_array().unwrap().iter();
    let levels: Vec<&str> = results
        .map(|result| result["level"].as_str().unwrap())
        .collect();
    let rank = |level: &&str| {
        ["error", "warning", "note"]
            .iter()
            .position(|one| one == level)
    };
    assert!(levels.is_sorted_by_key(rank), "{levels:?}");
    let described = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(described.len(), rules().len());
    for rule in described {
        assert!(
            rule["help"]["markdown"].as_str().unwrap().len() > 40,
            "{rule}"
        );
        assert_eq!(rule["properties"]["precision"], "very-high");
        assert!(
            rule["properties"]["tags"]
                .as_array()
                .is_some_and(|tags| (1..=10).contains(&tags.len()))
        );
        for key in ["shortDescription", "fullDescription"] {
            let length = rule[key]["text"].as_str().unwrap().chars().count();
            assert!((1..=1024).contains(&length), "{rule}");
        }
    }
}

/// Every text of a message, a name or an address below a value.
fn empty_texts(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}/{key}");
                if value == "" {
                    found.push(path.clone());
                }
                empty_texts(value, &path, found);
            }
        }
        Value::Array(list) => list
            .iter()
            .for_each(|value| empty_texts(value, path, found)),
        _ => {}
    }
}

#[test]
fn nothing_that_is_required_is_empty() {
    let mut findings = findings();
    for found in &mut findings.diagnostics {
        found.message.clear();
        found
            .related
            .iter_mut()
            .for_each(|label| label.message.clear());
        found.help = None;
    }
    let run = read(&render("sarif", &findings));
    let mut empty = Vec::new();
    empty_texts(&run, "", &mut empty);
    assert_eq!(empty, Vec::<String>::new());
}

#[test]
fn the_schema_refuses_what_is_no_log() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let mut value: Value = serde_json::from_str(&render("sarif", &findings())).unwrap();
    assert!(validator.is_valid(&value));
    let region = "/runs/0/results/0/locations/0/physicalLocation/region";
    value.pointer_mut(region).unwrap()["startColumn"] = 0.into();
    assert!(!validator.is_valid(&value));
}

#[test]
fn a_clean_check_has_no_results() {
    let run = read(&render("sarif", &of(Vec::new())));
    assert_eq!(run["results"], Value::Array(Vec::new()));
}
