//! What is found while somebody types, in open files and others, and the fixes.

use crate::editor::{Editor, edited, range, usual};
use crate::world::World;
use serde_json::{Value, json};

const ASSETS: &str = "kind: asset\nid: laptops\ntitle: Laptops\ntype: hardware\nowner: jane\n";

fn change(text: &str) -> Value {
    json!([{"text": text}])
}

fn at(from: (u32, u32), to: (u32, u32), text: &str) -> Value {
    let place = |at: (u32, u32)| json!({"line": at.0, "character": at.1});
    json!({"range": {"start": place(from), "end": place(to)}, "text": text})
}

#[test]
fn files_that_are_not_open_are_judged_too() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    editor.settle();
    let told = &editor.told["isms/known.yaml"];
    let one = told
        .iter()
        .find(|one| one["code"] == "dangling-reference")
        .unwrap();
    assert_eq!(range(&one["range"]), "4:7-4:13");
    assert_eq!(
        (&one["severity"], &one["source"]),
        (&json!(1), &json!("isms"))
    );
    assert_eq!(one["data"]["subject"], "asset/known");
    assert_eq!(one["data"]["field"], "owner");
    let message =
        "no person or role has the id `nobody`\nCorrect the id, or add the person or role.";
    assert_eq!(one["message"], message);
    assert!(one.get("codeDescription").is_none());
}

#[test]
fn an_open_text_counts_and_the_disk_counts_again_when_it_is_closed() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    editor.opens(
        "isms/people.yaml",
        "kind: person\nid: jane\nname: Jane Doe\n---\nkind: person\nid: nobody\nname: N\n",
    );
    assert!(
        !editor
            .rules("isms/known.yaml")
            .contains(&"dangling-reference".to_owned())
    );
    editor.closes("isms/people.yaml");
    assert!(
        editor
            .rules("isms/known.yaml")
            .contains(&"dangling-reference".to_owned())
    );
}

#[test]
fn changes_are_made_one_after_the_other_and_told_with_their_version() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    editor.opens("isms/assets.yaml", ASSETS);
    editor.settle();
    let before = editor.rules("isms/assets.yaml");
    assert!(!before.contains(&"dangling-reference".to_owned()));
    // Two lines are put before the owner, then the owner becomes nobody, in the text of the first change.
    let both = [
        at((4, 0), (4, 0), "notes: 😀\ntags: [a]\n"),
        at((6, 7), (6, 11), "janet"),
    ];
    editor.changes("isms/assets.yaml", 2, json!(both));
    editor.settle();
    let told = &editor.told["isms/assets.yaml"];
    let one = told
        .iter()
        .find(|one| one["code"] == "dangling-reference")
        .unwrap();
    assert_eq!(range(&one["range"]), "6:7-6:12");
    editor.changes("isms/assets.yaml", 3, json!([at((6, 11), (6, 12), "")]));
    assert_eq!(editor.rules("isms/assets.yaml"), before);
}

#[test]
fn only_files_whose_findings_changed_are_told() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    editor.opens("isms/assets.yaml", ASSETS);
    editor.settle();
    editor.told.clear();
    editor.changes(
        "isms/assets.yaml",
        2,
        change(&ASSETS.replace("jane", "janet")),
    );
    editor.settle();
    let told: Vec<&String> = editor.told.keys().collect();
    assert_eq!(told, ["isms/assets.yaml"]);
    // With the next version it is told that it is as before, and nothing of the others.
    editor.told.clear();
    editor.changes("isms/assets.yaml", 3, json!([at((2, 7), (2, 7), "My ")]));
    editor.settle();
    let told: Vec<&String> = editor.told.keys().collect();
    assert_eq!(told, ["isms/assets.yaml"]);
}

#[test]
fn what_cannot_be_read_while_it_is_typed_tells_of_itself_alone() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let people = "kind: person\nid: jane\nname: Jane Doe\n---\nkind: person\nid: omar\nname: Omar Haddad\nemails: [x]\n";
    editor.opens("isms/people.yaml", people);
    let before = editor.rules("isms/assets.yaml");
    let rules = editor.rules("isms/people.yaml");
    assert!(rules.contains(&"invalid-value".to_owned()), "{rules:?}");
    // The key of the id is torn while somebody types before it: jane is still known.
    editor.changes(
        "isms/people.yaml",
        2,
        json!([at((1, 0), (1, 0), "tags: [a,\n")]),
    );
    assert_eq!(editor.rules("isms/assets.yaml"), before);
    let rules = editor.rules("isms/people.yaml");
    assert!(rules.contains(&"yaml-syntax".to_owned()), "{rules:?}");
    let told = &editor.told["isms/people.yaml"];
    let below = told
        .iter()
        .find(|one| one["code"] == "invalid-value")
        .unwrap();
    assert_eq!(range(&below["range"]), "8:9-8:10");
    // Once it is saved it says what it says.
    let torn = people.replacen("id: jane", "tags: [a,\nid: jane", 1);
    world.write("isms/people.yaml", torn);
    let saved = json!({"textDocument": {"uri": editor.uri("isms/people.yaml")}});
    editor.tell("textDocument/didSave", saved);
    let rules = editor.rules("isms/assets.yaml");
    assert!(
        rules.contains(&"dangling-reference".to_owned()),
        "{rules:?}"
    );
}

#[test]
fn a_new_text_below_the_documents_counts_before_it_is_saved_and_others_do_not() {
    let world = World::sound();
    world.write(".gitignore", "isms/ignored.yaml\n");
    world.write("isms/ignored.yaml", "kind: person\nid: nobody\nname: N\n");
    let mut editor = Editor::open(&world);
    let nobody = "kind: person\nid: nobody\nname: N\n";
    for elsewhere in [
        "isms/ignored.yaml",
        "other/a.yaml",
        "isms/a.txt",
        "../a.yaml",
        "isms/../../a.yaml",
    ] {
        editor.opens(elsewhere, nobody);
        let rules = editor.rules("isms/known.yaml");
        assert!(
            rules.contains(&"dangling-reference".to_owned()),
            "{elsewhere}"
        );
    }
    editor.opens("isms/new/nobody.yaml", nobody);
    assert!(
        !editor
            .rules("isms/known.yaml")
            .contains(&"dangling-reference".to_owned())
    );
}

#[test]
fn broken_settings_are_told_at_their_place_and_the_last_good_ones_stay() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let before = editor.rules("isms/known.yaml");
    world.write(
        "isms.toml",
        "stage = \"building\"\n\n[rules]\nrisk-without-ownr = \"off\"\n",
    );
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert_eq!(editor.rules("isms/known.yaml"), before);
    let told = &editor.told["isms.toml"];
    assert_eq!(range(&told[0]["range"]), "3:0-3:17");
    let message = "`risk-without-ownr` is not a rule\ndid you mean `risk-without-owner`?";
    assert_eq!(told[0]["message"], message);
    // What is typed is told before it is saved.
    editor.opens("isms.toml", "stage = \"bilding\"\n");
    editor.settle();
    assert_eq!(range(&editor.told["isms.toml"][0]["range"]), "0:8-0:17");
    editor.changes("isms.toml", 2, change("stage = \"building\"\n"));
    editor.settle();
    assert!(editor.told["isms.toml"].is_empty());
}

#[test]
fn settings_that_are_broken_from_the_start_are_all_that_is_told() {
    let world = World::with("isms.toml", "stage = 7\n");
    let mut editor = Editor::open(&world);
    editor.settle();
    assert_eq!(editor.told.len(), 1);
    assert_eq!(editor.told["isms.toml"].len(), 1);
    world.write("isms.toml", "");
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert!(!editor.rules("isms/known.yaml").is_empty());
    assert!(editor.told["isms.toml"].is_empty());
}

#[test]
fn levels_are_those_of_the_settings_and_unused_suppressions_are_faded() {
    let text = format!("# isms: allow(asset-without-owner) until 2027-01-01: agreed\n{ASSETS}");
    let world = World::with("isms/assets.yaml", text);
    world.write("isms.toml", "[rules]\ndangling-reference = \"info\"\n");
    let mut editor = Editor::open(&world);
    editor.settle();
    let known = &editor.told["isms/known.yaml"];
    let one = known
        .iter()
        .find(|one| one["code"] == "dangling-reference")
        .unwrap();
    assert_eq!(one["severity"], 3);
    let unused = &editor.told["isms/assets.yaml"];
    let one = unused
        .iter()
        .find(|one| one["code"] == "suppression-unused")
        .unwrap();
    assert_eq!(one["tags"], json!([1]));
}

#[test]
fn a_fix_is_an_action_that_makes_the_text_right() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let text =
        "\u{feff}kind: asset\r\nid: new\r\ntitle: 😀\r\ntype: Hardware # why\r\nowner: jane\r\n";
    // As editors do, the mark stays outside of what is sent.
    let text = text.trim_start_matches('\u{feff}');
    editor.opens("isms/new.yaml", text);
    let params = json!({
        "textDocument": {"uri": editor.uri("isms/new.yaml")},
        "range": {"start": {"line": 3, "character": 8}, "end": {"line": 3, "character": 8}},
        "context": {"diagnostics": [], "only": ["quickfix"]},
    });
    let actions = editor.ask("textDocument/codeAction", params.clone());
    let action = &actions["result"][0];
    assert_eq!(action["title"], "Write `hardware`");
    assert_eq!(
        (&action["kind"], &action["isPreferred"]),
        (&json!("quickfix"), &json!(true))
    );
    assert_eq!(action["diagnostics"][0]["code"], "invalid-value");
    let change = &action["edit"]["documentChanges"][0];
    assert_eq!(change["textDocument"]["version"], 1);
    let edits = change["edits"].as_array().unwrap();
    assert_eq!(edited(text, edits), text.replace("Hardware", "hardware"));
    let mut other = params;
    other["context"]["only"] = json!(["refactor"]);
    assert_eq!(
        editor.ask("textDocument/codeAction", other)["result"],
        json!([])
    );
}

#[test]
fn an_editor_that_knows_no_versions_gets_plain_changes() {
    let world = World::with("isms/new.yaml", "kind: assett\nid: a\n");
    let mut capabilities = usual();
    capabilities["workspace"] = json!({});
    let mut editor = Editor::with(&world, capabilities);
    let params = json!({
        "textDocument": {"uri": editor.uri("isms/new.yaml")},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 12}},
        "context": {"diagnostics": []},
    });
    let actions = editor.ask("textDocument/codeAction", params);
    let changes = &actions["result"][0]["edit"]["changes"];
    assert_eq!(changes[editor.uri("isms/new.yaml")][0]["newText"], "asset");
}

#[test]
fn further_places_go_with_a_finding_to_who_can_show_them() {
    let twice = "kind: person\nid: jane\nname: Another Jane\n";
    let world = World::with("isms/twice.yaml", twice);
    let mut editor = Editor::open(&world);
    editor.settle();
    let told = &editor.told["isms/twice.yaml"];
    let one = told
        .iter()
        .find(|one| one["code"] == "duplicate-id")
        .unwrap();
    let related = &one["relatedInformation"][0]["location"];
    assert_eq!(related["uri"], editor.uri("isms/people.yaml"));
    let mut plain = Editor::with(&world, json!({}));
    plain.settle();
    let told = &plain.told["isms/twice.yaml"];
    let one = told
        .iter()
        .find(|one| one["code"] == "duplicate-id")
        .unwrap();
    assert!(one.get("relatedInformation").is_none());
}

#[test]
fn all_certain_fixes_of_a_file_are_one_action_for_who_asks_for_it() {
    let text = "kind: asset\nid: new\ntitle: T\ntype: Hardware\nowner: jane\ntags: a\nreview: 01.02.2026\n";
    let world = World::with("isms/new.yaml", text);
    let mut editor = Editor::open(&world);
    let params = |only: Value| {
        json!({
            "textDocument": {"uri": editor.uri("isms/new.yaml")},
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
            "context": {"diagnostics": [], "only": only},
        })
    };
    let (all, quick) = (
        params(json!(["source.fixAll"])),
        params(json!(["quickfix"])),
    );
    let actions = editor.ask("textDocument/codeAction", all)["result"].clone();
    assert_eq!(actions.as_array().unwrap().len(), 1, "{actions}");
    assert_eq!(actions[0]["kind"], "source.fixAll.isms");
    let edits = actions[0]["edit"]["documentChanges"][0]["edits"]
        .as_array()
        .unwrap();
    let after = edited(text, edits);
    assert_eq!(
        after,
        text.replace("Hardware", "hardware")
            .replace("tags: a", "tags: [a]")
    );
    let quick = editor.ask("textDocument/codeAction", quick)["result"].clone();
    assert_eq!(quick, json!([]), "nothing is wrong in the first line");
}
