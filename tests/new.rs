//! `isms new`: every kind gives a whole document, ids do not collide, and nothing is ever replaced.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

use isms::model::{Kind, reading};
use std::collections::BTreeSet;
use world::{Outcome, World};

fn new(world: &World, args: &[&str]) -> Outcome {
    let mut all = vec!["new"];
    all.extend(args);
    world.run(&all)
}

/// The path that is printed, and the text that lies there.
fn made(world: &World, args: &[&str]) -> (String, String) {
    let outcome = new(world, args);
    assert_eq!(outcome.code, 0, "{args:?}: {}", outcome.stderr);
    let path = outcome.stdout.trim_end().to_owned();
    let text = std::fs::read_to_string(world.join(&path)).unwrap();
    (path, text)
}

/// What a run says that is refused and writes nothing.
fn refused(world: &World, args: &[&str]) -> String {
    let count = || world.check(&[]).1.count("files");
    let before = count();
    let outcome = new(world, args);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?}");
    assert_eq!(count(), before, "{args:?}");
    outcome.stderr
}

fn bare() -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"building\"\n");
    world.write(
        "isms/people.yaml",
        "kind: person\nid: jane\nname: Jane Doe\n",
    );
    world
}

#[test]
fn every_kind_gives_a_whole_document_in_its_folder() {
    let world = bare();
    for kind in Kind::ALL {
        let args = match kind {
            Kind::Control => vec!["control", "A.5.7"],
            kind => vec![kind.name()],
        };
        let (path, text) = made(&world, &args);
        let parsed = reading::read(&path, &text);
        assert!(
            parsed.diagnostics.is_empty(),
            "{path}: {:?}",
            parsed.diagnostics
        );
        let document = &parsed.documents[0];
        assert_eq!(document.kind, *kind);
        let up = "../".repeat(path.matches('/').count());
        let line = format!(
            "# yaml-language-server: $schema={up}schemas/{}.schema.json\n",
            kind.name()
        );
        assert_eq!(text.contains(&line), *kind != Kind::Policy, "{path}");
    }
    let (code, findings) = world.check(&[]);
    let errors: Vec<_> = findings
        .all()
        .iter()
        .filter(|f| f["severity"] == "error")
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(code, 0);
}

#[test]
fn every_field_of_the_schema_stands_in_the_document_or_in_a_comment() {
    let world = bare();
    for kind in Kind::ALL.iter().filter(|kind| !kind.is_one()) {
        let (path, text) = made(&world, &[kind.name(), "LOCAL-1"]);
        let schema: serde_json::Value = serde_json::from_str(kind.schema_text()).unwrap();
        for (field, _) in schema["properties"].as_object().unwrap() {
            let told = [format!("\n{field}:"), format!("\n# {field}:   # ")];
            assert!(
                told.iter().any(|line| text.contains(line)),
                "{path}: {field}"
            );
        }
        std::fs::remove_file(world.join(&path)).unwrap();
    }
}

#[test]
fn what_nobody_can_know_is_an_open_decision_or_a_comment() {
    let (_, text) = made(&bare(), &["obligation"]);
    assert!(
        text.contains("title: \"[decide: what it is called]\""),
        "{text}"
    );
    assert!(text.contains("    text: \"[decide: "), "{text}");
    assert!(
        text.contains("type: law   # or regulation, contract, standard\n"),
        "{text}"
    );
    assert!(text.contains("# owner:   # "), "{text}");
}

#[test]
fn ids_are_made_of_the_title_and_never_come_twice() {
    let world = bare();
    let make = |_| made(&world, &["risk", "--set", "title=Überfall: a car"]).0;
    let paths: BTreeSet<String> = (0..8).map(make).collect();
    assert_eq!(paths.len(), 8);
    for path in paths {
        let id = path.strip_prefix("isms/risks/ueberfall-a-car-").unwrap();
        let id = id.strip_suffix(".yaml").unwrap();
        let crockford = |c: char| c.is_ascii_alphanumeric() && !"ilouILOU".contains(c);
        assert!(id.len() == 6 && id.chars().all(crockford), "{id}");
    }
}

#[test]
fn values_are_set_at_any_depth_and_take_the_form_of_their_field() {
    let args = [
        "risk",
        "R-1",
        "--set",
        "title=A: b",
        "--set",
        "owner=jane",
        "--set",
        "assets=[laptops,servers]",
        "--set",
        "treatment.options=[modify]",
        "--set",
        "inherent.likelihood=5",
        "--set",
        "treatment.controls[0].control=A.5.10",
        "--set",
        "treatment.controls[0].reduces={likelihood: 1}",
    ];
    let (path, text) = made(&bare(), &args);
    assert_eq!(path, "isms/risks/R-1.yaml");
    let expected =
        "title: \"A: b\"\ninherent: {likelihood: 5, impact: 3}\nassets: [laptops, servers]\n";
    assert!(text.contains(expected), "{text}");
    let node = &reading::read(&path, &text).documents[0].node;
    let text_at = |path: &str| {
        node.at(path)
            .and_then(|node| node.text())
            .unwrap()
            .to_owned()
    };
    assert_eq!(text_at("treatment.options[0]"), "modify");
    assert_eq!(text_at("treatment.controls[0].control"), "A.5.10");
    assert!(
        !text.contains("# assets:") && !text.contains("# treatment:"),
        "{text}"
    );
    let (_, policy) = made(
        &bare(),
        &[
            "policy",
            "clean-desk",
            "--set",
            "version=1.10",
            "--set",
            "title=Clean desk",
        ],
    );
    assert!(
        policy.contains("version: \"1.10\"\n") && policy.contains("\n# Clean desk\n"),
        "{policy}"
    );
}

#[test]
fn what_the_schema_refuses_is_refused_in_its_words() {
    let world = bare();
    let cases = [
        (
            vec!["risk", "--set", "treatment.options=[mitigate]"],
            "Did you mean `modify`?",
        ),
        (vec!["risk", "--set", "ownr=jane"], "Did you mean `owner`?"),
        (
            vec!["risk", "--set", "assets=laptops"],
            "Write `[laptops]`.",
        ),
        (vec!["risk", "--set", "assets=[laptops"], "is not YAML"),
        (
            vec!["risk", "--set", "title.x=1"],
            "`title.x` leads nowhere in a risk",
        ),
        (vec!["risk", "--set", "owner="], "`owner` has no value"),
        (
            vec!["risk", "--set", "inherent="],
            "`inherent` has no value",
        ),
        (
            vec!["risk", "--set", "kind=asset"],
            "`kind` is not a field to set",
        ),
        (
            vec!["audit", "--set", "planned=2026-02-30"],
            "expected a date",
        ),
        (vec!["rsk"], "did you mean `risk`?"),
        (vec!["risk", "a b"], "`a b` is not an id"),
        (vec!["risk", "../x"], "`../x` is not an id"),
        (vec!["organization", "acme"], "the organization has no id"),
        (vec!["control"], "name the control"),
        (vec!["control", "A.5.99"], "Did you mean `A.5.19`"),
        (vec!["risk", "A.5.1"], "is that of the control"),
        (vec!["role", "jane"], "the id `jane` of this role is taken"),
        (vec!["asset", "x", "--at", "HEAD"], "leave out --at"),
    ];
    for (args, words) in cases {
        let told = refused(&world, &args);
        assert!(told.contains(words), "{args:?}: {told}");
    }
}

#[test]
fn what_is_there_stays_as_it_is() {
    let world = bare();
    made(&world, &["organization"]);
    assert!(
        refused(&world, &["organization"]).contains("stands in isms/organization.yaml already")
    );
    world.write(
        "isms/risks/R-9.yaml",
        "kind: risk\nid: other\ntitle: Other\ninherent: {likelihood: 1, impact: 1}\n",
    );
    assert!(refused(&world, &["risk", "R-9"]).contains("isms/risks/R-9.yaml is there already"));
}

#[test]
fn a_document_goes_where_those_of_its_kind_lie() {
    let world = bare();
    let risk = "kind: risk\nid: a\ntitle: A\ninherent: {likelihood: 1, impact: 1}\n";
    world.write("isms/register/office/a.yaml", risk);
    assert_eq!(
        made(&world, &["risk", "b"]).0,
        "isms/register/office/b.yaml"
    );
    assert_eq!(made(&world, &["person", "omar"]).0, "isms/people/omar.yaml");
    world.write("isms.toml", "documents = [\"docs\", \"isms\"]\n");
    assert_eq!(made(&world, &["asset", "c"]).0, "docs/assets/c.yaml");
    world.write("isms.toml", "documents = [\"isms/**/[a-b].yaml\"]\n");
    assert!(refused(&world, &["asset", "d"]).contains("would not be read"));
}

#[test]
fn without_settings_nothing_is_made() {
    let world = World::empty();
    let outcome = new(&world, &["risk"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("no isms.toml"),
        "{}",
        outcome.stderr
    );
}
