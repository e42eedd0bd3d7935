//! What git adds: many decisions at once, what changed since the last one, and a version that stayed.

use crate::places::{change, done, holds, small};
use crate::world::{AS_OF, World};
use isms::analysis::pipeline::Linked;
use isms::assess::assessment::Assessment;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms::report::input::{Ask, Inputs};
use isms::report::sign_off_sheet::report;
use isms::text::diagnostic::Stage;
use isms::text::proof::{Brought, Change, Proof, Proofs, Signature};

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

/// What git would say of an acceptance: the risk became more likely.
fn reassessed() -> Proofs {
    let change = Change {
        field: "inherent.likelihood".into(),
        from: Some("3".into()),
        to: Some("4".into()),
        commit: None,
    };
    let proof = Proof {
        brought: Brought::Uncommitted,
        way: None,
        signature: Signature::NotAsked,
        written_by_decider: Vec::new(),
        changes: vec![change],
    };
    let mut proofs = Proofs::default();
    proofs.put("risk/R-1".into(), "treatment.acceptance".into(), proof);
    proofs
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
    let repo = Repo::open(world.path(), None).unwrap();
    let linked = Linked::new(&repo.snapshot(&Layout::default()).unwrap());
    let as_of = AS_OF.parse().unwrap();
    let assessment = Assessment::new(&linked.model, as_of);
    let inputs = Inputs {
        model: &linked.model,
        assessment: &assessment,
        as_of,
        stage: Stage::Stage1,
        revision: None,
        incomplete: Vec::new(),
        defects: &[],
        proofs: &reassessed(),
        ask: Ask::NONE,
    };
    let page = serde_json::to_value(report(&inputs, "jane")).unwrap();
    assert_eq!(page["rows"].as_array().unwrap().len(), 1);
    let asked = &page["rows"][0]["asks"];
    assert_eq!(asked.as_array().unwrap().len(), 1);
    assert_eq!(asked[0]["what"], "residual");
    let last = &asked[0]["last"];
    assert_eq!((&last["by"], &last["on"]), (&"jane".into(), &AS_OF.into()));
    let changed = serde_json::json!([{"field": "inherent.likelihood", "from": "3", "to": "4"}]);
    assert_eq!(last["changes"], changed);
}

#[test]
fn a_change_under_the_same_version_is_warned_of() {
    let world = decided();
    change(&world, "isms/p.md", "Text", "Other text");
    world.commit_all("Change the text");
    let said = done(&world, &["approve", "access", "--by", "jane"]).stderr;
    assert!(
        said.contains("; the version is still the one of then, so"),
        "{said}"
    );
}

#[test]
fn a_version_that_was_raised_needs_no_warning() {
    let world = decided();
    change(&world, "isms/p.md", "Text", "Other text");
    change(&world, "isms/p.md", "version: '1.0'", "version: '1.1'");
    let line = ["approve", "access", "--by", "jane"];
    assert_eq!(done(&world, &line).stderr, "");
}
