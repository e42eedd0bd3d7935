//! OpenPGP signatures, judged by `git verify-commit` where the settings allow running it.
#![allow(
    clippy::disallowed_methods,
    reason = "a program that does not end is ended, which needs a clock; where keys are, the environment says"
)]

use super::status;
use crate::text::proof::Signature;
use git2::{ObjectType, Repository};
use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// How long git may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many bytes of what git says are read.
const MAX_OUTPUT: u64 = 64 << 10;

/// What git must not take from the configuration of the user either: programs to run.
const FIXED: &[&str] = &[
    "gpg.program=gpg",
    "gpg.openpgp.program=gpg",
    "gpg.x509.program=",
    "gpg.ssh.program=",
    "gpg.ssh.defaultKeyCommand=",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
];

/// Judges the OpenPGP signature of a commit, of which these are the bytes.
pub(super) fn judge(raw: &[u8], allowed: bool, emails: &[String]) -> Signature {
    if !allowed {
        let why = "it is an OpenPGP signature, and the settings do not allow `openpgp` ([git] in isms.toml), which would run `git verify-commit`";
        return Signature::Unknown(why.to_owned());
    }
    match said(raw) {
        Ok(text) => status::judge(&text, emails),
        Err(why) => Signature::Unknown(format!("`git verify-commit` cannot be run: {why}")),
    }
}

/// What git says of a commit in a repository that holds nothing else. The repository under judgement is not
/// shown to git: its configuration may name programs, its promisors an address to fetch from with a program,
/// and its replacements another commit, whose signature is good.
fn said(raw: &[u8]) -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|why| why.to_string())?;
    let commit = Repository::init_bare(folder.path())
        .and_then(|repository| repository.odb()?.write(ObjectType::Commit, raw))
        .map_err(|why| why.message().to_owned())?;
    run(command(folder.path(), &commit.to_string()), PATIENCE)
}

/// `git verify-commit --raw`, with nothing of the environment but where programs and keys are.
fn command(folder: &Path, commit: &str) -> Command {
    let mut command = Command::new("git");
    command.env_clear();
    for name in ["PATH", "HOME", "GNUPGHOME"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0");
    command.arg("--git-dir").arg(folder).arg("--no-pager");
    for setting in FIXED {
        command.args(["-c", setting]);
    }
    command.args(["verify-commit", "--raw", commit]);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// What a program says on its standard error, within bounds of time and size.
fn run(mut command: Command, patience: Duration) -> Result<String, String> {
    let mut child = command.spawn().map_err(|why| why.to_string())?;
    let said = child
        .stderr
        .take()
        .expect("internal error: standard error is piped");
    let (sender, receiver) = mpsc::channel();
    // Programs that the child started may hold the pipe for longer than the child lives: nobody waits
    // for this thread.
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = said.take(MAX_OUTPUT).read_to_end(&mut text);
        let _ = sender.send(text);
    });
    let begun = Instant::now();
    let said = receiver.recv_timeout(patience);
    let ended = wait(&mut child, patience.saturating_sub(begun.elapsed()));
    match said {
        Ok(text) if ended => Ok(String::from_utf8_lossy(&text).into_owned()),
        _ => Err(format!(
            "it did not end within {} seconds",
            patience.as_secs()
        )),
    }
}

/// Waits for a child, and ends it when it takes too long.
fn wait(child: &mut Child, patience: Duration) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < patience {
        match child.try_wait() {
            Ok(Some(_)) => return true,
            Ok(None) => std::thread::sleep(Duration::from_millis(5)),
            Err(_) => break,
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let mut command = Command::new("sleep");
        command.arg("60").stderr(Stdio::piped());
        let ended = run(command, Duration::from_millis(50));
        assert!(ended.unwrap_err().starts_with("it did not end"));
    }
}
