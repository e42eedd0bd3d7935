//! `MANIFEST.json`: what a pack is, and size and digest of each entry with the source that it came from.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where the manifest lies in a pack.
pub const MANIFEST: &str = "MANIFEST.json";

/// Where its digest lies, in the form of `sha256sum`; the last entry.
pub const DIGEST: &str = "MANIFEST.sha256";

/// What `format` says.
pub const FORMAT: &str = "isms-pack";

/// The version of the manifest that is written and read.
pub const VERSION: u64 = 1;

/// The manifest. Absent values are null, never missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u64,
    /// What wrote it.
    pub tool: Tool,
    /// Name of the organisation.
    pub organization: Option<String>,
    /// The day as of which everything was judged.
    pub as_of: String,
    /// The stage of the organisation.
    pub stage: String,
    /// Full id of the commit; null without git.
    pub revision: Option<String>,
    /// The tag that was named.
    pub tag: Option<String>,
    /// The working tree differed from the commit, so that nobody else can make this pack again.
    pub dirty: bool,
    /// Something in the repository could not be read, so that values are missing.
    pub incomplete: bool,
    /// History ends early here: the clone is shallow.
    pub shallow: bool,
    /// For whom it was made.
    pub audience: String,
    /// Which findings are in it: `none`, `open` or `full`.
    pub findings: String,
    /// Whether policies, Statement of Applicability and treatment plan are in it as PDF, which not every build
    /// of isms can make.
    pub pdf: bool,
    /// What the audience does not get, in words that name no withheld thing.
    pub withheld: Vec<Value>,
    /// Files that evidence names and that are not in the pack.
    pub absent: Vec<Absent>,
    /// The settings in force; null when they are not for the audience.
    pub settings: Option<Value>,
    /// Every other entry, in the order of the pack.
    pub entries: Vec<Entry>,
}

/// The program that wrote a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    /// `isms`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A file that is not in the pack although evidence names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absent {
    /// The file, relative to the root.
    pub file: String,
    /// Why.
    pub why: String,
}

/// An entry of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its path in the pack.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
    /// What it was made from; null for what is computed from the whole.
    pub source: Option<Origin>,
}

/// The place that an entry came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Path relative to the root.
    pub path: String,
    /// 1-based.
    pub line: usize,
    /// The commit at which it was read; null for what is not committed.
    pub commit: Option<String>,
}

impl Manifest {
    /// The manifest as it stands in a pack.
    ///
    /// # Panics
    /// Never: a manifest has the shape of its JSON.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self);
        text.expect("internal error: plain structs serialize") + "\n"
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// Why it is none, as it goes on after its name.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let read: Self = serde_json::from_slice(bytes)
            .map_err(|why| format!("cannot be read as a manifest: {why}"))?;
        if read.format != FORMAT || read.version != VERSION {
            return Err(format!(
                "is of a format that this isms does not read ({} {}; it reads {FORMAT} {VERSION})",
                read.format.chars().take(40).collect::<String>(),
                read.version
            ));
        }
        match read.text().as_bytes() == bytes {
            true => Ok(read),
            false => Err("is not written as isms writes it".to_owned()),
        }
    }
}
