//! `--changed`: which findings are in what a branch changed, or are there because of it.

use super::session::Session;
use super::sides::is_before_isms;
use super::view::View;
use crate::analysis::findings::Findings;
use crate::analysis::pipeline::Bench;
use crate::repo::commits::Past;
use crate::report::diff::findings::apart;
use crate::report::diff::pairs::Pairs;
use crate::text::commit::short;
use crate::text::diagnostic::{Diagnostic, Stage};
use crate::text::snapshot::{Entry, Snapshot};
use crate::text::source::Span;
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::sync::Arc;

/// What was asked for beside the base.
pub struct Asked<'a> {
    /// The base as it was typed; without one it is where the branch left the default branch.
    pub base: Option<&'a str>,
    /// The stage, when it was named.
    pub stage: Option<Stage>,
    /// What the head was judged by.
    pub bench: &'a Bench<'a>,
}

/// What changed since a base.
pub struct Changed {
    files: HashSet<Arc<str>>,
    new: HashSet<(&'static str, Arc<str>, Span, String)>,
    /// The base, for people: its first digits, and how it was chosen.
    pub since: String,
}

impl Changed {
    /// Whether a finding is in a file that changed, points into one, or was not there before.
    pub fn holds(&self, finding: &Diagnostic) -> bool {
        self.touches(finding) || self.new.contains(&print(finding))
    }

    fn touches(&self, finding: &Diagnostic) -> bool {
        let mut labels = finding.related.iter();
        self.files.contains(&finding.path) || labels.any(|label| self.files.contains(&label.path))
    }
}

/// Finds out what changed: the files, and what was not found at the base by the same rules on the same
/// day.
///
/// # Errors
/// When there is no commit to compare with, or the base cannot be read.
pub fn changed(session: &Session, findings: &Findings, asked: &Asked<'_>) -> Result<Changed> {
    let past = session
        .past()
        .context("`--changed` compares with a commit; without one name the PATHS to report")?;
    let (commit, since) = base(session, &past, asked.base)?;
    let mut changed = Changed {
        files: HashSet::new(),
        new: HashSet::new(),
        since,
    };
    let before = match session.at(&commit) {
        Ok(before) => before,
        // Without settings there was no ISMS, so that all of it is new.
        Err(error) if is_before_isms(&error) => {
            let paths = session.snapshot.entries.iter();
            changed.files = paths.map(|entry| Arc::clone(&entry.path)).collect();
            changed.new = findings.diagnostics.iter().map(print).collect();
            return Ok(changed);
        }
        Err(error) => {
            let way = "name another one with `--changed=BASE`";
            return Err(error.context(format!("cannot compare with {}; {way}", changed.since)));
        }
    };
    changed.files = files(&before.snapshot, &session.snapshot);
    if !findings.diagnostics.iter().all(|it| changed.touches(it)) {
        let new = new(before, session, findings, asked);
        changed.new = new.iter().map(print).collect();
    }
    Ok(changed)
}

fn print(finding: &Diagnostic) -> (&'static str, Arc<str>, Span, String) {
    let path = Arc::clone(&finding.path);
    (finding.rule, path, finding.span, finding.message.clone())
}

/// The files that hold something else than before, or were not there.
fn files(before: &Snapshot, now: &Snapshot) -> HashSet<Arc<str>> {
    let old = &before.entries;
    let differs = |entry: &&Entry| {
        let found = old.binary_search_by(|other| other.path.cmp(&entry.path));
        found.map_or(true, |at| !same(&old[at], entry))
    };
    let entries = now.entries.iter().filter(differs);
    entries.map(|entry| Arc::clone(&entry.path)).collect()
}

fn same(old: &Entry, new: &Entry) -> bool {
    match (&old.source, &new.source) {
        (Ok(old), Ok(new)) => {
            let known = old.id.is_some() && old.id == new.id;
            // A checkout may turn line ends into CRLF: that is no change.
            known
                || old.text == new.text
                || old.text.replace("\r\n", "\n") == new.text.replace("\r\n", "\n")
        }
        (Err(old), Err(new)) => old == new,
        _ => false,
    }
}

/// What is found now and was not found before, both judged as of one day.
fn new(
    mut before: Session,
    now: &Session,
    findings: &Findings,
    asked: &Asked<'_>,
) -> Vec<Diagnostic> {
    before.as_of = now.as_of;
    before.no_proof = now.no_proof;
    before.stage = asked.stage.unwrap_or(before.settings.stage);
    let view = View::new(&before);
    let bench = Bench {
        select: asked.bench.select,
        ignore: asked.bench.ignore,
        horizon: asked.bench.horizon,
        ..view.bench()
    };
    let old = view.findings_by(&bench).diagnostics;
    let renames = Pairs::new(&before.linked.model, &now.linked.model).renames;
    apart(old, findings.diagnostics.clone(), &renames).1
}

/// The commit to compare with, and what to call it.
fn base(session: &Session, past: &Past, asked: Option<&str>) -> Result<(String, String)> {
    let set = session.settings.git.default_branch.as_deref();
    if let Some(rev) = asked {
        let commit = past.find(rev, set)?;
        return common(session, past, &commit.id, rev);
    }
    if !session.repo.is_worktree() {
        bail!("`--changed` with `--at` needs to be told the base, as in `--changed=main`");
    }
    if past.is_on_default_branch(set) {
        let head = past.head().to_owned();
        let since = format!("the last commit, {}", short(&head));
        return Ok((head, since));
    }
    let (branch, tip) = past.default_branch(set)?;
    common(session, past, &tip, &branch)
}

/// The best common ancestor of the head and another commit.
fn common(session: &Session, past: &Past, other: &str, called: &str) -> Result<(String, String)> {
    let Some(base) = past.merge_base(other, past.head()) else {
        let way = match session.snapshot.revision.shallow {
            true => "the clone is shallow, and `git fetch --unshallow` brings older commits",
            false => "name another base with `--changed=BASE`",
        };
        bail!(
            "`{called}` and what is checked have no common ancestor here, so it cannot be told what changed; {way}"
        );
    };
    let since = match base == other {
        true => format!("{called} ({})", short(&base)),
        false => format!("it left {called} ({})", short(&base)),
    };
    Ok((base, since))
}
