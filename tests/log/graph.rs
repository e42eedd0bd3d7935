//! Which commits a log names: those that changed the document, whatever the shape of the history.

use crate::past::{BASE, Past, changes, events, id};

const RISK: &str = "kind: risk\nid: R-1\ntitle: Fire\ninherent: {likelihood: 3, impact: 4}\n";
const WORSE: &str = "kind: risk\nid: R-1\ntitle: Fire\ninherent: {likelihood: 4, impact: 4}\n";
const FILE: &str = "isms/risks.yaml";

#[test]
fn each_change_stands_at_its_commit_newest_first_and_other_commits_nowhere() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let other = (
        "isms/other.yaml",
        Some("kind: person\nid: eve\nname: Eve\n"),
    );
    let second = past.commit(&[first], "2026-02-01", "Eve Ray", "Other", &[other]);
    let third = past.commit(
        &[second],
        "2026-03-01",
        "Omar H",
        "Worse",
        &[(FILE, Some(WORSE))],
    );
    let log = past.at(third).log(&["R-1"]);
    assert_eq!(log["subject"], "risk/R-1");
    assert_eq!(
        events(&log),
        ["2026-03-01 Omar H changed", "2026-01-01 Jane Doe created"]
    );
    assert_eq!(changes(&log["events"][0]), ["inherent.likelihood: 3 > 4"]);
    assert_eq!(id(&log["events"][0]), third.to_string());
    assert_eq!(log["shallow"], false);
    assert_eq!(log["searched"], serde_json::Value::Null);
}

#[test]
fn layout_comments_and_the_order_of_keys_are_no_change() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let tidy =
        "# fire\nkind: risk\nid: R-1\ninherent:\n  impact: 4\n  likelihood: 3\ntitle: Fire\n";
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Tidy",
        &[(FILE, Some(tidy))],
    );
    let log = past.at(second).log(&["risk/R-1"]);
    assert_eq!(events(&log), ["2026-01-01 Jane Doe created"]);
}

#[test]
fn one_of_several_documents_in_a_file_has_its_own_history() {
    let two = format!(
        "{RISK}---\nkind: risk\nid: R-2\ntitle: Flood\ninherent: {{likelihood: 1, impact: 1}}\n"
    );
    let (past, first) = Past::begun(&[(FILE, &two)]);
    let changed = two.replace("Flood", "Water");
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Name",
        &[(FILE, Some(&changed))],
    );
    let past = past.at(second);
    assert_eq!(events(&past.log(&["R-1"])), ["2026-01-01 Jane Doe created"]);
    let other = past.log(&["R-2"]);
    assert_eq!(other["title"], "Water");
    assert_eq!(changes(&other["events"][0]), ["title: Flood > Water"]);
}

#[test]
fn a_document_is_followed_into_another_file_and_out_of_one_that_stays() {
    let keep = "kind: risk\nid: R-2\ntitle: Flood\ninherent: {likelihood: 1, impact: 1}\n";
    let both = format!("{keep}---\n{RISK}");
    let (past, first) = Past::begun(&[(FILE, &both)]);
    let out = [(FILE, Some(keep)), ("isms/fire/risk.yaml", Some(RISK))];
    let second = past.commit(&[first], "2026-02-01", "Eve Ray", "Split", &out);
    let on = [
        ("isms/fire/risk.yaml", None),
        ("isms/R-1.yaml", Some(WORSE)),
    ];
    let third = past.commit(&[second], "2026-03-01", "Omar H", "Worse elsewhere", &on);
    let log = past.at(third).log(&["R-1"]);
    assert_eq!(
        events(&log),
        [
            "2026-03-01 Omar H changed",
            "2026-02-01 Eve Ray moved",
            "2026-01-01 Jane Doe created"
        ]
    );
    assert_eq!(log["events"][0]["moved_from"], "isms/fire/risk.yaml");
    assert_eq!(log["events"][1]["moved_from"], FILE);
    assert_eq!(log["events"][1]["changes"], serde_json::json!([]));
    assert_eq!(log["source"]["path"], "isms/R-1.yaml");
}

#[test]
fn a_change_that_a_merge_took_in_is_told_by_the_commit_that_made_it() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let side = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Worse",
        &[(FILE, Some(WORSE))],
    );
    let main = past.commit(
        &[first],
        "2026-02-02",
        "Omar H",
        "Else",
        &[("a.txt", Some("a"))],
    );
    let merge = [(FILE, Some(WORSE))];
    let merge = past.commit(&[main, side], "2026-02-03", "Jane Doe", "Merge", &merge);
    let log = past.at(merge).log(&["R-1"]);
    assert_eq!(
        events(&log),
        ["2026-02-01 Eve Ray changed", "2026-01-01 Jane Doe created"]
    );
}

#[test]
fn a_merge_that_is_as_none_of_its_parents_is_told_with_both_sides() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let side = RISK.replace("Fire", "Blaze");
    let side = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Name",
        &[(FILE, Some(&side))],
    );
    let main = past.commit(
        &[first],
        "2026-02-02",
        "Omar H",
        "Worse",
        &[(FILE, Some(WORSE))],
    );
    let both = WORSE.replace("Fire", "Blaze");
    let third = past.commit(
        &[first],
        "2026-02-03",
        "Kim Lo",
        "Else",
        &[("a.txt", Some("a"))],
    );
    let merge = past.commit(
        &[main, side, third],
        "2026-02-04",
        "Jane Doe",
        "Octopus",
        &[(FILE, Some(&both))],
    );
    let log = past.at(merge).log(&["R-1"]);
    assert_eq!(
        events(&log),
        [
            "2026-02-04 Jane Doe changed",
            "2026-02-02 Omar H changed",
            "2026-02-01 Eve Ray changed",
            "2026-01-01 Jane Doe created"
        ]
    );
    assert_eq!(log["events"][0]["commit"]["merge"], true);
    assert_eq!(changes(&log["events"][0]), ["title: Fire > Blaze"]);
}

#[test]
fn criss_cross_merges_tell_each_change_once() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let left = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Worse",
        &[(FILE, Some(WORSE))],
    );
    let right = past.commit(
        &[first],
        "2026-02-02",
        "Omar H",
        "Else",
        &[("a.txt", Some("a"))],
    );
    let worse = [(FILE, Some(WORSE))];
    let one = past.commit(
        &[left, right],
        "2026-02-03",
        "Kim Lo",
        "M1",
        &[("a.txt", Some("a"))],
    );
    let two = past.commit(&[right, left], "2026-02-04", "Kim Lo", "M2", &worse);
    let tip = past.commit(&[one, two], "2026-02-05", "Kim Lo", "M3", &[]);
    let log = past.at(tip).log(&["R-1"]);
    assert_eq!(
        events(&log),
        ["2026-02-01 Eve Ray changed", "2026-01-01 Jane Doe created"]
    );
}

#[test]
fn what_is_not_committed_stands_above_all_commits() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let past = past.at(first);
    past.world.write(FILE, WORSE);
    let log = past.log(&["R-1"]);
    assert_eq!(events(&log), ["- - changed", "2026-01-01 Jane Doe created"]);
    past.world
        .write("isms/new.yaml", RISK.replace("R-1", "R-9"));
    assert_eq!(events(&past.log(&["R-9"])), ["- - created"]);
    assert_eq!(
        events(&past.log(&["R-1", "--at", "main"])),
        ["2026-01-01 Jane Doe created"]
    );
}

#[test]
fn an_uncommitted_move_finds_the_committed_file() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let past = past.at(first);
    std::fs::remove_file(past.world.join(FILE)).unwrap();
    past.world.write("isms/fire.yaml", RISK);
    let log = past.log(&["R-1"]);
    assert_eq!(events(&log), ["- - moved", "2026-01-01 Jane Doe created"]);
    assert_eq!(log["events"][0]["moved_from"], FILE);
}

#[test]
fn a_revision_is_told_from_that_revision_on() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Worse",
        &[(FILE, Some(WORSE))],
    );
    let past = past.at(second);
    let log = past.log(&["R-1", "--at", "2026-01-15"]);
    assert_eq!(events(&log), ["2026-01-01 Jane Doe created"]);
    assert_eq!(log["revision"], first.to_string());
}

#[test]
fn a_root_below_the_root_of_git_and_singletons_have_histories() {
    let past = Past::new();
    let below: Vec<(String, Option<&str>)> = BASE
        .iter()
        .map(|(path, text)| (format!("company/{path}"), *text))
        .collect();
    let below: Vec<(&str, Option<&str>)> =
        below.iter().map(|(path, text)| (&**path, *text)).collect();
    let first = past.commit(&[], "2026-01-01", "Jane Doe", "Begin", &below);
    let named = "kind: organization\nname: Three Chairs\n";
    let named = [("company/isms/organization.yaml", Some(named))];
    let second = past.commit(&[first], "2026-02-01", "Eve Ray", "Name", &named);
    let past = past.at(second);
    let log = past.log(&["organization", "-C", "company"]);
    assert_eq!(log["subject"], "organization");
    assert_eq!(
        changes(&log["events"][0]),
        ["name: Two Chairs Carpentry > Three Chairs"]
    );
    assert_eq!(log["source"]["path"], "isms/organization.yaml");
}
