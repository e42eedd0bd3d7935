//! One state of a history after another: each is had from the one before by what differs between them,
//! and read whole only where that would not surely give the same.

use super::commits::Past;
use super::error::RepoError;
use super::layout::{Layout, Plan, is_document};
use super::locate::SETTINGS;
use super::path::{is_git_folder, normal};
use super::repository::{At, Repo};
use super::revision::{content_id, subtree};
use crate::text::commit::Commit;
use crate::text::snapshot::{Entry, Files, Snapshot, Unreadable};
use crate::text::source::{ContentId, SourceFile};
use git2::{Delta, DiffDelta, Oid, Repository};
use std::sync::Arc;

/// A state with more files than this is read whole each time, so that the bounds on a listing hold.
const MAX_FILES: usize = 100_000;

/// What makes of the text of `isms.toml` the settings and where they say that things lie; or says why
/// it cannot.
pub type Understand<'a, S> = &'a (dyn Fn(&SourceFile) -> Result<(S, Layout), String> + Sync);

/// A reader of states, at one of them.
pub struct Series<'a, S> {
    repo: &'a Repo,
    past: &'a Past,
    understand: Understand<'a, S>,
    held: Option<Held<S>>,
}

/// How a state differs from the one that the reader was at before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// In anything.
    Whole,
    /// In the contents of these files alone, which are the same entries as before; by path.
    Contents(Vec<Arc<str>>),
}

/// A state that was read.
pub struct Held<S> {
    /// Its settings.
    pub settings: S,
    /// Its files.
    pub snapshot: Snapshot,
    plan: Plan,
    /// Nothing in it is a link, a submodule or oddly named, so that each path means its own content.
    plain: bool,
    /// What is known of the files that evidence named so far, as they are in this state.
    files: Files,
}

/// A file that two commits hold differently.
struct Change {
    path: String,
    /// Its content in the newer commit; `None` when it is gone.
    new: Option<ContentId>,
}

impl<'a, S> Series<'a, S> {
    /// A reader of the history of a repository.
    pub fn new(repo: &'a Repo, past: &'a Past, understand: Understand<'a, S>) -> Self {
        Self {
            repo,
            past,
            understand,
            held: None,
        }
    }

    /// Goes to a commit.
    ///
    /// # Errors
    /// In words, when its settings are missing or broken, or it cannot be read; the reader stays where
    /// it was.
    pub fn go(&mut self, commit: &Commit) -> Result<Step, String> {
        if let Some(step) = self.patched(commit) {
            return Ok(step);
        }
        self.held = Some(self.whole(&commit.id)?);
        Ok(Step::Whole)
    }

    /// The state that the reader is at; none before the first that could be read.
    pub fn held(&self) -> Option<&Held<S>> {
        self.held.as_ref()
    }

    /// What is known of files that evidence names in the state that the reader is at.
    pub fn files(&mut self, paths: &[String]) -> Files {
        let Some(held) = &mut self.held else {
            return Files::new();
        };
        let unknown = |path: &&String| !held.files.contains_key(*path);
        let asked: Vec<String> = paths.iter().filter(unknown).cloned().collect();
        let mut all = Files::new();
        let commit = held.snapshot.revision.commit.as_deref().unwrap_or_default();
        // A state costs time to open, and most ask for nothing that is not known.
        if !asked.is_empty()
            && let Ok(repo) = self.repo.at(At::from(commit))
        {
            all = repo.files(&asked);
        }
        for path in paths {
            if let Some(facts) = held.files.get(path) {
                all.insert(path.clone(), facts.clone());
            }
        }
        let keep = |path: &String| held.plain && normal(path).as_ref() == Ok(path);
        held.files = all.clone();
        held.files.retain(|path, _| keep(path));
        all
    }

    fn whole(&self, commit: &str) -> Result<Held<S>, String> {
        let said = |error: RepoError| error.to_string();
        let repo = self.repo.at(At::from(commit)).map_err(said)?;
        let source = repo.settings().ok_or("it has no isms.toml")?;
        let (settings, layout) = (self.understand)(&source)?;
        let snapshot = repo.snapshot(&layout).map_err(said)?;
        let files = snapshot.entries.len() + snapshot.others.len();
        Ok(Held {
            settings,
            plan: Plan::new(&layout).map_err(said)?,
            plain: files < MAX_FILES && repo.prefix() == self.repo.prefix() && repo.is_plain(),
            snapshot,
            files: Files::new(),
        })
    }

    /// Goes to a commit by what differs; `None`, and nothing is done, when that is not sure.
    fn patched(&mut self, commit: &Commit) -> Option<Step> {
        let held = self.held.as_mut().filter(|held| held.plain)?;
        let old = held.snapshot.revision.commit.as_deref()?;
        let prefix = self.repo.prefix();
        let changes = self
            .repo
            .ask_git(|repository| changes(repository, prefix, [old, &commit.id], &held.plan));
        let read = read(self.past, changes?, &held.plan)?;
        if held.snapshot.entries.len() + held.snapshot.others.len() + read.len() > MAX_FILES {
            return None;
        }
        let mut contents = Some(Vec::new());
        for change in read {
            let path = held.take(change);
            contents = contents.zip(path).map(|(mut all, path)| {
                all.extend(path);
                all
            });
        }
        held.snapshot.revision.commit = Some(commit.id.clone());
        held.snapshot.revision.date = Some(commit.date);
        Some(contents.map_or(Step::Whole, Step::Contents))
    }
}

/// What stands at a path after a change.
enum Now {
    /// A document, or nothing where one may have been.
    Document(Option<Result<Arc<SourceFile>, Unreadable>>),
    /// Something else, or nothing.
    Other(bool),
}

/// Reads the documents among what has changed; nothing when one cannot be had, which a whole reading
/// tells in its own words.
fn read(past: &Past, changes: Vec<Change>, plan: &Plan) -> Option<Vec<(String, Now)>> {
    let one = |change: Change| {
        let Change { path, new } = change;
        if !(plan.holds(&path) && is_document(&path)) {
            return Some((path, Now::Other(new.is_some())));
        }
        let source = new.map(|id| past.text(&path.as_str().into(), id));
        let refused = matches!(source, Some(Err(Unreadable::Refused(_))));
        (!refused).then_some((path, Now::Document(source)))
    };
    changes.into_iter().map(one).collect()
}

impl<S> Held<S> {
    /// Takes in a change. The path of an entry of which the content alone is another, if there is one;
    /// nothing at all when entries came or went.
    fn take(&mut self, (path, now): (String, Now)) -> Option<Option<Arc<str>>> {
        self.forget(&path);
        match now {
            Now::Document(source) => {
                return put(&mut self.snapshot.entries, &path, source).map(Some);
            }
            Now::Other(true) => _ = self.snapshot.others.insert(path),
            Now::Other(false) => _ = self.snapshot.others.remove(&path),
        }
        Some(None)
    }

    /// What was known of a path, of what lies below it, and of what it lies below.
    fn forget(&mut self, path: &str) {
        let below = |a: &str, b: &str| a.strip_prefix(b).is_some_and(|rest| rest.starts_with('/'));
        let touched = |known: &str| known == path || below(known, path) || below(path, known);
        if self.files.keys().any(|known| touched(known)) {
            self.files.retain(|known, _| !touched(known));
        }
    }
}

/// Puts a source in its place among entries that are sorted by path, or takes it out; the path, when one
/// text stands in the place of another.
fn put(
    entries: &mut Vec<Entry>,
    path: &str,
    source: Option<Result<Arc<SourceFile>, Unreadable>>,
) -> Option<Arc<str>> {
    let at = entries.binary_search_by(|entry| (*entry.path).cmp(path));
    match (at, source) {
        (Ok(at), Some(source)) => {
            let texts = entries[at].source.is_ok() && source.is_ok();
            entries[at].source = source;
            return texts.then(|| Arc::clone(&entries[at].path));
        }
        (Ok(at), None) => _ = entries.remove(at),
        (Err(at), Some(source)) => {
            let path = match &source {
                Ok(source) => Arc::clone(&source.path),
                Err(_) => path.into(),
            };
            entries.insert(at, Entry { path, source });
        }
        (Err(_), None) => {}
    }
    None
}

/// What differs below the root; nothing when one of the differences asks for a whole reading: of the
/// settings or a template, of a link or a submodule, or under a name that is not read as others are.
fn changes(
    repository: &Repository,
    prefix: &str,
    [old, new]: [&str; 2],
    plan: &Plan,
) -> Result<Option<Vec<Change>>, git2::Error> {
    let tree = |id: &str| {
        let tree = repository.find_commit(Oid::from_str(id)?)?.tree()?;
        subtree(repository, &tree, prefix)
    };
    let (Some(old), Some(new)) = (tree(old)?, tree(new)?) else {
        return Ok(None);
    };
    let found = repository.diff_tree_to_tree(Some(&old), Some(&new), None)?;
    let changes = found.deltas().map(|delta| change(&delta, plan));
    Ok(changes.collect())
}

fn change(delta: &DiffDelta<'_>, plan: &Plan) -> Option<Change> {
    let plain = |file: git2::DiffFile<'_>| {
        let mode = file.mode();
        let absent = !file.exists();
        let regular = matches!(mode, git2::FileMode::Blob | git2::FileMode::BlobExecutable);
        absent || regular || mode == git2::FileMode::BlobGroupWritable
    };
    let path = delta.new_file().path_bytes()?;
    let path = std::str::from_utf8(path).ok()?;
    let odd = |part: &str| is_git_folder(part) || ["", ".", ".."].contains(&part);
    let sure = plain(delta.old_file()) && plain(delta.new_file()) && !path.split('/').any(odd);
    if !sure || path == SETTINGS || plan.template(path).is_some() {
        return None;
    }
    Some(Change {
        path: path.to_owned(),
        new: match delta.status() {
            Delta::Deleted => None,
            _ => Some(content_id(delta.new_file().id())?),
        },
    })
}
