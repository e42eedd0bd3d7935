//! Which files are read, and that a clean tree gives what its commit gives.

use crate::support::*;
use isms::repo::Repo;
use isms::repo::layout::Layout;

const BASE: &[(&str, &str)] = &[
    ("isms.toml", "stage = \"building\"\n"),
    ("isms/scope.yaml", "kind: scope\n"),
    ("isms/policies/p.md", "# P\n"),
    ("isms/notes.txt", "no document\n"),
    ("evidence/log.txt", "log\n"),
    ("README.md", "# Hello\n"),
];

#[test]
fn only_yaml_and_markdown_below_documents_are_entries() {
    let snapshot = World::plain(BASE).snapshot();
    assert_eq!(paths(&snapshot), ["isms/policies/p.md", "isms/scope.yaml"]);
    let others: Vec<_> = snapshot.others.iter().map(String::as_str).collect();
    assert_eq!(
        others,
        [
            "README.md",
            "evidence/log.txt",
            "isms.toml",
            "isms/notes.txt"
        ]
    );
    assert_eq!(&*snapshot.settings.unwrap().text, "stage = \"building\"\n");
}

#[test]
fn outside_git_everything_works_and_says_why_git_cannot() {
    let world = World::plain(BASE);
    world.write(".gitignore", "drafts/\n");
    world.write("isms/drafts/d.yaml", "kind: risk\n");
    let snapshot = world.snapshot();
    assert_eq!(
        snapshot.revision.no_git.as_deref(),
        Some("this is not a git repository")
    );
    assert_eq!(snapshot.revision.label(), None);
    assert!(!paths(&snapshot).contains(&"isms/drafts/d.yaml"));
    assert!(!world.open().dirty(&snapshot).unwrap());
}

#[test]
fn a_clean_tree_gives_what_its_commit_gives() {
    let snapshot = World::git(BASE).assert_clean();
    assert_eq!(snapshot.entries.len(), 2);
    assert_eq!(snapshot.revision.date, Some(jiff::civil::date(2026, 1, 10)));
}

#[test]
fn a_tracked_file_is_read_although_git_ignores_it() {
    let world = World::git(BASE);
    world.write(".gitignore", "*.yaml\n/isms/gen/\n!keep.yaml\n");
    world.write("isms/tracked.yaml", "kind: risk\n");
    world.write("isms/gen/deep/tracked.md", "# T\n");
    world.commit(&[
        ".gitignore",
        "isms/tracked.yaml",
        "isms/gen/deep/tracked.md",
    ]);
    world.write("isms/ignored.yaml", "kind: risk\n");
    world.write("isms/gen/deep/ignored.md", "# I\n");
    let snapshot = world.assert_clean();
    assert_eq!(
        paths(&snapshot),
        [
            "isms/gen/deep/tracked.md",
            "isms/policies/p.md",
            "isms/scope.yaml",
            "isms/tracked.yaml"
        ]
    );
    world.write("isms/keep.yaml", "kind: risk\n");
    assert!(paths(&world.snapshot()).contains(&"isms/keep.yaml"));
}

#[test]
fn a_tracked_file_that_was_deleted_is_not_there() {
    let world = World::git(BASE);
    std::fs::remove_file(world.join("isms/scope.yaml")).unwrap();
    let snapshot = world.snapshot();
    assert_eq!(paths(&snapshot), ["isms/policies/p.md"]);
    assert!(world.open().dirty(&snapshot).unwrap());
}

#[test]
fn the_users_own_excludes_do_not_matter() {
    let world = World::git(BASE);
    world.write("isms/new.yaml", "kind: risk\n");
    world.write("my-excludes", "*.yaml\n");
    let mut config = world.git2().config().unwrap();
    config
        .set_str(
            "core.excludesFile",
            world.join("my-excludes").to_str().unwrap(),
        )
        .unwrap();
    world.write(".git/info/exclude", "*.yaml\n");
    world.write(".ignore", "*.yaml\n");
    assert!(paths(&world.snapshot()).contains(&"isms/new.yaml"));
}

#[test]
fn a_change_of_a_document_is_dirty_and_a_report_beside_it_is_not() {
    let world = World::git(BASE);
    world.write("isms.sarif", "{}\n");
    assert!(!world.open().dirty(&world.snapshot()).unwrap());
    world.write("isms/scope.yaml", "kind: scope\r\n");
    assert!(
        !world.open().dirty(&world.snapshot()).unwrap(),
        "line ends alone"
    );
    world.write("isms/scope.yaml", "kind: scope\nid: x\n");
    assert!(world.open().dirty(&world.snapshot()).unwrap());
}

#[test]
fn a_new_document_and_changed_settings_are_dirty() {
    let world = World::git(BASE);
    world.write("isms/new.yaml", "kind: risk\n");
    assert!(world.open().dirty(&world.snapshot()).unwrap());
    std::fs::remove_file(world.join("isms/new.yaml")).unwrap();
    world.write("isms.toml", "stage = \"stage-1\"\n");
    assert!(world.open().dirty(&world.snapshot()).unwrap());
}

#[test]
fn a_root_in_a_subfolder_has_a_prefix_and_obeys_the_ignores_above_it() {
    let world = World::git(&[
        (".gitignore", "private/\n"),
        ("sec/.gitignore", "/isms/old.yaml\n"),
        ("sec/isms.toml", "x = 1\n"),
        ("sec/isms/a.yaml", "kind: risk\n"),
        ("code/main.rs", "fn main() {}\n"),
    ]);
    world.write("sec/isms/private/p.yaml", "kind: risk\n");
    world.write("sec/isms/old.yaml", "kind: risk\n");
    let here = |at: Option<&str>| {
        let repo = Repo::open(&world.join("sec/isms"), at.map(Into::into)).unwrap();
        repo.snapshot(&Layout::default()).unwrap()
    };
    let snapshot = here(None);
    assert_eq!(snapshot.prefix, "sec");
    assert_eq!(paths(&snapshot), ["isms/a.yaml"]);
    assert!(!snapshot.others.contains("code/main.rs"));
    assert_eq!(seen(&snapshot), seen(&here(Some("HEAD"))));
}

#[test]
fn the_search_for_settings_ends_at_the_root_of_git() {
    let world = World::plain(&[("isms.toml", "")]);
    let inner = world.join("project");
    isms::repo::history::create(&inner, &[step("2026-01-01T00:00:00Z", &[("a/b.txt", "")])])
        .unwrap();
    let message = Repo::open(&inner.join("a"), None).unwrap_err().to_string();
    assert!(
        message.contains("the root of the git repository"),
        "{message}"
    );
    assert!(message.contains("isms demo"), "{message}");
    let message = Repo::open(&inner, Some("HEAD".into()))
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("revision `HEAD` has no isms.toml"),
        "{message}"
    );
}

#[test]
fn output_is_never_read_and_templates_are_kept_apart() {
    let world = World::git(&[
        ("isms.toml", ""),
        ("doc/a.md", "# A\n"),
        ("out/soa.md", "# SoA\n"),
        ("doc/templates/soa.md", "{{ title }}\n"),
        ("doc/templates/logo.png", "\0PNG"),
        ("doc/templates/bad.html", "\u{feff}"),
    ]);
    world.write("doc/templates/bad.html", b"\xFF\xFEa\0");
    let layout = Layout {
        documents: vec![".".into()],
        templates: Some("doc/templates".into()),
        ..Layout::default()
    };
    let snapshot = world.open().snapshot(&layout).unwrap();
    assert_eq!(paths(&snapshot), ["doc/a.md", "doc/templates/bad.html"]);
    assert_eq!(snapshot.templates.keys().collect::<Vec<_>>(), ["soa.md"]);
    assert!(snapshot.others.contains("out/soa.md"));
}

#[test]
fn evidence_is_hashed_here_and_in_a_revision_alike() {
    let world = World::git(BASE);
    world.write("evidence/new.txt", "");
    let wanted = [
        "evidence/log.txt",
        "./evidence/../evidence/log.txt",
        "evidence/new.txt",
    ];
    let wanted: Vec<String> = wanted.map(String::from).to_vec();
    let here = world.open().files(&wanted);
    let log = &here["evidence/log.txt"];
    assert_eq!((log.size, log.tracked), (Some(4), Some(true)));
    let digest = "9b75290f6a6359a2a3471022cbba4b724e45105b313ae8f6c103a2f79e82a857";
    assert_eq!(log.sha256.as_deref(), Some(digest));
    assert_eq!(here["./evidence/../evidence/log.txt"], *log);
    assert_eq!(here["evidence/new.txt"].tracked, Some(false));
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(here["evidence/new.txt"].sha256.as_deref(), Some(empty));
    let there = Repo::open(world.path(), Some("HEAD".into()))
        .unwrap()
        .files(&wanted);
    assert_eq!(there["evidence/log.txt"], *log);
    assert_eq!(there["evidence/new.txt"].size, None);
}

#[test]
fn evidence_outside_the_root_is_refused() {
    let world = World::git(BASE);
    let wanted = ["../x", "/etc/passwd", "evidence", ".git/config", "none"];
    let files = world.open().files(&wanted.map(String::from));
    let refused = |path: &str| files[path].refused.clone().unwrap_or_default();
    assert!(refused("../x").contains("out of the root"));
    assert!(refused("/etc/passwd").contains("absolute"));
    assert!(refused("evidence").contains("a folder"));
    assert_eq!(
        (files[".git/config"].size, files["none"].size),
        (None, None)
    );
}

#[test]
fn a_linked_working_tree_is_read_as_any_other() {
    let world = World::git(BASE);
    let place = World::plain(&[]);
    let linked = place.join("linked");
    world.git2().worktree("linked", &linked, None).unwrap();
    let snapshot = |at: Option<&str>| {
        let repo = Repo::open(&linked.join("isms"), at.map(Into::into)).unwrap();
        seen(&repo.snapshot(&Layout::default()).unwrap())
    };
    assert_eq!(snapshot(None), snapshot(Some("HEAD")));
    assert!(snapshot(None).contains("kind: scope"));
}

#[test]
fn a_submodule_below_documents_is_named_and_not_entered() {
    let world = World::git(BASE);
    isms::repo::history::create(
        &world.join("isms/shared"),
        &[step("2026-01-01T00:00:00Z", &[("s.yaml", "kind: risk\n")])],
    )
    .unwrap();
    world.commit(&["isms/shared"]);
    let snapshot = world.assert_clean();
    assert!(
        why(&snapshot, "isms/shared")
            .to_string()
            .contains("a git submodule")
    );
    assert_eq!(snapshot.entries.len(), 3);
}

#[test]
fn two_threads_read_one_repository_at_once() {
    fn shared<T: Send + Sync>(_: &T) {}
    let world = World::git(BASE);
    let repo = Repo::open(world.path(), Some("HEAD".into())).unwrap();
    shared(&repo);
    let layout = Layout::default();
    let (a, b) = rayon::join(|| repo.snapshot(&layout), || repo.snapshot(&layout));
    assert_eq!(seen(&a.unwrap()), seen(&b.unwrap()));
}
