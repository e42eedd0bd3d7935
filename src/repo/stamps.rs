//! What tells whether a working tree has changed since somebody looked: the size and time of each file, and
//! the commit and index of git. Nothing is read.
#![allow(
    clippy::disallowed_methods,
    reason = "this file looks at the working tree"
)]

use super::state::{Found, Kind};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

/// The state of a working tree, as far as it can be told without reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamps {
    files: BTreeMap<String, Stamp>,
    git: [Option<Stamp>; 2],
    head: Option<String>,
}

/// One file: whether it is a regular one, its size in bytes, and when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    is_file: bool,
    size: u64,
    modified: Option<SystemTime>,
}

/// What changed between two looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Nothing.
    Nothing,
    /// These regular files were written, and nothing else happened; sorted.
    Written(Vec<String>),
    /// More than that: files came, went or became something else, or git has another commit or index.
    More,
}

fn stamp(place: &Path) -> Option<Stamp> {
    let own = place.symlink_metadata().ok()?;
    // What a link leads to may change without the link.
    let facts = place.metadata().unwrap_or_else(|_| own.clone());
    Some(Stamp {
        is_file: own.is_file(),
        size: facts.len(),
        modified: facts.modified().ok(),
    })
}

impl Stamps {
    /// Looks at the files found below a root, and at git.
    pub(super) fn new(
        root: &Path,
        found: &[Found],
        git: Option<&Path>,
        head: Option<String>,
    ) -> Self {
        let named = found
            .iter()
            .filter(|found| found.utf8 && found.kind != Kind::Module);
        let each = named.filter_map(|it| Some((it.path.clone(), stamp(&root.join(&it.path))?)));
        let of_git = |name: &str| stamp(&git?.join(name));
        Self {
            files: each.collect(),
            git: ["index", "HEAD"].map(of_git),
            head,
        }
    }

    /// What happened until a later look.
    pub fn until(&self, later: &Self) -> Change {
        let git = |it: &Self| (it.git, it.head.clone());
        let same_files = self.files.keys().eq(later.files.keys());
        if git(self) != git(later) || !same_files {
            return Change::More;
        }
        let pairs = self.files.iter().zip(later.files.values());
        let changed: Vec<_> = pairs
            .filter(|((_, before), after)| before != after)
            .collect();
        let plain =
            |((_, before), after): &((&String, &Stamp), &Stamp)| before.is_file && after.is_file;
        match changed.is_empty() {
            true => Change::Nothing,
            false if changed.iter().all(plain) => Change::Written(
                changed
                    .into_iter()
                    .map(|((path, _), _)| path.clone())
                    .collect(),
            ),
            false => Change::More,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamps(files: &[(&str, bool, u64)], head: &str) -> Stamps {
        let stamp = |&(path, is_file, size): &(&str, bool, u64)| {
            let modified = None;
            let stamp = Stamp {
                is_file,
                size,
                modified,
            };
            (path.to_owned(), stamp)
        };
        Stamps {
            files: files.iter().map(stamp).collect(),
            git: [None; 2],
            head: Some(head.to_owned()),
        }
    }

    #[test]
    fn files_that_were_only_written_are_told_from_everything_else() {
        let before = stamps(&[("a", true, 1), ("b", true, 1)], "1");
        let written = stamps(&[("a", true, 1), ("b", true, 2)], "1");
        assert_eq!(before.until(&before), Change::Nothing);
        assert_eq!(
            before.until(&written),
            Change::Written(vec!["b".to_owned()])
        );
        for more in [
            stamps(&[("a", true, 1)], "1"),
            stamps(&[("a", true, 1), ("b", true, 1), ("c", true, 1)], "1"),
            stamps(&[("a", true, 1), ("b", false, 2)], "1"),
            stamps(&[("a", true, 1), ("b", true, 1)], "2"),
        ] {
            assert_eq!(before.until(&more), Change::More);
        }
    }
}
