//! The site of the demonstration in a real browser: it fits a phone, loads nothing but its own style, can be
//! read by everyone, walked by keyboard alone, and is well written.
//!
//! Ignored where nobody asks for it, because it needs Chromium and, by npm, the packages that
//! `tests/browser/package-lock.json` names; `.ci/run` asks for it and installs what is missing.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// What the tests share: a demonstration, and the packages beside the files that use them.
struct Bench {
    site: PathBuf,
    tools: PathBuf,
}

static BENCH: LazyLock<Bench> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let demo = folder.join("demo");
    let isms = Path::new(env!("CARGO_BIN_EXE_isms"));
    said(Command::new(isms).arg("demo").arg(&demo));
    let tools = folder.join("browser");
    std::fs::create_dir_all(&tools).unwrap();
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    for file in std::fs::read_dir(files).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), tools.join(file.file_name())).unwrap();
    }
    said(Command::new("npm").current_dir(&tools).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]));
    Bench {
        site: demo.join("out"),
        tools,
    }
});

/// What a command says; it must succeed.
fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The whole path of Chromium, which the driver asks for.
fn chromium() -> PathBuf {
    let folders = std::env::var_os("PATH").unwrap();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&folders)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|file| file.is_file())
        .expect("Chromium is installed: `apt-get install chromium`")
}

/// The driver says in `site.mjs` what it holds a page to.
#[test]
#[ignore = "needs Chromium and npm"]
fn every_kind_of_page_can_be_read_and_walked_by_everyone() {
    let found = said(
        Command::new("node")
            .current_dir(&BENCH.tools)
            .arg("site.mjs")
            .arg(&BENCH.site)
            .arg(chromium()),
    );
    let found: Value = serde_json::from_str(&found).unwrap();
    assert!(found["pages"].as_u64() > Some(400), "{}", found["pages"]);
    assert!(found["kinds"].as_u64() > Some(60), "{}", found["kinds"]);
    assert_eq!(found["wrong"], serde_json::json!([]), "{found:#}");
}

/// `htmlvalidate.mjs` names the rules.
#[test]
#[ignore = "needs npm"]
fn every_page_is_well_written() {
    let output = Command::new(BENCH.tools.join("node_modules/.bin/html-validate"))
        .current_dir(&BENCH.tools)
        .args(["--config", "htmlvalidate.mjs", "--formatter", "text"])
        .arg(BENCH.site.join("**/*.html"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let first: Vec<&str> = said.lines().take(30).collect();
    assert!(output.status.success(), "{first:#?}");
}
