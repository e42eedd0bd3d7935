//! Small histories, and what is said of the stale decisions at their ends.

use git2::{
    Index, IndexEntry, IndexTime, Oid, Repository, Signature, Time, build::CheckoutBuilder,
};
use isms::analysis::pipeline::{Bench, Linked, defects};
use isms::analysis::since::{Ground, explain_stale};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::repo::layout::Layout;
use isms::repo::{At, Repo};
use isms::syntax::config::Settings;
use isms::text::proof::Proofs;
use std::collections::BTreeMap;
use std::path::Path;
use tempfile::TempDir;

pub(crate) const AS_OF: &str = "2026-11-20";
pub(crate) const NOWHERE: &str =
    "v1:sha256:0000000000000000000000000000000000000000000000000000000000000000";

pub(crate) type Files<'a> = &'a [(&'a str, &'a str)];

/// A repository whose commits have any parents.
pub(crate) struct World {
    pub(crate) folder: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut options = git2::RepositoryInitOptions::new();
        Repository::init_opts(folder.path(), options.initial_head("main")).unwrap();
        Self { folder }
    }

    pub(crate) fn git(&self) -> Repository {
        Repository::open(self.folder.path()).unwrap()
    }

    /// Commits files on top of the first parent, at noon of a day of 2026; an empty text deletes.
    pub(crate) fn commit(&self, parents: &[Oid], who: &str, day: &str, files: Files<'_>) -> Oid {
        let git = self.git();
        let parents: Vec<_> = parents
            .iter()
            .map(|id| git.find_commit(*id).unwrap())
            .collect();
        let mut index = Index::new().unwrap();
        if let Some(first) = parents.first() {
            index.read_tree(&first.tree().unwrap()).unwrap();
        }
        for (path, text) in files {
            if text.is_empty() {
                index.remove(Path::new(path), 0).unwrap();
            } else {
                let id = git.blob(text.as_bytes()).unwrap();
                index.add(&entry(path, id)).unwrap();
            }
        }
        let tree = git.find_tree(index.write_tree_to(&git).unwrap()).unwrap();
        let moment: jiff::Timestamp = format!("2026-{day}T12:00:00Z").parse().unwrap();
        let email = format!("{}@example.com", who.to_lowercase());
        let who = Signature::new(who, &email, &Time::new(moment.as_second(), 0)).unwrap();
        let parents: Vec<_> = parents.iter().collect();
        git.commit(None, &who, &who, "Change", &tree, &parents)
            .unwrap()
    }

    /// Puts the branch and the working tree on a commit.
    pub(crate) fn check_out(&self, tip: Oid) {
        let git = self.git();
        git.reference("refs/heads/main", tip, true, "test").unwrap();
        git.set_head("refs/heads/main").unwrap();
        git.checkout_head(Some(CheckoutBuilder::new().force()))
            .unwrap();
    }

    /// One commit after the other, each by its author on its day.
    pub(crate) fn line(&self, steps: &[(&str, &str, Files<'_>)]) -> Vec<Oid> {
        let mut commits: Vec<Oid> = Vec::new();
        for (who, day, files) in steps {
            let parents: Vec<Oid> = commits.last().copied().into_iter().collect();
            commits.push(self.commit(&parents, who, day, files));
        }
        self.check_out(*commits.last().unwrap());
        commits
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        std::fs::write(self.folder.path().join(path), text).unwrap();
    }

    pub(crate) fn look(&self) -> Seen {
        look(self.folder.path(), None)
    }
}

pub(crate) fn entry(path: &str, id: Oid) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: 0o100_644,
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: path.as_bytes().to_vec(),
    }
}

/// What git says of the decisions of a state, and what rules find with it.
pub(crate) struct Seen {
    pub(crate) proofs: Proofs,
    pub(crate) messages: Vec<(&'static str, String)>,
}

pub(crate) fn look(folder: &Path, at: Option<&str>) -> Seen {
    let store = Store::default();
    let repo = Repo::open(folder, at.map(At::from)).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    let linked = Linked::under(&snapshot, &[], &store);
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let assessment = Assessment::new(&linked.model, AS_OF.parse().unwrap());
    let mut proofs = Proofs::default();
    if let Some(past) = repo.past() {
        let state_at = |commit: &str| {
            let there = repo.at(At::from(commit)).ok()?;
            let snapshot = there.snapshot(&Layout::default()).ok()?;
            Some(Linked::under(&snapshot, &[], &store))
        };
        let ground = Ground {
            past: &past,
            linked: &linked,
            assessment: &assessment,
            store: &store,
            state_at: &state_at,
        };
        explain_stale(&ground, &mut proofs);
    }
    let files = BTreeMap::new();
    let settings = Settings::default();
    let bench = Bench::of(&settings, &files, &proofs);
    let found = defects(&snapshot, &linked, &assessment, &bench);
    Seen {
        proofs,
        messages: found.into_iter().map(|it| (it.rule, it.message)).collect(),
    }
}

impl Seen {
    /// The changes since a decision: field, from, to, and the commit.
    pub(crate) fn changes(
        &self,
        subject: &str,
        field: &str,
    ) -> Vec<(String, String, String, Option<String>)> {
        let proof = self.proofs.of(subject, field).unwrap();
        let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
        let changes = proof.changes.iter().map(|change| {
            let commit = change.commit.as_ref().map(|commit| commit.id.clone());
            (
                change.field.clone(),
                text(&change.from),
                text(&change.to),
                commit,
            )
        });
        changes.collect()
    }

    pub(crate) fn message(&self, rule: &str) -> &str {
        let mut found = self.messages.iter().filter(|(name, _)| *name == rule);
        let message = &found
            .next()
            .unwrap_or_else(|| panic!("{:?}", self.messages))
            .1;
        assert!(found.next().is_none());
        message
    }
}

/// One change as [`Seen::changes`] gives it.
pub(crate) fn change(
    field: &str,
    from: &str,
    to: &str,
    commit: Option<Oid>,
) -> (String, String, String, Option<String>) {
    (
        field.into(),
        from.into(),
        to.into(),
        commit.map(|id| id.to_string()),
    )
}

/// The basis that decisions have today, by document and field, of files outside git.
pub(crate) fn basis(files: Files<'_>, subject: &str, field: &str) -> String {
    let folder = TempDir::new().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let repo = Repo::open(folder.path(), None).unwrap();
    let linked = Linked::new(&repo.snapshot(&Layout::default()).unwrap());
    assert!(linked.problems.is_empty(), "{:?}", linked.problems);
    let day: Date = "2026-05-06".parse().unwrap();
    let assessment = Assessment::new(&linked.model, day);
    let of = |it: &&isms::assess::decision::Judged| {
        linked.model.documents[it.document].subject() == subject && it.field == field
    };
    assessment.decisions.iter().find(of).unwrap().basis.clone()
}
