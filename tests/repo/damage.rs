//! Files that are no documents, links that lead astray, and repositories that refuse.

use crate::support::*;
use isms::repo::{At, Repo};
use isms::text::snapshot::Unreadable;

const BASE: &[(&str, &str)] = &[("isms.toml", ""), ("isms/ok.yaml", "kind: risk\n")];

#[test]
fn bytes_that_are_no_text_are_named_and_the_rest_is_read() {
    let world = World::plain(BASE);
    world.write("isms/wide.yaml", b"\xFF\xFEk\0i\0");
    world.write("isms/nul.yaml", b"kind: \0risk and more");
    world.write("isms/latin.md", b"# M\xFCll");
    world.write("isms/bom.yaml", "\u{feff}kind: risk\r\n");
    world.write("isms/empty.yaml", "");
    let snapshot = world.snapshot();
    assert_eq!(
        why(&snapshot, "isms/wide.yaml"),
        Unreadable::Encoding("UTF-16")
    );
    assert_eq!(why(&snapshot, "isms/nul.yaml"), Unreadable::Binary(6));
    assert_eq!(why(&snapshot, "isms/latin.md"), Unreadable::NotUtf8(3));
    let read: Vec<_> = snapshot
        .entries
        .iter()
        .filter_map(|e| e.source.as_ref().ok())
        .collect();
    assert_eq!(read.len(), 3);
    assert_eq!(&*read[0].text, "\u{feff}kind: risk\r\n");
}

#[test]
fn a_file_of_50_megabytes_is_named_and_not_read_here_nor_in_a_revision() {
    let world = World::git(BASE);
    world.write("isms/big.yaml", vec![b'a'; 50 << 20]);
    world.commit(&["isms/big.yaml"]);
    let snapshot = world.assert_clean();
    assert_eq!(
        why(&snapshot, "isms/big.yaml"),
        Unreadable::TooLarge(50 << 20)
    );
}

#[test]
fn a_pointer_of_git_lfs_is_no_document_but_proves_evidence() {
    let oid = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
    let pointer =
        format!("version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 99\n");
    let world = World::git(&[
        ("isms.toml", ""),
        ("isms/p.md", &pointer),
        ("e/scan.pdf", &pointer),
    ]);
    assert_eq!(
        why(&world.assert_clean(), "isms/p.md"),
        Unreadable::LfsPointer
    );
    for at in [None, Some("HEAD".into())] {
        let files = Repo::open(world.path(), at)
            .unwrap()
            .files(&["e/scan.pdf".into()]);
        let scan = &files["e/scan.pdf"];
        assert_eq!((scan.size, scan.sha256.as_deref()), (Some(99), Some(oid)));
    }
}

#[test]
fn a_world_without_settings_that_are_text_does_not_open() {
    let world = World::plain(BASE);
    world.write("isms.toml", b"\xFF\xFEa\0");
    let message = Repo::open(world.path(), None).unwrap_err().to_string();
    assert!(
        message.contains("isms.toml") && message.contains("has to be text in UTF-8"),
        "{message}"
    );
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::symlink;

    fn linked() -> World {
        let world = World::git(BASE);
        world.write("isms/sub/real.yaml", "kind: asset\n");
        let link = |target: &str, name: &str| symlink(target, world.join(name)).unwrap();
        link("sub/real.yaml", "isms/in.yaml");
        link("/etc/passwd", "isms/abs.yaml");
        link("../../outside.yaml", "isms/out.yaml");
        link("nothing.yaml", "isms/gone.yaml");
        link("round.yaml", "isms/round.yaml");
        link("../.git/config", "isms/config.yaml");
        link("sub", "isms/folder");
        link("../../shared", "isms/shared");
        world
    }

    #[test]
    fn links_are_followed_inside_the_root_only_and_alike_in_a_revision() {
        let world = linked();
        let names = [
            "in.yaml",
            "abs.yaml",
            "out.yaml",
            "gone.yaml",
            "round.yaml",
            "config.yaml",
            "folder",
            "shared",
            "sub/real.yaml",
        ];
        let names = names.map(|name| format!("isms/{name}"));
        world.commit(&names.each_ref().map(String::as_str));
        let snapshot = world.assert_clean();
        let text = |path: &str| {
            let entry = snapshot
                .entries
                .iter()
                .find(|entry| &*entry.path == path)
                .unwrap();
            entry.source.as_ref().unwrap().text.to_string()
        };
        assert_eq!(text("isms/in.yaml"), "kind: asset\n");
        for (name, leads) in [
            ("abs.yaml", "out of the root, for it is absolute"),
            ("out.yaml", "out of the root"),
            ("shared", "out of the root"),
            ("gone.yaml", "nowhere, or to what git ignores"),
            ("config.yaml", "nowhere, or to what git ignores"),
            ("round.yaml", "round in a loop"),
            ("folder", "to a folder, which is not followed"),
        ] {
            assert_eq!(
                why(&snapshot, &format!("isms/{name}")),
                Unreadable::Link(leads),
                "{name}"
            );
        }
    }

    #[test]
    fn a_link_to_an_ignored_file_leads_nowhere_as_in_a_revision() {
        let world = World::git(&[(".gitignore", "secret.yaml\n"), ("isms.toml", "")]);
        world.write("secret.yaml", "kind: risk\n");
        world.write("isms/a.txt", "");
        symlink("../secret.yaml", world.join("isms/s.yaml")).unwrap();
        world.commit(&["isms/s.yaml", "isms/a.txt"]);
        assert!(matches!(
            why(&world.assert_clean(), "isms/s.yaml"),
            Unreadable::Link(_)
        ));
    }

    #[test]
    fn settings_behind_a_link_out_of_the_root_do_not_open() {
        let world = World::plain(BASE);
        std::fs::remove_file(world.join("isms.toml")).unwrap();
        symlink("/etc/hostname", world.join("isms.toml")).unwrap();
        let message = Repo::open(world.path(), None).unwrap_err().to_string();
        assert!(message.contains("out of the root"), "{message}");
    }

    #[test]
    fn a_link_in_the_place_of_a_tracked_folder_hides_it() {
        let world = World::git(&[("isms.toml", ""), ("isms/sub/a.yaml", "kind: risk\n")]);
        let elsewhere = World::plain(&[("a.yaml", "kind: secret\n")]);
        std::fs::remove_dir_all(world.join("isms/sub")).unwrap();
        symlink(elsewhere.path(), world.join("isms/sub")).unwrap();
        assert_eq!(paths(&world.snapshot()), ["isms/sub"]);
    }

    #[test]
    fn evidence_behind_a_link_out_of_the_root_is_refused() {
        let world = linked();
        let files = world
            .open()
            .files(&["isms/abs.yaml".into(), "isms/folder/real.yaml".into()]);
        assert!(files["isms/abs.yaml"].refused.is_some());
        assert_eq!(files["isms/abs.yaml"].sha256, None);
        assert_eq!(files["isms/folder/real.yaml"].size, Some(12));
    }

    #[test]
    fn a_pipe_is_named_and_does_not_hang() {
        let world = World::plain(BASE);
        let pipe = |name: &str| {
            let made = std::process::Command::new("mkfifo")
                .arg(world.join(name))
                .status();
            assert!(made.unwrap().success());
        };
        pipe("isms/pipe.yaml");
        pipe("isms/.gitignore");
        let snapshot = world.snapshot();
        assert!(matches!(
            why(&snapshot, "isms/pipe.yaml"),
            Unreadable::Refused(_)
        ));
        let files = world.open().files(&["isms/pipe.yaml".into()]);
        assert!(
            files["isms/pipe.yaml"]
                .refused
                .as_ref()
                .unwrap()
                .contains("a pipe")
        );
    }

    #[test]
    fn an_endless_gitignore_is_not_followed() {
        let world = World::plain(BASE);
        symlink("/dev/zero", world.join(".gitignore")).unwrap();
        assert_eq!(paths(&world.snapshot()), ["isms/ok.yaml"]);
    }

    #[test]
    fn what_may_not_be_read_is_named() {
        if is_root() {
            return;
        }
        let world = World::plain(BASE);
        world.write("isms/closed/x.yaml", "");
        set_mode(&world.join("isms/ok.yaml"), 0);
        set_mode(&world.join("isms/closed"), 0);
        let snapshot = world.snapshot();
        set_mode(&world.join("isms/closed"), 0o755);
        assert!(matches!(
            why(&snapshot, "isms/ok.yaml"),
            Unreadable::Refused(_)
        ));
        assert!(matches!(
            why(&snapshot, "isms/closed"),
            Unreadable::Refused(_)
        ));
    }

    #[test]
    fn a_repository_of_another_user_works_and_says_how_to_trust_it() {
        let world = World::git(BASE);
        // Only root may give a folder away.
        if std::os::unix::fs::chown(world.path(), Some(12_345), None).is_err() {
            return;
        }
        let top = world.path().canonicalize().unwrap();
        let command = format!("git config --global --add safe.directory {}", top.display());
        let snapshot = world.snapshot();
        let reason = snapshot.revision.no_git.as_deref().unwrap();
        assert!(reason.contains(&command), "{reason}");
        assert_eq!(paths(&snapshot), ["isms/ok.yaml"]);
        assert!(world.error_at("HEAD").contains(&command));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_named_here_and_in_a_revision() {
    use std::os::unix::ffi::OsStrExt;
    let world = World::git(BASE);
    let name = std::ffi::OsStr::from_bytes(b"isms/\xFC.yaml");
    std::fs::write(world.path().join(name), "kind: risk\n").unwrap();
    let repository = world.git2();
    let mut index = repository.index().unwrap();
    index.add_path(std::path::Path::new(name)).unwrap();
    index.write().unwrap();
    world.commit(&[]);
    let snapshot = world.assert_clean();
    assert_eq!(why(&snapshot, "isms/\u{fffd}.yaml"), Unreadable::Name);
    assert_eq!(snapshot.entries.len(), 2);
}

#[test]
fn a_commit_of_which_a_tree_is_lacking_is_not_taken_for_one_before_there_were_settings() {
    let world = World::git(&[("org/isms.toml", ""), ("org/isms/ok.yaml", "kind: risk\n")]);
    let git = world.git2();
    let tree = git.head().unwrap().peel_to_tree().unwrap();
    let id = tree.get_name("org").unwrap().id().to_string();
    let (folder, file) = id.split_at(2);
    let object = world.join(&format!(".git/objects/{folder}/{file}"));
    std::fs::remove_file(object).unwrap();
    let at = At {
        rev: "HEAD",
        default_branch: None,
    };
    let refused = Repo::open(&world.join("org"), Some(at));
    let refused = refused.unwrap_err().to_string();
    assert!(
        refused.contains("read the files of the revision"),
        "{refused}"
    );
}
