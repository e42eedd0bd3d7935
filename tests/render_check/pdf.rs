//! `render --check` of output with PDFs, in a build that cannot make them: what another build wrote is not called
//! superfluous, and is held to the digests in `rendered.json`.

use crate::committed;
use crate::sha256;
use crate::world::{Outcome, World};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const STEMS: [&str; 3] = ["policies/backup", "rtp", "soa"];

/// Output as a build with PDF writes it: pages name their PDF last, and the note has it.
fn with_pdfs() -> World {
    let world = committed();
    let mut note: Value = serde_json::from_str(&read(&world, "rendered.json")).unwrap();
    let old = note["files"].as_object().unwrap();
    let mut files: BTreeMap<String, Value> = old.clone().into_iter().collect();
    for stem in STEMS {
        let (page, pdf) = (format!("{stem}.html"), format!("{stem}.pdf"));
        let name = pdf.rsplit('/').next().unwrap();
        let text = read(&world, &page);
        let (before, after) = text.split_once("this page as ").unwrap();
        let after = after.replacen("</p>", &format!(", <a href=\"{name}\">PDF</a></p>"), 1);
        let text = format!("{before}this page as {after}");
        files.insert(page.clone(), sha256(&text).into());
        world.write(&format!("out/{page}"), text);
        let made = format!("%PDF-1.7 of {stem}");
        files.insert(pdf.clone(), sha256(&made).into());
        world.write(&format!("out/{pdf}"), made);
    }
    note["pdf"] = true.into();
    note["files"] = json!(files);
    let note = serde_json::to_string_pretty(&note).unwrap() + "\n";
    world.write("out/rendered.json", note);
    world
}

fn read(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.join("out").join(path)).unwrap()
}

fn checked(world: &World) -> Outcome {
    world.run(&["render", "--check"])
}

#[test]
fn pdfs_of_another_build_count_by_their_digests_and_it_is_said_that_they_were_not_made_again() {
    let run = checked(&with_pdfs());
    assert_eq!((run.code, &*run.stderr), (0, ""), "{}", run.stdout);
    assert!(
        run.stdout.ends_with(
            "\n3 PDFs not rendered again, for this build has no PDF: compared with the digests in rendered.json alone\n"
        ),
        "{}",
        run.stdout
    );
}

#[test]
fn a_pdf_that_was_altered_or_removed_is_named() {
    let world = with_pdfs();
    world.write("out/soa.pdf", "%PDF-1.7 of something else");
    std::fs::remove_file(world.join("out/rtp.pdf")).unwrap();
    world.write("out/policies/other.pdf", "%PDF-1.7");
    let run = checked(&world);
    assert_eq!(run.code, 1);
    for said in [
        "`isms render --pdf` brings it up to date",
        "missing      rtp.pdf\n",
        "differs      soa.pdf\n",
        "not of isms  policies/other.pdf\n",
    ] {
        assert!(run.stdout.contains(said), "{said}: {}", run.stdout);
    }
    assert!(!run.stdout.contains("superfluous"), "{}", run.stdout);
}

#[test]
fn the_pdf_of_a_policy_that_is_no_more_is_superfluous() {
    let world = with_pdfs();
    std::fs::remove_file(world.join("isms/policies/backup.md")).unwrap();
    let run = checked(&world);
    let said = "superfluous  policies/backup.pdf\n";
    assert!(run.code == 1 && run.stdout.contains(said), "{}", run.stdout);
    assert!(run.stdout.contains("2 PDFs not rendered again"));
}

#[test]
fn rendering_without_pdfs_removes_those_of_an_earlier_run_and_no_longer_asks_for_them() {
    let world = with_pdfs();
    assert_eq!(world.run(&["render"]).code, 0);
    assert!(!world.join("out/soa.pdf").exists());
    let note: Value = serde_json::from_str(&read(&world, "rendered.json")).unwrap();
    assert_eq!(note["pdf"], false);
    assert_eq!(checked(&world).code, 0);
}
