//! Past states: what `--at` takes, and what it answers when it cannot.

use crate::support::*;
use isms::repo::error::RepoError;
use isms::repo::layout::Layout;
use isms::repo::{At, Repo};

/// Three days of a small history, the last at the very end of a UTC day.
fn history() -> World {
    let mut steps = vec![
        step(
            "2026-01-10T12:00:00+01:00",
            &[("isms.toml", ""), ("isms/a.yaml", "one\n")],
        ),
        step("2026-02-10T00:30:00+02:00", &[("isms/a.yaml", "two\n")]),
        step("2026-03-10T23:59:59Z", &[("isms/a.yaml", "three\n")]),
    ];
    steps[1].tag = Some(("stage-1".into(), "The first audit".into()));
    World::steps(&steps)
}

fn text_at(world: &World, rev: &str) -> String {
    let snapshot = world.at(rev);
    snapshot.entries[0]
        .source
        .as_ref()
        .unwrap()
        .text
        .to_string()
}

#[test]
fn a_revision_is_named_in_any_way_of_git() {
    let world = history();
    for rev in [
        "stage-1",
        "HEAD~1",
        "main^",
        "refs/tags/stage-1",
        "stage-1^{commit}",
    ] {
        assert_eq!(text_at(&world, rev), "two\n", "{rev}");
    }
    let id = world.at("stage-1").revision.commit.unwrap();
    assert_eq!(text_at(&world, &id[..10]), "two\n");
}

#[test]
fn a_day_is_the_last_commit_before_its_end_in_utc() {
    let world = history();
    assert_eq!(text_at(&world, "2026-01-10"), "one\n");
    assert_eq!(text_at(&world, "2026-02-08"), "one\n");
    assert_eq!(
        text_at(&world, "2026-02-09"),
        "two\n",
        "00:30 at +02:00 is the day before in UTC"
    );
    assert_eq!(text_at(&world, "2026-03-09"), "two\n");
    assert_eq!(text_at(&world, "2026-03-10"), "three\n");
    assert_eq!(
        world.at("2026-02-28").revision.date,
        Some(jiff::civil::date(2026, 2, 9))
    );
    let early = world.error_at("2026-01-09");
    assert!(
        early.contains("by the end of 2026-01-09") && early.contains("2026-01-10"),
        "{early}"
    );
    assert!(world.error_at("2026-02-30").contains("2026-02-30"));
}

#[test]
fn days_speak_of_the_default_branch_wherever_head_stands() {
    let world = history();
    let repository = world.git2();
    let first = repository.revparse_single("HEAD~2").unwrap();
    repository.set_head_detached(first.id()).unwrap();
    assert_eq!(text_at(&world, "2026-12-31"), "three\n");
    repository
        .branch("old", &first.peel_to_commit().unwrap(), false)
        .unwrap();
    let at = |name| At {
        rev: "2026-12-31",
        default_branch: Some(name),
    };
    let repo = Repo::open(world.path(), Some(at("old"))).unwrap();
    assert_eq!(repo.revision().date, Some(jiff::civil::date(2026, 1, 10)));
    let message = Repo::open(world.path(), Some(at("none")))
        .unwrap_err()
        .to_string();
    assert!(
        message.contains("`none`") && message.contains("default_branch"),
        "{message}"
    );
}

#[test]
fn an_unknown_revision_is_answered_with_a_near_name() {
    let message = history().error_at("stage1");
    assert_eq!(
        message,
        "unknown revision `stage1`; did you mean `stage-1`?"
    );
    let message = history().error_at("HEAD:isms/a.yaml");
    assert!(message.contains("names a file, not a commit"), "{message}");
}

#[test]
fn an_ambiguous_id_asks_for_more_digits() {
    let world = history();
    let repository = world.git2();
    // Among 17 objects two begin alike; libgit2 wants four digits, so many more are made.
    let mut seen = std::collections::BTreeSet::new();
    let twice = (0..).find_map(|n: u32| {
        let id = repository.blob(&n.to_le_bytes()).unwrap().to_string();
        let short = id[..4].to_owned();
        (!seen.insert(short.clone())).then_some(short)
    });
    assert!(world.error_at(&twice.unwrap()).contains("ambiguous"));
}

#[test]
fn without_git_or_without_a_commit_a_revision_is_refused() {
    let plain = World::plain(&[("isms.toml", "")]);
    assert_eq!(
        plain.error_at("HEAD"),
        "revision `HEAD` needs git: this is not a git repository"
    );
    let empty = World::steps(&[]);
    empty.write("isms.toml", "");
    empty.write("isms/a.yaml", "one\n");
    assert!(empty.error_at("HEAD").contains("found no commit"));
    assert!(empty.error_at("2026-01-01").contains("found no commit"));
    let snapshot = empty.snapshot();
    assert_eq!(
        (snapshot.entries.len(), snapshot.revision.commit),
        (1, None)
    );
    assert!(snapshot.revision.no_git.unwrap().contains("no commit yet"));
}

/// A bare copy of a world.
fn bare(world: &World) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let from = world.path().to_str().unwrap();
    git2::build::RepoBuilder::new()
        .bare(true)
        .clone(from, folder.path())
        .unwrap();
    folder
}

#[test]
fn a_bare_repository_gives_revisions_and_nothing_else() {
    let world = history();
    let bare = bare(&world);
    let repo = Repo::open(bare.path(), Some("stage-1".into())).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    assert_eq!(paths(&snapshot), ["isms/a.yaml"]);
    assert!(matches!(
        Repo::open(bare.path(), None),
        Err(RepoError::Bare { .. })
    ));
}

#[test]
fn a_bare_repository_finds_the_only_settings() {
    let files = [
        ("a/isms.toml", ""),
        ("a/isms/x.yaml", "x\n"),
        ("b/readme", ""),
    ];
    let repo_of = |world: &World| {
        Repo::open(bare(world).path(), Some("HEAD".into())).map(|r| r.prefix().to_owned())
    };
    assert_eq!(repo_of(&World::git(&files)).unwrap(), "a");
    let two = World::git(&[files[0], ("b/isms.toml", "")]);
    let message = repo_of(&two).unwrap_err().to_string();
    assert!(message.contains("a/isms.toml, b/isms.toml"), "{message}");
}

#[test]
fn a_shallow_clone_says_so() {
    let world = history();
    let middle = world.at("HEAD~1").revision.commit.unwrap();
    let first = world
        .git2()
        .revparse_single("HEAD~2")
        .unwrap()
        .id()
        .to_string();
    world.write(".git/shallow", format!("{middle}\n"));
    let object = format!(".git/objects/{}/{}", &first[..2], &first[2..]);
    std::fs::remove_file(world.join(&object)).unwrap();
    assert!(world.snapshot().revision.shallow && world.at("HEAD").revision.shallow);
    let message = world.error_at("2026-01-10");
    assert!(message.contains("git fetch --unshallow"), "{message}");
}

#[test]
fn a_tree_that_repeats_itself_into_billions_is_refused() {
    let world = history();
    let repository = world.git2();
    let mut id = repository.blob(b"x").unwrap();
    for depth in 0..10 {
        let mode = if depth == 0 { 0o100_644 } else { 0o040_000 };
        let mut tree = repository.treebuilder(None).unwrap();
        for name in 0..10 {
            tree.insert(format!("{name}.md"), id, mode).unwrap();
        }
        id = tree.write().unwrap();
    }
    let mut root = repository.treebuilder(None).unwrap();
    root.insert("isms", id, 0o040_000).unwrap();
    root.insert("isms.toml", repository.blob(b"").unwrap(), 0o100_644)
        .unwrap();
    let tree = repository.find_tree(root.write().unwrap()).unwrap();
    let who = git2::Signature::new("T", "t@example.com", &git2::Time::new(0, 0)).unwrap();
    repository
        .commit(Some("refs/heads/bomb"), &who, &who, "boom", &tree, &[])
        .unwrap();
    assert!(world.error_at("bomb").contains("more than 1000000 files"));
}
