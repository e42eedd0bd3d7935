//! The tree of a commit as a state, read without checkout.

use super::decode::{MAX_LFS_POINTER, decode, lfs_pointer};
use super::error::RepoError;
use super::git::Git;
use super::path::{Node, is_git_folder, join, resolve};
use super::refs;
use super::state::{Digest, Found, Kind, MAX_FILES, State, Tracking};
use super::stream::Stream;
use super::worktree::{MODULE_MODE, Worktree, hex};
use crate::text::snapshot::{MAX_DOCUMENT_BYTES, Unreadable};
use crate::text::source::{ContentId, SourceFile};
use git2::{ObjectType, Oid, Repository, Tree};
use sha2::{Digest as _, Sha256};
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A link's target of more bytes leads nowhere on any system.
const MAX_TARGET: u64 = 4096;

/// How deep folders may nest; git's own commands stop at 2048.
const MAX_DEPTH: usize = 2048;

/// A content of more bytes is streamed where that can be.
const HELD: u64 = 1 << 20;

/// What is larger than this, in bytes, and not in the working tree, is not read from a revision: libgit2 cannot
/// stream out of a pack.
const MOST_HELD: u64 = 1 << 30;

const LINK_MODE: u32 = 0o120_000;

/// The files below one folder of one commit.
#[derive(Debug)]
pub struct Revision {
    git: Arc<Git>,
    blobs: HashMap<String, (Oid, Kind)>,
    folders: HashSet<String>,
    unnamed: Vec<Found>,
    /// The same folder in the working tree, if there is one.
    tree: Option<PathBuf>,
}

impl Revision {
    /// Lists the tree of `commit` below `prefix`.
    ///
    /// # Errors
    /// When a tree cannot be read.
    pub fn new(git: Arc<Git>, commit: Oid, prefix: &str) -> Result<Self, RepoError> {
        let mut listing = Listing::default();
        git.with(|repository| {
            let tree = repository.find_commit(commit)?.tree()?;
            match subtree(repository, &tree, prefix)? {
                Some(tree) => listing.walk(repository, tree),
                None => Ok(()),
            }
        })
        .map_err(RepoError::git("list the files of the revision"))?;
        if listing.count > MAX_FILES {
            return Err(RepoError::TooMany { limit: MAX_FILES });
        }
        let tree = git.with(|git| Ok(git.workdir().map(|top| top.join(prefix))));
        Ok(Self {
            tree: tree.ok().flatten(),
            git,
            blobs: listing.blobs,
            folders: listing.folders,
            unnamed: listing.unnamed,
        })
    }

    /// The id of the file or link at a path.
    pub fn blob(&self, path: &str) -> Option<Oid> {
        self.blobs.get(path).map(|(id, _)| *id)
    }

    /// The file of the working tree at a path, when it holds this very blob: it is found so by its id.
    fn same_file(&self, path: &str, id: Oid, size: u64) -> Option<Stream> {
        let top = self.tree.as_ref()?;
        let tree = Worktree {
            top: top.clone(),
            prefix: String::new(),
            git: None,
        };
        // No pipe is opened, and no link followed out of the tree.
        let target = resolve(path, &|path| tree.node(path)).ok()?;
        if target.node != Node::File {
            return None;
        }
        let stream = tree.open(&target.path).ok()?;
        let place = top.join(&target.path);
        let same = stream.size == size && Oid::hash_file(ObjectType::Blob, &place).ok() == Some(id);
        same.then_some(stream)
    }

    /// The size of the blob at a path.
    fn size(&self, id: Oid) -> Result<u64, Unreadable> {
        let size = self
            .git
            .with(|git| Ok(git.odb()?.read_header(id)?.0 as u64));
        size.map_err(|error| missing(&error))
    }

    /// Every path of which git keeps something.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.blobs.keys().map(String::as_str)
    }

    /// Whether a file whose name is not UTF-8 is shown as `path`.
    pub fn has_unnamed(&self, path: &str) -> bool {
        self.unnamed.iter().any(|found| found.path == path)
    }

    /// Reads a blob of at most `limit` bytes; its size is asked first, for a packed gigabyte of
    /// zeros is small until it is unpacked.
    fn content(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unreadable> {
        let id = self
            .blob(path)
            .ok_or_else(|| Unreadable::Refused("it is not there".into()))?;
        self.git
            .with(|repository| {
                let odb = repository.odb()?;
                let (size, _) = odb.read_header(id)?;
                if size as u64 > limit {
                    return Ok(Err(Unreadable::TooLarge(size as u64)));
                }
                Ok(Ok(odb.read(id)?.data().to_vec()))
            })
            .unwrap_or_else(|error| Err(missing(&error)))
    }
}

/// Size and digest of what is too large to hold.
pub(super) fn digest(mut stream: Stream) -> Result<Digest, Unreadable> {
    let refused = |error: std::io::Error| Unreadable::Refused(error.to_string());
    let (mut hash, mut chunk, mut size) = (Sha256::new(), vec![0; 64 << 10], 0);
    loop {
        let read = stream.reader.read(&mut chunk).map_err(refused)?;
        if read == 0 {
            let sha256 = hex(&hash.finalize());
            return Ok(Digest { size, sha256 });
        }
        hash.update(&chunk[..read]);
        size += read as u64;
    }
}

fn missing(error: &git2::Error) -> Unreadable {
    Unreadable::Refused(match error.code() {
        git2::ErrorCode::NotFound => {
            "git has no content for it here (a partial clone?); `git fetch --refetch` brings it"
                .into()
        }
        _ => error.message().to_owned(),
    })
}

impl State for Revision {
    fn list(&self) -> Result<Vec<Found>, RepoError> {
        let named = self.blobs.iter().map(|(path, (_, kind))| Found {
            path: path.clone(),
            utf8: true,
            kind: kind.clone(),
        });
        Ok(named.chain(self.unnamed.iter().cloned()).collect())
    }

    fn node(&self, path: &str) -> Node {
        match self.blobs.get(path) {
            Some((_, Kind::Link)) => match self.content(path, MAX_TARGET).map(String::from_utf8) {
                Ok(target) => Node::Link(target.unwrap_or_default()),
                Err(Unreadable::TooLarge(_)) => Node::Link(String::new()),
                Err(why) => Node::Closed(why.to_string()),
            },
            Some((_, Kind::Module)) => Node::Module,
            Some(_) => Node::File,
            None if self.folders.contains(path) => Node::Folder,
            None => Node::Missing,
        }
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unreadable> {
        self.content(path, limit)
    }

    fn text(&self, path: &Arc<str>, target: &str) -> Result<Arc<SourceFile>, Unreadable> {
        let id = self.blob(target).and_then(content_id);
        if let Some(known) = id.and_then(|id| self.git.known_text(path, id)) {
            return Ok(known);
        }
        let text = decode(path, self.content(target, MAX_DOCUMENT_BYTES)?, id)?;
        self.git.keep_text(&text);
        Ok(text)
    }

    fn open(&self, path: &str) -> Result<Stream, Unreadable> {
        let gone = || Unreadable::Refused("it is not there".into());
        let id = self.blob(path).ok_or_else(gone)?;
        let size = self.size(id)?;
        // libgit2 cannot stream out of a pack, so a large content is read from the working tree if it is
        // there; else one file at a time and thread is in memory.
        if size > HELD
            && let Some(stream) = self.same_file(path, id, size)
        {
            return Ok(stream);
        }
        self.content(path, MOST_HELD).map(Stream::held)
    }

    fn digest(&self, path: &str) -> Result<Digest, Unreadable> {
        let stream = self.open(path)?;
        if stream.size > HELD {
            return digest(stream);
        }
        let bytes = self.content(path, HELD)?;
        if (bytes.len() as u64) < MAX_LFS_POINTER
            && let Some(pointer) = lfs_pointer(&bytes)
        {
            return Ok(Digest {
                size: pointer.size,
                sha256: pointer.sha256,
            });
        }
        Ok(Digest {
            size: bytes.len() as u64,
            sha256: hex(&Sha256::digest(&bytes)),
        })
    }

    fn tracking(&self) -> Tracking<'_> {
        Box::new(|path| Some(self.blobs.contains_key(path)))
    }
}

/// The id of a blob as plain data.
pub fn content_id(id: Oid) -> Option<ContentId> {
    id.as_bytes().try_into().ok().map(ContentId)
}

/// The id that git gives to a text.
pub fn id_of(text: &str) -> Option<ContentId> {
    let id = Oid::hash_object(git2::ObjectType::Blob, text.as_bytes());
    content_id(id.ok()?)
}

/// The tree at `prefix`, if there is one.
///
/// # Errors
/// When a tree cannot be read.
pub fn subtree<'a>(
    repository: &'a Repository,
    tree: &Tree<'a>,
    prefix: &str,
) -> Result<Option<Tree<'a>>, git2::Error> {
    if prefix.is_empty() {
        return Ok(Some(tree.clone()));
    }
    match refs::entry_at(tree, prefix)? {
        Some(entry) => Ok(entry.to_object(repository)?.into_tree().ok()),
        None => Ok(None),
    }
}

#[derive(Default)]
struct Listing {
    blobs: HashMap<String, (Oid, Kind)>,
    folders: HashSet<String>,
    unnamed: Vec<Found>,
    count: usize,
}

impl Listing {
    /// Takes in a whole tree, and stops beyond [`MAX_FILES`]: equal subtrees cost git nothing, so a
    /// small repository can name more files than fit anywhere.
    fn walk<'a>(&mut self, repository: &'a Repository, root: Tree<'a>) -> Result<(), git2::Error> {
        let mut ahead = vec![(String::new(), true, 0, root.id())];
        while let Some((folder, utf8, depth, id)) = ahead.pop() {
            for entry in repository.find_tree(id)?.iter() {
                self.count += 1;
                if self.count > MAX_FILES {
                    return Ok(());
                }
                let utf8 = utf8 && std::str::from_utf8(entry.name_bytes()).is_ok();
                let name = String::from_utf8_lossy(entry.name_bytes());
                if is_git_folder(&name) || ["", ".", ".."].contains(&&*name) {
                    continue;
                }
                let path = join(&folder, &name);
                if entry.kind() == Some(git2::ObjectType::Tree) {
                    if depth < MAX_DEPTH {
                        ahead.push((path.clone(), utf8, depth + 1, entry.id()));
                    }
                    self.folders.insert(path);
                } else {
                    self.add(path, utf8, entry.id(), entry.filemode_raw().cast_unsigned());
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, path: String, utf8: bool, id: Oid, mode: u32) {
        let kind = match mode {
            LINK_MODE => Kind::Link,
            MODULE_MODE => Kind::Module,
            _ => Kind::File,
        };
        if utf8 {
            self.blobs.insert(path, (id, kind));
        } else {
            self.unnamed.push(Found { path, utf8, kind });
        }
    }
}
