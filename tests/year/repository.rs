//! A repository that people with keys of their own commit to, and the binary run in it.

use git2::{Oid, Repository, Signature, Time};
use isms::analysis::pipeline::Linked;
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use serde_json::Value;
use ssh_key::private::Ed25519Keypair;
use ssh_key::{HashAlg, LineEnding, PrivateKey};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Somebody who commits.
pub(crate) struct Author {
    pub(crate) name: &'static str,
    pub(crate) email: &'static str,
    /// What their key is made of.
    seed: u8,
}

pub(crate) const CAROL: Author = Author {
    name: "Carol Finch",
    email: "carol@example.com",
    seed: 1,
};
pub(crate) const DAVE: Author = Author {
    name: "Dave Osei",
    email: "dave@example.com",
    seed: 2,
};
pub(crate) const ERIN: Author = Author {
    name: "Erin Vos",
    email: "erin@example.com",
    seed: 3,
};

impl Author {
    fn key(&self) -> PrivateKey {
        PrivateKey::from(Ed25519Keypair::from_seed(&[self.seed; 32]))
    }

    /// Their line of `allowed_signers`.
    pub(crate) fn signer(&self) -> String {
        let key = self.key().public_key().to_openssh().unwrap();
        format!("{} namespaces=\"git\" {key}\n", self.email)
    }
}

/// The repository.
pub(crate) struct Town {
    folder: TempDir,
    git: Repository,
}

/// A finding: rule, `path:line`, and the message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Found {
    pub(crate) rule: String,
    pub(crate) place: String,
    pub(crate) message: String,
}

impl Town {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let mut options = git2::RepositoryInitOptions::new();
        options.external_template(false).initial_head("main");
        let git = Repository::init_opts(folder.path(), &options).unwrap();
        Self { folder, git }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    /// Replaces a text that stands once in a file.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{path} holds `{from}` once");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// Puts the bases that the library computes where `BASIS` stands in these files.
    pub(crate) fn bases(&self, on: &str, paths: &[&str]) {
        let zero = format!("v1:sha256:{}", "0".repeat(64));
        for path in paths {
            self.write(path, &self.read(path).replace("BASIS", &zero));
        }
        let repo = Repo::open(self.path(), None).unwrap();
        let linked = Linked::new(&repo.snapshot(&Layout::default()).unwrap());
        assert!(linked.problems.is_empty(), "{:?}", linked.problems);
        let on: Date = on.parse().unwrap();
        let judged = Assessment::new(&linked.model, on).decisions;
        for judged in judged.iter().rev() {
            if judged.recorded.as_deref() != Some(&zero) {
                continue;
            }
            let document = &linked.model.documents[judged.document];
            let start = document.place_of(&format!("{}.basis", judged.field)).start as usize;
            let mut text = self.read(&document.file.path);
            text.replace_range(start..start + zero.len(), &judged.basis);
            self.write(&document.file.path, &text);
        }
        for path in paths {
            assert!(
                !self.read(path).contains(&zero),
                "each decision of {path} is judged"
            );
        }
    }

    /// Commits everything that stands in the folder.
    pub(crate) fn commit(&self, who: &Author, when: &str, message: &str, signed: bool) -> String {
        let parent = self
            .git
            .head()
            .ok()
            .map(|head| head.peel_to_commit().unwrap().id());
        self.commit_on(who, when, message, signed, parent.into_iter().collect())
    }

    /// The same, as a merge of another commit.
    pub(crate) fn merge(&self, who: &Author, when: &str, message: &str, other: &str) -> String {
        let head = self.git.head().unwrap().peel_to_commit().unwrap().id();
        let parents = vec![head, Oid::from_str(other).unwrap()];
        self.commit_on(who, when, message, true, parents)
    }

    fn commit_on(
        &self,
        who: &Author,
        when: &str,
        message: &str,
        signed: bool,
        parents: Vec<Oid>,
    ) -> String {
        let mut index = self.git.index().unwrap();
        index
            .add_all(["*"], git2::IndexAddOption::DEFAULT, None)
            .unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        let tree = self.git.find_tree(index.write_tree().unwrap()).unwrap();
        let moment: jiff::Timestamp = format!("{when}T09:00:00Z").parse().unwrap();
        let time = Time::new(moment.as_second(), 0);
        let author = Signature::new(who.name, who.email, &time).unwrap();
        let parents: Vec<_> = parents
            .iter()
            .map(|id| self.git.find_commit(*id).unwrap())
            .collect();
        let parents: Vec<_> = parents.iter().collect();
        let buffer = self
            .git
            .commit_create_buffer(&author, &author, message, &tree, &parents)
            .unwrap();
        let text = std::str::from_utf8(&buffer).unwrap();
        let id = if signed {
            let signature = who.key().sign("git", HashAlg::Sha512, &buffer).unwrap();
            let pem = signature.to_pem(LineEnding::LF).unwrap();
            self.git.commit_signed(text, pem.trim_end(), None).unwrap()
        } else {
            self.git
                .odb()
                .unwrap()
                .write(git2::ObjectType::Commit, &buffer)
                .unwrap()
        };
        let branch = self.git.find_reference("HEAD").unwrap();
        let branch = branch.symbolic_target().unwrap().unwrap().to_owned();
        self.git.reference(&branch, id, true, "commit").unwrap();
        id.to_string()
    }

    /// Begins a branch at the current commit, or goes back to one.
    pub(crate) fn switch(&self, branch: &str) {
        let full = format!("refs/heads/{branch}");
        let head = self.git.head().unwrap().peel_to_commit().unwrap();
        if self.git.find_reference(&full).is_err() {
            self.git.branch(branch, &head, false).unwrap();
        }
        self.git.set_head(&full).unwrap();
        let mut checkout = git2::build::CheckoutBuilder::new();
        self.git.checkout_head(Some(checkout.force())).unwrap();
    }

    /// What `isms check` finds, sorted.
    pub(crate) fn check(&self, arguments: &[&str]) -> Vec<Found> {
        let output = Command::new(env!("CARGO_BIN_EXE_isms"))
            .args([
                "-C",
                self.path().to_str().unwrap(),
                "check",
                "--format",
                "json",
            ])
            .args(arguments)
            .output()
            .unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
        let found = answer["diagnostics"].as_array().unwrap().iter();
        let mut found: Vec<Found> = found
            .map(|found| Found {
                rule: found["rule"].as_str().unwrap().to_owned(),
                place: format!(
                    "{}:{}",
                    found["path"].as_str().unwrap(),
                    found["start"]["line"]
                ),
                message: found["message"].as_str().unwrap().to_owned(),
            })
            .collect();
        found.sort();
        found
    }
}
