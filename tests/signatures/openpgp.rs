//! Signatures of OpenPGP, with a key ring of their own.

use crate::{JANE, World, bad, holds, payload, with_signature};
use isms::repo::Repo;
use isms::repo::signature::{AllowedSigners, judge};
use isms::text::proof::Signature;
use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder for keys of GnuPG with one key of Jane's, and its fingerprint; `None` without GnuPG.
fn key_ring() -> Option<(TempDir, String)> {
    let home = TempDir::new().unwrap();
    let gpg = |args: &[&str]| {
        let mut gpg = Command::new("gpg");
        gpg.env("GNUPGHOME", home.path()).arg("--batch").args(args);
        gpg.output()
    };
    let user = format!("Jane Doe <{JANE}>");
    gpg(&[
        "--passphrase",
        "",
        "--quick-gen-key",
        &user,
        "ed25519",
        "sign",
        "never",
    ])
    .ok()
    .filter(|made| made.status.success())?;
    let listed = gpg(&["--with-colons", "--list-keys"]).unwrap();
    let listed = String::from_utf8(listed.stdout).unwrap();
    let line = listed.lines().find_map(|line| line.strip_prefix("fpr:"));
    let key = line.unwrap().trim_matches(':').to_owned();
    Some((home, key))
}

/// A commit that GnuPG signed.
fn openpgp(world: &World, home: &TempDir) -> String {
    let mut gpg = Command::new("gpg");
    gpg.env("GNUPGHOME", home.path())
        .args(["--batch", "--armor", "--detach-sign"]);
    gpg.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut gpg = gpg.spawn().unwrap();
    gpg.stdin
        .take()
        .unwrap()
        .write_all(payload().as_bytes())
        .unwrap();
    let signature = String::from_utf8(gpg.wait_with_output().unwrap().stdout).unwrap();
    world.put(&with_signature(&payload(), &signature))
}

#[test]
fn openpgp_is_left_to_git_where_the_settings_allow_it() {
    let Some((home, key)) = key_ring() else {
        eprintln!("skipped: `gpg` is not there, or makes no key");
        return;
    };
    let world = World::new("");
    let commit = openpgp(&world, &home);
    // Where the keys are, the environment says, and that of this process is shared with other tests.
    let run = Command::new(std::env::current_exe().unwrap())
        .args([
            "--ignored",
            "--exact",
            "openpgp::openpgp_in_a_process_of_its_own",
            "--nocapture",
        ])
        .env("GNUPGHOME", home.path())
        .env("ISMS_TEST_ROOT", world.folder.path())
        .env("ISMS_TEST_COMMIT", &commit)
        .env("ISMS_TEST_KEY", &key)
        .status();
    let _ = Command::new("gpgconf")
        .env("GNUPGHOME", home.path())
        .args(["--kill", "all"])
        .status();
    assert!(run.unwrap().success());
}

#[test]
#[ignore = "another test runs it, in an environment with a key ring"]
fn openpgp_in_a_process_of_its_own() {
    let said = |name: &str| std::env::var(name).unwrap();
    let folder = std::path::PathBuf::from(said("ISMS_TEST_ROOT"));
    let repository = git2::Repository::open(&folder).unwrap();
    // A program that the configuration of the repository names is not run.
    let mut config = repository.config().unwrap();
    config.set_str("gpg.program", "/bin/false").unwrap();
    let past = Repo::open(&folder, None).unwrap().past().unwrap();
    let worth = |commit: &str, email: &str| {
        judge(
            &past,
            commit,
            &AllowedSigners::of(&past, None),
            true,
            &[email.to_owned()],
        )
    };
    let commit = said("ISMS_TEST_COMMIT");
    let key = said("ISMS_TEST_KEY");
    assert_eq!(worth(&commit, JANE), Signature::Good { key });
    holds(
        &bad(worth(&commit, "omar@example.com")),
        "is that of Jane Doe",
    );
    let odb = repository.odb().unwrap();
    let raw = odb.read(commit.parse().unwrap()).unwrap();
    let altered = String::from_utf8(raw.data().to_vec())
        .unwrap()
        .replace("R-1", "R-2");
    let altered = odb
        .write(git2::ObjectType::Commit, altered.as_bytes())
        .unwrap();
    holds(
        &bad(worth(&altered.to_string(), JANE)),
        "its signature is broken",
    );
}
