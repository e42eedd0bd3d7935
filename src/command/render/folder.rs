//! The folder that is rendered into: what lies in it, and what is written and removed there.
#![allow(
    clippy::disallowed_methods,
    reason = "the folder of output is looked at here"
)]

use super::super::session::{Global, Session};
use super::note::{NAME, Note, digest};
use crate::repo::write::{remove_within, stands_within, write_derived};
use crate::report::audience::Audience;
use crate::text::words::counted;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Nothing that was rendered is larger, in bytes; what is, is not read.
const LARGEST: u64 = 256 << 20;

/// A folder of output.
#[derive(Debug, Clone)]
pub(super) struct Folder {
    /// Nothing outside of it is touched, whatever symbolic links say.
    root: PathBuf,
    /// The folder below the root, with `/` at its end; empty when it is the root.
    below: String,
    /// As a person knows it.
    shown: PathBuf,
}

impl Folder {
    /// The folder that a person named; it need not be there.
    pub(super) fn named(global: &Global, out: &Path) -> Result<Self> {
        let root = global.folder().join(out);
        if root.exists() && !root.is_dir() {
            bail!("{} is not a folder", out.display());
        }
        Ok(Self {
            root,
            below: String::new(),
            shown: out.to_owned(),
        })
    }

    /// The folder that the settings name, below the root of the repository.
    pub(super) fn of_settings(session: &Session, audience: Audience) -> Self {
        let out = &session.settings.site.out;
        let path = match audience {
            Audience::Internal => out.clone(),
            audience => format!("{out}/{audience}"),
        };
        Self {
            root: session.repo.root().to_owned(),
            below: format!("{path}/"),
            shown: PathBuf::from(path),
        }
    }

    /// As a person knows it.
    pub(super) fn shown(&self) -> &Path {
        &self.shown
    }

    /// Makes the folder.
    pub(super) fn make(&self) -> Result<()> {
        std::fs::create_dir_all(&self.root)
            .with_context(|| format!("cannot make {}", self.shown.display()))
    }

    /// Writes a file, unless it is there as it is to be.
    pub(super) fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        if self.holds(path, bytes) {
            return Ok(());
        }
        let path = format!("{}{path}", self.below);
        write_derived(&self.root, &path, bytes).with_context(|| format!("cannot write {path}"))
    }

    /// Whether a plain file holds these bytes.
    fn holds(&self, path: &str, bytes: &[u8]) -> bool {
        let size = self.root.join(format!("{}{path}", self.below)).metadata();
        // Most files that differ do so in their size, and need not be read.
        size.is_ok_and(|facts| facts.len() == bytes.len() as u64)
            && self.read(path).is_some_and(|there| there == bytes)
    }

    /// Removes a file, and its folder when that is empty then.
    pub(super) fn remove(&self, path: &str) -> Result<()> {
        let path = format!("{}{path}", self.below);
        remove_within(&self.root, &path).with_context(|| format!("cannot remove {path}"))
    }

    /// What lies at a path: `None` when there is no plain file that is small enough.
    pub(super) fn read(&self, path: &str) -> Option<Vec<u8>> {
        let path = format!("{}{path}", self.below);
        if !stands_within(&self.root, &path).ok()? {
            return None;
        }
        let file = self.root.join(path);
        let size = file.metadata().ok()?.len();
        (size <= LARGEST)
            .then(|| std::fs::read(file).ok())
            .flatten()
    }

    /// The note of what was rendered here; `None` when there is none, or when it cannot be understood.
    pub(super) fn note(&self) -> Result<Option<Note>> {
        let text = self.read(NAME);
        Ok(text.and_then(|text| Note::read(std::str::from_utf8(&text).ok()?)))
    }

    /// Those of some files that still hold what they held.
    pub(super) fn unchanged(&self, files: Vec<(String, String)>) -> Vec<String> {
        let same = |(path, before): &(String, String)| {
            let now = self.read(path).map(|bytes| digest(&bytes));
            now.as_deref() == Some(before)
        };
        let same = files.into_iter().filter(same);
        same.map(|(path, _)| path).collect()
    }

    /// Every file in the folder, by its path from there; a folder in it with a note of its own is another.
    pub(super) fn files(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut folders = vec![String::new()];
        while let Some(folder) = folders.pop() {
            let place = self.root.join(format!("{}{folder}", self.below));
            if !folder.is_empty() && place.join(NAME).exists() {
                continue;
            }
            for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
                let path = format!("{folder}{}", entry.file_name().to_string_lossy());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push(format!("{path}/")),
                    _ => drop(found.insert(path)),
                }
            }
        }
        found.remove(NAME);
        found
    }

    /// Refuses to write over a file that no run of ours wrote: one that an earlier note does not name.
    pub(super) fn writes_over_nothing(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        before: Option<&Note>,
    ) -> Result<()> {
        let ours = |path: &str| before.is_some_and(|before| before.files.contains_key(path));
        let others = files.iter().filter(|(path, bytes)| {
            let there = self.root.join(format!("{}{path}", self.below));
            there.symlink_metadata().is_ok() && !ours(path) && !self.holds(path, bytes)
        });
        let note = self.read(NAME).filter(|_| before.is_none());
        let note = note.map(|_| NAME);
        let others: Vec<&str> = others.map(|(path, _)| &**path).chain(note).collect();
        let Some(first) = others.first() else {
            return Ok(());
        };
        bail!(
            "{} holds {} that isms did not write, such as `{}`; nothing was written, name another folder with --out, or write over them with --force",
            self.shown.display(),
            counted(others.len(), "file"),
            crate::output::visible::one_line(first)
        );
    }

    /// Refuses a folder in which something else would lie beside what an audience gets.
    pub(super) fn holds_nothing_else(&self, note: &Note, gone: &[String]) -> Result<()> {
        let mut others = self.files();
        others.retain(|path| !note.files.contains_key(path) && !gone.contains(path));
        let Some(first) = others.first() else {
            return Ok(());
        };
        bail!(
            "{} holds {} that would lie beside what {}s get, such as `{}`; nothing was written, name an empty folder with --out",
            self.shown.display(),
            counted(others.len(), "other file"),
            note.audience,
            crate::output::visible::one_line(first)
        );
    }
}
