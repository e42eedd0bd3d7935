//! Documents that are gone, came again, cannot be read, or never were; and histories that end early.

use crate::past::{Past, changes, events, id};

const RISK: &str = "kind: risk\nid: R-1\ntitle: Fire\ninherent: {likelihood: 3, impact: 4}\n";
const FILE: &str = "isms/risks.yaml";

#[test]
fn a_document_that_is_gone_is_found_in_the_history() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let second = past.commit(&[first], "2026-02-01", "Eve Ray", "Gone", &[(FILE, None)]);
    let third = past.commit(
        &[second],
        "2026-03-01",
        "Eve Ray",
        "Else",
        &[("a.txt", Some("a"))],
    );
    let past = past.at(third);
    for name in ["R-1", "risk/R-1"] {
        let log = past.log(&[name]);
        assert_eq!(log["subject"], "risk/R-1");
        assert_eq!(log["title"], "Fire");
        assert_eq!(log["source"], serde_json::Value::Null);
        assert_eq!(
            events(&log),
            ["2026-02-01 Eve Ray deleted", "2026-01-01 Jane Doe created"]
        );
        assert_eq!(id(&log["events"][0]), second.to_string());
    }
}

#[test]
fn a_deletion_on_a_side_branch_is_told_by_its_own_commit_not_by_the_merge() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let side = past.commit(&[first], "2026-02-01", "Eve Ray", "Gone", &[(FILE, None)]);
    let main = past.commit(
        &[first],
        "2026-02-02",
        "Omar H",
        "Else",
        &[("a.txt", Some("a"))],
    );
    let merge = past.commit(
        &[main, side],
        "2026-02-03",
        "Jane Doe",
        "Merge",
        &[(FILE, None)],
    );
    let log = past.at(merge).log(&["R-1"]);
    assert_eq!(id(&log["events"][0]), side.to_string());
}

#[test]
fn a_document_that_came_again_elsewhere_has_both_its_lives() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let second = past.commit(&[first], "2026-02-01", "Eve Ray", "Gone", &[(FILE, None)]);
    let again = [("isms/again.yaml", Some(RISK))];
    let third = past.commit(&[second], "2026-03-01", "Omar H", "Again", &again);
    let log = past.at(third).log(&["R-1"]);
    assert_eq!(
        events(&log),
        [
            "2026-03-01 Omar H created",
            "2026-02-01 Eve Ray deleted",
            "2026-01-01 Jane Doe created"
        ]
    );
}

#[test]
fn a_file_that_could_not_be_read_for_a_while_is_said_and_followed() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let torn = "kind: risk\nid: R-1\ntitle: [Fire\n";
    let binary = "\0R-1";
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Bin",
        &[(FILE, Some(binary))],
    );
    let third = past.commit(
        &[second],
        "2026-03-01",
        "Omar H",
        "Worse",
        &[(FILE, Some(torn))],
    );
    let fourth = past.commit(
        &[third],
        "2026-04-01",
        "Kim Lo",
        "Mend",
        &[(FILE, Some(RISK))],
    );
    let log = past.at(fourth).log(&["R-1"]);
    assert_eq!(events(&log).last().unwrap(), "2026-01-01 Jane Doe created");
    let unread = events(&log)
        .into_iter()
        .position(|event| event == "2026-02-01 Eve Ray unreadable")
        .unwrap();
    let why = log["events"][unread]["why"].as_str().unwrap();
    assert!(why.contains("NUL byte"), "{why}");
}

#[test]
fn an_id_that_never_was_is_refused_with_how_far_was_looked() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let past = past.at(first);
    let outcome = past.world.run(&["log", "R-11"]);
    assert_eq!(outcome.code, 2);
    assert_eq!(
        outcome.stderr,
        "error: there is no document `R-11`, nor was there one in the whole history; did you mean `R-1`?\n"
    );
    let outcome = past.world.run(&["log", "rsk/R-1"]);
    assert_eq!(outcome.code, 2);
    let said = "error: `rsk` is not a kind; did you mean `risk`? ";
    assert!(outcome.stderr.starts_with(said), "{}", outcome.stderr);
}

#[test]
fn an_id_of_several_kinds_is_refused_with_their_names() {
    let asset = "kind: asset\nid: R-1\ntitle: Oven\ntype: hardware\n";
    let (past, first) = Past::begun(&[(FILE, RISK), ("isms/assets.yaml", asset)]);
    let past = past.at(first);
    let outcome = past.world.run(&["log", "R-1"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("asset/R-1, risk/R-1"),
        "{}",
        outcome.stderr
    );
    assert_eq!(past.log(&["asset/R-1"])["title"], "Oven");
}

#[test]
fn a_shallow_clone_says_where_its_history_ends_and_how_to_deepen() {
    let (past, first) = Past::begun(&[(FILE, RISK)]);
    let worse = RISK.replace("likelihood: 3", "likelihood: 4");
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Worse",
        &[(FILE, Some(&worse))],
    );
    let third = past.commit(
        &[second],
        "2026-03-01",
        "Eve Ray",
        "Else",
        &[("a.txt", Some("a"))],
    );
    let past = past.at(third);
    let clone = |depth: &str| {
        let to = past.world.join(&format!("../{depth}-{third}"));
        let from = format!("file://{}", past.world.path().display());
        let made = std::process::Command::new("git")
            .args(["clone", "-q", "--depth", depth, &from])
            .arg(&to)
            .status();
        assert!(made.unwrap().success());
        to
    };
    let told = |folder: &std::path::Path| {
        let folder = folder.to_str().unwrap();
        past.log(&["R-1", "-C", folder])
    };
    let one = clone("1");
    let log = told(&one);
    assert_eq!(log["shallow"], true);
    assert_eq!(events(&log), ["2026-03-01 Eve Ray oldest"]);
    let two = clone("2");
    let log = told(&two);
    assert_eq!(log["shallow"], true);
    let text = past.world.run(&["log", "R-1", "-C", one.to_str().unwrap()]);
    assert!(
        text.stdout.contains("git fetch --unshallow"),
        "{}",
        text.stdout
    );
    std::fs::remove_dir_all(one).unwrap();
    std::fs::remove_dir_all(two).unwrap();
}

#[test]
fn without_git_or_without_a_commit_there_is_nothing_to_tell() {
    let world = crate::world::World::sound();
    let outcome = world.run(&["log", "laptops"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("there is no history to read: this is not a git repository"),
        "{}",
        outcome.stderr
    );
    git2::Repository::init(world.path()).unwrap();
    let outcome = world.run(&["log", "laptops"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("no commit yet"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_document_with_a_problem_of_shape_has_a_history_too() {
    let broken = RISK.replace("likelihood: 3", "likelihood: often");
    let (past, first) = Past::begun(&[(FILE, &broken)]);
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Eve Ray",
        "Mend",
        &[(FILE, Some(RISK))],
    );
    let log = past.at(second).log(&["R-1"]);
    assert_eq!(
        changes(&log["events"][0]),
        ["inherent.likelihood: often > 3"]
    );
}
