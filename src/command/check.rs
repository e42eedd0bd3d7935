//! `isms check`: all findings, in every format that was asked for.
#![allow(clippy::disallowed_methods)] // GitHub Actions is recognised by its environment.

use super::exit_code::ExitCode;
use super::progress::Progress;
use super::session::{Global, Session, check_rule_names};
use super::streams::Streams;
use super::view::View;
use super::wanted::{Named, Wanted, one_to_stdout};
use crate::analysis::findings::Findings;
use crate::analysis::pipeline::Bench;
use crate::model::scalar::Period;
use crate::output::format::FindingsFormat;
use crate::output::{self, github};
use crate::text::diagnostic::{Severity, Stage};
use anyhow::{Context, Result};
use std::path::Path;

/// Check the whole ISMS and show every finding
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Report only findings in these files and folders; links are checked against the whole
    #[arg(value_name = "PATHS")]
    paths: Vec<String>,
    /// text, json, sarif or github, each also as FORMAT=FILE; may be repeated
    #[arg(long, visible_alias = "output-format", value_name = "FORMAT[=FILE]")]
    format: Vec<Format>,
    /// Judge as at this stage: building, stage-1 or certified
    #[arg(long, value_name = "STAGE")]
    stage: Option<Stage>,
    /// Only these rules; one that is off warns
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
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
            "`{other}` is no severity; write error, warning or info"
        )),
    }
}

/// Runs the verb.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    check_rule_names(&args.select)?;
    check_rule_names(&args.ignore)?;
    let wanted = formats(args);
    one_to_stdout(&wanted)?;
    let mut session = Session::open(global, args.stage)?;
    session.no_proof = args.no_proof;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    if wanted.iter().any(|wanted| wanted.format.name != "text") {
        session.name_revision()?;
    }
    let Some((findings, beyond)) = findings(&session, args, global.verbose > 0)? else {
        streams.note(&format!("no document lies at {}", args.paths.join(", ")));
        return Ok(ExitCode::Nothing);
    };
    for wanted in &wanted {
        write(global, wanted, &findings, streams)?;
    }
    if wanted.iter().any(is_for_people) {
        say_without_git(&session, streams)?;
    }
    if let Some(beyond) = beyond_clone(&session, beyond) {
        match wanted.iter().any(is_for_people) {
            true => streams.out(&format!("{beyond}\n"))?,
            false => streams.note(&beyond),
        }
    }
    let fail_on = args.fail_on.unwrap_or(session.settings.fail_on);
    let failed = findings.exceeds(fail_on) && !args.exit_zero;
    // Freeing twenty thousand documents one by one would take longer than printing the findings.
    std::mem::forget((session, findings));
    Ok(if failed {
        ExitCode::Findings
    } else {
        ExitCode::Clean
    })
}

/// The formats asked for; under GitHub Actions its own by default.
fn formats(args: &Args) -> Vec<Format> {
    if !args.format.is_empty() {
        return args.format.clone();
    }
    let in_github = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let format = if in_github {
        &github::FORMAT
    } else {
        &output::text::FORMAT
    };
    vec![Wanted::on_stdout(format)]
}

/// What is found in the paths that were asked for, and how many decisions came before the clone begins;
/// `None` when the paths match nothing.
fn findings(session: &Session, args: &Args, told: bool) -> Result<Option<(Findings, usize)>> {
    let mut progress = Progress::begin("assessing", told);
    let view = View::new(session);
    progress.next("judging");
    let bench = Bench {
        select: &args.select,
        ignore: &args.ignore,
        horizon: args.horizon.map(|period| period.after(session.as_of)),
        ..view.bench()
    };
    let mut findings = view.findings_by(&bench);
    let asked = view.proofs.iter().filter(|_| view.proofs.sought);
    let beyond = asked.filter(|(.., proof)| proof.is_beyond());
    let beyond = beyond.count();
    // As in `run`: what is about to end is not taken apart first.
    std::mem::forget(view);
    drop(progress);
    if args.paths.is_empty() {
        return Ok(Some((findings, beyond)));
    }
    let wanted = session.paths_below_root(&args.paths);
    let inside = |path: &str| {
        wanted.iter().any(|wanted| {
            wanted.is_empty()
                || path == wanted
                || path
                    .strip_prefix(wanted.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        })
    };
    if !session
        .snapshot
        .entries
        .iter()
        .any(|entry| inside(&entry.path))
    {
        return Ok(None);
    }
    findings.keep(&inside);
    Ok(Some((findings, beyond)))
}

fn write(
    global: &Global,
    wanted: &Format,
    findings: &Findings,
    streams: &mut Streams,
) -> Result<()> {
    let target = streams.target(wanted.file.as_deref());
    let text = (wanted.format.render)(findings, &target);
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
fn say_without_git(session: &Session, streams: &mut Streams) -> Result<()> {
    match &session.snapshot.revision.no_git {
        Some(why) => streams.out(&format!(
            "Without git (no revision is named, and what git knows is not judged): {why}\n"
        )),
        None => Ok(()),
    }
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
