//! Revisions that are none, that are several, and that are the same twice.

use crate::past::{every, git, refused, repository, run, worked};

/// What is typed, and words that the one error has to say.
const NONE: &[(&str, &[&str])] = &[
    (
        "nonsense",
        &["unknown revision `nonsense`", "git branch -a"],
    ),
    (
        "v3",
        &["unknown revision `v3`", "did you mean", "`v1`", "`v2`"],
    ),
    ("HEAD~99", &["unknown revision `HEAD~99`"]),
    ("HEAD^2", &["unknown revision `HEAD^2`"]),
    ("HEAD~99999999999999999999", &["unknown revision"]),
    ("HEAD@{99}", &["unknown revision"]),
    ("@{upstream}", &["unknown revision"]),
    (":/zq", &["unknown revision `:/zq`"]),
    ("HEAD^{/no such message}", &["unknown revision"]),
    ("a b", &["unknown revision `a b`"]),
    ("", &["unknown revision ``"]),
    ("^HEAD", &["unknown revision"]),
    ("HEAD:isms/all.yaml", &["names a file, not a commit"]),
    ("HEAD:isms", &["names a folder, not a commit"]),
    ("a-file", &["names a file, not a commit", "a tag or a date"]),
    ("a-folder", &["names a folder, not a commit"]),
    (
        "0000000000000000000000000000000000000000",
        &["unknown revision `00000"],
    ),
    (
        "2026-02-30",
        &[
            "revision `2026-02-30` is not a day of the calendar",
            "YYYY-MM-DD",
        ],
    ),
    (
        "2026-13-01",
        &["revision `2026-13-01` is not a day of the calendar"],
    ),
];

/// Every place in which a revision is typed.
const PLACES: &[&[&str]] = &[
    &["check", "--at", "REV"],
    &["diff", "REV"],
    &["diff", "HEAD", "REV"],
    &["soa", "--since", "REV"],
    &["trend", "--since", "REV"],
];

fn at<'a>(place: &[&'a str], rev: &'a str) -> Vec<&'a str> {
    let word = |word: &&'a str| if *word == "REV" { rev } else { word };
    place.iter().map(word).collect()
}

#[test]
fn a_revision_that_is_none_is_one_error_wherever_it_is_typed() {
    let world = repository();
    git(
        world.path(),
        "2026-06-01",
        &["tag", "a-file", "HEAD:isms/all.yaml"],
    );
    git(
        world.path(),
        "2026-06-01",
        &["tag", "a-folder", "HEAD:isms"],
    );
    for (rev, words) in NONE {
        for place in PLACES {
            let outcome = run(world.path(), &at(place, rev));
            refused(&format!("{place:?} {rev}"), &outcome, words);
            assert!(!outcome.stderr.contains("`--at"), "{place:?}: {outcome:?}");
        }
    }
}

#[test]
fn every_verb_refuses_an_unknown_revision() {
    let world = repository();
    for (verb, outcome) in every(world.path(), &["--at", "nonsense"]) {
        refused(verb, &outcome, &["unknown revision `nonsense`"]);
    }
}

#[test]
fn a_step_too_far_suggests_no_other_name() {
    let world = repository();
    git(world.path(), "2026-06-01", &["branch", "heap"]);
    let outcome = run(world.path(), &["diff", "HEAD~9"]);
    assert!(!outcome.stderr.contains("did you mean"), "{outcome:?}");
}

#[test]
fn two_dashes_alone_are_no_revision() {
    let world = repository();
    let outcome = run(world.path(), &["check", "--at", "--"]);
    refused("--at --", &outcome, &["a value is required"]);
    worked("diff --", &run(world.path(), &["diff", "--"]));
}

#[test]
fn an_id_that_several_objects_share_asks_for_more_digits() {
    let world = repository();
    let git = git2::Repository::open(world.path()).unwrap();
    let mut seen = std::collections::HashSet::new();
    let short = (0..5_000).find_map(|number: u32| {
        let id = git.blob(number.to_string().as_bytes()).unwrap().to_string();
        (!seen.insert(id[..4].to_owned())).then(|| id[..4].to_owned())
    });
    let short = short.unwrap();
    for place in PLACES {
        let outcome = run(world.path(), &at(place, &short));
        refused(
            &format!("{place:?}"),
            &outcome,
            &["is ambiguous", "more digits"],
        );
    }
}

#[test]
fn a_name_of_both_a_branch_and_a_tag_means_the_tag_as_in_git() {
    let world = repository();
    git(world.path(), "2026-06-01", &["branch", "v1", "HEAD"]);
    let both = run(world.path(), &["check", "--exit-zero", "--at", "v1"]);
    worked("v1", &both);
    let tag = run(
        world.path(),
        &["check", "--exit-zero", "--at", "refs/tags/v1"],
    );
    let branch = run(
        world.path(),
        &["check", "--exit-zero", "--at", "refs/heads/v1"],
    );
    assert_eq!(both.stdout, tag.stdout);
    assert_ne!(both.stdout, branch.stdout);
}

#[test]
fn before_the_first_commit_there_was_nothing_and_the_first_day_is_named() {
    let world = repository();
    for (verb, outcome) in every(world.path(), &["--at", "1999-01-01"]) {
        refused(
            verb,
            &outcome,
            &["no commit of `main`", "its first commit is of 2026-03-01"],
        );
    }
    let since = run(world.path(), &["trend", "--since", "1999-01-01"]);
    worked("trend", &since);
    assert!(
        since.stdout.starts_with("3 commits from 2026-03-01"),
        "{}",
        since.stdout
    );
    let after = run(world.path(), &["trend", "--since", "2099-01-01"]);
    refused("trend", &after, &["no commit on or after 2099-01-01"]);
}

#[test]
fn a_base_equal_to_the_head_differs_in_nothing() {
    let world = repository();
    for sides in [
        &["HEAD", "HEAD"][..],
        &["v2", "refs/tags/v2"],
        &["v1...v1"],
        &["v1..v1"],
    ] {
        let args = [&["diff", "--exit-code"], sides].concat();
        let outcome = run(world.path(), &args);
        worked(&format!("{sides:?}"), &outcome);
        assert!(
            outcome.stdout.ends_with("No difference.\n"),
            "{}",
            outcome.stdout
        );
    }
    let letter = run(world.path(), &["soa", "--since", "v2", "--at", "v2"]);
    worked("soa", &letter);
    let one = run(world.path(), &["trend", "--since", "v1", "--at", "v1"]);
    assert!(one.stdout.starts_with("1 commit from"), "{}", one.stdout);
}
