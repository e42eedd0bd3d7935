//! What the command line says when it cannot do what was asked (exit code 2), side by side.

use crate::world::World;
use std::fmt::Write;

/// Command lines that are refused, in the order of verbs; `>` begins a group.
const LINES: &[&str] = &[
    "> Any verb",
    "check --at nowhere",
    "check --at 2026-02-30",
    "check --at 1999-01-01",
    "check --as-of 31.12.2026",
    "check --stage stage1",
    "-C nowhere check",
    "> check and fix",
    "check --select risk-without-onwer",
    "check --ignore nonsense",
    "check --fail-on grave",
    "check --horizon soon",
    "check --format jsno",
    "check --format json --format sarif",
    "check --baseline nowhere.json",
    "check --baseline isms/people.yaml",
    "check --changed=nowhere",
    "check --watch --at HEAD",
    "check --stdin-filename isms/a.yaml",
    "check -",
    "check - --stdin-filename README.txt",
    "fix --at HEAD",
    "baseline --at HEAD",
    "baseline --file isms/people.yaml",
    "> new, init and demo",
    "new rsk",
    "new risk R/1",
    "new organization x",
    "new organization",
    "new asset laptops",
    "new control",
    "new risk --set owner",
    "new risk --set ownr=jane",
    "new risk --set kind=asset",
    "new risk --set title[0]=x",
    "new risk --set inherent=[",
    "new asset --set type=thing",
    "init",
    "demo isms",
    "> rename",
    "rename risks R-1 R-2",
    "rename asset laptop notebook",
    "rename asset laptops known",
    "rename asset laptops a/b",
    "> explain, impact and log",
    "explain nothing-of-this-name",
    "explain rule/nothing",
    "explain risk/R-9",
    "impact R-9",
    "impact laptops --set ownr=jane",
    "impact laptops --set type=thing",
    "impact laptops --set id=x",
    "log R-9",
    "log laptops --computed",
    "> Reports",
    "report sao",
    "report soa R-1",
    "report soa --by colour",
    "trend --by year",
    "trend --as-of 2026-01-01",
    "diff nowhere",
    "diff HEAD HEAD HEAD",
    "diff --max-bytes many",
    "render --out isms.toml",
    "catalog A.9.99",
    "> Decisions",
    "approve",
    "approve nothing --by jane",
    "approve laptops --by jane",
    "approve soa --by jane",
    "accept R-9 --by jane --until 2027-01-01 --reason x",
    "accept",
    "accept laptops --by jane --until 2027-01-01 --reason x",
    "review laptops",
    "review laptops --by nobody",
    "handover nobody",
    "handover jane --to jane",
    "handover jane --to nobody",
];

/// What is said to every line; the place of the world is left out.
fn told() -> String {
    let world = World::sound();
    world.commit_all("All");
    let root = world.path().canonicalize().unwrap();
    let mut text = String::from(
        "What the command line says when it refuses, each with its exit code.\n\
         `UPDATE_MESSAGES=1 cargo test --test messages` writes this file; read what changed before you commit it.\n",
    );
    for line in LINES {
        if let Some(group) = line.strip_prefix("> ") {
            let _ = write!(text, "\n# {group}\n\n");
            continue;
        }
        let args: Vec<&str> = line.split(' ').collect();
        let outcome = world.run(&args);
        let _ = writeln!(text, "$ isms {line}\n? {}", outcome.code);
        let said = outcome.stderr.replace(root.to_str().unwrap(), "ROOT");
        let said = said.replace(world.path().to_str().unwrap(), "ROOT");
        for said in said.lines().filter(|line| !line.trim().is_empty()) {
            let _ = writeln!(text, "  {}", said.trim_end());
        }
    }
    text
}

#[test]
fn the_file_of_refusals_is_what_the_command_line_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/messages/refusals.txt");
    let told = told();
    if std::env::var_os("UPDATE_MESSAGES").is_some() {
        std::fs::write(path, &told).unwrap();
        return;
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let mut lines = written.lines().zip(told.lines()).enumerate();
    let differs = lines.find(|(_, (written, told))| written != told);
    assert!(
        written == told,
        "tests/messages/refusals.txt is not what is said, first at {differs:?}; \
         run `UPDATE_MESSAGES=1 cargo test --test messages` and read the difference"
    );
}
