//! Writing files: whole or not at all, and never outside the root.
#![allow(clippy::disallowed_methods, reason = "this file writes the world")]

use super::path::{Fault, Node, is_git_folder, join, normal, resolve};
use super::state::State;
use super::worktree::Worktree;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Why a file was not written; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// It would lie outside the root.
    #[error("cannot write `{path}`: it leads {leads}; only files inside `{root}` are written")]
    Outside {
        /// The path as given.
        path: String,
        /// Where it leads.
        leads: &'static str,
        /// The root.
        root: PathBuf,
    },
    /// There is something already.
    #[error("`{path}` exists already and is left as it is")]
    Exists {
        /// The path as given.
        path: String,
    },
    /// There is something that is no file.
    #[error("cannot write `{path}`: {what} stands there")]
    InTheWay {
        /// The path as given.
        path: String,
        /// What.
        what: &'static str,
    },
    /// It is not any more what was read.
    #[error("`{path}` has changed since it was read, so it is left as it is; try again")]
    Changed {
        /// The path as given.
        path: String,
    },
    /// It is a symbolic link, or lies behind one.
    #[error("`{path}` is a symbolic link, or lies behind one")]
    Linked {
        /// The path as given.
        path: String,
    },
    /// Nobody may write it.
    #[error("`{path}` is read-only")]
    ReadOnly {
        /// The path as given.
        path: String,
    },
    /// The operating system refused.
    #[error("cannot {act} `{path}`: {why}")]
    Refused {
        /// What was attempted, as in "write".
        act: &'static str,
        /// The path as given.
        path: String,
        /// What it said.
        why: io::Error,
    },
}

impl WriteError {
    /// Turns what the operating system said into ours, naming what was attempted.
    fn refused(act: &'static str, path: &str) -> impl Fn(io::Error) -> Self + Copy {
        move |why| Self::Refused {
            act,
            path: path.into(),
            why,
        }
    }
}

/// Adds bytes at the end of a file, which is made if it is not there.
///
/// # Errors
/// When the file cannot be opened or written.
pub fn append(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path)?;
    io::Write::write_all(&mut file, bytes)
}

/// Writes `bytes` to `path`, replacing what is there: readers see the old file or the new one. The
/// folder must exist. A link at `path` is replaced, not followed.
///
/// # Errors
/// When the folder takes no new file or the disk is full; what is there stays as it is then.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let file = prepare(path, &mut |file| file.write_all(bytes))?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_folder(path);
    Ok(())
}

/// Writes `relative` below `root` as [`write_within`] does, replacing what is there, but does not wait for
/// the disk: for what can be made again at any time. Readers see the old file or the new one; only a loss
/// of power may leave an empty one, which the next run finds to differ and writes anew.
///
/// # Errors
/// As [`write_within`].
pub fn write_derived(root: &Path, relative: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let refused = WriteError::refused("write", relative);
    let (target, _) = place(root, relative)?;
    let path = root.join(target);
    let write = || prepare(&path, &mut |file| file.write_all(bytes));
    let file = match write() {
        // Most of many files lie in folders that are there.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
            folder.and_then(|()| write())
        }
        written => written,
    };
    let kept = file.map_err(refused)?.persist(&path);
    kept.map(drop).map_err(|error| refused(error.error))
}

/// A file that is written piece by piece, and stands in its place only when it is whole.
#[derive(Debug)]
pub struct Begun {
    file: tempfile::NamedTempFile,
    path: PathBuf,
}

/// Begins a file at `path`, in a temporary one beside it. The folder must exist.
///
/// # Errors
/// When nothing can be written there.
pub fn begin(path: &Path) -> io::Result<Begun> {
    Ok(Begun {
        file: temporary(path)?,
        path: path.to_owned(),
    })
}

impl Begun {
    /// What was written so far, to write on or to read.
    pub fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Puts the file in its place; unless `overwrite`, nothing that stands there is replaced.
    ///
    /// # Errors
    /// When something stands there, or the disk refuses.
    pub fn settle(self, overwrite: bool) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        let settled = match overwrite {
            true => self.file.persist(&self.path),
            false => self.file.persist_noclobber(&self.path),
        };
        settled.map_err(|error| error.error)?;
        sync_folder(&self.path);
        Ok(())
    }
}

/// Writes `bytes` to a file that a person named, as [`write_atomic`]. What is there and is no regular file,
/// such as a pipe or `/dev/null`, is written into, never replaced.
///
/// # Errors
/// As [`write_atomic`].
pub fn write_named(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(facts) if !facts.is_file() => {
            let mut sink = File::options().write(true).open(path)?;
            sink.write_all(bytes)
        }
        _ => write_atomic(path, bytes),
    }
}

/// Writes `relative` below `root`, making its folders; links inside the root are followed, none leads
/// out. Unless `overwrite`, an existing file is left and named. Returns where the file lies.
///
/// # Errors
/// When the path leads out, the file is there already, or it cannot be written.
pub fn write_within(
    root: &Path,
    relative: &str,
    bytes: &[u8],
    overwrite: bool,
) -> Result<PathBuf, WriteError> {
    copy_within(root, relative, overwrite, &mut |file| file.write_all(bytes))
}

/// As [`write_within`], for what is too large to be held at once: the file is filled a piece at a time, and
/// nobody sees it before it is whole.
///
/// # Errors
/// As [`write_within`], and what `fill` fails with.
pub fn copy_within(
    root: &Path,
    relative: &str,
    overwrite: bool,
    fill: &mut dyn FnMut(&mut File) -> io::Result<()>,
) -> Result<PathBuf, WriteError> {
    let refused = WriteError::refused("write", relative);
    let exists_already = || WriteError::Exists {
        path: relative.into(),
    };
    let (target, exists) = place(root, relative)?;
    if exists && !overwrite {
        return Err(exists_already());
    }
    let path = root.join(target);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(refused)?;
    }
    let file = prepare(&path, fill).map_err(refused)?;
    file.as_file().sync_all().map_err(refused)?;
    let kept = match overwrite {
        true => file.persist(&path),
        false => file.persist_noclobber(&path),
    };
    match kept {
        Ok(_) => sync_folder(&path),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(exists_already());
        }
        Err(error) => return Err(refused(error.error)),
    }
    Ok(path)
}

/// Replaces `before` by `after` in a file below `root`, unless something else stands there by now; links
/// inside the root are followed, none leads out.
///
/// # Errors
/// When the path leads out, something else stands there by now, or it cannot be written.
pub fn replace_within(
    root: &Path,
    relative: &str,
    before: &[u8],
    after: &[u8],
) -> Result<(), WriteError> {
    let path = unchanged(root, relative, before)?;
    write_atomic(&path, after).map_err(WriteError::refused("write", relative))
}

/// Where a file lies that still holds `before`.
fn unchanged(root: &Path, relative: &str, before: &[u8]) -> Result<PathBuf, WriteError> {
    let (target, exists) = place(root, relative)?;
    let path = root.join(target);
    let read = || std::fs::read(&path).map_err(WriteError::refused("read", relative));
    match exists && read()? == before {
        true => Ok(path),
        false => Err(WriteError::Changed {
            path: relative.into(),
        }),
    }
}

/// As [`replace_within`], and gives the file another name, where nothing may stand yet. Readers see the file
/// under at least one of its names.
///
/// # Errors
/// As [`replace_within`], and when the new name is taken.
pub fn move_within(
    root: &Path,
    from: &str,
    to: &str,
    before: &[u8],
    after: &[u8],
) -> Result<(), WriteError> {
    let refused = WriteError::refused("move", from);
    let old = unchanged(root, from, before)?;
    let mode = std::fs::metadata(&old).map_err(refused)?.permissions();
    let new = write_within(root, to, after, false)?;
    let settled = std::fs::set_permissions(&new, mode).and_then(|()| std::fs::remove_file(old));
    settled.map_err(|why| {
        // One of the two is enough, and the old one is what was there.
        let _ = std::fs::remove_file(&new);
        refused(why)
    })
}

/// Like [`replace_within`], for many files that a person has not looked at one by one: a file behind a
/// symbolic link and one that is read-only are left too.
///
/// # Errors
/// As [`replace_within`], and for a file behind a link or one that is read-only.
pub fn replace_plain(
    root: &Path,
    relative: &str,
    before: &[u8],
    after: &[u8],
) -> Result<(), WriteError> {
    match held_back(root, relative) {
        Some(error) => Err(error),
        None => replace_within(root, relative, before, after),
    }
}

/// Why [`replace_plain`] would leave a file, if that can be told beforehand.
pub fn held_back(root: &Path, relative: &str) -> Option<WriteError> {
    let path = || relative.to_owned();
    let is_link = |path: &Path| {
        let facts = root.join(path).symlink_metadata();
        facts.is_ok_and(|facts| facts.is_symlink())
    };
    let around = Path::new(relative).ancestors();
    let mut around = around.filter(|path| !path.as_os_str().is_empty());
    if around.any(is_link) {
        return Some(WriteError::Linked { path: path() });
    }
    let facts = std::fs::metadata(root.join(relative));
    let read_only = facts.is_ok_and(|facts| facts.permissions().readonly());
    read_only.then(|| WriteError::ReadOnly { path: path() })
}

/// Removes a file below `root`, and its folder when that is empty then. A file behind a symbolic link is left,
/// and one that is not there is no error.
///
/// # Errors
/// When the path leads out, or the file is read-only or cannot be removed.
pub fn remove_within(root: &Path, relative: &str) -> Result<(), WriteError> {
    let refused = WriteError::refused("remove", relative);
    match held_back(root, relative) {
        Some(WriteError::Linked { .. }) => return Ok(()),
        Some(error) => return Err(error),
        None => {}
    }
    let (target, exists) = place(root, relative)?;
    if !exists {
        return Ok(());
    }
    let path = root.join(target);
    std::fs::remove_file(&path).map_err(refused)?;
    if let Some(folder) = path.parent().filter(|folder| *folder != root) {
        // It stays when something else is in it.
        let _ = std::fs::remove_dir(folder);
    }
    Ok(())
}

/// Whether a file stands where [`write_within`] would write, or why nothing can be written there.
///
/// # Errors
/// When the path leads out, or something that is no file stands there.
pub fn stands_within(root: &Path, relative: &str) -> Result<bool, WriteError> {
    place(root, relative).map(|(_, exists)| exists)
}

/// Where `relative` lies below the root once links are followed, and whether a file is there.
fn place(root: &Path, relative: &str) -> Result<(String, bool), WriteError> {
    let outside = |fault: Fault| WriteError::Outside {
        path: relative.into(),
        leads: fault.leads(),
        root: root.into(),
    };
    let wanted = normal(relative).map_err(outside)?;
    let in_the_way = |what| WriteError::InTheWay {
        path: relative.into(),
        what,
    };
    if wanted.split('/').any(is_git_folder) {
        return Err(in_the_way("git's own folder"));
    }
    let disk = Worktree {
        top: root.into(),
        prefix: String::new(),
        git: None,
    };
    let mut folder = String::new();
    let mut rest = wanted.split('/').peekable();
    while let Some(part) = rest.next() {
        let next = join(&folder, part);
        let found = resolve(&next, &|path| disk.node(path)).map_err(outside)?;
        match (&found.node, rest.peek()) {
            (Node::Folder, Some(_)) => folder = found.path,
            (Node::Folder, None) => return Err(in_the_way("a folder")),
            (Node::File, None) => return Ok((found.path, true)),
            (Node::Missing, _) if !found.linked() => {
                let below: Vec<&str> = rest.collect();
                return Ok((
                    if below.is_empty() {
                        next
                    } else {
                        join(&next, &below.join("/"))
                    },
                    false,
                ));
            }
            (Node::Missing, _) => return Err(in_the_way("a symbolic link that leads nowhere")),
            (Node::File, Some(_)) => return Err(in_the_way("a file where a folder should be")),
            _ => return Err(in_the_way("something that is not a file")),
        }
    }
    Err(in_the_way("a folder"))
}

/// What fills it in a temporary file beside `path`, with the mode that `path` has or a new file would get;
/// not yet safe on disk.
fn prepare(
    path: &Path,
    fill: &mut dyn FnMut(&mut File) -> io::Result<()>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut file = temporary(path)?;
    fill(file.as_file_mut())?;
    if let Ok(facts) = path.symlink_metadata()
        && facts.is_file()
    {
        file.as_file().set_permissions(facts.permissions())?;
    }
    Ok(file)
}

/// An empty temporary file beside `path`, with the mode that a new file would get.
fn temporary(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".isms-");
    #[cfg(unix)]
    let mode: std::fs::Permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(mode);
    builder.tempfile_in(folder)
}

/// Makes the rename itself durable where the system can; the file is whole either way.
fn sync_folder(path: &Path) {
    if cfg!(unix)
        && let Some(folder) = path.parent()
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}
