//! `isms soa`: the Statement of Applicability, or what changed in it since a revision.

use super::exit_code::ExitCode;
use super::pdf;
use super::report::{self as reports, Common, Format};
use super::session::Global;
use super::sides::{Base, Sides, Wanted};
use super::streams::Streams;
use crate::output::escape;
use crate::output::template::Templates;
use crate::output::view::About;
use crate::output::{csv, html, md, xlsx};
use crate::report::soa_since::{Report, since};
use anyhow::Result;

/// Print the Statement of Applicability, or what changed in it
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    common: Common,
    /// Print what changed since this revision instead: the change letter for the certification body
    #[arg(long, value_name = "REV", conflicts_with_all = ["by", "audience"])]
    since: Option<String>,
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read, `--since` names no state, or an output cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let Some(rev) = &args.since else {
        return reports::run_named(global, "soa", &args.common, streams);
    };
    let wanted = args.common.formats("soa")?;
    if wanted.iter().any(|wanted| wanted.format.is_pdf()) {
        pdf::check("soa --since")?;
    }
    let revisions = Wanted {
        base: Base::Named(rev.clone()),
        head: global.at.clone(),
    };
    let global = &Global {
        at: None,
        directory: global.directory.clone(),
        ..*global
    };
    let Some(sides) = Sides::open(global, &revisions, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let report = sides.with(since);
    let made = wanted
        .iter()
        .map(|wanted| render(&sides, &report, wanted.format))
        .collect::<Result<Vec<_>>>()?;
    reports::deliver_each(global, &wanted, &made, streams)?;
    Ok(reports::say_incomplete(&sides.head, streams))
}

fn render(sides: &Sides, report: &Report, format: Format) -> Result<Vec<u8>> {
    let json = serde_json::to_value(report)?;
    let session = &sides.head;
    let about = About::of(&json, env!("CARGO_PKG_VERSION"), &session.snapshot.prefix);
    let templates = Templates::new(&session.snapshot.templates)
        .map_err(|wrong| reports::template_error(session, &wrong))?;
    let text = match format {
        Format::Md => md::report(&json, &about, &templates),
        Format::Html => html::report(&json, &about, &templates),
        Format::Plain("csv") => return Ok(csv::table(&report.table()).into_bytes()),
        Format::Plain("xlsx") => return Ok(xlsx::workbook(&json, &report.table())?),
        Format::Plain(_) => return Ok(escape::pretty_json(report).into_bytes()),
    };
    let text = text.map_err(|wrong| reports::template_error(session, std::slice::from_ref(&wrong)));
    Ok(text?.into_bytes())
}
