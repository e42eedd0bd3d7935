//! `isms init [DIR]`: a new ISMS, valid and honest, in an empty folder or an existing repository.
#![allow(clippy::disallowed_methods)] // Files that are left alone are read, and the folder is made.

use super::exit_code::ExitCode;
use super::scaffold::new_organization;
use super::scaffold::starter::{Name, Profile};
use super::schema;
use super::session::Global;
use super::streams::Streams;
use crate::repo::Repo;
use crate::repo::error::RepoError;
use crate::repo::write::{stands_within, write_within};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

/// Begin an ISMS in an empty folder or a repository; what is there stays as it is
///
/// Writes settings, schemas for editors, a check for GitHub and GitLab, and starter documents: the
/// organisation, its scope, roles, risk method, all 93 controls undecided, and policies with the
/// decisions that only you can take marked as `[decide: …]`. Nothing in it is approved, held or
/// implemented.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder; it is made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// How much to begin with
    #[arg(long, value_enum, default_value = "saas")]
    profile: Profile,
    /// What the organisation is called
    #[arg(long, value_name = "ORG", allow_hyphen_values = true)]
    name: Option<String>,
}

/// Files that an existing repository may have of its own; they are left as they are.
const SHARED: &[&str] = &[
    ".github/workflows/isms.yml",
    ".gitattributes",
    ".gitignore",
    ".gitlab-ci.yml",
    ".vscode/extensions.json",
    ".vscode/settings.json",
];

/// The page for newcomers, and where it goes when the repository has one of its own.
const README: (&str, &str) = ("README.md", "isms/README.md");

/// Runs the verb.
///
/// # Errors
/// When the name cannot be used, a file is there already, or nothing can be written.
pub fn run(global: &Global, args: &Args, streams: &mut Streams) -> Result<ExitCode> {
    let name = match &args.name {
        Some(name) => Name::given(name)?,
        None => Name::undecided(),
    };
    let root = global.folder().join(&args.folder);
    refuse_inside(&root)?;
    let mut files = content(args.profile, &name);
    let spared = spare(&root, &mut files)?;
    let taken = taken(&root, files.keys())?;
    if !taken.is_empty() {
        bail!(
            "nothing was written, because these files are there already and would be replaced: {}; move them, or name another folder",
            taken.join(", ")
        );
    }
    std::fs::create_dir_all(&root).with_context(|| format!("cannot make {}", root.display()))?;
    for (path, text) in &files {
        write_within(&root, path, text.as_bytes(), false)?;
    }
    streams.out(&summary(&shown(&root), &files, &spared))?;
    if let Some(folder) = below_git(&root) {
        streams.note(&format!(
            "This folder is `{folder}` of a git repository, and forges read checks at its root alone: move .github and .gitlab-ci.yml there, and let them run `isms -C {folder} check`."
        ));
    }
    Ok(ExitCode::Clean)
}

/// Where the ISMS lies in its git repository, when that is not the root.
fn below_git(root: &Path) -> Option<String> {
    let repo = Repo::open(root, None).ok()?;
    Some(repo.prefix().to_owned()).filter(|prefix| !prefix.is_empty())
}

/// The folder as the next command has to name it.
fn shown(root: &Path) -> PathBuf {
    let parts = root.components().filter(|part| *part != Component::CurDir);
    let path: PathBuf = parts.collect();
    if path.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        path
    }
}

fn content(profile: Profile, name: &Name) -> BTreeMap<String, String> {
    let mut files = new_organization(profile, name);
    files.extend(schema::files().map(|(path, text)| (path, text.to_owned())));
    files
}

/// Refuses a folder that belongs to an ISMS already.
fn refuse_inside(folder: &Path) -> Result<()> {
    let there = |folder: &&Path| folder.is_dir() || folder.as_os_str().is_empty();
    let Some(start) = folder.ancestors().find(there) else {
        return Ok(());
    };
    let start = if start.as_os_str().is_empty() {
        Path::new(".")
    } else {
        start
    };
    let found = match Repo::open(start, None) {
        Err(RepoError::NoSettings { .. }) => return Ok(()),
        Err(RepoError::Settings { path, .. }) => path,
        Err(other) => return Err(other.into()),
        Ok(repo) => repo.root().join("isms.toml").display().to_string(),
    };
    bail!("{found} is there: this is an ISMS already; `isms new KIND` adds a document to it");
}

/// Takes out what the repository has of its own, and returns what of ours it lacks, by path.
fn spare(root: &Path, files: &mut BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let mut spared = BTreeMap::new();
    for path in SHARED {
        if stands_within(root, path)?
            && let Some(ours) = files.remove(*path)
        {
            let theirs = std::fs::read(root.join(path)).unwrap_or_default();
            let lacking = lacking(&ours, &String::from_utf8_lossy(&theirs));
            spared.insert((*path).to_owned(), lacking);
        }
    }
    let (page, instead) = README;
    if stands_within(root, page)?
        && let Some(text) = files.remove(page)
    {
        files.insert(instead.to_owned(), text);
    }
    Ok(spared)
}

/// The lines of ours that say something and do not stand in theirs.
fn lacking(ours: &str, theirs: &str) -> String {
    let known: BTreeSet<&str> = theirs.lines().map(str::trim).collect();
    let says = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    if ours
        .lines()
        .filter(says)
        .all(|line| known.contains(line.trim()))
    {
        return String::new();
    }
    let lines = ours.lines().filter(says);
    lines.map(|line| format!("    {line}\n")).collect()
}

/// Which of the files stand there already.
fn taken<'a>(root: &Path, paths: impl Iterator<Item = &'a String>) -> Result<Vec<String>> {
    let mut taken = Vec::new();
    for path in paths {
        if stands_within(root, path)? {
            taken.push(path.clone());
        }
    }
    Ok(taken)
}

/// What was written, what was left alone, and what to do next.
fn summary(
    folder: &Path,
    files: &BTreeMap<String, String>,
    spared: &BTreeMap<String, String>,
) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for path in files.keys() {
        let below = path
            .match_indices('/')
            .nth(usize::from(path.starts_with("isms/")));
        let (end, folder) = below.map_or((path.len(), false), |(at, _)| (at + 1, true));
        *counts.entry(&path[..end]).or_default() += usize::from(folder);
    }
    let mut out = format!("Wrote {} files to {}\n\n", files.len(), folder.display());
    for (path, count) in counts {
        let files = if count == 1 { "file" } else { "files" };
        out.push_str(&match count {
            0 => format!("  {path}\n"),
            count => format!("  {path:24} {count} {files}\n"),
        });
    }
    for (path, lines) in spared {
        out.push_str(&match lines.as_str() {
            "" => {
                format!("\n{path} is there already and is left as it is; it needs nothing more.\n")
            }
            lines => {
                format!("\n{path} is there already and is left as it is. Add to it:\n\n{lines}")
            }
        });
    }
    let isms = if folder == Path::new(".") {
        "isms".to_owned()
    } else {
        format!("isms -C {}", folder.display())
    };
    out.push_str(&format!(
        "\nNext   {isms} check    what is open, each with its place\n       {isms} status   how far it is, and what to do first\n       {isms} render   everything as pages, in out/index.html\n"
    ));
    out
}
