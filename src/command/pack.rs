//! `isms pack`: one file for the certification audit, whose every part leads back to a source and a commit.

mod choice;

mod place;

mod evidence;

mod ways;

pub(super) mod contents;

mod written;

mod opened;

mod signed;

use super::exit_code::ExitCode;
use super::progress::Progress;
use super::report::say_incomplete;
use super::session::{Global, Session};
use super::streams::Streams;
use crate::output::tally::count;
use crate::text::commit::short;
use anyhow::Result;
use std::path::{Path, PathBuf};

pub(super) use choice::{Choice, Findings, Pointers};
pub(super) use signed::beside;
pub(super) use written::stream;

/// Write the audit pack: site, documents, evidence and sources in one file that proves itself
///
/// A clean working tree is packed from its commit, so that the same commit, day and version give the same bytes
/// everywhere. `isms verify FILE` checks a pack.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Pack the state of this tag, and name it in the pack
    #[arg(long, value_name = "NAME")]
    tag: Option<String>,
    /// For whom: customer, auditor or internal
    #[arg(long, value_name = "AUDIENCE", default_value = "auditor")]
    audience: crate::report::audience::Audience,
    /// The file to write; by default isms-pack-ORGANISATION-DATE.zip in the folder that is worked in
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Which findings go in: none, open (no nonconformity and no dated action speaks for them) or full
    #[arg(long, value_enum, value_name = "WHICH", default_value = "open")]
    findings: Findings,
    /// Pack a working tree that differs from its commit; the pack says so in every place
    #[arg(long)]
    allow_dirty: bool,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// Sign the pack with this private key of OpenSSH, in FILE.sig
    #[arg(long, value_name = "KEY")]
    sign: Option<PathBuf>,
}

/// Runs the verb.
///
/// # Errors
/// When the repository, evidence or the key cannot be read, the tree differs from its commit and that is not
/// allowed, or the file cannot be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let key = args.sign.as_deref().map(|key| signed::key(global, key));
    let key = key.transpose()?;
    let choice = Choice {
        audience: args.audience,
        findings: args.findings,
        tag: args.tag.clone(),
        ..Choice::default()
    };
    let progress = Progress::begin("packing", global.verbose > 0);
    let mut session = opened::open(global, &choice, args.allow_dirty)?;
    if session.is_empty(streams) {
        return Ok(ExitCode::Nothing);
    }
    let contents = contents::gather(&mut session, &choice)?;
    let name = args.out.clone().unwrap_or_else(|| contents.name().into());
    let mut pack = written::write(global, &session, contents, &name, args.force)?;
    let signature = key
        .as_ref()
        .map(|key| signed::sign(key, &name, pack.file()));
    let signature = signature.transpose()?;
    signed::check_room(global, &name, args.force)?;
    let told = pack.settle(args.force)?;
    signed::write(global, &name, signature.as_deref())?;
    drop(progress);
    streams.out(&summary(&told, &name, signature.is_some()))?;
    Ok(say_incomplete(&session, streams))
}

/// Packs a session for the auditor into the folder that is worked in, replacing an earlier pack; returns the
/// name of the file and how many entries it has.
pub(super) fn write(global: &Global, session: &mut Session) -> Result<(PathBuf, usize)> {
    let choice = Choice::default();
    let mut committed = opened::committed(session)?;
    let session = committed.as_mut().unwrap_or(session);
    let contents = contents::gather(session, &choice)?;
    let name = PathBuf::from(contents.name());
    let pack = written::write(global, session, contents, &name, true)?;
    let told = pack.settle(true)?;
    Ok((name, told.manifest.entries.len()))
}

/// What is said of a pack.
fn summary(told: &written::Told, name: &Path, signed: bool) -> String {
    let manifest = &told.manifest;
    let shown = name.display();
    let from = match (&manifest.revision, manifest.dirty) {
        (Some(commit), false) => format!("from commit {}", short(commit)),
        (Some(commit), true) => format!("from a tree that differs from commit {}", short(commit)),
        (None, _) => "from a folder that is not in git".to_owned(),
    };
    let mut lines = vec![
        shown.to_string(),
        format!(
            "  {}, {}, for {}, as of {}, {from}",
            count(manifest.entries.len(), "file"),
            size(told.bytes),
            manifest.audience,
            manifest.as_of
        ),
    ];
    lines.extend(manifest.tag.as_ref().map(|tag| format!("  tag {tag}")));
    if let Some(findings) = told.findings {
        lines.push(format!(
            "  {} ({})",
            count(findings, "finding"),
            manifest.findings
        ));
    }
    let absent = &manifest.absent;
    for file in absent.iter().take(5) {
        lines.push(format!("  not in it: {} ({})", file.file, file.why));
    }
    if absent.len() > 5 {
        lines.push(format!("  not in it: {} more files", absent.len() - 5));
    }
    lines.push(match signed {
        true => format!("  signed in {shown}.sig"),
        false => "  not signed; `--sign KEY` does".to_owned(),
    });
    lines.push(format!("\nVerify  isms verify {shown}"));
    crate::output::visible::lines(&lines.join("\n")) + "\n"
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => count(usize::try_from(bytes).unwrap_or(0), "byte"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
