//! `isms status`: how far the ISMS is, what to do first, and what falls due.

use super::exit_code::ExitCode;
use super::report::{self as reports, Format};
use super::session::Global;
use super::streams::Streams;
use crate::assess::assessment::Assessment;
use crate::output::format::Context;
use crate::output::status;
use crate::report::input::Ask;
use crate::report::{self, Report};
use anyhow::{Result, bail};
use std::path::PathBuf;
use std::str::FromStr;

/// Show how far the ISMS is, what to do first, and what falls due
///
/// Readiness by milestone (Stage 1, Stage 2, steady operation) and clause. It says what the documents show. It is no statement of conformity: that is the auditor's word.
/// With -v every requirement is listed with what shows it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// text, json, md, html or csv, each also as FORMAT=FILE; may be repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted>,
    /// Count controls by an attribute too, such as control_type
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
}

/// A format, and the file to write it to.
#[derive(Debug, Clone)]
struct Wanted {
    /// A format of reports; `None` is text.
    format: Option<Format>,
    file: Option<PathBuf>,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let file = match text.strip_prefix("text") {
            Some("") => None,
            Some(rest) => rest.strip_prefix('=').filter(|file| !file.is_empty()),
            None => {
                let wanted: reports::Wanted = text.parse().map_err(|_: String| FORMATS)?;
                return Ok(Self {
                    format: Some(wanted.format),
                    file: wanted.file,
                });
            }
        };
        if text != "text" && file.is_none() {
            return Err(FORMATS.to_owned());
        }
        Ok(Self {
            format: None,
            file: file.map(PathBuf::from),
        })
    }
}

const FORMATS: &str = "formats are text, json, md, html and csv, each also as FORMAT=FILE";

/// Runs the verb.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let text = Wanted {
        format: None,
        file: None,
    };
    let wanted = match args.format.is_empty() {
        true => vec![text],
        false => args.format.clone(),
    };
    reports::one_to_stdout(wanted.iter().map(|wanted| &wanted.file))?;
    args.by
        .as_deref()
        .map_or(Ok(()), reports::check_attribute)?;
    let Some(session) = reports::open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let assessment = Assessment::new(&session.linked.model, session.as_of);
    let defects = reports::defects(&session, &assessment);
    let ask = Ask {
        by: args.by.clone(),
        ..Ask::default()
    };
    let inputs = reports::inputs(&session, &assessment, &defects, &ask);
    let built = report::find("status").map(|entry| (entry.build)(&inputs));
    let Some(report @ Report::Status(page)) = &built else {
        bail!("internal error: the list of reports holds `status`");
    };
    for wanted in &wanted {
        let context = match wanted.file {
            Some(_) => Context::default(),
            None => Context {
                color: streams.color,
                width: streams.width,
            },
        };
        let text = match wanted.format {
            None => status::render(page, &context, global.verbose > 0),
            Some(format) => reports::render(&session, report, format)?,
        };
        reports::write(global, wanted.file.as_deref(), &text, streams)?;
    }
    Ok(reports::say_incomplete(&session, streams))
}
