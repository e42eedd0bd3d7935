//! No git, git without commits, bare, shallow and foreign repositories, and revisions that are not there.

use crate::world::{AS_OF, World, is_root};
use std::path::Path;

fn text(world: &World) -> (i32, String) {
    let outcome = world.run(&["check", "--as-of", AS_OF]);
    assert_eq!(outcome.stderr, "");
    (outcome.code, outcome.stdout)
}

fn refused(world: &World, rev: &str, words: &[&str]) {
    let outcome = world.run(&["check", "--at", rev]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    for word in words {
        assert!(
            outcome.stderr.contains(word),
            "`{word}` is not said in:\n{}",
            outcome.stderr
        );
    }
}

/// How often the reason stands in the output.
fn reasons(text: &str, reason: &str) -> usize {
    text.matches(reason).count()
}

#[test]
fn without_git_it_works_and_says_once_why_git_cannot_help() {
    let world = World::sound();
    let (code, said) = text(&world);
    assert_eq!(code, 1);
    assert_eq!(reasons(&said, "this is not a git repository"), 1);
    assert_eq!(world.check(&[]).1.0["revision"], serde_json::Value::Null);
    refused(
        &world,
        "HEAD",
        &["revision `HEAD` needs git", "not a git repository"],
    );
}

#[test]
fn a_repository_without_commit_works() {
    let world = World::sound();
    git2::Repository::init(world.path()).unwrap();
    let (code, said) = text(&world);
    assert_eq!(code, 1);
    assert_eq!(reasons(&said, "has no commit yet"), 1);
    assert!(world.check(&[]).1.has_known());
    refused(
        &world,
        "HEAD",
        &["revision `HEAD`", "the git repository is empty", "commit"],
    );
}

#[test]
fn an_unknown_revision_is_answered_with_the_nearest_names() {
    let world = World::sound();
    let commit = world.commit_all("first");
    let repository = git2::Repository::open(world.path()).unwrap();
    let commit = repository.find_commit(commit).unwrap();
    repository.branch("release", &commit, false).unwrap();
    refused(&world, "relaese", &["relaese", "did you mean `release`?"]);
    refused(
        &world,
        "0123456789012345678901234567890123456789",
        &["0123456789"],
    );
    refused(&world, "1999-01-01", &["no commit", "1999-01-01"]);
}

#[test]
fn a_bare_repository_is_checked_at_a_revision_only() {
    let world = World::sound();
    world.commit_all("first");
    let bare = World::empty();
    git2::build::RepoBuilder::new()
        .bare(true)
        .clone(world.path().to_str().unwrap(), &bare.join("isms.git"))
        .unwrap();
    let folder = bare.join("isms.git");
    let folder = folder.to_str().unwrap();
    let outcome = bare.run(&["-C", folder, "check"]);
    assert_eq!(outcome.code, 2);
    assert!(outcome.stderr.contains("--at"), "{}", outcome.stderr);
    let (code, findings) = bare.check(&["-C", folder, "--at", "HEAD"]);
    assert_eq!(code, 1);
    assert!(findings.has_known());
}

#[test]
fn a_shallow_clone_works_and_says_what_is_missing_when_it_matters() {
    let world = World::sound();
    let first = world.commit_all("first");
    world.write("isms/more.yaml", "kind: person\nid: ada\nname: Ada\n");
    let second = world.commit_all("second");
    let git = world.join(".git");
    std::fs::write(git.join("shallow"), format!("{second}\n")).unwrap();
    let id = first.to_string();
    std::fs::remove_file(git.join("objects").join(&id[..2]).join(&id[2..])).unwrap();
    assert_eq!(text(&world).0, 1);
    assert!(world.check(&["--at", "HEAD"]).1.has_known());
    refused(&world, &id, &["shallow", "git fetch --unshallow"]);
    refused(&world, "2001-01-01", &["shallow", "git fetch --unshallow"]);
}

fn give_away(folder: &Path) {
    std::os::unix::fs::lchown(folder, Some(12345), Some(12345)).unwrap();
    if folder.is_dir() {
        for entry in std::fs::read_dir(folder).unwrap() {
            give_away(&entry.unwrap().path());
        }
    }
}

#[test]
fn a_repository_of_another_user_works_and_names_the_command_that_trusts_it() {
    if !is_root() {
        return;
    }
    let world = World::sound();
    world.commit_all("first");
    give_away(world.path());
    let (code, said) = text(&world);
    assert_eq!(code, 1);
    assert_eq!(
        reasons(&said, "git config --global --add safe.directory"),
        1
    );
    refused(&world, "HEAD", &["owned by another user", "safe.directory"]);
}

#[test]
fn at_a_revision_broken_files_are_told_as_in_the_tree() {
    let world = World::with("isms/bad.yaml", "kind: asset\nid: [\n");
    world.commit_all("first");
    let tree = world.check(&[]);
    assert_eq!(world.check(&["--at", "HEAD"]), tree);
    assert_eq!(tree.1.of("yaml-syntax").len(), 1);
}

#[test]
fn a_repository_with_sha_256_ids_is_named_as_what_it_is() {
    let world = World::sound();
    world.commit_all("first");
    let config = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n";
    world.write(".git/config", config);
    let (code, said) = text(&world);
    assert_eq!(code, 1);
    assert_eq!(reasons(&said, "names its objects by SHA-256"), 1);
    refused(
        &world,
        "HEAD",
        &["revision `HEAD` needs git", "SHA-256", "sha1"],
    );
}
