//! `isms impact`: what would move is what moves once the change is made, and no file is touched.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "support/world.rs"]
mod world;

#[path = "trace/company.rs"]
mod company;

use company::{company, documents};
use serde_json::{Value, json};
use world::{AS_OF, Outcome, World};

fn impact(world: &World, args: &[&str]) -> Outcome {
    let all: Vec<&str> = [&["impact", "--as-of", AS_OF][..], args].concat();
    world.run(&all)
}

fn data(world: &World, args: &[&str]) -> Value {
    let outcome = impact(world, &[args, &["--format", "json"]].concat());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}");
    assert_eq!(
        std::fs::read_to_string(world.join("isms/all.yaml")).unwrap(),
        documents(),
        "impact writes nothing"
    );
    serde_json::from_str(&outcome.stdout).unwrap()
}

/// What moves in the only scenario.
fn moves(world: &World, args: &[&str]) -> Value {
    let data = data(world, args);
    let scenarios = data["scenarios"].as_array().unwrap();
    assert_eq!(scenarios.len(), 1, "{scenarios:#?}");
    scenarios[0]["moves"].clone()
}

fn column(rows: &Value, keys: &[&str]) -> Vec<Vec<String>> {
    let text = |value: &Value| match value.as_str() {
        Some(text) => text.to_owned(),
        None => value.to_string(),
    };
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| keys.iter().map(|key| text(&row[*key])).collect())
        .collect()
}

fn rules(findings: &Value) -> Vec<String> {
    column(findings, &["rule"]).concat()
}

#[test]
fn a_control_that_works_moves_levels_plan_statement_and_findings() {
    let world = company();
    let moves = moves(&world, &["A.8.24", "--set", "status=implemented"]);
    let level = &moves["levels"][0];
    assert_eq!(
        (&level["id"], &level["moment"], &level["from"], &level["to"]),
        (
            &json!("R-1"),
            &json!("current"),
            &json!({"level": "High", "score": 6}),
            &json!({"level": "Low", "score": 2})
        )
    );
    assert_eq!(
        (&level["worse"], &level["above"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(
        moves["levels"].as_array().unwrap().len(),
        1,
        "the target stays"
    );
    assert_eq!(
        column(&moves["soa"], &["id", "field", "from", "to"]),
        [["A.8.24", "status", "planned", "implemented"]]
    );
    let gone = rules(&moves["findings_fixed"]);
    assert!(
        gone.contains(&"obligation-relies-on-unimplemented-control".to_owned()),
        "{gone:?}"
    );
    let asked = column(&moves["people"], &["person"]).concat().concat();
    assert!(asked.contains("jane") && asked.contains("omar"), "{asked}");
}

#[test]
fn what_is_shown_is_what_a_check_says_once_the_change_is_made() {
    let world = company();
    let told = moves(&world, &["A.8.5", "--set", "status=not-started"]);
    let count = |world: &World| {
        let (_, findings) = world.check(&[]);
        let rules = findings.all().iter();
        let mut rules: Vec<String> = rules
            .map(|f| f["rule"].as_str().unwrap().to_owned())
            .collect();
        rules.sort();
        rules
    };
    let mut before = count(&world);
    let text = documents().replace(
        "id: A.8.5\napplicable: true\nstatus: implemented",
        "id: A.8.5\napplicable: true\nstatus: not-started",
    );
    world.write("isms/all.yaml", text);
    let after = count(&world);
    before.extend(rules(&told["findings_new"]));
    for rule in rules(&told["findings_fixed"]) {
        let at = before.iter().position(|one| *one == rule).unwrap();
        before.remove(at);
    }
    before.sort();
    assert_eq!(before, after);
    assert!(
        told["levels"].to_string().contains("\"score\":9"),
        "{}",
        told["levels"]
    );
}

#[test]
fn a_decision_that_would_be_stale_names_who_is_to_be_asked() {
    let world = company();
    let moves = moves(
        &world,
        &["R-1", "--set", "treatment.actions[0].due=2027-06-30"],
    );
    assert_eq!(
        column(
            &moves["decisions"],
            &["subject", "field", "by", "from", "to"]
        ),
        [["risk/R-1", "treatment.approval", "jane", "valid", "stale"]]
    );
    assert_eq!(
        moves["decisions"][0]["ask"],
        json!([{"id": "jane", "name": "Jane Doe"}])
    );
    assert_eq!(moves["people"][0]["person"]["id"], "jane");
    assert_eq!(moves["levels"], json!([]));
    let text = impact(
        &world,
        &["R-1", "--set", "treatment.actions[0].due=2027-06-30"],
    )
    .stdout;
    assert!(
        text.contains("approval of the treatment plan by jane: holds → stale"),
        "{text}"
    );
    assert!(text.contains("to be asked: jane, Jane Doe"), "{text}");
}

#[test]
fn several_fields_move_together_and_a_new_one_can_be_made() {
    let world = company();
    let told = moves(
        &world,
        &[
            "R-2",
            "--set",
            "inherent.likelihood=3",
            "--set",
            "inherent.impact=3",
        ],
    );
    assert_eq!(
        column(&told["levels"], &["moment"]).concat(),
        ["inherent", "current", "target"]
    );
    assert_eq!(
        column(&told["plan"], &["id", "from", "to"]),
        [["R-2", "not in the plan", "open"]]
    );
    let told = moves(&world, &["plans", "--set", "cia.availability=3"]);
    assert_eq!(told["criticality"], json!([]), "it was critical before");
    let told = moves(&world, &["risk-method", "--set", "acceptable_up_to=low"]);
    let criteria = column(&told["levels"], &["id", "moment"]);
    assert!(
        criteria.contains(&vec!["R-2".to_owned(), "criterion".to_owned()]),
        "{criteria:?}"
    );
}

#[test]
fn nothing_moves_when_nothing_changes_and_a_reference_to_nothing_is_a_finding() {
    let world = company();
    let moves_of_same = moves(&world, &["R-1", "--set", "owner=jane"]);
    assert!(
        moves_of_same
            .as_object()
            .unwrap()
            .values()
            .all(|list| *list == json!([]))
    );
    assert!(
        impact(&world, &["R-1", "--set", "owner=jane"])
            .stdout
            .contains("nothing moves")
    );
    let dangling = moves(&world, &["R-1", "--set", "owner=nobody"]);
    assert!(rules(&dangling["findings_new"]).contains(&"dangling-reference".to_owned()));
}

#[test]
fn a_control_without_a_change_is_looked_at_both_ways() {
    let world = company();
    let told = data(&world, &["A.8.5"]);
    let names = column(&told["scenarios"], &["name"]).concat();
    assert_eq!(names, ["If it failed", "If it were implemented"]);
    let failed = &told["scenarios"][0]["moves"]["levels"];
    assert_eq!(column(failed, &["id", "moment"])[0], ["R-1", "current"]);
    assert_eq!(failed[0]["to"]["score"], 9);
    assert_eq!(
        told["scenarios"][1]["moves"]["levels"],
        json!([]),
        "it is implemented already"
    );
    // Without a document it can only begin to work.
    let told = data(&world, &["A.5.7"]);
    assert_eq!(
        column(&told["scenarios"], &["name"]).concat(),
        ["If it were implemented"]
    );
    assert_eq!(
        column(
            &told["scenarios"][0]["moves"]["soa"],
            &["field", "from", "to"]
        ),
        [
            ["applicability", "undecided", "applicable"],
            ["status", "none", "implemented"]
        ]
    );
}

#[test]
fn what_rests_on_an_asset_is_followed_to_the_levels_of_risks() {
    let world = company();
    let told = data(&world, &["server"]);
    assert_eq!(told["scenarios"], json!([]));
    let rests = column(&told["dependents"], &["subject", "through"]);
    let has = |subject: &str, through: &str| {
        rests.contains(&vec![subject.to_owned(), through.to_owned()])
    };
    assert!(
        has("asset/plans", "[]") && has("risk/R-2", "[]"),
        "{rests:?}"
    );
    assert!(has("risk/R-1", "[\"asset/plans\"]"), "{rests:?}");
    assert_eq!(column(&told["levels"], &["id"]).concat(), ["R-1", "R-2"]);
    assert_eq!(told["levels"][0]["above"], true);
    // Whoever owns an asset does not become part of what rests on it.
    let jane = data(&world, &["jane"]);
    let rests = column(&jane["dependents"], &["subject", "through"]);
    let through_role = ["risk/R-2", "[\"role/security-lead\"]"].map(str::to_owned);
    assert!(rests.contains(&through_role.to_vec()), "{rests:?}");
    let through_asset = rests.iter().any(|one| one[1].contains("asset/"));
    assert!(!through_asset, "{rests:?}");
}

#[test]
fn a_change_that_cannot_be_is_refused_with_the_way_out() {
    let world = company();
    for (args, told) in [
        (
            &["R-1", "--set", "inherent.impakt=2"][..],
            "did you mean `impact`?",
        ),
        (
            &["R-1", "--set", "inherent.impact=high"],
            "`inherent.impact` is the text `high`",
        ),
        (
            &["R-1", "--set", "treatment.controls.control=A.5.1"],
            "write `treatment.controls[0].control`",
        ),
        (&["R-1", "--set", "title.short=x"], "it is a single value"),
        (&["R-1", "--set", "title[0]=x"], "`title` is not a list"),
        (&["R-1", "--set", "id=R-9"], "cannot be changed"),
        (
            &["R-1", "--set", "treatment.actions[9].due=2027-01-01"],
            "cannot be set",
        ),
        (
            &["R-1", "--set", "assessed=31/12/2026"],
            "Did you mean `2026-12-31`?",
        ),
        (&["R-11", "--set", "owner=jane"], "did you mean `R-1`?"),
        (&["6.1.2"], "given by the standard"),
        (&["soa"], "given by the standard"),
    ] {
        let outcome = impact(&world, args);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?}");
        assert!(
            outcome.stderr.contains(told),
            "{args:?}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn a_change_to_a_past_state_is_judged_in_that_state() {
    let world = company();
    world.commit_all("All");
    world.write(
        "isms/all.yaml",
        documents().replace(
            "inherent: {likelihood: 3, impact: 3}",
            "inherent: {likelihood: 1, impact: 1}",
        ),
    );
    let args = [
        "R-1",
        "--set",
        "inherent.impact=2",
        "--at",
        "HEAD",
        "--format",
        "json",
    ];
    let outcome = impact(&world, &args);
    let told: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let from = &told["scenarios"][0]["moves"]["levels"][0]["from"];
    assert_eq!(from["score"], 9);
}
