//! What a person can ask for, one verb a file; the only code that prints or reads the environment.

pub mod exit_code;

pub mod streams;

pub mod wanted;

pub mod progress;

pub mod settings;

pub mod session;

pub mod watch;

pub mod view;

pub mod sides;

pub mod stdin;

pub mod changed;

pub mod known;

pub mod selection;

pub mod check;

pub mod fix;

pub mod pdf;

mod seen;

pub mod report;

mod worded;

pub mod status;

pub mod diff;

pub mod soa;

pub mod trend;

pub mod render;

pub mod pack;
pub mod serve;

pub mod verify;

pub mod page;

pub mod calendar;

pub mod schema;

pub mod log;

pub mod scaffold;

pub mod demo;

pub mod baseline;

pub mod rules;

pub mod explain;

pub mod init;

pub mod new;

pub mod evidence;

pub mod impact;

pub mod handover;

pub mod catalog;

pub mod decide;

pub mod approve;

pub mod accept_sheet;

pub mod accept;

pub mod review;

pub mod completions;
pub mod rename;

pub mod man;

pub mod lsp;

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
    Fix(fix::Args),
    Soa(soa::Args),
    /// Print the risk treatment plan
    Rtp(report::Common),
    Report(report::Args),
    Status(status::Args),
    Diff(diff::Args),
    Render(render::Args),
    Serve(serve::Args),
    Pack(pack::Args),
    Verify(verify::Args),
    Init(init::Args),
    New(new::Args),
    Evidence(evidence::Args),
    Calendar(calendar::Args),
    Approve(approve::Args),
    Accept(accept::Args),
    Review(review::Args),
    Rename(rename::Args),
    Trend(trend::Args),
    Log(log::Args),
    Demo(demo::Args),
    Explain(explain::Args),
    Impact(impact::Args),
    Handover(handover::Args),
    Baseline(baseline::Args),
    Rules(rules::Args),
    Schema(schema::Args),
    Catalog(catalog::Args),
    Completions(completions::Args),
    Man(man::Args),
    Lsp(lsp::Args),
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
    crate::output::bounded::watch_memory(crate::repo::memory::held);
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
        Verb::Fix(args) => fix::run(&cli.global, args, streams),
        Verb::Soa(args) => soa::run(&cli.global, args, streams),
        Verb::Rtp(args) => report::run_named(&cli.global, "rtp", args, streams),
        Verb::Report(args) => report::run(&cli.global, args, streams),
        Verb::Status(args) => status::run(&cli.global, args, streams),
        Verb::Diff(args) => diff::run(&cli.global, args, streams),
        Verb::Render(args) => render::run(&cli.global, args, streams),
        Verb::Serve(args) => serve::run(&cli.global, args, streams),
        Verb::Pack(args) => pack::run(&cli.global, args, streams),
        Verb::Verify(args) => verify::run(&cli.global, args, streams),
        Verb::Init(args) => init::run(&cli.global, args, streams),
        Verb::New(args) => new::run(&cli.global, args, streams),
        Verb::Evidence(args) => evidence::run(&cli.global, args, streams),
        Verb::Calendar(args) => calendar::run(&cli.global, args, streams),
        Verb::Approve(args) => approve::run(&cli.global, args, streams),
        Verb::Accept(args) => accept::run(&cli.global, args, streams),
        Verb::Review(args) => review::run(&cli.global, args, streams),
        Verb::Rename(args) => rename::run(&cli.global, args, streams),
        Verb::Trend(args) => trend::run(&cli.global, args, streams),
        Verb::Log(args) => log::run(&cli.global, args, streams),
        Verb::Demo(args) => demo::run(&cli.global, args, streams),
        Verb::Explain(args) => explain::run(&cli.global, args, streams),
        Verb::Impact(args) => impact::run(&cli.global, args, streams),
        Verb::Handover(args) => handover::run(&cli.global, args, streams),
        Verb::Baseline(args) => baseline::run(&cli.global, args, streams),
        Verb::Rules(args) => rules::run(args, streams),
        Verb::Schema(args) => schema::run(&cli.global, args, streams),
        Verb::Catalog(args) => catalog::run(args, streams),
        Verb::Completions(args) => completions::run(args, definition(), streams),
        Verb::Man(args) => man::run(&cli.global, args, definition(), streams),
        Verb::Lsp(args) => lsp::run(&cli.global, args, streams),
    }
}
