//! What happens to controls, decisions, policies, people, days, other documents and findings.

use super::Edit::{Change, Delete, Put};
use super::{after, by_id, json, list, story};
use serde_json::{Value, json as value};

const PEOPLE: &str = "isms/people.yaml";
const POLICY: &str = "isms/policies/backup.md";

#[test]
fn an_excluded_control_that_becomes_applicable_says_so_with_its_reasons() {
    let diff = after(&[Change(
        "isms/controls.yaml",
        "applicable: false\nexclusion: {by: jane, on: 2026-01-10, reason: Another firm runs the building.}",
        "applicable: true\nstatus: planned\nreasons: [business]",
    )]);
    let control = by_id(&diff["controls"], "A.7.4");
    assert_eq!(
        control["decision"],
        value!({"from": "excluded", "to": "applicable"})
    );
    assert_eq!(control["reasons_added"][0]["sort"], "business");
    assert_eq!(diff["soa"]["before"]["excluded"], 1);
    assert_eq!(diff["soa"]["after"]["excluded"], 0);
    let gone = &diff["decisions"][0];
    assert_eq!(
        (&gone["what"], &gone["turn"]),
        (&value!("exclusion"), &value!("withdrawn"))
    );
}

#[test]
fn a_risk_that_needs_a_control_is_a_reason_and_evidence_is_told() {
    let diff = after(&[
        Change("isms/risks/R-1.yaml", "controls: [{", "controls: [{control: A.7.4}, {"),
        Put("isms/evidence.yaml", "kind: evidence\nid: EV-1\ntitle: Invoice\nsupports: [A.8.1]\nurl: https://example.com\n".to_owned()),
        Change("isms/controls.yaml", "status: implemented\nowner: jane", "status: implemented\nowner: omar"),
    ]);
    let reasons = &by_id(&diff["controls"], "A.7.4")["reasons_added"];
    assert_eq!(
        (&reasons[0]["sort"], &reasons[0]["id"]),
        (&value!("risk"), &value!("R-1"))
    );
    let control = by_id(&diff["controls"], "A.8.1");
    assert_eq!(control["evidence_added"], value!(["EV-1"]));
    assert_eq!(control["owner"], value!({"from": "jane", "to": "omar"}));
}

#[test]
fn what_the_statement_does_not_say_of_a_control_is_told_by_field() {
    let control = "status: implemented\nowner: jane";
    let tests = format!("{control}\ntests: [{{id: T-1, how: Look.}}]");
    let diff = after(&[Change("isms/controls.yaml", control, tests.leak())]);
    let told = by_id(&diff["controls"], "A.8.1");
    assert_eq!(list(&told["fields"])[0]["field"], "tests");
    assert_eq!(list(&told["fields"]).len(), 1);
    let owner = after(&[Change("isms/controls.yaml", "owner: jane", "owner: omar")]);
    let told = by_id(&owner["controls"], "A.8.1");
    assert_eq!(told["fields"], value!([]), "the row tells of it");
}

#[test]
fn an_edited_decision_is_told_by_field_though_no_decision_was_taken() {
    let risk = |endorsed: &str| {
        format!(
            "kind: risk\nid: R-5\ntitle: Nothing is done\nowner: jane\nassets: [laptops]\nthreat: Rain\ninherent: {{likelihood: 4, impact: 4}}\ntreatment:\n  options: [retain]\n  acceptance: {{of: residual, level: high, by: jane, on: 2026-02-01, until: 2027-01-31, reason: {endorsed}}}\nreview: {{every: 6m, done: [{{on: 2026-02-01, by: jane}}]}}\n"
        )
    };
    let path = "isms/risks/R-5.yaml";
    let of = |from: &str, to: &str| {
        let before = super::edited(&super::files(), &[Put(path, from.to_owned())]);
        let after = super::edited(&before, &[Put(path, to.to_owned())]);
        let world = super::states(&[(super::THEN, before), (super::NOW, after)]);
        json(&world, &["v1", "v2"])
    };
    let fields = |diff: &Value| -> Vec<String> {
        let fields = list(&by_id(&diff["risks"], "R-5")["fields"]).iter();
        let each = fields.map(|one| one["field"].as_str().unwrap().to_owned());
        each.collect()
    };
    let was = risk("We can afford it.");
    let reason = of(&was, &risk("It is fine."));
    assert_eq!(reason["decisions"], value!([]));
    assert_eq!(fields(&reason), ["treatment.acceptance.reason"]);
    let every = of(&was, &was.replace("6m", "24m"));
    assert_eq!(fields(&every), ["review.every"]);
    let unheld = was.replace(", done: [{on: 2026-02-01, by: jane}]", "");
    let unheld = of(&was, &unheld);
    let review = &unheld["decisions"][0];
    assert_eq!(
        (&review["what"], &review["turn"]),
        (&value!("review"), &value!("withdrawn"))
    );
}

fn accepted(on: &str, until: &str) -> String {
    format!(
        "acceptance: {{of: residual, level: high, by: jane, on: {on}, until: {until}, reason: We can afford it.}}\n"
    )
}

#[test]
fn decisions_are_made_renewed_expire_and_are_withdrawn() {
    let retained = |decision: &str| {
        format!(
            "kind: risk\nid: R-5\ntitle: Nothing is done\nowner: jane\nassets: [laptops]\nthreat: Rain\ninherent: {{likelihood: 4, impact: 4}}\ntreatment:\n  options: [retain]\n  {decision}"
        )
    };
    let path = "isms/risks/R-5.yaml";
    let of = |before: &str, after: &str| {
        let before = super::edited(&super::files(), &[Put(path, retained(before))]);
        let after = super::edited(&before, &[Put(path, retained(after))]);
        let world = super::states(&[(super::THEN, before), (super::NOW, after)]);
        let diff = json(&world, &["v1", "v2"]);
        let found = list(&diff["decisions"])
            .iter()
            .find(|one| one["what"] == "acceptance")
            .cloned();
        found.unwrap_or(Value::Null)
    };
    let (first, second) = (
        accepted("2026-02-01", "2027-01-31"),
        accepted("2026-05-01", "2027-04-30"),
    );
    let short = accepted("2026-02-01", "2026-04-30");
    let made = of("rationale: It is rare.\n", &second);
    assert_eq!(
        (&made["turn"], &made["by"], &made["level"]),
        (&value!("made"), &value!("jane"), &value!("high"))
    );
    assert_eq!(of(&first, &second)["turn"], "renewed");
    assert_eq!(of(&first, "rationale: It is rare.\n")["turn"], "withdrawn");
    let expired = of(&short, &short);
    assert_eq!(
        (&expired["turn"], &expired["state"]),
        (
            &value!("expired"),
            &value!({"from": "valid", "to": "expired"})
        )
    );
    let moved = of(&first, &accepted("2026-02-01", "2026-12-31"));
    assert_eq!(
        (&moved["turn"], &moved["until"]["to"]),
        (&value!("moved"), &value!("2026-12-31"))
    );
    assert_eq!(of(&first, &first), Value::Null);
}

#[test]
fn a_decision_goes_stale_when_its_basis_changes_and_the_field_is_named() {
    // The basis of the plan as it is, as the finding on a missing one gives it.
    let world = story(&[]);
    let risk = super::FILES
        .iter()
        .find(|(path, _)| path.ends_with("R-1.yaml"))
        .unwrap()
        .1;
    let approved = |basis: &str| {
        format!("{risk}  approval: {{by: jane, on: 2026-02-01, basis: \"{basis}\"}}\n")
    };
    world.write(
        "isms/risks/R-1.yaml",
        approved(&format!("v1:sha256:{}", "0".repeat(64))),
    );
    let basis = basis_of(&world);
    let before = super::edited(
        &super::files(),
        &[Put("isms/risks/R-1.yaml", approved(&basis))],
    );
    let after = super::edited(
        &before,
        &[Change(
            "isms/risks/R-1.yaml",
            "threat: Theft",
            "threat: Robbery",
        )],
    );
    let diff = json(
        &super::states(&[(super::THEN, before), (super::NOW, after)]),
        &["v1...v2"],
    );
    let stale = &diff["decisions"][0];
    assert_eq!(
        (&stale["what"], &stale["turn"]),
        (&value!("approval of the plan"), &value!("stale"))
    );
    assert_eq!(stale["fields"], value!(["threat"]));
    assert_eq!(stale["subject"], "risk/R-1");
}

/// The basis that the approval of the plan of R-1 needs, computed by the library.
fn basis_of(world: &super::World) -> String {
    use isms::assess::basis::{digest, of_risk};
    use isms::model::document::Document;
    use isms::model::reading;
    use isms::text::source::SourceFile;
    let text = std::fs::read_to_string(world.join("isms/risks/R-1.yaml")).unwrap();
    let parsed = reading::read("isms/risks/R-1.yaml", &text);
    let file = std::sync::Arc::new(SourceFile::new("isms/risks/R-1.yaml", text.as_str()));
    let content = parsed.documents.into_iter().next().unwrap();
    digest(&of_risk(&Document::new(file, content)))
}

#[test]
fn a_text_that_changed_under_the_same_version_stands_first() {
    let diff = after(&[Change(POLICY, "made each night", "made each week")]);
    let policy = by_id(&diff["policies"], "backup");
    assert_eq!(
        (
            &policy["same_version"],
            &policy["lines_added"],
            &policy["lines_removed"]
        ),
        (&value!(true), &value!(1), &value!(1))
    );
    let diff = after(&[
        Change(POLICY, "made each night", "made each week"),
        Change(POLICY, "version: '1.0'", "version: '1.1'"),
    ]);
    let policy = by_id(&diff["policies"], "backup");
    assert_eq!(
        (&policy["same_version"], &policy["version"]),
        (&value!(false), &value!({"from": "1.0", "to": "1.1"}))
    );
}

#[test]
fn policies_come_and_are_withdrawn_and_approving_one_is_a_decision_alone() {
    let new = "---\nkind: policy\nid: keys\ntitle: Keys\ntype: policy\nversion: '1.0'\n---\n# Keys\n\nKeep them.\n";
    let diff = after(&[
        Put("isms/policies/keys.md", new.to_owned()),
        Change(POLICY, "owner: jane", "owner: jane\nwithdrawn: 2026-05-01"),
    ]);
    assert_eq!(by_id(&diff["policies"], "keys")["change"], "added");
    assert_eq!(by_id(&diff["policies"], "backup")["change"], "ended");
    let diff = after(&[Change(
        POLICY,
        "on: 2026-02-01}",
        "on: 2026-02-01}, {by: jane, on: 2026-05-01}",
    )]);
    assert_eq!(diff["policies"], value!([]));
    assert_eq!(diff["decisions"][0]["turn"], "renewed");
}

#[test]
fn people_join_and_leave_and_roles_move() {
    let diff = after(&[
        Change(
            PEOPLE,
            "name: Omar Haddad",
            "name: Omar Haddad\nleft: 2026-04-30",
        ),
        Change(
            PEOPLE,
            "holders: [{person: jane, from: 2026-01-01}]",
            "holders: [{person: jane, from: 2026-01-01, until: 2026-04-30}, {person: ada, from: 2026-05-01}]",
        ),
        Put(
            "isms/ada.yaml",
            "kind: person\nid: ada\nname: Ada Berg\nfrom: 2026-05-01\n".to_owned(),
        ),
    ]);
    let people = &diff["people"];
    assert_eq!(by_id(&people["people"], "ada")["change"], "added");
    let left = by_id(&people["people"], "omar");
    assert_eq!(
        (&left["change"], &left["on"]),
        (&value!("ended"), &value!("2026-04-30"))
    );
    assert_eq!(
        by_id(&people["roles"], "ciso")["holders"],
        value!({"from": ["jane"], "to": ["ada"]})
    );
}

#[test]
fn a_promise_that_is_postponed_says_by_how_much_and_that_it_was_late() {
    let diff = after(&[Change(
        "isms/risks/R-2.yaml",
        "due: 2026-07-01",
        "due: 2026-09-30",
    )]);
    let moved = &diff["dates"][0];
    assert_eq!(
        (&moved["days"], &moved["was_overdue"]),
        (&value!(91), &value!(false))
    );
    let earlier = after(&[Change(
        "isms/risks/R-2.yaml",
        "due: 2026-07-01",
        "due: 2026-06-15",
    )]);
    assert_eq!(earlier["dates"][0]["days"], -16);
    let late = json(
        &story(&[Change(
            "isms/risks/R-2.yaml",
            "due: 2026-07-01",
            "due: 2026-09-30",
        )]),
        &["v1...v2", "--as-of", "2026-08-01"],
    );
    assert_eq!(late["dates"][0]["was_overdue"], true);
}

#[test]
fn other_documents_are_told_by_kind_and_field() {
    let diff = after(&[
        Change("isms/assets.yaml", "title: Laptops", "title: All laptops"),
        Put(
            "isms/more.yaml",
            "kind: asset\nid: saws\ntitle: Saws\ntype: hardware\n".to_owned(),
        ),
    ]);
    let documents = list(&diff["documents"]);
    assert_eq!(documents.len(), 2, "{documents:#?}");
    assert_eq!(
        (&documents[0]["id"], &documents[0]["change"]),
        (&value!("saws"), &value!("added"))
    );
    assert_eq!(
        documents[1]["fields"][0],
        value!({"field": "title", "from": "Laptops", "to": "All laptops"})
    );
}

#[test]
fn a_finding_is_new_when_its_rule_subject_and_field_are_and_never_by_its_line() {
    let asset = |id: &str| {
        format!("kind: asset\nid: {id}\ntitle: Thing {id}\ntype: hardware\nowner: nobody-{id}\n")
    };
    let before = super::edited(&super::files(), &[Put("isms/things.yaml", asset("a"))]);
    let moved = super::edited(
        &before,
        &[Put(
            "isms/things.yaml",
            format!("# one\n# two\n{}---\n{}", asset("a"), asset("b")),
        )],
    );
    let diff = json(
        &super::states(&[(super::THEN, before), (super::NOW, moved)]),
        &["v1...v2"],
    );
    let subjects = |list: &Value| -> Vec<String> {
        let of = super::list(list)
            .iter()
            .filter(|one| one["rule"] == "dangling-reference");
        of.map(|one| one["subject"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(subjects(&diff["findings"]["new"]), ["asset/b"]);
    assert_eq!(subjects(&diff["findings"]["fixed"]), Vec::<String>::new());
}

#[test]
fn days_that_pass_make_no_finding_new() {
    let world = story(&[]);
    // The same action is overdue by another number of days.
    let late = |day: &str| json(&world, &["v1", "v2", "--as-of", day]);
    assert_eq!(late("2026-08-01")["findings"]["new"], value!([]));
    let diff = json(&world, &["v1", "v2"]);
    assert!(
        list(&diff["findings"]["new"])
            .iter()
            .all(|one| one["rule"] != "action-overdue")
    );
}

#[test]
fn a_document_that_is_gone_takes_its_findings_with_it() {
    let diff = after(&[Delete("isms/risks/R-3.yaml")]);
    let fixed = list(&diff["findings"]["fixed"]);
    assert!(
        fixed.iter().any(|one| one["subject"] == "risk/R-3"),
        "{fixed:#?}"
    );
    let figures = &diff["figures"];
    assert_eq!(
        (&figures["before"]["risks"], &figures["after"]["risks"]),
        (&value!(3), &value!(2))
    );
}
