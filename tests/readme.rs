//! What the README shows is run: every command works, and every line of output shown is really printed.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A command of a section, with the lines that the README shows below it.
struct Shown {
    command: String,
    lines: Vec<String>,
}

fn commands(section: &str) -> Vec<Shown> {
    let readme = include_str!("../README.md");
    let section = readme
        .split(&format!("\n## {section}\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("README.md has no section `{section}`"));
    let section = section.split("\n## ").next().unwrap();
    let mut shown: Vec<Shown> = Vec::new();
    let mut inside = false;
    for line in section.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            shown.push(Shown {
                command: command.to_owned(),
                lines: Vec::new(),
            });
        } else if inside && !line.trim().is_empty() && line.trim() != "…" {
            shown
                .last_mut()
                .unwrap()
                .lines
                .push(line.trim_end().to_owned());
        }
    }
    shown
}

/// Runs a command line in a folder; `|` and `>` are for the shell.
fn run(command: &str, folder: &Path) -> String {
    let binary = PathBuf::from(env!("CARGO_BIN_EXE_isms"));
    let path = format!(
        "{}:{}",
        binary.parent().unwrap().display(),
        std::env::var("PATH").unwrap()
    );
    let output = Command::new("sh")
        .arg("-c")
        .arg(command)
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env_remove("GITHUB_ACTIONS")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    let code = output.status.code();
    assert!(
        matches!(code, Some(0 | 1)),
        "`{command}` returned {code:?}:\n{text}"
    );
    text
}

#[test]
fn every_command_of_the_tour_works_and_prints_what_is_shown() {
    follow("Five minutes", 8);
}

#[test]
fn every_command_of_the_pull_request_works_and_prints_what_is_shown() {
    follow("A pull request", 14);
}

#[test]
fn every_command_that_begins_an_isms_works_and_prints_what_is_shown() {
    follow("Start your own", 5);
}

/// Runs the commands of a section in an empty folder.
fn follow(section: &str, least: usize) {
    let tour = commands(section);
    assert!(
        tour.len() >= least,
        "`{section}` has {} commands",
        tour.len()
    );
    let folder = tempfile::tempdir().unwrap();
    let mut here = folder.path().to_owned();
    for shown in tour {
        if let Some(name) = shown.command.strip_prefix("cd ") {
            here = here.join(name);
            continue;
        }
        let text = run(&shown.command, &here);
        for line in &shown.lines {
            let wanted = line.trim_end_matches('…').trim_end();
            assert!(
                text.lines()
                    .any(|printed| printed.trim_end().starts_with(wanted)),
                "`{}` does not print `{line}`:\n{text}",
                shown.command
            );
        }
    }
}
