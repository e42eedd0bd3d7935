//! Histories of every shape: files that move, merges of all sorts, roots that move.

use crate::world::*;

const RISK: &str = "isms/risks/R-1.yaml";

fn author(commit: &str) -> (String, String) {
    (commit.to_owned(), "author".to_owned())
}

fn nothing(commit: &str) -> (String, String) {
    (commit.to_owned(), "nothing".to_owned())
}

#[test]
fn a_decision_moves_with_its_file_and_from_file_to_file() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let commit = world.commit(&[&first], CAROL, "Accept", &[(RISK, &text)]);
    let moved = [(RISK, ""), ("isms/register/server.yaml", &*text)];
    let moved = world.commit(&[&commit], BOB, "Move", &moved);
    assert_eq!(world.state().told(ACCEPTANCE), author(&commit));

    let all = format!("{}---\n{text}---\n{}", open_risk("R-0"), open_risk("R-2"));
    let files = [
        ("isms/register/server.yaml", ""),
        ("isms/risks.yaml", &*all),
    ];
    let joined = world.commit(&[&moved], BOB, "Join", &files);
    assert_eq!(world.state().told(ACCEPTANCE), author(&commit));

    let renamed = text.replace("R-1", "R-9");
    let renamed = world.commit(&[&joined], BOB, "Rename", &[("isms/risks.yaml", &renamed)]);
    let told = world.state().told(("risk/R-9", "treatment.acceptance"));
    assert_eq!(
        told,
        nothing(&renamed),
        "under a new id it is another document"
    );
}

#[test]
fn decisions_of_one_file_are_told_apart() {
    let (world, first) = World::new();
    let both = |one: &str, two: &str| format!("{one}---\n{two}");
    let (open, accepted) = (open_risk, |id: &str| accepted_risk(id, ""));
    let steps = [
        (BOB, both(&open("R-1"), &open("R-2"))),
        (CAROL, both(&accepted("R-1"), &open("R-2"))),
        (BOB, both(&accepted("R-1"), &accepted("R-2"))),
        (CAROL, both(&accepted("R-2"), &accepted("R-1"))),
    ];
    let mut commits = vec![first];
    for (who, text) in &steps {
        let last = commits.last().unwrap().clone();
        commits.push(world.commit(&[&last], who, "Step", &[("isms/risks.yaml", text)]));
    }
    let state = world.state();
    assert_eq!(state.told(ACCEPTANCE), author(&commits[2]));
    let other = state.told(("risk/R-2", "treatment.acceptance"));
    assert_eq!(other, nothing(&commits[3]));
}

#[test]
fn a_merge_that_took_it_in_from_a_side_branch_may_prove_it_by_trailer() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let main = world.commit(&[&first], BOB, "Note", &[("notes.txt", "n")]);
    let side = world.commit(&[&first], BOB, "Accept", &[(RISK, &text)]);
    let plain = world.commit(&[&main, &side], BOB, "Merge", &[(RISK, &text)]);
    assert_eq!(world.state().told(ACCEPTANCE), nothing(&side));

    let message = "Merge #8\n\nApproved-by: Carol <carol@x.example>\n";
    let merge = world.commit(&[&main, &side], BOB, message, &[(RISK, &text)]);
    let by_merge = (side.clone(), format!("Approved-by in {merge}"));
    assert_eq!(world.state().told(ACCEPTANCE), by_merge);

    let later = world.commit(&[&merge], BOB, "Note", &[("notes.txt", "m")]);
    assert_eq!(world.state().told(ACCEPTANCE), by_merge);

    // A merge whose first parent holds the decision already took in something else.
    let other = world.commit(&[&plain], BOB, "Other", &[("other.txt", "o")]);
    world.commit(&[&plain, &other], BOB, message, &[("other.txt", "o")]);
    assert_eq!(world.state().told(ACCEPTANCE), nothing(&side));
    world.checkout(&later);
}

#[test]
fn a_merge_that_itself_put_the_decision_in_brought_it() {
    let (world, first) = World::new();
    let open = world.commit(&[&first], BOB, "Add", &[(RISK, &open_risk("R-1"))]);
    let side = world.commit(&[&first], CAROL, "Note", &[("notes.txt", "n")]);
    let files = [(RISK, &*accepted_risk("R-1", "")), ("notes.txt", "n")];
    let merge = world.commit(&[&open, &side], BOB, "Merge", &files);
    assert_eq!(world.state().told(ACCEPTANCE), nothing(&merge));
}

#[test]
fn an_octopus_merge_is_followed_into_the_branch_that_holds_it() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let one = world.commit(&[&first], BOB, "One", &[("one.txt", "1")]);
    let two = world.commit(&[&first], BOB, "Two", &[("two.txt", "2")]);
    let three = world.commit(&[&first], CAROL, "Accept", &[(RISK, &text)]);
    let files = [("two.txt", "2"), (RISK, &*text)];
    world.commit(&[&one, &two, &three], BOB, "Octopus", &files);
    assert_eq!(world.state().told(ACCEPTANCE), author(&three));
}

#[test]
fn criss_cross_merges_end_at_the_one_commit_that_brought_it() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let a = world.commit(&[&first], BOB, "A", &[("a.txt", "a")]);
    let b = world.commit(&[&first], CAROL, "Accept", &[(RISK, &text)]);
    let ab = world.commit(&[&a, &b], BOB, "A takes B", &[(RISK, &text)]);
    let ba = world.commit(&[&b, &a], BOB, "B takes A", &[("a.txt", "a")]);
    let a2 = world.commit(&[&ab], BOB, "A on", &[("a.txt", "a2")]);
    let b2 = world.commit(&[&ba], BOB, "B on", &[("b.txt", "b2")]);
    world.commit(&[&a2, &b2], BOB, "Join", &[("b.txt", "b2")]);
    assert_eq!(world.state().told(ACCEPTANCE), author(&b));
}

#[test]
fn the_first_commit_of_all_may_bring_it_and_unrelated_histories_may_join() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let root = world.commit(&[], CAROL, "Another beginning", &[(RISK, &text)]);
    world.commit(&[&first, &root], BOB, "Join", &[(RISK, &text)]);
    assert_eq!(world.state().told(ACCEPTANCE), author(&root));
}

#[test]
fn a_root_that_lay_elsewhere_takes_its_decisions_along() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let commit = world.commit(&[&first], CAROL, "Accept", &[(RISK, &text)]);
    let files = [
        ("isms.toml", ""),
        ("isms/people.yaml", ""),
        (RISK, ""),
        ("security/isms.toml", SETTINGS),
        ("security/isms/people.yaml", PEOPLE),
        ("security/isms/risks/R-1.yaml", &*text),
    ];
    world.commit(&[&commit], BOB, "Move everything", &files);
    let told = state(&world.path().join("security"), None).told(ACCEPTANCE);
    assert_eq!(told, author(&commit));
    let told = state(&world.path().join("security"), Some("HEAD")).told(ACCEPTANCE);
    assert_eq!(told, author(&commit));
}

#[test]
fn a_file_that_was_broken_in_between_is_brought_by_whoever_mended_it() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let commit = world.commit(&[&first], CAROL, "Accept", &[(RISK, &text)]);
    let broken = world.commit(&[&commit], BOB, "Break", &[(RISK, "kind: [\n")]);
    let mended = world.commit(&[&broken], BOB, "Mend", &[(RISK, &text)]);
    assert_eq!(world.state().told(ACCEPTANCE), nothing(&mended));
}

#[test]
fn clocks_that_run_backwards_change_nothing() {
    let (world, first) = World::new();
    let text = accepted_risk("R-1", "");
    let accept = world.commit(&[&first], CAROL, "Accept", &[(RISK, &text)]);
    let open = world.commit(&[&first], BOB, "Other", &[("o.txt", "o")]);
    let now = world.commit(&[&open, &accept], BOB, "Merge", &[(RISK, &text)]);
    world.set_clock(1_000_000_000);
    world.commit(&[&now], BOB, "From the past", &[("p.txt", "p")]);
    assert_eq!(world.state().told(ACCEPTANCE), author(&accept));
}
