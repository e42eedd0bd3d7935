//! `isms evidence add` and `isms evidence list`: records are taken in with their hash, and listed.

pub mod add;

pub mod list;

use super::exit_code::ExitCode;
use super::session::Global;
use super::streams::Streams;
use anyhow::Result;

/// Take in a record with its hash, or list all
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Add(Box<add::Args>),
    List(list::Args),
}

/// Runs the verb.
///
/// # Errors
/// When the repository or a file cannot be read, or nothing can be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    match &args.verb {
        Verb::Add(args) => add::run(global, args, streams),
        Verb::List(args) => list::run(global, args, streams),
    }
}
