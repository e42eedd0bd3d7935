//! Reports that have a text for the terminal beside the formats of every report.

use super::exit_code::ExitCode;
use super::pdf;
use super::report::{self as reports, Format};
use super::session::{Global, Session};
use super::streams::Streams;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::report::Report;
use crate::report::audience::Audience;
use anyhow::Result;
use std::path::Path;

/// Text, or a format of reports.
#[derive(Debug, Clone)]
pub(super) enum TextOr {
    Text,
    Report(Format),
}

impl Named for TextOr {
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

/// What is to be written of a report: what was asked for, or the text.
pub(super) fn wanted(report: &str, asked: &[Wanted<TextOr>]) -> Result<Vec<Wanted<TextOr>>> {
    let wanted = match asked {
        [] => vec![Wanted::on_stdout(TextOr::Text)],
        asked => asked.to_vec(),
    };
    one_to_stdout(&wanted)?;
    let is_pdf =
        |one: &Wanted<TextOr>| matches!(one.format, TextOr::Report(format) if format.is_pdf());
    if wanted.iter().any(is_pdf) {
        pdf::check(report)?;
    }
    Ok(wanted)
}

/// Writes a report in each format; `text` is its text for a file, or for standard output.
pub(super) fn write(
    global: &Global,
    session: &Session,
    report: &Report,
    wanted: &[Wanted<TextOr>],
    text: impl Fn(Option<&Path>, &Streams) -> String,
    streams: &mut Streams,
) -> Result<ExitCode> {
    for wanted in wanted {
        let file = wanted.file.as_deref();
        match wanted.format {
            TextOr::Text => reports::write(global, file, text(file, streams), streams)?,
            TextOr::Report(format) => {
                let bytes = reports::render(session, report, format, Audience::Internal)?;
                reports::deliver(global, format, file, &bytes, streams)?;
            }
        }
    }
    Ok(reports::say_incomplete(session, streams))
}
