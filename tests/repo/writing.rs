//! Files are written whole, and never outside the root.

use crate::support::*;
use isms::repo::write::{WriteError, write_atomic, write_named, write_within};

#[test]
fn a_file_is_written_with_its_folders_and_nothing_else_remains() {
    let world = World::plain(&[]);
    let path = write_within(world.path(), "isms/risks/R-1.yaml", b"kind: risk\n", false).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"kind: risk\n");
    assert_eq!(
        std::fs::read_dir(path.parent().unwrap()).unwrap().count(),
        1
    );
}

#[test]
fn an_existing_file_is_left_unless_told() {
    let world = World::plain(&[("a.yaml", "old\n")]);
    let write = |overwrite| write_within(world.path(), "a.yaml", b"new\n", overwrite);
    assert!(matches!(write(false), Err(WriteError::Exists { .. })));
    assert_eq!(std::fs::read(world.join("a.yaml")).unwrap(), b"old\n");
    write(true).unwrap();
    assert_eq!(std::fs::read(world.join("a.yaml")).unwrap(), b"new\n");
}

#[test]
fn nothing_is_written_outside_the_root_nor_into_git() {
    let world = World::plain(&[("file", "")]);
    let refused = |path: &str| {
        write_within(world.path(), path, b"x", true)
            .unwrap_err()
            .to_string()
    };
    assert!(refused("../x").contains("out of the root"));
    assert!(refused("/x").contains("absolute"));
    assert!(refused(".git/hooks/post-checkout").contains("git's own folder"));
    assert!(refused("file/x").contains("a file where a folder should be"));
    assert!(refused(".").contains("a folder"));
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_root_and_never_out() {
    use std::os::unix::fs::symlink;
    let outside = World::plain(&[("target", "old\n")]);
    let world = World::plain(&[("real/a", "old\n")]);
    symlink(outside.path(), world.join("out")).unwrap();
    symlink(outside.join("target"), world.join("out-file")).unwrap();
    symlink("real", world.join("in")).unwrap();
    let write = |path: &str| write_within(world.path(), path, b"new\n", true);
    assert!(matches!(write("out/x"), Err(WriteError::Outside { .. })));
    assert!(matches!(write("out-file"), Err(WriteError::Outside { .. })));
    assert_eq!(std::fs::read(outside.join("target")).unwrap(), b"old\n");
    write("in/a").unwrap();
    write("in/new/b").unwrap();
    assert_eq!(std::fs::read(world.join("real/a")).unwrap(), b"new\n");
    assert!(world.join("real/new/b").is_file());
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::plain(&[("run.sh", "")]);
    set_mode(&world.join("run.sh"), 0o755);
    write_atomic(&world.join("run.sh"), b"#!/bin/sh\n").unwrap();
    let mode = world
        .join("run.sh")
        .metadata()
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o755);
    write_atomic(&world.join("new"), b"").unwrap();
    let mode = world.join("new").metadata().unwrap().permissions().mode();
    assert_ne!(mode & 0o044, 0, "a new file is readable as the umask says");
}

#[test]
#[cfg(unix)]
fn what_is_no_regular_file_is_written_into_and_never_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read(pipe).unwrap()
    });
    write_named(&pipe, b"told").unwrap();
    assert_eq!(reader.join().unwrap(), b"told");
    let kind = std::fs::symlink_metadata(&pipe).unwrap().file_type();
    assert!(kind.is_fifo());
    let file = folder.path().join("file");
    write_named(&file, b"new").unwrap();
    assert_eq!(std::fs::read(&file).unwrap(), b"new");
}
