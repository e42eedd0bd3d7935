//! Greeting, leaving, and what no editor should send.

use crate::editor::{Editor, usual};
use crate::world::World;
use serde_json::{Value, json};

#[test]
fn it_says_what_it_can_and_leaves_with_0_after_shutdown() {
    let world = World::sound();
    let editor = Editor::open(&world);
    let can = &editor.greeting["capabilities"];
    assert_eq!(can["positionEncoding"], "utf-16");
    assert_eq!(can["textDocumentSync"]["change"], 2);
    assert_eq!(can["renameProvider"]["prepareProvider"], true);
    assert_eq!(editor.greeting["serverInfo"]["name"], "isms");
    assert_eq!(editor.leave(), 0);
}

#[test]
fn utf_8_is_taken_when_it_is_offered() {
    let world = World::sound();
    let mut capabilities = usual();
    capabilities["general"] = json!({"positionEncodings": ["utf-16", "utf-8"]});
    let mut editor = Editor::with(&world, capabilities);
    assert_eq!(editor.greeting["capabilities"]["positionEncoding"], "utf-8");
    // `ä` has two bytes, so that the value begins at column 7 and ends at 13.
    editor.opens(
        "isms/new.yaml",
        "kind: asset\nid: ä\ntitle: T\ntype: hardware\nowner: nobody\n{ü: 1}",
    );
    editor.opens(
        "isms/new.yaml",
        "{kind: asset, id: a, title: äää, type: hardware, owner: nobody}\n",
    );
    editor.settle();
    let told = &editor.told["isms/new.yaml"];
    let dangling = told.iter().find(|one| one["code"] == "dangling-reference");
    assert_eq!(dangling.unwrap()["range"]["start"]["character"], 59);
}

#[test]
fn who_leaves_without_shutdown_has_failed() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    editor.tell("exit", Value::Null);
    assert_eq!(editor.end(), 1);
    assert_eq!(Editor::open(&world).end(), 1);
    assert_eq!(Editor::silent(&world).end(), 1);
}

#[test]
fn requests_before_the_greeting_and_after_shutdown_are_refused() {
    let world = World::sound();
    let mut early = Editor::silent(&world);
    assert_eq!(
        early.ask("textDocument/hover", json!({}))["error"]["code"],
        -32002
    );
    let mut late = Editor::open(&world);
    late.ask("shutdown", Value::Null);
    assert_eq!(
        late.ask("workspace/symbol", json!({"query": ""}))["error"]["code"],
        -32600
    );
    late.tell("exit", Value::Null);
    assert_eq!(late.end(), 0);
}

#[test]
fn what_is_not_served_or_wrongly_asked_is_told_so_and_serving_goes_on() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let code = |answer: Value| answer["error"]["code"].as_i64();
    assert_eq!(
        code(editor.ask("textDocument/formatting", json!({}))),
        Some(-32601)
    );
    assert_eq!(
        code(editor.ask("textDocument/hover", json!({"position": 7}))),
        Some(-32602)
    );
    editor.tell("textDocument/didChange", json!({"textDocument": []}));
    editor.tell("no/such/notification", Value::Null);
    editor.raw(b"Content-Length: 5\r\n\r\n{no}!");
    let refused = editor.answer(&Value::Null);
    assert_eq!(refused["error"]["code"], -32700);
    editor.raw(b"Content-Length: 2\r\nContent-Type: x\r\n\r\n[]");
    assert_eq!(editor.answer(&Value::Null)["error"]["code"], -32600);
    let found = editor.ask("workspace/symbol", json!({"query": "jane"}));
    assert_eq!(found["result"][0]["name"], "person/jane Jane Doe");
    assert_eq!(editor.leave(), 0);
}

#[test]
fn a_request_that_is_called_off_is_answered_all_the_same() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    let request = |id: &str| json!({"jsonrpc": "2.0", "id": id, "method": "workspace/symbol", "params": {"query": ""}});
    let cancel = json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "b"}});
    editor.send(&request("a"));
    editor.send(&request("b"));
    editor.send(&cancel);
    editor.answer(&json!("a"));
    let answer = editor.answer(&json!("b"));
    // Whether it was called off in time is a matter of luck.
    let code = answer["error"]["code"].as_i64();
    assert!(
        answer["result"].is_array() || code == Some(-32800),
        "{answer}"
    );
}

#[test]
fn without_a_repository_it_says_so_once_and_wakes_when_there_is_one() {
    let world = World::empty();
    let mut editor = Editor::open(&world);
    let text = "kind: asset\nid: a\ntitle: A\ntype: hardware\nowner: nobody\n";
    editor.opens("isms/new.yaml", text);
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let hover = editor.ask(
        "textDocument/hover",
        editor.place("isms/new.yaml", text, 14),
    );
    assert_eq!(hover["result"], Value::Null);
    let said: Vec<_> = editor
        .heard
        .iter()
        .filter(|one| one["method"] == "window/showMessage")
        .collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0]["params"]["message"]
            .as_str()
            .unwrap()
            .contains("isms.toml")
    );
    world.write("isms.toml", "");
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert!(
        editor
            .rules("isms/new.yaml")
            .contains(&"dangling-reference".to_owned())
    );
    std::fs::remove_file(world.join("isms.toml")).unwrap();
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    assert!(editor.rules("isms/new.yaml").is_empty());
}

#[test]
fn it_asks_to_be_told_of_files_that_change() {
    let world = World::sound();
    let mut editor = Editor::open(&world);
    editor.settle();
    let asked = editor
        .heard
        .iter()
        .find(|one| one["method"] == "client/registerCapability");
    let asked = asked.unwrap();
    let method = &asked["params"]["registrations"][0]["method"];
    assert_eq!(method, "workspace/didChangeWatchedFiles");
    let id = asked["id"].clone();
    editor.send(&json!({"jsonrpc": "2.0", "id": id, "result": null}));
    assert_eq!(editor.leave(), 0);
}

#[test]
fn revisions_of_the_past_are_not_edited() {
    let outcome = World::sound().run(&["lsp", "--at", "HEAD"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("is not for editing"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_repository_below_the_folder_of_the_editor_is_found_by_the_file_that_is_opened() {
    let world = World::empty();
    world.write("company/isms.toml", "");
    world.write("company/isms/a.yaml", "kind: person\nid: jane\nname: J\n");
    let mut editor = Editor::open(&world);
    let text = "kind: asset\nid: a\ntitle: A\ntype: hardware\nowner: |\n";
    let at = editor.opens_at("company/isms/new.yaml", text);
    let found = editor.ask("textDocument/completion", at);
    assert_eq!(found["result"][0]["label"], "jane");
    assert!(
        editor
            .heard
            .iter()
            .all(|one| one["method"] != "window/showMessage")
    );
}
