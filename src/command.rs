//! What a person can ask for, one verb a file; the only code that prints or reads the environment.

pub mod exit_code;

pub mod streams;

pub mod wanted;

pub mod progress;

pub mod session;

pub mod view;

pub mod check;

pub mod report;

pub mod status;

pub mod trend;

pub mod render;

pub mod calendar;

pub mod scaffold;

pub mod demo;

pub mod explain;

pub mod rules;

pub mod schema;

pub mod init;

pub mod new;

pub mod catalog;

use anyhow::Result;
use clap::{Parser, Subcommand};
use exit_code::ExitCode;
use streams::Streams;

/// Compliance-as-code for ISO/IEC 27001: check the ISMS in this repository, compute the risk treatment
/// plan and the Statement of Applicability, and render them.
#[derive(Parser)]
#[command(name = "isms", version, propagate_version = true, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    global: session::Global,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Check(check::Args),
    /// Print the Statement of Applicability
    Soa(report::Common),
    /// Print the risk treatment plan
    Rtp(report::Common),
    Report(report::Args),
    Status(status::Args),
    Render(render::Args),
    Init(init::Args),
    New(new::Args),
    Calendar(calendar::Args),
    Trend(trend::Args),
    Demo(demo::Args),
    Explain(explain::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    Catalog(catalog::Args),
}

/// The whole command line as data, for documentation and tests.
pub fn definition() -> clap::Command {
    <Cli as clap::CommandFactory>::command()
}

/// Parses the arguments, runs the verb, and turns what went wrong into one message and an exit code.
pub fn main() -> std::process::ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors; what cannot be printed cannot be mended here.
            let _ = error.print();
            let code = if error.use_stderr() {
                ExitCode::Wrong
            } else {
                ExitCode::Clean
            };
            return code.into();
        }
    };
    let mut streams = Streams::new(cli.global.color);
    match run(&cli, &mut streams) {
        Ok(code) => code.into(),
        Err(error) if streams::is_broken_pipe(&error) => ExitCode::Clean.into(),
        Err(error) => {
            streams.error(&error);
            ExitCode::Wrong.into()
        }
    }
}

fn run(cli: &Cli, streams: &mut Streams) -> Result<ExitCode> {
    match &cli.verb {
        Verb::Check(args) => check::run(&cli.global, args, streams),
        Verb::Soa(args) => report::run_named(&cli.global, "soa", args, streams),
        Verb::Rtp(args) => report::run_named(&cli.global, "rtp", args, streams),
        Verb::Report(args) => report::run(&cli.global, args, streams),
        Verb::Status(args) => status::run(&cli.global, args, streams),
        Verb::Render(args) => render::run(&cli.global, args, streams),
        Verb::Init(args) => init::run(&cli.global, args, streams),
        Verb::New(args) => new::run(&cli.global, args, streams),
        Verb::Calendar(args) => calendar::run(&cli.global, args, streams),
        Verb::Trend(args) => trend::run(&cli.global, args, streams),
        Verb::Demo(args) => demo::run(&cli.global, args, streams),
        Verb::Explain(args) => explain::run(args, streams),
        Verb::Rules(args) => rules::run(args, streams),
        Verb::Schema(args) => schema::run(&cli.global, args, streams),
        Verb::Catalog(args) => catalog::run(args, streams),
    }
}
