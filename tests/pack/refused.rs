//! What is not packed, and what a pack says of a state that nobody can have again.

use crate::company::{Opened, company, pack};

#[test]
fn a_tree_that_differs_is_refused_or_marked_in_every_place() {
    for change in ["isms/backup.md", "evidence/restore.txt"] {
        let world = company();
        let before = std::fs::read_to_string(world.join(change)).unwrap();
        world.write(change, before + "More.\n");
        let refused = pack(&world, &[]);
        assert_eq!(refused.code, 2, "{change}");
        assert!(
            refused.stderr.contains("--allow-dirty"),
            "{}",
            refused.stderr
        );
        let outcome = pack(&world, &["--allow-dirty"]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let name = "isms-pack-two-chairs-carpentry-2026-11-20-dirty.zip";
        assert!(outcome.stdout.contains(name), "{}", outcome.stdout);
        let pack = Opened::of(&world.join(name));
        assert!(pack.manifest.dirty);
        for page in ["index.html", "clause-index.html", "findings.html"] {
            assert!(pack.text(page).contains("uncommitted changes"), "{page}");
        }
        assert!(pack.text("site/soa.html").contains("-dirty"));
        assert!(pack.text("documents/soa.md").contains("-dirty"));
        let packed = pack
            .entries
            .values()
            .any(|content| content.ends_with(b"More.\n"));
        assert!(packed, "what the tree holds is packed: {change}");
        assert!(pack.manifest.entries.iter().all(|entry| {
            entry
                .source
                .as_ref()
                .is_none_or(|source| source.commit.is_none())
        }));
    }
}

#[test]
fn an_unknown_document_makes_a_tree_dirty() {
    let world = company();
    world.write("isms/new.yaml", "kind: person\nid: new\nname: New\n");
    assert_eq!(pack(&world, &[]).code, 2);
}

#[test]
fn nothing_is_replaced_unless_that_is_said() {
    let world = company();
    world.write("pack.zip", "mine");
    let refused = pack(&world, &["--out", "pack.zip"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("--force"), "{}", refused.stderr);
    assert_eq!(std::fs::read(world.join("pack.zip")).unwrap(), b"mine");
    assert_eq!(pack(&world, &["--out", "pack.zip", "--force"]).code, 0);
    assert!(!Opened::of(&world.join("pack.zip")).manifest.dirty);
}

#[test]
fn a_repository_that_cannot_be_read_whole_is_packed_and_says_so() {
    let world = company();
    world.write("isms/broken.yaml", "kind: asset\nid: [\n");
    world.commit_all("Break something");
    let outcome = pack(&world, &["--out", "pack.zip"]);
    assert_eq!(outcome.code, 1);
    let pack = Opened::of(&world.join("pack.zip"));
    assert!(pack.manifest.incomplete);
    assert!(pack.text("index.html").contains("could not be read"));
    assert_eq!(
        pack.text("sources/isms/broken.yaml"),
        "kind: asset\nid: [\n"
    );
}

#[test]
fn a_tag_that_is_not_there_and_two_states_at_once_are_refused() {
    let world = company();
    let missing = world.run(&["pack", "--tag", "nothing"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.stderr.contains("cannot pack the tag `nothing`"),
        "{}",
        missing.stderr
    );
    assert_eq!(world.run(&["pack", "--tag", "x", "--at", "HEAD"]).code, 2);
}
