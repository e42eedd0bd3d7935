//! Small repositories made with git itself, and every verb that reads history run in them.

use crate::company::documents;
use crate::world::{Outcome, World, finish};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Where the documents of most histories lie.
pub(crate) const FILE: &str = "isms/all.yaml";

/// Settings under which git is asked who decided.
pub(crate) const SETTINGS: &str = "stage = \"certified\"\n";

/// Every verb that reads history, with what it is asked. `OUT` stands for a folder elsewhere.
pub(crate) const VERBS: &[&[&str]] = &[
    &["diff"],
    &["soa", "--since", "HEAD"],
    &["log", "R-1"],
    &["trend"],
    &["explain", "R-1"],
    &["impact", "R-1", "--set", "inherent.likelihood=1"],
    &["handover", "jane"],
    &["check", "--exit-zero"],
    &["approve", "--list"],
    &["render", "--out", "OUT"],
];

/// Verbs that have nothing to say without a history.
pub(crate) const NEEDS_HISTORY: &[&str] = &["diff", "soa", "log", "trend"];

/// Git with nobody's settings, as Jane, at noon of a day.
pub(crate) fn git_command(folder: &Path, day: &str, args: &[&str]) -> Command {
    let when = format!("{day}T12:00:00Z");
    let mut command = Command::new("git");
    command
        .current_dir(folder)
        .args(["-c", "protocol.file.allow=always"])
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .envs([
            ("GIT_AUTHOR_NAME", "Jane Doe"),
            ("GIT_AUTHOR_EMAIL", "jane@example.com"),
            ("GIT_COMMITTER_NAME", "Jane Doe"),
            ("GIT_COMMITTER_EMAIL", "jane@example.com"),
            ("GIT_AUTHOR_DATE", &when),
            ("GIT_COMMITTER_DATE", &when),
        ]);
    command
}

/// What git says, which must succeed.
pub(crate) fn git(folder: &Path, day: &str, args: &[&str]) -> String {
    let output = git_command(folder, day, args).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {told}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Everything in the folder as a commit of a day.
pub(crate) fn commit(folder: &Path, day: &str, message: &str) {
    git(folder, day, &["add", "--all"]);
    git(
        folder,
        day,
        &["commit", "--quiet", "--allow-empty", "-m", message],
    );
}

/// The documents with R-1 at another inherent likelihood.
pub(crate) fn likelihood(value: u8) -> String {
    let (old, new) = (
        "{likelihood: 3, impact: 3}",
        format!("{{likelihood: {value}, impact: 3}}"),
    );
    let text = documents();
    assert!(text.contains(old));
    text.replace(old, &new)
}

/// A folder without git in which the company lies.
pub(crate) fn folder() -> World {
    let world = World::empty();
    world.write("isms.toml", SETTINGS);
    world.write(FILE, documents());
    world
}

/// Three commits on `main`: the company at `v1`, R-1 at likelihood 2 at `v2`, and one that leaves the
/// documents as they are.
pub(crate) fn repository() -> World {
    let world = folder();
    git(
        world.path(),
        "2026-03-01",
        &["init", "--quiet", "-b", "main"],
    );
    commit(world.path(), "2026-03-01", "Begin");
    git(world.path(), "2026-03-01", &["tag", "v1"]);
    world.write(FILE, likelihood(2));
    commit(world.path(), "2026-04-01", "Rate R-1 anew");
    git(world.path(), "2026-04-01", &["tag", "v2"]);
    world.write("readme.txt", "Nothing of the ISMS.\n");
    commit(world.path(), "2026-05-01", "Explain");
    world
}

/// Runs the binary in a folder.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
    command.current_dir(folder).args(args).env_clear();
    command.env("HOME", "/nonexistent").env("TZ", "UTC");
    let outcome = finish(command);
    assert_sane(args, &outcome);
    outcome
}

/// Runs every verb in a folder, with more options; an outcome is given with the name of its verb.
pub(crate) fn every(folder: &Path, more: &[&str]) -> Vec<(&'static str, Outcome)> {
    let out = TempDir::new().unwrap();
    let out = out.path().join("out");
    let one = |verb: &&'static [&'static str]| {
        let place = |word: &&'static str| match *word {
            "OUT" => out.to_str().unwrap().to_owned(),
            word => word.to_owned(),
        };
        let mut args: Vec<String> = verb.iter().map(place).collect();
        // A comparison takes its sides as words of their own.
        match (verb[0], more) {
            ("diff", ["--at", rev]) => args.extend(["HEAD".to_owned(), (*rev).to_owned()]),
            _ => args.extend(more.iter().map(|word| (*word).to_owned())),
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        (verb[0], run(folder, &args))
    };
    VERBS.iter().map(one).collect()
}

/// A run never panics, owns no bug, and fails with one error, whose causes stand below it.
fn assert_sane(args: &[&str], outcome: &Outcome) {
    let Outcome {
        code,
        stdout,
        stderr,
    } = outcome;
    let all = format!("{stdout}{stderr}");
    for bug in ["panicked", "internal error", "RUST_BACKTRACE"] {
        assert!(!all.contains(bug), "{args:?}: {all}");
    }
    assert!(!all.contains('\u{1b}'), "{args:?}: {all}");
    assert!(
        (0..=3).contains(code),
        "{args:?} ended with {code}: {stderr}"
    );
    let errors = stderr.lines().filter(|line| line.starts_with("error: "));
    if *code == 2 {
        assert_eq!(
            (stdout.as_str(), errors.count()),
            ("", 1),
            "{args:?}: {all}"
        );
    } else {
        assert_eq!(errors.count(), 0, "{args:?}: {all}");
    }
}

/// It was refused with these words.
pub(crate) fn refused(what: &str, outcome: &Outcome, words: &[&str]) {
    assert_eq!(outcome.code, 2, "{what}: {}", outcome.stderr);
    for word in words {
        let told = &outcome.stderr;
        assert!(
            told.contains(word),
            "{what}: `{word}` is not said in:\n{told}"
        );
    }
}

/// It gave a result and nothing was amiss.
pub(crate) fn worked(what: &str, outcome: &Outcome) {
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{what}");
    assert!(!outcome.stdout.is_empty(), "{what}");
}

/// All verbs gave a result and nothing was amiss.
pub(crate) fn all_worked(outcomes: &[(&str, Outcome)]) {
    for (verb, outcome) in outcomes {
        worked(verb, outcome);
    }
}

/// What a verb wrote to standard output.
pub(crate) fn said<'o>(outcomes: &'o [(&str, Outcome)], verb: &str) -> &'o str {
    let found = outcomes.iter().find(|(name, _)| *name == verb);
    &found.unwrap().1.stdout
}
