//! `isms rename KIND OLD NEW`: an id becomes another everywhere, and nothing else changes.

use super::exit_code::ExitCode;
use super::report::say_incomplete;
use super::session::{Global, Session};
use super::streams::Streams;
use crate::analysis::renaming::{Asked, Refusal, renaming};
use crate::output::unified::{File, renamed, unified};
use crate::output::visible::one_line;
use crate::repo::write::{move_within, replace_within};
use anyhow::{Context, Result, anyhow, bail};
use std::sync::Arc;

mod moving;

mod trial;

mod told;

use moving::Move;
use trial::Trial;

/// Rename an id everywhere: where it is declared, in references, in prose and in links
///
/// Changes `id:`, every field that refers to it, and every mention in text fields and Markdown; quotes, comments and layout stay. Code, comments and file names are left alone, and so is what may mean something else; both are listed. Before anything is written the result is read as a whole: every reference has to lead where it led before. Decisions that rest on the id do not hold any more; they are named, and have to be taken again.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The kind of document, or `site`, `entity`, `action`, `finding` or `test`
    #[arg(value_name = "KIND")]
    kind: String,
    /// The id as it is; of a finding AUDIT/FINDING, of a test CONTROL/TEST
    #[arg(value_name = "OLD")]
    old: String,
    /// The new id
    #[arg(value_name = "NEW")]
    new: String,
    /// Print the changes as a unified diff and write nothing
    #[arg(long)]
    diff: bool,
    /// Also rename the file when its name is the old id, with the links in Markdown that lead to it
    #[arg(long = "move")]
    moves: bool,
    /// Rename although something that could not be read may name the id, or the new id is named already
    #[arg(long)]
    force: bool,
}

/// Runs the verb.
///
/// # Errors
/// When the new id cannot be taken, something would mean another thing afterwards, or a file cannot be
/// written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if let Some(rev) = &global.at {
        bail!(
            "nothing can be renamed in the past, which keeps the ids it had; leave out `--at {}` to rename in the working tree",
            one_line(rev)
        );
    }
    let session = Session::open(global, None)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let asked = Asked {
        kind: &args.kind,
        old: &args.old,
        new: &args.new,
        force: args.force,
    };
    let plan = renaming(&session.linked, asked).map_err(refused)?;
    let moved = match args.moves {
        true => Some(moving::found(&session, &plan)?),
        false => None,
    };
    let trial = trial::tried(&session, &plan, moved.as_ref())?;
    match args.diff {
        true => {
            streams.out_lines(&diff(&session, &trial, moved.as_ref()))?;
            let said = told::told(&session, &plan, &trial, moved.as_ref(), false);
            streams.note((told::undone(&trial) + &said).trim_end());
        }
        false => {
            streams.out(&told::undone(&trial))?;
            write(&session, &trial, moved.as_ref())?;
            streams.out(&told::told(&session, &plan, &trial, moved.as_ref(), true))?;
        }
    }
    Ok(say_incomplete(&session, streams))
}

/// What is refused may quote the repository, which is untrusted.
fn refused(refusal: Refusal) -> anyhow::Error {
    anyhow!("{}", one_line(&refusal.to_string()))
}

/// The changes as one diff with paths from the root of git.
fn diff(session: &Session, trial: &Trial, moved: Option<&Move>) -> String {
    let from_git = |path: &str| match session.snapshot.prefix.as_str() {
        "" => path.to_owned(),
        prefix => format!("{prefix}/{path}"),
    };
    let mut text = String::new();
    for (path, after) in &trial.texts {
        let before = before(session, path);
        let to = moved.filter(|moved| moved.from == *path);
        let file = File {
            path: &from_git(path),
            before,
            after,
        };
        text += &match to {
            Some(moved) => renamed(&file, &from_git(&moved.to)),
            None => unified(&[file]),
        };
    }
    text
}

fn before<'s>(session: &'s Session, path: &str) -> &'s str {
    session
        .linked
        .sources
        .get(path)
        .map_or("", |source| &source.text)
}

/// Writes every text whole. A file that is moved is written under its new name before the old one goes.
fn write(session: &Session, trial: &Trial, moved: Option<&Move>) -> Result<()> {
    let root = session.repo.root();
    let mut done: Vec<Arc<str>> = Vec::new();
    for (path, after) in &trial.texts {
        let old = before(session, path).as_bytes();
        let wrote = match moved.filter(|moved| moved.from == *path) {
            Some(moved) => move_within(root, &moved.from, &moved.to, old, after.as_bytes()),
            None => replace_within(root, path, old, after.as_bytes()),
        };
        wrote.with_context(|| match done.as_slice() {
            [] => "nothing was written".to_owned(),
            done => format!("only this was written: {}", done.join(", ")),
        })?;
        done.push(Arc::clone(path));
    }
    Ok(())
}
