//! `isms check`: all findings, in every format that was asked for.
#![allow(clippy::disallowed_methods)] // GitHub Actions is recognised by its environment.

use super::exit_code::ExitCode;
use super::progress::Progress;
use super::selection::{Asked, Told, told};
use super::session::{Global, Session, check_rule_names};
use super::streams::Streams;
use super::wanted::{Named, Wanted, one_to_stdout};
use super::watch::{Look, watch};
use super::{known, stdin};
use crate::analysis::baseline::Baseline;
use crate::analysis::findings::Findings;
use crate::model::scalar::Period;
use crate::output::format::FindingsFormat;
use crate::output::{self, github, statistics, visible};
use crate::repo::locate::NO_REPOSITORY;
use crate::text::diagnostic::{Severity, Stage};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// Check the whole ISMS and show every finding
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Report only findings in these files and folders; links are checked against the whole. `-` reads
    /// one document from standard input
    #[arg(value_name = "PATHS")]
    paths: Vec<String>,
    /// The file that standard input stands for; it need not exist
    #[arg(long, value_name = "PATH")]
    stdin_filename: Option<String>,
    /// text, concise, json, sarif, github, gitlab, junit, rdjson or md, each also as FORMAT=FILE; may be
    /// repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Format>,
    /// Judge as at this stage: building, stage-1 or certified
    #[arg(long, value_name = "STAGE")]
    stage: Option<Stage>,
    /// Only these rules and families of rules; a rule that is named although it is off warns
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules and families of rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Do not show the findings that this file knows; `isms baseline` writes it
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Report only findings in what changed since the branch left the default branch (or BASE), or caused
    /// by it; uncommitted changes count
    #[arg(long, value_name = "BASE", num_args = 0..=1, require_equals = true)]
    changed: Option<Option<String>>,
    /// Show how many findings each rule has instead of the findings themselves, in the format text
    #[arg(long)]
    statistics: bool,
    /// Show what falls due in this time too, such as 90d, 6w or 3m
    #[arg(long, value_name = "PERIOD")]
    horizon: Option<Period>,
    /// Fail from this weight on: error, warning or info
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    fail_on: Option<Severity>,
    /// Return 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
    /// Do not look in git for who took each decision
    #[arg(long)]
    no_proof: bool,
    /// Check again whenever a file is saved, until Ctrl-C
    #[arg(long, conflicts_with = "stdin_filename")]
    watch: bool,
}

impl Named for &'static FindingsFormat {
    fn names() -> Vec<&'static str> {
        output::FORMATS.iter().map(|format| format.name).collect()
    }

    fn named(name: &str) -> Option<Self> {
        output::find(name)
    }
}

/// A format of findings, and where it is to be written.
type Format = Wanted<&'static FindingsFormat>;

/// Whether a person reads it right away.
fn is_for_people(wanted: &Format) -> bool {
    wanted.format.name == output::text::FORMAT.name && wanted.file.is_none()
}

fn severity(text: &str) -> Result<Severity, String> {
    match text {
        "error" => Ok(Severity::Error),
        "warning" => Ok(Severity::Warning),
        "info" => Ok(Severity::Info),
        other => Err(format!(
            "`{other}` is not a severity; write error, warning or info"
        )),
    }
}

/// Runs the verb.
///
/// # Errors
/// When the repository cannot be read, an argument does not fit it, or an output cannot be written. Findings
/// are no errors: they decide the exit code.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    check_rule_names(&args.select)?;
    check_rule_names(&args.ignore)?;
    let wanted = formats(args);
    one_to_stdout(&wanted)?;
    if args.watch {
        return watch(
            global,
            args.stage,
            "checked",
            streams,
            &mut |look, streams| {
                let Look::Read(session) = look else {
                    return Ok(());
                };
                streams.clear()?;
                session.no_proof = args.no_proof;
                if !session.is_empty(streams) {
                    name(session, &wanted)?;
                    round(global, args, &wanted, session, streams)?;
                }
                Ok(())
            },
        );
    }
    let Some(session) = open(global, args, streams)? else {
        return Ok(ExitCode::Nothing);
    };
    let mut session = session;
    name(&mut session, &wanted)?;
    round(global, args, &wanted, &session, streams)
}

/// Judges a session and tells what is found, in every format that was asked for.
fn round(
    global: &Global,
    args: &Args,
    wanted: &[Format],
    session: &Session,
    streams: &mut Streams,
) -> Result<ExitCode> {
    let baseline = baseline(global, args)?;
    let asked = Asked {
        select: &args.select,
        ignore: &args.ignore,
        horizon: args.horizon,
        stage: args.stage,
        paths: paths(args, session),
        changed: args.changed.as_ref().map(Option::as_deref),
        baseline: args.baseline.as_deref().zip(baseline.as_ref()),
    };
    let progress = Progress::begin("assessing", global.verbose > 0);
    let Some(told) = told(session, &asked, progress)? else {
        streams.note(&format!("no document lies at {}", args.paths.join(", ")));
        return Ok(ExitCode::Nothing);
    };
    for wanted in wanted {
        write(global, args, wanted, &told.findings, streams)?;
    }
    say_more(session, &told, wanted.iter().any(is_for_people), streams)?;
    let fail_on = args.fail_on.unwrap_or(session.settings.fail_on);
    let failed = told.findings.exceeds(fail_on) && !args.exit_zero;
    if session.lasts {
        std::mem::forget(told);
    }
    Ok(if failed {
        ExitCode::Findings
    } else {
        ExitCode::Clean
    })
}

/// The paths from the root of which alone is told; nothing for all.
fn paths(args: &Args, session: &Session) -> Option<Vec<String>> {
    match &args.stdin_filename {
        Some(filename) => Some(session.paths_below_root(std::slice::from_ref(filename))),
        None if args.paths.is_empty() => None,
        None => Some(session.paths_below_root(&args.paths)),
    }
}

/// The baseline that was asked for.
fn baseline(global: &Global, args: &Args) -> Result<Option<Baseline>> {
    let Some(name) = &args.baseline else {
        return Ok(None);
    };
    let found = known::read(global, name)?;
    let shown = name.display();
    let found = found.with_context(|| {
        let option = known::option(name);
        format!("there is no baseline {shown}; `isms baseline{option}` writes it")
    })?;
    Ok(Some(found))
}

/// The session; nothing when there is no document, which is said.
fn open(global: &Global, args: &Args, streams: &mut Streams) -> Result<Option<Session>> {
    let filename = args.stdin_filename.as_deref();
    stdin::check(global, &args.paths, filename)?;
    let mut session = Session::open(global, args.stage)?;
    session.no_proof = args.no_proof;
    let Some(filename) = filename else {
        let empty = session.is_empty(streams);
        return Ok((!empty).then_some(session));
    };
    if stdin::put(&mut session, filename)? {
        return Ok(Some(session));
    }
    let folders = session.settings.documents.join(", ");
    streams.note(&format!(
        "`{filename}` is not a document: documents are YAML and Markdown files below {folders}"
    ));
    Ok(None)
}

/// The session with the name of its revision, which only some formats show.
fn name(session: &mut Session, wanted: &[Format]) -> Result<()> {
    match wanted.iter().any(|wanted| wanted.format.name != "text") {
        true => session.name_revision(),
        false => Ok(()),
    }
}

/// Says what the findings themselves do not: below them where a person reads them, else beside them.
fn say_more(session: &Session, told: &Told, to_people: bool, streams: &mut Streams) -> Result<()> {
    // A program is told only where there is something to be asked.
    let why = session.snapshot.revision.no_git.as_deref();
    let judged_less = session.asks_git() && why != Some(NO_REPOSITORY);
    let without_git = without_git(session).filter(|_| to_people || judged_less);
    let beyond = beyond_clone(session, told.beyond);
    let notes = told.notes.iter().cloned().chain(without_git).chain(beyond);
    for note in notes {
        match to_people {
            true => streams.out(&format!("{}\n", visible::lines(&note)))?,
            false => streams.note(&note),
        }
    }
    Ok(())
}

/// The formats asked for; under GitHub Actions its own by default, unless numbers are asked for.
fn formats(args: &Args) -> Vec<Format> {
    if !args.format.is_empty() {
        return args.format.clone();
    }
    let in_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let format = if in_github && !args.statistics {
        &github::FORMAT
    } else {
        &output::text::FORMAT
    };
    vec![Wanted::on_stdout(format)]
}

fn write(
    global: &Global,
    args: &Args,
    wanted: &Format,
    findings: &Findings,
    streams: &mut Streams,
) -> Result<()> {
    let target = streams.target(wanted.file.as_deref());
    let counted = args.statistics && wanted.format.name == output::text::FORMAT.name;
    let text = match counted {
        true => statistics::render(findings),
        false => (wanted.format.render)(findings, &target),
    };
    match &wanted.file {
        Some(file) => global.write(file, text.as_bytes())?,
        None => streams.out(&text)?,
    }
    if wanted.format.name == github::FORMAT.name {
        write_step_summary(findings)?;
    }
    Ok(())
}

/// Says once why git cannot be used, when it cannot.
fn without_git(session: &Session) -> Option<String> {
    let why = session.snapshot.revision.no_git.as_ref()?;
    Some(format!(
        "Without git (no revision is named, and what git knows is not judged): {why}"
    ))
}

/// Says once that decisions are older than what the clone holds, and how to deepen it.
fn beyond_clone(session: &Session, decisions: usize) -> Option<String> {
    let (decisions, came) = match decisions {
        0 => return None,
        1 => ("1 decision".to_owned(), "it"),
        more => (format!("{more} decisions"), "they"),
    };
    let (why, way) = match session.snapshot.revision.shallow {
        true => ("the clone is shallow", "git fetch --unshallow"),
        false => (
            "the clone lacks a part of the history",
            "git fetch --refetch",
        ),
    };
    Some(format!(
        "Who took {decisions} cannot be judged: {why}, and {came} came before what it holds. `{way}` brings the rest."
    ))
}

/// Appends everything to the summary of the step, where GitHub Actions names a file for it.
fn write_step_summary(findings: &Findings) -> Result<()> {
    let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty()) else {
        return Ok(());
    };
    let file = Path::new(&file);
    let text = github::summary_markdown(findings, github::MAX_SUMMARY_BYTES);
    crate::repo::write::append(file, text.as_bytes())
        .with_context(|| format!("cannot append to the step summary {}", file.display()))
}
