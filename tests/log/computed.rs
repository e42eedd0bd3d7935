//! `log --computed`: which commit moved the levels of a risk, its own or that of a control.

use crate::past::{Past, events};
use serde_json::{Value, json};

const METHOD: &str = "\
kind: risk-method
approach: asset-based
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels:
  - {id: low, title: Low, from: 1}
  - {id: medium, title: Medium, from: 5}
  - {id: high, title: High, from: 10}
acceptable_up_to: medium
may_accept: [{up_to: high, roles: [risk-owner]}]
partial_effect: 0
stacking: sum
";

const RISK: &str = "\
kind: risk
id: R-1
title: Fire
owner: jane
inherent: {likelihood: 4, impact: 3}
treatment:
  options: [modify]
  controls: [{control: A.8.5, reduces: {likelihood: 2}}]
";

fn control(status: &str) -> String {
    format!("kind: control\nid: A.8.5\napplicable: true\nstatus: {status}\nowner: jane\n")
}

fn levels(event: &Value) -> &Value {
    &event["levels"]
}

#[test]
fn a_control_that_moves_a_level_is_an_event_of_the_risk_and_one_that_does_not_is_none() {
    let files = [
        ("isms/method.yaml", METHOD),
        ("isms/risk.yaml", RISK),
        ("isms/control.yaml", &control("planned")),
    ];
    let (past, first) = Past::begun(&files);
    let next = |parent, day, change: &str, path| {
        past.commit(&[parent], day, "Eve Ray", "Next", &[(path, Some(change))])
    };
    let second = next(
        first,
        "2026-02-01",
        &control("implemented"),
        "isms/control.yaml",
    );
    let noted = control("implemented") + "notes: Checked.\n";
    let third = next(second, "2026-03-01", &noted, "isms/control.yaml");
    let tested =
        "tests: [{id: T-1, how: Try it., every: 12m, results: [{on: 2026-03-10, result: fail}]}]\n";
    let failed = next(third, "2026-03-10", &(noted + tested), "isms/control.yaml");
    let worse = RISK.replace("impact: 3", "impact: 5");
    let fourth = next(failed, "2026-04-01", &worse, "isms/risk.yaml");
    let past = past.at(fourth);
    assert_eq!(
        events(&past.log(&["R-1"])),
        ["2026-04-01 Eve Ray changed", "2026-01-01 Jane Doe created"]
    );
    let log = past.log(&["R-1", "--computed"]);
    assert_eq!(
        events(&log),
        [
            "2026-04-01 Eve Ray changed",
            "2026-03-10 Eve Ray changed",
            "2026-02-01 Eve Ray changed",
            "2026-01-01 Jane Doe created"
        ]
    );
    // A control whose test failed counts as partial, which is nothing here.
    let test = &log["events"][1];
    assert_eq!(test["other"], "control/A.8.5");
    assert_eq!(
        levels(test)[0],
        json!({"reading": "current", "from": "Medium", "to": "High"})
    );
    let own = &log["events"][0];
    assert_eq!(own["other"], Value::Null);
    // 4 × 5 is high as 4 × 3 was, and so is everything else while the control does not work.
    assert_eq!(*levels(own), json!([]));
    let other = &log["events"][2];
    assert_eq!(other["other"], "control/A.8.5");
    assert_eq!(other["changes"][0]["from"], "planned");
    // 4 × 3 is high, (4 − 2) × 3 medium.
    assert_eq!(
        levels(other)[0],
        json!({"reading": "current", "from": "High", "to": "Medium"})
    );
}

#[test]
fn levels_are_for_risks() {
    let (past, first) = Past::begun(&[]);
    let past = past.at(first);
    let outcome = past.world.run(&["log", "jane", "--computed"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("person/jane has no levels"),
        "{}",
        outcome.stderr
    );
}
