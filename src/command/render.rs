//! `isms render`: every report and policy, as Markdown and as one linked site.

use super::exit_code::ExitCode;
use super::pdf;
use super::progress::Progress;
use super::report::say_incomplete;
use super::session::{Global, Session};
use super::streams::Streams;
use crate::output::endings::{self, Endings};
use crate::report::audience::Audience;
use anyhow::Result;
use folder::Folder;
use note::Note;
use rayon::prelude::*;
use std::path::PathBuf;

mod make;

mod note;

mod folder;

mod compare;

pub(super) use make::{Rendered, Wish, rendered};

/// Write every report and policy as Markdown and as one linked site
///
/// Beside them `rendered.json` says what was written, for whom, as of which day and from which commit. What
/// an earlier run wrote and this one does not is removed, unless it was changed since; no other file is
/// touched, and none that isms did not write is written over without `--force`.
///
/// `--check` writes nothing: it renders in memory and compares with what lies in the folder, so that output
/// that is committed cannot grow old unnoticed. Unless options say otherwise, it renders for the audience and
/// as of the day that `rendered.json` names, with PDFs if it says so, and under the commit named there:
/// committed output cannot name the commit that it is part of.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write to; by default `[site] out` of isms.toml, and in it a folder of the name of the
    /// audience unless that is internal
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// For whom: customer, auditor or internal (the default)
    #[arg(long, value_name = "AUDIENCE")]
    audience: Option<Audience>,
    /// Only these formats; all by default. With `--check` those that `rendered.json` names
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = endings::ALL)]
    format: Vec<String>,
    /// Compare with what lies in the folder instead of writing it; exit 1 when they differ
    #[arg(long)]
    check: bool,
    /// Write the policies, the Statement of Applicability and the treatment plan as PDF too (in releases and
    /// builds with `--features pdf`)
    #[arg(long)]
    pdf: bool,
    /// Write over files that isms did not write
    #[arg(long, conflicts_with = "check")]
    force: bool,
}

/// Runs the verb.
///
/// # Errors
/// When the repository or a template cannot be read, or the folder cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if args.pdf {
        pdf::built()?;
    }
    let mut session = Session::open(global, None)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let asked = args.audience.unwrap_or_default();
    let folder = match &args.out {
        Some(out) => Folder::named(global, out)?,
        None => Folder::of_settings(&session, asked),
    };
    let progress = Progress::begin("rendering", global.verbose > 0);
    let endings = Endings::of(args.format.iter().map(String::as_str));
    if args.check {
        let asked = compare::Asked {
            audience: args.audience,
            dated: global.as_of.is_some(),
            pdf: args.pdf,
            endings: (!args.format.is_empty()).then_some(endings),
        };
        let told = compare::compare(&mut session, &folder, asked)?;
        drop(progress);
        streams.out(&told.text)?;
        return Ok(told.code);
    }
    let wish = Wish {
        pdf: args.pdf,
        endings,
        ..Wish::default()
    };
    let rendered = rendered(&mut session, asked, &wish)?;
    let (number, withheld) = (rendered.files.len(), rendered.withheld.len());
    let note = Note::of(&session, asked, &wish, &rendered);
    write_to(&folder, &note, &rendered, args.force)?;
    drop(progress);
    streams.out(&format!("{number} files in {}\n", folder.shown().display()))?;
    if withheld > 0 {
        streams.note(&format!(
            "note: what {asked}s do not get is listed in {}",
            folder.shown().join(note::NAME).display()
        ));
    }
    let code = say_incomplete(&session, streams);
    // As with the session: the process ends here.
    std::mem::forget((rendered, note));
    Ok(code)
}

/// Renders into the folder that the settings name; returns how many files were written.
///
/// # Errors
/// When a template is wrong, or a file cannot be written.
pub fn write(session: &mut Session) -> Result<usize> {
    let audience = Audience::Internal;
    let wish = Wish::default();
    let rendered = rendered(session, audience, &wish)?;
    let folder = Folder::of_settings(session, audience);
    let note = Note::of(session, audience, &wish, &rendered);
    write_to(&folder, &note, &rendered, false)?;
    Ok(rendered.files.len())
}

/// Writes what was rendered, with the note of it, and removes what an earlier run wrote and this one did not.
/// The note is first, so that what is left of a run that was ended is known to be ours.
fn write_to(folder: &Folder, note: &Note, rendered: &Rendered, force: bool) -> Result<()> {
    folder.make()?;
    let before = folder.note()?;
    if !force {
        folder.writes_over_nothing(&rendered.files, before.as_ref())?;
    }
    let gone = before.map(|before| before.no_more(note));
    let gone = folder.unchanged(gone.unwrap_or_default());
    if note.audience != Audience::Internal {
        folder.holds_nothing_else(note, &gone)?;
    }
    for path in &gone {
        folder.remove(path)?;
    }
    folder.write(note::NAME, note.to_text().as_bytes())?;
    let files: Vec<_> = rendered.files.iter().collect();
    // Most of the time of a write is waiting for the disk.
    files
        .par_iter()
        .try_for_each(|(path, bytes)| folder.write(path, bytes))
}
