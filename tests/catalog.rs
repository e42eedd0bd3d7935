//! Catalogs: what can be looked up, what may be in force, and what follows from it.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

use serde_json::Value;
use world::{AS_OF, World};

fn look_up(id: &str) -> Value {
    let outcome = World::empty().run(&["catalog", id, "--format", "json"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

/// Ids of the list whose title holds a text, of the first entry found.
fn listed(id: &str, title: &str) -> Vec<String> {
    let found = look_up(id);
    let lists = found["entries"][0]["lists"].as_array().unwrap().clone();
    let list = lists
        .iter()
        .find(|list| list["title"].as_str().unwrap().contains(title));
    let lines = list.unwrap_or_else(|| panic!("{found:#}"))["lines"]
        .as_array()
        .unwrap();
    lines
        .iter()
        .map(|line| line["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_control_shows_what_it_replaced_and_what_it_is_linked_with() {
    assert_eq!(listed("A.5.17", "2013"), ["A.9.2.4", "A.9.3.1", "A.9.4.3"]);
    assert_eq!(listed("A.5.17", "Cybersecurity"), ["PR.AA-03", "PR.AA-05"]);
    assert_eq!(listed("A.9.2.1", "Replaced"), ["A.5.16"]);
    assert_eq!(listed("A.18.2.3", "Replaced"), ["A.5.36", "A.8.8"]);
    assert_eq!(
        listed("nist-csf-2.0:PR.AA-01", "controls"),
        ["A.5.15", "A.5.18", "A.8.2", "A.8.5"]
    );
}

#[test]
fn clauses_attributes_and_near_misses_are_found() {
    assert_eq!(listed("9.3.2.d", "Items").len(), 4);
    assert_eq!(listed("detective", "Controls").len(), 13);
    assert_eq!(look_up("5.17")["entries"][0]["id"], "A.5.17");
    let none = World::empty().run(&["catalog", "A.5.99"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("did you mean"), "{none:?}");
}

const CONTROLS: &str = "kind: control
id: nist-csf-2.0:PR.AA-01
applicable: true
status: planned
owner: jane
---
kind: risk
id: R-1
title: A stolen laptop
assets: [laptops]
threat: theft
vulnerability: carried around
affects: [confidentiality]
owner: jane
inherent: {likelihood: 2, impact: 3}
treatment:
  options: [modify]
  controls: [{control: nist-csf-2.0:PR.AA-01}, {control: nist-csf-2.0:PR.AA-03}]
";

#[test]
fn controls_of_a_catalog_in_force_have_their_titles_and_rows() {
    let world = World::sound();
    world.write(
        "isms.toml",
        "catalogs = [\"iso27001-2022\", \"nist-csf-2.0\"]\n",
    );
    world.write("isms/more.yaml", CONTROLS);
    let check = world.run(&[
        "check",
        "--as-of",
        AS_OF,
        "--select",
        "dangling-reference,unknown-catalog-control,control-catalog-title",
    ]);
    assert!(!check.stdout.contains("more.yaml"), "{}", check.stdout);
    let soa = world.run(&["soa", "--format", "json", "--as-of", AS_OF]);
    let soa: Value = serde_json::from_str(&soa.stdout).unwrap();
    let row = soa["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(row["id"], "nist-csf-2.0:PR.AA-01");
    assert_eq!(row["catalog"], "nist-csf-2.0");
    assert!(
        row["title"]
            .as_str()
            .unwrap()
            .starts_with("Identities and credentials")
    );
    assert_eq!(soa["totals"]["catalog"], 93);
}

#[test]
fn a_catalog_that_is_not_in_force_is_said_so_where_it_is_named() {
    let world = World::sound();
    world.write("isms/more.yaml", CONTROLS);
    let check = world.run(&[
        "check",
        "--as-of",
        AS_OF,
        "--select",
        "dangling-reference,unknown-catalog-control",
    ]);
    assert_eq!(check.code, 1);
    assert_eq!(
        check.stdout.matches("to `catalogs` in isms.toml").count(),
        2,
        "{}",
        check.stdout
    );
}

#[test]
fn the_primary_catalog_stands_first_and_withdrawn_ones_never() {
    for (catalogs, said) in [
        ("[\"nist-csf-2.0\"]", "the first catalog is `iso27001-2022`"),
        (
            "[\"iso27001-2022\", \"iso27001-2013\"]",
            "not a catalog that can be in force",
        ),
        ("[\"iso27001-2022\", \"cis\"]", "`cis` is not a catalog"),
    ] {
        let world = World::sound();
        world.write("isms.toml", format!("catalogs = {catalogs}\n"));
        let outcome = world.run(&["check"]);
        assert_eq!(outcome.code, 2);
        assert!(outcome.stderr.contains(said), "{outcome:?}");
    }
}

#[test]
fn the_statement_is_counted_by_an_attribute_and_a_control_counts_at_each_value() {
    let world = World::sound();
    let soa = world.run(&[
        "soa",
        "--by",
        "control_type",
        "--format",
        "json",
        "--as-of",
        AS_OF,
    ]);
    let soa: Value = serde_json::from_str(&soa.stdout).unwrap();
    let values = soa["header"]["by"]["values"].as_array().unwrap();
    let counts: Vec<_> = values
        .iter()
        .map(|value| {
            (
                value["value"].as_str().unwrap(),
                value["catalog"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        counts,
        [("preventive", 83), ("detective", 13), ("corrective", 14)]
    );
    let wrong = world.run(&["soa", "--by", "control_typ"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains("did you mean `control_type`"),
        "{wrong:?}"
    );
    assert_eq!(world.run(&["rtp", "--by", "control_type"]).code, 2);
    let status = world.run(&["status", "--by", "control_type", "--as-of", AS_OF]);
    assert!(
        status.stdout.contains("detective    13 = 0 implemented"),
        "{}",
        status.stdout
    );
}

#[test]
fn coverage_follows_the_linked_controls() {
    let world = World::sound();
    let coverage = |world: &World| {
        let outcome = world.run(&["report", "coverage", "--format", "json", "--as-of", AS_OF]);
        let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
        let rows = report["rows"].as_array().unwrap().clone();
        let row = rows.iter().find(|row| row["id"] == "GV.RM-05").unwrap();
        row["coverage"].as_str().unwrap().to_owned()
    };
    let control = |id: &str, rest: &str| format!("kind: control\nid: {id}\n{rest}\n");
    // GV.RM-05 is linked with A.5.1 and A.5.19.
    assert_eq!(coverage(&world), "open");
    let done = control("A.5.1", "applicable: true\nstatus: implemented");
    for (second, expected) in [
        ("applicable: true\nstatus: planned", "partly"),
        ("applicable: true\nstatus: implemented", "covered"),
        ("applicable: false", "covered"),
        ("title: 3", "unknown"),
    ] {
        world.write(
            "isms/controls.yaml",
            format!("{done}---\n{}", control("A.5.19", second)),
        );
        assert_eq!(coverage(&world), expected, "{second}");
    }
}
