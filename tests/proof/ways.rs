//! What proves who decided, and what does not.

use crate::world::*;
use sha2::{Digest, Sha256};

const RISK: &str = "isms/risks/R-1.yaml";

/// A risk, accepted in a commit of this author and message.
fn accepted(author: &str, message: &str) -> (World, String) {
    let (world, first) = World::new();
    let open = world.commit(&[&first], BOB, "Add", &[(RISK, &open_risk("R-1"))]);
    let accepted = accepted_risk("R-1", "");
    let commit = world.commit(&[&open], author, message, &[(RISK, &accepted)]);
    (world, commit)
}

#[test]
fn the_author_of_the_commit_that_brought_it_proves_it_by_any_of_their_addresses() {
    for email in [CAROL, "Carol@HOME.example"] {
        let (world, commit) = accepted(email, "Accept");
        let told = world.state().told(ACCEPTANCE);
        assert_eq!(told, (commit, "author".to_owned()), "{email}");
    }
}

#[test]
fn a_later_edit_by_somebody_else_leaves_the_decision_with_whoever_brought_it() {
    let (world, commit) = accepted(CAROL, "Accept");
    let edited = accepted_risk("R-1", ", reason: It goes in spring.").replace("old", "very old");
    world.commit(&[&commit], BOB, "Reword", &[(RISK, &edited)]);
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (commit, "author".to_owned()));
}

#[test]
fn mailmap_says_whose_address_an_old_one_is() {
    let (world, commit) = accepted("c.maiden@old.example", "Accept");
    assert_eq!(world.state().told(ACCEPTANCE).1, "nothing");
    let map = "Carol Officer <carol@x.example> <c.maiden@old.example>\n";
    world.write(".mailmap", map);
    assert_eq!(
        world.state().told(ACCEPTANCE).1,
        "nothing",
        "it is not committed"
    );
    world.commit(&[&commit], BOB, "Map", &[(".mailmap", map)]);
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (commit, "author".to_owned()));
}

#[test]
fn a_trailer_of_a_squash_commit_proves_it_by_the_address() {
    let squash = "Accept R-1 (#7)\n\nIt goes in spring.\n\nReviewed-by: Bob <bob@x.example>\nApproved-by: C. O. <Carol@x.example>\n";
    let (world, commit) = accepted(BOB, squash);
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (commit.clone(), format!("Approved-by in {commit}")));
}

#[test]
fn a_decision_typed_by_somebody_else_is_proved_by_nothing() {
    for message in [
        "Accept",
        "Accept\n\nReviewed-by: Carol Officer <carol@x.example>\n",
        "Accept\n\nApproved-by: Carol Officer\n",
        "Accept\n\nApproved-by: Carol Officer <carol@x.example>\n\nThat was no last paragraph.\n",
    ] {
        let (world, commit) = accepted(BOB, message);
        let told = world.state().told(ACCEPTANCE);
        assert_eq!(told, (commit, "nothing".to_owned()), "{message}");
    }
}

#[test]
fn a_changed_word_of_the_decision_makes_it_another_one() {
    for (from, to) in [
        ("2027-04-30", "2028-04-30"),
        ("2026-05-06", "2026-05-07"),
        ("level: high", "level: critical"),
        ("of: residual", "of: interim"),
    ] {
        let (world, commit) = accepted(CAROL, "Accept");
        let forged = accepted_risk("R-1", "").replace(from, to);
        let forged = world.commit(&[&commit], BOB, "Tidy", &[(RISK, &forged)]);
        let told = world.state().told(ACCEPTANCE);
        assert_eq!(told, (forged, "nothing".to_owned()), "{to}");
    }
}

#[test]
fn a_decision_that_was_taken_back_and_put_in_again_is_proved_by_who_put_it_in_again() {
    let (world, commit) = accepted(CAROL, "Accept");
    let open = world.commit(&[&commit], CAROL, "Withdraw", &[(RISK, &open_risk("R-1"))]);
    let again = accepted_risk("R-1", "");
    let again = world.commit(&[&open], BOB, "Revert", &[(RISK, &again)]);
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (again, "nothing".to_owned()));
}

#[test]
fn an_author_without_address_and_a_message_that_is_not_utf8_prove_nothing_and_break_nothing() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let message = b"Accept \xff\xfe\n\nApproved-by: \xe9 <other@x.example>\n";
    let commit = world.raw_commit(&[&first], "", message, &[(RISK, &text)]);
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (commit, "nothing".to_owned()));

    let message = b"Accept \xff\xfe\n\nApproved-by: \xe9 <carol@x.example>\n";
    let commit = world.raw_commit(&[&first], "", message, &[(RISK, &text)]);
    let told = world.state().told(ACCEPTANCE);
    assert_eq!(told, (commit.clone(), format!("Approved-by in {commit}")));
}

const MINUTES: &str = "Carol accepts R-1. Signed: C. Officer\n";

fn digest() -> String {
    let digest = Sha256::digest(MINUTES.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A risk whose acceptance, committed by Bob, names this record; and further files.
fn recorded(record: &str, files: &[(&str, &str)]) -> (String, String) {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", &format!(", record: {record}"));
    let mut all = vec![(RISK, text.as_str()), ("evidence/minutes.txt", MINUTES)];
    all.extend(files);
    let commit = world.commit(&[&first], BOB, "Accept", &all);
    let (brought, way) = world.state().told(ACCEPTANCE);
    assert_eq!(brought, commit);
    (brought, way)
}

#[test]
fn evidence_proves_it_when_its_file_has_the_digest_that_is_written_down() {
    let evidence = |digest: &str| {
        format!(
            "kind: evidence\nid: minutes\ntitle: Minutes\nfile: evidence/minutes.txt\nsha256: {digest}\n"
        )
    };
    let way = |text: &str| recorded("minutes", &[("isms/evidence.yaml", text)]).1;
    assert_eq!(way(&evidence(&digest())), "record minutes");
    assert_eq!(way(&evidence(&"a".repeat(64))), "nothing");
    let bare = evidence("").replace("sha256: \n", "");
    assert_eq!(way(&bare), "nothing", "no digest is written down");
    let gone = evidence(&digest()).replace("minutes.txt", "gone.txt");
    assert_eq!(way(&gone), "nothing", "there is no such file");
}

#[test]
fn a_management_review_proves_it_by_its_signed_minutes_for_those_who_took_part() {
    let evidence = format!(
        "kind: evidence\nid: minutes\ntitle: Minutes\nfile: evidence/minutes.txt\nsha256: {}\n",
        digest()
    );
    let review = |rest: &str| {
        format!("kind: management-review\nid: review-2026\ntitle: Review\nheld: 2026-05-06\n{rest}")
    };
    let way = |rest: &str| {
        let review = review(rest);
        let files = [
            ("isms/evidence.yaml", evidence.as_str()),
            ("isms/review.yaml", review.as_str()),
        ];
        recorded("review-2026", &files).1
    };
    let approval = "approval: {by: bob, on: 2026-05-08, record: minutes}\n";
    assert_eq!(
        way(&format!("attendees: [bob, carol]\n{approval}")),
        "record minutes"
    );
    assert_eq!(way(&format!("attendees: [bob]\n{approval}")), "nothing");
    let unsigned = "attendees: [carol]\napproval: {by: bob, on: 2026-05-08}\n";
    assert_eq!(way(unsigned), "nothing");
}

#[test]
fn every_sort_of_decision_is_asked_and_reviews_are_not() {
    let (world, first) = World::new();
    let decided = "{by: carol, on: 2026-05-06}";
    let risk = open_risk("R-1")
        + &format!(
            "  approval: {decided}\n  acceptance: {{by: carol, on: 2026-05-06, endorsed: {decided}}}\n"
        );
    let policy = format!(
        "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nreview: {{done: [{decided}]}}\napprovals:\n  - {{by: bob, on: 2026-01-01}}\n  - {decided}\n---\nText.\n"
    );
    let others = format!(
        "kind: scope\nversion: '1'\napproval: {decided}\n---\nkind: control\nid: A.8.30\napplicable: false\nexclusion: {decided}\n---\nkind: sign-off\nid: s\ntitle: S\nsubject: soa\napprovals: [{decided}]\n---\nkind: exception\nid: E-1\ntitle: E\nfrom: A.8.5\napproval: {{by: nobody-known, on: 2026-05-06}}\n"
    );
    let others = others.split("---\nkind: exception").next().unwrap();
    world.commit(
        &[&first],
        CAROL,
        "Decide",
        &[
            (RISK, &risk),
            ("isms/access.md", &policy),
            ("isms/others.yaml", others),
        ],
    );
    let state = world.state();
    let all: Vec<(&str, &str)> = state.proofs.iter().map(|(s, f, _)| (s, f)).collect();
    assert_eq!(
        all,
        [
            ("control/A.8.30", "exclusion"),
            ("policy/access", "approvals[1]"),
            ("risk/R-1", "treatment.acceptance"),
            ("risk/R-1", "treatment.acceptance.endorsed"),
            ("risk/R-1", "treatment.approval"),
            ("scope", "approval"),
            ("sign-off/s", "approvals[0]"),
        ]
    );
    assert!(
        all.iter()
            .all(|decision| state.told(*decision).1 == "author")
    );
}
