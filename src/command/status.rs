//! `isms status`: how far the ISMS is, what to do first, and what falls due.

use super::exit_code::ExitCode;
use super::report as reports;
use super::session::Global;
use super::streams::Streams;
use super::view::View;
use super::wanted::Wanted;
use super::worded::{self, TextOr};
use crate::output::status;
use crate::report::input::Ask;
use crate::report::{self, Report};
use anyhow::{Result, bail};
use std::path::Path;

/// Show how far the ISMS is, what to do first, and what falls due
///
/// Readiness by milestone (Stage 1, Stage 2, steady operation) and clause. It says what the documents show. It is not a statement of conformity: that is the auditor's word.
/// With -v every requirement is listed with what shows it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// text, json, md, html, csv or xlsx, each also as FORMAT=FILE; may be repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<TextOr>>,
    /// Count controls by an attribute too, such as control_type
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read, or an output cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let wanted = worded::wanted("status", &args.format)?;
    args.by
        .as_deref()
        .map_or(Ok(()), reports::check_attribute)?;
    let Some(session) = reports::open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let view = View::new(&session);
    let defects = view.defects();
    let ask = Ask {
        by: args.by.clone(),
        ..Ask::default()
    };
    let inputs = view.inputs(&defects, &ask);
    let built = report::find("status").map(|entry| (entry.build)(&inputs));
    let Some(report @ Report::Status(page)) = &built else {
        bail!("internal error: the list of reports holds `status`");
    };
    let text = |file: Option<&Path>, streams: &Streams| {
        status::render(page, &streams.target(file), global.verbose > 0)
    };
    worded::write(global, &session, report, &wanted, text, streams)
}
