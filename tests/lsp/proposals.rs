//! What is proposed at each sort of place, also where the text does not parse.

use crate::editor::{Editor, edited, example};
use crate::world::World;
use serde_json::Value;

fn labels(found: &[Value]) -> Vec<&str> {
    found
        .iter()
        .map(|one| one["label"].as_str().unwrap())
        .collect()
}

fn proposed(marked: &str) -> Vec<String> {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let found = editor.proposals("isms/new.yaml", marked);
    labels(&found).into_iter().map(str::to_owned).collect()
}

/// The text once the proposal of this label is taken.
fn taken(editor: &mut Editor, path: &str, marked: &str, label: &str) -> String {
    let found = editor.proposals(path, marked);
    let one = found.iter().find(|one| one["label"] == label);
    let one = one.unwrap_or_else(|| panic!("{label} is not in {:?}", labels(&found)));
    edited(&marked.replacen('|', "", 1), &[one["textEdit"].clone()])
}

#[test]
fn ids_of_the_kind_that_the_field_names_come_with_titles() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let found = editor.proposals("isms/new.yaml", "kind: asset\nid: a\nowner: |\n");
    assert_eq!(labels(&found), ["jane", "omar"]);
    assert_eq!(found[0]["detail"], "Jane Doe");
    assert!(found[0]["sortText"].as_str() < found[1]["sortText"].as_str());
}

#[test]
fn a_text_that_does_not_parse_gets_what_it_needs() {
    for open in [
        "kind: risk\nid: a\nassets: [known, |\ntitle: A\n",
        "kind: risk\nid: a\nassets: [known, la|\ntitle: [\n",
        "kind: risk\nid: a\nassets:\n  - known\n  - |\ntitle: A\n",
        "kind: risk\nid: a\nassets: [|\n",
        "kind: risk\nid: a\nassets:\n  - 'l|\n",
        "kind: risk\nid: a\nassets: [kn|own]\nowner jane\n",
    ] {
        assert_eq!(proposed(open), ["known", "laptops"], "{open:?}");
    }
}

#[test]
fn what_is_taken_stands_where_it_belongs() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    for (before, label, after) in [
        (
            "kind: asset\nowner:|\n",
            "jane",
            "kind: asset\nowner: jane\n",
        ),
        (
            "kind: asset\nowner: ja|xx # who\n",
            "jane",
            "kind: asset\nowner: jane # who\n",
        ),
        (
            "kind: asset\nowner: 'j|'\n",
            "jane",
            "kind: asset\nowner: 'jane'\n",
        ),
        (
            "kind: asset\nty|\nid: a\n",
            "type",
            "kind: asset\ntype: \nid: a\n",
        ),
        ("kind: asset\nty|: x\n", "type", "kind: asset\ntype: x\n"),
        (
            "kind: risk\nassets:\n  |\n",
            "laptops",
            "kind: risk\nassets:\n  - laptops\n",
        ),
        (
            "kind: risk\ntitle: 😀\nassets: [😀, l|]\n",
            "laptops",
            "kind: risk\ntitle: 😀\nassets: [😀, laptops]\n",
        ),
        (
            "kind: risk\r\nassets: [|\r\n",
            "known",
            "kind: risk\r\nassets: [known\r\n",
        ),
        ("k|", "kind", "kind: "),
    ] {
        assert_eq!(
            taken(&mut editor, "isms/new.yaml", before, label),
            after,
            "{before:?}"
        );
    }
}

#[test]
fn keys_come_with_what_they_are_for_the_required_first_and_none_twice() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let found = editor.proposals("isms/new.yaml", "kind: risk\nid: R-1\nt|\nowner: jane\n");
    let labels = labels(&found);
    assert_eq!(labels[..2], ["inherent", "title"]);
    assert!(!labels.contains(&"id") && !labels.contains(&"owner") && labels.contains(&"treatment"));
    assert_eq!(found[1]["detail"], "text; required");
    assert_eq!(found[1]["documentation"]["value"], "What it is called.");
    let inside = "kind: risk\ntreatment:\n  controls:\n    - control: A.5.1\n      |\n";
    assert_eq!(proposed(inside), ["reduces"]);
    let braces = "kind: risk\ntreatment:\n  controls:\n    - {control: A.5.1, r|\n";
    assert_eq!(proposed(braces), ["reduces"]);
}

#[test]
fn words_kinds_and_days_are_proposed_with_what_they_mean() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let found = editor.proposals("isms/new.yaml", "kind: risk\ntreatment:\n  options: [|]\n");
    assert_eq!(labels(&found), ["modify", "retain", "avoid", "share"]);
    let about = found[0]["documentation"]["value"].as_str();
    assert_eq!(about, Some("Change likelihood or impact with controls."));
    let kinds = editor.proposals("isms/new.yaml", "kind: |\n");
    assert_eq!(kinds.len(), 30);
    assert!(!labels(&kinds).contains(&"policy"), "a policy is Markdown");
    assert_eq!(
        labels(&editor.proposals("isms/new.md", "---\nkind: |\n---\n")),
        ["policy"]
    );
    assert_eq!(
        proposed("kind: asset\npersonal_data: |\n"),
        ["true", "false"]
    );
    assert_eq!(proposed("kind: risk\nassessed: |\n"), ["2026-11-20"]);
}

#[test]
fn the_93_controls_come_with_their_titles() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let found = editor.proposals(
        "isms/new.yaml",
        "kind: control\nid: A.5.1\n---\nkind: risk\ntreatment:\n  controls: [{control: |\n",
    );
    assert_eq!(found.len(), 93);
    assert_eq!(found[0]["label"], "A.5.1");
    assert_eq!(found[0]["detail"], "Policies for information security");
}

#[test]
fn rules_are_proposed_between_the_brackets_of_a_suppression() {
    let found =
        proposed("# isms: allow(risk-without-owner, ris|k) until 2027-01-01: x\nkind: risk\n");
    assert!(found.contains(&"risk-untreated".to_owned()));
    assert!(
        !found.contains(&"yaml-syntax".to_owned()),
        "what cannot be excused"
    );
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let page = "---\nkind: policy\n---\n<!-- isms: allow(|) until 2027-01-01: x -->\nText.\n";
    let after = taken(&mut editor, "isms/p.md", page, "placeholder-text");
    assert!(after.contains("allow(placeholder-text) until"), "{after}");
}

#[test]
fn sentences_get_no_proposals() {
    let found = [
        "kind: risk\ntitle: |\n",
        "kind: risk\nnotes: >-\n  own|\n",
        "kind: risk\n# own|\n",
        "kind: nonsense\nown|\n",
    ];
    for marked in found {
        assert!(proposed(marked).is_empty(), "{marked:?}");
    }
    let world = World::sound();
    let mut editor = Editor::open(&world);
    assert!(
        editor
            .proposals("isms/p.md", "---\nkind: policy\n---\nown|\n")
            .is_empty()
    );
}

#[test]
fn every_required_field_of_the_example_is_proposed_where_it_stands() {
    let world = example();
    let mut editor = Editor::open(&world);
    let path = "isms/risks/R-001-laptop-in-a-car.yaml";
    let text = std::fs::read_to_string(world.join(path)).unwrap();
    let marked = text.replacen("owner: workplace-it", "owner: |workplace-it", 1);
    let found = editor.proposals(path, &marked);
    let one = found
        .iter()
        .find(|one| one["label"] == "workplace-it")
        .unwrap();
    assert_eq!(one["detail"], "Workplace IT administrator");
    assert_eq!(one["textEdit"]["newText"], "workplace-it");
}

#[test]
fn a_risk_may_begin_from_the_shipped_threats_and_vulnerabilities() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let path = "isms/new.yaml";
    let found = editor.proposals(path, "kind: risk\nid: a\nthreat: |\n");
    assert!(found.len() > 100);
    assert!(labels(&found).contains(&"Theft of mobile devices (smartphones/tablets)"));
    assert_eq!(found[0]["detail"], "Compromise of functions");
    let text = "kind: risk\nid: a\nvulnerability: '|'\n";
    let name = "No guarantee of the organisation's durability";
    assert_eq!(
        taken(&mut editor, path, text, name),
        "kind: risk\nid: a\nvulnerability: 'No guarantee of the organisation''s durability'\n"
    );
    assert!(labels(&editor.proposals(path, "kind: asset\nid: a\nthreat: |\n")).is_empty());
}
