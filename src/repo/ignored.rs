//! What the repository's own `.gitignore` files leave out; no other file speaks here.
#![allow(
    clippy::disallowed_methods,
    reason = "a .gitignore of the working tree is part of the world"
)]

use super::path::{below, join};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A `.gitignore` of more bytes is not read: nobody writes a mebibyte of patterns.
const MAX_BYTES: u64 = 1 << 20;

/// The rules that hold in one folder: its own, then those of the folders above.
#[derive(Clone, Default)]
pub struct Ignored(Option<Arc<Rules>>);

struct Rules {
    folder: String,
    patterns: Gitignore,
    above: Ignored,
}

impl Ignored {
    /// The rules inside `folder` (relative to `top`, where git's root is), which lies in a folder
    /// where `self` holds.
    pub fn enter(&self, top: &Path, folder: &str) -> Self {
        let Some(text) = read(&top.join(folder).join(".gitignore")) else {
            return self.clone();
        };
        let mut builder = GitignoreBuilder::new("");
        for line in text.trim_start_matches('\u{feff}').lines() {
            // Git, too, passes over a pattern that it does not understand.
            let _ = builder.add_line(None, line);
        }
        match builder.build() {
            Ok(patterns) if !patterns.is_empty() => Self(Some(Arc::new(Rules {
                folder: folder.to_owned(),
                patterns,
                above: self.clone(),
            }))),
            _ => self.clone(),
        }
    }

    /// The rules inside `folder` with those of every folder from `top` down to it; `None` when one
    /// of these folders is itself ignored.
    pub fn down_to(top: &Path, folder: &str) -> Option<Self> {
        let mut rules = Self::default().enter(top, "");
        let mut here = String::new();
        for part in folder.split('/').filter(|part| !part.is_empty()) {
            here = join(&here, part);
            if rules.covers(&here, true) {
                return None;
            }
            rules = rules.enter(top, &here);
        }
        Some(rules)
    }

    /// Whether `path` (relative to `top`) is ignored; its folder must not be.
    pub fn covers(&self, path: &str, is_folder: bool) -> bool {
        let Some(rules) = &self.0 else {
            return false;
        };
        let inner = below(path, &rules.folder).unwrap_or(path);
        match rules.patterns.matched(inner, is_folder) {
            Match::Ignore(_) => true,
            Match::Whitelist(_) => false,
            Match::None => rules.above.covers(path, is_folder),
        }
    }
}

/// The text of a `.gitignore`; like git, a symbolic link is not followed.
fn read(path: &Path) -> Option<String> {
    let facts = path.symlink_metadata().ok()?;
    if !facts.is_file() || facts.len() > MAX_BYTES {
        return None;
    }
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    file.take(MAX_BYTES).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}
