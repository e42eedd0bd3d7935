//! From what a person types after `--at` to one commit.

use super::error::RepoError;
use git2::{Commit, ErrorClass, ErrorCode, ObjectType, Oid, Repository, Tree, TreeEntry};
use jiff::civil::Date;
use std::path::Path;

/// At most this many names are suggested for an unknown revision.
const SUGGESTIONS: usize = 3;

/// The commit that `rev` names: a day (`YYYY-MM-DD`), or anything that `git rev-parse` takes.
///
/// # Errors
/// When no commit has that name, or the clone does not hold it.
pub fn resolve(
    repository: &Repository,
    rev: &str,
    default_branch: Option<&str>,
) -> Result<Oid, RepoError> {
    if has_no_commit(repository) {
        return Err(RepoError::NoCommit { rev: rev.into() });
    }
    match day(rev) {
        Some(date) => by_day(repository, date?, default_branch),
        None => by_name(repository, rev),
    }
}

/// libgit2's `is_empty` would ask the user's own name of the first branch.
fn has_no_commit(repository: &Repository) -> bool {
    let no_branch = |mut all: git2::References<'_>| all.next().is_none();
    repository.refname_to_id("HEAD").is_err() && repository.references().is_ok_and(no_branch)
}

/// The committer date of a commit as a UTC day.
pub fn date_of(commit: &Commit<'_>) -> Option<Date> {
    let moment = jiff::Timestamp::from_second(commit.time().seconds()).ok()?;
    Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// The files of a commit.
///
/// # Errors
/// When the clone does not hold it.
pub fn tree_of(repository: &Repository, commit: Oid) -> Result<Tree<'_>, RepoError> {
    repository
        .find_commit(commit)
        .and_then(|commit| commit.tree())
        .map_err(RepoError::git("read the files of the revision"))
}

/// What lies at a path of a tree; `None` when nothing does.
///
/// # Errors
/// When the clone does not hold a tree on the way, so that nobody can tell.
pub fn entry_at(tree: &Tree<'_>, path: &str) -> Result<Option<TreeEntry<'static>>, git2::Error> {
    match tree.get_path(Path::new(path)) {
        Ok(entry) => Ok(Some(entry)),
        // That an object is missing has the same code, and another class.
        Err(error) if error.class() == ErrorClass::Tree && error.code() == ErrorCode::NotFound => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Whether the history of this clone ends early; also seen from a linked working tree.
pub fn is_shallow(repository: &Repository) -> bool {
    let list = repository.commondir().join("shallow");
    repository.is_shallow() || list.metadata().is_ok_and(|list| list.len() > 0)
}

/// The day that `rev` names, if it is written as one.
fn day(rev: &str) -> Option<Result<Date, RepoError>> {
    let shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if rev.len() != 10 || !rev.bytes().enumerate().all(shape) {
        return None;
    }
    Some(
        rev.parse()
            .map_err(|_| RepoError::NotADate { rev: rev.into() }),
    )
}

fn by_name(repository: &Repository, rev: &str) -> Result<Oid, RepoError> {
    let object = repository
        .revparse_single(rev)
        .map_err(|error| match error.code() {
            ErrorCode::Ambiguous => RepoError::Ambiguous { rev: rev.into() },
            _ => unknown(repository, rev),
        })?;
    match object.peel_to_commit() {
        Ok(commit) => Ok(commit.id()),
        Err(_) => Err(RepoError::NotACommit {
            rev: rev.into(),
            kind: match object.kind() {
                Some(ObjectType::Blob) => "file".into(),
                Some(ObjectType::Tree) => "folder".into(),
                _ => "tag of no commit".into(),
            },
        }),
    }
}

fn unknown(repository: &Repository, rev: &str) -> RepoError {
    RepoError::UnknownRevision {
        rev: rev.into(),
        near: match is_name(rev) {
            true => near(names(repository), rev),
            false => Vec::new(),
        },
        shallow: is_shallow(repository),
    }
}

/// Whether a revision is written as a name alone, without a step such as `~1` that could be what is wrong.
fn is_name(rev: &str) -> bool {
    !rev.contains(['~', '^', ':', '@', '{'])
}

/// The last first-parent commit of the default branch before the end of that UTC day.
fn by_day(
    repository: &Repository,
    date: Date,
    default_branch: Option<&str>,
) -> Result<Oid, RepoError> {
    let (branch, tip) = branch_tip(repository, default_branch)?;
    let end = date
        .tomorrow()
        .and_then(|next| next.to_zoned(jiff::tz::TimeZone::UTC))
        .map_or(i64::MAX, |midnight| midnight.timestamp().as_second());
    let read = || RepoError::git("walk the history");
    let mut commit = repository.find_commit(tip).map_err(read())?;
    while commit.time().seconds() >= end {
        commit = match commit.parent(0) {
            Ok(parent) => parent,
            Err(error) if commit.parent_count() > 0 && !is_shallow(repository) => {
                return Err(read()(error));
            }
            // A shallow clone names a parent that is not there: its history ends, as a root's does.
            Err(_) => {
                return Err(RepoError::NothingBefore {
                    date,
                    branch,
                    oldest: date_of(&commit),
                    shallow: is_shallow(repository),
                });
            }
        };
    }
    Ok(commit.id())
}

/// The branch that dates speak of, and its tip: as set, else the remote's, else `main`, `master`, `HEAD`.
///
/// # Errors
/// When the branch that is set does not exist; when none is set, when there is none of these with a commit.
pub fn branch_tip(repository: &Repository, set: Option<&str>) -> Result<(String, Oid), RepoError> {
    let tip = |full: String| repository.refname_to_id(&full).ok();
    let local_or_remote = |name: &str| {
        tip(format!("refs/heads/{name}"))
            .or_else(|| tip(format!("refs/remotes/origin/{name}")))
            .map(|id| (name.to_owned(), id))
    };
    if let Some(name) = set {
        return local_or_remote(name).ok_or_else(|| RepoError::NoBranch { name: name.into() });
    }
    tip("refs/remotes/origin/HEAD".into())
        .map(|id| ("origin/HEAD".to_owned(), id))
        .or_else(|| local_or_remote("main"))
        .or_else(|| local_or_remote("master"))
        .or_else(|| tip("HEAD".into()).map(|id| ("HEAD".to_owned(), id)))
        .ok_or(RepoError::NoDefaultBranch)
}

/// Short names of all branches and tags, as a person would type them.
fn names(repository: &Repository) -> Vec<String> {
    let Ok(references) = repository.references() else {
        return Vec::new();
    };
    references
        .flatten()
        .filter_map(|reference| {
            let name = reference.name().ok()?;
            ["refs/heads/", "refs/tags/", "refs/remotes/"]
                .iter()
                .find_map(|kind| name.strip_prefix(kind))
                .map(str::to_owned)
        })
        .collect()
}

/// Those of `names` that are like `wanted`, nearest first.
fn near(names: Vec<String>, wanted: &str) -> Vec<String> {
    let bound = (wanted.chars().count() / 3).max(1);
    let mut near: Vec<(usize, String)> = names
        .into_iter()
        .filter_map(|name| {
            let last = name.rsplit('/').next().unwrap_or(&name);
            let far = distance(&name, wanted).min(distance(last, wanted));
            (far <= bound).then_some((far, name))
        })
        .collect();
    near.sort();
    near.dedup();
    near.truncate(SUGGESTIONS);
    near.into_iter().map(|(_, name)| name).collect()
}

/// How many characters must be added, removed or changed to make one text the other, case aside.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_come_nearest_first() {
        let names = ["stage-1", "stage-2", "main", "origin/stage-1"].map(str::to_owned);
        assert_eq!(
            near(names.to_vec(), "stage1"),
            ["origin/stage-1", "stage-1", "stage-2"]
        );
        assert_eq!(near(vec!["main".into()], "zzz"), Vec::<String>::new());
    }

    #[test]
    fn only_a_whole_day_is_a_day() {
        assert!(day("2026-01").is_none());
        assert!(matches!(
            day("2026-02-30"),
            Some(Err(RepoError::NotADate { .. }))
        ));
        assert!(matches!(day("2026-02-28"), Some(Ok(_))));
    }
}
