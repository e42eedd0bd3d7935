//! `isms evidence`: records are taken in whole, hashed and never over others, and listed with their state.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

#[path = "support/world.rs"]
mod world;

use std::os::unix::fs::symlink;
use world::{AS_OF, Outcome, World};

const SHA: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

/// A repository in a folder of its own, with a record beside it: the letters `abc`.
fn world() -> World {
    let world = World::empty();
    for (path, text) in world::SOUND
        .iter()
        .filter(|(path, _)| *path != "isms/known.yaml")
    {
        world.write(&format!("repo/{path}"), text);
    }
    world.write("Access review-Q3.csv", "abc");
    world
}

fn add(world: &World, args: &[&str]) -> Outcome {
    let mut all = vec!["-C", "repo", "evidence", "add", "--as-of", AS_OF];
    all.extend(args);
    world.run(&all)
}

fn text(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.join(path)).unwrap()
}

#[test]
fn a_file_is_copied_hashed_and_documented_and_the_result_passes_the_check() {
    let world = world();
    let outcome = add(
        &world,
        &[
            "../Access review-Q3.csv",
            "--control",
            "A.8.15",
            "--clause",
            "9.1",
            "--owner",
            "jane",
            "--valid-for",
            "6m",
            "--period",
            "2026-07-01..2026-09-30",
            "--access",
            "Ask the IT",
        ],
    );
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let path = "isms/evidence/access-review-q3-2026-11-20.yaml";
    assert_eq!(outcome.stdout, format!("{path}\n"));
    assert!(
        outcome
            .stderr
            .contains("evidence/2026/Access review-Q3.csv"),
        "{outcome:?}"
    );
    assert_eq!(
        text(&world, "repo/evidence/2026/Access review-Q3.csv"),
        "abc"
    );
    let document = text(&world, &format!("repo/{path}"));
    assert!(
        document.starts_with("# yaml-language-server: $schema="),
        "{document}"
    );
    for line in [
        "kind: evidence\n",
        "title: Access review Q3\n",
        "supports: [A.8.15, \"9.1\"]\n",
        "file: evidence/2026/Access review-Q3.csv\n",
        "collected: 2026-11-20\n",
        "period: {from: 2026-07-01, to: 2026-09-30}\n",
        "valid_for: 6m\n",
        "access: Ask the IT\n",
        SHA,
    ] {
        assert!(document.contains(line), "{line}: {document}");
    }
    let check = world.run(&["-C", "repo", "check", "--as-of", AS_OF, "--format", "json"]);
    assert!(!check.stdout.contains("isms/evidence/"), "{}", check.stdout);
}

#[test]
fn nothing_is_replaced_without_being_told() {
    let world = world();
    world.write("repo/evidence/2026/Access review-Q3.csv", "old");
    let refused = add(&world, &["../Access review-Q3.csv", "--control", "A.8.15"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("is there already") && refused.stderr.contains("--force"),
        "{refused:?}"
    );
    assert_eq!(
        text(&world, "repo/evidence/2026/Access review-Q3.csv"),
        "old"
    );
    assert!(!world.join("repo/isms/evidence").exists());
    assert_eq!(
        add(
            &world,
            &["../Access review-Q3.csv", "--control", "A.8.15", "--force"]
        )
        .code,
        0
    );
    assert_eq!(
        text(&world, "repo/evidence/2026/Access review-Q3.csv"),
        "abc"
    );
    // The document is never replaced.
    let again = add(
        &world,
        &["../Access review-Q3.csv", "--control", "A.8.16", "--force"],
    );
    assert!(
        again.code == 2 && again.stderr.contains("choose another id"),
        "{again:?}"
    );
}

#[test]
fn a_file_in_the_repository_stays_where_it_is() {
    let world = world();
    world.write("repo/records/log.txt", "abc");
    let outcome = add(&world, &["records/log.txt", "--risk", "R-1", "--id", "log"]);
    assert!(
        outcome.code == 2 && outcome.stderr.contains("R-1"),
        "{outcome:?}"
    );
    let outcome = add(
        &world,
        &["records/log.txt", "--control", "A.8.15", "--id", "log"],
    );
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(text(&world, "repo/isms/evidence/log.yaml").contains("file: records/log.txt\n"));
    assert!(!world.join("repo/evidence").exists());
}

#[test]
fn what_is_no_file_is_refused_by_name() {
    let world = world();
    std::fs::create_dir(world.join("folder")).unwrap();
    let fifo = std::process::Command::new("mkfifo")
        .arg(world.join("pipe"))
        .status();
    assert!(fifo.unwrap().success());
    symlink(
        "../../Access review-Q3.csv",
        world.join("repo/isms/out.csv"),
    )
    .unwrap();
    for (file, why) in [
        ("../folder", "is a folder"),
        ("../pipe", "is a pipe"),
        ("../nothing", "cannot read"),
        ("isms/out.csv", "leads out of the repository"),
    ] {
        let outcome = add(&world, &[file, "--control", "A.8.15", "--title", "T"]);
        assert!(
            outcome.code == 2 && outcome.stderr.contains(why),
            "{file}: {outcome:?}"
        );
    }
    symlink("/tmp", world.join("repo/evidence")).unwrap();
    let outcome = add(&world, &["../Access review-Q3.csv", "--control", "A.8.15"]);
    assert!(
        outcome.code == 2 && outcome.stderr.contains("leads out"),
        "{outcome:?}"
    );
}

#[test]
fn what_stays_outside_is_an_address_with_a_hash() {
    let world = world();
    let url = "https://files.example/dump.bin";
    let hashed = add(
        &world,
        &[
            "../Access review-Q3.csv",
            "--url",
            url,
            "--control",
            "A.8.13",
            "--id",
            "a",
        ],
    );
    let told = add(
        &world,
        &[
            "--url",
            url,
            "--sha256",
            SHA,
            "--control",
            "A.8.13",
            "--id",
            "b",
            "--title",
            "Dump",
        ],
    );
    assert_eq!((hashed.code, told.code), (0, 0), "{hashed:?} {told:?}");
    for id in ["a", "b"] {
        let document = text(&world, &format!("repo/isms/evidence/{id}.yaml"));
        assert!(
            document.contains(url) && document.contains(SHA),
            "{document}"
        );
        assert!(!document.contains("\nfile:"), "{document}");
    }
    assert!(!world.join("repo/evidence").exists());
    let loose = add(
        &world,
        &[
            "--url",
            url,
            "--control",
            "A.8.13",
            "--id",
            "c",
            "--title",
            "Dump",
        ],
    );
    assert!(
        loose.code == 0 && loose.stderr.contains("without a SHA-256"),
        "{loose:?}"
    );
}

#[test]
fn wrong_use_is_told_and_leaves_nothing_behind() {
    let world = world();
    let file = "../Access review-Q3.csv";
    for (args, why) in [
        (&[file][..], "say what it supports"),
        (&[file, "--control", "A.9.99"], "A.9.99"),
        (
            &[file, "--control", "A.8.15", "--collected", "2027-01-01"],
            "2027-01-01",
        ),
        (
            &[
                file,
                "--control",
                "A.8.15",
                "--period",
                "2026-02-01..2026-01-01",
            ],
            "ends before it begins",
        ),
        (&[file, "--control", "A.8.15", "--sha256", SHA], "--sha256"),
        (&["--control", "A.8.15"], "FILE"),
        (&[file, "--control", "A.8.15", "--id", "../x"], "../x"),
    ] {
        let outcome = add(&world, args);
        assert!(
            outcome.code == 2 && outcome.stderr.contains(why),
            "{args:?}: {outcome:?}"
        );
    }
    assert!(!world.join("repo/evidence").exists() && !world.join("repo/isms/evidence").exists());
}

#[test]
fn the_list_tells_age_end_and_whether_files_are_unchanged() {
    let world = world();
    world.write("repo/evidence/a.txt", "abc");
    world.write("repo/evidence/b.txt", "altered");
    let record = |id: &str, rest: &str| {
        format!(
            "kind: evidence\nid: {id}\ntitle: Record {id}\nowner: jane\nsupports: [A.8.15]\n{rest}\n---\n"
        )
    };
    let all = [
        record(
            "same",
            &format!("file: evidence/a.txt\nsha256: {SHA}\ncollected: 2026-11-10\nvalid_for: 1m"),
        ),
        record(
            "other",
            &format!("file: evidence/b.txt\nsha256: {SHA}\ncollected: 2026-11-19"),
        ),
        record(
            "gone",
            "file: evidence/c.txt\ncollected: 2026-01-10\nvalid_for: 1m",
        ),
        record("bare", "file: evidence/a.txt\ncollected: 2026-11-01"),
        record("away", "url: https://files.example/x"),
    ];
    world.write(
        "repo/isms/records.yaml",
        all.concat().trim_end_matches("---\n"),
    );
    let list = world.run(&["-C", "repo", "evidence", "list", "--as-of", AS_OF]);
    assert_eq!(list.code, 0, "{list:?}");
    for line in [
        "A.8.15  Logging",
        "  same  Record same  (collected 2026-11-10, 10 days ago, valid until 2026-12-10; matches)",
        "  other  Record other  (collected 2026-11-19, 1 day ago; differs)",
        "  gone  Record gone  (collected 2026-01-10, 314 days ago, expired 2026-02-10; missing)",
        "  bare  Record bare  (collected 2026-11-01, 19 days ago; not recorded)",
        "  away  Record away  (nobody knows when collected; outside)",
        "5 records: 1 with the recorded hash, 1 differing, 1 missing, 1 outside, 1 expired",
    ] {
        assert!(list.stdout.contains(line), "{line}\n{}", list.stdout);
    }
    let json = world.run(&[
        "-C", "repo", "evidence", "list", "--as-of", AS_OF, "--format", "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["report"], "evidence");
    assert_eq!(json["header"]["controls"][0]["evidence"][0], "other");
    for format in ["md", "html", "csv"] {
        let report = world.run(&[
            "-C", "repo", "report", "evidence", "--as-of", AS_OF, "--format", format,
        ]);
        assert!(
            report.code == 0 && report.stdout.contains("Record gone"),
            "{format}: {report:?}"
        );
    }
}
