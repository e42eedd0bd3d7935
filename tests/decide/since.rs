//! What git adds: what changed since the last decision, and whether the version was raised with it.

use crate::places::{change, done, holds, small};
use crate::world::World;

const RISKS: &str = "\
kind: risk
id: R-1
title: Old system
owner: it-lead
inherent: {likelihood: 3, impact: 4}
treatment: {options: [retain]}
---
kind: risk
id: R-2
title: Older system
owner: it-lead
inherent: {likelihood: 3, impact: 5}
treatment:
  options: [retain]
";

const POLICY: &str =
    "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nversion: '1.0'\n---\nText\n";

/// A repository past its building, with everything decided and committed.
fn decided() -> World {
    let world = small(&[("isms/risks.yaml", RISKS), ("isms/p.md", POLICY)]);
    world.write("isms.toml", "stage = \"stage-1\"\n");
    world.commit_all("Begin");
    let accept = [
        "accept",
        "--owner",
        "jane",
        "--until",
        "2027-06-30",
        "--reason",
        "Replaced then.",
    ];
    done(&world, &accept);
    done(&world, &["accept", "--owner", "mary", "--endorse"]);
    done(&world, &["approve", "access", "--by", "jane"]);
    world.commit_all("Decide");
    world
}

#[test]
fn all_risks_of_one_file_are_accepted_and_endorsed_at_once() {
    let world = decided();
    for subject in ["risk/R-1", "risk/R-2"] {
        for field in ["treatment.acceptance", "treatment.acceptance.endorsed"] {
            assert!(holds(&world, subject, field), "{subject} {field}");
        }
    }
}

#[test]
fn the_page_to_sign_says_what_changed_since_the_last_signature() {
    let world = decided();
    change(
        &world,
        "isms/risks.yaml",
        "inherent: {likelihood: 3, impact: 4}",
        "inherent: {likelihood: 4, impact: 4}",
    );
    world.commit_all("Reassess");
    let page = done(&world, &["accept", "--owner", "jane", "--sheet"]).stdout;
    assert!(
        page.contains("Last decided by Jane Doe on 2026-11-20, until 2027-06-30"),
        "{page}"
    );
    assert!(
        page.contains("- changed: inherent.likelihood, from 3 to 4"),
        "{page}"
    );
    assert!(!page.contains("R-2"), "{page}");
    let page = done(&world, &["accept", "--owner", "jane", "--format", "html"]).stdout;
    assert!(
        page.contains("<li>inherent.likelihood: from 3 to 4</li>"),
        "{page}"
    );
}

#[test]
fn a_version_that_was_raised_needs_no_warning() {
    let world = decided();
    change(&world, "isms/p.md", "Text", "Other text");
    world.commit_all("Change the text");
    let said = done(&world, &["approve", "access", "--by", "jane"]).stderr;
    assert!(
        said.contains("the version is still the one of then"),
        "{said}"
    );
    let world = decided();
    change(&world, "isms/p.md", "Text", "Other text");
    change(&world, "isms/p.md", "version: '1.0'", "version: '1.1'");
    world.commit_all("Change the text and the version");
    assert_eq!(
        done(&world, &["approve", "access", "--by", "jane"]).stderr,
        ""
    );
}
