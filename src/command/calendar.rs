//! `isms calendar`: what is overdue and what falls due.

use super::exit_code::ExitCode;
use super::report::{open, say_incomplete, write};
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::model::scalar::Period;
use crate::output::format::CalendarFormat;
use crate::output::{self, CALENDAR_FORMATS};
use crate::report::calendar::{Calendar, calendar};
use crate::report::input::Ask;
use anyhow::Result;

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
    format: Vec<Wanted<&'static CalendarFormat>>,
    /// Only what falls due in this time, such as 90d, 6w or 3m, and what is overdue
    #[arg(long, value_name = "PERIOD")]
    horizon: Option<Period>,
}

impl Named for &'static CalendarFormat {
    fn names() -> Vec<&'static str> {
        CALENDAR_FORMATS.iter().map(|format| format.name).collect()
    }

    fn named(name: &str) -> Option<Self> {
        output::find_calendar_format(name)
    }
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read, or an output cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    one_to_stdout(&args.format)?;
    let Some(session) = open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let calendar = computed(&session, args);
    for wanted in &args.format {
        let text = (wanted.format.render)(&calendar);
        write(global, wanted.file.as_deref(), &text, streams)?;
    }
    Ok(say_incomplete(&session, streams))
}

fn computed(session: &Session, args: &Args) -> Calendar {
    let view = View::new(session);
    let horizon = args.horizon.map(|period| period.after(session.as_of));
    calendar(&view.inputs(&[], Ask::NONE), horizon)
}
