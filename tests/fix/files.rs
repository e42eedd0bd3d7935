//! Files that cannot, or must not, be written.

use crate::world::{AS_OF, Outcome, World};
use std::os::unix::fs::{PermissionsExt, symlink};

const WRONG: &str = "kind: asset\nid: crm\ntitle: CRM\ntype: Software\nowner: jane\n";

fn fix(world: &World) -> Outcome {
    world.run(&["fix", "--as-of", AS_OF])
}

fn read(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.join(path)).unwrap()
}

#[test]
fn a_read_only_file_is_named_and_the_others_are_written() {
    let world = World::with("isms/crm.yaml", WRONG);
    world.write("isms/erp.yaml", WRONG.replace("crm", "erp"));
    let file = world.join("isms/crm.yaml");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o444)).unwrap();
    let outcome = fix(&world);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stdout.starts_with(
            "mended 1 finding in 1 file\n  invalid-value  1\nwritten: isms/erp.yaml\nleft untouched: isms/crm.yaml: `isms/crm.yaml` is read-only\n"
        ),
        "{}",
        outcome.stdout
    );
    assert_eq!(read(&world, "isms/crm.yaml"), WRONG);
}

#[test]
fn a_document_behind_a_symbolic_link_is_left_and_named() {
    let world = World::with("isms/real/crm.yaml", WRONG);
    world.write(
        "isms/plain.yaml",
        "kind: assets\nid: b\ntitle: B\ntype: hardware\nowner: jane\n",
    );
    world.write("elsewhere/erp.yaml", WRONG.replace("crm", "erp"));
    symlink("../elsewhere/erp.yaml", world.join("isms/erp.yaml")).unwrap();
    let outcome = fix(&world);
    assert!(
        outcome
            .stdout
            .contains("left untouched: isms/erp.yaml: `isms/erp.yaml` is a symbolic link"),
        "{}",
        outcome.stdout
    );
    assert_eq!(
        read(&world, "elsewhere/erp.yaml"),
        WRONG.replace("crm", "erp")
    );
    assert!(
        world
            .join("isms/erp.yaml")
            .symlink_metadata()
            .unwrap()
            .is_symlink()
    );
    assert!(read(&world, "isms/real/crm.yaml").contains("type: software"));
}

#[test]
fn a_file_that_is_not_any_more_what_was_read_is_left() {
    let world = World::with("isms/crm.yaml", WRONG);
    let replace = |before: &str| {
        isms::repo::write::replace_plain(world.path(), "isms/crm.yaml", before.as_bytes(), b"new")
    };
    let error = replace("something else").unwrap_err().to_string();
    assert!(error.contains("has changed since it was read"), "{error}");
    assert_eq!(read(&world, "isms/crm.yaml"), WRONG);
    replace(WRONG).unwrap();
    assert_eq!(read(&world, "isms/crm.yaml"), "new");
}

#[test]
fn a_tree_with_changes_is_mended_and_the_mode_of_a_file_stays() {
    let world = World::with("isms/crm.yaml", WRONG.replace("Software", "software"));
    world.commit_all("Begin");
    world.write("isms/crm.yaml", WRONG);
    world.write("isms/new.yaml", WRONG.replace("crm", "new"));
    let file = world.join("isms/crm.yaml");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let outcome = fix(&world);
    assert!(
        outcome.stdout.starts_with("mended 2 findings in 2 files\n"),
        "{}",
        outcome.stdout
    );
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    let around = std::fs::read_dir(world.join("isms")).unwrap();
    let mut names = around.map(|entry| entry.unwrap().file_name());
    assert!(
        names.all(|name| !name.to_str().unwrap().starts_with('.')),
        "nothing is left behind"
    );
}

#[test]
fn names_of_files_cannot_act_on_the_terminal() {
    let world = World::with("isms/\u{1b}[2Jcrm.yaml", WRONG);
    let outcome = fix(&world);
    assert!(
        outcome
            .stdout
            .contains("written: isms/\u{241b}[2Jcrm.yaml\n"),
        "{}",
        outcome.stdout
    );
}
