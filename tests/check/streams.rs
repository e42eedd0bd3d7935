//! Where output goes: colours, pipes, GitHub Actions, and nothing into the repository.

use crate::world::{AS_OF, World, finish};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::process::Stdio;

const ESCAPE: char = '\u{1b}';

fn colored(args: &[&str], environment: &[(&str, &str)]) -> bool {
    let world = World::sound();
    let mut command = world.command(&["check", "--as-of", AS_OF]);
    command.args(args).envs(environment.iter().copied());
    finish(command).stdout.contains(ESCAPE)
}

#[test]
fn colour_follows_the_option_then_the_environment_then_the_terminal() {
    assert!(!colored(&[], &[]));
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_file_gets_no_colour_whatever_the_terminal_gets() {
    let world = World::sound();
    world.run(&["check", "--color", "always", "--format", "text=found.txt"]);
    let text = std::fs::read_to_string(world.join("found.txt")).unwrap();
    assert!(text.contains("nobody") && !text.contains(ESCAPE));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let world = World::sound();
    let many: String = (0..5000)
        .map(|n| format!("kind: asset\nid: a{n}\ntitle: A\ntype: software\nowner: gone{n}\n---\n"))
        .collect();
    world.write("isms/many.yaml", many.trim_end_matches("---\n"));
    let mut child = world
        .command(&["check", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let outcome = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(outcome.stderr).unwrap(), "");
    assert!(outcome.status.code().is_some(), "killed by a signal");
}

fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut ahead = vec![folder.to_owned()];
    while let Some(folder) = ahead.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.insert(path.display().to_string(), Vec::new());
                ahead.push(path);
            } else {
                found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn check_changes_nothing_in_the_repository() {
    let world = World::with("isms/bad.yaml", "kind: asset\nid: [\n");
    world.commit_all("first");
    world.write("isms/new.yaml", "kind: person\nid: ada\nname: Ada\n");
    let before = tree(world.path());
    for args in [
        &["check"][..],
        &["check", "--format", "json"],
        &["check", "--at", "HEAD"],
        &["check", "--format", "sarif"],
    ] {
        world.run(args);
        assert!(tree(world.path()) == before, "{args:?} changed something");
    }
}

#[test]
fn github_actions_gets_its_format_and_the_summary_of_the_step() {
    let world = World::sound();
    let summary = world.join("summary.md");
    std::fs::write(&summary, "before\n").unwrap();
    let mut command = world.command(&["check", "--as-of", AS_OF]);
    command
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_STEP_SUMMARY", &summary);
    let outcome = finish(command);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""));
    assert!(
        outcome
            .stdout
            .lines()
            .any(|line| line.starts_with("::error file=isms/known.yaml,line=5,")),
        "{}",
        outcome.stdout
    );
    let text = std::fs::read_to_string(&summary).unwrap();
    assert!(
        text.starts_with("before\n") && text.contains("nobody"),
        "{text}"
    );
}

#[test]
fn under_github_actions_an_asked_format_holds() {
    let world = World::sound();
    let mut command = world.command(&["check", "--as-of", AS_OF, "--format", "json"]);
    command.env("GITHUB_ACTIONS", "true");
    assert!(finish(command).findings().has_known());
}

#[test]
fn text_ends_with_the_tally_and_shows_the_source() {
    let world = World::sound();
    world.commit_all("first");
    let outcome = world.run(&["check", "--as-of", AS_OF]);
    assert_eq!(outcome.stderr, "");
    assert!(
        outcome.stdout.contains("isms/known.yaml:5:8"),
        "{}",
        outcome.stdout
    );
    assert!(outcome.stdout.contains("owner: nobody"));
    let last = outcome.stdout.lines().last().unwrap();
    assert!(
        last.starts_with("1 error, ") && last.ends_with(" in 5 documents"),
        "{last}"
    );
}
