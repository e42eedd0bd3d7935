//! `isms evidence add`: a file is copied in and hashed, or an address recorded, and a document says so.
#![allow(
    clippy::disallowed_methods,
    reason = "this file reads the record that a person named"
)]

use crate::command::exit_code::ExitCode;
use crate::command::new;
use crate::command::scaffold::fresh_id::slug;
use crate::command::scaffold::new_document;
use crate::command::scaffold::skeleton::Order;
use crate::command::session::{Global, Session};
use crate::command::streams::Streams;
use crate::model::Kind;
use crate::model::id::Id;
use crate::model::scalar::{Date, Period, Sha256};
use crate::repo::worktree::hex;
use crate::repo::write::{copy_within, stands_within, write_within};
use crate::syntax::yaml_edit::Fragment;
use anyhow::{Context, Result, anyhow, bail};
use sha2::Digest as _;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Take in a record: copy its file into the repository, hash it, and write the document that says what it supports
///
/// The file goes to `evidence/YEAR/`, the year of the day on which it was collected; a file that lies in the
/// repository already stays where it is. What is too large for git stays outside: `--url` says where, and FILE
/// beside it is only hashed. The path of the document is printed; add it and the file to git.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file; with --url it is hashed and not copied
    #[arg(value_name = "FILE", required_unless_present = "url")]
    file: Option<PathBuf>,
    /// A control that it supports, such as A.8.15; may be repeated
    #[arg(long, value_name = "ID")]
    control: Vec<String>,
    /// A clause that it supports, such as 9.2; may be repeated
    #[arg(long, value_name = "ID")]
    clause: Vec<String>,
    /// A risk that it supports; may be repeated
    #[arg(long, value_name = "ID")]
    risk: Vec<String>,
    /// The id of the document [default: made of the title and the day]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// What it is called [default: the name of the file]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The person or role that answers for it
    #[arg(long, value_name = "ID")]
    owner: Option<String>,
    /// The day on which it was collected [default: the day of --as-of]
    #[arg(long, value_name = "YYYY-MM-DD")]
    collected: Option<Date>,
    /// How long it counts from that day, such as 12m
    #[arg(long, value_name = "PERIOD")]
    valid_for: Option<Period>,
    /// Where it is kept outside the repository
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// SHA-256 of what is kept there, instead of FILE
    #[arg(long, value_name = "HEX", requires = "url", conflicts_with = "file")]
    sha256: Option<Sha256>,
    /// How to get at it, when it is kept elsewhere
    #[arg(long, value_name = "TEXT")]
    access: Option<String>,
    /// The time that it speaks of, both days included
    #[arg(long, value_name = "FROM..TO")]
    period: Option<Span>,
    /// Replace a file of the same name; a document is never replaced
    #[arg(long)]
    force: bool,
}

/// Two days, `2026-07-01..2026-09-30`.
#[derive(Debug, Clone, Copy)]
struct Span {
    from: Date,
    to: Date,
}

impl FromStr for Span {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected =
            || format!("`{text}` is no time; write two days, as in 2026-07-01..2026-09-30");
        let (from, to) = text.split_once("..").ok_or_else(expected)?;
        let day = |text: &str| text.parse::<Date>().map_err(|_| expected());
        let (from, to) = (day(from)?, day(to)?);
        if to < from {
            return Err(format!("`{text}` ends before it begins"));
        }
        Ok(Self { from, to })
    }
}

/// What the document is written from; the digest stands in for the real one until the file was read.
const NO_DIGEST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Rules that a new record is held to before anything is written.
const HELD_TO: &[&str] = &["dangling-reference", "evidence-collected-in-future"];

/// Runs the verb.
pub(super) fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    if global.at.is_some() {
        bail!("a record is taken into the working tree; leave out --at");
    }
    if args.control.is_empty() && args.clause.is_empty() && args.risk.is_empty() {
        bail!("say what it supports: --control A.8.15, --clause 9.2 or --risk ID");
    }
    let session = Session::open(global, None)?;
    let record = Record::new(global, &session, args)?;
    // Everything that can be refused is refused before a byte is copied.
    new::check(
        &session,
        &record.path,
        &record.text(args, NO_DIGEST)?,
        HELD_TO,
    )?;
    let digest = record.take(&session, args)?;
    let text = record.text(args, digest.as_deref().unwrap_or_default())?;
    write_within(session.repo.root(), &record.path, text.as_bytes(), false)?;
    streams.out(&format!("{}\n", record.path))?;
    streams.note(&record.note(digest.as_deref()));
    Ok(ExitCode::Clean)
}

/// A record on its way in.
struct Record {
    /// The id of its document.
    id: String,
    /// Where the document will lie.
    path: String,
    title: String,
    collected: Date,
    /// The file that was named, opened.
    source: Option<Source>,
}

/// A file that was named.
struct Source {
    /// As it was typed.
    typed: PathBuf,
    /// Its path from the root in the end; `None` when it is only hashed.
    file: Option<String>,
    /// Whether it lies there already.
    inside: bool,
}

impl Record {
    fn new(global: &Global, session: &Session, args: &Args) -> Result<Self> {
        let collected = args.collected.unwrap_or(session.as_of);
        let source = args.file.as_deref();
        let source = source.map(|typed| Source::new(global, session, args, typed, collected));
        let source = source.transpose()?;
        let title = args.title.clone().or_else(|| named_after(args));
        let title = title.context("give it a title: --title TEXT")?;
        let id = match &args.id {
            Some(id) => id.parse::<Id>().map_err(|why| anyhow!(why))?.to_string(),
            None => format!("{}-{collected}", slug(&title))
                .trim_start_matches('-')
                .to_owned(),
        };
        let path = new::place(session, Kind::Evidence, &id)?;
        if stands_within(session.repo.root(), &path)? {
            bail!(
                "{path} is there already, and no document is replaced; choose another id with --id"
            );
        }
        Ok(Self {
            id,
            path,
            title,
            collected,
            source,
        })
    }

    /// The document.
    fn text(&self, args: &Args, digest: &str) -> Result<String> {
        let one =
            |key: &str, value: Option<String>| value.map(|text| (key.to_owned(), text.into()));
        let supports = args.control.iter().chain(&args.clause).chain(&args.risk);
        let supports = supports.map(|id| Fragment::from(id.as_str())).collect();
        let period = args.period.map(|span| {
            let days = [("from", span.from.to_string()), ("to", span.to.to_string())];
            let days = days.map(|(key, day)| (key.to_owned(), Fragment::from(day)));
            (
                "period".to_owned(),
                Fragment::Line(Box::new(Fragment::Map(days.into()))),
            )
        });
        let digest = match (&args.sha256, &self.source) {
            (Some(digest), _) => Some(digest.0.to_string()),
            (None, Some(_)) => Some(digest.to_owned()),
            (None, None) => None,
        };
        let file = self.source.as_ref().and_then(|source| source.file.clone());
        let given: Vec<(String, Fragment)> = [
            one("title", Some(self.title.clone())),
            one("owner", args.owner.clone()),
            Some((
                "supports".to_owned(),
                Fragment::Line(Box::new(Fragment::List(supports))),
            )),
            one("file", file),
            one("url", args.url.clone()),
            one("access", args.access.clone()),
            one("collected", Some(self.collected.to_string())),
            period,
            one("valid_for", args.valid_for.map(|period| period.to_string())),
            one("sha256", digest),
        ]
        .into_iter()
        .flatten()
        .collect();
        new_document(&Order {
            kind: Kind::Evidence,
            id: &self.id,
            path: &self.path,
            given: &given,
        })
    }

    /// Copies or only reads the file; the digest of what was read.
    fn take(&self, session: &Session, args: &Args) -> Result<Option<String>> {
        let Some(source) = &self.source else {
            return Ok(args.sha256.as_ref().map(|digest| digest.0.to_string()));
        };
        let mut from = source.open()?;
        let read = || format!("cannot read {}", source.typed.display());
        let Some(file) = source.file.as_ref().filter(|_| !source.inside) else {
            return Ok(Some(pour(&mut from, &mut io::sink()).with_context(read)?));
        };
        let mut digest = String::new();
        copy_within(session.repo.root(), file, args.force, &mut |to| {
            digest = pour(&mut from, to)?;
            Ok(())
        })?;
        Ok(Some(digest))
    }

    /// What was done, for a person.
    fn note(&self, digest: Option<&str>) -> String {
        let digest = digest.map(|digest| format!(" (SHA-256 {digest})"));
        let digest = digest.unwrap_or_else(|| {
            ": without a SHA-256 nobody can tell later whether it is still the same".to_owned()
        });
        match &self.source {
            Some(Source {
                file: Some(file),
                inside: true,
                ..
            }) => {
                format!("note: {file} stays where it is{digest}")
            }
            Some(Source {
                file: Some(file), ..
            }) => format!("note: copied to {file}{digest}"),
            _ => format!("note: the record stays outside the repository{digest}"),
        }
    }
}

/// The title that the name of a file gives: `access-review_Q3.csv` is "Access review Q3".
fn named_after(args: &Args) -> Option<String> {
    let stem = args.file.as_deref()?.file_stem()?.to_str()?;
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next()?.to_uppercase();
    Some(first.chain(letters).collect())
}

impl Source {
    fn new(
        global: &Global,
        session: &Session,
        args: &Args,
        typed: &Path,
        collected: Date,
    ) -> Result<Self> {
        let path = global.folder().join(typed);
        let shown = typed.display();
        let facts = std::fs::metadata(&path).with_context(|| format!("cannot read {shown}"))?;
        if facts.is_dir() {
            bail!("{shown} is a folder; name a file, or an archive of the folder");
        }
        if !facts.is_file() {
            bail!("{shown} is a pipe, socket or device; name a regular file");
        }
        let root = session.repo.root();
        let real = path
            .canonicalize()
            .with_context(|| format!("cannot read {shown}"))?;
        let within = real.strip_prefix(root).ok();
        let typed_inside = session.paths_below_root(&[typed.to_string_lossy().into_owned()]);
        if within.is_none()
            && typed_inside
                .iter()
                .any(|path| root.join(path).symlink_metadata().is_ok())
        {
            bail!(
                "{shown} is a symbolic link that leads out of the repository; name the file itself"
            );
        }
        let plain = |path: &Path| {
            let text = path
                .to_str()
                .with_context(|| format!("the name of {shown} is not UTF-8"))?;
            Ok::<String, anyhow::Error>(text.replace(std::path::MAIN_SEPARATOR, "/"))
        };
        let file = match (&args.url, within) {
            (Some(_), _) => None,
            (None, Some(inside)) => Some(plain(inside)?),
            (None, None) => {
                let name = path
                    .file_name()
                    .with_context(|| format!("{shown} has no name"))?;
                let file = format!(
                    "evidence/{}/{}",
                    collected.0.year(),
                    plain(Path::new(name))?
                );
                if !args.force && stands_within(root, &file)? {
                    bail!("{file} is there already; rename the file, or replace it with --force");
                }
                Some(file)
            }
        };
        Ok(Self {
            typed: path,
            file,
            inside: within.is_some(),
        })
    }

    /// Opens the file; what stands there now may be something else than before.
    fn open(&self) -> Result<File> {
        let shown = self.typed.display();
        let file = File::open(&self.typed).with_context(|| format!("cannot read {shown}"))?;
        if !file.metadata()?.is_file() {
            bail!("{shown} is no regular file any more");
        }
        Ok(file)
    }
}

/// Pours a file into another, a piece at a time; the SHA-256 of what went through.
fn pour(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<String> {
    let mut hash = sha2::Sha256::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = from.read(&mut piece)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        hash.update(&piece[..read]);
        to.write_all(&piece[..read])?;
    }
}
