//! Authors without an address, and messages and file names that are no UTF-8.

use crate::past::{FILE, every, git, likelihood, repository, run};
use std::os::unix::ffi::OsStrExt;

/// A commit on top of `HEAD`, byte by byte, of what is staged.
fn raw(world: &crate::world::World, author: &[u8], message: &[u8]) {
    git(world.path(), "2026-06-01", &["add", "--all"]);
    let tree = git(world.path(), "2026-06-01", &["write-tree"]);
    let parent = git(world.path(), "2026-06-01", &["rev-parse", "HEAD"]);
    let mut commit = format!("tree {tree}\nparent {parent}\nauthor ").into_bytes();
    for (line, who) in [("", author), ("committer ", author)] {
        commit.extend(line.as_bytes());
        commit.extend(who);
        commit.extend(b" 1780000000 +0000\n");
    }
    commit.push(b'\n');
    commit.extend(message);
    let repository = git2::Repository::open(world.path()).unwrap();
    let id = repository
        .odb()
        .unwrap()
        .write(git2::ObjectType::Commit, &commit)
        .unwrap();
    repository
        .reference("refs/heads/main", id, true, "test")
        .unwrap();
}

#[test]
fn authors_and_messages_of_any_bytes_are_shown_lossily_and_stop_nobody() {
    let hostile = b"gr\xfc\xdfe\x1b[2J\n\n\xff\xfe".as_slice();
    for (author, shown) in [
        (b"Jane <>".as_slice(), "Jane"),
        (b"J\xe4ne <j\xe4ne>".as_slice(), "J\u{fffd}ne"),
        (b" <jane@example.com>".as_slice(), "jane@example.com"),
    ] {
        let world = repository();
        world.write(FILE, likelihood(1));
        raw(&world, author, hostile);
        for more in [&[][..], &["--at", "HEAD"]] {
            for (verb, outcome) in every(world.path(), more) {
                assert_eq!(
                    (outcome.code, outcome.stderr.as_str()),
                    (0, ""),
                    "{verb} {shown}"
                );
            }
        }
        let log = run(world.path(), &["log", "R-1"]).stdout;
        assert!(log.contains(shown), "`{shown}` is not said in:\n{log}");
        assert!(log.contains("gr\u{fffd}"), "{log}");
    }
}

#[test]
fn an_empty_message_stops_nobody() {
    let world = repository();
    world.write(FILE, likelihood(1));
    raw(&world, b"Jane <jane@example.com>", b"");
    for (verb, outcome) in every(world.path(), &[]) {
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{verb}");
    }
}

#[test]
fn a_document_whose_name_is_no_utf_8_is_told_in_the_tree_and_in_revisions() {
    let world = repository();
    let name = std::ffi::OsStr::from_bytes(b"isms/v\xe4n.yaml");
    std::fs::write(
        world.path().join(name),
        "kind: asset\nid: van\ntitle: Van\ntype: hardware\nowner: jane\n",
    )
    .unwrap();
    raw(&world, b"Jane <jane@example.com>", b"Buy a van");
    for more in [&[][..], &["--at", "HEAD"]] {
        let codes = every(world.path(), more);
        for (verb, outcome) in &codes {
            assert!(outcome.code < 2, "{verb} {more:?}: {outcome:?}");
        }
        let (_, found) = world.check(more);
        let told = found
            .all()
            .iter()
            .filter(|it| it["path"].as_str().unwrap().contains('\u{fffd}'));
        assert!(told.count() > 0, "{more:?}");
    }
}
