//! The same commit, day and version are the same bytes on every machine.

use crate::company::{Opened, company, pack};
use crate::world::{AS_OF, World, finish};
use std::path::Path;
use std::process::Command;

/// Packs a folder in an environment of its own kind.
fn packed(folder: &Path, out: &Path, umask: &str, environment: &[(&str, &str)]) -> Vec<u8> {
    let mut command = Command::new("/bin/sh");
    let script = format!("umask {umask}; exec \"$0\" \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_isms"), "-C"]);
    command
        .arg(folder)
        .args(["pack", "--as-of", AS_OF, "--out"])
        .arg(out);
    command
        .env_clear()
        .envs(environment.iter().copied())
        .current_dir("/");
    let outcome = finish(command);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    std::fs::read(out).unwrap()
}

fn git(folder: &Path, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(args);
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.output().unwrap().status.success(), "{args:?}");
}

#[test]
fn two_packs_of_one_commit_are_equal_byte_for_byte() {
    let (world, others) = (company(), World::empty());
    let out = |name: &str| others.join(name);
    let first = packed(
        world.path(),
        &out("first.zip"),
        "022",
        &[("TZ", "UTC"), ("RAYON_NUM_THREADS", "1"), ("LANG", "C")],
    );
    let clone = others.join("deeper/in another place");
    let source = world.path().to_str().unwrap();
    git(
        others.path(),
        &[
            "clone",
            "-q",
            "-c",
            "core.autocrlf=true",
            source,
            clone.to_str().unwrap(),
        ],
    );
    let checked_out = std::fs::read_to_string(clone.join("isms/backup.md")).unwrap();
    assert!(
        checked_out.contains("\r\n"),
        "the clone has other line ends"
    );
    let second = packed(
        &clone,
        &out("second.zip"),
        "077",
        &[
            ("TZ", "Pacific/Kiritimati"),
            ("RAYON_NUM_THREADS", "4"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("SOURCE_DATE_EPOCH", "7"),
        ],
    );
    assert!(first == second, "the packs differ");
    assert_eq!(
        Opened::of(&out("second.zip"))
            .text("sources/isms/backup.md")
            .find('\r'),
        None
    );
}

#[test]
fn a_tree_and_its_commit_give_the_same_pack() {
    let world = company();
    assert_eq!(pack(&world, &["--out", "tree.zip"]).code, 0);
    assert_eq!(pack(&world, &["--at", "HEAD", "--out", "head.zip"]).code, 0);
    let read = |name: &str| std::fs::read(world.join(name)).unwrap();
    assert!(read("tree.zip") == read("head.zip"));
}

#[test]
fn large_evidence_is_streamed() {
    const SIZE: u64 = 192 << 20;
    let world = company();
    let file = std::fs::File::create(world.join("evidence/restore.txt")).unwrap();
    file.set_len(SIZE).unwrap();
    git(world.path(), &["add", "evidence/restore.txt"]);
    git(
        world.path(),
        &[
            "-c",
            "user.name=Jane",
            "-c",
            "user.email=j@x.example",
            "commit",
            "-qm",
            "Film it",
        ],
    );
    let mut child = world
        .command(&["pack", "--as-of", AS_OF, "--out", "pack.zip"])
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    let ended = loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0));
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    };
    assert!(ended.success());
    if cfg!(target_os = "linux") {
        assert!(
            peak > 0 && peak * 1024 < SIZE,
            "{peak} kB for {SIZE} bytes of evidence"
        );
    }
}
