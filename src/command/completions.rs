//! `isms completions SHELL`: what a shell needs to complete the command line.

use super::exit_code::ExitCode;
use super::streams::Streams;
use anyhow::Result;
use clap_complete::Shell;

/// Print the completions of the command line for a shell
///
/// For the shell that is running, in its start-up file:
///
///   bash   source <(isms completions bash)
///   zsh    source <(isms completions zsh)     after compinit
///   fish   isms completions fish | source
///   pwsh   isms completions powershell | Out-String | Invoke-Expression
///   elvish eval (isms completions elvish | slurp)
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Runs the verb for the whole command line.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &Args, mut whole: clap::Command, streams: &mut Streams) -> Result<ExitCode> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut whole, "isms", &mut text);
    streams.out(&String::from_utf8_lossy(&text))?;
    Ok(ExitCode::Clean)
}
