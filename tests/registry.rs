//! The lists of the house are whole: every kind, rule and format is documented, exampled and tested.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use isms::model::{Kind, schemas};
use isms::output::FORMATS;
use isms::report::REPORTS;
use isms::rules::RULES;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Compares a list of public names with the committed one.
fn snapshot(file: &str, names: &[&str]) {
    let mut names = names.to_vec();
    names.sort_unstable();
    let current = names.join("\n") + "\n";
    if std::env::var_os("UPDATE_REGISTRY").is_some() {
        std::fs::write(root().join(file), &current).unwrap();
    }
    let committed = text(file);
    assert_eq!(
        committed, current,
        "{file} differs: these names are public; if the change is meant, run `UPDATE_REGISTRY=1 cargo test --test registry` and say so in CHANGELOG.md"
    );
}

#[test]
fn names_of_rules_formats_reports_and_kinds_are_public() {
    snapshot(
        "tests/registry/rules.txt",
        &RULES.iter().map(|rule| rule.info.name).collect::<Vec<_>>(),
    );
    let mended = RULES.iter().filter(|rule| rule.info.fix);
    snapshot(
        "tests/registry/fixes.txt",
        &mended.map(|rule| rule.info.name).collect::<Vec<_>>(),
    );
    let others = FORMATS
        .iter()
        .map(|format| format.name)
        .chain(REPORTS.iter().map(|report| report.info.name));
    let kinds = Kind::ALL.iter().map(|kind| kind.name());
    snapshot(
        "tests/registry/names.txt",
        &others.chain(kinds).collect::<Vec<_>>(),
    );
}

#[test]
fn most_rules_say_more_than_a_schema_does() {
    let restated = [
        "unknown-field",
        "missing-field",
        "empty-value",
        "wrong-type",
        "unquoted-number",
        "invalid-value",
        "missing-kind",
        "unknown-kind",
    ];
    assert!(RULES.len() - restated.len() >= 45, "{} rules", RULES.len());
    assert!(
        restated
            .iter()
            .all(|name| RULES.iter().any(|rule| rule.info.name == *name))
    );
}

#[test]
fn every_kind_has_a_document_in_the_example() {
    let mut seen = String::new();
    let mut folders = vec![root().join("examples/saas/isms")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                seen.push_str(&std::fs::read_to_string(path).unwrap());
                seen.push('\n');
            }
        }
    }
    for kind in Kind::ALL {
        let line = format!("kind: {}", kind.name());
        assert!(
            seen.lines().any(|found| found == line),
            "examples/saas shows no document of kind `{}`; add one",
            kind.name()
        );
    }
}

#[test]
fn every_report_has_a_template_for_people() {
    for report in REPORTS {
        for ending in ["md", "html"] {
            let file = format!("templates/{}.{ending}", report.info.name);
            assert!(
                root().join(&file).is_file(),
                "{file} is missing; a report is one file and its templates"
            );
        }
    }
}

#[test]
fn at_most_thirty_dependencies_and_each_with_its_reason() {
    let manifest = text("Cargo.toml");
    let section = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    let lines: Vec<&str> = section
        .lines()
        .filter(|line| line.contains(" = "))
        .collect();
    let default = lines
        .iter()
        .filter(|line| !line.contains("optional = true"));
    let count = default.count();
    assert!(
        count <= 30,
        "{count} direct dependencies in the default build"
    );
    for line in lines {
        assert!(
            line.contains(" # "),
            "give the reason of this dependency beside it: {line}"
        );
    }
}

#[test]
fn the_readme_names_every_verb() {
    let readme = text("README.md");
    for verb in isms::command::definition()
        .get_subcommands()
        .filter(|verb| verb.get_name() != "help")
    {
        let name = verb.get_name();
        assert!(
            readme.contains(&format!("`isms {name}")),
            "README.md does not name `isms {name}`"
        );
        assert!(verb.get_about().is_some(), "`isms {name}` has no help");
    }
}

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
        assert!(
            committed == generated,
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

/// Every Rust source of the crate.
fn sources() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                all.push((path.display().to_string(), text));
            }
        }
    }
    all
}

#[test]
fn no_message_names_a_verb_that_does_not_exist() {
    let verbs: Vec<String> = isms::command::definition()
        .get_subcommands()
        .map(|verb| verb.get_name().to_owned())
        .collect();
    for (file, text) in sources() {
        for named in text.split("`isms ").skip(1) {
            let word: String = named
                .chars()
                .take_while(|c| c.is_ascii_lowercase())
                .collect();
            assert!(
                word.is_empty() || verbs.contains(&word),
                "{file} names `isms {word}`, which is no verb"
            );
        }
    }
}
