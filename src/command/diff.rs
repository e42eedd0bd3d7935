//! `isms diff`: what changed between two states of the ISMS, in meaning.

use super::exit_code::ExitCode;
use super::report as reports;
use super::session::Global;
use super::sides::{self, Sides};
use super::streams::Streams;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::output::diff::{html, json, md, text};
use crate::output::format::Context;
use crate::output::template::Templates;
use crate::output::view::About;
use crate::report::diff::{Diff, diff};
use anyhow::Result;

/// Show what changed between two states of the ISMS, in meaning
///
/// Without BASE, the working tree is compared with the commit at which it left the default branch (on that branch itself: with its last commit), and both are judged as of one day, so that only edits show. This is what a pull request does.
///
/// A BASE that is named is judged as of the day of its commit, and HEAD as of its own (the working tree: today), so that what time did shows too: expired decisions, overdue actions. --as-of sets one day for both.
///
/// `A..B` is `A B`; `A...B` compares B with the commit at which it left A, as of one day.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to compare with: a commit, branch, tag, or YYYY-MM-DD
    base: Option<String>,
    /// What to compare; the working tree by default
    head: Option<String>,
    /// text, md, html or json, each also as FORMAT=FILE; may be repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<Format>>,
    /// Exit with 1 when a risk is above its acceptance criterion now and was not before, or when that
    /// cannot be told
    #[arg(long)]
    exit_code: bool,
    /// The most bytes of the format md, at least 200; what does not fit is left out from the least
    /// important end and counted
    #[arg(long, value_name = "N", default_value_t = md::MAX_BYTES, value_parser = max_bytes)]
    max_bytes: usize,
}

fn max_bytes(text: &str) -> Result<usize, String> {
    let number: usize = text
        .parse()
        .map_err(|_| format!("`{text}` is not a number of bytes; write one such as 65536"))?;
    match number < md::MIN_BYTES {
        true => Err(format!(
            "at least {} bytes are needed for the summary",
            md::MIN_BYTES
        )),
        false => Ok(number),
    }
}

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Md,
    Html,
    Json,
}

impl Named for Format {
    fn names() -> Vec<&'static str> {
        vec!["text", "md", "html", "json"]
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Md),
            "html" => Some(Self::Html),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// When a side cannot be read, or an output cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let wanted = match args.format.is_empty() {
        true => vec![Wanted::on_stdout(Format::Text)],
        false => args.format.clone(),
    };
    one_to_stdout(&wanted)?;
    let revisions = sides::Wanted::new(args.base.as_deref(), args.head.as_deref())?;
    let Some(sides) = Sides::open(global, &revisions, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let mut found = sides.with(diff);
    found.unrelated = sides.unrelated;
    for wanted in &wanted {
        let context = streams.target(wanted.file.as_deref());
        let text = render(&sides, &found, wanted.format, args.max_bytes, &context)?;
        reports::write(global, wanted.file.as_deref(), &text, streams)?;
    }
    let read = reports::say_incomplete(&sides.head, streams);
    Ok(match args.exit_code {
        true if risk_rises(&found, streams) => ExitCode::Findings,
        _ => read,
    })
}

fn render(
    sides: &Sides,
    found: &Diff,
    format: Format,
    max_bytes: usize,
    context: &Context,
) -> Result<String> {
    let session = &sides.head;
    Ok(match format {
        Format::Text => text::render(found, context),
        Format::Md => md::render(found, max_bytes),
        Format::Json => json::render(found),
        Format::Html => {
            let templates = Templates::new(&session.snapshot.templates)
                .map_err(|wrong| reports::template_error(session, &wrong))?;
            let about = About {
                organization: found
                    .organization
                    .clone()
                    .unwrap_or_else(|| "Unnamed organisation".to_owned()),
                repository: found.repository.clone(),
                prefix: session.snapshot.prefix.clone(),
                as_of: found.head.as_of.to_string(),
                revision: found.head.revision.clone(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                incomplete: Vec::new(),
                audience: None,
            };
            html::render(found, &about, &templates)
                .map_err(|wrong| reports::template_error(session, std::slice::from_ref(&wrong)))?
        }
    })
}

/// Whether a risk rose above its criterion, or that cannot be told, which is said.
fn risk_rises(found: &Diff, streams: &mut Streams) -> bool {
    if !found.rises.is_empty() {
        streams.note(&format!("risk rises: {}", found.rises.join(", ")));
    }
    if !found.cannot_tell.is_empty() {
        streams.note(&format!(
            "cannot tell whether risk rises, because a level or criterion is unknown: {}; `isms check` says why",
            found.cannot_tell.join(", ")
        ));
    }
    !found.rises.is_empty() || !found.cannot_tell.is_empty()
}
