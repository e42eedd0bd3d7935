//! A small sound repository in a temporary place, and the real binary run in it within a time bound.
#![allow(dead_code)] // Each test takes what it needs.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The day as of which everything is judged.
pub(crate) const AS_OF: &str = "2026-11-20";

/// Nothing that a user can feed to the tool may take longer.
const TIME_BOUND: Duration = Duration::from_secs(20);

/// Sound documents, and one with a finding that must be told whatever lies beside it.
pub(crate) const SOUND: &[(&str, &str)] = &[
    ("isms.toml", "stage = \"building\"\n"),
    (
        "isms/organization.yaml",
        "kind: organization\nname: Two Chairs Carpentry\n",
    ),
    (
        "isms/people.yaml",
        "kind: person\nid: jane\nname: Jane Doe\n---\nkind: person\nid: omar\nname: Omar Haddad\n",
    ),
    (
        "isms/assets.yaml",
        "kind: asset\nid: laptops\ntitle: Laptops\ntype: hardware\nowner: jane\n",
    ),
    (
        "isms/known.yaml",
        "kind: asset\nid: known\ntitle: Known\ntype: hardware\nowner: nobody\n",
    ),
];

/// A folder that vanishes with the test.
pub(crate) struct World {
    folder: TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl World {
    /// An empty folder.
    pub(crate) fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// The sound repository.
    pub(crate) fn sound() -> Self {
        let world = Self::empty();
        for (path, text) in SOUND {
            world.write(path, text);
        }
        world
    }

    /// The sound repository with one more file.
    pub(crate) fn with(path: &str, content: impl AsRef<[u8]>) -> Self {
        let world = Self::sound();
        world.write(path, content);
        world
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Makes it a git repository with one commit of everything that is there.
    pub(crate) fn commit_all(&self, message: &str) -> git2::Oid {
        let repository = git2::Repository::open(self.path())
            .unwrap_or_else(|_| git2::Repository::init(self.path()).unwrap());
        let mut index = repository.index().unwrap();
        index
            .add_all(["*"], git2::IndexAddOption::DEFAULT, None)
            .unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let when = git2::Time::new(1_800_000_000, 0);
        let who = git2::Signature::new("Jane Doe", "jane@example.com", &when).unwrap();
        let parent = repository.head().ok();
        let parent = parent.map(|head| head.peel_to_commit().unwrap());
        let parents: Vec<_> = parent.iter().collect();
        repository
            .commit(Some("HEAD"), &who, &who, message, &tree, &parents)
            .unwrap()
    }

    /// The binary in this folder, in an environment that says nothing.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_isms"));
        command.current_dir(self.path()).args(args).env_clear();
        command.env("HOME", self.path()).env("TZ", "UTC");
        command
    }

    /// Runs the binary.
    pub(crate) fn run(&self, args: &[&str]) -> Outcome {
        finish(self.command(args))
    }

    /// Runs `check --format json`.
    pub(crate) fn check(&self, more: &[&str]) -> (i32, Findings) {
        let mut args = vec!["check", "--format", "json", "--as-of", AS_OF];
        args.extend(more);
        let outcome = self.run(&args);
        (outcome.code, outcome.findings())
    }
}

/// Runs a command to its end, or kills it when it takes too long.
pub(crate) fn finish(command: Command) -> Outcome {
    finish_within(TIME_BOUND, command)
}

/// As [`finish`], with another bound.
pub(crate) fn finish_within(bound: Duration, mut command: Command) -> Outcome {
    let (out, err) = (
        tempfile::NamedTempFile::new().unwrap(),
        tempfile::NamedTempFile::new().unwrap(),
    );
    command
        .stdin(Stdio::null())
        .stdout(out.reopen().unwrap())
        .stderr(err.reopen().unwrap());
    let mut child = command.spawn().unwrap();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > bound {
            child.kill().unwrap();
            panic!("{command:?} took longer than {bound:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    Outcome {
        code: status.code().unwrap_or(-1),
        stdout: std::fs::read_to_string(out.path()).unwrap(),
        stderr: std::fs::read_to_string(err.path()).unwrap(),
    }
}

impl Outcome {
    /// What `--format json` says.
    pub(crate) fn findings(&self) -> Findings {
        assert_eq!(self.stderr, "");
        Findings(serde_json::from_str(&self.stdout).unwrap())
    }
}

/// The findings of a run, as JSON.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Findings(pub(crate) Value);

impl Findings {
    pub(crate) fn all(&self) -> &[Value] {
        self.0["diagnostics"].as_array().unwrap()
    }

    pub(crate) fn of(&self, rule: &str) -> Vec<&Value> {
        self.all().iter().filter(|f| f["rule"] == rule).collect()
    }

    pub(crate) fn count(&self, what: &str) -> u64 {
        self.0["summary"][what].as_u64().unwrap()
    }

    /// Whether the finding that every world has is told.
    pub(crate) fn has_known(&self) -> bool {
        let known = self.of("dangling-reference").into_iter();
        known.filter(|f| f["path"] == "isms/known.yaml").count() == 1
    }
}

/// Line and column at which a finding begins.
pub(crate) fn start(finding: &Value) -> (u64, u64) {
    let at = |key: &str| finding["start"][key].as_u64().unwrap();
    (at("line"), at("column"))
}

/// The text with the first fix of a finding applied, and whether the fix is safe.
pub(crate) fn fixed(text: &str, finding: &Value) -> (String, bool) {
    let fix = &finding["fixes"][0];
    let offset = |place: &Value| {
        let line = usize::try_from(place["line"].as_u64().unwrap()).unwrap();
        let column = usize::try_from(place["column"].as_u64().unwrap()).unwrap();
        let before: usize = text
            .split_inclusive('\n')
            .take(line - 1)
            .map(str::len)
            .sum();
        let rest: usize = text[before..]
            .chars()
            .take(column - 1)
            .map(char::len_utf8)
            .sum();
        before + rest
    };
    let mut result = text.to_owned();
    let mut edits: Vec<&Value> = fix["edits"].as_array().unwrap().iter().collect();
    edits.reverse();
    for edit in edits {
        let range = offset(&edit["start"])..offset(&edit["end"]);
        result.replace_range(range, edit["text"].as_str().unwrap());
    }
    (result, fix["safe"].as_bool().unwrap())
}

/// Whether permission bits do not hold the user back.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::PermissionsExt;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(0o0)).unwrap();
    std::fs::File::open(file.path()).is_ok()
}
