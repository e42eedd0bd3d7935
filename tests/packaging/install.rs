//! The action installs what has the expected digest, and nothing else.

use crate::runner::Runner;
use crate::world::Outcome;
use sha2::{Digest, Sha256};
use std::process::Command;

const ARCHIVE: &str = "isms-0.1.0-x86_64-unknown-linux-gnu.tar.gz";

/// A runner whose `curl` takes files from the folder `web` by the last part of their address.
fn runner() -> Runner {
    let runner = Runner::new();
    runner.program(
        "curl",
        "while (($#)); do case \"$1\" in --output) file=\"$2\"; shift ;; https://*) url=\"$1\" ;; esac; shift; done\n\
         [[ -f \"$HOME/../web/${url##*/}\" ]] || { echo 'curl: (22) 404' >&2; exit 22; }\n\
         cp \"$HOME/../web/${url##*/}\" \"$file\"\n",
    );
    runner.write("home/.keep", "");
    runner.write("web/isms", "#!/bin/sh\necho isms 0.1.0\n");
    let packed = Command::new("tar")
        .args(["-czf", ARCHIVE, "isms"])
        .current_dir(runner.join("web"))
        .status();
    assert!(packed.unwrap().success());
    runner
}

fn digest(runner: &Runner, file: &str) -> String {
    let bytes = std::fs::read(runner.join("web").join(file)).unwrap();
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn install(runner: &Runner, variables: &[(&str, &str)]) -> Outcome {
    let mut all = vec![
        ("ISMS_VERSION", "0.1.0"),
        ("ISMS_SHA256", ""),
        ("ISMS_URL", ""),
        ("ACTION_REPOSITORY", "maker/isms"),
    ];
    all.extend(variables);
    runner.script("install.sh", &runner.join("."), &all)
}

/// Nothing that a later step could run is there.
fn refused(runner: &Runner, outcome: &Outcome, why: &str) {
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.stdout.contains(why), "{outcome:?}");
    assert!(!runner.join("temp/isms-bin/isms").exists());
    assert_eq!(runner.read("path"), "");
}

#[test]
fn the_release_of_the_action_is_installed_when_its_list_of_digests_agrees() {
    let runner = runner();
    let sums = format!(
        "{}  {ARCHIVE}\n{}  other\n",
        digest(&runner, ARCHIVE),
        "0".repeat(64)
    );
    runner.write("web/SHA256SUMS", &sums);
    let outcome = install(&runner, &[]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.stdout.contains("isms 0.1.0"));
    let folder = runner.join("temp/isms-bin");
    assert_eq!(runner.read("path"), format!("{}\n", folder.display()));
    let release = "https://github.com/maker/isms/releases/download/v0.1.0/";
    assert_eq!(runner.calls_with(release), 2, "{:?}", runner.calls());
}

#[test]
fn a_digest_that_was_given_needs_no_list() {
    let runner = runner();
    let digest = digest(&runner, ARCHIVE);
    assert_eq!(install(&runner, &[("ISMS_SHA256", &digest)]).code, 0);
    assert_eq!(runner.calls().len(), 1);
}

#[test]
fn another_archive_than_expected_is_not_installed() {
    let runner = runner();
    runner.write(
        "web/SHA256SUMS",
        &format!("{}  {ARCHIVE}\n", "0".repeat(64)),
    );
    refused(&runner, &install(&runner, &[]), "nothing was installed");
    let wrong = "f".repeat(64);
    refused(
        &runner,
        &install(&runner, &[("ISMS_SHA256", &wrong)]),
        &wrong,
    );
}

#[test]
fn a_list_that_does_not_name_the_archive_proves_nothing() {
    let runner = runner();
    runner.write(
        "web/SHA256SUMS",
        &format!("{}  isms.tar.gz\n", "0".repeat(64)),
    );
    refused(&runner, &install(&runner, &[]), "does not name");
}

#[test]
fn a_release_that_is_not_there_is_said() {
    refused(
        &runner(),
        &install(&runner(), &[]),
        "cannot download https://",
    );
}

#[test]
fn an_address_of_ones_own_needs_a_digest_and_may_be_the_bare_binary() {
    let runner = runner();
    let url = ("ISMS_URL", "https://files.example.com/isms");
    refused(&runner, &install(&runner, &[url]), "needs the input sha256");
    assert!(runner.calls().is_empty(), "it was downloaded all the same");
    let digest = digest(&runner, "isms");
    let outcome = install(&runner, &[url, ("ISMS_SHA256", &digest)]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
}

#[test]
fn a_version_that_is_none_and_a_system_without_a_binary_are_refused() {
    let runner = runner();
    for version in ["", "latest", "../../other/v1", "0.1.0 --insecure"] {
        refused(
            &runner,
            &install(&runner, &[("ISMS_VERSION", version)]),
            "no version",
        );
    }
    refused(
        &runner,
        &install(&runner, &[("RUNNER_ARCH", "RISCV64")]),
        "no released binary for Linux on RISCV64",
    );
    assert!(runner.calls().is_empty());
}
