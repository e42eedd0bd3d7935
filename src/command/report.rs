//! `isms report NAME`, `isms soa` and `isms rtp`: one report in one format.

use super::exit_code::ExitCode;
use super::pdf;
use super::seen::{Seen, cut, refuse_slips};
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::model::catalog::ANNEX_A;
use crate::output::template::Templates;
use crate::output::view::About;
use crate::output::{self, html, md};
use crate::report::audience::Audience;
use crate::report::info::Info;
use crate::report::input::{Ask, Inputs};
use crate::report::{self, Entry, REPORTS, Report, audit_plan, policies, to_json};
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Diagnostic;
use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Print one report, or list them
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the report; without it the reports are listed
    name: Option<String>,
    /// Id of the document that the report is about, for reports about one
    #[arg(value_name = "ID")]
    document: Option<String>,
    #[command(flatten)]
    common: Common,
}

/// What reports of every name take
#[derive(Debug, clap::Args)]
pub struct Common {
    /// md, html, json, csv, xlsx, or pdf of soa and rtp (in releases and builds with `--features pdf`), each
    /// also as FORMAT=FILE; may be repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Wanted<Format>>,
    /// Group by an attribute of controls, such as control_type
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
    /// How many items a sample holds
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// What makes a sample reproducible: the same seed gives the same sample
    #[arg(long, value_name = "S")]
    seed: Option<String>,
    /// For whom: customer, auditor or internal (the default); what that audience does not get is left out as
    /// `isms render` leaves it out
    #[arg(long, value_name = "AUDIENCE")]
    audience: Option<Audience>,
}

impl Common {
    /// What is to be written of a report, once its options are checked.
    pub(super) fn formats(&self, report: &str) -> Result<Vec<Wanted<Format>>> {
        check_options(report, self)?;
        let wanted = match self.format.is_empty() {
            true => vec![Wanted::on_stdout(Format::Md)],
            false => self.format.clone(),
        };
        one_to_stdout(&wanted)?;
        if wanted.iter().any(|wanted| wanted.format.is_pdf()) {
            pdf::check(report)?;
        }
        Ok(wanted)
    }
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Markdown, by the template of the report.
    Md,
    /// A page, by the template of the report.
    Html,
    /// A format without templates, by its name.
    Plain(&'static str),
}

impl Format {
    /// Its name, which is how files of it end.
    fn name(self) -> &'static str {
        match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Plain(name) => name,
        }
    }

    /// Whether it is no text.
    fn is_binary(self) -> bool {
        let plain = |name| output::find_report_format(name).is_some_and(|found| found.binary);
        matches!(self, Self::Plain(name) if name == pdf::NAME || plain(name))
    }

    /// Whether it is PDF, which not every build and not every report has.
    pub(super) fn is_pdf(self) -> bool {
        self == Self::Plain(pdf::NAME)
    }
}

impl Named for Format {
    fn names() -> Vec<&'static str> {
        let plain = output::REPORT_FORMATS.iter().map(|format| format.name);
        let pdf = pdf::BUILT.then_some(pdf::NAME);
        ["md", "html"].into_iter().chain(plain).chain(pdf).collect()
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "md" | "markdown" => Some(Self::Md),
            "html" => Some(Self::Html),
            // A build without it says so, and does not call it unknown.
            pdf::NAME => Some(Self::Plain(pdf::NAME)),
            // The JSON of reports has a name of its own in code alone.
            other => Some(Self::Plain(output::find_report_format(other)?.name)),
        }
    }
}

/// Runs the verb `report`.
///
/// # Errors
/// When there is no such report, the repository cannot be read, or an output cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let Some(name) = &args.name else {
        streams.out(&listing())?;
        return Ok(ExitCode::Clean);
    };
    run_about(global, name, args.document.clone(), &args.common, streams)
}

/// Every report with what it is, in two columns.
fn listing() -> String {
    let names = REPORTS.iter().map(|entry| entry.info.name.len());
    let width = names.max().unwrap_or(0);
    let line = |entry: &Entry| format!("{:width$}  {}\n", entry.info.name, entry.info.summary);
    REPORTS.iter().map(line).collect()
}

/// Runs a report that is a verb of its own.
///
/// # Errors
/// When the repository cannot be read, or an output cannot be written.
pub fn run_named(
    global: &Global,
    name: &str,
    common: &Common,
    streams: &mut Streams,
) -> Result<ExitCode> {
    run_about(global, name, None, common, streams)
}

fn run_about(
    global: &Global,
    name: &str,
    document: Option<String>,
    common: &Common,
    streams: &mut Streams,
) -> Result<ExitCode> {
    let Some(entry) = report::find(name) else {
        let names = || REPORTS.iter().map(|entry| entry.info.name);
        let near = near_miss::nearest(name, names()).map(|near| format!("did you mean `{near}`? "));
        bail!(
            "`{name}` is not a report; {}reports are {}",
            near.unwrap_or_default(),
            names().collect::<Vec<_>>().join(", ")
        );
    };
    let wanted = common.formats(entry.info.name)?;
    let Some(session) = open(global, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    check_about(&session, entry.info, document.as_deref())?;
    let mut view = View::new(&session);
    if [policies::INFO.name, audit_plan::INFO.name].contains(&entry.info.name) {
        view = view.with_histories();
    }
    let defects = view.defects();
    let ask = Ask {
        id: document,
        by: common.by.clone(),
        sample: common.sample,
        seed: common.seed.clone(),
    };
    let inputs = view.inputs(&defects, &ask);
    let shown = Shown {
        audience: common.audience.unwrap_or_default(),
        report: (entry.build)(&inputs),
        session: &session,
    };
    let all = shown.written(&inputs, &wanted)?;
    deliver_each(global, &wanted, &all, streams)?;
    Ok(say_incomplete(&session, streams))
}

/// The repository with its revision; `None` when it holds no document, which is said.
pub(super) fn open(global: &Global, streams: &mut Streams) -> Result<Option<Session>> {
    let mut session = Session::open(global, None)?;
    session.name_revision()?;
    if session.is_empty(streams) {
        return Ok(None);
    }
    Ok(Some(session))
}

/// Writes to a file, or to standard output.
pub(super) fn write(
    global: &Global,
    file: Option<&Path>,
    content: impl AsRef<[u8]>,
    streams: &mut Streams,
) -> Result<()> {
    match file {
        Some(file) => global.write(file, content.as_ref()),
        None => streams.out_bytes(content.as_ref()),
    }
}

/// Writes a report in its format to a file, or to standard output.
pub(super) fn deliver(
    global: &Global,
    format: Format,
    file: Option<&Path>,
    bytes: &[u8],
    streams: &mut Streams,
) -> Result<()> {
    match file {
        Some(file) => global.write(file, bytes),
        None if format.is_binary() => streams.out_binary(bytes),
        None => streams.out(&String::from_utf8_lossy(bytes)),
    }
}

/// Writes what was made for each format that is wanted.
pub(super) fn deliver_each(
    global: &Global,
    wanted: &[Wanted<Format>],
    made: &[Vec<u8>],
    streams: &mut Streams,
) -> Result<()> {
    for (wanted, bytes) in wanted.iter().zip(made) {
        let file = wanted.file.as_deref();
        deliver(global, wanted.format, file, bytes, streams)?;
    }
    Ok(())
}

/// Refuses options that the report has no use for, and attributes that do not exist.
fn check_options(report: &str, common: &Common) -> Result<()> {
    let given = [
        ("--by", common.by.is_some(), &["soa", "status"][..]),
        ("--sample", common.sample.is_some(), &["audit-plan"]),
        ("--seed", common.seed.is_some(), &["audit-plan"]),
    ];
    for (option, given, reports) in given {
        if given && !reports.contains(&report) {
            bail!(
                "the report `{report}` takes no `{option}`; that is for {}",
                reports.join(", ")
            );
        }
    }
    common.by.as_deref().map_or(Ok(()), check_attribute)
}

/// Refuses an attribute of controls that does not exist.
///
/// # Errors
/// When no control has that attribute; the message lists those that there are.
pub fn check_attribute(attribute: &str) -> Result<()> {
    if ANNEX_A.attributes.contains_key(attribute) {
        return Ok(());
    }
    let names = || ANNEX_A.attributes.keys().map(|name| &**name);
    let near = near_miss::nearest(attribute, names());
    let near = near.map(|near| format!("did you mean `{near}`? "));
    bail!(
        "`{attribute}` is not an attribute of controls; {}attributes are {}",
        near.unwrap_or_default(),
        names().collect::<Vec<_>>().join(", ")
    );
}

/// Refuses an id that the report cannot be about.
fn check_about(session: &Session, info: &Info, id: Option<&str>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let Some(kind) = info.about else {
        bail!("the report `{}` takes no id", info.name);
    };
    let model = &session.linked.model;
    if model.find(kind, id).is_some() {
        return Ok(());
    }
    let near = model.index.nearest(kind.name(), id);
    let help = near.map(|near| format!("; did you mean `{near}`?"));
    bail!(
        "there is no {} `{id}`{}",
        kind.name(),
        help.unwrap_or_default()
    );
}

/// Says on standard error that something could not be read, and returns the code for it.
pub fn say_incomplete(session: &Session, streams: &mut Streams) -> ExitCode {
    if session.linked.not_judged() == 0 {
        return ExitCode::Clean;
    }
    streams.note(&format!(
        "warning: {} could not be read whole, so this is incomplete; `isms check` says why",
        match session.linked.not_judged() {
            1 => "1 document or file".to_owned(),
            many => format!("{many} documents or files"),
        }
    ));
    ExitCode::Findings
}

/// A whole report in a format.
pub(super) fn render(
    session: &Session,
    report: &Report,
    format: Format,
    audience: Audience,
) -> Result<Vec<u8>> {
    match format {
        Format::Plain(pdf::NAME) => pdf::report(session, &to_json(report), audience),
        Format::Plain(name) => {
            let found = output::find_report_format(name)
                .context("internal error: a format was found before")?;
            Ok((found.render)(report)?)
        }
        Format::Md | Format::Html => {
            let text = render_json(session, &to_json(report), format == Format::Html)?;
            Ok(text.into_bytes())
        }
    }
}

/// A report that is shown to an audience.
struct Shown<'a> {
    audience: Audience,
    report: Report,
    session: &'a Session,
}

impl Shown<'_> {
    /// The report in each format, as the audience sees it; all of them are made before one is written.
    fn written(&self, inputs: &Inputs<'_>, wanted: &[Wanted<Format>]) -> Result<Vec<Vec<u8>>> {
        let formats = wanted.iter().map(|wanted| wanted.format);
        let cut = match self.audience {
            Audience::Internal => None,
            audience => Some(cut(self.session, inputs, audience)?).filter(|cut| !cut.is_whole()),
        };
        let Some(cut) = cut else {
            let whole = |format| render(self.session, &self.report, format, self.audience);
            return formats.map(whole).collect();
        };
        let (name, audience) = (self.report.info().name, self.audience);
        let seen = Seen::of(&cut, &self.report).with_context(|| {
            format!("the report `{name}` is not for {audience}s; `isms render --audience {audience}` writes those that are")
        })?;
        let all: Vec<Vec<u8>> = formats
            .clone()
            .map(|format| self.seen(&seen, format))
            .collect::<Result<_>>()?;
        let texts = formats.zip(&all).filter(|(format, _)| !format.is_binary());
        let mut texts: BTreeMap<String, Vec<u8>> = texts
            .map(|(format, bytes)| (format!("{name}.{}", format.name()), bytes.clone()))
            .collect();
        // What is no text is made of these.
        for format in ["json", "csv"] {
            texts.insert(format!("{name}.{format}"), seen.plain(format)?);
        }
        refuse_slips(&cut, audience, &texts)?;
        Ok(all)
    }

    fn seen(&self, seen: &Seen, format: Format) -> Result<Vec<u8>> {
        match format {
            Format::Plain(pdf::NAME) => pdf::report(self.session, &seen.json, self.audience),
            Format::Plain(name) => seen.plain(name),
            Format::Md | Format::Html => {
                let text = render_json(self.session, &seen.json, format == Format::Html)?;
                Ok(text.into_bytes())
            }
        }
    }
}

/// A report by its template, as HTML or as Markdown.
pub(super) fn render_json(session: &Session, json: &Value, as_html: bool) -> Result<String> {
    let about = About::of(json, env!("CARGO_PKG_VERSION"), &session.snapshot.prefix);
    let templates = Templates::new(&session.snapshot.templates)
        .map_err(|wrong| template_error(session, &wrong))?;
    let text = match as_html {
        true => html::report(json, &about, &templates),
        false => md::report(json, &about, &templates),
    };
    text.map_err(|wrong| template_error(session, std::slice::from_ref(&wrong)))
}

/// Mistakes in templates, one line each.
pub fn template_error(session: &Session, wrong: &[Diagnostic]) -> anyhow::Error {
    let line = |problem: &Diagnostic| {
        let source = session
            .snapshot
            .templates
            .values()
            .find(|source| source.path == problem.path);
        let place = source.map(|source| source.position(problem.span.start));
        let place = place
            .map(|at| format!(":{}:{}", at.line, at.column))
            .unwrap_or_default();
        format!("{}{place}: {}", problem.path, problem.message)
    };
    anyhow!(
        "{}",
        wrong.iter().map(line).collect::<Vec<_>>().join("\nerror: ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_reports_has_two_columns() {
        let listing = listing();
        let begins = |line: &str, entry: &Entry| line.find(entry.info.summary);
        let columns: Vec<Option<usize>> = listing
            .lines()
            .zip(REPORTS)
            .map(|(line, entry)| begins(line, entry))
            .collect();
        assert_eq!(columns.len(), REPORTS.len());
        assert!(
            columns.iter().all(|at| at.is_some() && *at == columns[0]),
            "{listing}"
        );
    }
}
