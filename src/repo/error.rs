//! What can go wrong between us and a repository, each as the sentence that the user reads.

use crate::text::snapshot::Unreadable;
use std::path::PathBuf;

/// Why a repository, or the wanted state of it, cannot be had. `Display` is one message for people.
#[derive(Debug, thiserror::Error)]
pub enum RepoError {
    /// The folder to start from is not there.
    #[error("cannot open the folder `{path}`: {why}")]
    Start {
        /// The folder that was named.
        path: PathBuf,
        /// What the operating system said.
        why: std::io::Error,
    },
    /// No `isms.toml` upward.
    #[error(
        "no isms.toml in {looked}; `-C DIR` names another folder, and `isms demo` shows a whole example"
    )]
    NoSettings {
        /// The folders looked in, as people read them.
        looked: String,
    },
    /// No `isms.toml` in that revision.
    #[error(
        "revision `{rev}` has no isms.toml in {looked}; name a revision in which the ISMS exists, or its folder with `-C DIR`"
    )]
    NoSettingsAt {
        /// The revision as typed.
        rev: String,
        /// The folders looked in, as people read them.
        looked: String,
    },
    /// A bare repository with several roots, and no folder to choose by.
    #[error(
        "revision `{rev}` has several isms.toml ({found}); a bare repository cannot say which is meant: clone it and use `-C DIR`"
    )]
    SeveralSettings {
        /// The revision as typed.
        rev: String,
        /// Their paths.
        found: String,
    },
    /// `isms.toml` is there but is no text.
    #[error("cannot read `{path}`, which has to be text in UTF-8: {why}")]
    Settings {
        /// Path of the settings.
        path: String,
        /// Why it is no text.
        why: Unreadable,
    },
    /// A revision without git.
    #[error("revision `{rev}` needs git: {reason}")]
    NoGit {
        /// The revision as typed.
        rev: String,
        /// Why git cannot help, with the way out if there is one.
        reason: String,
    },
    /// A bare repository without `--at`.
    #[error(
        "`{path}` is a bare git repository without a working tree; name a revision, e.g. `--at HEAD`, or for a comparison both sides, e.g. `isms diff BASE HEAD`"
    )]
    Bare {
        /// The repository.
        path: PathBuf,
    },
    /// The repository belongs to somebody else.
    #[error("{}", owner_message(.path))]
    Owner {
        /// The folder that git must be told to trust.
        path: String,
    },
    /// A revision in a repository without commits.
    #[error(
        "revision `{rev}` found no commit: the git repository is empty; commit the files first, or name no revision to read the working tree"
    )]
    NoCommit {
        /// The revision as typed.
        rev: String,
    },
    /// No such revision.
    #[error("unknown revision `{rev}`{}", near_message(.near, *.shallow))]
    UnknownRevision {
        /// The revision as typed.
        rev: String,
        /// Names that are like it, nearest first.
        near: Vec<String>,
        /// The clone is shallow, so it may exist elsewhere.
        shallow: bool,
    },
    /// A short id that several objects share.
    #[error(
        "revision `{rev}` is ambiguous: several objects begin like this; write more digits of the commit id"
    )]
    Ambiguous {
        /// The revision as typed.
        rev: String,
    },
    /// It names an object that leads to no commit.
    #[error(
        "revision `{rev}` names a {kind}, not a commit; name a commit, a branch, a tag or a date"
    )]
    NotACommit {
        /// The revision as typed.
        rev: String,
        /// What it is.
        kind: String,
    },
    /// Looks like a date, is none.
    #[error(
        "revision `{rev}` is not a day of the calendar; name a day that there is, as YYYY-MM-DD, or a commit, a branch or a tag"
    )]
    NotADate {
        /// The revision as typed.
        rev: String,
    },
    /// A date before all commits.
    #[error("no commit of `{branch}` was made by the end of {date} (UTC); {}", oldest_message(*.oldest, *.shallow))]
    NothingBefore {
        /// The day asked for.
        date: jiff::civil::Date,
        /// The branch that was walked.
        branch: String,
        /// The day of the oldest commit seen.
        oldest: Option<jiff::civil::Date>,
        /// The clone is shallow.
        shallow: bool,
    },
    /// The default branch of the settings does not exist.
    #[error(
        "the default branch `{name}` (isms.toml, [git] default_branch) does not exist here, neither as a branch nor below origin/; fetch it, or correct the setting"
    )]
    NoBranch {
        /// Its name.
        name: String,
    },
    /// Nothing says which branch is the default one.
    #[error(
        "no default branch is known here (neither origin/HEAD nor main nor master): name the base, as in `isms diff origin/develop` or `isms check --changed=origin/develop`, set `default_branch` below [git] in isms.toml, or fetch it, as in `git fetch origin main:refs/remotes/origin/main`"
    )]
    NoDefaultBranch,
    /// An entry of `documents` that cannot be used.
    #[error("`documents` in isms.toml holds `{entry}`: {why}")]
    Documents {
        /// The entry.
        entry: String,
        /// What is wrong with it.
        why: String,
    },
    /// More files than any ISMS has; a tree of a few bytes can name billions.
    #[error(
        "more than {limit} files below the root; isms reads at most that many: move the root deeper, or let .gitignore leave out what is generated"
    )]
    TooMany {
        /// The bound.
        limit: usize,
    },
    /// A bare repository whose settings lie somewhere below the top of a revision that is too big to be searched.
    #[error(
        "no isms.toml lies at the top of the revision, and among more than {limit} files and folders isms looks for none; clone the repository, and run isms in the folder of its isms.toml"
    )]
    TooManyToSearch {
        /// The bound.
        limit: usize,
    },
    /// Anything else that git says.
    #[error("cannot {act}: {message}")]
    Git {
        /// What was attempted.
        act: String,
        /// What libgit2 said.
        message: String,
    },
}

impl RepoError {
    /// Turns an error of libgit2 into ours, naming what was attempted.
    pub fn git(act: &str) -> impl FnOnce(git2::Error) -> Self {
        move |error| Self::Git {
            act: act.to_owned(),
            message: error.message().to_owned(),
        }
    }
}

/// The reason and the exact command, also used where the owner is no obstacle but worth saying.
pub fn owner_message(path: &str) -> String {
    format!(
        "the git repository `{path}` is owned by another user, and git refuses to read it; \
         if you trust it, run `git config --global --add safe.directory {}`",
        shell_word(path)
    )
}

/// `text` as one word of a shell, quoted only when it must be.
fn shell_word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%,=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn near_message(near: &[String], shallow: bool) -> String {
    let mut text = match near {
        [] => String::from("; `git branch -a` and `git tag` list the names"),
        names => format!("; did you mean `{}`?", names.join("`, `")),
    };
    if shallow {
        text.push_str(
            " (the clone is shallow: `git fetch --unshallow --tags` brings what is missing)",
        );
    }
    text
}

fn oldest_message(oldest: Option<jiff::civil::Date>, shallow: bool) -> String {
    match (oldest, shallow) {
        (_, true) => "the clone is shallow: `git fetch --unshallow` brings older commits".into(),
        (Some(day), false) => format!("its first commit is of {day}"),
        (None, false) => "it has no commits".into(),
    }
}
