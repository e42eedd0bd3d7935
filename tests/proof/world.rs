//! A repository whose commits have any author, message and parents.

use git2::build::{CheckoutBuilder, TreeUpdateBuilder};
use git2::{FileMode, Oid, Repository};
use isms::analysis::pipeline::Linked;
use isms::analysis::proving::prove;
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::repo::layout::Layout;
use isms::repo::{At, Repo};
use isms::syntax::config;
use isms::text::proof::{Brought, Proof, Proofs, Way};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

pub(crate) const SETTINGS: &str = "stage = \"certified\"\n[git]\ntrailers = [\"Approved-by\"]\n";

pub(crate) const PEOPLE: &str = "kind: person
id: carol
name: Carol Officer
emails: [carol@x.example, carol@home.example]
---
kind: person
id: bob
name: Bob Builder
emails: [bob@x.example]
---
kind: person
id: nora
name: Nora Nomail
";

pub(crate) const CAROL: &str = "carol@x.example";
pub(crate) const BOB: &str = "bob@x.example";

/// The decision of most histories.
pub(crate) const ACCEPTANCE: (&str, &str) = ("risk/R-1", "treatment.acceptance");

/// A risk that is not accepted.
pub(crate) fn open_risk(id: &str) -> String {
    format!(
        "kind: risk\nid: {id}\ntitle: The old server\ninherent: {{likelihood: 3, impact: 4}}\ntreatment:\n  options: [retain]\n"
    )
}

/// The same risk, accepted by Carol; `more` follows the day.
pub(crate) fn accepted_risk(id: &str, more: &str) -> String {
    let open = open_risk(id);
    format!(
        "{open}  acceptance: {{of: residual, level: high, by: carol, on: 2026-05-06{more}, until: 2027-04-30}}\n"
    )
}

/// A repository in a temporary place.
pub(crate) struct World {
    folder: TempDir,
    clock: Cell<i64>,
}

/// What the working tree or a revision is asked.
pub(crate) struct State {
    pub(crate) proofs: Proofs,
}

impl State {
    pub(crate) fn of(&self, decision: (&str, &str)) -> &Proof {
        self.proofs.of(decision.0, decision.1).unwrap()
    }

    /// The commit that brought a decision, and what proves it, in words.
    pub(crate) fn told(&self, decision: (&str, &str)) -> (String, String) {
        let proof = self.of(decision);
        let brought = match &proof.brought {
            Brought::By(commit) => commit.id.clone(),
            other => format!("{other:?}"),
        };
        let way = match &proof.way {
            Some(Way::Author) => "author".to_owned(),
            Some(Way::Trailer { name, commit }) => format!("{name} in {}", commit.id),
            Some(Way::Record { id }) => format!("record {id}"),
            None => "nothing".to_owned(),
        };
        (brought, way)
    }
}

impl World {
    /// A repository whose first commit, by Bob, holds the settings and the people.
    pub(crate) fn new() -> (Self, String) {
        let world = Self {
            folder: TempDir::new().unwrap(),
            clock: Cell::new(1_770_000_000),
        };
        let mut options = git2::RepositoryInitOptions::new();
        options.initial_head("main").external_template(false);
        Repository::init_opts(world.path(), &options).unwrap();
        let files = [("isms.toml", SETTINGS), ("isms/people.yaml", PEOPLE)];
        let first = world.commit(&[], BOB, "Begin", &files);
        (world, first)
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The moment of the last commit, in seconds since 1970; the next is a day later.
    pub(crate) fn set_clock(&self, seconds: i64) {
        self.clock.set(seconds);
    }

    pub(crate) fn git2(&self) -> Repository {
        Repository::open(self.path()).unwrap()
    }

    /// A commit with these parents: the tree of the first one with files put in; an empty text takes a
    /// file away. It is checked out. Each commit is a day later than the one before.
    pub(crate) fn commit(
        &self,
        parents: &[&str],
        author: &str,
        message: &str,
        files: &[(&str, &str)],
    ) -> String {
        self.raw_commit(parents, author, message.as_bytes(), files)
    }

    /// The same with any bytes as message.
    pub(crate) fn raw_commit(
        &self,
        parents: &[&str],
        author: &str,
        message: &[u8],
        files: &[(&str, &str)],
    ) -> String {
        self.clock.set(self.clock.get() + 86_400);
        let repository = self.git2();
        let find = |id: &&str| repository.find_commit(Oid::from_str(id).unwrap()).unwrap();
        let parents: Vec<_> = parents.iter().map(find).collect();
        let tree = tree(&repository, parents.first(), files);
        let header = parents.iter().fold(format!("tree {tree}\n"), |header, it| {
            format!("{header}parent {}\n", it.id())
        });
        let time = self.clock.get();
        let name = author.split('@').next().unwrap_or_default();
        let who = format!("{name} <{author}> {time} +0000");
        let mut commit = format!("{header}author {who}\ncommitter {who}\n\n").into_bytes();
        commit.extend_from_slice(message);
        let odb = repository.odb().unwrap();
        let id = odb.write(git2::ObjectType::Commit, &commit).unwrap();
        self.checkout(&id.to_string());
        id.to_string()
    }

    /// Lets `main` be this commit, and the working tree too.
    pub(crate) fn checkout(&self, id: &str) {
        let repository = self.git2();
        let id = Oid::from_str(id).unwrap();
        repository
            .reference("refs/heads/main", id, true, "test")
            .unwrap();
        repository.set_head("refs/heads/main").unwrap();
        let mut checkout = CheckoutBuilder::new();
        let checkout = checkout.force().remove_untracked(true);
        repository.checkout_head(Some(checkout)).unwrap();
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What git says of the working tree.
    pub(crate) fn state(&self) -> State {
        state(self.path(), None)
    }

    /// Runs git itself, with nobody's settings.
    pub(crate) fn git(&self, args: &[&str]) {
        git(self.path(), args);
    }
}

fn tree(repository: &Repository, parent: Option<&git2::Commit<'_>>, files: &[(&str, &str)]) -> Oid {
    let empty = repository.treebuilder(None).unwrap().write().unwrap();
    let base = match parent {
        Some(parent) => parent.tree().unwrap(),
        None => repository.find_tree(empty).unwrap(),
    };
    let mut update = TreeUpdateBuilder::new();
    for (path, text) in files {
        match text.is_empty() {
            true => update.remove(*path),
            false => {
                let blob = repository.blob(text.as_bytes()).unwrap();
                update.upsert(*path, blob, FileMode::Blob)
            }
        };
    }
    update.create_updated(repository, &base).unwrap()
}

pub(crate) fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {told}");
}

/// What git says of a folder's working tree, or of a revision.
pub(crate) fn state(folder: &Path, at: Option<&str>) -> State {
    let repo = Repo::open(folder, at.map(At::from)).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    let settings = config::read(&repo.settings().unwrap()).unwrap();
    let store = Store::default();
    let linked = Linked::under(&snapshot, &[], &store);
    assert_eq!(linked.problems, [], "the documents are sound");
    let files = repo.files(&linked.evidence_files());
    let assessment = Assessment::new(&linked.model, "2026-11-20".parse().unwrap());
    let past = repo.past().unwrap();
    let tree = repo.is_worktree();
    let proofs = prove(&past, &linked, &assessment, &files, &settings, &store, tree);
    State { proofs }
}

/// A folder for clones, and the address of a world for git.
pub(crate) fn beside(world: &World) -> (TempDir, PathBuf, String) {
    let folder = TempDir::new().unwrap();
    let clone = folder.path().join("clone");
    (folder, clone, format!("file://{}", world.path().display()))
}
