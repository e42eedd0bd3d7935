//! The working tree as a state: what git tracks and what lies there and is not ignored.
#![allow(
    clippy::disallowed_methods,
    reason = "this file reads the working tree"
)]

use super::decode::{MAX_LFS_POINTER, lfs_pointer};
use super::error::RepoError;
use super::git::Git;
use super::path::Node;
use super::state::{Digest, Found, Kind, State, Tracking};
use super::stream::Stream;
use super::walk::{kind_of, walk};
use crate::text::snapshot::{MAX_DOCUMENT_BYTES, Unreadable};
use rayon::slice::ParallelSliceMut;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The bit pattern of a submodule in git's index and trees.
pub const MODULE_MODE: u32 = 0o160_000;

/// The files on disk below a root.
#[derive(Debug)]
pub struct Worktree {
    /// The folder of git's root, or of the root itself outside git.
    pub top: PathBuf,
    /// Path of the root below `top`; empty when they are the same.
    pub prefix: String,
    /// Git, when it can be used here.
    pub git: Option<Arc<Git>>,
}

/// What git's index says below the root, sorted: path, whether it is a submodule.
type Index = Vec<(Vec<u8>, bool)>;

impl Worktree {
    /// Where a path relative to the root lies on disk.
    fn on_disk(&self, path: &str) -> PathBuf {
        // One allocation for the path of each of many files.
        let length = self.top.as_os_str().len() + self.prefix.len() + path.len() + 2;
        let mut place = PathBuf::with_capacity(length);
        place.push(&self.top);
        for part in [self.prefix.as_str(), path] {
            if !part.is_empty() {
                place.push(part);
            }
        }
        place
    }

    /// The index below the root. It is read afresh each time, for a long run sees it change.
    fn index(&self) -> Result<Option<Index>, RepoError> {
        let Some(git) = &self.git else {
            return Ok(None);
        };
        git.with(|repository| {
            let mut index = repository.index()?;
            index.read(false)?;
            let entries = index.iter().filter_map(|entry| self.tracked(entry));
            let mut index: Index = entries.collect();
            index.sort_unstable();
            // A conflict has up to three entries of one path.
            index.dedup_by(|a, b| a.0 == b.0);
            Ok(Some(index))
        })
        .map_err(RepoError::git("read the index of git"))
    }

    fn tracked(&self, entry: git2::IndexEntry) -> Option<(Vec<u8>, bool)> {
        let mut path = entry.path;
        if !self.prefix.is_empty() {
            let rest = path.strip_prefix(self.prefix.as_bytes())?;
            path = rest.strip_prefix(b"/")?.to_vec();
        }
        Some((path, entry.mode == MODULE_MODE))
    }

    /// Adds what git tracks although it is ignored, and what it tracks as a submodule.
    fn add_tracked(&self, index: &Index, found: &mut Vec<Found>) {
        for (raw, module) in missing(index, found) {
            let (path, utf8) = match std::str::from_utf8(raw) {
                Ok(path) => (path.to_owned(), true),
                Err(_) => (String::from_utf8_lossy(raw).into_owned(), false),
            };
            let place = self.on_disk("").join(os_path(raw));
            if let Some(kind) = self.kind_of_tracked(&path, &place, module) {
                found.push(Found { path, utf8, kind });
            }
        }
    }

    /// What lies where git tracks something; nothing when a link has taken the place of a folder above.
    fn kind_of_tracked(&self, path: &str, place: &Path, module: bool) -> Option<Kind> {
        let above = |folder: &str| self.node(folder) == Node::Folder;
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        if !folders.into_iter().all(above) {
            return None;
        }
        let kind = place.symlink_metadata().ok()?.file_type();
        match kind.is_dir() {
            true => module.then_some(Kind::Module),
            false => Some(kind_of(kind)),
        }
    }
}

impl State for Worktree {
    fn list(&self) -> Result<Vec<Found>, RepoError> {
        let walked = |is_module: &dyn Fn(&str) -> bool| {
            let mut found = walk(&self.top, &self.prefix, is_module)?;
            found.par_sort_unstable();
            Ok::<_, RepoError>(found)
        };
        // Only where there are submodules has the walk to wait for the index.
        let (index, found) = rayon::join(|| self.index(), || walked(&|_| false));
        let index = index?.unwrap_or_default();
        let is_module = |path: &str| lookup(&index, path) == Some(true);
        let mut found = match index.iter().any(|(_, module)| *module) {
            true => walked(&is_module)?,
            false => found?,
        };
        self.add_tracked(&index, &mut found);
        Ok(found)
    }

    fn node(&self, path: &str) -> Node {
        let place = self.on_disk(path);
        let kind = match place.symlink_metadata() {
            Ok(facts) => facts.file_type(),
            Err(error) if is_absence(&error) => return Node::Missing,
            Err(error) => return Node::Closed(error.to_string()),
        };
        if kind.is_symlink() {
            return link_target(&place);
        }
        match (kind.is_file(), kind.is_dir()) {
            (true, _) => Node::File,
            (_, true) => Node::Folder,
            _ => Node::Special,
        }
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unreadable> {
        let refused = |error: std::io::Error| Unreadable::Refused(error.to_string());
        let file = File::open(self.on_disk(path)).map_err(refused)?;
        let size = file.metadata().map_err(refused)?.len();
        if size > limit {
            return Err(Unreadable::TooLarge(size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(refused)?;
        match bytes.len() as u64 {
            read if read > limit => Err(Unreadable::TooLarge(read)),
            _ => Ok(bytes),
        }
    }

    fn open(&self, path: &str) -> Result<Stream, Unreadable> {
        Stream::of_file(&self.on_disk(path))
    }

    fn digest(&self, path: &str) -> Result<Digest, Unreadable> {
        let refused = |error: std::io::Error| Unreadable::Refused(error.to_string());
        let mut file = File::open(self.on_disk(path)).map_err(refused)?;
        let mut hash = Sha256::new();
        let mut size = 0;
        let mut chunk = vec![0; 64 << 10];
        loop {
            let read = file.read(&mut chunk).map_err(refused)?;
            if read == 0 {
                break;
            }
            hash.update(&chunk[..read]);
            size += read as u64;
        }
        if size < MAX_LFS_POINTER
            && let Some(pointer) = lfs_pointer(&self.read(path, MAX_DOCUMENT_BYTES)?)
        {
            return Ok(Digest {
                size: pointer.size,
                sha256: pointer.sha256,
            });
        }
        Ok(Digest {
            size,
            sha256: hex(&hash.finalize()),
        })
    }

    fn tracking(&self) -> Tracking<'_> {
        match self.index() {
            Ok(Some(index)) => Box::new(move |path| Some(lookup(&index, path).is_some())),
            _ => Box::new(|_| None),
        }
    }
}

/// Whether a path of the index is a submodule; nothing when git does not track it.
fn lookup(index: &Index, path: &str) -> Option<bool> {
    let at = index.binary_search_by(|(raw, _)| raw.as_slice().cmp(path.as_bytes()));
    at.ok().map(|at| index[at].1)
}

/// What of the index is not among the files found, both sorted. A name that is not UTF-8 always is.
fn missing<'a>(index: &'a Index, found: &[Found]) -> Vec<(&'a [u8], bool)> {
    let mut known = found.iter().map(|found| found.path.as_bytes()).peekable();
    let mut missing = Vec::new();
    for (raw, module) in index {
        while known.next_if(|path| *path < raw.as_slice()).is_some() {}
        if known.peek() != Some(&raw.as_slice()) {
            missing.push((raw.as_slice(), *module));
        }
    }
    missing
}

/// A link as a node; a target that is not UTF-8 cannot be listed, so it leads nowhere.
fn link_target(place: &Path) -> Node {
    match std::fs::read_link(place) {
        Ok(target) => Node::Link(target.to_str().map_or_else(String::new, slashed)),
        Err(error) => Node::Closed(error.to_string()),
    }
}

fn slashed(path: &str) -> String {
    if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.to_owned()
    }
}

/// Whether an error says that there is nothing, rather than that we may not look.
fn is_absence(error: &std::io::Error) -> bool {
    use std::io::ErrorKind;
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidInput
            | ErrorKind::InvalidFilename
    )
}

#[cfg(unix)]
fn os_path(raw: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(raw).into()
}

#[cfg(not(unix))]
fn os_path(raw: &[u8]) -> PathBuf {
    String::from_utf8_lossy(raw).into_owned().into()
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
