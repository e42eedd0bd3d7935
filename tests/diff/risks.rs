//! What happens to risks, and why.

use super::Edit::{Change, Delete, Move, Put};
use super::{after, by_id, causes, ends, json, list, story};
use serde_json::{Value, json as value};

const R1: &str = "isms/risks/R-1.yaml";
const CONTROLS: &str = "isms/controls.yaml";

fn risk(id: &str, more: &str) -> String {
    format!(
        "kind: risk\nid: {id}\ntitle: Risk {id}\nowner: jane\nassets: [laptops]\ninherent: {{likelihood: 4, impact: 4}}\n{more}"
    )
}

#[test]
fn a_control_that_stops_working_raises_the_risks_that_rely_on_it() {
    let diff = after(&[Change(CONTROLS, "status: implemented", "status: planned")]);
    let risk = by_id(&diff["risks"], "R-1");
    assert_eq!(ends(&risk["current"]), "8 medium → 16 high");
    assert_eq!(causes(risk), ["control A.8.1: implemented → planned"]);
    assert_eq!(ends(&risk["causes"][0]["alone"]), "8 medium → 16 high");
    assert_eq!(
        (&risk["crossed"], &diff["rises"]),
        (&value!("up"), &value!(["R-1"]))
    );
    let control = by_id(&diff["controls"], "A.8.1");
    assert_eq!(
        control["status"],
        value!({"from": "implemented", "to": "planned"})
    );
    assert_eq!(control["moves"][0]["id"], "R-1");
    assert_eq!(ends(&control["moves"][0]["alone"]), "8 medium → 16 high");
    assert_eq!(list(&diff["risks"]).len(), 1);
}

#[test]
fn a_failed_test_counts_like_a_partial_control_and_is_named() {
    let test = "status: implemented\ntests: [{id: look, every: 12m, results: [{on: 2026-05-20, by: jane, result: fail}]}]";
    let diff = after(&[Change(CONTROLS, "status: implemented", test)]);
    // Half of 2 is 1: 4×3 = 12.
    let risk = by_id(&diff["risks"], "R-1");
    assert_eq!(ends(&risk["current"]), "8 medium → 12 high");
    let cause = risk["causes"][0]["to"].as_str().unwrap();
    assert!(
        cause.contains("its test `look` failed on 2026-05-20"),
        "{cause}"
    );
    let control = by_id(&diff["controls"], "A.8.1");
    assert_eq!(control["status"], Value::Null);
    assert_eq!(control["effect"]["from"], "implemented");
}

#[test]
fn an_edit_of_the_inherent_reading_is_named_with_both_values() {
    let diff = after(&[Change(R1, "likelihood: 4", "likelihood: 5")]);
    let risk = by_id(&diff["risks"], "R-1");
    assert_eq!(ends(&risk["inherent"]), "16 high → 20 high");
    assert_eq!(ends(&risk["current"]), "8 medium → 10 high");
    assert_eq!(causes(risk), ["edit inherent.likelihood: 4 → 5"]);
}

#[test]
fn two_causes_are_both_named() {
    let diff = after(&[
        Change(R1, "likelihood: 4", "likelihood: 5"),
        Change(CONTROLS, "status: implemented", "status: not-started"),
    ]);
    let risk = by_id(&diff["risks"], "R-1");
    assert_eq!(ends(&risk["current"]), "8 medium → 20 high");
    assert_eq!(
        causes(risk),
        [
            "edit inherent.likelihood: 4 → 5",
            "control A.8.1: implemented → not started"
        ]
    );
}

#[test]
fn another_treatment_is_named_by_its_control() {
    let diff = after(&[Change(R1, "reduces: {impact: 2}", "reduces: {impact: 1}")]);
    assert_eq!(
        causes(by_id(&diff["risks"], "R-1")),
        ["edit treatment.controls: A.8.1: impact −2 → impact −1"]
    );
}

#[test]
fn a_finished_action_lowers_the_risk() {
    let diff = after(&[Change(
        "isms/risks/R-2.yaml",
        "status: open",
        "status: done, done: 2026-05-01",
    )]);
    let risk = by_id(&diff["risks"], "R-2");
    assert_eq!(ends(&risk["current"]), "16 high → 8 medium");
    assert_eq!(causes(risk), ["action R-2-1: not done → done"]);
    assert_eq!(
        (&risk["crossed"], &diff["rises"]),
        (&value!("down"), &value!([]))
    );
    assert_eq!(
        risk["actions"][0]["status"],
        value!({"from": "open", "to": "done"})
    );
}

#[test]
fn time_alone_ends_a_sharing_when_the_base_is_named_and_not_when_it_was_found() {
    let world = story(&[]);
    let named = json(&world, &["v1", "v2"]);
    let risk = by_id(&named["risks"], "R-3");
    assert_eq!(ends(&risk["current"]), "8 medium → 16 high");
    assert_eq!(
        causes(risk),
        ["sharing insurer: in force → ended on 2026-04-30"]
    );
    assert_eq!(
        (&named["base"]["as_of"], &named["head"]["as_of"]),
        (&value!("2026-03-02"), &value!("2026-06-01"))
    );
    for same_day in [&["v1...v2"][..], &["v1", "v2", "--as-of", "2026-06-01"]] {
        assert_eq!(json(&world, same_day)["risks"], value!([]));
    }
}

#[test]
fn a_method_that_rates_otherwise_is_the_cause() {
    let diff = after(&[Change(
        "isms/method.yaml",
        "title: High, from: 10",
        "title: High, from: 8",
    )]);
    let risk = by_id(&diff["risks"], "R-1");
    assert_eq!(ends(&risk["current"]), "8 medium → 8 high");
    assert_eq!(
        causes(risk),
        ["method risk method: version 1.0 → version 1.0"]
    );
    assert_eq!(risk["crossed"], "up");
}

#[test]
fn a_stricter_criterion_is_crossed_without_a_change_of_the_level() {
    let diff = after(&[Change(
        "isms/method.yaml",
        "acceptable_up_to: medium",
        "acceptable_up_to: low",
    )]);
    let risk = by_id(&diff["risks"], "R-1");
    assert_eq!(risk["current"], Value::Null);
    assert_eq!(risk["criterion"], value!({"from": "Medium", "to": "Low"}));
    assert_eq!(diff["rises"], value!(["R-1"]));
}

#[test]
fn risks_come_go_and_are_closed() {
    let diff = after(&[
        Change(
            R1,
            "treatment:",
            "closed: {on: 2026-05-02, by: jane, reason: Laptops are gone., replaced_by: R-8}\ntreatment:",
        ),
        Put("isms/risks/R-8.yaml", risk("R-8", "threat: Loss\n")),
        Delete("isms/risks/R-3.yaml"),
    ]);
    let closed = by_id(&diff["risks"], "R-1");
    assert_eq!(
        (&closed["change"], &closed["closed"]["replaced_by"]),
        (&value!("ended"), &value!("R-8"))
    );
    let new = by_id(&diff["risks"], "R-8");
    assert_eq!(
        (&new["change"], &new["replaces"]),
        (&value!("added"), &value!(["R-1"]))
    );
    assert_eq!(ends(&new["current"]), "none → 16 high");
    assert_eq!(by_id(&diff["risks"], "R-3")["change"], "removed");
    // A new risk above its criterion counts as a rise; a closed one never.
    assert_eq!(diff["rises"], value!(["R-8"]));
}

#[test]
fn a_closed_risk_that_is_edited_or_deleted_does_not_go_unseen() {
    let closed = "closed: {on: 2026-03-02, by: jane, reason: Gone.}\n";
    let before = super::edited(
        &super::files(),
        &[
            Put("isms/risks/R-8.yaml", risk("R-8", closed)),
            Put("isms/risks/R-9.yaml", risk("R-9", closed)),
        ],
    );
    let after = super::edited(
        &before,
        &[
            Change("isms/risks/R-8.yaml", "Gone.", "It never was one."),
            Delete("isms/risks/R-9.yaml"),
        ],
    );
    let world = super::states(&[(super::THEN, before), (super::NOW, after)]);
    let diff = json(&world, &["v1...v2"]);
    let edited = by_id(&diff["risks"], "R-8");
    assert_eq!(edited["change"], "changed");
    let field = edited["fields"][0]["field"].as_str().unwrap();
    assert!(field.starts_with("closed"), "{field}");
    assert_eq!(by_id(&diff["risks"], "R-9")["change"], "removed");
    assert_eq!(diff["rises"], value!([]));
}

#[test]
fn a_renamed_risk_is_the_same_risk_and_what_refers_to_it_did_not_change() {
    let evidence = |risk: &str| {
        format!(
            "kind: evidence\nid: EV-1\ntitle: Invoice\nsupports: [{risk}]\nurl: https://example.com\n"
        )
    };
    let before = super::edited(
        &super::files(),
        &[
            Put("isms/evidence.yaml", evidence("R-1")),
            // An asset of the same name, of which something is found, is another thing.
            Put(
                "isms/assets/R-1.yaml",
                "kind: asset\nid: R-1\ntitle: Wagon\ntype: hardware\n".to_owned(),
            ),
        ],
    );
    let renamed = super::edited(
        &before,
        &[
            Change(R1, "id: R-1", "id: R-9"),
            Change("isms/evidence.yaml", "R-1", "R-9"),
            Move(R1, "isms/risks/R-9.yaml"),
        ],
    );
    let world = super::states(&[(super::THEN, before), (super::NOW, renamed)]);
    let diff = json(&world, &["v1...v2"]);
    assert_eq!(list(&diff["risks"]).len(), 1, "{:#}", diff["risks"]);
    let risk = by_id(&diff["risks"], "R-9");
    assert_eq!(
        (&risk["was"], &risk["change"]),
        (&value!("R-1"), &value!("changed"))
    );
    assert_eq!(diff["names"]["renamed"][0]["alike"], 100);
    assert_eq!(
        diff["names"]["moved"][0],
        value!({"from": R1, "to": "isms/risks/R-9.yaml", "documents": 1})
    );
    assert_eq!(
        (&diff["documents"], &diff["controls"]),
        (&value!([]), &value!([]))
    );
    assert_eq!(diff["findings"]["new"], value!([]));
}

#[test]
fn a_risk_with_another_id_and_other_words_is_another_risk() {
    let diff = after(&[
        Delete("isms/risks/R-3.yaml"),
        Put("isms/risks/R-7.yaml", "kind: risk\nid: R-7\ntitle: Customers leave\nthreat: Prices\nassets: [laptops]\ninherent: {likelihood: 1, impact: 2}\n".to_owned()),
    ]);
    assert_eq!(diff["names"]["renamed"], value!([]));
    assert_eq!(by_id(&diff["risks"], "R-3")["change"], "removed");
    assert_eq!(by_id(&diff["risks"], "R-7")["change"], "added");
}

#[test]
fn a_file_that_moved_is_no_change_of_what_it_holds() {
    let diff = after(&[Move(R1, "isms/register/R-1.yaml")]);
    assert_eq!(diff["risks"], value!([]));
    assert_eq!(diff["findings"]["new"], value!([]));
    assert_eq!(diff["names"]["moved"][0]["to"], "isms/register/R-1.yaml");
}

#[test]
fn comments_layout_and_the_order_of_keys_are_no_change() {
    let diff = after(&[Change(
        R1,
        "owner: jane\nthreat: Theft\n",
        "# seen in May\nthreat: \"Theft\"\nowner:   jane\n",
    )]);
    assert_eq!(diff["risks"], value!([]));
}

#[test]
fn owner_options_and_texts_are_told() {
    let diff = after(&[
        Change(R1, "owner: jane", "owner: omar"),
        Change(R1, "options: [modify]", "options: [modify, share]"),
        Change(R1, "Laptops are light", "Laptops are small"),
    ]);
    let risk = by_id(&diff["risks"], "R-1");
    assert_eq!(risk["owner"], value!({"from": "jane", "to": "omar"}));
    assert_eq!(risk["options"]["to"], value!(["modify", "share"]));
    let fields: Vec<&Value> = list(&risk["fields"])
        .iter()
        .map(|one| &one["field"])
        .collect();
    assert_eq!(fields, ["owner", "vulnerability", "treatment.options"]);
    assert_eq!(
        diff["people"]["ownership"][0]["subjects"],
        value!(["risk/R-1"])
    );
}

#[test]
fn what_cannot_be_read_is_unknown_and_neither_removed_nor_lower() {
    let world = story(&[]);
    world.write(R1, "kind: risk\nid: R-1\ntitle: [\n");
    let outcome = world.run(&["diff", "--format", "json", "--as-of", "2026-06-01"]);
    let diff: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(outcome.code, 1, "{outcome:?}");
    let risk = by_id(&diff["risks"], "R-1");
    assert_ne!(risk["change"], "removed");
    assert_eq!(risk["current"]["to"], Value::Null);
    assert_ne!(diff["incomplete"], value!([]));
}
