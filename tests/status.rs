//! `isms status` as a person meets it: a fresh repository, what is unknown, formats and exit codes.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "support/world.rs"]
mod world;

use serde_json::Value;
use world::{AS_OF, World};

fn status(world: &World, more: &[&str]) -> (i32, String) {
    let args: Vec<&str> = [&["status", "--as-of", AS_OF][..], more].concat();
    let outcome = world.run(&args);
    (outcome.code, outcome.stdout)
}

fn json(world: &World) -> (i32, Value) {
    let (code, text) = status(world, &["--format", "json"]);
    (code, serde_json::from_str(&text).unwrap())
}

fn item<'v>(status: &'v Value, id: &str) -> &'v Value {
    let clauses = status["clauses"].as_array().unwrap().iter();
    let mut items = clauses.flat_map(|clause| clause["items"].as_array().unwrap());
    items.find(|item| item["id"] == id).unwrap()
}

/// An organisation that has only begun: everything is there, and nobody has decided anything.
fn begun() -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"building\"\n");
    world.write(
        "isms/organization.yaml",
        "kind: organization\nname: Example Ltd\n",
    );
    world.write(
        "isms/scope.yaml",
        "kind: scope\nversion: \"0.1\"\nstatement: All of it.\nboundaries: {organizational: All, physical: Office, digital: All}\nconsidered: [growth]\n",
    );
    world.write(
        "isms/issues.yaml",
        "kind: context-issue\nid: growth\ntitle: \"[decide: which issues there are]\"\ntype: internal\neffect: threat\n---\nkind: context-issue\nid: law\ntitle: New law\ntype: external\neffect: threat\ntags: [starter]\n",
    );
    world.write(
        "isms/check.yaml",
        "kind: audit\nid: first\ntitle: First audit\ntype: internal\ncriteria: [ISO/IEC 27001]\nplanned: 2027-02-01\n---\nkind: management-review\nid: review-1\ntitle: First review\nevery: 12m\n",
    );
    world.write(
        "isms/policies/information-security-policy.md",
        "---\nkind: policy\nid: information-security-policy\ntitle: Policy\ntype: policy\nmeets: {a: \"#policy\"}\n---\n# Policy\n\nWe protect what we have.\n",
    );
    world
}

#[test]
fn what_is_planned_unapproved_or_undecided_shows_nothing() {
    let (code, status) = json(&begun());
    assert_eq!(code, 0);
    for milestone in status["milestones"].as_array().unwrap() {
        assert_eq!(milestone["percent"], 0, "{milestone}");
        assert_eq!(milestone["partly"], 0, "{milestone}");
    }
    for id in ["4.1", "4.3.a", "5.2.a", "9.2.1.a.1", "9.3.1", "isms_scope"] {
        assert_eq!(item(&status, id)["state"], "nothing", "{id}");
    }
}

#[test]
fn the_first_steps_lead_to_the_starter_that_waits_for_a_decision() {
    let (code, text) = status(&begun(), &[]);
    assert_eq!(code, 0);
    for wanted in [
        "Example Ltd as of 2026-11-20, stage building",
        "(0 + ½ × 0) / 102 = 0 %",
        "It is not a statement of conformity: that is the auditor's word.",
        "First for stage-1 (102 requirements open)",
        "isms/issues.yaml:2  Take the open decisions in it and remove the tag `starter`.",
        "Controls  93 = 0 applicable + 0 excluded + 93 undecided",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    assert!(text.lines().count() < 50, "{text}");
    let (_, details) = status(&begun(), &["-v"]);
    assert!(details.contains("○ 5.1.c  resources available (stage-1): no document that shows it"));
}

#[test]
fn what_may_stand_in_a_broken_document_is_unknown_and_no_figure_is_given() {
    let world = begun();
    world.write(
        "isms/audit.yaml",
        "kind: audit\nid: second\ntitle: Second audit\ntype: internal\nheld: 2026-10-01\ncriterion: wrong\n",
    );
    let (code, status) = json(&world);
    assert_eq!(code, 1);
    assert_eq!(item(&status, "9.2.1.a.1")["state"], Value::Null);
    assert_eq!(item(&status, "9.3.1")["state"], "nothing");
    let stage_1 = &status["milestones"][0];
    assert_eq!(stage_1["percent"], Value::Null);
    assert!(stage_1["unknown"].as_u64().unwrap() > 0);
    assert!(stage_1["derivation"].as_str().unwrap().contains("at least"));
    assert_eq!(status["header"]["incomplete"][0]["path"], "isms/audit.yaml");
    let found = world.run(&["check", "--as-of", AS_OF, "--stage", "certified"]);
    let told = "nothing shows 9.2.1.a.1";
    assert!(!found.stdout.contains(told), "{}", found.stdout);
}

#[test]
fn formats_go_to_files_and_the_text_stays_on_standard_output() {
    let world = begun();
    let formats = [
        "--format",
        "text",
        "--format",
        "json=s.json",
        "--format",
        "html=s.html",
    ];
    let (code, text) = status(&world, &formats);
    assert_eq!(code, 0);
    assert!(text.starts_with("Example Ltd"));
    let written = std::fs::read_to_string(world.join("s.json")).unwrap();
    let json: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(
        (&json["version"], &json["stage"]),
        (&1.into(), &"building".into())
    );
    let page = std::fs::read_to_string(world.join("s.html")).unwrap();
    assert!(page.contains("not a statement of conformity"));
    assert_eq!(
        status(&world, &["--format", "text=t.txt"]),
        (0, String::new())
    );
    assert!(world.join("t.txt").is_file());
}

#[test]
fn wrong_use_is_2_and_no_document_is_3() {
    for wrong in ["yaml", "text=", "textual", "json="] {
        assert_eq!(status(&begun(), &["--format", wrong]).0, 2, "{wrong}");
    }
    let twice = ["--format", "text", "--format", "json"];
    assert_eq!(status(&begun(), &twice).0, 2);
    let nothing = World::empty();
    assert_eq!(status(&nothing, &[]).0, 2);
    nothing.write("isms.toml", "stage = \"building\"\n");
    assert_eq!(status(&nothing, &[]).0, 3);
}

#[test]
fn nothing_in_a_document_reaches_the_terminal_as_an_escape() {
    let world = begun();
    world.write(
        "isms/organization.yaml",
        "kind: organization\nname: \"Evil\\e[2J Ltd\"\n",
    );
    let (_, text) = status(&world, &["-v"]);
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(text.starts_with("Evil␛[2J Ltd"), "{text}");
}
