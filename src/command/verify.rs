//! `isms verify FILE`: whether a pack is whole and unaltered, who signed it, and whether the repository gives the
//! same.
#![allow(
    clippy::disallowed_methods,
    reason = "the user names the pack and the list of signers"
)]

mod again;

mod told;

use super::exit_code::ExitCode;
use super::pack::beside;
use super::session::{Global, today};
use super::streams::Streams;
use crate::output::pack::check::{Problem, What, check};
use crate::repo::signature::AllowedSigners;
use crate::repo::signature::detached::{Digests, MAX_SIGNATURE, Worth, verify};
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use told::{Signed, Told};

/// Check that an audit pack is whole and unaltered
///
/// Needs no repository. Every entry is compared with the manifest, and the manifest with its digest; a signature in
/// FILE.sig is checked, too.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The pack
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Whose signatures count, as `ssh-keygen -Y verify` reads it; the pack must then be signed by one of them
    #[arg(long, value_name = "FILE")]
    signers: Option<PathBuf>,
    /// Make the pack again from this repository, and compare
    #[arg(long, value_name = "DIR")]
    repo: Option<PathBuf>,
    /// How to write the outcome
    #[arg(
        long,
        visible_alias = "output-format",
        value_enum,
        default_value = "text"
    )]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// Runs the verb.
///
/// # Errors
/// When the file, its signature, the list of signers or the repository cannot be read. Damage is no error: it
/// is a finding.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let path = global.folder().join(&args.file);
    let shown = args.file.display().to_string();
    let reading = || format!("cannot read {shown}");
    let mut file = File::open(&path).with_context(reading)?;
    let mut checked = check(BufReader::new(&mut file)).with_context(reading)?;
    let signers = args.signers.as_deref().map(|name| list(global, name));
    let signers = signers.transpose()?;
    let signed = match armour(&path, &shown)? {
        Some(armour) => {
            let digests = digests(&mut file).with_context(reading)?;
            Signed::By(worth(global, armour, &digests, signers.as_ref()))
        }
        None if signers.is_some() => Signed::Missing,
        None => Signed::Not,
    };
    checked.problems.extend(signed.problem());
    let compared = args
        .repo
        .as_deref()
        .map(|folder| again::compare(global, folder, &mut checked));
    let told = Told {
        file: &shown,
        signed: &signed,
        checked: &checked,
        compared: compared.transpose()?,
    };
    streams.out(&match args.format {
        Format::Text => told.text(),
        Format::Json => told.json(),
    })?;
    Ok(match checked.problems.is_empty() {
        true => ExitCode::Clean,
        false => ExitCode::Findings,
    })
}

/// The signature beside the pack; nothing when there is none.
fn armour(path: &Path, shown: &str) -> Result<Option<Vec<u8>>> {
    let mut armour = Vec::new();
    let opened = match File::open(beside(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        opened => opened,
    };
    let read = opened.and_then(|file| file.take(MAX_SIGNATURE).read_to_end(&mut armour));
    read.with_context(|| format!("cannot read the signature beside {shown}"))?;
    Ok(Some(armour))
}

/// What a signature speaks of: the digests of the whole file.
fn digests(file: &mut File) -> std::io::Result<Digests> {
    file.seek(SeekFrom::Start(0))?;
    Digests::of(file)
}

/// What a signature is worth on the day as of which everything is judged.
fn worth(
    global: &Global,
    armour: Vec<u8>,
    digests: &Digests,
    signers: Option<&AllowedSigners>,
) -> Worth {
    let Ok(armour) = String::from_utf8(armour) else {
        return Worth::Bad("it is not an SSH signature".to_owned());
    };
    let day = global.as_of.unwrap_or_else(today);
    let noon = day.0.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let seconds = noon.map_or(0, |noon| noon.timestamp().as_second());
    verify(&armour, digests, signers, seconds)
}

/// A list of allowed signers.
fn list(global: &Global, name: &Path) -> Result<AllowedSigners> {
    let shown = name.display();
    let mut text = String::new();
    let file = File::open(global.folder().join(name));
    let read = file.and_then(|file| file.take(8 << 20).read_to_string(&mut text));
    read.with_context(|| format!("cannot read the signers in {shown}"))?;
    Ok(AllowedSigners::read(&format!("`{shown}`"), &text))
}

impl Signed {
    /// What is wrong with it.
    fn problem(&self) -> Option<Problem> {
        let message = match self {
            Self::Missing => {
                "the pack is not signed, and --signers asks for a signature".to_owned()
            }
            Self::By(Worth::Bad(why)) => format!("the signature does not count: {why}"),
            Self::Not | Self::By(_) => return None,
        };
        Some(Problem::new(What::Signature, None, message))
    }
}
