//! `isms demo [DIR]`: the example organisation as a git repository, checked and rendered.
#![allow(clippy::disallowed_methods)] // An earlier demo is replaced: the one place that removes a folder.

use super::exit_code::ExitCode;
use super::progress::Progress;
use super::scaffold::{SAAS_HISTORY, history, saas};
use super::session::{Global, Session};
use super::streams::Streams;
use super::view::View;
use super::{pack, render};
use crate::analysis::findings::Findings;
use crate::model::scalar::Date;
use crate::repo::history::{Graph, create_graph};
use crate::repo::write::write_atomic;
use crate::text::commit;
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
///
/// # Errors
/// When the folder is taken, or something cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let directory = global.folder().join(&args.folder);
    make_room(&directory, args.force)?;
    let history = history::read(SAAS_HISTORY)?;
    let mut progress = Progress::begin("writing the history", global.verbose > 0);
    let graph = history.graph(&saas())?;
    let commits = create_graph(&directory, &graph)
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
    progress.next("packing");
    // The pack lies beside the documents, and is none of them.
    write_atomic(&directory.join(".git/info/exclude"), b"/isms-pack-*.zip\n")
        .context("cannot keep the pack out of git")?;
    let (pack, packed) = pack::write(&global, &mut session)?;
    drop(progress);
    let told = Told {
        shown: args.folder.display().to_string(),
        graph: &graph,
        last: commits[graph.branches[0].1].to_string(),
        findings: &findings,
        written,
        pack: pack.display().to_string(),
        packed,
        day: history.as_of,
    };
    streams.out(&told.summary())?;
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
    let mut entries = std::fs::read_dir(directory)
        .with_context(|| format!("cannot read {}", directory.display()))?;
    if entries.next().is_none() {
        return Ok(());
    }
    if !force && !directory.join(MARK).is_file() {
        bail!(
            "{} is not empty and is not a demo; name another folder, or replace it with --force",
            directory.display()
        );
    }
    std::fs::remove_dir_all(directory)
        .with_context(|| format!("cannot remove the earlier {}", directory.display()))
}

/// What the demo says of itself.
struct Told<'a> {
    shown: String,
    graph: &'a Graph,
    /// The commit that is checked out.
    last: String,
    findings: &'a Findings,
    /// How many files were rendered.
    written: usize,
    /// The name of the audit pack.
    pack: String,
    /// How many files it holds.
    packed: usize,
    /// The day as of which it is to be looked at.
    day: Date,
}

impl Told<'_> {
    /// What there is to see.
    fn summary(&self) -> String {
        let Self { shown, day, .. } = self;
        let count = &self.findings.summary;
        let commits = &self.graph.commits;
        let merges = commits.iter().filter(|(_, parents)| parents.len() > 1);
        format!(
            "The ISMS of a fictional company of 40 people stands in {shown}\n\
             \n\
             \x20 history    {} commits, {} merges, {} tags, up to {}; one branch is open for review\n\
             \x20 check      {} errors, {} warnings in {} documents, as of {day} at stage {}\n\
             \x20 rendered   {} files\n\
             \x20 packed     {} files in {}\n\
             \n\
             Open   {shown}/out/index.html\n\
             \n\
             Try    cd {shown}\n\
             {}\
             \n\
             Change something, such as the status of A.8.24 in isms/controls to `planned`, and check again.\n",
            commits.len(),
            merges.count(),
            self.tags().count(),
            commit::short(&self.last),
            count.errors,
            count.warnings,
            count.documents,
            self.findings.stage,
            self.written,
            self.packed,
            self.pack,
            self.story(),
        )
    }

    /// Names of the tags, oldest first.
    fn tags(&self) -> impl Iterator<Item = &str> {
        let tags = self.graph.commits.iter().map(|(step, _)| step.tag.as_ref());
        tags.flatten().map(|(name, _)| name.as_str())
    }

    /// What to try, in an order that tells a story: where the company stands, what a colleague
    /// proposes, who would have to sign again and what hangs on it, and how it all came about.
    fn story(&self) -> String {
        let day = self.day;
        let since = self.tags().next().unwrap_or("HEAD");
        let last = self.tags().last().unwrap_or("HEAD");
        let open = self.graph.branches.get(1);
        let proposal = open.map_or("HEAD", |(name, _)| name);
        let steps = [
            (format!("check --as-of {day}"), "what is still to do"),
            (
                format!("diff main {proposal}"),
                "what a pull request would change",
            ),
            (
                format!("approve --list --at {proposal}"),
                "and who would have to sign again",
            ),
            (
                format!("explain R-008 --as-of {day}"),
                "why that risk rests on the logs",
            ),
            (
                format!("impact A.8.15 --set status=not-started --as-of {day}"),
                "and if there were none",
            ),
            (
                "log R-002".to_owned(),
                "a risk goes up after an incident, down by treatment",
            ),
            ("trend --by month".to_owned(), "the year in figures"),
            (
                format!("verify {} --repo .", self.pack),
                "that the audit pack is what these files give",
            ),
            (
                format!("soa --since {since} --at {last}"),
                "the letter to the certification body",
            ),
        ];
        let width = steps.iter().map(|(verb, _)| verb.len()).max().unwrap_or(0);
        let line = |(verb, why): &(String, &str)| format!("       isms {verb:width$}   # {why}\n");
        steps.iter().map(line).collect()
    }
}
