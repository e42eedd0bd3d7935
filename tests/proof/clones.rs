//! What a clone, a working tree and a detached head hold, and what they do not.

use crate::world::*;
use isms::text::proof::{Brought, Way};

const RISK: &str = "isms/risks/R-1.yaml";

fn accepted() -> (World, String, String) {
    let (world, first) = World::new();
    let accept = world.commit(
        &[&first],
        CAROL,
        "Accept",
        &[(RISK, &accepted_risk("R-1", ""))],
    );
    let second = accepted_risk("R-2", "");
    let files = [("isms/risks/R-2.yaml", second.as_str())];
    let last = world.commit(&[&accept], CAROL, "Accept another", &files);
    (world, accept, last)
}

const OTHER: (&str, &str) = ("risk/R-2", "treatment.acceptance");

#[test]
fn a_shallow_clone_knows_what_it_holds_and_says_of_the_rest_that_it_does_not() {
    let (world, _, last) = accepted();
    let (_folder, clone, url) = beside(&world);
    let path = clone.to_str().unwrap();
    world.git(&["clone", "-q", "--depth", "2", &url, path]);
    let shallow = state(&clone, None);
    assert!(shallow.proofs.cut);
    assert_eq!(shallow.of(ACCEPTANCE).brought, Brought::Older);
    assert_eq!(shallow.of(ACCEPTANCE).way, None);
    assert_eq!(shallow.told(OTHER), (last.clone(), "author".to_owned()));

    git(&clone, &["fetch", "-q", "--unshallow"]);
    let whole = state(&clone, None);
    assert!(!whole.proofs.cut);
    assert_eq!(whole.of(ACCEPTANCE).way, Some(Way::Author));
}

#[test]
fn a_record_proves_even_what_a_shallow_clone_does_not_hold() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", ", record: minutes");
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let evidence =
        format!("kind: evidence\nid: minutes\ntitle: M\nfile: evidence/m.txt\nsha256: {digest}\n");
    let files = [(RISK, text.as_str()), ("isms/e.yaml", &evidence)];
    let accept = world.commit(&[&first], BOB, "Accept", &files);
    world.commit(&[&accept], BOB, "More", &[("n.txt", "n")]);
    let (_folder, clone, url) = beside(&world);
    world.git(&["clone", "-q", "--depth", "1", &url, clone.to_str().unwrap()]);
    std::fs::create_dir_all(clone.join("evidence")).unwrap();
    std::fs::write(clone.join("evidence/m.txt"), "").unwrap();
    let told = state(&clone, None).told(ACCEPTANCE);
    assert_eq!(told, ("Older".to_owned(), "record minutes".to_owned()));
}

#[test]
fn what_only_the_working_tree_holds_is_not_committed_and_a_revision_does_not_see_it() {
    let (world, accept, _) = accepted();
    let third = accepted_risk("R-3", "");
    world.write("isms/risks/R-3.yaml", &third);
    let state = world.state();
    let of_third = state.of(("risk/R-3", "treatment.acceptance"));
    assert_eq!(of_third.brought, Brought::Uncommitted);
    assert_eq!(of_third.way, None);
    assert_eq!(state.told(ACCEPTANCE), (accept, "author".to_owned()));
    assert!(!state.proofs.cut);
    let head = crate::world::state(world.path(), Some("HEAD"));
    assert!(head.proofs.of("risk/R-3", "treatment.acceptance").is_none());
}

#[test]
fn an_uncommitted_move_or_edit_keeps_the_decision_and_an_uncommitted_forgery_does_not() {
    let (world, accept, _) = accepted();
    let text = accepted_risk("R-1", "");
    std::fs::remove_file(world.path().join(RISK)).unwrap();
    world.write("isms/elsewhere.yaml", &text.replace("old", "very old"));
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (accept, "author".to_owned()));
    world.write(
        "isms/elsewhere.yaml",
        &text.replace("2027-04-30", "2029-04-30"),
    );
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, ("Uncommitted".to_owned(), "nothing".to_owned()));
}

#[test]
fn a_detached_head_and_a_second_working_tree_are_asked_like_any_other() {
    let (world, accept, last) = accepted();
    world
        .git2()
        .set_head_detached(git2::Oid::from_str(&accept).unwrap())
        .unwrap();
    world.git(&["reset", "-q", "--hard"]);
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (accept.clone(), "author".to_owned()));

    let (_folder, tree, _) = beside(&world);
    world.git(&["worktree", "add", "-q", tree.to_str().unwrap(), &last]);
    let state = state(&tree, None);
    assert_eq!(state.told(ACCEPTANCE), (accept, "author".to_owned()));
    assert_eq!(state.told(OTHER), (last, "author".to_owned()));
}

#[test]
fn a_clone_without_the_contents_of_the_past_says_that_it_does_not_know() {
    let (world, first) = World::new();
    let open = world.commit(&[&first], BOB, "Add", &[(RISK, &open_risk("R-1"))]);
    let text = accepted_risk("R-1", "");
    let accept = world.commit(&[&open], BOB, "Accept", &[(RISK, &text)]);
    let blob = world
        .git2()
        .revparse_single(&format!("{open}:{RISK}"))
        .unwrap()
        .id()
        .to_string();
    std::fs::remove_file(
        world
            .path()
            .join(format!(".git/objects/{}/{}", &blob[..2], &blob[2..])),
    )
    .unwrap();
    assert_eq!(
        world.state().of(ACCEPTANCE).brought,
        Brought::Older,
        "{accept}"
    );
}

#[test]
fn a_document_behind_a_symbolic_link_is_left_out() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let commit = world.commit(&[&first], CAROL, "Accept", &[("shared/R-1.yaml", &text)]);
    std::os::unix::fs::symlink("../shared/R-1.yaml", world.path().join("isms/R-1.yaml")).unwrap();
    world.git(&["add", "isms/R-1.yaml"]);
    world.git(&[
        "-c",
        "user.name=b",
        "-c",
        "user.email=b@x.example",
        "commit",
        "-q",
        "-m",
        "Link",
    ]);
    assert_eq!(world.state().proofs.iter().count(), 0, "{commit}");
}
