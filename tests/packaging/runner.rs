//! A folder as a runner has it: programs on the path, files for outputs, and a record of what was called.

use crate::world::{Outcome, World, finish};
use isms::syntax::node::Node;
use isms::syntax::yaml;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of the crate.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the crate.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The documents of a YAML file of the crate.
pub(crate) fn yaml(path: &str) -> Vec<Node> {
    let read = yaml::read(&text(path), 0);
    assert!(read.problems.is_empty(), "{path}: {:?}", read.problems);
    read.documents.into_iter().map(|it| it.node).collect()
}

/// The place where scripts run.
pub(crate) struct Runner {
    folder: World,
}

impl Runner {
    /// With nothing but the real `isms` beside the programs of the system.
    pub(crate) fn new() -> Self {
        let runner = Self {
            folder: World::empty(),
        };
        for folder in ["bin", "temp"] {
            std::fs::create_dir(runner.join(folder)).unwrap();
        }
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_isms"), runner.join("bin/isms")).unwrap();
        runner
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// What a file holds; nothing when there is none.
    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.join(path)).unwrap_or_default()
    }

    pub(crate) fn write(&self, path: &str, content: &str) {
        self.folder.write(path, content);
    }

    /// Puts a program on the path; each call of it is a line of `calls` before it runs.
    pub(crate) fn program(&self, name: &str, body: &str) {
        let path = self.join("bin").join(name);
        // It may stand there as a link to the real one.
        let _ = std::fs::remove_file(&path);
        let head = format!("#!/usr/bin/env bash\nprintf '%s\\n' \"{name} $*\" >>\"$CALLS\"\n");
        std::fs::write(&path, head + body).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// The calls so far, one a line.
    pub(crate) fn calls(&self) -> Vec<String> {
        self.read("calls").lines().map(str::to_owned).collect()
    }

    /// The calls that have these words.
    pub(crate) fn calls_with(&self, words: &str) -> usize {
        let calls = self.calls();
        calls.iter().filter(|call| call.contains(words)).count()
    }

    /// Runs a command in `folder` with the variables that every runner sets and these.
    fn run(&self, mut command: Command, folder: &Path, variables: &[(&str, &str)]) -> Outcome {
        let path = std::env::var("PATH").unwrap();
        command.current_dir(folder).env_clear();
        command.env("GITHUB_ACTION_PATH", root());
        command.env("PATH", format!("{}:{path}", self.join("bin").display()));
        for (name, file) in [
            ("CALLS", "calls"),
            ("HOME", "home"),
            ("RUNNER_TEMP", "temp"),
            ("GITHUB_OUTPUT", "output"),
            ("GITHUB_PATH", "path"),
            ("GITHUB_STEP_SUMMARY", "summary"),
        ] {
            command.env(name, self.join(file));
        }
        command
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_REPOSITORY", "acme/isms")
            .env("GITHUB_BASE_REF", "main")
            .env("RUNNER_OS", "Linux")
            .env("RUNNER_ARCH", "X64")
            .envs(variables.iter().copied());
        finish(command)
    }

    /// Runs a script of the action.
    pub(crate) fn script(&self, name: &str, folder: &Path, variables: &[(&str, &str)]) -> Outcome {
        let mut command = Command::new("bash");
        command.arg(root().join("packaging/action").join(name));
        self.run(command, folder, variables)
    }

    /// Runs a text as GitHub runs one with `shell: bash`.
    pub(crate) fn step(&self, script: &str, folder: &Path, variables: &[(&str, &str)]) -> Outcome {
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        self.run(command, folder, variables)
    }

    /// Runs a text as a job of GitLab runs its script in a plain shell.
    pub(crate) fn job(&self, script: &str, folder: &Path, variables: &[(&str, &str)]) -> Outcome {
        let mut command = Command::new("sh");
        command.arg("-ec").arg(script);
        self.run(command, folder, variables)
    }
}

/// A repository whose last commit, not yet on `origin/main`, changes what the ISMS says.
pub(crate) fn proposal() -> World {
    let world = World::sound();
    let first = world.commit_all("Begin");
    let repository = git2::Repository::open(world.path()).unwrap();
    repository
        .reference("refs/remotes/origin/main", first, true, "")
        .unwrap();
    world.write(
        "isms/more.yaml",
        "kind: asset\nid: phones\ntitle: Phones\ntype: hardware\nowner: omar\n",
    );
    world.commit_all("Own phones");
    world
}
