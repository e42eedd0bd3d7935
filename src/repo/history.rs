//! Makes a git repository out of given steps; the same steps give the same commit ids everywhere.

use super::path::normal;
use git2::build::CheckoutBuilder;
use git2::{Index, IndexEntry, IndexTime, Oid, Repository, RepositoryInitOptions, Signature, Time};
use std::path::Path;

/// A moment with the offset at which a person lived it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
}

impl std::str::FromStr for When {
    type Err = String;

    /// Reads RFC 3339, e.g. `2026-01-31T09:30:00+01:00`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = |_| format!("`{text}` is not a moment; write one like 2026-01-31T09:30:00+01:00");
        let moment: jiff::Timestamp = text.parse().map_err(bad)?;
        let offset = jiff::fmt::temporal::Pieces::parse(text)
            .map_err(bad)?
            .to_numeric_offset();
        Ok(Self {
            seconds: moment.as_second(),
            offset_minutes: offset.map_or(0, |offset| offset.seconds() / 60),
        })
    }
}

/// One commit.
#[derive(Debug, Clone)]
pub struct Step {
    /// Author and committer.
    pub author_name: String,
    /// Their address.
    pub author_email: String,
    /// When both dates say it was made.
    pub when: When,
    /// The message; a line end is added.
    pub message: String,
    /// Paths with `/`, and their new content, against the commit before (of a merge: its first
    /// parent); `None` deletes.
    pub changes: Vec<(String, Option<Vec<u8>>)>,
    /// Name and message of an annotated tag on this commit, by the same person at the same time.
    pub tag: Option<(String, String)>,
}

/// Commits that branch and merge.
#[derive(Debug, Clone)]
pub struct Graph {
    /// Each with the places in this list of the commits that it follows, all of them before it.
    pub commits: Vec<(Step, Vec<usize>)>,
    /// Names, and the place of the commit on which each stands; the first is checked out.
    pub branches: Vec<(String, usize)>,
}

impl Graph {
    /// One line of commits, named `main`.
    fn line(steps: &[Step]) -> Self {
        let parent = |at: usize| at.checked_sub(1).into_iter().collect();
        let commits = steps.iter().enumerate();
        let last = steps.len().checked_sub(1);
        Self {
            commits: commits
                .map(|(at, step)| (step.clone(), parent(at)))
                .collect(),
            branches: last
                .map(|last| ("main".to_owned(), last))
                .into_iter()
                .collect(),
        }
    }
}

/// Why the history could not be made.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// There is one already.
    #[error("`{0}` is a git repository already; its history is left as it is")]
    Exists(std::path::PathBuf),
    /// A path of a step that cannot be in a repository.
    #[error("step {step} names the path `{path}`, which leads out of the repository or nowhere")]
    Path {
        /// Number of the step, from 1.
        step: usize,
        /// The path.
        path: String,
    },
    /// A commit or branch that follows one that is not there before it.
    #[error("step {0} of the history, or a branch, stands on a step that is not before it")]
    Order(usize),
    /// What libgit2 said.
    #[error("cannot make the git history: {}", .0.message())]
    Git(#[from] git2::Error),
}

/// Makes a repository with the branch `main` in `dir`, one commit a step, and checks the last one
/// out. Returns the ids of the commits. Nothing of the user's git settings has a part in it.
///
/// # Errors
/// When a step cannot be written, or the folder is no place for a repository.
pub fn create(dir: &Path, steps: &[Step]) -> Result<Vec<Oid>, HistoryError> {
    create_graph(dir, &Graph::line(steps))
}

/// Makes a repository in `dir` out of commits that branch and merge, and checks the first branch out.
/// Returns the ids of the commits in their order.
///
/// # Errors
/// As [`create`].
pub fn create_graph(dir: &Path, graph: &Graph) -> Result<Vec<Oid>, HistoryError> {
    let head = graph.branches.first().map_or("main", |(name, _)| name);
    let repository = begin(dir, head)?;
    let mut index = Index::new()?;
    let mut commits: Vec<Oid> = Vec::new();
    for (number, (step, follows)) in (1..).zip(&graph.commits) {
        let parents = follows.iter().map(|at| commits.get(*at).copied());
        let parents: Option<Vec<Oid>> = parents.collect();
        let parents = parents.ok_or(HistoryError::Order(number))?;
        if parents.first() != commits.last() {
            turn(&repository, &mut index, parents.first().copied())?;
        }
        stage(&repository, &mut index, number, step)?;
        commits.push(commit(&repository, &mut index, &parents, step)?);
    }
    for (name, at) in &graph.branches {
        let last = *commits.get(*at).ok_or(HistoryError::Order(at + 1))?;
        repository.reference(&format!("refs/heads/{name}"), last, true, "history")?;
    }
    if !graph.branches.is_empty() {
        let mut checkout = CheckoutBuilder::new();
        repository.checkout_head(Some(checkout.force().disable_filters(true)))?;
    }
    Ok(commits)
}

/// An empty repository.
fn begin(dir: &Path, head: &str) -> Result<Repository, HistoryError> {
    if dir.join(".git").symlink_metadata().is_ok() {
        return Err(HistoryError::Exists(dir.into()));
    }
    let mut options = RepositoryInitOptions::new();
    options
        .external_template(false)
        .initial_head(head)
        .no_reinit(true);
    let repository = Repository::init_opts(dir, &options)?;
    // Without this a user's own `autocrlf` would show the fresh checkout as changed.
    repository.config()?.set_str("core.autocrlf", "false")?;
    Ok(repository)
}

/// Makes the index that of another commit, or empty.
fn turn(repository: &Repository, index: &mut Index, to: Option<Oid>) -> Result<(), git2::Error> {
    match to {
        Some(id) => index.read_tree(&repository.find_commit(id)?.tree()?),
        None => index.clear(),
    }
}

fn stage(
    repository: &Repository,
    index: &mut Index,
    number: usize,
    step: &Step,
) -> Result<(), HistoryError> {
    for (path, content) in &step.changes {
        let clean = normal(path).ok().filter(|path| !path.is_empty());
        let Some(clean) = clean else {
            return Err(HistoryError::Path {
                step: number,
                path: path.clone(),
            });
        };
        match content {
            Some(bytes) => index.add(&file(clean, repository.blob(bytes)?, bytes.len()))?,
            None => index.remove(Path::new(&clean), 0)?,
        }
    }
    Ok(())
}

/// An index entry of an ordinary file.
fn file(path: String, id: Oid, size: usize) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: u32::try_from(size).unwrap_or(u32::MAX),
        id,
        flags: 0,
        flags_extended: 0,
        path: path.into_bytes(),
    }
}

fn commit(
    repository: &Repository,
    index: &mut Index,
    parents: &[Oid],
    step: &Step,
) -> Result<Oid, git2::Error> {
    let time = Time::new(step.when.seconds, step.when.offset_minutes);
    let who = Signature::new(&step.author_name, &step.author_email, &time)?;
    let tree = repository.find_tree(index.write_tree_to(repository)?)?;
    let parents = parents.iter().map(|id| repository.find_commit(*id));
    let parents = parents.collect::<Result<Vec<_>, _>>()?;
    let parents: Vec<_> = parents.iter().collect();
    let message = line(&step.message);
    let id = repository.commit(None, &who, &who, &message, &tree, &parents)?;
    if let Some((name, message)) = &step.tag {
        let target = repository.find_object(id, None)?;
        repository.tag(name, &target, &who, &line(message), false)?;
    }
    Ok(id)
}

/// A message as git keeps it: with one line end.
fn line(message: &str) -> String {
    format!("{}\n", message.trim_end())
}
