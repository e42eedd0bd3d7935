//! `isms handover`: the diff applies, moves what is to be done, leaves what was done, and nothing else is
//! written.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "support/world.rs"]
mod world;

#[path = "trace/company.rs"]
mod company;

use company::{company, documents};
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use world::{AS_OF, Outcome, World};

fn handover(world: &World, args: &[&str]) -> Outcome {
    let all: Vec<&str> = [&["handover", "--as-of", AS_OF][..], args].concat();
    world.run(&all)
}

fn data(world: &World, args: &[&str]) -> Value {
    let outcome = handover(world, &[args, &["--format", "json"]].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

/// Gives a diff to `git apply` in a folder.
fn apply(folder: &Path, diff: &str, more: &[&str]) {
    let mut git = Command::new("git")
        .current_dir(folder)
        .arg("apply")
        .args(more)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    git.stdin
        .take()
        .unwrap()
        .write_all(diff.as_bytes())
        .unwrap();
    let done = git.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{told}\n{diff}");
}

/// The text of the only file after the diff was applied.
fn applied(world: &World, diff: &str) -> String {
    world.commit_all("All");
    apply(world.path(), diff, &["--check"]);
    apply(world.path(), diff, &[]);
    std::fs::read_to_string(world.join("isms/all.yaml")).unwrap()
}

fn diff(world: &World, args: &[&str]) -> String {
    let outcome = handover(world, &[args, &["--format", "diff"]].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}");
    outcome.stdout
}

fn fields(list: &Value) -> Vec<String> {
    let all = list.as_array().unwrap().iter();
    all.map(|one| {
        format!(
            "{} {}",
            one["subject"].as_str().unwrap(),
            one["field"].as_str().unwrap()
        )
    })
    .collect()
}

#[test]
fn what_is_to_be_done_passes_on_and_what_was_done_stays() {
    let world = company();
    let edits = diff(&world, &["jane", "--to", "eva", "--on", "2026-12-31"]);
    assert_eq!(
        std::fs::read_to_string(world.join("isms/all.yaml")).unwrap(),
        documents()
    );
    let text = applied(&world, &edits);
    for (old, new) in [
        (
            "name: Jane Doe\nfrom: 2020-01-01\n",
            "name: Jane Doe\nfrom: 2020-01-01\nleft: 2026-12-31\n",
        ),
        (
            "  - {person: jane, from: 2020-01-01} # runs it alone\n",
            "  - {person: jane, from: 2020-01-01, until: 2026-12-31} # runs it alone\n  - {person: eva, from: 2027-01-01}\n",
        ),
        (
            "type: hardware\nowner: jane\n",
            "type: hardware\nowner: eva\n",
        ),
        (
            "type: information\nowner: jane\n",
            "type: information\nowner: eva\n",
        ),
        (
            "affects: [confidentiality]\nowner: jane\n",
            "affects: [confidentiality]\nowner: eva\n",
        ),
        (
            "Encrypt the plans, owner: jane,",
            "Encrypt the plans, owner: eva,",
        ),
        ("auditors: [jane, omar]", "auditors: [eva, omar]"),
        (
            "Buy a server, type: improvement, owner: jane,",
            "Buy a server, type: improvement, owner: eva,",
        ),
    ] {
        assert_eq!(documents().matches(old).count(), 1, "{old}");
        assert_eq!(text.matches(new).count(), 1, "{new}");
    }
    for stays in [
        "Buy a lock, owner: jane,",
        "approval: {by: jane,",
        "{on: 2026-10-01, by: jane,",
        "auditors: [jane]\nreported: [{to: jane,",
        "attendees: [jane, omar]",
        "Paint the door, type: improvement, owner: jane,",
    ] {
        assert_eq!(text.matches(stays).count(), 1, "{stays}");
    }
    let changed = text.lines().filter(|line| line.contains("eva")).count();
    assert_eq!(changed, 8, "the seven places and the person: {text}");
}

#[test]
fn after_the_handover_nothing_living_names_who_has_left() {
    let world = company();
    let edits = diff(&world, &["jane", "--to", "omar", "--on", "2026-11-10"]);
    applied(&world, &edits);
    let (_, findings) = world.check(&["--stage", "certified"]);
    let named: Vec<&Value> = findings
        .all()
        .iter()
        .filter(|found| found["rule"].as_str().unwrap().contains("ended"))
        .collect();
    assert!(named.is_empty(), "{named:#?}");
    assert!(findings.of("dangling-reference").is_empty());
    let rest = data(&world, &["jane"]);
    assert_eq!((&rest["duties"], &rest["roles"]), (&json!([]), &json!([])));
}

#[test]
fn a_list_that_names_the_successor_already_names_them_once() {
    let world = company();
    let text = applied(&world, &diff(&world, &["jane", "--to", "omar"]));
    assert!(
        text.contains("planned: 2027-06-01\nauditors: [omar]\n"),
        "{text}"
    );
}

#[test]
fn the_diff_applies_from_below_the_root_of_git_whatever_the_line_ends() {
    let world = World::empty();
    world.write("docs/isms.toml", "stage = \"building\"\n");
    world.write("docs/isms/all.yaml", documents().replace('\n', "\r\n"));
    world.write(
        "docs/isms/page one.md",
        "---\nkind: policy\nid: doors\ntitle: Doors\ntype: policy\nowner: jane # looks after it\n---\n# Doors\n\nClose them.",
    );
    world.commit_all("All");
    let folder = world.join("docs");
    let folder = folder.to_str().unwrap();
    let edits = diff(&world, &["-C", folder, "jane", "--to", "omar"]);
    assert!(edits.contains("--- a/docs/isms/page one.md\t\n"), "{edits}");
    apply(world.path(), &edits, &["--check"]);
    apply(&world.join("docs"), &edits, &[]);
    let page = std::fs::read_to_string(world.join("docs/isms/page one.md")).unwrap();
    assert!(page.contains("owner: omar # looks after it\n") && page.ends_with("Close them."));
    let all = std::fs::read_to_string(world.join("docs/isms/all.yaml")).unwrap();
    assert!(all.contains("name: Jane Doe\r\nfrom: 2020-01-01\r\nleft: 2026-11-20\r\n"));
    assert_eq!(all.matches('\n').count(), all.matches("\r\n").count());
    // The whole page can be given to git as well: what is no diff is passed over.
    let text = handover(&world, &["-C", folder, "omar", "--to", "eva"]).stdout;
    assert!(
        text.starts_with("Handover from Omar Haddad to Eva Extern"),
        "{text}"
    );
    apply(world.path(), &text, &["--check"]);
}

#[test]
fn owned_signed_and_owed_are_listed_with_who_else_may_decide() {
    let told = data(&company(), &["jane", "--to", "omar"]);
    let duties = fields(&told["duties"]);
    for field in [
        "asset/server owner",
        "risk/R-1 owner",
        "risk/R-1 treatment.actions[0].owner",
        "audit/IA-2 auditors[0]",
        "management-review/MR-1 decisions[0].owner",
    ] {
        assert!(duties.contains(&field.to_owned()), "{field}: {duties:?}");
    }
    assert_eq!(duties.len(), 6, "{duties:?}");
    assert_eq!(
        fields(&told["roles"]),
        ["role/security-lead holders[1].person"]
    );
    assert_eq!(told["roles"][0]["duties"], 3, "a custodian and two owners");
    let held = told["authorities"].as_array().unwrap();
    assert!(
        held.iter().all(|one| one["others"] == json!([])),
        "{held:?}"
    );
    assert_eq!(fields(&told["signs"]), ["risk/R-1 treatment.approval"]);
    let owes = told["owes"].to_string();
    assert!(
        owes.contains("R-1-1") && owes.contains("Run the test logins"),
        "{owes}"
    );
    // The owner of a risk is part of what its plan was approved on.
    let moved = &told["decisions"][0];
    assert_eq!(
        (&moved["subject"], &moved["ask"][0]["id"]),
        (&json!("risk/R-1"), &json!("omar"))
    );
}

#[test]
fn what_speaks_against_the_successor_is_said() {
    let told = data(&company(), &["jane", "--to", "omar"])["cautions"].to_string();
    assert!(
        told.contains("Omar Haddad would be holder and deputy of security-lead"),
        "{told}"
    );
    assert!(
        told.contains("Omar Haddad would hold internal-auditor and security-lead"),
        "{told}"
    );
    let told = data(&company(), &["jane", "--to", "eva"])["cautions"].to_string();
    assert!(
        told.contains("works for somebody else (for Other Ltd)"),
        "{told}"
    );
}

#[test]
fn without_a_successor_there_is_no_diff_and_who_could_is_named() {
    let world = company();
    let told = data(&world, &["jane"]);
    assert_eq!(told["diff"], Value::Null);
    assert_eq!(
        told["candidates"],
        json!([{"person": {"id": "omar", "name": "Omar Haddad"}, "why": ["deputy of security-lead"]}])
    );
    let text = handover(&world, &["jane"]).stdout;
    assert!(
        text.contains("name somebody with --to") && !text.contains("diff --git"),
        "{text}"
    );
    let refused = handover(&world, &["jane", "--format", "diff"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
}

#[test]
fn who_cannot_hand_over_or_take_over_is_refused() {
    let world = company();
    world.write(
        "isms/new.yaml",
        "kind: person\nid: nina\nname: Nina New\nfrom: 2027-05-01\n",
    );
    for (args, told) in [
        (&["jan"][..], "did you mean `jane`?"),
        (&["security-lead"], "is a role"),
        (&["jane", "--to", "omaar"], "did you mean `omar`?"),
        (&["jane", "--to", "jane"], "cannot hand over to themselves"),
        (&["jane", "--to", "lena"], "Lena Fox left on 2026-01-31"),
        (&["jane", "--to", "nina"], "Nina New begins on 2027-05-01"),
        (
            &["jane", "--to", "omar", "--on", "2019-01-01"],
            "Jane Doe began on 2020-01-01",
        ),
    ] {
        let outcome = handover(&world, args);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?}");
        assert!(
            outcome.stderr.contains(told),
            "{args:?}: {}",
            outcome.stderr
        );
    }
    // Who begins in time may take over.
    let outcome = handover(&world, &["jane", "--to", "nina", "--on", "2027-04-30"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
}

#[test]
fn whoever_has_left_hands_over_what_is_left_since_that_day() {
    let world = company();
    let text = documents().replace("type: hardware\nowner: jane", "type: hardware\nowner: lena");
    world.write("isms/all.yaml", text);
    let told = data(&world, &["lena", "--to", "omar"]);
    assert_eq!(told["on"], "2026-01-31");
    assert_eq!(
        (fields(&told["duties"]), &told["roles"]),
        (vec!["asset/server owner".to_owned()], &json!([]))
    );
    let diff = told["diff"].as_str().unwrap();
    assert!(
        diff.contains("+owner: omar") && !diff.contains("left:"),
        "{diff}"
    );
}

#[test]
fn a_past_state_can_be_asked_and_what_could_not_be_read_is_said() {
    let world = company();
    world.commit_all("All");
    world.write(
        "isms/all.yaml",
        documents().replace("owner: jane", "owner: omar"),
    );
    assert_eq!(
        data(&world, &["jane", "--at", "HEAD"])["duties"]
            .as_array()
            .unwrap()
            .len(),
        6
    );
    world.write(
        "isms/broken.yaml",
        "kind: asset\nid: van\ntitle: Van\ntype: car\nowner: jane\n",
    );
    let outcome = handover(&world, &["jane"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome
            .stdout
            .contains("could not be read, and may name them too"),
        "{}",
        outcome.stdout
    );
}
