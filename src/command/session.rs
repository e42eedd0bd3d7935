//! What every reading verb begins with: the repository, its settings, a snapshot, and the day.
#![allow(clippy::disallowed_methods)] // The clock and the working folder are read here.

use super::progress::Progress;
use super::settings::{meant, settings};
use super::streams::{ColorChoice, Streams};
use crate::analysis::life::{self, Start, Whole};
use crate::analysis::pipeline::Linked;
use crate::analysis::proving::prove;
use crate::analysis::revisions;
use crate::analysis::since::{Ground, explain_stale};
use crate::analysis::store::Store;
use crate::analysis::vanished::{self, Search, Wanted};
use crate::assess::assessment::Assessment;
use crate::model::catalog;
use crate::model::scalar::Date;
use crate::repo::commits::Past;
use crate::repo::git::content_id;
use crate::repo::layout::Layout;
use crate::repo::locate::SETTINGS;
use crate::repo::write::write_named;
use crate::repo::{At, Repo};
use crate::rules::{self, RULES};
use crate::syntax::config::Settings;
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::Stage;
use crate::text::proof::{Histories, Proofs};
use crate::text::snapshot::{Files, Snapshot};
use crate::text::source::SourceFile;
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Options of every verb.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// Work in this folder instead of the current one
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Read this revision instead of the working tree: a commit, branch or tag, or YYYY-MM-DD for the
    /// last commit of the default branch on that day
    #[arg(long, value_name = "REV", global = true)]
    pub at: Option<String>,
    /// Judge as of this day; today (UTC) by default, with --at the day of that commit
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    pub as_of: Option<Date>,
    /// Colour the output
    #[arg(long, value_enum, default_value = "auto", global = true)]
    pub color: ColorChoice,
    /// Say more on standard error
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
}

impl Global {
    /// Writes a file that was asked for, named from the folder that is worked in; its folder is made.
    ///
    /// # Errors
    /// When the folder cannot be made, or the file not be written.
    pub fn write(&self, file: &Path, text: &[u8]) -> Result<()> {
        let path = self.folder().join(file);
        let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        made.and_then(|()| write_named(&path, text))
            .with_context(|| format!("cannot write {}", file.display()))
    }

    /// The folder to work in.
    pub fn folder(&self) -> PathBuf {
        self.directory.clone().unwrap_or_else(|| PathBuf::from("."))
    }
}

/// A repository, opened and read.
pub struct Session {
    /// The repository.
    pub repo: Repo,
    /// Its settings.
    pub settings: Settings,
    /// The state that was read.
    pub snapshot: Snapshot,
    /// The documents in it, linked.
    pub linked: Linked,
    /// Facts of the files that evidence names.
    pub files: Files,
    /// The day as of which everything is judged.
    pub as_of: Date,
    /// The stage that sets the levels.
    pub stage: Stage,
    /// Who decided is not to be asked of git.
    pub no_proof: bool,
    /// Whether it is looked at until the process ends, so that nothing of it needs to be given back.
    pub(super) lasts: bool,
    /// What was read of each content.
    pub(super) store: Arc<Store>,
    /// The folder that is worked in.
    folder: PathBuf,
}

/// A file that the store can know again.
pub(super) fn identified(path: &Arc<str>, text: &Arc<str>) -> Arc<SourceFile> {
    let (path, text) = (Arc::clone(path), Arc::clone(text));
    Arc::new(match content_id(&text) {
        Some(id) => SourceFile::identified(path, text, id),
        None => SourceFile::new(path, text),
    })
}

/// Where the settings say that things lie.
pub(super) fn layout(settings: &Settings) -> Layout {
    Layout {
        documents: settings.documents.clone(),
        out: settings.site.out.clone(),
        templates: settings.site.templates.clone(),
    }
}

/// A relative path with `/` and without `.` and `..`; nothing when it leads out.
fn plain(path: &Path) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
            Component::ParentDir => _ = parts.pop()?,
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// An absolute path without symbolic links; neither its file nor folders above it need to be there.
fn real(path: &Path) -> Option<PathBuf> {
    let there = |folder: &'_ Path| Some((folder.to_owned(), folder.canonicalize().ok()?));
    let (known, real) = path.ancestors().find_map(there)?;
    Some(real.join(path.strip_prefix(known).ok()?))
}

impl Session {
    /// Opens the repository and reads it.
    ///
    /// # Errors
    /// When there are no settings or they are wrong, or the repository or revision cannot be read.
    pub fn open(global: &Global, stage: Option<Stage>) -> Result<Self> {
        let mut progress = Progress::begin("reading the repository", global.verbose > 0);
        rayon::spawn(catalog::prepare);
        let repo = open(global)?;
        let read = Self::read(repo, &mut progress, global.folder(), Arc::default());
        let mut session = match &global.at {
            Some(rev) => read.with_context(|| format!("cannot read revision `{rev}`"))?,
            None => read?,
        };
        session.as_of = day(global, &session.snapshot);
        session.stage = stage.unwrap_or(session.settings.stage);
        session.lasts = true;
        Ok(session)
    }

    /// Another state of the same repository, judged as of its own day at its own stage. What both
    /// states hold is read once.
    ///
    /// # Errors
    /// When there is no such revision, or its settings are missing or broken.
    pub fn at(&self, rev: &str) -> Result<Self> {
        let mut progress = Progress::begin("reading the other revision", false);
        let at = At {
            rev,
            default_branch: self.settings.git.default_branch.as_deref(),
        };
        let repo = self.repo.at(at)?;
        let (folder, store) = (self.folder.clone(), Arc::clone(&self.store));
        Self::read(repo, &mut progress, folder, store)
            .with_context(|| format!("cannot read revision `{rev}`"))
    }

    fn read(
        repo: Repo,
        progress: &mut Progress,
        folder: PathBuf,
        store: Arc<Store>,
    ) -> Result<Self> {
        let settings = settings(&repo)?;
        let snapshot = repo.snapshot(&layout(&settings))?;
        progress.next("reading the documents");
        Ok(Self::of(repo, settings, snapshot, progress, folder, store))
    }

    /// The working tree as it is now under settings that were understood, for who looks at it again and
    /// again: a content that the store knows is not read once more.
    pub(super) fn watched(repo: Repo, settings: Settings, store: Arc<Store>) -> Result<Self> {
        let mut progress = Progress::begin("reading the repository", false);
        let mut snapshot = repo.snapshot(&layout(&settings))?;
        snapshot.entries.par_iter_mut().for_each(|entry| {
            if let Ok(source) = &mut entry.source {
                *source = identified(&source.path, &source.text);
            }
        });
        let folder = repo.root().to_owned();
        Ok(Self::of(
            repo,
            settings,
            snapshot,
            &mut progress,
            folder,
            store,
        ))
    }

    /// Whether what is found may rest on the content of a file: of a document, a template, a setting, or a file
    /// that evidence names.
    pub(super) fn rests_on(&self, path: &str) -> bool {
        let setting = path == SETTINGS || path.ends_with(".gitignore");
        let is_other = self.snapshot.others.contains(path);
        setting || !is_other || self.files.contains_key(path)
    }

    /// Takes in what was written to documents; `false` when one of these files is none, so that everything
    /// is to be read anew.
    pub(super) fn take_texts(&mut self, paths: &[String]) -> bool {
        let mut changed = Vec::new();
        for path in paths {
            let entries = &mut self.snapshot.entries;
            let Ok(at) = entries.binary_search_by(|entry| (*entry.path).cmp(path)) else {
                return false;
            };
            let path = Arc::clone(&entries[at].path);
            if let Ok(before) = &entries[at].source {
                // Nobody will ask for it again, and a long watch sees many.
                self.store.forget(before);
            }
            let text = self.repo.text(&path);
            entries[at].source = text.map(|source| identified(&path, &source.text));
            changed.push(path);
        }
        self.relink(&changed);
        true
    }

    /// Links anew what changed in the snapshot: the texts of these files.
    pub(super) fn relink(&mut self, changed: &[Arc<str>]) {
        if !self.linked.replace(&self.snapshot, changed, &self.store) {
            self.linked = self.linked_as(&self.snapshot);
        }
        let named = self.linked.evidence_files().into_iter();
        let new: Vec<String> = named
            .filter(|file| !self.files.contains_key(file))
            .collect();
        if !new.is_empty() {
            self.files.extend(self.repo.files(&new));
        }
    }

    fn of(
        repo: Repo,
        settings: Settings,
        snapshot: Snapshot,
        progress: &mut Progress,
        folder: PathBuf,
        store: Arc<Store>,
    ) -> Self {
        let catalogs = settings.catalogs.get(1..).unwrap_or_default();
        let linked = Linked::under(&snapshot, catalogs, &store);
        progress.next("reading evidence");
        let files = repo.files(&linked.evidence_files());
        Self {
            as_of: snapshot.revision.date.map_or_else(today, Date),
            stage: settings.stage,
            no_proof: false,
            lasts: false,
            repo,
            settings,
            snapshot,
            linked,
            files,
            store,
            folder,
        }
    }

    /// Whether findings may rest on what git says.
    pub fn asks_git(&self) -> bool {
        self.settings.git.proof && !self.no_proof && self.stage != Stage::Building
    }

    /// What git says of the decisions of this state: who took them, where findings may rest on that, and
    /// what changed since for those that are stale.
    pub fn proofs(&self, assessment: &Assessment<'_>) -> Proofs {
        self.proofs_of(&self.linked, assessment)
    }

    /// What git says of the decisions of a state of the working tree that is not written yet.
    pub fn proofs_of(&self, linked: &Linked, assessment: &Assessment<'_>) -> Proofs {
        let Some(past) = self.repo.past().filter(|_| !self.no_proof) else {
            return Proofs::default();
        };
        let mut proofs = match self.asks_git() {
            true => {
                let (files, settings, store) = (&self.files, &self.settings, &*self.store);
                let tree = self.repo.is_worktree();
                // Each commit is little work for several threads: among them it is handed out without waiting.
                rayon::scope(|_| prove(&past, linked, assessment, files, settings, store, tree))
            }
            false => Proofs::default(),
        };
        let ground = Ground {
            past: &past,
            linked,
            assessment,
            store: &self.store,
            state_at: &|commit| Some(std::mem::take(&mut self.at(commit).ok()?.linked)),
        };
        explain_stale(&ground, &mut proofs);
        proofs
    }

    /// The texts that policies, the scope and the risk method have had; unless `whole`, only since each
    /// bears its version.
    pub fn histories(&self, whole: bool) -> Histories {
        match self.repo.past() {
            Some(past) => revisions::histories(&past, &self.linked, &self.store, whole),
            None => {
                let why = self.snapshot.revision.no_git.clone();
                Histories::None(why.unwrap_or_else(|| "there is no commit yet".to_owned()))
            }
        }
    }

    /// The life of a document of this history.
    ///
    /// # Errors
    /// When there is no history, or it cannot be read.
    pub fn life(&self, from: &Start<'_>) -> Result<Whole> {
        let past = self.past()?;
        life::life(&past, &self.store, from).context("cannot read the history")
    }

    /// Looks for the end of a document that is gone, in at most so many commits.
    ///
    /// # Errors
    /// When there is no history, or it cannot be read.
    pub fn vanished(&self, wanted: Wanted<'_>, at_most: usize) -> Result<Search> {
        let past = self.past()?;
        vanished::search(&past, &self.store, wanted, past.head(), at_most)
            .context("cannot read the history")
    }

    /// The history of this state.
    ///
    /// # Errors
    /// When there is none, with the reason.
    pub fn past(&self) -> Result<Past> {
        let why = self.snapshot.revision.no_git.as_deref();
        self.repo.past().with_context(|| {
            format!(
                "there is no history to read: {}",
                why.unwrap_or("there is no commit yet")
            )
        })
    }

    /// The documents of another snapshot under these settings; what both hold is read once.
    pub fn linked_as(&self, snapshot: &Snapshot) -> Linked {
        let catalogs = self.settings.catalogs.get(1..).unwrap_or_default();
        Linked::under(snapshot, catalogs, &self.store)
    }

    /// Paths as they were typed, in the folder that is worked in, as paths from the root; one that
    /// leads out of the root is left out.
    pub fn paths_below_root(&self, typed: &[String]) -> Vec<String> {
        let root = self.repo.root();
        let folder = self.folder.canonicalize().unwrap_or_default();
        let here = folder.strip_prefix(root).unwrap_or(Path::new(""));
        let below = |path: &String| {
            let path = Path::new(path);
            match path.strip_prefix(root) {
                Ok(rest) => plain(rest),
                Err(_) if path.is_absolute() => plain(real(path)?.strip_prefix(root).ok()?),
                Err(_) => plain(&here.join(path)),
            }
        };
        typed.iter().filter_map(below).collect()
    }

    /// Whether it holds no document at all, which is said.
    pub fn is_empty(&self, streams: &mut Streams) -> bool {
        let empty = self.snapshot.entries.is_empty();
        if empty {
            let folders = self.settings.documents.join(", ");
            streams.note(&format!("no document found below {folders}"));
        }
        empty
    }

    /// The documents as they would be with other texts in some files.
    pub fn with_texts(&self, texts: &BTreeMap<Arc<str>, String>) -> Linked {
        let mut snapshot = self.snapshot.clone();
        for entry in &mut snapshot.entries {
            if let Some(text) = texts.get(&entry.path) {
                let source = SourceFile::new(Arc::clone(&entry.path), text.as_str());
                entry.source = Ok(Arc::new(source));
            }
        }
        self.linked_as(&snapshot)
    }

    /// Finds out whether the tree differs from its commit, which only some outputs show.
    ///
    /// # Errors
    /// When git's state of the tree cannot be read.
    pub fn name_revision(&mut self) -> Result<()> {
        let dirty = self
            .repo
            .dirty(&self.snapshot)
            .context("cannot compare the working tree with its commit")?;
        let evidence = || self.repo.differing(&self.linked.evidence_files());
        let worktree = self.repo.is_worktree();
        self.snapshot.revision.dirty = dirty || worktree && !evidence().is_empty();
        Ok(())
    }
}

impl Drop for Session {
    /// To take apart what a run read takes longer than to print what was found, so it is left to the end of the
    /// process where that is next.
    fn drop(&mut self) {
        if self.lasts {
            std::mem::forget(std::mem::take(&mut self.linked));
            std::mem::forget(std::mem::take(&mut self.snapshot));
            std::mem::forget(std::mem::take(&mut self.store));
        }
    }
}

/// Opens the working tree or a revision. A date counts on the default branch that the settings of the
/// working tree name.
fn open(global: &Global) -> Result<Repo> {
    let folder = global.folder();
    let Some(rev) = &global.at else {
        return Ok(Repo::open(&folder, None)?);
    };
    let dated = rev.parse::<Date>().is_ok();
    // A bare repository has no settings but those of the revision itself.
    let tree = dated.then(|| Repo::open(&folder, None).ok()).flatten();
    let named = tree.map(|repo| settings(&repo)).transpose();
    let named = named.context("cannot tell which branch a date speaks of")?;
    let branch = named.and_then(|settings| settings.git.default_branch);
    Ok(Repo::open(
        &folder,
        Some(At {
            rev,
            default_branch: branch.as_deref(),
        }),
    )?)
}

/// The day to judge as of: the one that was asked for, that of the revision, or today.
fn day(global: &Global, snapshot: &Snapshot) -> Date {
    let asked = global.as_of.or_else(|| global.at.as_ref()?.parse().ok());
    let of_revision = snapshot
        .revision
        .date
        .filter(|_| global.at.is_some())
        .map(Date);
    asked.or(of_revision).unwrap_or_else(today)
}

/// Today in UTC.
pub fn today() -> Date {
    Date(
        jiff::Timestamp::now()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date(),
    )
}

/// The names of rules and families that a person gave, or which of them is wrong and what was probably
/// meant.
///
/// # Errors
/// When a name is neither a rule nor a family.
pub fn check_rule_names(names: &[String]) -> Result<()> {
    let is_family = |name: &String| rules::families().any(|family| family == name);
    let known = |name: &&String| rules::find(name).is_some() || is_family(name);
    let Some(name) = names.iter().find(|name| !known(name)) else {
        return Ok(());
    };
    let near = near_miss::nearest(
        name,
        RULES
            .iter()
            .map(|rule| rule.info.name)
            .chain(rules::families()),
    );
    bail!(
        "`{name}` is neither a rule nor a family of rules; {}",
        meant(near)
    );
}
