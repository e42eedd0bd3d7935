//! Revisions in which the settings were not there, were broken, lay elsewhere, or said otherwise where
//! documents lie.

use crate::company::documents;
use crate::past::{FILE, all_worked, commit, every, git, likelihood, refused, run, said, worked};
use crate::world::World;

/// A history whose tags are named after what was the matter.
fn moved() -> World {
    let world = World::empty();
    let step = |day: &str, tag: &str| {
        commit(world.path(), day, tag);
        git(world.path(), day, &["tag", tag]);
    };
    git(
        world.path(),
        "2026-01-01",
        &["init", "--quiet", "-b", "main"],
    );
    world.write("readme.txt", "No ISMS yet.\n");
    step("2026-01-01", "before");
    world.write("company/isms.toml", "stage = \"building\"\n");
    world.write("company/isms/all.yaml", documents());
    step("2026-02-01", "in-folder");
    std::fs::remove_dir_all(world.join("company")).unwrap();
    world.write("isms.toml", "documents = [\"elsewhere\"]\n");
    world.write("elsewhere/all.yaml", documents());
    step("2026-03-01", "elsewhere");
    world.write("isms.toml", "documents = [\n");
    step("2026-04-01", "broken");
    world.write("isms.toml", "[rules]\nno-such-rule = \"off\"\n");
    step("2026-05-01", "unknown-name");
    std::fs::remove_dir_all(world.join("elsewhere")).unwrap();
    world.write("isms.toml", crate::past::SETTINGS);
    world.write(FILE, likelihood(2));
    step("2026-06-01", "now");
    world
}

#[test]
fn at_a_revision_without_settings_every_verb_says_so() {
    let world = moved();
    for rev in ["before", "in-folder"] {
        for (verb, outcome) in every(world.path(), &["--at", rev]) {
            let words = [&format!("revision `{rev}` has no isms.toml"), "`-C DIR`"];
            refused(verb, &outcome, &words);
        }
    }
}

#[test]
fn at_a_revision_with_broken_settings_every_verb_names_revision_file_and_line() {
    let world = moved();
    for (rev, line) in [
        ("broken", "isms.toml:1:"),
        ("unknown-name", "isms.toml:2:1:"),
    ] {
        for (verb, outcome) in every(world.path(), &["--at", rev]) {
            refused(
                verb,
                &outcome,
                &[&format!("cannot read revision `{rev}`"), line],
            );
        }
        for args in [["diff", rev], ["diff", &format!("{rev}...")]] {
            refused(
                rev,
                &run(world.path(), &args),
                &["cannot compare with", line],
            );
        }
        let letter = run(world.path(), &["soa", "--since", rev]);
        refused(
            rev,
            &letter,
            &[&format!("cannot compare with `{rev}`"), line],
        );
    }
}

#[test]
fn a_base_of_another_layout_is_read_as_its_own_settings_say() {
    let world = moved();
    all_worked(&every(world.path(), &["--at", "elsewhere"]));
    let diff = run(world.path(), &["diff", "elsewhere"]).stdout;
    assert!(diff.contains("inherent.likelihood 3 → 2"), "{diff}");
    for rev in ["before", "in-folder"] {
        let diff = run(world.path(), &["diff", rev]);
        worked(rev, &diff);
        let told = format!("There is no isms.toml at {rev}: the whole ISMS is new.");
        assert!(diff.stdout.contains(&told), "{}", diff.stdout);
        worked(rev, &run(world.path(), &["soa", "--since", rev]));
    }
}

#[test]
fn a_log_follows_the_document_through_all_of_them() {
    let world = moved();
    let log = run(world.path(), &["log", "R-1"]).stdout;
    for words in [
        "inherent.likelihood  3 → 2",
        "moved from elsewhere/all.yaml to isms/all.yaml",
        "moved from company/isms/all.yaml to elsewhere/all.yaml",
        "created in company/isms/all.yaml",
    ] {
        assert!(log.contains(words), "`{words}` is not said in:\n{log}");
    }
}

#[test]
fn a_trend_has_a_gap_with_its_reason_for_each_revision_that_it_cannot_judge() {
    let world = moved();
    let outcomes = every(world.path(), &[]);
    all_worked(&outcomes);
    let trend = said(&outcomes, "trend");
    assert!(trend.starts_with("6 commits"), "{trend}");
    assert!(trend.contains("4 steps without figures"), "{trend}");
    for (day, why) in [
        ("2026-01-01", "no isms.toml"),
        ("2026-02-01", "no isms.toml"),
        ("2026-04-01", "isms.toml:1:"),
        ("2026-05-01", "isms.toml:2:1:"),
    ] {
        let line = trend
            .lines()
            .find(|line| line.trim_start().starts_with(day));
        assert!(
            line.is_some_and(|line| line.contains(why)),
            "{day}: {trend}"
        );
    }
}

#[test]
fn a_folder_that_is_there_names_an_isms_that_was_there() {
    let world = moved();
    std::fs::create_dir(world.join("company")).unwrap();
    let there = world.join("company");
    for (verb, outcome) in every(&there, &["--at", "in-folder"]) {
        if verb != "diff" {
            worked(verb, &outcome);
        }
    }
}

#[test]
fn what_broken_settings_quote_is_no_command_for_a_terminal_and_no_line_of_its_own() {
    let world = moved();
    let settings = "[rules]\n\"a\\u001b[2J\\nerror: b\" = \"off\"\n";
    world.write("isms.toml", settings);
    refused("check", &run(world.path(), &["check"]), &["isms.toml:2:1:"]);
}
