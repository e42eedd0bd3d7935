//! Paths and links that lead out, to pipes, to devices and round in circles.

use crate::refused;
use crate::world::{AS_OF, World};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

/// Where settings may not lead, as a text of TOML, with a word of the answer.
const OUT: [(&str, &str); 9] = [
    ("'../x'", "leads upward"),
    ("'/tmp/x'", "not a path relative"),
    ("'~/x'", "not a path relative"),
    (r"'\\srv\x'", "written with `/`"),
    (r"'C:\x'", "written with `/`"),
    ("\"a\\u0000b\"", "isms.toml:2:"),
    ("'a/../..'", "leads upward"),
    ("'.git'", "belongs to git"),
    ("''", "empty path"),
];

#[test]
fn settings_lead_nowhere_but_into_the_root() {
    let world = World::sound();
    for key in ["out", "templates"] {
        for (path, word) in OUT {
            world.write("isms.toml", format!("[site]\n{key} = {path}\n"));
            refused(&world.run(&["render"]), &["isms.toml:2:", word]);
        }
    }
    world.write("isms.toml", "[site]\nout = 'isms'\n");
    refused(&world.run(&["render"]), &["where output is written"]);
}

fn mkfifo(world: &World, path: &str) {
    let status = Command::new("mkfifo").arg(world.join(path)).status();
    assert!(status.unwrap().success());
}

#[test]
fn settings_that_are_no_file_of_the_root_are_told_and_never_opened() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    let world = World::sound();
    let settings = world.join("isms.toml");
    let again = |make: &dyn Fn()| {
        std::fs::remove_file(&settings).unwrap();
        make();
        world.run(&["check"])
    };
    refused(
        &again(&|| mkfifo(&world, "isms.toml")),
        &["isms.toml", "not a file"],
    );
    let link = |target: &str| symlink(target, &settings).unwrap();
    refused(&again(&|| link("/dev/zero")), &["out of the root"]);
    refused(
        &again(&|| link(outside.path().to_str().unwrap())),
        &["out of the root"],
    );
    refused(&again(&|| link("isms.toml")), &["loop"]);
    refused(&again(&|| link("nowhere")), &["isms.toml"]);
    let large = || {
        let file = std::fs::File::create(&settings).unwrap();
        file.set_len(300 << 20).unwrap();
    };
    refused(&again(&large), &["314572800 bytes"]);
}

#[test]
fn folders_behind_links_are_named_and_nothing_is_written_through_them() {
    let outside = tempfile::TempDir::new().unwrap();
    let out = outside.path().to_str().unwrap();
    let world = World::sound();
    symlink(out, world.join("out")).unwrap();
    symlink(out, world.join("schemas")).unwrap();
    symlink(out, world.join("evidence")).unwrap();
    refused(&world.run(&["render"]), &["leads out of the root"]);
    refused(
        &world.run(&["schema", "--write"]),
        &["leads out of the root"],
    );
    let log = tempfile::NamedTempFile::new().unwrap();
    let log = log.path().to_str().unwrap();
    refused(
        &world.run(&["evidence", "add", log, "--control", "A.8.15"]),
        &["evidence"],
    );
    std::fs::rename(world.join("isms"), outside.path().join("isms")).unwrap();
    symlink(outside.path().join("isms"), world.join("isms")).unwrap();
    let (code, findings) = world.check(&[]);
    assert_eq!(code, 1);
    assert_eq!(findings.of("unreadable-file")[0]["path"], "isms");
    refused(
        &world.run(&["new", "asset", "crm"]),
        &["leads out of the root"],
    );
    let mut left: Vec<_> = outside.path().read_dir().unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    left.clear();
    // A circle inside the root is no more than a link that is not followed.
    let world = World::sound();
    symlink(".", world.join("isms/round")).unwrap();
    symlink("../isms", world.join("isms/up")).unwrap();
    assert!(world.check(&[]).1.has_known());
}

/// What evidence may name as its file, with the rule that speaks of it.
const EVIDENCE: [(&str, &str); 14] = [
    ("../x.toml", "evidence-file-outside-root"),
    ("/etc/passwd", "evidence-file-outside-root"),
    ("evidence/../../x", "evidence-file-outside-root"),
    ("'\\\\srv\\x'", "evidence-file-outside-root"),
    ("C:/x", "evidence-file-outside-root"),
    ("evidence/zero", "evidence-file-outside-root"),
    ("evidence/out", "evidence-file-outside-root"),
    ("~/x", "evidence-file-missing"),
    ("\"a\\0b\"", "evidence-file-missing"),
    (".git/config", "evidence-file-missing"),
    ("evidence", "evidence-file-missing"),
    ("evidence/pipe", "evidence-file-missing"),
    ("evidence/socket", "evidence-file-missing"),
    ("evidence/round", "evidence-file-missing"),
];

#[test]
fn evidence_outside_is_named_and_never_packed() {
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "the secret of another project").unwrap();
    let world = World::sound();
    world.write("evidence/there.txt", "here");
    mkfifo(&world, "evidence/pipe");
    let _socket = UnixListener::bind(world.join("evidence/socket")).unwrap();
    symlink("/dev/zero", world.join("evidence/zero")).unwrap();
    symlink("round", world.join("evidence/round")).unwrap();
    symlink(outside.path(), world.join("evidence/out")).unwrap();
    world.write(".git/config", "[user]\n\tname = the secret\n");
    let all: Vec<String> = EVIDENCE
        .iter()
        .enumerate()
        .map(|(at, (file, _))| format!("kind: evidence\nid: e{at}\ntitle: T\nfile: {file}\n"))
        .collect();
    world.write("isms/evidence.yaml", all.join("---\n"));
    let (_, findings) = world.check(&[]);
    for (at, (file, rule)) in EVIDENCE.iter().enumerate() {
        let subject = format!("evidence/e{at}");
        let found = findings.of(rule).into_iter();
        assert_eq!(
            found.filter(|one| one["subject"] == *subject).count(),
            1,
            "{file}"
        );
    }
    let packed = world.run(&["pack", "--out", "p.zip", "--as-of", AS_OF]);
    assert!(packed.stdout.contains("not in it: ../x.toml"), "{packed:?}");
    let bytes = std::fs::read(world.join("p.zip")).unwrap();
    let mut pack = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..pack.len() {
        let mut file = pack.by_index(at).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(!name.contains("..") && !name.starts_with('/'), "{name}");
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut text).unwrap();
        assert!(
            !String::from_utf8_lossy(&text).contains("the secret"),
            "{name}"
        );
    }
}

#[test]
fn a_socket_among_the_documents_is_named_and_never_opened() {
    let world = World::sound();
    let _socket = UnixListener::bind(world.join("isms/socket.yaml")).unwrap();
    let (code, findings) = world.check(&[]);
    assert_eq!(code, 1);
    let found = findings.of("unreadable-file");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["path"], "isms/socket.yaml");
}

#[test]
fn a_past_state_opens_no_pipe_that_stands_where_its_evidence_did() {
    let world = World::sound();
    world.write("evidence/log.bin", vec![7; 3 << 20]);
    let digest = "a".repeat(64);
    world.write(
        "isms/e.yaml",
        format!("kind: evidence\nid: e\ntitle: T\nfile: evidence/log.bin\nsha256: {digest}\n"),
    );
    world.commit_all("Add");
    std::fs::remove_file(world.join("evidence/log.bin")).unwrap();
    mkfifo(&world, "evidence/log.bin");
    let outcome = world.run(&["check", "--at", "HEAD", "--format", "json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("evidence-hash-differs"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn evidence_is_packed_however_its_path_is_written() {
    let world = World::sound();
    world.write("evidence/there.txt", "here");
    for file in [
        "./evidence/there.txt",
        "evidence//there.txt",
        "evidence/./there.txt",
    ] {
        let text = format!("kind: evidence\nid: e\ntitle: T\nfile: {file}\n");
        world.write("isms/evidence.yaml", text);
        let packed = world.run(&["pack", "--force", "--out", "p.zip", "--as-of", AS_OF]);
        assert!(packed.stdout.contains("p.zip"), "{packed:?}");
        let bytes = std::fs::File::open(world.join("p.zip")).unwrap();
        let pack = zip::ZipArchive::new(bytes).unwrap();
        assert!(
            pack.index_for_name("evidence/there.txt").is_some(),
            "{file}"
        );
    }
}

/// Ids that no system and no reader could be trusted with.
const REFUSED: [&str; 9] = [
    "../x",
    "a/b",
    ".",
    "..",
    "-",
    "a b",
    "a\u{200b}b",
    "\u{5d0}\u{5d1}",
    "__proto__",
];

#[test]
fn ids_that_are_paths_or_look_like_others_are_refused() {
    let long = "a".repeat(10_000);
    let ids: Vec<&str> = REFUSED.into_iter().chain([&*long]).collect();
    let document = |id: &&str| format!("kind: asset\nid: \"{id}\"\ntitle: T\ntype: hardware\n");
    let all: Vec<String> = ids.iter().map(document).collect();
    let world = World::with("isms/ids.yaml", all.join("---\n"));
    let (_, findings) = world.check(&[]);
    let wrong = findings.of("invalid-value");
    assert_eq!(wrong.len(), ids.len(), "{wrong:?}");
    assert!(
        wrong
            .iter()
            .all(|one| one["message"].to_string().len() < 500)
    );
    let alike = "kind: asset\nid: \u{430}dmin\ntitle: T\ntype: hardware\n";
    let world = World::with("isms/ids.yaml", alike);
    let (_, findings) = world.check(&[]);
    let told = findings.of("invalid-value")[0].to_string();
    assert!(told.contains("U+0430"), "{told}");
}

#[test]
fn names_of_devices_and_names_that_differ_in_case_are_different_files_everywhere() {
    let ids = [
        "con", "nul", "COM1", "aux", "A", "a", "a.", "CON.html", "index",
    ];
    let document = |id: &&str| format!("kind: asset\nid: \"{id}\"\ntitle: T\ntype: hardware\n");
    let all: Vec<String> = ids.iter().map(document).collect();
    let world = World::with("isms/ids.yaml", all.join("---\n"));
    let rendered = world.run(&["render", "--as-of", AS_OF]);
    assert!(rendered.stdout.contains("files in out"), "{rendered:?}");
    let pages = world.join("out/assets").read_dir().unwrap();
    let names = pages.map(|page| {
        page.unwrap()
            .file_name()
            .into_string()
            .unwrap()
            .to_lowercase()
    });
    let mut names: Vec<String> = names.collect();
    for name in &names {
        let stem = name.split('.').next().unwrap();
        assert!(
            !["con", "nul", "com1", "aux", "prn"].contains(&stem),
            "{name}"
        );
    }
    names.sort();
    let number = names.len();
    names.dedup();
    assert_eq!(names.len(), number, "{names:?}");
    assert!(number >= ids.len(), "{names:?}");
}
