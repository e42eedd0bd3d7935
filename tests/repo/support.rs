//! Small worlds: folders and repositories in a temporary place.

use isms::repo::history::{Step, create};
use isms::repo::layout::Layout;
use isms::repo::{At, Repo};
use isms::text::snapshot::{Snapshot, Unreadable};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that vanishes with the test.
pub(crate) struct World {
    folder: TempDir,
}

impl World {
    /// A folder with these files and no git.
    pub(crate) fn plain(files: &[(&str, &str)]) -> Self {
        let world = Self {
            folder: TempDir::new().unwrap(),
        };
        files
            .iter()
            .for_each(|(path, text)| world.write(path, text));
        world
    }

    /// A git repository with one commit of these files.
    pub(crate) fn git(files: &[(&str, &str)]) -> Self {
        Self::steps(&[step("2026-01-10T12:00:00+01:00", files)])
    }

    pub(crate) fn steps(steps: &[Step]) -> Self {
        let world = Self {
            folder: TempDir::new().unwrap(),
        };
        create(world.path(), steps).unwrap();
        world
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    pub(crate) fn git2(&self) -> git2::Repository {
        git2::Repository::open(self.path()).unwrap()
    }

    /// Adds paths to the index, ignored or not, and commits them.
    pub(crate) fn commit(&self, paths: &[&str]) -> git2::Oid {
        let repository = self.git2();
        let mut index = repository.index().unwrap();
        for path in paths {
            index.add_path(Path::new(path)).unwrap();
        }
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let who = git2::Signature::new("T", "t@example.com", &git2::Time::new(1_800_000_000, 0));
        let who = who.unwrap();
        let parent = repository
            .head()
            .ok()
            .map(|head| head.peel_to_commit().unwrap());
        let parents: Vec<_> = parent.iter().collect();
        repository
            .commit(Some("HEAD"), &who, &who, "more\n", &tree, &parents)
            .unwrap()
    }

    pub(crate) fn open(&self) -> Repo {
        Repo::open(self.path(), None).unwrap()
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.open().snapshot(&Layout::default()).unwrap()
    }

    pub(crate) fn at(&self, rev: &str) -> Snapshot {
        let repo = Repo::open(self.path(), Some(At::from(rev))).unwrap();
        repo.snapshot(&Layout::default()).unwrap()
    }

    pub(crate) fn error_at(&self, rev: &str) -> String {
        Repo::open(self.path(), Some(At::from(rev)))
            .unwrap_err()
            .to_string()
    }

    /// Asserts that the working tree gives exactly what its commit gives.
    pub(crate) fn assert_clean(&self) -> Snapshot {
        let (here, there) = (self.snapshot(), self.at("HEAD"));
        assert_eq!(seen(&here), seen(&there));
        assert!(!self.open().dirty(&here).unwrap());
        here
    }
}

pub(crate) fn step(when: &str, files: &[(&str, &str)]) -> Step {
    Step {
        author_name: "Jane Doe".into(),
        author_email: "jane@example.com".into(),
        when: when.parse().unwrap(),
        message: format!("State of {when}"),
        changes: files
            .iter()
            .map(|(path, text)| ((*path).into(), Some(text.as_bytes().to_vec())))
            .collect(),
        tag: None,
    }
}

/// The whole snapshot as text.
pub(crate) fn seen(snapshot: &Snapshot) -> String {
    let text = |file: &isms::text::source::SourceFile| format!("{}={:?}", file.path, file.text);
    let entries: Vec<String> = snapshot
        .entries
        .iter()
        .map(|entry| match &entry.source {
            Ok(file) => text(file),
            Err(why) => format!("{}!{why}", entry.path),
        })
        .collect();
    let templates: Vec<String> = snapshot.templates.values().map(|file| text(file)).collect();
    let settings = snapshot.settings.as_deref().map(text);
    format!(
        "{settings:?}\n{entries:#?}\n{:#?}\n{templates:?}\n{:?}\n{}\n{}",
        snapshot.others,
        snapshot.revision,
        snapshot.prefix,
        snapshot.root.display()
    )
}

pub(crate) fn paths(snapshot: &Snapshot) -> Vec<&str> {
    snapshot.entries.iter().map(|entry| &*entry.path).collect()
}

/// Why the entry at `path` cannot be read.
pub(crate) fn why(snapshot: &Snapshot, path: &str) -> Unreadable {
    let entry = snapshot.entries.iter().find(|entry| &*entry.path == path);
    entry
        .unwrap_or_else(|| panic!("no entry {path} in {:?}", paths(snapshot)))
        .source
        .as_ref()
        .unwrap_err()
        .clone()
}

pub(crate) fn is_root() -> bool {
    // Permission bits do not hold root back: a file of mode 0 shows it.
    let file = tempfile::NamedTempFile::new().unwrap();
    set_mode(file.path(), 0);
    std::fs::File::open(file.path()).is_ok()
}

#[cfg(unix)]
pub(crate) fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
pub(crate) fn set_mode(_: &Path, _: u32) {}
