//! Evidence of which git holds a pointer of Git LFS: its content goes in where it is at hand, and a pointer never
//! passes for it.

use crate::company::{Opened, company, pack};
use crate::world::{Outcome, World, finish};
use std::path::Path;
use std::process::Command;

const CONTENT: &str = "the whole film\n";

fn sha256(text: &str) -> String {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pointer() -> String {
    format!(
        "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n",
        sha256(CONTENT),
        CONTENT.len()
    )
}

/// The company, whose record of a restore is kept in Git LFS and not fetched.
fn world() -> World {
    let world = company();
    world.write(".gitattributes", "evidence/*.txt filter=lfs\n");
    world.write("evidence/restore.txt", pointer());
    world.commit_all("Keep films in Git LFS");
    world
}

fn packed(world: &World, more: &[&str]) -> Opened {
    let outcome = pack(world, &[&["--out", "pack.zip", "--force"], more].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    Opened::of(&world.join("pack.zip"))
}

fn why_absent(pack: &Opened) -> Option<&str> {
    let absent = pack.manifest.absent.iter();
    let mut of_it = absent.filter(|it| it.file == "evidence/restore.txt");
    of_it.next().map(|it| it.why.as_str())
}

fn has_content(pack: &Opened) {
    assert_eq!(pack.text("evidence/restore.txt"), CONTENT);
    let mut entries = pack.manifest.entries.iter();
    let entry = entries
        .find(|it| it.path == "evidence/restore.txt")
        .unwrap();
    assert_eq!(entry.sha256, sha256(CONTENT));
    assert_eq!(why_absent(pack), None);
}

#[test]
fn a_pointer_is_not_packed_as_if_it_were_the_evidence() {
    let world = world();
    let pack = packed(&world, &[]);
    assert_eq!(pack.below("evidence/"), Vec::<&str>::new());
    let why = why_absent(&pack).unwrap();
    assert!(
        why.contains("pointer of Git LFS") && why.contains(&sha256(CONTENT)),
        "{why}"
    );
    assert!(pack.text("index.html").contains("git lfs pull"));
}

#[test]
fn a_content_in_the_working_tree_or_among_what_git_lfs_fetched_is_packed() {
    let world = world();
    world.write("evidence/restore.txt", CONTENT);
    has_content(&packed(&world, &[]));
    has_content(&packed(&world, &["--at", "HEAD"]));
    world.write("evidence/restore.txt", pointer());
    let sha = sha256(CONTENT);
    let kept = format!(".git/lfs/objects/{}/{}/{sha}", &sha[..2], &sha[2..4]);
    world.write(&kept, CONTENT);
    has_content(&packed(&world, &[]));
    world.write(
        "isms/later.yaml",
        "kind: asset\nid: later\ntitle: Later\ntype: hardware\n",
    );
    has_content(&packed(&world, &["--allow-dirty"]));
}

#[test]
fn another_content_of_the_same_size_is_not_packed() {
    let world = world();
    world.write("evidence/restore.txt", "the whole fake\n");
    let pack = packed(&world, &["--at", "HEAD"]);
    assert!(why_absent(&pack).is_some());
    assert_eq!(pack.below("evidence/"), Vec::<&str>::new());
}

fn verified(world: &World, repo: &Path) -> Outcome {
    world.run(&["verify", "pack.zip", "--repo", repo.to_str().unwrap()])
}

#[test]
fn a_pack_is_verified_by_a_clone_with_or_without_the_contents() {
    let (world, other) = (world(), World::empty());
    let clone = other.join("clone");
    let mut command = Command::new("git");
    command.args(["clone", "-q"]).arg(world.path()).arg(&clone);
    // Git LFS, where it is installed, would ask for the content here.
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert_eq!(finish(command).code, 0);
    // Packed without, verified with.
    packed(&world, &[]);
    world.write("evidence/restore.txt", CONTENT);
    let outcome = verified(&world, world.path());
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    // Packed with, verified without.
    packed(&world, &[]);
    let outcome = verified(&world, &clone);
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("all the same"),
        "{}",
        outcome.stdout
    );
}
