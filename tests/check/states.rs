//! The working tree and its revisions say the same.

use crate::world::{AS_OF, World};

const FORMATS: &[&str] = &["text", "json", "sarif", "github"];

#[test]
fn a_clean_tree_says_byte_for_byte_what_its_commit_says() {
    let world = World::with("isms/bad.yaml", "kind: asset\nid: crm\nowner: [\n");
    world.commit_all("first");
    for format in FORMATS {
        let here = world.run(&["check", "--as-of", AS_OF, "--format", format]);
        let there = world.run(&[
            "check", "--as-of", AS_OF, "--format", format, "--at", "HEAD",
        ]);
        assert_eq!(here.stdout, there.stdout, "{format}");
        assert_eq!((here.code, there.code), (1, 1));
    }
}

#[test]
fn a_dirty_tree_is_labelled_and_its_commit_is_not() {
    let world = World::sound();
    let commit = world.commit_all("first").to_string();
    assert_eq!(world.check(&[]).1.0["revision"], *commit);
    world.write("isms/new.yaml", "kind: person\nid: nobody\nname: New\n");
    let (code, findings) = world.check(&[]);
    assert_eq!(
        (code, &findings.0["revision"]),
        (0, &format!("{commit}-dirty").into())
    );
    let (code, findings) = world.check(&["--at", "HEAD"]);
    assert_eq!((code, &findings.0["revision"]), (1, &commit.into()));
}

#[test]
fn a_revision_is_judged_as_of_its_own_day_and_by_its_own_settings() {
    let world = World::sound();
    world.commit_all("first");
    world.write("isms.toml", "stage = \"certified\"\n");
    let findings = |args: &[&str]| world.run(args).findings().0;
    let past = findings(&["check", "--format", "json", "--at", "HEAD"]);
    assert_eq!(
        (&past["as_of"], &past["stage"]),
        (&"2027-01-15".into(), &"building".into())
    );
    let here = findings(&["check", "--format", "json", "--as-of", AS_OF]);
    assert_eq!(
        (&here["as_of"], &here["stage"]),
        (&AS_OF.into(), &"certified".into())
    );
    let dated = findings(&["check", "--format", "json", "--at", "2027-02-01"]);
    assert_eq!(dated["as_of"], "2027-02-01");
}

#[test]
fn an_ignored_file_is_not_read_and_a_tracked_one_always_is() {
    let world = World::with("isms/tracked.yaml", "kind: person\nid: ada\nname: Ada\n");
    world.commit_all("first");
    world.write(".gitignore", "*.tmp.yaml\ntracked.yaml\n");
    world.write("isms/x.tmp.yaml", "no document\n");
    let (_, findings) = world.check(&[]);
    assert_eq!(findings.count("documents"), 6);
    assert!(
        findings
            .all()
            .iter()
            .all(|f| f["path"] != "isms/x.tmp.yaml")
    );
}
