//! Which two states are compared, on which day, and what is refused.

use super::Edit::{Change, Delete, Move, Put};
use super::{NOW, THEN, edited, files, json, list, states, story};
use crate::world::World;
use serde_json::json as value;

const R1: &str = "isms/risks/R-1.yaml";

/// Lets the working tree stand on a new branch at its commit.
fn branch(world: &World, name: &str) {
    let repository = git2::Repository::open(world.path()).unwrap();
    let head = repository.head().unwrap().peel_to_commit().unwrap();
    repository.branch(name, &head, false).unwrap();
    repository.set_head(&format!("refs/heads/{name}")).unwrap();
}

fn write(world: &World, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(world.join(path)).unwrap();
    assert!(text.contains(from));
    world.write(path, text.replacen(from, to, 1));
}

#[test]
fn on_the_default_branch_the_working_tree_is_compared_with_its_last_commit() {
    let world = story(&[Change(R1, "likelihood: 4", "likelihood: 5")]);
    write(&world, R1, "likelihood: 5", "likelihood: 3");
    let diff = json(&world, &[]);
    assert_eq!(diff["risks"][0]["causes"][0]["from"], "5");
    assert_eq!(
        (&diff["base"]["name"], &diff["head"]["name"]),
        (&value!("HEAD"), &value!("working tree"))
    );
    assert_eq!(diff["base"]["as_of"], diff["head"]["as_of"]);
}

#[test]
fn on_another_branch_it_is_compared_with_where_it_left_the_default_branch() {
    let world = story(&[]);
    branch(&world, "topic");
    write(&world, R1, "likelihood: 4", "likelihood: 5");
    world.commit_all("Rate it higher");
    let diff = json(&world, &[]);
    assert_eq!(diff["risks"][0]["causes"][0]["to"], "5");
    assert_eq!(diff["base"]["chosen"], "where it left main");
}

#[test]
fn two_dots_name_both_sides_and_three_find_the_base() {
    let world = story(&[Change(R1, "likelihood: 4", "likelihood: 5")]);
    let two = json(&world, &["v1..v2"]);
    assert_eq!(two["risks"], json(&world, &["v1", "v2"])["risks"]);
    assert_eq!(two["base"]["as_of"], THEN);
    assert_eq!(json(&world, &["v1...v2"])["base"]["as_of"], NOW);
    assert_eq!(json(&world, &["v1.."])["head"]["name"], "HEAD");
    let outcome = world.run(&["diff", "v1..v2", "v2"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("names both sides already"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_day_is_a_revision_and_the_day_of_its_side() {
    let world = story(&[Change(R1, "likelihood: 4", "likelihood: 5")]);
    let diff = json(&world, &["2026-04-01", "2026-07-01"]);
    assert_eq!(
        (&diff["base"]["as_of"], &diff["head"]["as_of"]),
        (&value!("2026-04-01"), &value!("2026-07-01"))
    );
    assert!(list(&diff["risks"]).iter().any(|risk| risk["id"] == "R-1"));
}

#[test]
fn equal_sides_do_not_differ() {
    let world = story(&[]);
    for args in [
        &["diff"][..],
        &["diff", "v1...v2"],
        &["diff", "v2", "v2", "--exit-code"],
    ] {
        let outcome = world.run(args);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}");
        assert!(
            outcome.stdout.ends_with("No difference.\n"),
            "{}",
            outcome.stdout
        );
    }
    let md = world.run(&["diff", "--format", "md"]).stdout;
    assert!(
        md.starts_with("<!-- isms-diff -->\n**No difference**"),
        "{md}"
    );
}

#[test]
fn the_option_for_one_revision_is_refused() {
    let outcome = story(&[]).run(&["--at", "v1", "diff"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("name the revisions themselves"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn an_unknown_revision_is_wrong_use() {
    let world = story(&[]);
    for args in [&["diff", "v9"][..], &["diff", "v1", "v9"]] {
        let outcome = world.run(args);
        assert_eq!(outcome.code, 2);
        assert!(
            outcome.stderr.contains("unknown revision `v9`"),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn before_the_settings_existed_the_whole_isms_is_new() {
    let notes = vec![("README.md".to_owned(), "Soon.\n".to_owned())];
    let world = states(&[(THEN, notes), (NOW, files())]);
    let diff = json(&world, &["v1", "v2"]);
    assert_eq!(diff["base"]["exists"], false);
    assert!(
        list(&diff["risks"])
            .iter()
            .all(|risk| risk["change"] == "added")
    );
    assert_eq!(diff["rises"], value!(["R-2", "R-3"]));
    let text = world.run(&["diff", "v1", "v2"]);
    assert!(
        text.stdout
            .contains("There is no isms.toml at v1: the whole ISMS is new."),
        "{text:?}"
    );
}

#[test]
fn broken_settings_of_the_base_are_named_with_revision_file_and_line() {
    let broken = edited(&files(), &[Put("isms.toml", "\nstage = 7\n".to_owned())]);
    let outcome = states(&[(THEN, broken), (NOW, files())]).run(&["diff", "v1", "v2"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    for part in ["`v1`", "isms.toml:2:"] {
        assert!(
            outcome.stderr.contains(part),
            "{part} in {}",
            outcome.stderr
        );
    }
}

#[test]
fn each_side_is_read_as_its_own_settings_say() {
    let paths: Vec<&'static str> = super::FILES
        .iter()
        .map(|(path, _)| *path)
        .filter(|path| path.starts_with("isms/"))
        .collect();
    let mut edits = vec![Put(
        "isms.toml",
        "stage = \"building\"\ndocuments = [\"docs\"]\n".to_owned(),
    )];
    for path in paths {
        let to = format!("docs/{}", path.strip_prefix("isms/").unwrap());
        edits.push(Move(path, Box::leak(to.into_boxed_str())));
    }
    let before = files();
    let after = edited(&before, &edits);
    let diff = json(&states(&[(THEN, before), (NOW, after)]), &["v1...v2"]);
    assert_eq!(
        (&diff["risks"], &diff["documents"]),
        (&value!([]), &value!([]))
    );
    assert_eq!(list(&diff["names"]["moved"]).len(), super::FILES.len() - 1);
}

#[test]
fn unrelated_histories_are_compared_when_named_and_refused_when_a_base_is_wanted() {
    let world = story(&[]);
    let repository = git2::Repository::open(world.path()).unwrap();
    let tree = repository.head().unwrap().peel_to_tree().unwrap();
    let who =
        git2::Signature::new("T", "t@example.com", &git2::Time::new(1_800_000_000, 0)).unwrap();
    repository
        .commit(Some("refs/heads/orphan"), &who, &who, "alone", &tree, &[])
        .unwrap();
    let diff = json(&world, &["v1", "orphan"]);
    assert_eq!(diff["unrelated"], true);
    assert!(
        world
            .run(&["diff", "v1", "orphan"])
            .stdout
            .contains("no common ancestor")
    );
    let outcome = world.run(&["diff", "v1...orphan"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("no common ancestor"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn without_git_there_is_nothing_to_compare_with() {
    let outcome = World::sound().run(&["diff"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("commit to compare with"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_exit_code_says_whether_risk_rises_only_when_it_is_asked() {
    let code = |edits: &[super::Edit], args: &[&str]| {
        let world = story(edits);
        let outcome = world.run(&[&["diff", "v1...v2"], args].concat());
        (outcome.code, outcome.stderr)
    };
    let higher = || [Change(R1, "likelihood: 4", "likelihood: 5")];
    assert_eq!(code(&higher(), &[]).0, 0);
    assert_eq!(
        code(&higher(), &["--exit-code"]),
        (1, "risk rises: R-1\n".to_owned())
    );
    assert_eq!(
        code(
            &[Change(R1, "likelihood: 4", "likelihood: 2")],
            &["--exit-code"]
        )
        .0,
        0
    );
    // A risk that was above its criterion already, and rises further, is no new one.
    assert_eq!(
        code(
            &[Change("isms/risks/R-2.yaml", "impact: 4", "impact: 5")],
            &["--exit-code"]
        )
        .0,
        0
    );
    let (unknown, said) = code(&[Delete("isms/method.yaml")], &["--exit-code"]);
    assert_eq!(unknown, 1);
    assert!(said.contains("cannot tell whether risk rises"), "{said}");
}

#[test]
fn both_sides_are_weighed_at_the_stage_of_the_head() {
    let diff = json(
        &story(&[Put("isms.toml", "stage = \"certified\"\n".to_owned())]),
        &["v1...v2"],
    );
    assert_eq!(
        (&diff["stage"], &diff["findings"]["new"]),
        (&value!("certified"), &value!([]))
    );
}

#[test]
fn a_format_may_be_written_to_a_file() {
    let world = story(&[Change(R1, "likelihood: 4", "likelihood: 5")]);
    let outcome = world.run(&[
        "diff",
        "v1...v2",
        "--format",
        "md=out/a.md",
        "--format",
        "text",
    ]);
    assert!(
        outcome
            .stdout
            .contains("R-1 A laptop is stolen: today Medium 8 → High 10"),
        "{}",
        outcome.stdout
    );
    let md = std::fs::read_to_string(world.join("out/a.md")).unwrap();
    assert!(
        md.starts_with("<!-- isms-diff -->\n**Risk rises: 1 more risk is above"),
        "{md}"
    );
}
