//! `isms render`: every report and policy, as Markdown and as one linked site.

use super::exit_code::ExitCode;
use super::progress::Progress;
use super::report::{say_incomplete, template_error};
use super::session::{Global, Session};
use super::streams::Streams;
use super::trend;
use super::view::View;
use crate::model::Kind;
use crate::model::policy::Policy;
use crate::output::format::Context;
use crate::output::site::{SiteInput, site};
use crate::output::view::About;
use crate::output::{CALENDAR_FORMATS, REPORT_FORMATS, TREND_FORMATS};
use crate::output::{calendar_page, trend_page};
use crate::repo::write::write_within;
use crate::report::audience::{Audience, Withheld};
use crate::report::calendar::calendar;
use crate::report::dossier::dossier;
use crate::report::input::{Ask, Inputs};
use crate::report::trend::group::Group;
use crate::report::trend::steps::By;
use crate::report::{REPORTS, to_json};
use anyhow::{Context as _, Result, bail};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Write every report and policy as Markdown and as one linked site
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write to; `[site] out` of isms.toml by default
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the verb.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let mut session = Session::open(global, None)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let progress = Progress::begin("rendering", global.verbose > 0);
    let files = rendered(&mut session, Audience::Internal)?.files;
    let folder = match &args.out {
        Some(out) => write_to(global, out, &files)?,
        None => write_inside(&session, &files)?,
    };
    drop(progress);
    streams.out(&format!("{} files in {}\n", files.len(), folder.display()))?;
    Ok(say_incomplete(&session, streams))
}

/// Renders into the folder that the settings name; returns how many files were written.
pub fn write(session: &mut Session) -> Result<usize> {
    let files = rendered(session, Audience::Internal)?.files;
    write_inside(session, &files)?;
    Ok(files.len())
}

/// Everything that is rendered for an audience.
pub(super) struct Rendered {
    /// Each file by its path below the output folder, with `/`.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// What the audience does not get.
    pub(super) withheld: Vec<Withheld>,
}

/// Renders everything for an audience.
///
/// # Errors
/// When a template is wrong, or the history cannot be read.
pub(super) fn rendered(session: &mut Session, _audience: Audience) -> Result<Rendered> {
    session.name_revision()?;
    let session = &*session;
    let view = View::new(session).with_histories();
    let defects = view.defects();
    let inputs = view.inputs(&defects, Ask::NONE);
    let mut input = SiteInput {
        templates: session.snapshot.templates.clone(),
        ..SiteInput::default()
    };
    for entry in REPORTS {
        let report = (entry.build)(&inputs);
        for format in REPORT_FORMATS {
            let path = format!("{}.{}", entry.info.name, format.name);
            input
                .files
                .insert(path, (format.render)(&report).into_bytes());
        }
        input.reports.push(to_json(&report));
    }
    take_things(&view, &inputs, &mut input);
    take_trend(session, &mut input)?;
    let first = input
        .reports
        .first()
        .context("internal error: there is a report")?;
    input.about = About::of(first, env!("CARGO_PKG_VERSION"), &session.snapshot.prefix);
    input.policies = policies(session);
    let files = site(&input).map_err(|wrong| template_error(session, &wrong))?;
    Ok(Rendered {
        files,
        withheld: Vec::new(),
    })
}

/// Every thing on a page of its own, and the calendar.
fn take_things(view: &View<'_>, inputs: &Inputs<'_>, input: &mut SiteInput) {
    let things = dossier(inputs, &view.findings());
    let owners = things.iter().filter(|thing| {
        let kind = thing.trace.kind;
        kind == Kind::Person.name() || kind == Kind::Role.name()
    });
    let names = owners
        .map(|thing| (thing.trace.id.clone(), thing.trace.title.clone()))
        .collect();
    let calendar = calendar(inputs, None);
    for format in CALENDAR_FORMATS
        .iter()
        .filter(|format| format.name != "text")
    {
        let text = (format.render)(&calendar);
        let path = format!("calendar.{}", format.name);
        input.files.insert(path, text.into_bytes());
    }
    input.reports.push(calendar_page::page(&calendar, &names));
    let json = |thing| serde_json::to_value(thing).expect("internal error: a thing serializes");
    input.things = things.par_iter().map(json).collect();
}

/// So many months stand on the page of the trend: a surveillance cycle, so that rendering stays quick.
const MONTHS: usize = 36;

/// The figures over the history, where there is one.
fn take_trend(session: &Session, input: &mut SiteInput) -> Result<()> {
    if session.repo.past().is_none() {
        return Ok(());
    }
    let found = trend::computed(session, By::Month, Group::ALL.to_vec(), None, MONTHS)?;
    for format in TREND_FORMATS.iter().filter(|format| format.name != "text") {
        let text = (format.render)(&found, &Context::default());
        let path = format!("trend.{}", format.name);
        input.files.insert(path, text.into_bytes());
    }
    input.reports.push(trend_page::page(&found));
    Ok(())
}

/// The text of every policy, by id.
fn policies(session: &Session) -> BTreeMap<String, String> {
    let all = session.linked.model.all::<Policy>();
    all.map(|policy| {
        (
            policy.doc_id().to_owned(),
            policy.document.markdown().to_owned(),
        )
    })
    .collect()
}

/// Writes below the root, where no symbolic link may lead out.
fn write_inside(session: &Session, files: &BTreeMap<String, Vec<u8>>) -> Result<PathBuf> {
    let out = &session.settings.site.out;
    let root = session.repo.root();
    for (path, bytes) in files {
        let path = format!("{out}/{path}");
        write_within(root, &path, bytes, true).with_context(|| format!("cannot write {path}"))?;
    }
    Ok(PathBuf::from(out))
}

/// Writes to a folder that a person named; it is made if it is not there.
fn write_to(global: &Global, out: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<PathBuf> {
    let folder = global.folder().join(out);
    if folder.exists() && !folder.is_dir() {
        bail!("{} is not a folder", out.display());
    }
    for (path, bytes) in files {
        global.write(&out.join(path), bytes)?;
    }
    Ok(out.to_owned())
}
