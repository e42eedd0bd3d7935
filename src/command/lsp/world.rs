//! What the server has read: the repository with the open texts laid over it.
#![allow(clippy::disallowed_methods)] // Whether a file that is being written exists is asked of the disk.

use super::address;
use super::buffers::{Buffer, Buffers, Homeless, Torn, opened};
use super::client::Client;
use super::convert::{Shown, Units};
use crate::analysis::store::Store;
use crate::command::session::{Global, Session, layout, today};
use crate::command::settings::understood;
use crate::repo::Repo;
use crate::repo::layout::{Plan, is_document};
use crate::syntax::config::ConfigError;
use crate::text::diagnostic::Stage;
use crate::text::proof::Proofs;
use crate::text::snapshot::Entry;
use crate::text::source::SourceFile;
use anyhow::{Context, Result};
use lsp_types::Uri;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The path of the settings from the root.
pub(super) const SETTINGS: &str = "isms.toml";

/// What is the same for the whole life of the server.
pub(super) struct Setting<'g> {
    /// The options of the command line.
    pub(super) global: &'g Global,
    /// The stage that was asked for.
    pub(super) stage: Option<Stage>,
    /// The editor.
    pub(super) client: Client,
}

impl Setting<'_> {
    /// The folder to look for a repository in.
    pub(super) fn folder(&self) -> PathBuf {
        let open = self.client.folder.clone();
        open.unwrap_or_else(|| self.global.folder())
    }
}

/// A repository, as far as it could be opened.
pub(super) struct World {
    /// The folder that it was looked for in.
    folder: PathBuf,
    /// The root as the editor would write it.
    root: PathBuf,
    /// `isms.toml` as it is on disk, and what is wrong with it.
    pub(super) settings: (Arc<SourceFile>, Vec<ConfigError>),
    /// What was read under the last settings that were in order; nothing when there were none yet.
    pub(super) seen: Option<Seen>,
    /// The open texts.
    pub(super) buffers: Buffers,
    touched: BTreeSet<Arc<str>>,
}

/// What was read.
pub(super) struct Seen {
    /// The repository with the open texts laid over it.
    pub(super) session: Session,
    disk: Vec<Entry>,
    plan: Plan,
    /// What git says of the decisions; asked when first needed after each save.
    pub(super) proofs: OnceCell<Proofs>,
}

impl World {
    /// Opens the repository around a folder, and takes in the texts that have a place there.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn open(
        setting: &Setting<'_>,
        folder: PathBuf,
        homeless: &mut Homeless,
    ) -> Result<Self> {
        let repo = Repo::open(&folder, None)?;
        let mut world = Self {
            root: shown_root(&folder, repo.root()),
            folder,
            settings: (Arc::new(SourceFile::new(SETTINGS, "")), Vec::new()),
            seen: None,
            buffers: Buffers::new(),
            touched: BTreeSet::new(),
        };
        for (_, buffer) in std::mem::take(homeless) {
            if let Some(path) = world.path(&buffer.uri) {
                let text = buffer.source.text.to_string();
                world.house(&path, opened(buffer.uri, &path, buffer.version, text));
            }
        }
        world.read(setting, repo)?;
        Ok(world)
    }

    /// Reads everything anew from the disk.
    ///
    /// # Errors
    /// When there is nothing to read any more.
    pub(super) fn reread(&mut self, setting: &Setting<'_>) -> Result<()> {
        let repo = Repo::open(&self.folder, None)?;
        self.read(setting, repo)
    }

    fn read(&mut self, setting: &Setting<'_>, repo: Repo) -> Result<()> {
        let source = repo
            .settings()
            .context("internal error: without settings nothing opens")?;
        let (settings, wrong) = match understood(&source) {
            Ok(settings) => (Some(settings), Vec::new()),
            Err(wrong) => {
                let last = self.seen.as_ref().map(|seen| seen.session.settings.clone());
                (last, wrong)
            }
        };
        self.settings = (source, wrong);
        let Some(settings) = settings else {
            return Ok(());
        };
        let plan = Plan::new(&layout(&settings))?;
        let store = match &self.seen {
            Some(seen) => Arc::clone(&seen.session.store),
            None => Arc::new(Store::default()),
        };
        let mut session = Session::watched(repo, settings, store)?;
        session.as_of = setting.global.as_of.unwrap_or_else(today);
        session.stage = setting.stage.unwrap_or(session.settings.stage);
        let last = self.seen.take().filter(|last| last.is_as(&session));
        self.seen = Some(Seen {
            disk: session.snapshot.entries.clone(),
            session,
            plan,
            proofs: last.map(|last| last.proofs).unwrap_or_default(),
        });
        self.touched.extend(self.buffers.keys().cloned());
        self.settle();
        Ok(())
    }

    /// What is wrong with the settings, as they are being typed or on disk.
    pub(super) fn wrong_settings(&self) -> Vec<ConfigError> {
        match self.buffers.get(SETTINGS) {
            Some(buffer) => understood(&buffer.source).err().unwrap_or_default(),
            None => self.settings.1.clone(),
        }
    }

    /// The path from the root of a file that the editor names; nothing when it lies elsewhere.
    pub(super) fn path(&self, uri: &Uri) -> Option<Arc<str>> {
        let path = address::path(uri)?;
        let inside = |path: &Path, root: &Path| plain(path.strip_prefix(root).ok()?);
        let direct = inside(&path, &self.root);
        let real = || {
            let seen = self.seen.as_ref()?;
            let folder = path.parent()?.canonicalize().ok()?;
            inside(&folder.join(path.file_name()?), seen.session.repo.root())
        };
        direct.or_else(real).map(Arc::from)
    }

    /// The address of a path from the root.
    pub(super) fn uri(&self, path: &str) -> Option<Uri> {
        match self.buffers.get(path) {
            Some(buffer) => Some(buffer.uri.clone()),
            None => address::uri(&self.root.join(path)),
        }
    }

    /// Takes in a text that was opened.
    pub(super) fn house(&mut self, path: &Arc<str>, buffer: Buffer) {
        self.buffers.insert(Arc::clone(path), buffer);
        self.touched.insert(Arc::clone(path));
    }

    /// Lays a text that was changed over what is on disk; `settle` then takes it in.
    pub(super) fn touch(&mut self, path: &Arc<str>, source: Arc<SourceFile>) {
        if let Some(buffer) = self.buffers.get_mut(path) {
            let before = std::mem::replace(&mut buffer.source, source);
            if let Some(seen) = &self.seen {
                seen.forget(&before, buffer);
            }
            self.touched.insert(Arc::clone(path));
        }
    }

    /// A text that was saved says what it says, torn or not.
    pub(super) fn saved(&mut self, path: &str) {
        if let Some(buffer) = self.buffers.get_mut(path) {
            buffer.torn = None;
        }
    }

    /// A text that was closed is what is on disk.
    pub(super) fn close(&mut self, path: &Arc<str>) {
        self.buffers.remove(path);
        self.touched.insert(Arc::clone(path));
    }

    /// Takes in what was typed since.
    pub(super) fn settle(&mut self) {
        let touched = std::mem::take(&mut self.touched);
        let Some(seen) = &mut self.seen else { return };
        let mut changed = Vec::new();
        for path in touched {
            let entry = match self.buffers.get_mut(&path) {
                Some(buffer) => seen.laid_over(&self.root, &path, buffer),
                None => seen.on_disk(&path).cloned(),
            };
            if put(&mut seen.session.snapshot.entries, &path, entry) {
                changed.push(path);
            }
        }
        if !changed.is_empty() {
            seen.session.relink(&changed);
        }
    }
}

/// Puts an entry in its place, or takes it away; whether that changes anything.
fn put(entries: &mut Vec<Entry>, path: &Arc<str>, entry: Option<Entry>) -> bool {
    let at = entries.binary_search_by(|other| other.path.cmp(path));
    let same = |a: &Entry, b: &Entry| match (&a.source, &b.source) {
        (Ok(a), Ok(b)) => Arc::ptr_eq(a, b),
        (a, b) => a.as_ref().err().is_some() && a.as_ref().err() == b.as_ref().err(),
    };
    match (at, entry) {
        (Ok(at), Some(entry)) if same(&entries[at], &entry) => return false,
        (Ok(at), Some(entry)) => entries[at] = entry,
        (Ok(at), None) => _ = entries.remove(at),
        (Err(at), Some(entry)) => entries.insert(at, entry),
        (Err(_), None) => return false,
    }
    true
}

impl Seen {
    /// Whether a state of the disk is the one that was read, so that git says the same of it: an editor
    /// tells of each save twice.
    fn is_as(&self, now: &Session) -> bool {
        let last = &self.session;
        let same = |(a, b): (&Entry, &Entry)| {
            let source = match (&a.source, &b.source) {
                (Ok(a), Ok(b)) => a.id.is_some() && a.id == b.id,
                (Err(a), Err(b)) => a == b,
                _ => false,
            };
            source && a.path == b.path
        };
        let entries = &now.snapshot.entries;
        let mut files = now.files.iter();
        entries.len() == self.disk.len()
            && entries.iter().zip(&self.disk).all(same)
            && files.all(|(path, facts)| last.files.get(path) == Some(facts))
            && now.snapshot.revision == last.snapshot.revision
            && now.settings == last.settings
            && now.as_of == last.as_of
    }

    fn on_disk(&self, path: &str) -> Option<&Entry> {
        let at = self.disk.binary_search_by(|entry| (*entry.path).cmp(path));
        at.ok().map(|at| &self.disk[at])
    }

    /// What an open text stands for: itself, the last one that could be read while it is torn, or what
    /// is on disk where nothing may be read.
    fn laid_over(&self, root: &Path, path: &Arc<str>, buffer: &mut Buffer) -> Option<Entry> {
        let is_read = match self.on_disk(path) {
            Some(entry) => entry.source.is_ok(),
            // A new file; one that exists and was not read is ignored or lies elsewhere.
            None => self.plan.holds(path) && is_document(path) && !root.join(&**path).exists(),
        };
        if !is_read {
            return self.on_disk(path).cloned();
        }
        let source = self.readable(path, buffer);
        Some(Entry {
            path: Arc::clone(path),
            source: Ok(source),
        })
    }

    /// The text, or the last good one while something in it hides the rest.
    fn readable(&self, path: &Arc<str>, buffer: &mut Buffer) -> Arc<SourceFile> {
        let parsed = self.session.store.parsed(&buffer.source);
        if !(parsed.cut || parsed.nameless > 0) {
            buffer.torn = None;
            return Arc::clone(&buffer.source);
        }
        let last = match buffer.torn.take() {
            Some(torn) => Some(torn.good),
            None => self.session.linked.sources.get(path).cloned(),
        };
        let good = last.filter(|last| {
            let last = self.session.store.parsed(last);
            !(last.cut || last.nameless > 0)
        });
        let Some(good) = good else {
            return Arc::clone(&buffer.source);
        };
        let problems = parsed.diagnostics.iter();
        let problems = problems
            .map(|problem| problem.clone().in_file(path))
            .collect();
        let torn = Torn::new(Arc::clone(&good), &buffer.source.text, problems);
        buffer.torn = Some(torn);
        good
    }

    /// What was read of a text that was typed over need not be kept.
    fn forget(&self, before: &SourceFile, buffer: &Buffer) {
        let is_good = buffer
            .torn
            .as_ref()
            .is_some_and(|torn| torn.good.id == before.id);
        let disk = self.on_disk(&before.path);
        let disk = disk.and_then(|entry| entry.source.as_ref().ok());
        let on_disk = disk.is_some_and(|disk| disk.id == before.id);
        let linked = self.session.linked.sources.get(&before.path);
        let is_linked = linked.is_some_and(|linked| linked.id == before.id);
        if !(is_good || on_disk || is_linked) {
            self.session.store.forget(before);
        }
    }
}

/// The nearest folder around a file that is there; a file that was never saved may have none of its own.
pub(super) fn folder_around(file: &Path) -> Option<&Path> {
    file.ancestors().skip(1).find(|folder| folder.is_dir())
}

/// A relative path with `/`; nothing when it goes up.
fn plain(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    parts.map(|parts| parts.join("/"))
}

/// The root as the editor would write it, which may go through symbolic links.
fn shown_root(folder: &Path, root: &Path) -> PathBuf {
    let Ok(real) = folder.canonicalize() else {
        return root.to_owned();
    };
    if let Ok(below) = root.strip_prefix(&real) {
        return match below.as_os_str().is_empty() {
            true => folder.to_owned(),
            false => folder.join(below),
        };
    }
    let depth = real
        .strip_prefix(root)
        .map(|rest| rest.components().count());
    let above = depth.ok().and_then(|depth| folder.ancestors().nth(depth));
    let above = above.filter(|above| above.canonicalize().is_ok_and(|above| above == root));
    above.map_or_else(|| root.to_owned(), Path::to_owned)
}

/// The text of a file as the editor shows it.
pub(super) fn shown<'a>(world: &'a World, path: &str, units: Units) -> Option<Shown<'a>> {
    let buffer = world.buffers.get(path);
    let linked = || world.seen.as_ref()?.session.linked.sources.get(path);
    let settings = || (path == SETTINGS).then_some(&world.settings.0);
    let source = buffer.map(|buffer| &buffer.source).or_else(linked);
    Some(Shown {
        source: source.or_else(settings)?,
        units,
        unmarked: buffer.is_none(),
    })
}
