//! Hover, ways from name to name, renaming, symbols and lenses, on the example organisation.

use crate::editor::{Editor, edited, example, range};
use crate::world::World;
use serde_json::{Value, json};

const RISK: &str = "isms/risks/R-001-laptop-in-a-car.yaml";

/// The place of the first byte of `word` in a file of a world.
fn place(editor: &Editor, world: &World, path: &str, word: &str) -> Value {
    let text = std::fs::read_to_string(world.join(path)).unwrap();
    let at = text
        .find(word)
        .unwrap_or_else(|| panic!("{word} is not in {path}"));
    editor.place(path, &text, at)
}

fn hover(editor: &mut Editor, place: Value) -> String {
    let found = editor.ask("textDocument/hover", place);
    found["result"]["contents"]["value"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Paths and ranges of places.
fn places(editor: &Editor, found: &Value) -> Vec<String> {
    let root = format!("{}/", editor.uri(""));
    let all = found.as_array().unwrap().iter();
    all.map(|one| {
        let uri = one["uri"].as_str().unwrap();
        format!(
            "{} {}",
            uri.strip_prefix(&root).unwrap(),
            range(&one["range"])
        )
    })
    .collect()
}

#[test]
fn a_risk_shows_its_levels_and_where_they_come_from() {
    let world = example();
    let mut editor = Editor::open(&world);
    let at = place(&editor, &world, RISK, "R-001");
    let shown = hover(&mut editor, at);
    for line in [
        "**risk/R-001 A laptop left in a car is stolen**\n",
        "- **owner:** finance-director, Finance director (Tomasz Wierzbicki)\n",
        "- **inherent level:** High (likelihood 4, impact 4, score 16), above the criterion\n",
        "- **current level:** Low (likelihood 2, impact 2, score 4), within the criterion\n",
        "  - A.6.7 is implemented: likelihood −1 `isms/risks/R-001-laptop-in-a-car.yaml:19`\n",
    ] {
        assert!(shown.contains(line), "{line} is not in {shown}");
    }
}

#[test]
fn controls_people_fields_words_and_rules_show_what_they_are() {
    let world = example();
    let mut editor = Editor::open(&world);
    let at = place(&editor, &world, RISK, "A.8.24");
    let control = hover(&mut editor, at);
    assert!(
        control.starts_with("**control/A.8.24 Use of cryptography**\n"),
        "{control}"
    );
    assert!(
        control.contains("- **theme:** technological\n"),
        "{control}"
    );
    assert!(
        control.contains("- **status:** is partly implemented\n"),
        "{control}"
    );
    assert!(
        control.contains("  - R-001 A laptop left in a car is stolen: score 4 today"),
        "{control}"
    );
    let at = place(&editor, &world, RISK, "tomasz");
    let person = hover(&mut editor, at);
    assert!(
        person.starts_with("**person/tomasz Tomasz Wierzbicki**\n"),
        "{person}"
    );
    assert!(
        person.contains("- **roles:** finance-director, Finance director"),
        "{person}"
    );
    let at = place(&editor, &world, RISK, "vulnerability:");
    let field = "**vulnerability**\n\nWhat makes the threat possible (asset-based approach).\n\n- **takes:** text\n";
    assert_eq!(hover(&mut editor, at), field);
    let at = place(&editor, &world, RISK, "availability]");
    assert_eq!(
        hover(&mut editor, at),
        "**availability**\n\nIt is there when it is needed.\n"
    );
    let at = place(&editor, &world, RISK, "4, impact");
    assert_eq!(hover(&mut editor, at), "", "a number is no clause");
    let text = "# isms: allow(risk-without-|owner) until 2027-01-01: x\nkind: risk\n";
    let at = editor.opens_at("isms/new.yaml", text);
    let rule = hover(&mut editor, at);
    assert!(rule.starts_with("**risk-without-owner**\n\n"), "{rule}");
}

#[test]
fn hovers_are_plain_text_for_who_cannot_show_more_and_inert_for_all() {
    let hostile = "kind: person\nid: p\nname: '**<b>** \u{202e}[x](y)'\n";
    let world = World::with("isms/p.yaml", hostile);
    let mut editor = Editor::open(&world);
    let at = place(&editor, &world, "isms/p.yaml", "p\n");
    let shown = hover(&mut editor, at);
    assert!(
        shown.contains("\\*\\*\\<b\\>\\*\\* \u{fffd}\\[x\\](y)"),
        "{shown}"
    );
    let mut plain = Editor::with(&world, json!({}));
    let at = place(&plain, &world, "isms/p.yaml", "p\n");
    let found = plain.ask("textDocument/hover", at);
    assert_eq!(found["result"]["contents"]["kind"], "plaintext");
    assert!(!found.to_string().contains('\u{202e}'));
}

#[test]
fn a_name_leads_to_what_it_names() {
    let world = example();
    let mut editor = Editor::open(&world);
    let mut lead = |path: &str, word: &str| {
        let at = place(&editor, &world, path, word);
        let found = editor.ask("textDocument/definition", at)["result"].clone();
        let there = json!([found]);
        match found.is_null() {
            true => Vec::new(),
            false => places(&editor, &there),
        }
    };
    assert_eq!(
        lead(RISK, "finance-director"),
        ["isms/roles.yaml 15:4-15:20"]
    );
    assert_eq!(lead(RISK, "A.6.7"), ["isms/controls/people.yaml 98:4-98:9"]);
    assert_eq!(
        lead(RISK, "laptops"),
        ["isms/assets/devices-and-places.yaml 2:4-2:11"]
    );
    assert!(lead(RISK, "kind:").is_empty() && lead(RISK, "Theft").is_empty());
}

#[test]
fn a_name_is_found_wherever_it_stands_in_fields_and_prose() {
    let world = World::sound();
    world.write(
        "isms/risk.yaml",
        "kind: risk\nid: R-7\ntitle: A\ninherent: {likelihood: 1, impact: 1}\nassets: [laptops]\n",
    );
    world.write(
        "isms/policies/p.md",
        "---\nkind: policy\nid: p\ntitle: P\ntype: policy\n---\nAs R-7 says.\n",
    );
    let mut editor = Editor::open(&world);
    let mut at = place(&editor, &world, "isms/risk.yaml", "R-7");
    at["context"] = json!({"includeDeclaration": true});
    let found = editor.ask("textDocument/references", at.clone())["result"].clone();
    let all = ["isms/policies/p.md 6:3-6:6", "isms/risk.yaml 1:4-1:7"];
    assert_eq!(places(&editor, &found), all);
    at["context"] = json!({"includeDeclaration": false});
    let found = editor.ask("textDocument/references", at)["result"].clone();
    assert_eq!(places(&editor, &found), all[..1]);
    // From the sentence the same way back, and to the card.
    let prose = place(&editor, &world, "isms/policies/p.md", "R-7");
    let found = editor.ask("textDocument/definition", prose.clone())["result"].clone();
    assert_eq!(places(&editor, &json!([found])), all[1..]);
    assert!(hover(&mut editor, prose).starts_with("**risk/R-7 A**"));
}

#[test]
fn a_name_of_the_standard_is_found_although_no_document_is_about_it() {
    let world = World::sound();
    let risk = "kind: risk\nid: R-7\ntitle: A\ninherent: {likelihood: 1, impact: 1}\ntreatment:\n  controls: [{control: A.5.9}]\n";
    world.write("isms/risk.yaml", risk);
    let mut editor = Editor::open(&world);
    let mut at = place(&editor, &world, "isms/risk.yaml", "A.5.9");
    let found = editor.ask("textDocument/definition", at.clone());
    assert_eq!(found["result"], Value::Null);
    at["context"] = json!({"includeDeclaration": true});
    let found = editor.ask("textDocument/references", at)["result"].clone();
    assert_eq!(places(&editor, &found), ["isms/risk.yaml 5:23-5:28"]);
}

#[test]
fn an_id_is_renamed_everywhere_also_in_what_is_not_saved() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let text = "kind: asset\nid: 'b'\ntitle: 😀\ntype: hardware\nowner: jane\n";
    editor.opens("isms/new.yaml", text);
    let at = place(&editor, &world, "isms/people.yaml", "jane");
    let prepared = editor.ask("textDocument/prepareRename", at.clone());
    assert_eq!(prepared["error"], Value::Null);
    let prepared = &prepared["result"];
    assert_eq!(
        (range(&prepared["range"]), &prepared["placeholder"]),
        ("1:4-1:8".into(), &json!("jane"))
    );
    let mut asked = at;
    asked["newName"] = json!("jane-doe");
    let renamed = editor.ask("textDocument/rename", asked.clone());
    let files = renamed["result"]["documentChanges"]
        .as_array()
        .unwrap()
        .clone();
    let of = |path: &str| {
        let uri = editor.uri(path);
        let file = files
            .iter()
            .find(|file| file["textDocument"]["uri"] == uri)
            .unwrap();
        (
            file["edits"].as_array().unwrap().clone(),
            file["textDocument"]["version"].clone(),
        )
    };
    assert_eq!(files.len(), 3);
    let (edits, version) = of("isms/new.yaml");
    assert_eq!(
        (edited(text, &edits), version),
        (text.replace("jane", "jane-doe"), json!(1))
    );
    assert_eq!(of("isms/people.yaml").1, Value::Null);
    asked["newName"] = json!("omar");
    let refused = editor.ask("textDocument/rename", asked);
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .starts_with("`omar` is taken"),
        "{refused}"
    );
}

#[test]
fn what_cannot_be_renamed_is_refused_with_the_reason() {
    let world = example();
    let mut editor = Editor::open(&world);
    let at = place(&editor, &world, "isms/controls/people.yaml", "A.6.7");
    let refused = editor.ask("textDocument/prepareRename", at);
    assert_eq!(refused["error"]["code"], -32803);
    assert!(
        refused["error"]["message"]
            .as_str()
            .unwrap()
            .contains("is a control of a catalog")
    );
    let at = place(&editor, &world, RISK, "title");
    assert_eq!(
        editor.ask("textDocument/prepareRename", at)["result"],
        Value::Null
    );
    let torn = "kind: person\nid: ti|m\nname: [\n";
    let at = editor.opens_at("isms/people.yaml", torn);
    let refused = editor.ask("textDocument/prepareRename", at);
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(message.contains("cannot be read whole"), "{message}");
}

#[test]
fn a_file_shows_its_documents_fields_and_headings() {
    let world = World::sound();
    let policy = "---\nkind: policy\nid: p\ntitle: P\n---\n# One\n\n## Two\n\ntext\n\n# Three\n";
    world.write("isms/p.md", policy);
    let mut editor = Editor::open(&world);
    let ask = |editor: &mut Editor, path: &str| {
        let params = json!({"textDocument": {"uri": editor.uri(path)}});
        editor.ask("textDocument/documentSymbol", params)["result"].clone()
    };
    let people = ask(&mut editor, "isms/people.yaml");
    assert_eq!(people.as_array().unwrap().len(), 2);
    assert_eq!(
        (&people[1]["name"], &people[1]["detail"]),
        (&json!("person/omar"), &json!("Omar Haddad"))
    );
    assert_eq!(
        (
            range(&people[1]["range"]),
            range(&people[1]["selectionRange"])
        ),
        ("4:0-6:17".into(), "5:4-5:8".into())
    );
    assert_eq!(people[1]["children"][2]["name"], "name");
    let page = ask(&mut editor, "isms/p.md");
    let children = page[0]["children"].as_array().unwrap();
    let names: Vec<_> = children
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["kind", "id", "title", "One", "Three"]);
    assert_eq!(children[3]["children"][0]["name"], "Two");
    assert_eq!(range(&children[3]["range"]), "5:0-11:0");
}

#[test]
fn documents_are_found_by_id_or_title_whatever_the_case() {
    let world = example();
    let mut editor = Editor::open(&world);
    let mut find = |query: &str| {
        let found = editor.ask("workspace/symbol", json!({"query": query}))["result"].clone();
        let all = found.as_array().unwrap().iter();
        all.map(|one| one["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        find("r-001"),
        ["risk/R-001 A laptop left in a car is stolen"]
    );
    assert_eq!(
        find("LEFT IN A CAR"),
        ["risk/R-001 A laptop left in a car is stolen"]
    );
    assert!(find("no such thing").is_empty());
}

#[test]
fn a_lens_counts_what_uses_a_document_and_its_command_is_served() {
    let world = World::sound();
    world.write("isms/risk.yaml", "kind: risk\nid: R-7\ntitle: A\ninherent: {likelihood: 1, impact: 1}\nassets: [laptops]\nowner: jane\n");
    let mut editor = Editor::open(&world);
    let params = json!({"textDocument": {"uri": editor.uri("isms/people.yaml")}});
    let lenses = editor.ask("textDocument/codeLens", params)["result"].clone();
    let lenses = lenses.as_array().unwrap();
    assert_eq!(lenses.len(), 1, "nobody names omar");
    assert_eq!(range(&lenses[0]["range"]), "1:4-1:8");
    let command = &lenses[0]["command"];
    assert_eq!(command["title"], "used by 1 asset, 1 risk");
    let shown = places(&editor, &command["arguments"][2]);
    assert_eq!(
        shown,
        ["isms/assets.yaml 4:7-4:11", "isms/risk.yaml 5:7-5:11"]
    );
    let done = editor.ask("workspace/executeCommand", command.clone());
    assert_eq!(done["result"], Value::Null);
    let said = editor
        .heard
        .iter()
        .find(|one| one["method"] == "window/showMessage")
        .unwrap();
    assert_eq!(
        said["params"]["message"],
        "isms/assets.yaml:5, isms/risk.yaml:6"
    );
}

#[test]
fn evidence_leads_to_its_file_where_there_is_one() {
    let world = World::sound();
    let evidence = |id: &str, file: &str| {
        format!("kind: evidence\nid: {id}\ntitle: E\ncollected: 2026-01-01\nfile: {file}\n")
    };
    let both = format!(
        "{}---\n{}",
        evidence("e1", "evidence/a b.txt"),
        evidence("e2", "evidence/none.txt")
    );
    world.write("isms/evidence.yaml", both);
    world.write("evidence/a b.txt", "x");
    let mut editor = Editor::open(&world);
    let params = json!({"textDocument": {"uri": editor.uri("isms/evidence.yaml")}});
    let links = editor.ask("textDocument/documentLink", params)["result"].clone();
    assert_eq!(links.as_array().unwrap().len(), 1, "{links}");
    assert_eq!(links[0]["target"], editor.uri("evidence/a%20b.txt"));
    assert_eq!(range(&links[0]["range"]), "4:6-4:22");
}

#[test]
fn places_in_a_torn_text_are_where_they_moved_to() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let text =
        "kind: person\nid: jane\nname: Jane Doe\n---\nkind: person\nid: omar\nname: Omar Haddad\n";
    editor.opens("isms/people.yaml", text);
    let insert = json!([{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}, "text": "tags: [\nemails: [a,\n"}]);
    editor.changes("isms/people.yaml", 2, insert);
    let at = place(&editor, &world, "isms/assets.yaml", "jane");
    let found = editor.ask("textDocument/definition", at)["result"].clone();
    assert_eq!(
        places(&editor, &json!([found])),
        ["isms/people.yaml 1:4-1:8"]
    );
    let params = json!({"textDocument": {"uri": editor.uri("isms/people.yaml")}});
    let symbols = editor.ask("textDocument/documentSymbol", params)["result"].clone();
    assert_eq!(range(&symbols[1]["selectionRange"]), "7:4-7:8");
}
