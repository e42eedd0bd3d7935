//! The change letter to the Statement of Applicability.

use super::Edit::{Change, Put};
use super::{by_id, list, story};
use crate::world::World;
use serde_json::{Value, json as value};

fn world() -> World {
    story(&[
        Change(
            "isms/controls.yaml",
            "status: implemented\nowner: jane",
            "status: partial\nowner: omar",
        ),
        Change(
            "isms/controls.yaml",
            "applicable: false\nexclusion: {by: jane, on: 2026-01-10, reason: Another firm runs the building.}",
            "applicable: true\nstatus: planned\nreasons: [business]",
        ),
        Put(
            "isms/more.yaml",
            "\
kind: control
id: A.8.4
applicable: false
exclusion: {by: jane, on: 2026-05-03, until: 2027-05-03, reason: We write no programs.}
---
kind: control
id: OWN-1
title: Saws are locked
applicable: true
status: implemented
reasons: [best-practice]
---
kind: control
id: A.5.1
owner: jane
"
            .to_owned(),
        ),
    ])
}

fn letter(format: &str) -> String {
    let outcome = world().run(&["soa", "--since", "v1", "--at", "v2", "--format", format]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    outcome.stdout
}

#[test]
fn it_tells_what_was_added_excluded_and_implemented_otherwise_and_nothing_else() {
    let letter: Value = serde_json::from_str(&letter("json")).unwrap();
    assert_eq!(
        (&letter["version"], &letter["report"]),
        (&value!(1), &value!("soa-since"))
    );
    let rows = &letter["rows"];
    let turns = |id: &str| by_id(rows, id)["turns"].clone();
    assert_eq!(turns("A.8.1"), value!(["status"]));
    assert_eq!(turns("A.7.4"), value!(["included", "status"]));
    assert_eq!(turns("A.8.4"), value!(["excluded"]));
    assert_eq!(turns("OWN-1")[0], "added");
    let excluded = by_id(rows, "A.8.4");
    assert_eq!(
        excluded["exclusion"],
        value!({"by": "jane", "on": "2026-05-03", "until": "2027-05-03", "reason": "We write no programs."})
    );
    // Another owner is no change of the statement: A.5.1 has only that.
    let ids: Vec<&Value> = list(rows).iter().map(|row| &row["id"]).collect();
    assert_eq!(ids, ["A.7.4", "A.8.1", "A.8.4", "OWN-1"]);
    let totals = &letter["totals"];
    assert_eq!(
        (
            &totals["then"]["controls"],
            &totals["now"]["controls"],
            &totals["changed"]
        ),
        (&value!(93), &value!(94), &value!(4))
    );
    assert_eq!(
        (&letter["header"]["then"]["side"]["as_of"], &letter["as_of"]),
        (&value!(super::THEN), &value!(super::NOW))
    );
}

#[test]
fn it_comes_in_every_format_of_reports() {
    let md = letter("md");
    for part in [
        "# Changes of the Statement of Applicability",
        "Two Chairs Carpentry",
        "excluded",
        "We write no programs.",
        "by Jane Doe on 2026-05-03",
    ] {
        assert!(md.contains(part), "{part} in {md}");
    }
    assert!(letter("html").contains("Another firm runs the building."));
    let csv = letter("csv");
    assert_eq!(csv.lines().count(), 5, "{csv}");
}

#[test]
fn a_statement_that_did_not_change_says_so() {
    let outcome = story(&[]).run(&["soa", "--since", "v1"]);
    assert_eq!(outcome.code, 0);
    assert!(
        outcome.stdout.contains("Nothing in the statement changed."),
        "{}",
        outcome.stdout
    );
}

#[test]
fn it_takes_no_grouping_and_no_unknown_revision() {
    let world = world();
    assert_eq!(
        world
            .run(&["soa", "--since", "v1", "--by", "control_type"])
            .code,
        2
    );
    assert_eq!(world.run(&["soa", "--since", "v9"]).code, 2);
}
