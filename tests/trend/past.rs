//! A small history in a temporary place, each commit on a day of its own.

use super::world::{Outcome, finish};
use git2::{Commit, IndexAddOption, Oid, Repository, Signature, Time};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

pub(super) const SETTINGS: &str = "stage = \"building\"\n";

/// People, an asset, and a method whose criterion is medium.
pub(super) const METHOD: &str = "\
{kind: person, id: jane, name: Jane, from: 2020-01-01}
---
kind: risk-method
version: '1.0'
approach: asset-based
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels: [{id: low, from: 1}, {id: medium, from: 5}, {id: high, from: 10}]
acceptable_up_to: medium
approval: {by: jane, on: 2025-12-10}
---
kind: asset
id: crm
title: CRM
type: software
owner: jane
cia: {confidentiality: 5, integrity: 3, availability: 3}
";

pub(super) const CONTROL: &str =
    "{kind: control, id: A.8.1, applicable: true, status: implemented}\n";

/// A risk of these values, with more fields.
pub(super) fn risk(id: &str, likelihood: u8, impact: u8, more: &str) -> String {
    format!(
        "kind: risk\nid: {id}\ntitle: Data is lost\nassets: [crm]\nthreat: theft\nvulnerability: weak\naffects: [confidentiality]\nowner: jane\nassessed: 2026-01-04\ninherent: {{likelihood: {likelihood}, impact: {impact}}}\n{more}"
    )
}

pub(super) struct Past {
    folder: TempDir,
}

impl Past {
    pub(super) fn begin() -> Self {
        let folder = TempDir::new().unwrap();
        let mut options = git2::RepositoryInitOptions::new();
        options.initial_head("main");
        Repository::init_opts(folder.path(), &options).unwrap();
        Self { folder }
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(super) fn git(&self) -> Repository {
        Repository::open(self.path()).unwrap()
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Commits these files at noon of a day on the branch that is checked out.
    pub(super) fn commit(&self, day: &str, files: &[(&str, &str)]) -> String {
        files.iter().for_each(|(path, text)| self.write(path, text));
        self.commit_all(day)
    }

    /// Commits whatever stands in the working tree.
    pub(super) fn commit_all(&self, day: &str) -> String {
        let git = self.git();
        let mut index = git.index().unwrap();
        index.add_all(["*"], IndexAddOption::FORCE, None).unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        let tree = index.write_tree().unwrap();
        self.commit_tree(day, tree)
    }

    /// Commits a tree on the branch that is checked out.
    pub(super) fn commit_tree(&self, day: &str, tree: Oid) -> String {
        let git = self.git();
        let head = git.head().ok().map(|head| head.peel_to_commit().unwrap());
        let parents: Vec<&Commit<'_>> = head.iter().collect();
        put(&git, "HEAD", day, tree, &parents)
    }

    /// Commits these files on top of a commit, on a branch of its own that is not checked out.
    pub(super) fn commit_on(
        &self,
        branch: &str,
        day: &str,
        on: &str,
        files: &[(&str, &str)],
    ) -> String {
        let git = self.git();
        let parent = find(&git, on);
        let mut index = git2::Index::new().unwrap();
        index.read_tree(&parent.tree().unwrap()).unwrap();
        for (path, text) in files {
            let id = git.blob(text.as_bytes()).unwrap();
            index.add(&entry(path, id)).unwrap();
        }
        let tree = index.write_tree_to(&git).unwrap();
        let id = put(&git, "", day, tree, &[&parent]);
        git.branch(branch, &find(&git, &id), true).unwrap();
        id
    }

    /// Merges a commit into the branch that is checked out, without conflicts.
    pub(super) fn merge(&self, day: &str, ours: &str, theirs: &str) -> String {
        let git = self.git();
        let (ours, theirs) = (find(&git, ours), find(&git, theirs));
        let mut index = git.merge_commits(&ours, &theirs, None).unwrap();
        let tree = index.write_tree_to(&git).unwrap();
        let id = put(&git, "HEAD", day, tree, &[&ours, &theirs]);
        let mut checkout = git2::build::CheckoutBuilder::new();
        git.checkout_head(Some(checkout.force())).unwrap();
        id
    }

    pub(super) fn tag(&self, name: &str, on: &str, annotated: bool) {
        let git = self.git();
        let commit = find(&git, on);
        let object = commit.as_object();
        if annotated {
            git.tag(name, object, &who("2026-06-01"), "a tag", false)
                .unwrap();
        } else {
            git.tag_lightweight(name, object, false).unwrap();
        }
    }

    /// The first-parent history, oldest first.
    pub(super) fn ids(&self) -> Vec<String> {
        let git = self.git();
        let mut at = Some(git.head().unwrap().peel_to_commit().unwrap());
        let mut ids = Vec::new();
        while let Some(commit) = at {
            ids.push(commit.id().to_string());
            at = commit.parent(0).ok();
        }
        ids.reverse();
        ids
    }

    pub(super) fn run(&self, args: &[&str]) -> Outcome {
        run_in(self.path(), args)
    }

    /// `trend --format json`, which says nothing else.
    pub(super) fn trend(&self, more: &[&str]) -> Value {
        let outcome = self.run(&[&["trend", "--format", "json"], more].concat());
        assert_eq!((outcome.code, &*outcome.stderr), (0, ""), "{outcome:?}");
        serde_json::from_str(&outcome.stdout).unwrap()
    }
}

pub(super) fn run_in(folder: &Path, args: &[&str]) -> Outcome {
    let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
    command.current_dir(folder).args(args).env_clear();
    command.env("HOME", folder).env("TZ", "UTC");
    finish(command)
}

pub(super) fn entry(path: &str, id: Oid) -> git2::IndexEntry {
    git2::IndexEntry {
        ctime: git2::IndexTime::new(0, 0),
        mtime: git2::IndexTime::new(0, 0),
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

fn find<'g>(git: &'g Repository, id: &str) -> Commit<'g> {
    git.find_commit(Oid::from_str(id).unwrap()).unwrap()
}

fn who(day: &str) -> Signature<'static> {
    let day: jiff::civil::Date = day.parse().unwrap();
    let noon = day.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let seconds = noon.unwrap().timestamp().as_second();
    // Far from UTC, so that only UTC gives the day.
    let offset = 11 * 60 + 45;
    Signature::new("Jane Doe", "jane@example.com", &Time::new(seconds, offset)).unwrap()
}

fn put(git: &Repository, reference: &str, day: &str, tree: Oid, parents: &[&Commit<'_>]) -> String {
    let tree = git.find_tree(tree).unwrap();
    let who = who(day);
    let reference = Some(reference).filter(|name| !name.is_empty());
    let id = git.commit(reference, &who, &who, "A step", &tree, parents);
    id.unwrap().to_string()
}
