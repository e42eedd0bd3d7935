//! What the working tree and a revision have in common: files below a root that can be listed and read.

use super::decode::decode;
use super::error::RepoError;

use super::path::Node;
use super::stream::Stream;
use crate::text::snapshot::{MAX_DOCUMENT_BYTES, Unreadable};
use crate::text::source::SourceFile;
use std::sync::Arc;

/// No ISMS has more files; a git tree of a few hundred bytes can name billions.
pub const MAX_FILES: usize = 1_000_000;

/// Something that lies below the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Path relative to the root, shown lossily when it is not UTF-8.
    pub path: String,
    /// Its name is UTF-8, so that it can be asked for by `path`.
    pub utf8: bool,
    /// What it is.
    pub kind: Kind,
}

/// What something in a listing is; folders are not listed, unless they cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A regular file.
    File,
    /// A symbolic link.
    Link,
    /// A submodule.
    Module,
    /// A pipe, socket or device.
    Special,
    /// A folder that cannot be listed, and why.
    Closed(String),
}

/// Size and SHA-256 of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Size in bytes.
    pub size: u64,
    /// Lower-case hex.
    pub sha256: String,
}

/// Says of a path whether git tracks it; `None` without git.
pub type Tracking<'a> = Box<dyn Fn(&str) -> Option<bool> + Sync + 'a>;

/// One state of the files below a root.
pub trait State: Sync {
    /// All that counts, in any order: what git tracks, and what lies there and is not ignored.
    ///
    /// # Errors
    /// When there are too many files, or git's index or trees cannot be read.
    fn list(&self) -> Result<Vec<Found>, RepoError>;
    /// What lies at a path, without following a link.
    fn node(&self, path: &str) -> Node;
    /// The bytes of a regular file of at most `limit` bytes.
    ///
    /// # Errors
    /// When it is not there, larger, or cannot be read.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unreadable>;
    /// The content of a regular file of any size.
    ///
    /// # Errors
    /// When it is not there or cannot be read, or is packed in git and too large for that.
    fn open(&self, path: &str) -> Result<Stream, Unreadable>;
    /// The text of a regular file, as that of the file `path`; the two differ when `path` is a link.
    ///
    /// # Errors
    /// As [`State::read`], and when it is no text.
    fn text(&self, path: &Arc<str>, target: &str) -> Result<Arc<SourceFile>, Unreadable> {
        decode(path, self.read(target, MAX_DOCUMENT_BYTES)?, None)
    }
    /// Size and digest of a regular file of any size; the content that a pointer of Git LFS names.
    ///
    /// # Errors
    /// When it is not there, or cannot be read whole.
    fn digest(&self, path: &str) -> Result<Digest, Unreadable>;
    /// Which paths git tracks.
    fn tracking(&self) -> Tracking<'_>;
}
