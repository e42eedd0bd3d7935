//! What a pointer of Git LFS stands for: the state holds its digest, and the content is looked for beside it.
#![allow(
    clippy::disallowed_methods,
    reason = "whether a file is a regular one is asked before it is opened"
)]

use super::decode::{LfsPointer, MAX_LFS_POINTER, lfs_pointer};
use super::path::{Node, resolve};
use super::repository::Repo;
use super::revision::digest;
use super::stream::Stream;
use std::path::{Path, PathBuf};

impl Repo {
    /// The pointer of Git LFS that this state holds at a path in place of a content.
    pub fn pointer(&self, path: &str) -> Option<LfsPointer> {
        let state = self.state();
        let target = resolve(path, &|path| state.node(path)).ok()?;
        match target.node {
            Node::File => lfs_pointer(&state.read(&target.path, MAX_LFS_POINTER).ok()?),
            _ => None,
        }
    }

    /// The content that a pointer at a path stands for: from the working tree, or from where Git LFS keeps what
    /// it fetched. Only its very digest counts; `None` when it is not here.
    pub fn pointed(&self, path: &str, pointer: &LfsPointer) -> Option<Stream> {
        let kept = self.ask_git(|git| Ok(Some(kept(git.commondir(), &pointer.sha256))));
        let places = [Some(self.root().join(path)), kept];
        let mut places = places.into_iter().flatten();
        places.find_map(|place| held(&place, pointer))
    }
}

/// Where Git LFS keeps a content.
fn kept(git: &Path, sha256: &str) -> PathBuf {
    let folder = git.join("lfs/objects");
    folder.join(&sha256[..2]).join(&sha256[2..4]).join(sha256)
}

/// A regular file, when it holds what the pointer names.
fn held(place: &Path, pointer: &LfsPointer) -> Option<Stream> {
    let facts = place.symlink_metadata().ok()?;
    if !facts.is_file() || facts.len() != pointer.size {
        return None;
    }
    let found = digest(Stream::of_file(place).ok()?).ok()?;
    match found.sha256 == pointer.sha256 {
        true => Stream::of_file(place).ok(),
        false => None,
    }
}
