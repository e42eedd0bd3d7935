//! Standard input in the place of a file.

use crate::world::{AS_OF, Findings, Outcome, World, start};
use std::process::Stdio;

/// Runs the check with these bytes on standard input.
fn fed(world: &World, bytes: &[u8], args: &[&str]) -> Outcome {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let args = [&["check", "--as-of", AS_OF], args].concat();
    let mut command = world.command(&args);
    command.stdin(Stdio::from(file.reopen().unwrap()));
    let output = command.output().unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The findings of a text that stands for a file.
fn checked(world: &World, text: impl AsRef<[u8]>, filename: &str) -> (i32, Findings) {
    let args = ["--format", "json", "-", "--stdin-filename", filename];
    let outcome = fed(world, text.as_ref(), &args);
    (outcome.code, outcome.findings())
}

const LINK: &str = "kind: asset\nid: crm\ntitle: CRM\ntype: software\nowner: gone\n";

#[test]
fn the_text_replaces_that_of_the_file_and_only_its_findings_are_told() {
    let world = World::with("isms/crm.yaml", LINK.replace("gone", "jane"));
    let (code, findings) = checked(&world, LINK, "isms/crm.yaml");
    assert_eq!(code, 1);
    assert_eq!(start(findings.of("dangling-reference")[0]), (5, 8));
    assert!(
        findings
            .all()
            .iter()
            .all(|found| found["path"] == "isms/crm.yaml")
    );
    assert_eq!(findings.count("documents"), 6);
    let (code, findings) = checked(&world, LINK.replace("gone", "omar"), "isms/crm.yaml");
    assert_eq!((code, findings.count("errors")), (0, 0));
    let file = std::fs::read_to_string(world.join("isms/crm.yaml")).unwrap();
    assert_eq!(file, LINK.replace("gone", "jane"), "nothing is written");
}

#[test]
fn a_file_that_is_not_there_yet_is_added_and_others_see_what_it_holds() {
    let world = World::sound();
    let (code, findings) = checked(&world, LINK, "isms/new/crm.yaml");
    assert_eq!((code, findings.count("files")), (1, 5));
    assert_eq!(findings.of("dangling-reference").len(), 1);
    let twice = "kind: person\nid: jane\nname: Jane Again\n";
    let (_, findings) = checked(&world, twice, "isms/twice.yaml");
    assert_eq!(findings.of("duplicate-id").len(), 1, "{findings:?}");
}

#[test]
fn the_name_counts_from_the_folder_worked_in_and_may_be_absolute() {
    let world = World::sound();
    let whole = checked(&world, LINK, "isms/crm.yaml");
    let args = [
        "-C",
        "isms",
        "--format",
        "json",
        "-",
        "--stdin-filename",
        "crm.yaml",
    ];
    assert_eq!(fed(&world, LINK.as_bytes(), &args).findings(), whole.1);
    let absolute = world.path().canonicalize().unwrap().join("isms/crm.yaml");
    assert_eq!(checked(&world, LINK, absolute.to_str().unwrap()), whole);
    let elsewhere = World::empty();
    std::os::unix::fs::symlink(world.path(), elsewhere.join("link")).unwrap();
    let linked = elsewhere.join("link/isms/crm.yaml");
    assert_eq!(checked(&world, LINK, linked.to_str().unwrap()), whole);
}

#[test]
fn what_is_no_text_or_no_document_is_a_finding_as_in_a_file() {
    let world = World::sound();
    for (bytes, rule) in [
        (&b"kind: asset\nid: \xff\n"[..], "unreadable-file"),
        (b"kind: asset\0", "unreadable-file"),
        (b"", "empty-file"),
        (b"id: [", "yaml-syntax"),
        (b"kind: asset\nid: crm\n", "missing-field"),
    ] {
        let (code, findings) = checked(&world, bytes, "isms/crm.yaml");
        assert_eq!(code, 1);
        assert!(!findings.of(rule).is_empty(), "{rule}: {findings:?}");
    }
    let policy = "kind: policy\nid: p\ntitle: P\ntype: policy\n";
    let (_, findings) = checked(&world, policy, "isms/p.yaml");
    assert_eq!(findings.of("wrong-file-type").len(), 1);
    let (code, findings) = checked(&world, "# Prose\n", "isms/p.md");
    assert_eq!((code, findings.all().len()), (0, 0));
}

#[cfg(unix)]
#[test]
fn a_new_folder_may_be_named_by_a_path_through_a_link() {
    let (world, elsewhere) = (World::sound(), World::empty());
    std::os::unix::fs::symlink(world.path(), elsewhere.join("link")).unwrap();
    for name in ["isms/crm.yaml", "isms/new/deep/crm.yaml"] {
        let through = elsewhere.join("link").join(name);
        let (code, findings) = checked(&world, LINK, through.to_str().unwrap());
        assert_eq!(code, 1, "{name}");
        assert_eq!(findings.of("dangling-reference")[0]["path"], name);
    }
    let out = elsewhere.join("link/new/../../../crm.yaml");
    let args = ["-", "--stdin-filename", out.to_str().unwrap()];
    let outcome = fed(&world, LINK.as_bytes(), &args);
    assert_eq!(outcome.code, 2, "{}", outcome.stdout);
    assert!(
        outcome.stderr.contains("outside of the root"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn what_is_no_document_by_its_name_or_place_exits_3() {
    let world = World::sound();
    for name in ["isms/notes.txt", "README.md", "isms.toml", "isms"] {
        let outcome = fed(&world, LINK.as_bytes(), &["-", "--stdin-filename", name]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""), "{name}");
        assert!(
            outcome
                .stderr
                .contains(&format!("`{name}` is not a document")),
            "{}",
            outcome.stderr
        );
    }
}

#[test]
fn a_wrong_use_exits_2_with_the_way_out() {
    let world = World::sound();
    world.commit_all("first");
    for (args, word) in [
        (&["-"][..], "`--stdin-filename PATH`"),
        (&["--stdin-filename", "isms/a.yaml"], "by `-`"),
        (
            &["isms", "-", "--stdin-filename", "isms/a.yaml"],
            "stands alone",
        ),
        (
            &["-", "--stdin-filename", "../a.yaml"],
            "outside of the root",
        ),
        (
            &["-", "--stdin-filename", "/etc/a.yaml"],
            "outside of the root",
        ),
        (
            &["-", "--stdin-filename", "isms/a.yaml", "--at", "HEAD"],
            "--at",
        ),
    ] {
        let outcome = fed(&world, LINK.as_bytes(), args);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""), "{args:?}");
        assert!(outcome.stderr.contains(word), "{}", outcome.stderr);
    }
    let long = vec![b'#'; (8 << 20) + 1];
    let outcome = fed(&world, &long, &["-", "--stdin-filename", "isms/a.yaml"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("8 MiB"), "{}", outcome.stderr);
}

#[test]
fn every_format_takes_it() {
    let world = World::sound();
    for format in isms::output::FORMATS {
        let args = [
            "-",
            "--stdin-filename",
            "isms/crm.yaml",
            "--format",
            format.name,
        ];
        let outcome = fed(&world, LINK.as_bytes(), &args);
        assert_eq!(outcome.code, 1, "{}", format.name);
        assert!(
            outcome.stdout.contains("isms/crm.yaml"),
            "{}: {}",
            format.name,
            outcome.stdout
        );
        assert!(
            !outcome.stdout.contains("isms/known.yaml"),
            "{}",
            format.name
        );
    }
}
