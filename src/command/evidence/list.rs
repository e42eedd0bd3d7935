//! `isms evidence list`: every record by what it supports, with its age and the state of its file.

use crate::command::exit_code::ExitCode;
use crate::command::report::{self as reports, Format};
use crate::command::session::Global;
use crate::command::streams::Streams;
use crate::command::view::View;
use crate::command::wanted::{Named, Wanted, one_to_stdout};
use crate::output::evidence_text;
use crate::report::Report;
use crate::report::evidence::report;
use crate::report::input::Ask;
use anyhow::{Result, bail};

/// List the records by what they support, with their age and whether their files are unchanged
#[derive(Debug, clap::Args)]
pub struct Args {
    /// text, json, csv, md, html or xlsx, each also as FORMAT=FILE; may be repeated [default: text]
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<ListFormat>>,
}

/// Text, or a format of reports.
#[derive(Debug, Clone)]
enum ListFormat {
    Text,
    Report(Format),
}

impl Named for ListFormat {
    fn names() -> Vec<&'static str> {
        std::iter::once("text").chain(Format::names()).collect()
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            other => Format::named(other).map(Self::Report),
        }
    }
}

/// Runs the verb.
pub(super) fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let wanted = match args.format.is_empty() {
        true => vec![Wanted::on_stdout(ListFormat::Text)],
        false => args.format.clone(),
    };
    one_to_stdout(&wanted)?;
    let Some(session) = reports::open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let view = View::new(&session);
    let defects = view.defects();
    let built = Report::Evidence(Box::new(report(&view.inputs(&defects, Ask::NONE))));
    let Report::Evidence(page) = &built else {
        bail!("internal error: this is the report of evidence");
    };
    for wanted in &wanted {
        let file = wanted.file.as_deref();
        match wanted.format {
            ListFormat::Text => {
                reports::write(global, file, evidence_text::render(page), streams)?;
            }
            ListFormat::Report(format) => {
                let bytes = reports::render(&session, &built, format)?;
                reports::deliver(global, format, file, &bytes, streams)?;
            }
        }
    }
    Ok(reports::say_incomplete(&session, streams))
}
