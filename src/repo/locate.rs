//! Finding the root: the nearest `isms.toml` upward, bounded by git's root.
#![allow(
    clippy::disallowed_methods,
    reason = "what lies in git's own folder is looked at before libgit2 opens it"
)]

use super::error::{RepoError, owner_message};
use super::git::Git;
use super::path::{join, parent};
use super::refs;
use git2::{ErrorCode, Oid, Repository};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The name of the settings.
pub const SETTINGS: &str = "isms.toml";

/// libgit2 reads ids of SHA-1 alone.
const SHA256: &str = "the git repository names its objects by SHA-256, which isms cannot read yet; \
     `git fast-export --all` into a repository made with `git init --object-format=sha1` gives one that it can";

/// A bare repository is searched for its settings this far.
const MAX_SEARCHED: usize = 100_000;

/// What git is to a folder.
#[derive(Debug)]
pub enum Around {
    /// The folder lies in the working tree of a repository.
    Tree {
        /// The repository.
        git: Arc<Git>,
        /// Its root.
        top: PathBuf,
    },
    /// A repository without a working tree.
    Bare(Arc<Git>, PathBuf),
    /// Another user's repository, and the path that git must be told to trust.
    Foreign {
        /// That path.
        trust: String,
        /// Its root.
        top: PathBuf,
    },
    /// No repository that can be used.
    Nothing {
        /// Why.
        reason: String,
        /// The folder at which the search ends, if there is one.
        top: Option<PathBuf>,
    },
}

/// Why git cannot be asked where there is none, which nobody needs to be told twice.
pub const NO_REPOSITORY: &str = "this is not a git repository";

impl Around {
    /// Looks for git upward from `start`, which is canonical.
    pub fn find(start: &Path) -> Self {
        let nothing = |reason: &str| Self::Nothing {
            reason: reason.to_owned(),
            top: marked(start),
        };
        let own = marked(start).map_or(start.to_owned(), |top| top.join(".git"));
        if let Some(pipe) = pipe_in(&own) {
            return nothing(&pipe);
        }
        // Only the search is asked of libgit2 here: it answers before the owner is looked at.
        let Ok(found) = Repository::discover_path(start, [] as [&str; 0]) else {
            return nothing(NO_REPOSITORY);
        };
        if let Some(pipe) = pipe_in(&found) {
            return nothing(&pipe);
        }
        let top = marked(start).unwrap_or_else(|| found.clone());
        match Repository::open(&found) {
            Ok(repository) => Self::of(repository, start).unwrap_or_else(|| {
                nothing("the working tree of the git repository lies elsewhere")
            }),
            Err(error) if error.code() == ErrorCode::Owner => Self::Foreign {
                trust: top.display().to_string().trim_end_matches('/').to_owned(),
                top,
            },
            Err(error) if error.message().contains("object format") => nothing(SHA256),
            Err(error) => nothing(&format!(
                "the git repository cannot be opened: {}",
                error.message()
            )),
        }
    }

    fn of(repository: Repository, start: &Path) -> Option<Self> {
        let Some(top) = repository.workdir() else {
            let path = repository.path().to_owned();
            return Some(Self::Bare(Arc::new(Git::new(repository)), path));
        };
        // `core.worktree` may name any folder; only one that holds `start` is of use.
        let top = top
            .canonicalize()
            .ok()
            .filter(|top| start.starts_with(top))?;
        Some(Self::Tree {
            git: Arc::new(Git::new(repository)),
            top,
        })
    }

    /// Why git cannot be used here, with the way out.
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::Tree { .. } | Self::Bare(..) => None,
            Self::Foreign { trust, .. } => Some(owner_message(trust)),
            Self::Nothing { reason, .. } => Some(reason.clone()),
        }
    }

    /// The folder above which nothing is looked at.
    pub fn top(&self) -> Option<&Path> {
        match self {
            Self::Tree { top, .. } | Self::Foreign { top, .. } => Some(top),
            Self::Bare(_, path) => Some(path),
            Self::Nothing { top, .. } => top.as_deref(),
        }
    }
}

/// Why libgit2 must not open a folder of git: whoever opens a pipe that nobody writes to waits for ever.
fn pipe_in(folder: &Path) -> Option<String> {
    let is_of_git = folder.join("HEAD").symlink_metadata().is_ok();
    let mut ahead: Vec<PathBuf> = ["", "info", "objects/info", "objects/pack", "refs"]
        .iter()
        .filter(|_| is_of_git)
        .map(|inner| folder.join(inner))
        .collect();
    while let Some(inner) = ahead.pop() {
        for entry in std::fs::read_dir(inner).into_iter().flatten().flatten() {
            let path = entry.path();
            let Ok(kind) = entry.file_type() else {
                continue;
            };
            if kind.is_dir() && path.starts_with(folder.join("refs")) && path != folder.join("refs")
            {
                ahead.push(path);
            } else if is_special(&path, kind) {
                return Some(format!(
                    "the git repository cannot be opened: `{}` is a pipe, socket or device",
                    path.display()
                ));
            }
        }
    }
    None
}

/// Whether a pipe, socket or device lies there, or a link leads to one.
fn is_special(path: &Path, kind: std::fs::FileType) -> bool {
    let kind = match kind.is_symlink() {
        true => path.metadata().map(|facts| facts.file_type()).ok(),
        false => Some(kind),
    };
    kind.is_some_and(|kind| !kind.is_file() && !kind.is_dir())
}

/// The nearest folder upward with a `.git` in it.
fn marked(start: &Path) -> Option<PathBuf> {
    let holds = |folder: &&Path| folder.join(".git").symlink_metadata().is_ok();
    start.ancestors().find(holds).map(Path::to_owned)
}

/// The nearest folder from `start` up to `top` that holds settings on disk.
///
/// # Errors
/// When there is none; the message names the folders that were looked at.
pub fn on_disk(start: &Path, top: Option<&Path>) -> Result<PathBuf, RepoError> {
    let mut looked = Vec::new();
    for folder in start.ancestors() {
        if folder.join(SETTINGS).symlink_metadata().is_ok() {
            return Ok(folder.to_owned());
        }
        looked.push(folder.display().to_string());
        if Some(folder) == top {
            break;
        }
    }
    Err(RepoError::NoSettings {
        looked: upward(&looked, top.is_some()),
    })
}

/// "`/a/b`, nor upward to `/a` (the root of the git repository)".
fn upward(looked: &[String], bounded: bool) -> String {
    let first = looked.first().map_or("", String::as_str);
    let last = looked.last().map_or("", String::as_str);
    let whose = if bounded {
        " (the root of the git repository)"
    } else {
        ""
    };
    if first == last {
        format!("`{first}`{whose}")
    } else {
        format!("`{first}`, nor upward to `{last}`{whose}")
    }
}

/// Path of the root in a commit: the nearest folder from `start` upward that holds settings there.
///
/// # Errors
/// When the commit holds none there, or cannot be read.
pub fn in_tree(
    repository: &Repository,
    commit: Oid,
    start: &str,
    rev: &str,
) -> Result<String, RepoError> {
    let tree = refs::tree_of(repository, commit)?;
    let mut folder = start;
    loop {
        let found = refs::entry_at(&tree, &join(folder, SETTINGS))
            .map_err(RepoError::git("read the files of the revision"))?;
        if found.is_some() {
            return Ok(folder.to_owned());
        }
        if folder.is_empty() {
            break;
        }
        folder = parent(folder);
    }
    Err(RepoError::NoSettingsAt {
        rev: rev.into(),
        looked: match start {
            "" => "its root folder".into(),
            start => format!("`{start}`, nor upward to its root folder"),
        },
    })
}

/// Path of the root in a commit of a bare repository: where the only settings are.
///
/// # Errors
/// When the commit holds none or several, or cannot be read.
pub fn in_bare(repository: &Repository, commit: Oid, rev: &str) -> Result<String, RepoError> {
    let at_root = in_tree(repository, commit, "", rev);
    if !matches!(at_root, Err(RepoError::NoSettingsAt { .. })) {
        return at_root;
    }
    let mut found = all_settings(repository, commit)?;
    match found.len() {
        0 => at_root.map_err(|_| RepoError::NoSettingsAt {
            rev: rev.into(),
            looked: "any folder".into(),
        }),
        1 => Ok(found.remove(0)),
        _ => Err(RepoError::SeveralSettings {
            rev: rev.into(),
            found: found
                .iter()
                .map(|folder| join(folder, SETTINGS))
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}

/// The folders of a commit that hold settings.
fn all_settings(repository: &Repository, commit: Oid) -> Result<Vec<String>, RepoError> {
    let root = refs::tree_of(repository, commit)?;
    let mut folders = Vec::new();
    let mut ahead = vec![(String::new(), root.id())];
    let mut searched = 0;
    while let Some((folder, id)) = ahead.pop() {
        let tree = repository
            .find_tree(id)
            .map_err(RepoError::git("read the files of the revision"))?;
        for entry in &tree {
            searched += 1;
            match (entry.kind(), entry.name()) {
                (Some(git2::ObjectType::Tree), Ok(name)) => {
                    ahead.push((join(&folder, name), entry.id()));
                }
                (Some(_), Ok(SETTINGS)) => folders.push(folder.clone()),
                _ => {}
            }
        }
        if searched > MAX_SEARCHED {
            return Err(RepoError::TooManyToSearch {
                limit: MAX_SEARCHED,
            });
        }
    }
    folders.sort();
    Ok(folders)
}
