//! Repositories made to harm whoever runs the tool on them: each attack ends in a clear message or in harmless
//! output, within bounds.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::print_stderr, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "site/tags.rs"]
mod tags;

#[path = "hostile/floods.rs"]
mod floods;

#[path = "hostile/git.rs"]
mod git;

#[path = "hostile/huge.rs"]
mod huge;

#[path = "hostile/injection.rs"]
mod injection;

#[path = "hostile/outputs.rs"]
mod outputs;

#[path = "hostile/paths.rs"]
mod paths;

#[path = "hostile/poison.rs"]
mod poison;

#[path = "hostile/templates.rs"]
mod templates;

use std::process::Command;
use world::{Outcome, World, finish};

/// The binary with at most so many MiB of address space: a run that wants more is ended by the system.
fn limited(world: &World, mebibytes: u64, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let limit = format!("ulimit -v {}; exec \"$0\" \"$@\"", mebibytes << 10);
    command
        .args(["-c", &limit, env!("CARGO_BIN_EXE_isms")])
        .args(args)
        .current_dir(world.path())
        .env_clear()
        .env("HOME", world.path());
    command
}

/// Runs it.
fn within(world: &World, mebibytes: u64, args: &[&str]) -> Outcome {
    finish(limited(world, mebibytes, args))
}

/// It was refused with these words, without a fault of the tool.
fn refused(outcome: &Outcome, words: &[&str]) {
    assert_eq!(outcome.code, 2, "{outcome:?}");
    for word in words {
        assert!(outcome.stderr.contains(word), "`{word}` in {outcome:?}");
    }
}
