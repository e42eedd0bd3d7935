//! `isms demo [DIR]`: the example organisation as a git repository, checked and rendered.
#![allow(clippy::disallowed_methods)] // An earlier demo is replaced: the one place that removes a folder.

use super::exit_code::ExitCode;
use super::progress::Progress;
use super::render;
use super::scaffold::{SAAS_HISTORY, history, saas};
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use crate::repo::history::create;
use crate::repo::write::write_atomic;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// Write the example organisation with its git history, check it and render it
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write to; an earlier demo there is replaced
    #[arg(value_name = "DIR", default_value = "isms-demo")]
    folder: PathBuf,
    /// Replace the folder whatever is in it
    #[arg(long)]
    force: bool,
}

/// Marks a folder as a demo that may be replaced; it lies where git keeps its own things.
const MARK: &str = ".git/isms-demo";

/// Runs the verb.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let directory = global.folder().join(&args.folder);
    make_room(&directory, args.force)?;
    let history = history::read(SAAS_HISTORY)?;
    let mut progress = Progress::begin("writing the history", global.verbose > 0);
    let steps = history.steps(&saas())?;
    let commits = create(&directory, &steps)
        .with_context(|| format!("cannot write the demo to {}", directory.display()))?;
    write_atomic(&directory.join(MARK), b"").context("cannot mark the folder as a demo")?;
    progress.next("checking and rendering");
    let global = Global {
        directory: Some(directory.clone()),
        at: None,
        as_of: Some(history.as_of),
        ..*global
    };
    let mut session = Session::open(&global, None)?;
    let findings = View::new(&session).findings();
    let written = render::write(&mut session)?;
    drop(progress);
    streams.out(&summary(
        &args.folder,
        &commits,
        steps.iter().filter_map(|step| step.tag.as_ref()).count(),
        &findings,
        written,
        &history,
    ))?;
    Ok(ExitCode::Clean)
}

/// Removes an earlier demo; anything else that is not empty is kept, unless it is to be replaced.
fn make_room(directory: &Path, force: bool) -> Result<()> {
    let Ok(entry) = directory.symlink_metadata() else {
        return Ok(());
    };
    if !entry.is_dir() {
        bail!("{} is not a folder; name another one", directory.display());
    }
    let empty = std::fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_none());
    if empty {
        return Ok(());
    }
    if !force && !directory.join(MARK).is_file() {
        bail!(
            "{} is not empty and is no demo; name another folder, or replace it with --force",
            directory.display()
        );
    }
    std::fs::remove_dir_all(directory)
        .with_context(|| format!("cannot remove the earlier {}", directory.display()))
}

/// What there is to see, and what to try.
fn summary(
    directory: &Path,
    commits: &[impl std::fmt::Display],
    tags: usize,
    findings: &crate::analysis::findings::Findings,
    written: usize,
    history: &history::History,
) -> String {
    let shown = directory.display();
    let day = history.as_of;
    let count = &findings.summary;
    let last = commits.last().map(|id| id.to_string()).unwrap_or_default();
    format!(
        "The ISMS of a fictional company of 40 people stands in {shown}\n\
         \n\
         \x20 history    {} commits, {tags} tags, up to {}\n\
         \x20 check      {} errors, {} warnings in {} documents, as of {day} at stage {}\n\
         \x20 rendered   {written} files\n\
         \n\
         Open   {shown}/out/index.html\n\
         \n\
         Try    cd {shown}\n\
         \x20      isms check --as-of {day}\n\
         \x20      isms status --as-of {day}\n\
         \x20      isms rtp --as-of {day}\n\
         \x20      isms soa --as-of {day} --at {tag}\n\
         \x20      isms explain risk-untreated\n\
         \n\
         Change something, such as the status of A.8.24 in isms/controls to `planned`, and check again.\n",
        commits.len(),
        &last[..last.len().min(10)],
        count.errors,
        count.warnings,
        count.documents,
        findings.stage,
        tag = history.first_tag().unwrap_or("HEAD"),
    )
}
