//! What is staged, what is not, and what is only in the working tree.

use crate::past::{FILE, all_worked, every, git, likelihood, repository, run};

#[test]
fn the_working_tree_counts_and_the_index_does_not() {
    let world = repository();
    world.write(FILE, likelihood(1));
    git(world.path(), "2026-06-01", &["add", "--all"]);
    let staged = run(world.path(), &["diff"]).stdout;
    assert!(staged.contains("inherent.likelihood 2 → 1"), "{staged}");
    world.write(FILE, likelihood(3));
    let both = run(world.path(), &["diff"]).stdout;
    assert!(both.contains("inherent.likelihood 2 → 3"), "{both}");
    world.write(FILE, likelihood(2));
    let back = run(world.path(), &["diff"]).stdout;
    assert!(back.ends_with("No difference.\n"), "{back}");
}

#[test]
fn a_removal_that_is_only_staged_removes_nothing() {
    let world = repository();
    git(
        world.path(),
        "2026-06-01",
        &["rm", "--quiet", "--cached", FILE],
    );
    all_worked(&every(world.path(), &[]));
    let diff = run(world.path(), &["diff"]).stdout;
    assert!(diff.ends_with("No difference.\n"), "{diff}");
}

#[test]
fn what_is_not_committed_is_told_as_such_by_each_verb() {
    for stage in [false, true] {
        let world = repository();
        let text = likelihood(1).replace(
            "approval: {by: jane, on: 2026-09-02",
            "approval: {by: jane, on: 2026-09-03",
        );
        world.write(FILE, text);
        if stage {
            git(world.path(), "2026-06-01", &["add", "--all"]);
        }
        let log = run(world.path(), &["log", "R-1"]).stdout;
        assert!(log.contains("not committed"), "{log}");
        let trend = run(world.path(), &["trend"]);
        assert!(
            trend.stderr.contains("what is not committed is in no step"),
            "{trend:?}"
        );
        let (_, found) = world.check(&["--select", "decision-uncommitted"]);
        assert_eq!(found.of("decision-uncommitted").len(), 1);
        let clean = every(world.path(), &["--at", "HEAD"]);
        all_worked(&clean);
    }
}
