//! Small repositories with a history that is written by hand: any parents, any files, any people.
#![allow(dead_code)] // Each test takes what it needs.

use crate::world::World;
use git2::build::TreeUpdateBuilder;
use git2::{FileMode, Oid, Repository, Signature, Time};
use isms::repo::history::When;
use serde_json::Value;

/// What every repository of these tests holds.
pub(crate) const BASE: &[(&str, Option<&str>)] = &[
    ("isms.toml", Some("stage = \"building\"\n")),
    (
        "isms/organization.yaml",
        Some("kind: organization\nname: Two Chairs Carpentry\n"),
    ),
    (
        "isms/people.yaml",
        Some(
            "kind: person\nid: jane\nname: Jane Doe\n---\nkind: person\nid: omar\nname: Omar Haddad\n",
        ),
    ),
];

/// A repository under construction.
pub(crate) struct Past {
    pub(crate) world: World,
    repository: Repository,
}

impl Past {
    /// A repository without a commit.
    pub(crate) fn new() -> Self {
        let world = World::empty();
        let repository = Repository::init(world.path()).unwrap();
        Self { world, repository }
    }

    /// A repository whose first commit, of 1 January, holds [`BASE`] and these files.
    pub(crate) fn begun(files: &[(&str, &str)]) -> (Self, Oid) {
        let past = Self::new();
        let files = files.iter().map(|&(path, text)| (path, Some(text)));
        let files: Vec<_> = files.collect();
        let own = |path: &str| files.iter().any(|(other, _)| *other == path);
        let base = BASE.iter().copied().filter(|(path, _)| !own(path));
        let all: Vec<_> = base.chain(files.iter().copied()).collect();
        let first = past.commit(&[], "2026-01-01", "Jane Doe", "Begin", &all);
        (past, first)
    }

    /// A commit on these parents, with the tree of the first and these changes; `None` removes a file.
    pub(crate) fn commit(
        &self,
        parents: &[Oid],
        day: &str,
        author: &str,
        message: &str,
        changes: &[(&str, Option<&str>)],
    ) -> Oid {
        let mail = format!(
            "{}@x.example",
            author.split(' ').next().unwrap().to_lowercase()
        );
        self.commit_as(parents, day, (author, &mail), message, changes)
    }

    /// A commit by somebody of this name and address.
    pub(crate) fn commit_as(
        &self,
        parents: &[Oid],
        day: &str,
        (name, mail): (&str, &str),
        message: &str,
        changes: &[(&str, Option<&str>)],
    ) -> Oid {
        let when: When = format!("{day}T12:00:00Z").parse().unwrap();
        let when = Time::new(when.seconds, 0);
        let who = Signature::new(name, mail, &when).unwrap();
        let parents: Vec<_> = parents
            .iter()
            .map(|id| self.repository.find_commit(*id).unwrap())
            .collect();
        let tree = parents.first().map(|first| first.tree().unwrap());
        let empty = self.repository.treebuilder(None).unwrap().write().unwrap();
        let tree = tree.unwrap_or_else(|| self.repository.find_tree(empty).unwrap());
        let mut update = TreeUpdateBuilder::new();
        for (path, text) in changes {
            match text {
                Some(text) => {
                    let blob = self.repository.blob(text.as_bytes()).unwrap();
                    update.upsert(*path, blob, FileMode::Blob);
                }
                None => drop(update.remove(*path)),
            }
        }
        let tree = update.create_updated(&self.repository, &tree).unwrap();
        let tree = self.repository.find_tree(tree).unwrap();
        let parents: Vec<_> = parents.iter().collect();
        self.repository
            .commit(None, &who, &who, message, &tree, &parents)
            .unwrap()
    }

    /// Makes `main` end at a commit, and checks it out.
    pub(crate) fn at(self, tip: Oid) -> Self {
        let git = &self.repository;
        git.reference("refs/heads/main", tip, true, "test").unwrap();
        git.set_head("refs/heads/main").unwrap();
        let mut force = git2::build::CheckoutBuilder::new();
        git.checkout_head(Some(force.force())).unwrap();
        self
    }

    /// What `log --format json` says.
    pub(crate) fn log(&self, args: &[&str]) -> Value {
        let fixed = ["log", "--format", "json", "--as-of", "2026-12-01"];
        let outcome = self.world.run(&[&fixed[..], args].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        serde_json::from_str(&outcome.stdout).unwrap()
    }
}

/// The events of a log: day of the commit (`-` for what is not committed), author, and what happened.
pub(crate) fn events(log: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let each = log["events"].as_array().unwrap().iter();
    each.map(|event| {
        let commit = &event["commit"];
        let (day, author) = (text(&commit["on"]), text(&commit["author"]["name"]));
        format!("{day} {author} {}", text(&event["what"]))
    })
    .collect()
}

/// The changes of an event as `field: from > to`.
pub(crate) fn changes(event: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let each = event["changes"].as_array().unwrap().iter();
    each.map(|change| {
        let field = text(&change["field"]);
        format!(
            "{field}: {} > {}",
            text(&change["from"]),
            text(&change["to"])
        )
    })
    .collect()
}

/// The full id of a commit as an event names it.
pub(crate) fn id(event: &Value) -> &str {
    event["commit"]["id"].as_str().unwrap_or("-")
}
