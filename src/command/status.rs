//! `isms status`: how far the ISMS is, what to do first, and what falls due.

use super::exit_code::ExitCode;
use super::report::{self as reports, Format};
use super::session::Global;
use super::streams::Streams;
use super::view::View;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::output::status;
use crate::report::input::Ask;
use crate::report::{self, Report};
use anyhow::{Result, bail};

/// Show how far the ISMS is, what to do first, and what falls due
///
/// Readiness by milestone (Stage 1, Stage 2, steady operation) and clause. It says what the documents show. It is not a statement of conformity: that is the auditor's word.
/// With -v every requirement is listed with what shows it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// text, json, md, html, csv or xlsx, each also as FORMAT=FILE; may be repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<StatusFormat>>,
    /// Count controls by an attribute too, such as control_type
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
}

/// Text, or a format of reports.
#[derive(Debug, Clone)]
enum StatusFormat {
    Text,
    Report(Format),
}

impl Named for StatusFormat {
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
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let wanted = match args.format.is_empty() {
        true => vec![Wanted::on_stdout(StatusFormat::Text)],
        false => args.format.clone(),
    };
    one_to_stdout(&wanted)?;
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
    for wanted in &wanted {
        let file = wanted.file.as_deref();
        match wanted.format {
            StatusFormat::Text => {
                let text = status::render(page, &streams.target(file), global.verbose > 0);
                reports::write(global, file, &text, streams)?;
            }
            StatusFormat::Report(format) => {
                let bytes = reports::render(&session, report, format)?;
                reports::deliver(global, format, file, &bytes, streams)?;
            }
        }
    }
    Ok(reports::say_incomplete(&session, streams))
}
