//! The reports that a meeting begins with: the inputs of a management review, and the plan of an audit.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

use serde_json::{Value, json};
use world::{AS_OF, World};

const ISMS: &str = include_str!("meetings/isms.yaml");

fn world(isms: &str) -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"building\"\n");
    world.write("isms/isms.yaml", isms);
    world
}

fn json(world: &World, as_of: &str, args: &[&str]) -> Value {
    let fixed = ["report", args[0], "--as-of", as_of, "--format", "json"];
    let outcome = world.run(&[&fixed[..], &args[1..]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    serde_json::from_str(&outcome.stdout).unwrap()
}

fn review(args: &[&str]) -> Value {
    json(
        &world(ISMS),
        AS_OF,
        &[&["management-review"], args].concat(),
    )
}

/// The rows of an input as `item: text`, with the state.
fn said(report: &Value, input: &str) -> Vec<String> {
    let rows = report["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["input"] == input)
        .map(|row| {
            let text = |field: &str| row[field].as_str().unwrap_or_default();
            let late = if row["overdue"] == true { "!" } else { "" };
            format!(
                "{}: {} [{}{late}]",
                text("item"),
                text("text"),
                text("state")
            )
        })
        .collect()
}

#[test]
fn the_next_review_looks_at_what_came_after_the_facts_of_the_last() {
    let report = review(&[]);
    let header = &report["header"];
    assert_eq!(
        (&header["review"], &header["from"]),
        (&Value::Null, &json!("2025-12-01"))
    );
    assert_eq!(
        (&header["previous"]["id"], &header["to"]),
        (&json!("MR-2"), &json!(AS_OF))
    );
    assert_eq!(
        said(&report, "a"),
        ["MR-1: Never done [open!]", "MR-2: Hire [in-progress]"]
    );
    let issues = [
        "I-1: reviewed on 2026-02-01: Still so. []",
        "I-1: evaluated on 2026-03-01: A deputy is there. []",
    ];
    assert_eq!(said(&report, "b"), issues);
    let party = "customers: reviewed on 2026-02-02: They ask for a certificate.";
    assert_eq!(
        said(&report, "c"),
        [format!("{party} (requirements: 1, not addressed: 1) []")]
    );
    assert_eq!(
        said(&report, "e"),
        [
            "NC-3: An answer took a week. [open]".to_owned(),
            format!("{party} []")
        ]
    );
    assert_eq!(said(&report, "g"), ["IM-1: Buy readers [open]"]);
}

#[test]
fn performance_is_that_of_the_time_with_trends_against_the_time_before() {
    let report = review(&[]);
    let found = [
        "NC-2: minor; came to light on 2026-05-01 [open]",
        "NC-2: action NC-2-1 Buy one [open!]",
        "NC-3: came to light on 2026-04-01 [open]",
    ];
    assert_eq!(said(&report, "d1"), found);
    let measured = [
        "incidents: 4 on 2026-05-01, target below 3; worse than 1 on 2025-06-01; values in this time: 1, 0 of them on target [missed]",
        "old: not measured in this time; 1 on 2025-06-01 before; no target [not-measured]",
        "patching: 97.5 % on 2026-08-01, target at least 95 %; better than 80 % on 2025-06-01; values in this time: 2, 1 of them on target [met]",
    ];
    assert_eq!(said(&report, "d2"), measured);
    let audit = "IA-2: held on 2026-05-01: 0 major nonconformities, 1 minor nonconformities, 0 observations, 1 opportunities; It works. [internal]";
    assert_eq!(said(&report, "d3"), [audit]);
    let objective = "O-1: from 80, target 95, last value 97.5 on 2026-08-01 [open!]";
    assert_eq!(said(&report, "d4"), [objective]);
}

#[test]
fn a_nonconformity_of_a_failed_test_came_to_light_when_it_failed() {
    let more = "---
kind: control
id: A.8.13
applicable: true
tests:
  - id: restore
    results: [{on: 2026-03-02, result: fail}, {on: 2026-04-07, result: pass}, {on: 2026-12-01, result: fail}]
---
kind: nonconformity
id: NC-test
title: A restore failed
source: A.8.13/restore
";
    let report = json(
        &world(&(ISMS.to_owned() + more)),
        AS_OF,
        &["management-review"],
    );
    let said = said(&report, "d1");
    let ours = said.iter().find(|line| line.starts_with("NC-test"));
    assert!(
        ours.is_some_and(|line| line.contains("came to light on 2026-03-02")),
        "{said:?}"
    );
}

#[test]
fn risks_are_counted_by_level_and_what_is_late_is_named() {
    // 3 × 3 = 9; the failed test makes its control count nothing today, and
    // the action brings it back: (3 − 2) × 3 = 3. R-2: 2 × 3 = 6.
    let report = review(&[]);
    let risks = [
        ": 2 High []",
        ": 2 High []",
        ": 1 High, 1 Low []",
        "R-1: high (9) today, low (3) when the plan is done [open]",
        "R-2: high (6) today, high (6) when the plan is done [open]",
        ": 2 open, 0 waiting for a decision, 0 complete, 0 unknown []",
        "R-1: Finish R-1-1: Mend the login, for R-1 A laptop is stolen [!]",
    ];
    assert_eq!(said(&report, "f"), risks);
    let late = report["rows"].as_array().unwrap().iter();
    let late = late.filter(|row| row["overdue"] == true).count();
    assert_eq!(report["totals"]["overdue"], late);
}

#[test]
fn what_is_printed_to_paste_reads_as_the_fields_of_a_review() {
    let world = world(ISMS);
    world.commit_all("all");
    let report = json(&world, AS_OF, &["management-review"]);
    let yaml = report["header"]["yaml"].as_str().unwrap();
    let revision = report["revision"].as_str().unwrap();
    let at = format!("generated_at: {{revision: '{revision}', as_of: {AS_OF}}}\n");
    assert!(
        yaml.contains(&at) && yaml.contains("  d3: {generated: true}\n"),
        "{yaml}"
    );
    let filled = yaml
        .replace("text: \"\"", "text: Go on")
        .replace("owner: \"\"", "owner: jane")
        .replace("due: \"\"", "due: 2027-01-31");
    let head = "kind: management-review\nid: MR-3\ntitle: Review 2026\nheld: 2026-11-20\n";
    world.write("isms/review.yaml", format!("{head}{filled}"));
    let checked = world.run(&["check", "--as-of", AS_OF, "isms/review.yaml"]);
    assert!(!checked.stdout.contains("error["), "{}", checked.stdout);
    let empty = World::with("isms/a.yaml", "kind: person\nid: ann\nname: Ann\n");
    let empty = json(&empty, AS_OF, &["management-review"]);
    let yaml = empty["header"]["yaml"].as_str().unwrap();
    assert!(yaml.contains("  a: {text: Nothing was recorded in this time.}\n"));
    assert!(
        yaml.contains("# Commit first") && !yaml.contains("revision:"),
        "{yaml}"
    );
}

#[test]
fn a_held_review_is_reproduced_by_the_command_that_it_prints() {
    let world = world(ISMS);
    world.commit_all("before the meeting");
    let before = json(&world, AS_OF, &["management-review"]);
    let revision = before["revision"].as_str().unwrap();
    let held = format!(
        "kind: management-review\nid: MR-3\ntitle: Review 2026\nheld: 2026-11-25\ninputs: {{a: {{text: All of them.}}}}\ngenerated_at: {{revision: '{revision}', as_of: {AS_OF}}}\n"
    );
    world.write("isms/review.yaml", held);
    world.write(
        "isms/isms.yaml",
        ISMS.replace("status: in-progress", "status: done, done: 2027-01-05"),
    );
    world.commit_all("after the meeting");
    let after = json(&world, "2027-02-01", &["management-review", "MR-3"]);
    let header = &after["header"];
    assert_eq!(
        (&header["from"], &header["to"]),
        (&json!("2025-12-01"), &json!(AS_OF))
    );
    assert_eq!(
        (&header["yaml"], &header["inputs"][0]["said"]),
        (&Value::Null, &json!("All of them."))
    );
    let command = header["reproduce"].as_str().unwrap();
    let args: Vec<&str> = command
        .split(' ')
        .skip(1)
        .chain(["--format", "json"])
        .collect();
    let again = world.run(&args);
    assert_eq!(again.code, 0, "{}", again.stderr);
    let again: Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!(again, before);
    let next = json(&world, "2027-02-01", &["management-review"]);
    assert_eq!(next["header"]["from"], AS_OF);
}

#[test]
fn an_unknown_review_is_refused_and_a_hostile_revision_is_not_made_a_command() {
    let isms = ISMS.replace("revision: 0123abc", "revision: '$(rm -r x)'");
    let world = world(&isms);
    let report = json(&world, AS_OF, &["management-review", "MR-2"]);
    assert_eq!(report["header"]["reproduce"], Value::Null);
    let unknown = world.run(&["report", "management-review", "MR-9"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("MR-9"), "{}", unknown.stderr);
}

#[test]
fn what_is_broken_is_named_and_its_levels_are_unknown() {
    let isms = ISMS.replace("title: Fire\n", "title: Fire\ncolour: red\n");
    let outcome = world(&isms).run(&[
        "report",
        "management-review",
        "--as-of",
        AS_OF,
        "--format",
        "json",
    ]);
    assert_eq!(outcome.code, 1);
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(
        said(&report, "f")[..2],
        [": 1 unknown, 1 High []", ": 1 unknown, 1 High []"]
    );
    let affects = &report["header"]["incomplete"];
    assert!(affects.to_string().contains("risk/R-2"), "{affects}");
}

fn plan(args: &[&str]) -> Value {
    json(&world(ISMS), AS_OF, &[&["audit-plan"], args].concat())
}

fn row<'v>(report: &'v Value, id: &str) -> &'v Value {
    let rows = report["rows"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == id).unwrap()
}

fn column(report: &Value, holds: impl Fn(&Value) -> bool) -> Vec<&str> {
    let rows = report["rows"].as_array().unwrap().iter();
    let ids = rows.filter(|row| holds(row));
    ids.map(|row| row["id"].as_str().unwrap()).collect()
}

#[test]
fn the_next_internal_audit_is_planned_with_the_clauses_and_applicable_controls_of_its_scope() {
    let report = plan(&[]);
    assert_eq!(report["header"]["audit"]["id"], "IA-3");
    assert_eq!(
        column(&report, |row| row["sort"] == "clause"),
        ["8.1", "8.2", "8.3", "9.1"]
    );
    // A.8.5 was tested after A.8.24 was audited; A.7.4 is excluded.
    assert_eq!(
        column(&report, |row| row["sort"] == "control"),
        ["A.8.24", "A.8.5"]
    );
    let sample = json!({"size": 2, "of": 2, "seed": "IA-3"});
    assert_eq!(report["header"]["sample"], sample);
    let login = row(&report, "A.8.5");
    assert_eq!(
        (&login["rank"], &login["people"]),
        (&json!(2), &json!(["omar"]))
    );
    assert_eq!(
        login["last_test"],
        json!({"id": "login", "on": "2026-06-30", "result": "fail"})
    );
    assert_eq!(
        (&login["evidence"], &login["audits"]),
        (&json!(["logins"]), &json!(["IA-1"]))
    );
    let ties = &report["header"]["audit"]["auditors"][0]["ties"];
    assert!(ties.to_string().contains("A.8.24"), "{ties}");
    let latest = json(
        &world(&ISMS.replace("planned: 2027-05-01", "held: 2026-11-01")),
        AS_OF,
        &["audit-plan"],
    );
    assert_eq!(latest["header"]["audit"]["id"], "IA-3");
}

#[test]
fn a_sample_is_the_same_for_the_same_seed_and_as_large_as_asked() {
    let one = ["--sample", "1", "--seed", "s"];
    let first = plan(&one);
    assert_eq!(first["rows"], plan(&one)["rows"]);
    assert_eq!(column(&first, |row| !row["rank"].is_null()), ["A.8.24"]);
    assert_eq!(
        first["header"]["sample"],
        json!({"size": 1, "of": 2, "seed": "s"})
    );
    assert_eq!(plan(&["--sample", "99"])["header"]["sample"]["size"], 2);
    let whole = json(
        &world(&ISMS.replace(", controls: [A.8.5, A.8.24, A.7.4]", "")),
        AS_OF,
        &["audit-plan"],
    );
    assert_eq!(column(&whole, |row| row["sort"] == "control"), [""; 0]);
}

#[test]
fn more_than_ten_controls_are_sampled_by_a_tenth_but_at_least_five() {
    let many = |count: usize| -> Value {
        let control = |n: usize| {
            format!(
                "---\nkind: control\nid: X-{n}\ntitle: Own {n}\napplicable: true\nstatus: planned\n"
            )
        };
        let ids: Vec<String> = (1..=count).map(|n| format!("X-{n}")).collect();
        let isms = ISMS.replace("[A.8.5, A.8.24, A.7.4]", &format!("[{}]", ids.join(", ")));
        let isms = isms + &(1..=count).map(control).collect::<String>();
        json(&world(&isms), AS_OF, &["audit-plan"])["header"]["sample"].clone()
    };
    assert_eq!(
        (many(10)["size"].clone(), many(11)["size"].clone()),
        (json!(10), json!(5))
    );
    assert_eq!(many(61)["size"], 7);
}

#[test]
fn each_person_who_answers_for_something_has_a_sheet_with_what_the_isms_says() {
    let report = plan(&[]);
    let sheets = report["header"]["interviews"].as_array().unwrap();
    let people: Vec<&Value> = sheets.iter().map(|sheet| &sheet["name"]).collect();
    assert_eq!(people, ["Jane Doe", "Omar Haddad"]);
    let omar = sheets[1]["topics"].as_array().unwrap();
    let topics: Vec<&Value> = omar.iter().map(|topic| &topic["id"]).collect();
    assert_eq!(topics, ["8.1", "8.2", "8.3", "9.1", "A.8.5"]);
    let login = &omar[4];
    assert_eq!(
        login["says"],
        json!([
            "Every login asks for a second factor.",
            "Test login: Try ten logins"
        ])
    );
    let shown = json!([
        "logins Ten logins, collected on 2026-06-30",
        "Result of the test login on 2026-06-30: fail"
    ]);
    assert_eq!(login["show"], shown);
    let asked = login["questions"].to_string();
    assert!(
        asked.contains("The test login failed on 2026-06-30"),
        "{asked}"
    );
    let keys = &sheets[0]["topics"][0];
    assert_eq!(keys["id"], "A.8.24");
    assert!(
        keys["questions"][1]
            .as_str()
            .unwrap()
            .starts_with("It is planned: what is missing")
    );
    assert!(
        omar[3]["show"]
            .to_string()
            .contains("documents of the kind metric")
    );
    let all = plan(&["IA-2"]);
    assert_eq!(all["header"]["nobody"], json!([]));
    let nobody = json(
        &world(&ISMS.replace("holders: [{person: omar, from: 2020-01-01}]", "")),
        AS_OF,
        &["audit-plan"],
    );
    assert_eq!(
        nobody["header"]["nobody"],
        json!(["8.1", "8.2", "8.3", "9.1", "A.8.5"])
    );
}

#[test]
fn coverage_names_what_no_audit_has_seen_and_nothing_while_an_audit_is_broken() {
    let report = plan(&[]);
    let seen = &report["header"]["coverage"];
    assert_eq!(
        (&seen["cycle"], &seen["controls_left"]),
        (&json!("3y"), &json!(["A.5.1"]))
    );
    assert!(!seen["clauses_left"].to_string().contains("9.1\""));
    let broken = world(&ISMS.replace("title: Audit 2025\n", "title: Audit 2025\nyear: 2025\n"));
    let outcome = broken.run(&["report", "audit-plan", "--as-of", AS_OF, "--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(
        (outcome.code, &report["header"]["coverage"]),
        (1, &Value::Null)
    );
    assert_eq!(row(&report, "A.8.5")["audits"], Value::Null);
}

#[test]
fn both_are_written_for_people_and_without_any_meeting() {
    for isms in [ISMS, "kind: organization\nname: Example Ltd\n"] {
        let world = world(isms);
        for name in ["management-review", "audit-plan"] {
            for format in ["md", "html", "csv"] {
                let args = ["report", name, "--as-of", AS_OF, "--format", format];
                let outcome = world.run(&args);
                assert_eq!(outcome.code, 0, "{name} {format}: {}", outcome.stderr);
                assert!(!outcome.stdout.is_empty());
            }
        }
    }
    let text = world(ISMS)
        .run(&["report", "audit-plan", "--as-of", AS_OF])
        .stdout;
    assert!(text.contains("## Interview: Omar Haddad\n"), "{text}");
    let text = world(ISMS)
        .run(&["report", "management-review", "MR-2", "--as-of", AS_OF])
        .stdout;
    assert!(
        text.contains("`isms --at 0123abc --as-of 2025-12-01 report management-review`"),
        "{text}"
    );
}
