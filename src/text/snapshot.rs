//! One state of a repository as plain data: every later room sees the world only through this.

use super::source::SourceFile;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A document larger than this is named and not read; 8 MiB is a thousand times a usual one.
pub const MAX_DOCUMENT_BYTES: u64 = 8 << 20;

/// Why the bytes of a document could not become text. Its `Display` is what the user reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Larger than [`MAX_DOCUMENT_BYTES`].
    #[error("the file has {0} bytes; a document has at most {MAX_DOCUMENT_BYTES} (8 MiB)")]
    TooLarge(u64),
    /// It begins like UTF-16 or UTF-32.
    #[error("the file is {0}, not UTF-8")]
    Encoding(&'static str),
    /// A NUL byte at this offset: binary content.
    #[error("the file holds a NUL byte at offset {0}, so it is binary, not text")]
    Binary(usize),
    /// Bytes that are not UTF-8, from this offset.
    #[error("the byte at offset {0} is not UTF-8")]
    NotUtf8(usize),
    /// The name of the file (shown lossily) is not UTF-8.
    #[error("the name of the file is not UTF-8")]
    Name,
    /// A symbolic link that leads out of the root, or nowhere.
    #[error("the symbolic link leads {0}; only files inside the root are read")]
    Link(&'static str),
    /// The operating system refused.
    #[error("the file cannot be read: {0}")]
    Refused(String),
    /// A pointer of Git LFS whose content is not there.
    #[error("the file is a Git LFS pointer, and the content that it stands for is not here")]
    LfsPointer,
}

/// A file below the `documents` globs: its text, or why there is none.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Path relative to the root, with `/`; shown lossily when it is not UTF-8.
    pub path: Arc<str>,
    /// The text, or why it cannot be had.
    pub source: Result<Arc<SourceFile>, Unreadable>,
}

/// What is known of a file that evidence names, without holding its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileFacts {
    /// Size in bytes, `None` when there is no such file.
    pub size: Option<u64>,
    /// SHA-256 in lower-case hex, when the file could be read (or its LFS pointer names it).
    pub sha256: Option<String>,
    /// Whether git tracks it; `None` outside a git repository.
    pub tracked: Option<bool>,
    /// Why it counts as absent although something is there: it leads out of the root, is a folder, …
    pub refused: Option<String>,
}

/// Facts of the files that evidence names, by path relative to the root.
pub type Files = BTreeMap<String, FileFacts>;

/// Which state of the repository this is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Revision {
    /// Full commit id; `None` when there is no commit to name.
    pub commit: Option<String>,
    /// The working tree differs from that commit in what was read.
    pub dirty: bool,
    /// Committer date of the commit as a UTC day.
    pub date: Option<jiff::civil::Date>,
    /// Why git features cannot work here ("not a git repository"), if they cannot.
    pub no_git: Option<String>,
    /// The clone is shallow: history ends early, and nothing can be said of what is older.
    pub shallow: bool,
}

impl Revision {
    /// The commit id, with `-dirty` when the tree differs from it; `None` without a commit.
    pub fn label(&self) -> Option<String> {
        let commit = self.commit.as_ref()?;
        Some(if self.dirty {
            format!("{commit}-dirty")
        } else {
            commit.clone()
        })
    }
}

/// One state of a repository.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// The folder that holds `isms.toml`, for messages only; empty in tests.
    pub root: PathBuf,
    /// Path of the root below the git root, with `/`, empty when they are the same: SARIF, GitHub,
    /// GitLab and rdjson speak of paths from the git root.
    pub prefix: String,
    /// The settings, if there are any.
    pub settings: Option<Arc<SourceFile>>,
    /// Every YAML and Markdown file below `documents`, sorted by path.
    pub entries: Vec<Entry>,
    /// Every other path below the root that a link may name (tracked or present), sorted.
    pub others: BTreeSet<String>,
    /// Templates of the user that override ours, by name.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
    /// Which state this is.
    pub revision: Revision,
}
