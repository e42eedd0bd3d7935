//! What is said of a past state depends on its commit alone, not on the clone that it is read from.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use std::path::Path;
use std::process::Command;

/// Questions about the past of the example, in formats that hold no path of a machine.
const ASKED: &[&[&str]] = &[
    &["check", "--at", "surveillance-2026", "--format", "json"],
    &["soa", "--at", "internal-audit-2026", "--format", "json"],
    &["report", "risks", "--at", "2026-10-20", "--format", "html"],
    &[
        "report",
        "policies",
        "--at",
        "surveillance-2026",
        "--format",
        "json",
    ],
    &["status", "--at", "soa-1.0", "--format", "json"],
    &["diff", "soa-1.0", "surveillance-2026", "--format", "json"],
    &[
        "soa",
        "--since",
        "isms-moved-2026",
        "--at",
        "surveillance-2026",
        "--format",
        "md",
    ],
    &[
        "log",
        "R-002",
        "--at",
        "surveillance-2026",
        "--format",
        "json",
    ],
    &[
        "trend",
        "--by",
        "tag",
        "--at",
        "surveillance-2026",
        "--format",
        "csv",
    ],
    &[
        "explain",
        "R-008",
        "--at",
        "internal-audit-2026",
        "--format",
        "json",
    ],
    &[
        "impact",
        "A.8.15",
        "--set",
        "status=planned",
        "--at",
        "surveillance-2026",
        "--format",
        "json",
    ],
    &[
        "handover",
        "kofi",
        "--to",
        "mateo",
        "--at",
        "surveillance-2026",
        "--format",
        "json",
    ],
];

fn isms(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_isms"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    (output.status.code(), said)
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(folder)
        .args(arguments)
        .status()
        .unwrap();
    assert!(status.success(), "git {arguments:?}");
}

#[test]
fn the_same_past_gives_the_same_bytes_from_any_clone() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first");
    let (code, said) = isms(folder.path(), &["demo", "first"]);
    assert_eq!(code, Some(0), "{said}");
    let from = format!("file://{}", first.display());
    git(folder.path(), &["clone", "-q", &from, "packed"]);
    git(folder.path(), &["clone", "-q", "--bare", &from, "bare.git"]);
    let packed = folder.path().join("packed");
    // Nothing that lies in the folder, is staged, or is checked out has a part in it.
    git(&packed, &["checkout", "-q", "--detach", "isms-moved-2026"]);
    std::fs::write(packed.join("isms/people.yaml"), "kind: nonsense\n").unwrap();
    git(&packed, &["worktree", "add", "-q", "../linked", "soa-1.0"]);
    let linked = folder.path().join("linked");
    let bare = folder.path().join("bare.git");
    for asked in ASKED {
        let expected = isms(&first, asked);
        assert!(expected.1.len() > 200, "{asked:?}: {expected:?}");
        for clone in [&packed, &linked, &bare] {
            let said = isms(clone, asked);
            assert_eq!(said.0, expected.0, "{asked:?} in {}", clone.display());
            assert!(
                said.1 == expected.1,
                "{asked:?} differs in {}",
                clone.display()
            );
        }
    }
}
