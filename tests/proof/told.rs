//! What `isms check` and the reports tell of proofs.

use crate::world::*;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

const RISK: &str = "isms/risks/R-1.yaml";

fn isms(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
    command.current_dir(folder).args(args).env_clear();
    command.args(["--as-of", "2026-11-20"]);
    command.env("HOME", folder).output().unwrap()
}

/// The findings of the family `git`: rule, path, line, column, message, help.
fn findings(folder: &Path, more: &[&str]) -> Vec<(String, String, u64, u64, String, String)> {
    let output = isms(folder, &[&["check", "--format", "json"], more].concat());
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = json["diagnostics"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let git = all.filter(|it| {
        ["decision-", "approver-is-author"].iter().any(|name| {
            it["rule"].as_str().unwrap().starts_with(name) && it["rule"] != "decision-without-basis"
        })
    });
    git.map(|it| {
        let at = |key: &str| it["start"][key].as_u64().unwrap();
        let (line, column) = (at("line"), at("column"));
        (
            text(&it["rule"]),
            text(&it["path"]),
            line,
            column,
            text(&it["message"]),
            text(&it["help"]),
        )
    })
    .collect()
}

fn forged() -> (World, String) {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let commit = world.commit(&[&first], BOB, "Tidy up", &[(RISK, &text)]);
    (world, commit)
}

#[test]
fn a_forged_acceptance_is_found_at_its_line_with_its_commit() {
    let (world, commit) = forged();
    let found = findings(world.path(), &[]);
    let [(rule, path, line, column, message, help)] = found.as_slice() else {
        panic!("{found:?}");
    };
    let place = (rule.as_str(), path.as_str(), *line, *column);
    assert_eq!(place, ("decision-not-by-named-person", RISK, 7, 47));
    let expected = format!(
        "nothing proves that Carol Officer took the acceptance of risk R-1: it came with commit {} of 2026-02-04 by bob <bob@x.example> (“Tidy up”), and no trailer or record confirms it",
        &commit[..10]
    );
    assert_eq!(*message, expected);
    assert!(help.contains("Carol Officer <carol@x.example>"), "{help}");
}

#[test]
fn nothing_is_asked_while_building_nor_when_nobody_wants_it() {
    let (world, commit) = forged();
    assert_eq!(findings(world.path(), &["--no-proof"]), []);
    assert_eq!(findings(world.path(), &["--stage", "building"]), []);
    assert_eq!(findings(world.path(), &["--stage", "stage-1"]).len(), 1);
    let off = format!("{SETTINGS}proof = false\n");
    world.commit(&[&commit], BOB, "Off", &[("isms.toml", &off)]);
    assert_eq!(findings(world.path(), &[]), []);
}

#[test]
fn a_person_without_addresses_is_told_what_is_missing() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "").replace("by: carol", "by: nora");
    world.commit(&[&first], "nora@x.example", "Accept", &[(RISK, &text)]);
    let found = findings(world.path(), &[]);
    assert!(
        found[0].5.starts_with("Give `emails` in person/nora"),
        "{found:?}"
    );
}

#[test]
fn what_is_not_committed_is_told_once_and_not_as_forged() {
    let (world, _) = World::new();
    world.write(RISK, &accepted_risk("R-1", ""));
    let found = findings(world.path(), &[]);
    let rules: Vec<&str> = found.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(rules, ["decision-uncommitted"]);
    assert!(found[0].5.contains("git commit"), "{found:?}");
}

#[test]
fn words_of_commits_reach_no_terminal_as_commands() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let message = format!("\u{1b}[2J{}", "long ".repeat(100));
    world.commit(&[&first], BOB, &message, &[(RISK, &text)]);
    let output = isms(
        world.path(),
        &["check", "--select", "decision-not-by-named-person"],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("nothing proves") && !text.contains('\u{1b}'),
        "{text}"
    );
    assert!(
        text.contains('…') && !text.contains(&"long ".repeat(20)),
        "{text}"
    );
}

#[test]
fn a_shallow_clone_is_told_once_with_the_way_to_deepen_it() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let accept = world.commit(&[&first], BOB, "Accept", &[(RISK, &text)]);
    world.commit(&[&accept], BOB, "More", &[("n.txt", "n")]);
    let (_folder, clone, url) = beside(&world);
    world.git(&["clone", "-q", "--depth", "1", &url, clone.to_str().unwrap()]);
    assert_eq!(findings(&clone, &[]), []);
    let said = "Who took 1 decision cannot be judged: the clone is shallow, and it came before what it holds. `git fetch --unshallow` brings the rest.";
    let text = isms(&clone, &["check"]);
    assert_eq!(
        String::from_utf8(text.stdout)
            .unwrap()
            .matches(said)
            .count(),
        1
    );
    assert_eq!(String::from_utf8(text.stderr).unwrap(), "");
    let json = isms(&clone, &["check", "--format", "json"]);
    assert!(String::from_utf8(json.stderr).unwrap().contains(said));
    let quiet = isms(&clone, &["check", "--no-proof"]);
    assert!(!String::from_utf8(quiet.stdout).unwrap().contains("shallow"));
}

#[test]
fn reports_print_what_proves_a_decision() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let accept = world.commit(&[&first], CAROL, "Accept", &[(RISK, &text)]);
    let rows = |more: &[&str]| -> Value {
        let output = isms(
            world.path(),
            &[&["report", "risks", "--format", "json"], more].concat(),
        );
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let proof = |json: Value| json["rows"][0]["acceptance"]["proof"].clone();
    assert_eq!(proof(rows(&[])), "author");
    let forged = text.replace("2027-04-30", "2027-05-31");
    world.commit(&[&accept], BOB, "Tidy", &[(RISK, &forged)]);
    assert_eq!(proof(rows(&[])), "none");
    let page = isms(world.path(), &["report", "risks", "--format", "md"]);
    let page = String::from_utf8(page.stdout).unwrap();
    assert!(page.contains("until 2027-05-31, not proved"), "{page}");
    let building = SETTINGS.replace("certified", "building");
    let head = world.git2().head().unwrap().target().unwrap().to_string();
    world.commit(&[&head], BOB, "Build", &[("isms.toml", &building)]);
    assert_eq!(proof(rows(&[])), Value::Null);
}
