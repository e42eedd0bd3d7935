//! `isms trend`: figures worked out by hand on a small history, which steps there are, and what is a gap.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "trend/formats.rs"]
mod formats;
#[path = "trend/past.rs"]
mod past;
#[path = "trend/patched.rs"]
mod patched;
#[path = "support/world.rs"]
mod world;

use past::{CONTROL, METHOD, Past, SETTINGS, risk};
use serde_json::{Value, json};

/// Treated by a control that works, with the owner's approval: complete in the plan.
const TREATED: &str = "treatment: {options: [modify], rationale: It costs little., controls: [{control: A.8.1, reduces: {likelihood: 2}}], approval: {by: jane, on: 2026-02-09}}\n";

/// Six commits: R-1 stands above the criterion for thirty days, then is treated; R-3 comes later; then the
/// settings break, R-2 rises above the criterion, and is closed.
fn year() -> Past {
    let past = Past::begin();
    let one = ("isms/r1.yaml", risk("R-1", 3, 5, ""));
    let two = ("isms/r2.yaml", risk("R-2", 1, 2, ""));
    past.commit(
        "2026-01-10",
        &[
            ("isms.toml", SETTINGS),
            ("isms/base.yaml", METHOD),
            ("isms/control.yaml", CONTROL),
            (one.0, &one.1),
            (two.0, &two.1),
        ],
    );
    past.commit("2026-01-20", &[("isms/r3.yaml", &risk("R-3", 2, 3, ""))]);
    past.commit(
        "2026-02-09",
        &[("isms/r1.yaml", &risk("R-1", 3, 5, TREATED))],
    );
    past.commit(
        "2026-03-01",
        &[("isms.toml", "stage = \"no such stage\"\n")],
    );
    past.commit(
        "2026-03-11",
        &[
            ("isms.toml", SETTINGS),
            ("isms/r2.yaml", &risk("R-2", 4, 5, "")),
        ],
    );
    let closed = risk(
        "R-2",
        4,
        5,
        "closed: {on: 2026-03-31, reason: The service is gone.}\n",
    );
    past.commit("2026-03-31", &[("isms/r2.yaml", &closed)]);
    past
}

/// One series over the steps.
fn over(trend: &Value, group: &str, column: &str) -> Vec<Value> {
    let steps = trend["steps"].as_array().unwrap().iter();
    steps
        .map(|step| step["values"][group][column].clone())
        .collect()
}

fn dates(trend: &Value) -> Vec<&str> {
    let steps = trend["steps"].as_array().unwrap().iter();
    steps.map(|step| step["date"].as_str().unwrap()).collect()
}

const NONE: Value = Value::Null;

#[test]
fn risks_are_counted_at_each_level_and_a_revision_with_broken_settings_is_a_gap() {
    let trend = year().trend(&[]);
    assert_eq!(
        dates(&trend),
        [
            "2026-01-10",
            "2026-01-20",
            "2026-02-09",
            "2026-03-01",
            "2026-03-11",
            "2026-03-31"
        ]
    );
    assert_eq!(
        over(&trend, "levels", "low"),
        [json!(1), json!(1), json!(1), NONE, json!(0), json!(0)]
    );
    assert_eq!(
        over(&trend, "levels", "medium"),
        [json!(0), json!(1), json!(2), NONE, json!(2), json!(2)]
    );
    assert_eq!(
        over(&trend, "levels", "high"),
        [json!(1), json!(1), json!(0), NONE, json!(1), json!(0)]
    );
    assert_eq!(trend["gaps"], 1);
    let gap = &trend["steps"][3];
    assert!(
        gap["gap"].as_str().unwrap().contains("isms.toml:1"),
        "{gap}"
    );
    assert!(gap["values"]["findings"].is_null() && gap["not_judged"].is_null());
}

#[test]
fn days_above_the_criterion_run_from_step_to_step_and_not_over_a_gap() {
    let trend = year().trend(&["--series", "exposure"]);
    // R-1 for 10 and 20 days; R-2 for the 20 days until it is closed, not for the 10 of the gap.
    let days = [json!(0), json!(10), json!(30), NONE, json!(30), json!(50)];
    assert_eq!(over(&trend, "exposure", "days"), days);
}

#[test]
fn treatment_takes_from_the_first_step_with_the_risk_to_the_first_at_which_it_is_complete() {
    let trend = year().trend(&["--series", "treatment,criterion"]);
    let mean = [NONE, NONE, json!(30), NONE, json!(30), json!(30)];
    assert_eq!(over(&trend, "treatment", "mean_days"), mean);
    let treated = [json!(0), json!(0), json!(1), NONE, json!(1), json!(1)];
    assert_eq!(over(&trend, "treatment", "treated"), treated);
    let open = [json!(1), json!(1), json!(0), NONE, json!(1), json!(0)];
    assert_eq!(over(&trend, "criterion", "unaccepted"), open);
    assert_eq!(trend["steps"][0]["values"].as_object().unwrap().len(), 2);
}

#[test]
fn a_month_is_its_last_commit_and_coarser_steps_give_coarser_days() {
    let trend = year().trend(&["--by", "month"]);
    assert_eq!(dates(&trend), ["2026-01-20", "2026-02-09", "2026-03-31"]);
    assert_eq!(
        over(&trend, "exposure", "days"),
        [0, 20, 20].map(Value::from)
    );
    assert_eq!(
        over(&trend, "treatment", "mean_days"),
        [NONE, json!(20), json!(20)]
    );
}

#[test]
fn tags_of_the_history_are_steps_whatever_their_sort_and_others_are_not() {
    let past = year();
    let [.., second, _, _, _, last] = &past.ids()[..] else {
        panic!("six commits");
    };
    past.tag("v1", second, false);
    past.tag("same", second, true);
    past.tag("v2", last, true);
    let side = past.commit_on(
        "side",
        "2026-02-01",
        second,
        &[("isms/r9.yaml", &risk("R-9", 5, 5, ""))],
    );
    past.tag("elsewhere", &side, false);
    let trend = past.trend(&["--by", "tag"]);
    assert_eq!(dates(&trend), ["2026-01-20", "2026-03-31"]);
    assert_eq!(trend["steps"][0]["tags"], json!(["same", "v1"]));
}

#[test]
fn a_merge_is_one_step_and_what_it_brings_counts_from_there() {
    let past = year();
    let [.., fork, tip] = &past.ids()[..] else {
        panic!("six commits");
    };
    let side = past.commit_on(
        "side",
        "2026-03-20",
        fork,
        &[("isms/r9.yaml", &risk("R-9", 5, 5, ""))],
    );
    past.merge("2026-04-10", tip, &side);
    let trend = past.trend(&["--series", "levels,exposure"]);
    assert_eq!(trend["steps"].as_array().unwrap().len(), 7);
    assert_eq!(over(&trend, "levels", "high")[5..], [0, 1].map(Value::from));
    assert_eq!(over(&trend, "exposure", "days")[6], 50);
}

#[test]
fn since_a_day_or_a_commit_the_age_of_what_was_there_is_not_known() {
    let past = year();
    let second = past.ids()[1].clone();
    for since in ["2026-01-15", &second] {
        let trend = past.trend(&["--since", since, "--series", "treatment,exposure"]);
        assert_eq!(dates(&trend)[0], "2026-01-20");
        let mean = over(&trend, "treatment", "mean_days");
        assert!(mean.iter().all(Value::is_null), "{mean:?}");
        assert_eq!(over(&trend, "treatment", "treated")[5 - 1], 1);
        assert_eq!(over(&trend, "exposure", "days")[4], 40);
        assert_eq!(trend["notes"].as_array().unwrap().len(), 1);
    }
    let side = past.commit_on("side", "2026-03-20", &second, &[("x", "x")]);
    for (since, why) in [
        (side.as_str(), "not on the first-parent history"),
        ("2027-01-01", "no commit on or after 2027-01-01"),
        ("nosuch", "nosuch"),
    ] {
        let outcome = past.run(&["trend", "--since", since]);
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains(why), "{outcome:?}");
    }
}

#[test]
fn at_ends_the_history_and_the_working_tree_is_in_no_step() {
    let past = year();
    let trend = past.trend(&["--at", "2026-02-15", "--series", "levels"]);
    assert_eq!(dates(&trend).last(), Some(&"2026-02-09"));
    past.write("isms/r7.yaml", &risk("R-7", 5, 5, ""));
    past.write("isms/base.yaml", &METHOD.replace("Jane", "Joan"));
    let outcome = past.run(&["trend", "--series", "levels", "--format", "json"]);
    assert!(outcome.stderr.contains("not committed"), "{outcome:?}");
    let trend: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(over(&trend, "levels", "high")[5], 0);
}

#[test]
fn a_history_that_began_without_settings_begins_with_a_gap() {
    let past = Past::begin();
    past.commit("2026-01-01", &[("README", "nothing yet")]);
    past.commit(
        "2026-01-02",
        &[("isms.toml", SETTINGS), ("isms/base.yaml", METHOD)],
    );
    let trend = past.trend(&["--series", "levels,controls"]);
    assert!(
        trend["steps"][0]["gap"]
            .as_str()
            .unwrap()
            .contains("isms.toml"),
        "{trend}"
    );
    assert_eq!(over(&trend, "controls", "undecided"), [NONE, json!(93)]);
}

#[test]
fn what_makes_no_sense_is_refused_with_a_way_out() {
    let past = year();
    for (args, why) in [
        (&["--series", "level"][..], "levels, criterion"),
        (&["--as-of", "2026-01-01"], "--at"),
        (&["--by", "tag"], "--by month"),
    ] {
        let outcome = past.run(&[&["trend"], args].concat());
        assert_eq!(outcome.code, 2, "{outcome:?}");
        assert!(outcome.stderr.contains(why), "{outcome:?}");
    }
    let plain = world::World::sound();
    let outcome = plain.run(&["trend"]);
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.stderr.contains("no history"), "{outcome:?}");
}
