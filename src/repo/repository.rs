//! One state of a repository: found, opened, and read on request.

use super::assemble::assemble;
use super::commits::Past;
use super::dirty::is_dirty;
use super::error::RepoError;
use super::facts;
use super::git::Git;
use super::layout::{Layout, Plan};
use super::locate::{self, Around, SETTINGS};
use super::path::{Node, join, resolve};
use super::refs;
use super::revision::Revision as Tree;
use super::stamps::Stamps;
use super::state::{Found, Kind, State};
use super::worktree::Worktree;
use crate::text::snapshot::{Files, Revision, Snapshot, Unreadable};
use crate::text::source::SourceFile;
use git2::{Oid, Repository};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which past state is wanted.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// A revision as `git rev-parse` takes it, or a day `YYYY-MM-DD`.
    pub rev: &'a str,
    /// The branch that days speak of, when the settings name one.
    pub default_branch: Option<&'a str>,
}

impl<'a> From<&'a str> for At<'a> {
    fn from(rev: &'a str) -> Self {
        Self {
            rev,
            default_branch: None,
        }
    }
}

/// The door to one state of one repository.
pub struct Repo {
    root: PathBuf,
    prefix: String,
    git: Option<Arc<Git>>,
    state: Box<dyn State + Send>,
    settings: Arc<SourceFile>,
    revision: Revision,
    is_worktree: bool,
}

impl Repo {
    /// The repository around `start`: the nearest `isms.toml` upward, bounded by git's root, in the
    /// working tree or, with `at`, in that revision.
    ///
    /// # Errors
    /// When there are no settings, git refuses the folder, or the revision cannot be read.
    pub fn open(start: &Path, at: Option<At<'_>>) -> Result<Self, RepoError> {
        let start = start.canonicalize().map_err(|why| RepoError::Start {
            path: start.into(),
            why,
        })?;
        let around = Around::find(&start);
        match at {
            Some(at) => Self::open_at(&start, around, at),
            None => Self::open_worktree(&start, around),
        }
    }

    fn open_worktree(start: &Path, around: Around) -> Result<Self, RepoError> {
        if let Around::Bare(_, path) = around {
            return Err(RepoError::Bare { path });
        }
        let root = locate::on_disk(start, around.top())?;
        let mut revision = Revision {
            no_git: around.reason(),
            ..Revision::default()
        };
        let (git, top) = match around {
            Around::Tree { git, top } => (Some(git), top),
            Around::Foreign { top, .. } | Around::Nothing { top: Some(top), .. } => (None, top),
            _ => (None, root.clone()),
        };
        if let Some(git) = &git {
            revision = describe_head(git)?;
        }
        let prefix = slashed(root.strip_prefix(&top).unwrap_or(Path::new("")));
        let state = Box::new(Worktree {
            top,
            prefix: prefix.clone(),
            git: git.clone(),
        });
        Self::new(root, prefix, git, state, revision, true)
    }

    fn open_at(start: &Path, around: Around, at: At<'_>) -> Result<Self, RepoError> {
        let rev = at.rev;
        let (git, top, inside) = match around {
            Around::Tree { git, top } => {
                let inside = slashed(start.strip_prefix(&top).unwrap_or(Path::new("")));
                (git, top, Some(inside))
            }
            Around::Bare(git, path) => (git, path, None),
            Around::Foreign { trust, .. } => return Err(RepoError::Owner { path: trust }),
            Around::Nothing { reason, .. } => {
                return Err(RepoError::NoGit {
                    rev: rev.into(),
                    reason,
                });
            }
        };
        let (revision, commit, prefix) = asked(&git, |repository| {
            let commit = refs::resolve(repository, rev, at.default_branch)?;
            let prefix = match &inside {
                Some(inside) => locate::in_tree(repository, commit, inside, rev)?,
                None => locate::in_bare(repository, commit, rev)?,
            };
            Ok((describe(repository, commit)?, commit, prefix))
        })?;
        let root = match inside {
            Some(_) if !prefix.is_empty() => top.join(&prefix),
            _ => top,
        };
        let state = Box::new(Tree::new(git.clone(), commit, &prefix)?);
        Self::new(root, prefix, Some(git), state, revision, false)
    }

    fn new(
        root: PathBuf,
        prefix: String,
        git: Option<Arc<Git>>,
        state: Box<dyn State + Send>,
        revision: Revision,
        is_worktree: bool,
    ) -> Result<Self, RepoError> {
        let settings = read_settings(state.as_ref()).map_err(|why| RepoError::Settings {
            path: join(&prefix, SETTINGS),
            why,
        })?;
        Ok(Self {
            root,
            prefix,
            git,
            state,
            settings,
            revision,
            is_worktree,
        })
    }

    /// Another state of the same repository, which shares what was read of this one.
    ///
    /// # Errors
    /// When the revision cannot be read.
    pub fn at(&self, at: At<'_>) -> Result<Self, RepoError> {
        let Some(git) = &self.git else {
            return Err(RepoError::NoGit {
                rev: at.rev.into(),
                reason: self.revision.no_git.clone().unwrap_or_default(),
            });
        };
        let bare = git.with(|repository| Ok(repository.workdir().is_none()));
        if bare.unwrap_or(false) {
            let around = Around::Bare(Arc::clone(git), self.root.clone());
            return Self::open_at(&self.root, around, at);
        }
        let depth = Path::new(&self.prefix).components().count();
        let top = self.root.ancestors().nth(depth).unwrap_or(&self.root);
        let around = Around::Tree {
            git: Arc::clone(git),
            top: top.to_owned(),
        };
        Self::open_at(&self.root, around, at)
    }

    /// The history of this state, when there is one.
    pub fn past(&self) -> Option<Past> {
        let head = self.revision.commit.clone()?;
        Some(Past::new(
            Arc::clone(self.git.as_ref()?),
            self.prefix.clone(),
            head,
        ))
    }

    /// Whether nothing below the root is a symbolic link, a submodule or closed, and every name is UTF-8:
    /// then each path means its own content and no other.
    pub fn is_plain(&self) -> bool {
        let plain = |found: &Found| found.utf8 && found.kind == Kind::File;
        self.state.list().is_ok_and(|all| all.iter().all(plain))
    }

    /// Asks git something; nothing when there is no git, it fails, or it has no answer.
    pub(super) fn ask_git<T>(
        &self,
        ask: impl FnOnce(&Repository) -> Result<Option<T>, git2::Error>,
    ) -> Option<T> {
        self.git.as_ref()?.with(ask).ok().flatten()
    }

    /// The files themselves.
    pub(super) fn state(&self) -> &dyn State {
        self.state.as_ref()
    }

    /// Whether this is the working tree, not a revision.
    pub fn is_worktree(&self) -> bool {
        self.is_worktree
    }

    /// The folder that holds `isms.toml`; of a bare repository its own folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Path of the root below git's root, with `/`; empty when they are the same.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// `isms.toml` of this state; always there, for without it nothing opens.
    pub fn settings(&self) -> Option<Arc<SourceFile>> {
        Some(self.settings.clone())
    }

    /// Which state this is; `dirty` is false until it is asked for with [`Repo::dirty`].
    pub fn revision(&self) -> &Revision {
        &self.revision
    }

    /// Reads every document.
    ///
    /// # Errors
    /// When the files cannot be listed, or there are too many; one that cannot be read is an entry that says
    /// so.
    pub fn snapshot(&self, layout: &Layout) -> Result<Snapshot, RepoError> {
        let read = assemble(self.state.as_ref(), &Plan::new(layout)?)?;
        Ok(Snapshot {
            root: self.root.clone(),
            prefix: self.prefix.clone(),
            settings: self.settings(),
            entries: read.entries,
            others: read.others,
            templates: read.templates,
            revision: self.revision.clone(),
        })
    }

    /// What tells later whether the working tree has changed.
    ///
    /// # Errors
    /// When the files cannot be listed.
    pub fn stamps(&self) -> Result<Stamps, RepoError> {
        let found = self.state.list()?;
        let of_git = |git: &Arc<Git>| {
            let asked = git.with(|repository| {
                let head = repository.head().ok().and_then(|head| head.target());
                Ok((repository.path().to_owned(), head))
            });
            asked.ok()
        };
        let git = self.git.as_ref().and_then(of_git);
        let head = git
            .as_ref()
            .and_then(|(_, head)| Some((*head)?.to_string()));
        let folder = git.as_ref().map(|(folder, _)| folder.as_path());
        Ok(Stamps::new(&self.root, &found, folder, head))
    }

    /// The text of a regular file as it is now.
    ///
    /// # Errors
    /// When it cannot be read as a document.
    pub fn text(&self, path: &Arc<str>) -> Result<Arc<SourceFile>, Unreadable> {
        self.state.text(path, path)
    }

    /// Facts of the files that evidence names, by the path as given.
    pub fn files(&self, paths: &[String]) -> Files {
        facts::files(self.state.as_ref(), paths)
    }

    /// Whether the working tree differs from its commit in what was read; never for a revision, nor
    /// without a commit.
    ///
    /// # Errors
    /// When git's commit cannot be read.
    pub fn dirty(&self, snapshot: &Snapshot) -> Result<bool, RepoError> {
        let commit = self
            .revision
            .commit
            .as_deref()
            .and_then(|id| Oid::from_str(id).ok());
        let (Some(git), Some(commit), true) = (&self.git, commit, self.is_worktree) else {
            return Ok(false);
        };
        let head = Tree::new(git.clone(), commit, &self.prefix)?;
        Ok(is_dirty(snapshot, &head))
    }
}

impl std::fmt::Debug for Repo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Repo")
            .field("root", &self.root)
            .field("revision", &self.revision)
            .finish_non_exhaustive()
    }
}

/// Asks git something that may fail in our own words.
fn asked<T>(
    git: &Git,
    ask: impl FnOnce(&Repository) -> Result<T, RepoError>,
) -> Result<T, RepoError> {
    git.with(|repository| Ok(ask(repository)))
        .map_err(RepoError::git("open the git repository"))?
}

/// The commit that the working tree stands on; a repository may have none yet.
fn describe_head(git: &Git) -> Result<Revision, RepoError> {
    asked(git, |repository| match repository.refname_to_id("HEAD") {
        Ok(commit) => describe(repository, commit),
        Err(_) => Ok(Revision {
            no_git: Some("the git repository has no commit yet".into()),
            ..Revision::default()
        }),
    })
}

fn describe(repository: &Repository, commit: Oid) -> Result<Revision, RepoError> {
    let found = repository
        .find_commit(commit)
        .map_err(RepoError::git("read the commit"))?;
    Ok(Revision {
        commit: Some(commit.to_string()),
        date: refs::date_of(&found),
        shallow: refs::is_shallow(repository),
        ..Revision::default()
    })
}

fn read_settings(state: &dyn State) -> Result<Arc<SourceFile>, Unreadable> {
    let target = resolve(SETTINGS, &|path| state.node(path))
        .map_err(|fault| Unreadable::Link(fault.leads()))?;
    match target.node {
        Node::File => state.text(&SETTINGS.into(), &target.path),
        Node::Missing => Err(Unreadable::Link("nowhere")),
        Node::Closed(why) => Err(Unreadable::Refused(why)),
        _ => Err(Unreadable::Refused("it is not a file".into())),
    }
}

/// A relative path with `/` on every system.
fn slashed(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}
