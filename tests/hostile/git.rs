//! A repository whose git configuration, hooks, attributes and objects are made to run programs or to lie:
//! nothing of it runs, and nothing of it is believed.

use crate::world::{AS_OF, Outcome, World, finish};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const RISK: &str = "kind: risk\nid: R-1\ntitle: The old server\nowner: jane\ninherent: {likelihood: 3, impact: 4}\ntreatment:\n  options: [retain]\n  acceptance: {of: residual, level: high, by: jane, on: 2026-11-18, until: 2027-04-30, reason: Small.}\n";

/// Runs git with nobody's settings, as Jane; `more` are settings of this run.
fn git(world: &World, more: &[&str], args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.current_dir(world.path()).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap());
    command
        .env("HOME", world.path())
        .env("GIT_CONFIG_NOSYSTEM", "1");
    command.envs(std::env::var_os("GNUPGHOME").map(|home| ("GNUPGHOME", home)));
    for who in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{who}_NAME"), "Jane Doe");
        command.env(format!("GIT_{who}_EMAIL"), "jane@example.com");
        command.env(format!("GIT_{who}_DATE"), "2026-11-18T12:00:00Z");
    }
    for setting in more {
        command.args(["-c", setting]);
    }
    let output = command.args(args).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {told}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// Two commits: people, then a risk that Jane accepts.
fn history() -> World {
    let world = World::sound();
    let people = "kind: person\nid: jane\nname: Jane Doe\nemails: [jane@example.com]\n";
    world.write("isms/people.yaml", people);
    git(&world, &[], &["init", "--quiet", "-b", "main"]);
    git(&world, &[], &["add", "--all"]);
    git(&world, &[], &["commit", "--quiet", "-m", "Begin"]);
    git(&world, &[], &["tag", "v1"]);
    world.write("isms/risk.yaml", RISK);
    world.write("evidence/a.txt", "a");
    world.write(
        "isms/evidence.yaml",
        "kind: evidence\nid: e\ntitle: T\nfile: evidence/a.txt\n",
    );
    git(&world, &[], &["add", "--all"]);
    git(&world, &[], &["commit", "--quiet", "-m", "Accept"]);
    world
}

/// Settings each of which names a program that leaves a mark.
fn configuration(marks: &Path) -> String {
    let touch = |name: &str| format!("touch {}/{name}", marks.display());
    let mut text = format!(
        "[core]\n\thooksPath = {0}/hooks\n\tattributesFile = {0}/attributes\n[include]\n\tpath = {0}/included\n[protocol \"ext\"]\n\tallow = always\n[extensions]\n\tpartialClone = origin\n[remote \"origin\"]\n\turl = ssh://nowhere.invalid/x\n\tpromisor = true\n\tpartialclonefilter = blob:none\n[url \"ext::sh -c touch% {0}/url\"]\n\tinsteadOf = https://\n",
        marks.display()
    );
    for (section, keys) in [
        (
            "core",
            &[
                "fsmonitor",
                "sshCommand",
                "pager",
                "editor",
                "gitProxy",
                "askPass",
                "alternateRefsCommand",
            ][..],
        ),
        ("diff", &["external"]),
        ("diff \"evil\"", &["textconv", "command"]),
        ("filter \"evil\"", &["clean", "smudge", "process"]),
        ("merge \"evil\"", &["driver"]),
        ("gpg", &["program"]),
        ("gpg \"openpgp\"", &["program"]),
        ("gpg \"ssh\"", &["program", "defaultKeyCommand"]),
        ("credential", &["helper"]),
        ("uploadpack", &["packObjectsHook"]),
        ("sequence", &["editor"]),
        ("submodule \"evil\"", &["update"]),
    ] {
        text += &format!("[{section}]\n");
        for key in keys {
            let shell = if matches!(*key, "helper" | "update") {
                "!"
            } else {
                ""
            };
            let program = touch(&format!("{}-{key}", section.replace(['"', ' '], "")));
            text += &format!("\t{key} = \"{shell}{program}\"\n");
        }
    }
    text + &format!("[alias]\n\tverify-commit = \"!{}\"\n", touch("alias"))
}

/// Makes the repository hostile; every program that it names leaves a mark in the folder.
fn armed(world: &World) -> tempfile::TempDir {
    let marks = tempfile::TempDir::new().unwrap();
    let config = world.join(".git/config");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, text + &configuration(marks.path())).unwrap();
    let attributes = "* filter=evil diff=evil merge=evil\n";
    world.write(".gitattributes", attributes);
    world.write(".git/info/attributes", attributes);
    world.write(
        ".gitmodules",
        "[submodule \"evil\"]\n\tpath = ../../x\n\turl = -u./payload\n",
    );
    let inside = marks.path().join("hooks");
    std::fs::create_dir(&inside).unwrap();
    std::fs::write(marks.path().join("attributes"), attributes).unwrap();
    std::fs::write(
        marks.path().join("included"),
        configuration(marks.path()).replace("included", "nowhere"),
    )
    .unwrap();
    for hook in [
        "pre-commit",
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "fsmonitor-watchman",
    ] {
        for folder in [&inside, &world.join(".git/hooks")] {
            std::fs::create_dir_all(folder).unwrap();
            let path = folder.join(hook);
            std::fs::write(
                &path,
                format!("#!/bin/sh\ntouch {}/{hook}\n", marks.path().display()),
            )
            .unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    marks
}

/// The marks that programs left.
fn left(marks: &tempfile::TempDir) -> Vec<String> {
    let all = marks.path().read_dir().unwrap();
    let names = all.map(|one| one.unwrap().file_name().into_string().unwrap());
    names
        .filter(|name| !["hooks", "attributes", "included"].contains(&&**name))
        .collect()
}

/// Runs the binary as somebody whose path holds the usual programs.
fn run(world: &World, args: &[&str]) -> Outcome {
    let mut command = world.command(args);
    command.env("PATH", std::env::var_os("PATH").unwrap());
    command.envs(std::env::var_os("GNUPGHOME").map(|home| ("GNUPGHOME", home)));
    finish(command)
}

#[test]
fn nothing_that_the_repository_names_is_run_by_any_verb() {
    let world = history();
    let packed = run(&world, &["pack", "--out", "p.zip", "--as-of", AS_OF]);
    assert!(packed.stdout.contains("p.zip"), "{packed:?}");
    let marks = armed(&world);
    let verbs: &[&[&str]] = &[
        &["check"],
        &["check", "--changed=v1"],
        &["check", "--at", "HEAD"],
        &["diff", "v1", "HEAD"],
        &["log", "R-1"],
        &["trend"],
        &["soa", "--since", "v1"],
        &["explain", "R-1"],
        &["impact", "R-1"],
        &["handover", "jane"],
        &["status"],
        &["evidence", "list"],
        &["approve", "--list"],
        &["render"],
        &["render", "--check"],
        &["verify", "p.zip", "--repo", "."],
        &["pack", "--allow-dirty", "--out", "q.zip"],
        &[
            "accept",
            "R-1",
            "--by",
            "jane",
            "--until",
            "2027-01-31",
            "--reason",
            "Small.",
            "--force",
        ],
        &["review", "R-1", "--by", "jane"],
        &["approve", "rtp", "--by", "jane"],
        &["new", "asset", "crm"],
        &["evidence", "add", "isms.toml"],
        &["fix"],
        &["baseline"],
        &["schema", "--write"],
        &["rename", "risk", "R-1", "R-2"],
    ];
    for args in verbs {
        let outcome = run(&world, args);
        assert!((0..=2).contains(&outcome.code), "{args:?} {outcome:?}");
        assert_eq!(
            left(&marks),
            [""; 0],
            "{args:?} ran what the repository names"
        );
    }
}

/// A key ring with a key of Jane's; `None` without GnuPG.
fn key_ring() -> Option<tempfile::TempDir> {
    let home = tempfile::TempDir::new().unwrap();
    let made = Command::new("gpg")
        .env("GNUPGHOME", home.path())
        .args(["--batch", "--quiet", "--passphrase", "", "--quick-gen-key"])
        .args(["Jane Doe <jane@example.com>", "ed25519", "sign", "never"])
        .output();
    made.ok().filter(|made| made.status.success())?;
    Some(home)
}

/// What is said of the signature of the commit in which the risk was accepted.
fn unsigned(world: &World) -> Vec<String> {
    let outcome = run(world, &["check", "--format", "json", "--as-of", AS_OF]);
    let findings = outcome.findings();
    let found = findings.of("decision-unsigned").into_iter();
    found
        .map(|one| one["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_openpgp_signature_is_judged_without_showing_the_repository_to_git() {
    if std::env::var_os("ISMS_TEST_OWN_PROCESS").is_some() {
        return judged_in_a_process_of_its_own();
    }
    let Some(home) = key_ring() else {
        eprintln!("skipped: `gpg` is not there, or makes no key");
        return;
    };
    let name = "git::an_openpgp_signature_is_judged_without_showing_the_repository_to_git";
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture"])
        .env("GNUPGHOME", home.path())
        .env("ISMS_TEST_OWN_PROCESS", "yes")
        .status();
    let _ = Command::new("gpgconf")
        .env("GNUPGHOME", home.path())
        .args(["--kill", "all"])
        .status();
    assert!(run.unwrap().success());
}

fn judged_in_a_process_of_its_own() {
    let world = history();
    let settings = "stage = \"certified\"\n[git]\nsignatures = true\nopenpgp = true\n";
    world.write("isms.toml", settings);
    git(&world, &[], &["add", "--all"]);
    let sign = ["user.signingkey=jane@example.com"];
    git(
        &world,
        &sign,
        &["commit", "--quiet", "--amend", "--no-edit", "-S"],
    );
    let good = git(&world, &[], &["rev-parse", "HEAD"]);
    assert_eq!(unsigned(&world), [""; 0]);
    // The same with a signature that is Jane's, of something else.
    let raw = git(&world, &[], &["cat-file", "commit", "HEAD"]) + "\n";
    world.write("forged", raw.replace("Accept", "Forged"));
    let forged = git(
        &world,
        &[],
        &["hash-object", "-t", "commit", "-w", "forged"],
    );
    std::fs::remove_file(world.join("forged")).unwrap();
    git(&world, &[], &["update-ref", "refs/heads/main", &forged]);
    let broken = |world: &World| {
        let told = unsigned(world);
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].contains("its signature is broken"), "{told:?}");
    };
    broken(&world);
    // Git would show the signed commit in its place.
    git(&world, &[], &["replace", &forged, &good]);
    broken(&world);
    // Git would fetch what is missing, with a program of the repository's choice.
    let marks = armed(&world);
    world.write(
        &format!(".git/refs/replace/{forged}"),
        "1234567890123456789012345678901234567890\n",
    );
    broken(&world);
    assert_eq!(left(&marks), [""; 0]);
    // Under its id lies another commit, which Jane did sign.
    let object = |id: &str| world.join(&format!(".git/objects/{}/{}", &id[..2], &id[2..]));
    std::fs::remove_file(object(&forged)).unwrap();
    std::fs::copy(object(&good), object(&forged)).unwrap();
    let told = unsigned(&world);
    assert!(
        told[0].contains("under its id lies something else"),
        "{told:?}"
    );
}

#[test]
fn pipes_where_git_keeps_files_are_told_and_never_opened() {
    for file in [
        "config",
        "HEAD",
        "index",
        "packed-refs",
        "commondir",
        "objects/info/alternates",
        "refs/heads/main",
    ] {
        let world = World::sound();
        world.commit_all("first");
        let _ = std::fs::remove_file(world.join(".git").join(file));
        std::fs::create_dir_all(world.join(".git").join(file).parent().unwrap()).unwrap();
        let mut mkfifo = Command::new("mkfifo");
        mkfifo.arg(world.join(".git").join(file));
        assert_eq!(finish(mkfifo).code, 0);
        let outcome = world.run(&["check", "--as-of", AS_OF]);
        assert_eq!(outcome.code, 1, "{file} {outcome:?}");
        assert!(
            outcome.stdout.contains("is a pipe, socket or device"),
            "{file} {}",
            outcome.stdout
        );
    }
}
