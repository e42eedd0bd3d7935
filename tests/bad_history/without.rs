//! No git, no commit, ids by SHA-256, another owner, a bare repository.

use crate::past::{
    NEEDS_HISTORY, all_worked, commit, every, folder, git, git_command, refused, repository, run,
    worked,
};
use crate::world::{World, is_root};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

/// Verbs that live by history say why there is none; all others work, and `check` says it once.
fn says_why_there_is_no_history(folder: &Path, why: &[&str]) {
    for (verb, outcome) in every(folder, &[]) {
        if NEEDS_HISTORY.contains(&verb) {
            refused(verb, &outcome, why);
            continue;
        }
        worked(verb, &outcome);
        if verb == "check" {
            let told = outcome.stdout.matches(why[0]).count();
            assert_eq!(told, 1, "{}", outcome.stdout);
        }
    }
    for (verb, outcome) in every(folder, &["--at", "HEAD"]) {
        refused(verb, &outcome, why);
    }
}

#[test]
fn without_git_each_verb_works_or_says_that_there_is_none() {
    says_why_there_is_no_history(folder().path(), &["this is not a git repository"]);
}

#[test]
fn without_a_commit_each_verb_works_or_says_that_there_is_none() {
    let world = folder();
    git(
        world.path(),
        "2026-03-01",
        &["init", "--quiet", "-b", "main"],
    );
    for (verb, outcome) in every(world.path(), &[]) {
        match NEEDS_HISTORY.contains(&verb) {
            true => refused(verb, &outcome, &["has no commit yet"]),
            false => worked(verb, &outcome),
        }
    }
    for (verb, outcome) in every(world.path(), &["--at", "HEAD"]) {
        refused(
            verb,
            &outcome,
            &[
                "revision `HEAD`",
                "repository is empty",
                "commit the files first",
            ],
        );
    }
}

#[test]
fn ids_by_sha_256_are_refused_as_what_they_are_with_a_way_out() {
    let world = folder();
    let sha = ["init", "--quiet", "-b", "main", "--object-format=sha256"];
    git(world.path(), "2026-03-01", &sha);
    commit(world.path(), "2026-03-01", "Begin");
    says_why_there_is_no_history(
        world.path(),
        &["names its objects by SHA-256", "fast-export"],
    );
}

fn give_away(folder: &Path) {
    std::os::unix::fs::lchown(folder, Some(12345), Some(12345)).unwrap();
    if folder.is_dir() && !folder.is_symlink() {
        for entry in std::fs::read_dir(folder).unwrap() {
            give_away(&entry.unwrap().path());
        }
    }
}

#[test]
fn a_repository_of_another_user_names_the_command_that_trusts_it() {
    if !is_root() {
        return;
    }
    let world = repository();
    give_away(world.path());
    let why = [
        "is owned by another user",
        "git config --global --add safe.directory",
    ];
    says_why_there_is_no_history(world.path(), &why);
}

#[test]
fn a_bare_repository_is_read_at_revisions_only() {
    let world = repository();
    let bare = World::empty();
    let from = world.path().to_str().unwrap();
    git(
        bare.path(),
        "2026-06-01",
        &["clone", "--quiet", "--bare", from, "."],
    );
    for (verb, outcome) in every(bare.path(), &[]) {
        let way = if verb == "diff" {
            "`isms diff BASE HEAD`"
        } else {
            "`--at HEAD`"
        };
        refused(verb, &outcome, &["is a bare git repository", way]);
    }
    let there = every(bare.path(), &["--at", "HEAD"]);
    all_worked(&there);
    for ((verb, bare), (_, tree)) in there.iter().zip(every(world.path(), &["--at", "HEAD"])) {
        if *verb != "render" {
            assert_eq!(bare.stdout, tree.stdout, "{verb}");
        }
    }
    worked("diff", &run(bare.path(), &["diff", "v1", "v2"]));
}

/// A commit on `main` whose only folder holds more entries than are searched, one of them a folder with settings.
fn too_big_to_be_searched(bare: &Path) {
    let mut input = "blob\nmark :1\ndata 0\n\ncommit refs/heads/main\ncommitter Jane <jane@example.com> 1780000000 +0000\ndata 0\n".to_owned();
    for at in 0..100_000 {
        input += &format!("M 100644 :1 many/{at}\n");
    }
    input += "M 100644 :1 many/isms/isms.toml\n\n";
    let mut importing = git_command(bare, "2026-06-01", &["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = importing.stdin.take().unwrap();
    pipe.write_all(input.as_bytes()).unwrap();
    drop(pipe);
    assert!(importing.wait().unwrap().success());
}

#[test]
fn a_bare_repository_too_big_to_be_searched_says_what_was_looked_for() {
    let bare = World::empty();
    git(
        bare.path(),
        "2026-06-01",
        &["init", "--quiet", "--bare", "-b", "main", "."],
    );
    too_big_to_be_searched(bare.path());
    let why = [
        "no isms.toml lies at the top of the revision",
        "clone the repository",
    ];
    for (verb, outcome) in every(bare.path(), &["--at", "main"]) {
        refused(verb, &outcome, &why);
    }
}
