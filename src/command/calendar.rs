//! `isms calendar`: what is overdue and what falls due.

use super::exit_code::ExitCode;
use super::report::{inputs, say_incomplete};
use super::session::{Global, Session};
use super::streams::Streams;
use crate::assess::assessment::Assessment;
use crate::model::scalar::Period;
use crate::output::format::CalendarFormat;
use crate::output::{self, CALENDAR_FORMATS};
use crate::repo::write::write_atomic;
use crate::report::calendar::{Calendar, calendar};
use crate::report::input::Ask;
use crate::syntax::schema::near_miss;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::str::FromStr;

/// Show what is overdue and what falls due
#[derive(Debug, clap::Args)]
pub struct Args {
    /// text, json, csv or ics, each also as FORMAT=FILE; may be repeated
    #[arg(
        long,
        visible_alias = "output-format",
        value_name = "FORMAT[=FILE]",
        default_value = "text"
    )]
    format: Vec<Wanted>,
    /// Only what falls due in this time, such as 90d, 6w or 3m, and what is overdue
    #[arg(long, value_name = "PERIOD")]
    horizon: Option<Period>,
}

/// A format, and the file to write it to.
#[derive(Debug, Clone)]
struct Wanted {
    format: &'static CalendarFormat,
    file: Option<PathBuf>,
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, file) = text
            .split_once('=')
            .map_or((text, None), |(name, file)| (name, Some(file)));
        let names = || CALENDAR_FORMATS.iter().map(|format| format.name);
        let unknown = || {
            let near = near_miss::nearest(name, names());
            let near = near.map(|near| format!("did you mean `{near}`? "));
            let known = names().collect::<Vec<_>>().join(", ");
            format!("{}formats are {known}", near.unwrap_or_default())
        };
        let format = output::find_calendar_format(name).ok_or_else(unknown)?;
        match file {
            Some("") => Err("the name of a file is missing after `=`".to_owned()),
            _ => Ok(Self {
                format,
                file: file.map(PathBuf::from),
            }),
        }
    }
}

/// Runs the verb.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let to_stdout = args.format.iter().filter(|wanted| wanted.file.is_none());
    if to_stdout.count() > 1 {
        bail!(
            "two formats cannot both be written to standard output; give one of them a file, as in `--format ics=isms.ics`"
        );
    }
    let mut session = Session::open(global, None)?;
    session.name_revision()?;
    if session.snapshot.entries.is_empty() {
        streams.note(&format!(
            "no document found below {}",
            session.settings.documents.join(", ")
        ));
        return Ok(ExitCode::Nothing);
    }
    let calendar = computed(&session, args);
    for wanted in &args.format {
        let text = (wanted.format.render)(&calendar);
        match &wanted.file {
            Some(file) => write_atomic(&global.folder().join(file), text.as_bytes())
                .with_context(|| format!("cannot write {}", file.display()))?,
            None => streams.out(&text)?,
        }
    }
    Ok(say_incomplete(&session, streams))
}

fn computed(session: &Session, args: &Args) -> Calendar {
    let assessment = Assessment::new(&session.linked.model, session.as_of);
    let horizon = args.horizon.map(|period| period.after(session.as_of));
    calendar(&inputs(session, &assessment, &[], Ask::NONE), horizon)
}
