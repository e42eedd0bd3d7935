//! A real editor, started without a screen, where it is installed.

use crate::world::World;
use serde_json::Value;
use std::process::Command;

/// What the editor does, and writes down.
const SCRIPT: &str = include_str!("neovim.lua");

fn is_installed() -> bool {
    let asked = Command::new("nvim").arg("--version").output();
    asked.is_ok_and(|output| output.status.success())
}

#[test]
fn neovim_shows_findings_completes_hovers_and_mends() {
    if !is_installed() {
        // Said, because a test that was not run looks like one that passed.
        eprintln!("nvim is not installed, so that nothing was tried in it");
        return;
    }
    let world = World::sound();
    world.write(
        "isms/new.yaml",
        "kind: asset\nid: new\ntitle: 😀 New\ntype: Hardware\nowner: jane\n",
    );
    world.write("script.lua", SCRIPT);
    let mut command = Command::new("nvim");
    command.args(["--headless", "--clean", "-n", "-S", "script.lua"]);
    command.current_dir(world.path());
    command.env("ISMS", env!("CARGO_BIN_EXE_isms"));
    command
        .env("XDG_STATE_HOME", world.path())
        .env("XDG_DATA_HOME", world.path());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let written = std::fs::read_to_string(world.join("result.json"));
    let written: Value =
        serde_json::from_str(&written.unwrap_or_else(|_| panic!("{said}"))).unwrap();
    assert_eq!(written["error"], Value::Null, "{said}");
    assert_eq!(written["found"]["code"], "invalid-value");
    assert_eq!(written["found"]["line"], 3);
    assert_eq!(written["found"]["column"], 6);
    assert_eq!(written["proposed"][0], "jane");
    assert!(
        written["hover"]
            .as_str()
            .unwrap()
            .contains("person/jane Jane Doe")
    );
    assert_eq!(written["mended"], "type: hardware");
    assert_eq!(written["left"], 0, "the finding is gone once it is mended");
}
