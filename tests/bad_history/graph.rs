//! Merges with many parents, and histories without a common ancestor.

use crate::past::{
    FILE, all_worked, commit, every, git, likelihood, refused, repository, run, said, worked,
};
use crate::world::World;

/// Three branches, each with a change of its own, merged at once.
fn octopus() -> World {
    let world = repository();
    let day = "2026-06-01";
    world.write(
        "isms/more.yaml",
        "kind: asset\nid: van\ntitle: Van\ntype: hardware\nowner: jane\n",
    );
    commit(world.path(), day, "Buy a van");
    for (branch, file, text) in [
        ("rate", FILE, likelihood(1)),
        (
            "sell",
            "isms/more.yaml",
            "kind: asset\nid: van\ntitle: Old van\ntype: hardware\nowner: jane\n".to_owned(),
        ),
        (
            "plan",
            "isms/saw.yaml",
            "kind: asset\nid: saw\ntitle: Saw\ntype: hardware\nowner: jane\n".to_owned(),
        ),
    ] {
        git(
            world.path(),
            day,
            &["switch", "--quiet", "-c", branch, "main"],
        );
        world.write(file, text);
        commit(world.path(), day, branch);
    }
    git(world.path(), day, &["switch", "--quiet", "main"]);
    git(
        world.path(),
        "2026-06-02",
        &[
            "merge", "--quiet", "--no-ff", "-m", "All", "rate", "sell", "plan",
        ],
    );
    world
}

#[test]
fn an_octopus_merge_is_one_step_whose_changes_are_told_by_their_own_commits() {
    let world = octopus();
    let outcomes = every(world.path(), &[]);
    all_worked(&outcomes);
    assert!(said(&outcomes, "trend").starts_with("5 commits from"));
    let log = said(&outcomes, "log");
    assert!(log.contains("inherent.likelihood  2 → 1"), "{log}");
    assert!(
        log.contains("  rate\n") && !log.contains("(merge)"),
        "{log}"
    );
    let saw = run(world.path(), &["log", "saw"]).stdout;
    assert!(
        saw.contains("  plan\n") && !saw.contains("(merge)"),
        "{saw}"
    );
}

#[test]
fn each_parent_of_an_octopus_merge_is_a_revision() {
    let world = octopus();
    for (parent, words) in [
        ("HEAD^1", "saw"),
        ("HEAD^2", "saw"),
        ("HEAD^3", "saw"),
        ("HEAD^4", "inherent.likelihood 2 → 1"),
    ] {
        let diff = run(world.path(), &["diff", parent, "HEAD"]);
        worked(parent, &diff);
        assert!(diff.stdout.contains(words), "{parent}: {}", diff.stdout);
        all_worked(&every(world.path(), &["--at", parent]));
    }
    refused(
        "HEAD^5",
        &run(world.path(), &["diff", "HEAD^5"]),
        &["unknown revision `HEAD^5`"],
    );
}

#[test]
fn unrelated_histories_are_compared_when_both_are_named_and_nothing_else() {
    let world = repository();
    git(
        world.path(),
        "2026-06-01",
        &["switch", "--quiet", "--orphan", "alone"],
    );
    world.write("isms.toml", crate::past::SETTINGS);
    world.write(FILE, likelihood(1));
    commit(world.path(), "2026-06-01", "Begin again");
    let both = run(world.path(), &["diff", "main", "alone"]);
    worked("both", &both);
    assert!(
        both.stdout.contains("no common ancestor"),
        "{}",
        both.stdout
    );
    worked("soa", &run(world.path(), &["soa", "--since", "main"]));
    for args in [&["diff"][..], &["diff", "main..."]] {
        let words = [
            "have no common ancestor",
            "name one, as in `isms diff main`",
        ];
        refused(&format!("{args:?}"), &run(world.path(), args), &words);
    }
    let since = run(world.path(), &["trend", "--since", "main"]);
    refused("trend", &since, &["not on the first-parent history"]);
    for (verb, outcome) in every(world.path(), &[]) {
        if verb != "diff" {
            worked(verb, &outcome);
        }
    }
    // The parents of a merge of both need no common ancestor either.
    let merge = [
        "merge",
        "--quiet",
        "--allow-unrelated-histories",
        "-s",
        "ours",
        "-m",
        "Join",
        "main",
    ];
    git(world.path(), "2026-06-02", &merge);
    all_worked(&every(world.path(), &["--at", "HEAD"]));
}

#[test]
fn a_history_with_a_lost_commit_is_not_taken_for_a_shorter_one() {
    let world = repository();
    let lost = git(world.path(), "2026-06-01", &["rev-parse", "HEAD~1"]);
    let (folder, file) = lost.split_at(2);
    std::fs::remove_file(world.join(".git/objects").join(folder).join(file)).unwrap();
    for args in [&["trend"][..], &["check", "--at", "2020-01-01"]] {
        let outcome = run(world.path(), args);
        assert_eq!(outcome.code, 2, "{args:?}: {outcome:?}");
        assert!(outcome.stderr.contains(&lost), "{}", outcome.stderr);
    }
}
