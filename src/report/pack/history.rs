//! The history as a table: one row a commit on the way of first parents.

use crate::text::commit::Commit;
use serde::Serialize;

/// More rows are not written; the oldest are left out, which is said.
pub const MOST: usize = 10_000;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its full id.
    pub commit: String,
    /// Committer date as a UTC day.
    pub date: String,
    /// Who wrote it; their address when they gave no name.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

/// The rows, newest first.
pub fn rows(commits: &[Commit]) -> Vec<Row> {
    commits.iter().take(MOST).map(row).collect()
}

fn row(commit: &Commit) -> Row {
    let author = &commit.author;
    let named = [&author.name, &author.email];
    let name = named.into_iter().find(|name| !name.trim().is_empty());
    Row {
        commit: commit.id.clone(),
        date: commit.date.to_string(),
        author: name.cloned().unwrap_or_else(|| "no name".to_owned()),
        subject: commit.subject().to_owned(),
    }
}
