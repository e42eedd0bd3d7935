//! What changed since a decision: which field, from what to what, and by which commit.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "since/wholes.rs"]
mod wholes;
#[path = "since/world.rs"]
mod world;

use isms::text::proof::Brought;
use tempfile::TempDir;

use world::*;

const SETTINGS: (&str, &str) = ("isms.toml", "stage = \"building\"\n");
const PEOPLE: (&str, &str) = (
    "isms/people.yaml",
    "kind: person\nid: jane\nname: Jane Doe\n",
);
const RISK: &str = "kind: risk\nid: R-1\ntitle: A laptop is stolen\nowner: jane\ninherent: {likelihood: 2, impact: 4}\ntreatment:\n  options: [modify]\n  actions:\n    - {id: T-1, title: Buy locks, due: 2026-09-30, owner: jane}\n  approval: {by: jane, on: 2026-05-06, basis: BASIS}\n";
const PLAN: &str = "treatment.approval";

/// The risk, approved as it is.
fn risk() -> String {
    let draft = RISK.replace("BASIS", NOWHERE);
    let basis = basis(
        &[SETTINGS, PEOPLE, ("isms/r.yaml", &draft)],
        "risk/R-1",
        PLAN,
    );
    RISK.replace("BASIS", &basis)
}

#[test]
fn a_risk_that_was_rated_anew_names_the_field_the_values_and_the_commit() {
    let (world, risk) = (World::new(), risk());
    let rated = risk.replace("likelihood: 2", "likelihood: 4");
    let noted = format!("{rated}notes: Seen in the news.\n");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "05-07", &[("README", "Hello\n")]),
        ("Tomasz", "10-02", &[("isms/r.yaml", &rated)]),
        ("Omar", "10-03", &[("isms/r.yaml", &noted)]),
    ]);
    let seen = world.look();
    let expected = [change("inherent.likelihood", "2", "4", Some(ids[2]))];
    assert_eq!(seen.changes("risk/R-1", PLAN), expected);
    let proof = seen.proofs.of("risk/R-1", PLAN).unwrap();
    assert!(matches!(&proof.brought, Brought::By(commit) if commit.id == ids[0].to_string()));
    assert_eq!(
        seen.message("plan-approval-stale"),
        format!(
            "R-1 “A laptop is stolen” has changed since its treatment was approved on 2026-05-06: `inherent.likelihood` was 2 and is 4 since {} (Tomasz, 2026-10-02)",
            &ids[2].to_string()[..10]
        )
    );
}

#[test]
fn actions_are_named_by_their_ids_and_more_than_three_changes_are_counted() {
    let (world, risk) = (World::new(), risk());
    let moved = risk.replace("2026-09-30", "2026-12-31");
    let more = moved
        .replace(
            "  approval",
            "    - {id: T-2, title: Lend no laptops, due: 2027-01-31}\n  approval",
        )
        .replace("A laptop is", "Any laptop is")
        .replace("impact: 4", "impact: 5");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "06-01", &[("isms/r.yaml", &moved)]),
        ("Tomasz", "06-02", &[("isms/r.yaml", &more)]),
    ]);
    let seen = world.look();
    assert_eq!(
        seen.changes("risk/R-1", PLAN),
        [
            change("inherent.impact", "4", "5", Some(ids[2])),
            change(
                "title",
                "A laptop is stolen",
                "Any laptop is stolen",
                Some(ids[2])
            ),
            change(
                "treatment.actions[T-1].due",
                "2026-09-30",
                "2026-12-31",
                Some(ids[1])
            ),
            change(
                "treatment.actions[T-2]",
                "-",
                "due 2027-01-31, id T-2, title Lend no laptops",
                Some(ids[2])
            ),
        ]
    );
    let message = seen.message("plan-approval-stale");
    assert!(
        message
            .contains("`title` was \"A laptop is stolen\" and is \"Any laptop is stolen\" since")
    );
    assert!(
        message.ends_with("(Omar, 2026-06-01); and 1 more"),
        "{message}"
    );
}

#[test]
fn of_a_change_its_revert_and_another_change_the_last_is_named() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "06-01", &[("isms/r.yaml", &worse)]),
        ("Omar", "06-02", &[("isms/r.yaml", &risk)]),
        ("Tomasz", "06-03", &[("isms/r.yaml", &worse)]),
    ]);
    let expected = [change("inherent.likelihood", "2", "4", Some(ids[3]))];
    assert_eq!(world.look().changes("risk/R-1", PLAN), expected);
}

#[test]
fn a_file_that_was_moved_is_followed_and_so_is_a_document_moved_between_files() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let together = format!("{}---\n{worse}", PEOPLE.1);
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        (
            "Omar",
            "06-01",
            &[("isms/r.yaml", ""), ("isms/risks/r.yaml", &risk)],
        ),
        ("Tomasz", "06-02", &[("isms/risks/r.yaml", &worse)]),
        (
            "Omar",
            "06-03",
            &[("isms/risks/r.yaml", ""), ("isms/people.yaml", &together)],
        ),
    ]);
    let expected = [change("inherent.likelihood", "2", "4", Some(ids[2]))];
    assert_eq!(world.look().changes("risk/R-1", PLAN), expected);
}

#[test]
fn what_is_not_committed_has_no_commit() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let ids = world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        (
            "Omar",
            "06-01",
            &[("isms/r.yaml", &risk.replace("Buy locks", "Buy more locks"))],
        ),
    ]);
    world.write("isms/r.yaml", &worse.replace("Buy locks", "Buy more locks"));
    let seen = world.look();
    assert_eq!(
        seen.changes("risk/R-1", PLAN),
        [
            change("inherent.likelihood", "2", "4", None),
            change(
                "treatment.actions[T-1].title",
                "Buy locks",
                "Buy more locks",
                Some(ids[1])
            ),
        ]
    );
    let message = seen.message("plan-approval-stale");
    assert!(message.contains("was 2 and is 4 now; "), "{message}");
    // The commit itself does not hold what is not committed.
    let committed = look(world.folder.path(), Some("HEAD"));
    assert_eq!(committed.changes("risk/R-1", PLAN).len(), 1);
    // Moved without a commit, it is found all the same.
    std::fs::rename(
        world.folder.path().join("isms/r.yaml"),
        world.folder.path().join("isms/s.yaml"),
    )
    .unwrap();
    assert_eq!(world.look().changes("risk/R-1", PLAN).len(), 2);
}

#[test]
fn a_basis_that_nothing_ever_bore_is_told_so() {
    let world = World::new();
    let never = RISK.replace("BASIS", NOWHERE);
    world.line(&[
        (
            "Jane",
            "05-06",
            &[SETTINGS, PEOPLE, ("isms/r.yaml", &never)],
        ),
        (
            "Omar",
            "06-01",
            &[("isms/r.yaml", &never.replace("Buy", "Get"))],
        ),
    ]);
    let seen = world.look();
    assert!(seen.proofs.is_baseless("risk/R-1", PLAN));
    assert!(seen.changes("risk/R-1", PLAN).is_empty());
    let message = seen.message("plan-approval-stale");
    assert!(
        message.ends_with(
            "on 2026-05-06: no version in this history bears the basis that is written down"
        ),
        "{message}"
    );
}

#[test]
fn a_basis_that_only_a_side_branch_bore_is_found_there() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let main = world.commit(&[], "Omar", "05-01", &[SETTINGS, PEOPLE]);
    let approved = world.commit(&[main], "Jane", "05-06", &[("isms/r.yaml", &risk)]);
    let changed = world.commit(&[approved], "Tomasz", "05-07", &[("isms/r.yaml", &worse)]);
    let other = world.commit(&[main], "Omar", "05-08", &[("README", "Hello\n")]);
    let merge = world.commit(
        &[other, changed],
        "Omar",
        "05-09",
        &[("isms/r.yaml", &worse)],
    );
    world.check_out(merge);
    let seen = world.look();
    let expected = [change("inherent.likelihood", "2", "4", Some(changed))];
    assert_eq!(seen.changes("risk/R-1", PLAN), expected);
    assert!(!seen.proofs.is_baseless("risk/R-1", PLAN));
}

#[test]
fn what_a_merge_took_in_is_named_by_the_commit_that_made_it() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    let main = world.commit(
        &[],
        "Jane",
        "05-06",
        &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)],
    );
    let changed = world.commit(&[main], "Tomasz", "05-07", &[("isms/r.yaml", &worse)]);
    let later = world.commit(&[changed], "Tomasz", "05-08", &[("NOTES", "More\n")]);
    let other = world.commit(&[main], "Omar", "05-08", &[("README", "Hello\n")]);
    let merge = world.commit(&[other, later], "Omar", "05-09", &[("isms/r.yaml", &worse)]);
    world.check_out(merge);
    let expected = [change("inherent.likelihood", "2", "4", Some(changed))];
    assert_eq!(world.look().changes("risk/R-1", PLAN), expected);
}

#[test]
fn a_shallow_clone_does_not_claim_what_it_cannot_know() {
    let (world, risk) = (World::new(), risk());
    let worse = risk.replace("likelihood: 2", "likelihood: 4");
    world.line(&[
        ("Jane", "05-06", &[SETTINGS, PEOPLE, ("isms/r.yaml", &risk)]),
        ("Omar", "06-01", &[("isms/r.yaml", &worse)]),
    ]);
    let clone = TempDir::new().unwrap();
    let url = format!("file://{}", world.folder.path().display());
    let mut git = std::process::Command::new("git");
    git.args(["clone", "-q", "--depth", "1", &url, "."])
        .current_dir(clone.path());
    assert!(git.status().unwrap().success());
    let seen = look(clone.path(), None);
    let proof = seen.proofs.of("risk/R-1", PLAN).unwrap();
    assert_eq!((&proof.brought, proof.changes.len()), (&Brought::Older, 0));
    assert!(!seen.proofs.is_baseless("risk/R-1", PLAN));
    assert!(
        seen.message("plan-approval-stale")
            .ends_with("was approved on 2026-05-06")
    );
}
