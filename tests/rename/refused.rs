//! What is not renamed, each with one sentence that says why and what to do.

use crate::small::{asked, plan, refused, snapshot, with_unreadable};
use isms::analysis::linked::Linked;
use isms::analysis::renaming::{Asked, renaming};

const ALL: &str = "kind: risk
id: R-1
title: A
inherent: {likelihood: 1, impact: 1}
---
kind: risk
id: R-2
title: B
inherent: {likelihood: 1, impact: 1}
---
kind: role
id: ciso
title: C
---
kind: asset
id: laptops
title: D
type: hardware
---
kind: incident
id: I-1
title: E
---
kind: control
id: A.5.1
applicable: true
---
kind: audit
id: IA-1
title: F
type: internal
findings:
  - {id: F-1, type: minor, statement: x}
---
kind: organization
name: Two Chairs
sites:
  - {id: attic, name: Attic, address: Here}
";

fn why(kind: &str, old: &str, new: &str) -> String {
    refused(&[("isms/all.yaml", ALL)], kind, old, new)
}

#[test]
fn what_does_not_exist_is_named_with_what_is_near() {
    assert_eq!(
        why("risks", "R-1", "R-7"),
        "`risks` is not a kind of which ids can be renamed; did you mean `risk`?"
    );
    assert_eq!(
        why("risk", "R-11", "R-7"),
        "there is no risk `R-11`; did you mean `R-1`?"
    );
    assert_eq!(
        why("risk", "laptops", "R-7"),
        "there is no risk `laptops`; there is `asset/laptops`"
    );
    assert_eq!(
        why("scope", "x", "y"),
        "there is one scope, and it has no id, so there is nothing to rename"
    );
}

#[test]
fn ids_of_the_standard_stay() {
    let sentence =
        "`A.5.1` is a control of a catalog; its id is that of the standard and cannot be renamed";
    assert_eq!(why("control", "A.5.1", "OWN-1"), sentence);
    assert!(why("control", "A.5.2", "OWN-1").starts_with("`A.5.2` is a control of a catalog"));
    let policy =
        "---\nkind: policy\nid: information-security-policy\ntitle: T\ntype: policy\n---\nText.\n";
    let said = refused(
        &[("isms/p.md", policy)],
        "policy",
        "information-security-policy",
        "isp",
    );
    assert!(said.contains("clause 5.2"), "{said}");
}

#[test]
fn a_new_id_has_the_form_of_an_id_and_is_another() {
    assert_eq!(
        why("risk", "R-1", "R-1"),
        "`R-1` is its id already, so there is nothing to rename"
    );
    for new in ["", "R 7", "-R", "R/7", "a:b", "ä", &"x".repeat(101)] {
        let said = why("risk", "R-1", new);
        assert!(said.contains("cannot be an id"), "{new}: {said}");
    }
}

#[test]
fn a_new_id_means_nothing_yet() {
    assert_eq!(
        why("risk", "R-1", "R-2"),
        "`R-2` is taken: isms/all.yaml:7 is `risk/R-2`; choose an id that nothing has"
    );
    let sentence = why("risk", "R-1", "A.5.1");
    assert!(
        sentence.starts_with("`A.5.1` is that of the control "),
        "{sentence}"
    );
    assert!(why("risk", "R-1", "A.5.99").contains("of the form of the controls"));
    assert!(why("risk", "R-1", "6.1.2").contains("a clause of the standard"));
    assert!(why("role", "ciso", "risk-owner").contains("reserved for the owner of a risk"));
    assert!(why("incident", "I-1", "complaint").contains("reserved for where"));
    // A field that says where a control is implemented may name both.
    assert!(why("asset", "laptops", "attic").contains("taken"));
    assert!(plan(&[("isms/all.yaml", ALL)], "risk", "R-1", "laptops").is_ok());
}

#[test]
fn a_broken_document_holds_its_id() {
    let broken = "kind: risk\nid: R-9\ntitle: [x]\n";
    let files = [("isms/all.yaml", ALL), ("isms/broken.yaml", broken)];
    let said = refused(&files, "risk", "R-1", "R-9");
    assert_eq!(
        said,
        "`R-9` is taken: isms/broken.yaml:2 is `risk/R-9`; choose an id that nothing has"
    );
    // And it may be given another itself.
    let plan = plan(&files, "risk", "R-9", "R-8").unwrap();
    assert_eq!(
        plan.texts().unwrap()["isms/broken.yaml"],
        broken.replace("R-9", "R-8")
    );
}

#[test]
fn an_id_that_stands_twice_is_not_renamed() {
    let again = "kind: risk\nid: R-1\ntitle: Again\n";
    let files = [("isms/all.yaml", ALL), ("isms/z.yaml", again)];
    let said = refused(&files, "risk", "R-1", "R-7");
    assert!(
        said.starts_with("`risk/R-1` stands twice, at isms/all.yaml:2 and isms/z.yaml:2"),
        "{said}"
    );
}

#[test]
fn a_finding_stays_in_its_audit() {
    let said = why("finding", "IA-1/F-1", "IA-2/F-1");
    assert!(
        said.starts_with("`IA-1/F-1` stands in `IA-1` and cannot be moved"),
        "{said}"
    );
    assert!(plan(&[("isms/all.yaml", ALL)], "finding", "IA-1/F-1", "IA-1/F-2").is_ok());
}

#[test]
fn what_cannot_be_read_may_hold_a_reference() {
    let with = |path: &'static str, text: &'static str| {
        let files = [("isms/all.yaml", ALL), (path, text)];
        refused(&files, "risk", "R-1", "R-7")
    };
    let broken = with("isms/b.yaml", "kind: incident\nid: I-2\nrisks: [R-1]\n");
    assert!(
        broken.starts_with("isms/b.yaml:3 could not be read whole and may name `risk/R-1`"),
        "{broken}"
    );
    let cut = with(
        "isms/b.yaml",
        "kind: incident\nid: I-2\ntitle: T\nrisks: [R-1\n",
    );
    assert!(cut.starts_with("isms/b.yaml"), "{cut}");
    let unknown = with("isms/b.yaml", "kind: thing\nid: x\nof: [R-1]\n");
    assert!(unknown.starts_with("isms/b.yaml:3"), "{unknown}");
    // What does not name it is in nobody's way.
    let files = [
        ("isms/all.yaml", ALL),
        ("isms/b.yaml", "kind: thing\nof: [R-10]\n"),
    ];
    assert!(plan(&files, "risk", "R-1", "R-7").is_ok());
}

#[test]
fn a_file_without_text_may_hold_anything_and_force_goes_on() {
    let snapshot = with_unreadable(snapshot(&[("isms/all.yaml", ALL)]), "isms/x.yaml");
    let linked = Linked::new(&snapshot);
    let said = renaming(&linked, asked("risk", "R-1", "R-7")).unwrap_err();
    assert!(
        said.to_string()
            .starts_with("isms/x.yaml could not be read whole"),
        "{said}"
    );
    let forced = Asked {
        force: true,
        ..asked("risk", "R-1", "R-7")
    };
    assert_eq!(renaming(&linked, forced).unwrap().changes.len(), 1);
}

#[test]
fn a_new_id_that_is_named_already_is_refused_without_force() {
    let e = "kind: evidence\nid: e\ntitle: E\nsupports: [R-7]\ndescription: About R-7 it is\n";
    let files = [("isms/all.yaml", ALL), ("isms/e.yaml", e)];
    let said = refused(&files, "risk", "R-1", "R-7");
    assert!(
        said.starts_with(
            "`R-7` is named already, though nothing has that id: isms/e.yaml:4, isms/e.yaml:5;"
        ),
        "{said}"
    );
}
