//! The lists of the house are whole: every kind, rule and format is documented, exampled and tested.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use isms::model::{Kind, schemas};
use std::path::Path;

#[test]
fn committed_schemas_are_those_of_the_types() {
    for &kind in Kind::ALL {
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("schemas")
            .join(format!("{}.schema.json", kind.name()));
        let generated = schemas::generate(kind);
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&file, &generated).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap();
        assert_eq!(
            committed,
            generated,
            "{} is out of date: run `UPDATE_SCHEMAS=1 cargo test --test registry`",
            file.display()
        );
    }
}

#[test]
fn schemas_hold_no_choice_and_describe_every_field() {
    for &kind in Kind::ALL {
        let schema: serde_json::Value = serde_json::from_str(kind.schema_text()).unwrap();
        let text = kind.schema_text();
        for word in ["\"anyOf\"", "\"oneOf\"", "\"null\"", "\"allOf\""] {
            assert!(!text.contains(word), "{} holds {word}", kind.name());
        }
        fields(&schema, &mut |name, field| {
            assert!(
                field["description"].is_string(),
                "{}: `{name}` has no description",
                kind.name()
            );
        });
    }
}

fn fields(schema: &serde_json::Value, each: &mut impl FnMut(&str, &serde_json::Value)) {
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        each(name, field);
    }
    for (_, definition) in schema["$defs"].as_object().into_iter().flatten() {
        fields(definition, each);
    }
}
