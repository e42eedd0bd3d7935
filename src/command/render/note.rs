//! `rendered.json`: what was rendered into a folder, for whom, as of which day and from which commit.

use super::super::session::Session;
use super::make::{Rendered, Wish};
use crate::model::scalar::Date;
use crate::output::endings::Endings;
use crate::report::audience::{Audience, Withheld};
use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Its name.
pub(super) const NAME: &str = "rendered.json";

/// What was rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// Version of the tool.
    pub(super) version: String,
    /// For whom.
    pub(super) audience: Audience,
    /// As of which day.
    pub(super) as_of: Date,
    /// The commit that was read, with `-dirty` when the tree differed; `None` without one.
    pub(super) revision: Option<String>,
    /// Whether policies, Statement of Applicability and treatment plan were written as PDF too.
    pub(super) pdf: bool,
    /// The formats of text.
    pub(super) endings: Endings,
    /// What the audience did not get; empty in a note that was read.
    withheld: Vec<Withheld>,
    /// SHA-256 of each file, by its path below the folder.
    pub(super) files: BTreeMap<String, String>,
}

impl Note {
    /// The note of what is rendered now.
    pub(super) fn of(
        session: &Session,
        audience: Audience,
        wish: &Wish,
        rendered: &Rendered,
    ) -> Self {
        let files: Vec<_> = rendered.files.iter().collect();
        let digests = files.par_iter();
        let digests: Vec<_> = digests
            .map(|(path, bytes)| ((*path).clone(), digest(bytes)))
            .collect();
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            audience,
            as_of: session.as_of,
            revision: session.snapshot.revision.label(),
            pdf: wish.pdf,
            endings: wish.endings.clone(),
            withheld: rendered.withheld.clone(),
            files: digests.into_iter().collect(),
        }
    }

    /// Reads a note; `None` when the text is none, or when it names anything that is not below its folder.
    pub(super) fn read(text: &str) -> Option<Self> {
        let all: Value = serde_json::from_str(text).ok()?;
        let files = all["files"].as_object()?.iter();
        let endings = all["formats"].as_array().into_iter().flatten();
        Some(Self {
            version: all["tool"]["version"].as_str()?.to_owned(),
            audience: all["audience"].as_str()?.parse().ok()?,
            as_of: all["as_of"].as_str()?.parse().ok()?,
            revision: all["revision"].as_str().map(str::to_owned),
            pdf: all["pdf"].as_bool().unwrap_or_default(),
            endings: Endings::of(endings.filter_map(Value::as_str)),
            withheld: Vec::new(),
            files: files
                .map(|(path, digest)| Some((below(path)?.to_owned(), digest.as_str()?.to_owned())))
                .collect::<Option<_>>()?,
        })
    }

    /// As it is written.
    pub(super) fn to_text(&self) -> String {
        let all = json!({
            "version": 1,
            "tool": {"name": "isms", "version": self.version},
            "audience": self.audience,
            "as_of": self.as_of.to_string(),
            "revision": self.revision,
            "pdf": self.pdf,
            "formats": self.endings.names(),
            "withheld": self.withheld,
            "files": self.files,
        });
        serde_json::to_string_pretty(&all).expect("internal error: plain values serialize") + "\n"
    }

    /// Takes the digests of files that cannot be made here from an earlier note.
    pub(super) fn believe(&mut self, before: &Self, unmade: &BTreeSet<String>) {
        for path in unmade {
            if let Some(digest) = before.files.get(path) {
                self.files.insert(path.clone(), digest.clone());
            }
        }
    }

    /// The files of this note that a later one does not name, with what they held.
    pub(super) fn no_more(&self, later: &Self) -> Vec<(String, String)> {
        let files = self.files.iter();
        files
            .filter(|(path, _)| !later.files.contains_key(*path))
            .map(|(path, digest)| (path.clone(), digest.clone()))
            .collect()
    }
}

/// A path that leads downward alone, as `render` writes them.
fn below(path: &str) -> Option<&str> {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']);
    path.split('/').all(plain).then_some(path)
}

/// SHA-256 in lower-case hex.
pub(super) fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
