//! What the comparison with a repository finds beyond entries, and what it says of PDFs.

use crate::company::{Opened, company, pack};
use crate::sample::{manifest, pack_under};
use crate::world::World;
use isms::report::pack::manifest::Manifest;
use serde_json::{Value, json};

const PDFS: [&str; 3] = [
    "documents/policies/backup.pdf",
    "documents/rtp.pdf",
    "documents/soa.pdf",
];

/// The company with its pack opened.
fn packed() -> (World, Opened) {
    let world = company();
    assert_eq!(pack(&world, &["--out", "pack.zip"]).code, 0);
    let opened = Opened::of(&world.join("pack.zip"));
    (world, opened)
}

/// Writes a pack whose manifest is consistent with its entries, whatever was changed in both.
fn forge(world: &World, opened: &Opened, change: impl FnOnce(&mut Manifest)) {
    let entries = opened.entries.iter();
    let entries: Vec<(String, Vec<u8>)> = entries
        .filter(|(name, _)| !name.starts_with("MANIFEST"))
        .map(|(name, content)| (name.clone(), content.clone()))
        .collect();
    let mut forged = opened.manifest.clone();
    forged.entries = manifest(&entries).entries;
    for entry in &mut forged.entries {
        let mut old = opened.manifest.entries.iter();
        let old = old.find(|old| old.path == entry.path);
        entry.source = old.and_then(|old| old.source.clone());
    }
    change(&mut forged);
    world.write("pack.zip", pack_under(&entries, &forged.text()));
}

fn verified(world: &World) -> Value {
    let args = ["verify", "pack.zip", "--repo", ".", "--format", "json"];
    serde_json::from_str(&world.run(&args).stdout).unwrap()
}

/// Entries of a certain ending that problems name, with what is said.
fn problems(found: &Value, ending: &str) -> Vec<String> {
    let all = found["problems"].as_array().unwrap().iter();
    let named = all.filter(|it| it["entry"].as_str().unwrap_or_default().ends_with(ending));
    named
        .map(|it| it["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_the_manifest_says_of_the_whole_and_of_sources_is_compared_too() {
    let (world, opened) = packed();
    forge(&world, &opened, |_| {});
    assert_eq!(verified(&world)["verified"], true);
    forge(&world, &opened, |manifest| {
        manifest.withheld = vec![json!({"what": "a risk", "count": 1, "why": "no reason"})];
    });
    assert_eq!(
        problems(&verified(&world), ""),
        ["what `MANIFEST.json` says of the pack is not what the repository gives"]
    );
    forge(&world, &opened, |manifest| {
        let mut entries = manifest.entries.iter_mut();
        let entry = entries
            .find(|it| it.path == "evidence/restore.txt")
            .unwrap();
        entry.source.as_mut().unwrap().line = 9;
    });
    assert_eq!(
        problems(&verified(&world), ""),
        ["`evidence/restore.txt` was not made from the source that `MANIFEST.json` names"]
    );
}

#[test]
fn a_tag_that_stands_for_another_commit_here_is_told() {
    let (world, opened) = packed();
    let tagged = |manifest: &mut Manifest| manifest.tag = Some("stage-1".to_owned());
    let tag = |what: &str| {
        forge(&world, &opened, tagged);
        let told = problems(&verified(&world), "MANIFEST.json");
        assert!(told.iter().any(|it| it.contains(what)), "{told:?}");
    };
    tag("there is no tag `stage-1` here");
    world.write(
        "isms/more.yaml",
        "kind: asset\nid: more\ntitle: More\ntype: hardware\n",
    );
    world.commit_all("Go on");
    let repository = git2::Repository::open(world.path()).unwrap();
    let head = repository.head().unwrap().peel_to_commit().unwrap();
    repository
        .tag_lightweight("stage-1", head.as_object(), false)
        .unwrap();
    tag(&format!(
        "the tag `stage-1` is the commit {} here",
        head.id()
    ));
}

#[test]
fn a_file_cannot_be_called_absent_unless_git_holds_its_pointer_alone() {
    let (world, mut opened) = packed();
    opened.entries.remove("evidence/restore.txt");
    let mut absent = opened.manifest.absent[0].clone();
    absent.file = "evidence/restore.txt".to_owned();
    forge(&world, &opened, |manifest| manifest.absent.push(absent));
    let said = problems(&verified(&world), "restore.txt");
    assert_eq!(
        said,
        ["`evidence/restore.txt` is made from the repository, and is not in the pack"]
    );
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_without_pdf_says_that_it_rendered_none_again_and_still_misses_those_that_are_gone() {
    let (world, mut opened) = packed();
    for name in PDFS {
        let made = format!("%PDF-1.7 of {name}").into_bytes();
        opened.entries.insert(name.to_owned(), made);
    }
    let of_backup = |manifest: &mut Manifest| {
        let mut entries = manifest.entries.iter();
        let page = entries.find(|it| it.path == "site/policies/backup.html");
        let source = page.unwrap().source.clone();
        let mut entries = manifest.entries.iter_mut();
        entries.find(|it| it.path == PDFS[0]).unwrap().source = source;
        manifest.pdf = true;
    };
    forge(&world, &opened, of_backup);
    let found = verified(&world);
    assert_eq!(problems(&found, ".pdf"), Vec::<String>::new());
    assert_eq!(
        found["repository"]["only"],
        "3 PDFs not rendered again, for this isms was built without PDF"
    );
    opened.entries.remove("documents/rtp.pdf");
    let more = ("documents/more.pdf".to_owned(), b"%PDF-1.7".to_vec());
    opened.entries.extend([more]);
    forge(&world, &opened, of_backup);
    assert_eq!(
        problems(&verified(&world), ".pdf"),
        [
            "`documents/rtp.pdf` is made from the repository, and is not in the pack",
            "`documents/more.pdf` is in the pack, and is not made from the repository",
        ]
    );
}

#[cfg(feature = "pdf")]
#[test]
fn a_build_with_pdf_renders_them_again_and_tells_one_that_is_not_the_same() {
    let (world, mut opened) = packed();
    let found = verified(&world);
    assert_eq!(
        (&found["verified"], &found["repository"]["only"]),
        (&json!(true), &Value::Null)
    );
    for name in PDFS {
        assert!(opened.entries[name].starts_with(b"%PDF-1.7"), "{name}");
    }
    opened
        .entries
        .insert(PDFS[2].to_owned(), b"%PDF-1.7 of nothing".to_vec());
    forge(&world, &opened, |_| {});
    assert_eq!(
        problems(&verified(&world), ".pdf"),
        ["`documents/soa.pdf` is not what the repository gives"]
    );
}
