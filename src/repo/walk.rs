//! One walk over the folders on disk, past what git ignores and what belongs to other repositories.
#![allow(
    clippy::disallowed_methods,
    reason = "this file lists the working tree"
)]

use super::error::RepoError;
use super::ignored::Ignored;
use super::path::{is_git_folder, join};
use super::state::{Found, Kind, MAX_FILES};
use std::borrow::Cow;
use std::fs::{DirEntry, FileType};
use std::path::Path;

/// Everything below `prefix` (relative to `top`, git's root) that no `.gitignore` leaves out, with
/// paths relative to `prefix`.
///
/// # Errors
/// When there are too many files. A folder that cannot be listed is found as closed.
pub fn walk(
    top: &Path,
    prefix: &str,
    is_module: &dyn Fn(&str) -> bool,
) -> Result<Vec<Found>, RepoError> {
    let mut walk = Walk {
        top,
        prefix,
        is_module,
        found: Vec::new(),
    };
    let rules = Ignored::down_to(top, prefix);
    let mut ahead: Vec<_> = rules
        .map(|rules| (String::new(), rules))
        .into_iter()
        .collect();
    while let Some((folder, rules)) = ahead.pop() {
        walk.folder(&folder, &rules, &mut ahead);
        if walk.found.len() > MAX_FILES {
            return Err(RepoError::TooMany { limit: MAX_FILES });
        }
    }
    Ok(walk.found)
}

/// One walk over the folders on disk.
struct Walk<'a> {
    top: &'a Path,
    prefix: &'a str,
    is_module: &'a dyn Fn(&str) -> bool,
    found: Vec<Found>,
}

impl Walk<'_> {
    /// Takes in one folder; folders in it go to `ahead`.
    fn folder(&mut self, folder: &str, rules: &Ignored, ahead: &mut Vec<(String, Ignored)>) {
        let entries = match std::fs::read_dir(self.top.join(self.prefix).join(folder)) {
            Ok(entries) => entries,
            Err(error) => {
                self.add(folder.to_owned(), true, Kind::Closed(error.to_string()));
                return;
            }
        };
        for entry in entries.flatten() {
            self.entry(folder, rules, &entry, ahead);
        }
    }

    fn entry(
        &mut self,
        folder: &str,
        rules: &Ignored,
        entry: &DirEntry,
        ahead: &mut Vec<(String, Ignored)>,
    ) {
        let Ok(kind) = entry.file_type() else {
            return;
        };
        let name = entry.file_name();
        let utf8 = name.to_str().is_some();
        let name = name.to_string_lossy();
        if is_git_folder(&name) {
            return;
        }
        let path = join(folder, &name);
        let from_top = match self.prefix {
            "" => Cow::Borrowed(path.as_str()),
            prefix => Cow::Owned(join(prefix, &path)),
        };
        if rules.covers(&from_top, kind.is_dir()) {
            return;
        }
        if !kind.is_dir() {
            self.add(path, utf8, kind_of(kind));
        } else if !utf8 {
            self.add_unnamed(&entry.path(), &path);
        } else if (self.is_module)(&path) {
            self.add(path, true, Kind::Module);
        } else {
            let inner = rules.enter(self.top, &from_top);
            drop(from_top);
            ahead.push((path, inner));
        }
    }

    /// Names the files in a folder whose own name is not UTF-8; nothing in it can be asked for.
    fn add_unnamed(&mut self, place: &Path, path: &str) {
        let mut folders = vec![(place.to_owned(), path.to_owned())];
        while let Some((place, path)) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(&place) else {
                continue;
            };
            for entry in entries.flatten() {
                let inner = join(&path, &entry.file_name().to_string_lossy());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => folders.push((entry.path(), inner)),
                    Ok(kind) => self.add(inner, false, kind_of(kind)),
                    Err(_) => {}
                }
            }
        }
    }

    fn add(&mut self, path: String, utf8: bool, kind: Kind) {
        self.found.push(Found { path, utf8, kind });
    }
}

/// What a directory says of something in it that is no folder.
pub fn kind_of(kind: FileType) -> Kind {
    if kind.is_symlink() {
        Kind::Link
    } else if kind.is_file() {
        Kind::File
    } else {
        Kind::Special
    }
}
