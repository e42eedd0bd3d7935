//! Walks over the history of one repository: commits as plain data, and what each of them changed.

use super::error::RepoError;
use super::git::Git;
use super::path::join;
use super::refs;
use super::revision::content_id;
use crate::text::commit::{Commit, Identity};
use crate::text::snapshot::{MAX_DOCUMENT_BYTES, Unreadable};
use crate::text::source::{ContentId, SourceFile};
use git2::{Mailmap, ObjectType, Oid, Repository, Signature, Tree};
use std::sync::Arc;

/// The history that leads to one commit.
#[derive(Debug, Clone)]
pub struct Past {
    pub(super) git: Arc<Git>,
    /// Path of the root below git's root; empty when they are the same.
    pub(super) prefix: String,
    /// The commit that the state stands on.
    head: String,
    /// `.mailmap` of that commit; an uncommitted one proves nothing.
    mailmap: Option<String>,
}

/// A file that two commits hold differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its path from the root; one that is not UTF-8 is left out.
    pub path: String,
    /// Its content in the older commit; `None` when it was not there.
    pub old: Option<ContentId>,
    /// Its content in the newer commit; `None` when it is gone.
    pub new: Option<ContentId>,
    /// One of the two is no regular file but a symbolic link or a submodule.
    pub special: bool,
}

/// A name that people gave to a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its short name.
    pub name: String,
    /// The full id of the commit that it leads to.
    pub commit: String,
}

impl Past {
    pub(super) fn new(git: Arc<Git>, prefix: String, head: String) -> Self {
        let mailmap = git.with(|repository| {
            let tree = repository.revparse_single(&head)?.peel_to_tree()?;
            let entry = tree.get_path(std::path::Path::new(".mailmap"))?;
            let (size, _) = repository.odb()?.read_header(entry.id())?;
            if size as u64 > MAX_DOCUMENT_BYTES {
                return Ok(None);
            }
            let blob = entry.to_object(repository)?.peel_to_blob()?;
            Ok(Some(String::from_utf8_lossy(blob.content()).into_owned()))
        });
        Self {
            git,
            prefix,
            head,
            mailmap: mailmap.ok().flatten(),
        }
    }

    /// The repository, for other questions to it.
    pub(super) fn git(&self) -> &Git {
        &self.git
    }

    /// The same history seen from git's own root: paths keep their meaning where `isms.toml` moved.
    #[must_use]
    pub fn from_git_root(&self) -> Self {
        Self {
            prefix: String::new(),
            ..self.clone()
        }
    }

    /// Path of the root below git's root, with `/`; empty when they are the same.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The full id of the commit that the state stands on.
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The commit that a person names.
    ///
    /// # Errors
    /// When there is none, or several, of that name.
    pub fn find(&self, rev: &str, default_branch: Option<&str>) -> Result<Commit, RepoError> {
        self.ask("find the commit", |repository| {
            let id = refs::resolve(repository, rev, default_branch)?;
            self.read(repository, id)
        })
    }

    /// A commit by its full id; `None` when this clone does not hold it.
    pub fn commit(&self, id: &str) -> Option<Commit> {
        let id = Oid::from_str(id).ok()?;
        self.ask("read the commit", |repository| self.read(repository, id))
            .ok()
    }

    /// A commit and its first parents, newest first. A shallow clone ends early.
    ///
    /// # Errors
    /// When a commit cannot be read that a shallow clone does not lack.
    pub fn first_parents(&self, tip: &str) -> Result<Vec<Commit>, RepoError> {
        self.ask("walk the history", |repository| {
            let names = self.names();
            let tip = Oid::from_str(tip).map_err(RepoError::git("read the id"))?;
            let mut commits = vec![commit(repository, tip, names.as_ref())?];
            while let Some(parent) = commits.last().and_then(|last| last.parents.first()) {
                let parent = Oid::from_str(parent).map_err(RepoError::git("read the id"))?;
                match commit(repository, parent, names.as_ref()) {
                    Ok(commit) => commits.push(commit),
                    Err(_) if refs::is_shallow(repository) => break,
                    Err(error) => return Err(error),
                }
            }
            Ok(commits)
        })
    }

    /// The best common ancestor of two commits; `None` when their histories are unrelated.
    pub fn merge_base(&self, a: &str, b: &str) -> Option<String> {
        let base = self
            .git
            .with(|repository| repository.merge_base(Oid::from_str(a)?, Oid::from_str(b)?));
        base.ok().map(|id| id.to_string())
    }

    /// The default branch and the full id of its last commit: as set, else the remote's, else `main` or
    /// `master`.
    ///
    /// # Errors
    /// When the branch that is set does not exist, or none is known: what stands at the head is not what it
    /// may be compared with.
    pub fn default_branch(&self, set: Option<&str>) -> Result<(String, String), RepoError> {
        self.ask(
            "find the default branch",
            |repository| match refs::branch_tip(repository, set)? {
                (name, _) if name == "HEAD" => Err(RepoError::NoDefaultBranch),
                (name, tip) => Ok((name, tip.to_string())),
            },
        )
    }

    /// Whether the working tree stands on the default branch: as set, else the remote's, else `main` or
    /// `master`. Not when its head is detached.
    pub fn is_on_default_branch(&self, set: Option<&str>) -> bool {
        let found = self.git.with(|repository| {
            let head = repository.find_reference("HEAD")?;
            let here = head.symbolic_target()?.unwrap_or_default().to_owned();
            let here = here
                .strip_prefix("refs/heads/")
                .unwrap_or_default()
                .to_owned();
            let remote = || {
                let head = repository.find_reference("refs/remotes/origin/HEAD").ok()?;
                let name = head
                    .symbolic_target()
                    .ok()??
                    .strip_prefix("refs/remotes/origin/")?;
                Some(name.to_owned())
            };
            let default = set.map(str::to_owned).or_else(remote);
            let exists = |name: &str| {
                repository
                    .refname_to_id(&format!("refs/heads/{name}"))
                    .is_ok()
            };
            let usual = || ["main", "master"].into_iter().find(|name| exists(name));
            let default = default.or_else(|| usual().map(str::to_owned));
            Ok(default.is_some_and(|default| default == here))
        });
        found.unwrap_or(false)
    }

    /// Every tag that leads to a commit, by name.
    pub fn tags(&self) -> Vec<Tag> {
        let tags = self.git.with(|repository| {
            let mut tags = Vec::new();
            for name in repository.tag_names(None)?.iter().flatten().flatten() {
                let found = repository.revparse_single(&format!("refs/tags/{name}"));
                if let Ok(commit) = found.and_then(|object| object.peel_to_commit()) {
                    tags.push(Tag {
                        name: name.to_owned(),
                        commit: commit.id().to_string(),
                    });
                }
            }
            Ok(tags)
        });
        tags.unwrap_or_default()
    }

    /// The files below the root that differ between two commits, sorted; all of them when there is no
    /// older one. Folders that are equal are not looked into.
    ///
    /// # Errors
    /// When a commit or folder cannot be read.
    pub fn changes(&self, old: Option<&str>, new: &str) -> Result<Vec<Changed>, RepoError> {
        let found = self.git.with(|repository| {
            let old = match old {
                Some(id) => self.root_of(repository, id)?,
                None => None,
            };
            let mut found = Vec::new();
            let new = self.root_of(repository, new)?;
            compare(repository, "", old.as_ref(), new.as_ref(), &mut found)?;
            Ok(found)
        });
        let mut found = found.map_err(RepoError::git("compare two commits"))?;
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    /// What a commit holds at a path from the root, when it is a regular file.
    pub fn content_at(&self, commit: &str, path: &str) -> Option<ContentId> {
        let found = self.git.with(|repository| {
            let Some(root) = self.root_of(repository, commit)? else {
                return Ok(None);
            };
            let entry = root.get_path(std::path::Path::new(path))?;
            Ok(is_file(entry.filemode())
                .then(|| content_id(entry.id()))
                .flatten())
        });
        found.ok().flatten()
    }

    /// The text of a content, as that of a file of this path.
    ///
    /// # Errors
    /// Why it is no text, or cannot be had.
    pub fn text(&self, path: &Arc<str>, id: ContentId) -> Result<Arc<SourceFile>, Unreadable> {
        if let Some(known) = self.git.known_text(path, id) {
            return Ok(known);
        }
        let bytes = self.git.with(|repository| {
            let id = Oid::from_bytes(&id.0)?;
            let odb = repository.odb()?;
            let (size, _) = odb.read_header(id)?;
            if size as u64 > MAX_DOCUMENT_BYTES {
                return Ok(Err(Unreadable::TooLarge(size as u64)));
            }
            Ok(Ok(odb.read(id)?.data().to_vec()))
        });
        let bytes =
            bytes.unwrap_or_else(|why| Err(Unreadable::Refused(why.message().to_owned())))?;
        let text = super::decode::decode(path, bytes, Some(id))?;
        self.git.keep_text(&text);
        Ok(text)
    }

    fn ask<T>(
        &self,
        act: &str,
        ask: impl FnOnce(&Repository) -> Result<T, RepoError>,
    ) -> Result<T, RepoError> {
        self.git
            .with(|repository| Ok(ask(repository)))
            .map_err(RepoError::git(act))?
    }

    fn names(&self) -> Option<Mailmap> {
        Mailmap::from_buffer(self.mailmap.as_deref()?).ok()
    }

    fn read(&self, repository: &Repository, id: Oid) -> Result<Commit, RepoError> {
        commit(repository, id, self.names().as_ref())
    }

    /// The tree of the root in a commit; `None` when it has no such folder.
    pub(super) fn root_of<'r>(
        &self,
        repository: &'r Repository,
        commit: &str,
    ) -> Result<Option<Tree<'r>>, git2::Error> {
        let tree = repository.find_commit(Oid::from_str(commit)?)?.tree()?;
        super::revision::subtree(repository, &tree, &self.prefix)
    }
}

fn commit(repository: &Repository, id: Oid, names: Option<&Mailmap>) -> Result<Commit, RepoError> {
    let found = repository
        .find_commit(id)
        .map_err(RepoError::git("read the commit"))?;
    Ok(Commit {
        id: id.to_string(),
        parents: parents(&found),
        author: identity(&found.author(), names),
        committer: identity(&found.committer(), names),
        seconds: found.time().seconds(),
        date: refs::date_of(&found).unwrap_or_default(),
        message: String::from_utf8_lossy(found.message_bytes()).into_owned(),
    })
}

/// The parents as the commit itself names them: where a shallow clone ends, libgit2 knows of none.
fn parents(commit: &git2::Commit<'_>) -> Vec<String> {
    let header = String::from_utf8_lossy(commit.raw_header_bytes());
    let named = header.lines().map_while(|line| match line.split_once(' ') {
        Some(("tree", _)) => Some(None),
        Some(("parent", id)) => Some(Some(id.to_owned())),
        _ => None,
    });
    named.flatten().collect()
}

/// A signature as `.mailmap` says.
fn identity(signature: &Signature<'_>, names: Option<&Mailmap>) -> Identity {
    let of = |signature: &Signature<'_>| Identity {
        name: String::from_utf8_lossy(signature.name_bytes()).into_owned(),
        email: String::from_utf8_lossy(signature.email_bytes()).into_owned(),
    };
    match names.and_then(|names| names.resolve_signature(signature).ok()) {
        Some(resolved) => of(&resolved),
        None => of(signature),
    }
}

pub(super) fn is_file(mode: i32) -> bool {
    mode & 0o170_000 == 0o100_000
}

/// Folders deeper than this are not compared; git's own commands stop there, too.
const MAX_DEPTH: usize = 2048;

/// One side of a comparison: an entry of a folder.
#[derive(Clone, Copy, PartialEq)]
struct Side {
    id: Oid,
    mode: i32,
    is_tree: bool,
}

fn compare(
    repository: &Repository,
    folder: &str,
    old: Option<&Tree<'_>>,
    new: Option<&Tree<'_>>,
    found: &mut Vec<Changed>,
) -> Result<(), git2::Error> {
    if folder.matches('/').count() > MAX_DEPTH {
        return Ok(());
    }
    let mut names = std::collections::BTreeMap::<String, [Option<Side>; 2]>::new();
    for (at, tree) in [old, new].into_iter().enumerate() {
        for entry in tree.iter().flat_map(|tree| tree.iter()) {
            let Ok(name) = std::str::from_utf8(entry.name_bytes()) else {
                continue;
            };
            names.entry(name.to_owned()).or_default()[at] = Some(Side {
                id: entry.id(),
                mode: entry.filemode(),
                is_tree: entry.kind() == Some(ObjectType::Tree),
            });
        }
    }
    for (name, [old, new]) in names.into_iter().filter(|(_, [old, new])| old != new) {
        let path = join(folder, &name);
        let tree = |side: Option<Side>| match side.filter(|side| side.is_tree) {
            Some(side) => repository.find_tree(side.id).map(Some),
            None => Ok(None),
        };
        let (trees, files) = (
            [tree(old)?, tree(new)?],
            [old, new].map(|side| side.filter(|side| !side.is_tree)),
        );
        if trees.iter().any(Option::is_some) {
            compare(
                repository,
                &path,
                trees[0].as_ref(),
                trees[1].as_ref(),
                found,
            )?;
        }
        if files.iter().any(Option::is_some) {
            let special = |side: &Side| !is_file(side.mode);
            found.push(Changed {
                path,
                old: files[0].and_then(|side| content_id(side.id)),
                new: files[1].and_then(|side| content_id(side.id)),
                special: files.iter().flatten().any(special),
            });
        }
    }
    Ok(())
}
