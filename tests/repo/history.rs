//! A made history is the same everywhere.

use crate::support::*;
use isms::repo::history::{Graph, HistoryError, When, create, create_graph};
use std::path::Path;

#[test]
fn commit_ids_are_the_same_everywhere() {
    let mut steps = [
        step(
            "2026-01-10T12:00:00+01:00",
            &[("isms.toml", "x = 1\n"), ("isms/a.yaml", "a\r\n")],
        ),
        step("2026-02-10T08:15:00-05:00", &[("isms/b/c.yaml", "c\n")]),
    ];
    steps[1].changes.push(("isms/a.yaml".into(), None));
    steps[1].tag = Some(("audit".into(), "Stage 1".into()));
    let folder = tempfile::TempDir::new().unwrap();
    let ids = create(folder.path(), &steps).unwrap();
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    assert_eq!(
        ids,
        [
            "62bb0da71a74188a0c198147c612a8f4718234e5",
            "a168db940d970d87a67b694e8ecc95e1b7ead58b"
        ]
    );
    let tag = git2::Repository::open(folder.path()).unwrap();
    assert_eq!(
        tag.refname_to_id("refs/tags/audit").unwrap().to_string(),
        "b94ab6cd5c8aa89ae4381524a2d4536997994b1c"
    );
}

#[test]
fn the_last_step_is_checked_out_and_clean() {
    let mut steps = vec![
        step(
            "2026-01-10T12:00:00Z",
            &[("isms.toml", ""), ("isms/a.yaml", "a\r\n")],
        ),
        step(
            "2026-01-11T12:00:00Z",
            &[
                ("isms/b.yaml", "b\n"),
                (".gitattributes", "* text eol=lf\n"),
            ],
        ),
    ];
    steps.push(step("2026-01-12T12:00:00Z", &[]));
    steps[2].changes.push(("isms/b.yaml".into(), None));
    let world = World::steps(&steps);
    assert_eq!(std::fs::read(world.join("isms/a.yaml")).unwrap(), b"a\r\n");
    assert!(!world.join("isms/b.yaml").exists());
    let snapshot = world.assert_clean();
    assert_eq!(paths(&snapshot), ["isms/a.yaml"]);
    assert_eq!(
        world.git2().head().unwrap().name().unwrap(),
        "refs/heads/main"
    );
}

#[test]
fn an_existing_repository_and_a_path_outside_are_refused() {
    let world = World::git(&[("a", "")]);
    assert!(matches!(
        create(world.path(), &[]),
        Err(HistoryError::Exists(_))
    ));
    let folder = tempfile::TempDir::new().unwrap();
    let outside = step("2026-01-10T12:00:00Z", &[("../a", "")]);
    assert!(matches!(
        create(folder.path(), &[outside]),
        Err(HistoryError::Path { step: 1, .. })
    ));
}

#[test]
fn a_moment_keeps_its_offset() {
    let when: When = "1970-01-01T01:00:01+01:30".parse().unwrap();
    assert_eq!((when.seconds, when.offset_minutes), (-1799, 90));
    assert!("2026-01-10".parse::<When>().is_err());
}

#[test]
fn a_merge_has_the_parents_and_the_files_of_both_sides() {
    let side = step("2026-01-11T12:00:00Z", &[("isms/b.yaml", "b\n")]);
    let main = step("2026-01-12T12:00:00Z", &[("isms/a.yaml", "a\n")]);
    let merge = step("2026-01-13T12:00:00Z", &[("isms/b.yaml", "b\n")]);
    let open = step("2026-01-14T12:00:00Z", &[("isms/c.yaml", "c\n")]);
    let graph = Graph {
        commits: vec![
            (step("2026-01-10T12:00:00Z", &[("isms.toml", "")]), vec![]),
            (side, vec![0]),
            (main, vec![0]),
            (merge, vec![2, 1]),
            (open, vec![1]),
        ],
        branches: vec![("trunk".into(), 3), ("propose/c".into(), 4)],
    };
    let folder = tempfile::TempDir::new().unwrap();
    let ids = create_graph(folder.path(), &graph).unwrap();
    let repository = git2::Repository::open(folder.path()).unwrap();
    let merge = repository.head().unwrap().peel_to_commit().unwrap();
    assert_eq!(repository.head().unwrap().shorthand().unwrap(), "trunk");
    assert_eq!(merge.parent_ids().collect::<Vec<_>>(), [ids[2], ids[1]]);
    let files = |id| -> Vec<String> {
        let tree = repository.find_commit(id).unwrap().tree().unwrap();
        let isms = tree.get_path(Path::new("isms")).unwrap();
        let isms = isms.to_object(&repository).unwrap().peel_to_tree().unwrap();
        let names = isms.iter().map(|entry| entry.name().unwrap().to_owned());
        names.collect()
    };
    assert_eq!(files(merge.id()), ["a.yaml", "b.yaml"]);
    assert_eq!(files(ids[2]), ["a.yaml"]);
    let open = repository.refname_to_id("refs/heads/propose/c").unwrap();
    assert_eq!(files(open), ["b.yaml", "c.yaml"]);
}

#[test]
fn a_commit_cannot_follow_a_later_one() {
    let first = step("2026-01-10T12:00:00Z", &[("isms.toml", "")]);
    let graph = Graph {
        commits: vec![(first, vec![1])],
        branches: vec![("main".into(), 0)],
    };
    let folder = tempfile::TempDir::new().unwrap();
    let error = create_graph(folder.path(), &graph).unwrap_err();
    assert!(matches!(error, HistoryError::Order(1)), "{error}");
}
