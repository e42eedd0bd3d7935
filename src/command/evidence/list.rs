//! `isms evidence list`: every record by what it supports, with its age and the state of its file.

use crate::command::exit_code::ExitCode;
use crate::command::report as reports;
use crate::command::session::Global;
use crate::command::streams::Streams;
use crate::command::view::View;
use crate::command::wanted::Wanted;
use crate::command::worded::{self, TextOr};
use crate::output::evidence_text;
use crate::report::Report;
use crate::report::evidence::report;
use crate::report::input::Ask;
use anyhow::{Result, bail};
use std::path::Path;

/// List the records by what they support, with their age and whether their files are unchanged
#[derive(Debug, clap::Args)]
pub struct Args {
    /// text, json, csv, md, html or xlsx, each also as FORMAT=FILE; may be repeated [default: text]
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<TextOr>>,
}

/// Runs the verb.
pub(super) fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let wanted = worded::wanted("evidence", &args.format)?;
    let Some(session) = reports::open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let view = View::new(&session);
    let defects = view.defects();
    let built = Report::Evidence(Box::new(report(&view.inputs(&defects, Ask::NONE))));
    let Report::Evidence(page) = &built else {
        bail!("internal error: this is the report of evidence");
    };
    let text = |_: Option<&Path>, _: &Streams| evidence_text::render(page);
    worded::write(global, &session, &built, &wanted, text, streams)
}
