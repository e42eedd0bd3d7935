//! Shallow clones, detached heads, second working trees and submodules.

use crate::past::{
    all_worked, commit, every, git, likelihood, refused, repository, run, said, worked,
};
use crate::world::World;

/// Another folder with a clone of a repository in it.
fn clone(world: &World, more: &[&str]) -> World {
    let there = World::empty();
    let from = format!("file://{}", world.path().display());
    let args = [&["clone", "--quiet"], more, &[&from, "."]].concat();
    git(there.path(), "2026-06-01", &args);
    there
}

#[test]
fn a_shallow_clone_works_and_what_history_it_lacks_is_said_with_how_to_get_it() {
    let world = repository();
    let there = clone(&world, &["--depth", "1"]);
    for more in [&[][..], &["--at", "HEAD"]] {
        let outcomes = every(there.path(), more);
        all_worked(&outcomes);
        // As of the day of the commit no decision was taken yet.
        let tell = if more.is_empty() { 3 } else { 2 };
        for verb in &["log", "trend", "check"][..tell] {
            let told = said(&outcomes, verb);
            assert_eq!(
                told.matches("git fetch --unshallow").count(),
                1,
                "{verb}: {told}"
            );
        }
    }
}

#[test]
fn a_shallow_clone_says_that_what_it_was_asked_for_may_lie_beyond_its_end() {
    let world = repository();
    let there = clone(&world, &["--depth", "1"]);
    let unshallow = "git fetch --unshallow";
    for args in [
        &["diff", "v1"][..],
        &["diff", "HEAD~1"],
        &["diff", "2026-03-01"],
        &["soa", "--since", "v1"],
        &["trend", "--since", "v1"],
        &["trend", "--by", "tag"],
        &["log", "R-9"],
        &["check", "--at", "v1"],
        &["render", "--at", "2026-03-15"],
    ] {
        refused(&format!("{args:?}"), &run(there.path(), args), &[unshallow]);
    }
}

#[test]
fn in_a_shallow_clone_nobody_says_that_histories_are_unrelated() {
    let world = repository();
    git(
        world.path(),
        "2026-06-01",
        &["switch", "--quiet", "-c", "side", "v1"],
    );
    commit(world.path(), "2026-06-01", "Aside");
    let there = clone(&world, &["--depth", "1", "--no-single-branch"]);
    let args = ["diff", "origin/main", "origin/side", "--format", "json"];
    let outcome = run(there.path(), &args);
    worked("diff", &outcome);
    let diff: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(diff["unrelated"], serde_json::Value::Null);
    let common = run(there.path(), &["diff", "origin/main...origin/side"]);
    refused("...", &common, &["git fetch --unshallow"]);
}

#[test]
fn a_shallow_clone_does_not_say_that_its_oldest_commit_created_what_it_holds() {
    let world = repository();
    let there = clone(&world, &["--depth", "1"]);
    let told = run(there.path(), &["log", "R-1"]).stdout;
    assert!(!told.contains("created in"), "{told}");
    assert!(told.contains("as it stood in isms/all.yaml"), "{told}");
}

#[test]
fn a_detached_head_is_compared_with_where_it_left_the_default_branch() {
    let world = repository();
    git(
        world.path(),
        "2026-06-01",
        &["checkout", "--quiet", "--detach", "v2"],
    );
    all_worked(&every(world.path(), &[]));
    world.write(crate::past::FILE, likelihood(1));
    let told = run(world.path(), &["diff"]).stdout;
    assert!(told.contains("where it left main"), "{told}");
    assert!(told.contains("inherent.likelihood 2 → 1"), "{told}");
}

#[test]
fn a_second_working_tree_says_what_the_first_does() {
    let world = repository();
    let there = World::empty();
    let second = there.join("tree");
    let add = [
        "worktree",
        "add",
        "--quiet",
        "--detach",
        second.to_str().unwrap(),
        "main",
    ];
    git(world.path(), "2026-06-01", &add);
    for more in [&[][..], &["--at", "v1"]] {
        let outcomes = every(&second, more);
        all_worked(&outcomes);
        for ((verb, second), (_, first)) in outcomes.iter().zip(every(world.path(), more)) {
            if !["render", "diff"].contains(verb) {
                assert_eq!(second.stdout, first.stdout, "{verb} {more:?}");
            }
        }
    }
}

#[test]
fn a_submodule_among_the_documents_is_told_as_not_read_and_the_rest_is_judged() {
    let (world, other) = (repository(), repository());
    let from = format!("file://{}", other.path().display());
    let add = ["submodule", "--quiet", "add", &from, "isms/theirs"];
    git(world.path(), "2026-06-01", &add);
    commit(world.path(), "2026-06-01", "Take theirs in");
    for more in [&[][..], &["--at", "HEAD"]] {
        for (verb, outcome) in every(world.path(), more) {
            match verb {
                "check" | "trend" => worked(verb, &outcome),
                _ => {
                    assert_eq!(outcome.code, 1, "{verb}: {outcome:?}");
                    assert!(
                        outcome
                            .stderr
                            .contains("1 document or file could not be read"),
                        "{outcome:?}"
                    );
                    assert!(
                        outcome.stderr.contains("`isms check` says why"),
                        "{outcome:?}"
                    );
                }
            }
        }
    }
    let (_, found) = world.check(&[]);
    let unread = found.of("unreadable-file");
    assert_eq!(
        (unread.len(), &unread[0]["path"]),
        (1, &"isms/theirs".into())
    );
    assert!(
        unread[0]["message"]
            .as_str()
            .unwrap()
            .contains("git submodule")
    );
    // The submodule is a repository with a history of its own.
    worked("log", &run(&world.join("isms/theirs"), &["log", "R-1"]));
}
