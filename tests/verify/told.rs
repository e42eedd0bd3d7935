//! What `verify` says and returns, and the comparison with a repository.

use crate::company::{company, pack};
use crate::sample::{entries, manifest, pack_under, sound};
use crate::world::World;
use serde_json::Value;

fn json(world: &World, args: &[&str]) -> (i32, Value) {
    let mut all = vec!["verify", "--format", "json"];
    all.extend(args);
    let outcome = world.run(&all);
    (outcome.code, serde_json::from_str(&outcome.stdout).unwrap())
}

#[test]
fn a_check_needs_no_repository_and_returns_0_1_or_2() {
    let world = World::empty();
    world.write("pack.zip", sound());
    let (code, found) = json(&world, &["pack.zip"]);
    assert_eq!((code, &found["verified"]), (0, &Value::Bool(true)));
    assert_eq!(found["pack"]["entries"], entries().len());
    assert_eq!(found["signature"]["state"], "none");
    let mut changed = entries();
    changed[0].1 = b"other".to_vec();
    world.write(
        "pack.zip",
        pack_under(&changed, &manifest(&entries()).text()),
    );
    let (code, found) = json(&world, &["pack.zip"]);
    assert_eq!((code, &found["verified"]), (1, &Value::Bool(false)));
    let problem = &found["problems"][0];
    assert_eq!(
        (&problem["what"], &problem["entry"]),
        (&"altered".into(), &"clause-index.html".into())
    );
    let missing = world.run(&["verify", "nothing.zip"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.stderr.contains("cannot read nothing.zip"),
        "{}",
        missing.stderr
    );
}

#[test]
fn names_in_a_pack_do_not_act_on_the_terminal() {
    let world = World::empty();
    let mut all = entries();
    all.push(("site/\u{202e}zz.html".to_owned(), b"x".to_vec()));
    world.write("pack.zip", pack_under(&all, &manifest(&entries()).text()));
    let outcome = world.run(&["verify", "pack.zip"]);
    assert_eq!(outcome.code, 1);
    assert!(!outcome.stdout.contains('\u{202e}'), "{}", outcome.stdout);
}

#[test]
fn a_pack_is_made_again_and_compared() {
    let world = company();
    assert_eq!(pack(&world, &["--out", "pack.zip"]).code, 0);
    let (code, found) = json(&world, &["pack.zip", "--repo", "."]);
    assert_eq!(code, 0, "{found}");
    assert_eq!(found["repository"]["compared"], found["repository"]["same"]);
    assert!(found["repository"]["compared"].as_u64() > Some(20));
    world.write(
        "isms/people.yaml",
        "kind: person\nid: jane\nname: Somebody Else\n",
    );
    let (code, _) = json(&world, &["pack.zip", "--repo", "."]);
    assert_eq!(code, 0, "the commit counts, not the working tree");
}

#[test]
fn a_pack_that_its_commit_does_not_give_is_told_entry_by_entry() {
    let (world, other) = (company(), World::empty());
    assert_eq!(pack(&world, &["--out", "pack.zip"]).code, 0);
    let bytes = std::fs::read(world.join("pack.zip")).unwrap();
    let opened = crate::company::Opened::of(&world.join("pack.zip"));
    let mut all: Vec<(String, Vec<u8>)> = opened.entries.into_iter().collect();
    all.retain(|(name, _)| !name.starts_with("MANIFEST") && name != "evidence/restore.txt");
    for (name, content) in &mut all {
        if name == "site/soa.html" {
            content.extend(b"<p>All is well.</p>");
        }
    }
    all.push(("site/zz.html".to_owned(), b"more".to_vec()));
    all.sort();
    let mut forged = manifest(&all);
    forged.revision = opened.manifest.revision.clone();
    forged.organization = opened.manifest.organization.clone();
    other.write("pack.zip", pack_under(&all, &forged.text()));
    let repo = world.path().to_str().unwrap();
    assert_eq!(
        other.run(&["verify", "pack.zip"]).code,
        0,
        "it is sound in itself"
    );
    let (code, found) = json(&other, &["pack.zip", "--repo", repo]);
    assert_eq!(code, 1);
    let problems = found["problems"].as_array().unwrap();
    let said: Vec<&str> = problems
        .iter()
        .filter_map(|one| one["message"].as_str())
        .collect();
    for words in [
        "`site/soa.html` is not what the repository gives",
        "`evidence/restore.txt` is made from the repository, and is not in the pack",
        "`site/zz.html` is in the pack, and is not made from the repository",
    ] {
        assert!(said.contains(&words), "{words}: {said:?}");
    }
    forged.revision = Some("0".repeat(40));
    other.write("pack.zip", pack_under(&all, &forged.text()));
    let (code, found) = json(&other, &["pack.zip", "--repo", repo]);
    assert_eq!(
        (code, &found["problems"][0]["what"]),
        (1, &"repository".into())
    );
    forged.revision = Some("--upload-pack=evil".to_owned());
    other.write("pack.zip", pack_under(&all, &forged.text()));
    let (code, found) = json(&other, &["pack.zip", "--repo", repo]);
    assert!(code == 1 && found.to_string().contains("is not the id of a commit"));
    other.write("pack.zip", bytes);
    assert_eq!(json(&other, &["pack.zip", "--repo", repo]).0, 0);
}

#[test]
fn sources_and_evidence_alone_are_compared_with_another_version() {
    let world = company();
    assert_eq!(pack(&world, &["--out", "pack.zip"]).code, 0);
    let opened = crate::company::Opened::of(&world.join("pack.zip"));
    let mut all: Vec<(String, Vec<u8>)> = opened.entries.into_iter().collect();
    all.retain(|(name, _)| !name.starts_with("MANIFEST"));
    for (name, content) in &mut all {
        if name == "site/soa.html" {
            content.extend(b"<p>As another version writes it.</p>");
        }
    }
    let mut older = manifest(&all);
    older.revision = opened.manifest.revision;
    older.tool.version = "0.0.9".to_owned();
    world.write("pack.zip", pack_under(&all, &older.text()));
    let (code, found) = json(&world, &["pack.zip", "--repo", "."]);
    assert_eq!(code, 0, "{found}");
    let only = found["repository"]["only"].as_str().unwrap();
    assert!(only.contains("0.0.9"), "{only}");
}
