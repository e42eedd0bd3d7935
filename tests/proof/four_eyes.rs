//! Four eyes: whether who approved wrote what was approved.

use crate::world::*;

const POLICY: &str = "isms/access.md";
const FIRST: (&str, &str) = ("policy/access", "approvals[0]");
const SECOND: (&str, &str) = ("policy/access", "approvals[1]");

/// The policy with this text, approved on these days by these people.
fn policy(text: &str, approvals: &[(&str, &str)]) -> String {
    let list: String = approvals
        .iter()
        .map(|(by, on)| format!("  - {{by: {by}, on: {on}}}\n"))
        .collect();
    let list = match approvals {
        [] => String::new(),
        _ => format!("approvals:\n{list}"),
    };
    format!("---\nkind: policy\nid: access\ntitle: Access\ntype: policy\n{list}---\n{text}\n")
}

const FIRST_BY_CAROL: (&str, &str) = ("carol", "2026-02-01");
const SECOND_BY_CAROL: (&str, &str) = ("carol", "2026-06-01");

/// A world that asks for four eyes, and its history of the policy: who wrote which text of it.
fn history(steps: &[(&str, &str)]) -> (World, Vec<String>) {
    let (world, first) = World::new();
    let settings = format!("{SETTINGS}four_eyes = true\n");
    let mut commits = vec![world.commit(&[&first], BOB, "Ask", &[("isms.toml", &settings)])];
    for (who, text) in steps {
        let last = commits.last().unwrap().clone();
        commits.push(world.commit(&[&last], who, "Step", &[(POLICY, text)]));
    }
    (world, commits)
}

/// The commits by which the decider wrote what they approved.
fn written(world: &World, decision: (&str, &str)) -> Vec<String> {
    let state = world.state();
    let commits = state.of(decision).written_by_decider.iter();
    commits.map(|commit| commit.id.clone()).collect()
}

#[test]
fn a_commit_that_only_approves_is_no_writing() {
    let (world, commits) = history(&[
        (BOB, &policy("Text.", &[])),
        (CAROL, &policy("Text.", &[FIRST_BY_CAROL])),
    ]);
    assert_eq!(
        world.state().told(FIRST),
        (commits[2].clone(), "author".to_owned())
    );
    assert_eq!(written(&world, FIRST), [""; 0]);
}

#[test]
fn text_by_the_approver_is_named_with_its_commits_newest_first() {
    let (world, commits) = history(&[
        (CAROL, &policy("Text.", &[])),
        (BOB, &policy("Better text.", &[])),
        (CAROL, &policy("Much better text.", &[FIRST_BY_CAROL])),
    ]);
    assert_eq!(
        written(&world, FIRST),
        [commits[3].clone(), commits[1].clone()]
    );
}

#[test]
fn nothing_is_asked_when_the_settings_do_not_want_it() {
    let (world, commits) = history(&[
        (CAROL, &policy("Text.", &[])),
        (CAROL, &policy("Text.", &[FIRST_BY_CAROL])),
    ]);
    assert_eq!(written(&world, FIRST), [commits[1].clone()]);
    world.commit(
        &[&commits[2]],
        BOB,
        "Do not ask",
        &[("isms.toml", SETTINGS)],
    );
    assert_eq!(written(&world, FIRST), [""; 0]);
}

#[test]
fn what_was_written_before_the_earlier_approval_is_covered_by_it() {
    let both = [FIRST_BY_CAROL, SECOND_BY_CAROL];
    let (world, commits) = history(&[
        (CAROL, &policy("Text.", &[])),
        (BOB, &policy("Text.", &[FIRST_BY_CAROL])),
        (BOB, &policy("Text, silently edited.", &[FIRST_BY_CAROL])),
        (CAROL, &policy("Text, silently edited.", &both)),
    ]);
    assert_eq!(
        world.state().told(SECOND),
        (commits[4].clone(), "author".to_owned())
    );
    assert_eq!(written(&world, SECOND), [""; 0]);

    let (world, commits) = history(&[
        (BOB, &policy("Text.", &[])),
        (CAROL, &policy("Text.", &[FIRST_BY_CAROL])),
        (CAROL, &policy("Text, silently edited.", &[FIRST_BY_CAROL])),
        (CAROL, &policy("Text, silently edited.", &both)),
    ]);
    assert_eq!(written(&world, SECOND), [commits[3].clone()]);
}

#[test]
fn an_approval_that_was_taken_out_before_the_next_covers_what_came_before_it() {
    let first = policy("Text.", &[FIRST_BY_CAROL]);
    let second = policy("Text, edited.", &[SECOND_BY_CAROL]);
    let (world, _) = history(&[
        (CAROL, &policy("Text.", &[])),
        (BOB, &first),
        (BOB, &policy("Text, edited.", &[])),
        (CAROL, &second),
    ]);
    assert_eq!(written(&world, FIRST), [""; 0]);

    // In one field as in a list, and she wrote after it this time.
    let scope = |text: &str, approval: &str| format!("kind: scope\nstatement: {text}\n{approval}");
    let (world, mut commits) = history(&[]);
    for (who, text) in [
        (CAROL, scope("One.", "")),
        (
            BOB,
            scope("One.", "approval: {by: carol, on: 2026-02-01}\n"),
        ),
        (CAROL, scope("Two.", "")),
        (BOB, scope("Three.", "")),
        (
            CAROL,
            scope("Three.", "approval: {by: carol, on: 2026-06-01}\n"),
        ),
    ] {
        let last = commits.last().unwrap().clone();
        commits.push(world.commit(&[&last], who, "Step", &[("isms/scope.yaml", &text)]));
    }
    assert_eq!(written(&world, ("scope", "approval")), [commits[3].clone()]);
}

#[test]
fn a_silent_edit_that_somebody_else_signs_in_her_name_is_proved_by_nothing() {
    let both = [FIRST_BY_CAROL, SECOND_BY_CAROL];
    let (world, commits) = history(&[
        (BOB, &policy("Text.", &[])),
        (CAROL, &policy("Text.", &[FIRST_BY_CAROL])),
        (BOB, &policy("Text, silently edited.", &[FIRST_BY_CAROL])),
        (BOB, &policy("Text, silently edited.", &both)),
    ]);
    assert_eq!(
        world.state().told(SECOND),
        (commits[4].clone(), "nothing".to_owned())
    );
}

#[test]
fn text_that_came_by_a_merge_after_the_earlier_approval_counts_whenever_it_was_written() {
    let (world, commits) = history(&[(BOB, &policy("Text.", &[]))]);
    let base = &commits[1];
    let side = world.commit(
        &[base],
        CAROL,
        "Side",
        &[(POLICY, &policy("Text by Carol.", &[]))],
    );
    let approved = policy("Text.", &[FIRST_BY_CAROL]);
    let main = world.commit(&[base], CAROL, "Approve", &[(POLICY, &approved)]);
    let merged = policy("Text by Carol.", &[FIRST_BY_CAROL]);
    let merge = world.commit(&[&main, &side], CAROL, "Merge", &[(POLICY, &merged)]);
    let again = policy("Text by Carol.", &[FIRST_BY_CAROL, SECOND_BY_CAROL]);
    world.commit(&[&merge], CAROL, "Approve", &[(POLICY, &again)]);
    assert_eq!(written(&world, SECOND), [side]);
}

#[test]
fn a_merge_that_joins_what_two_sides_wrote_is_nobodys_writing() {
    let (world, commits) = history(&[(BOB, &policy("a\n\nb\n\nc", &[]))]);
    let base = &commits[1];
    let one = world.commit(
        &[base],
        BOB,
        "One",
        &[(POLICY, &policy("A\n\nb\n\nc", &[]))],
    );
    let two = world.commit(
        &[base],
        BOB,
        "Two",
        &[(POLICY, &policy("a\n\nb\n\nC", &[]))],
    );
    let joined = policy("A\n\nb\n\nC", &[]);
    let merge = world.commit(&[&one, &two], CAROL, "Merge", &[(POLICY, &joined)]);
    let approved = policy("A\n\nb\n\nC", &[FIRST_BY_CAROL]);
    world.commit(&[&merge], CAROL, "Approve", &[(POLICY, &approved)]);
    assert_eq!(written(&world, FIRST), [""; 0]);
}

#[test]
fn a_plan_that_replaces_an_approved_one_is_looked_at_since_then() {
    let (world, commits) = history(&[]);
    let plan = |title: &str, on: &str| {
        let open = open_risk("R-1").replace("The old server", title);
        format!("{open}  approval: {{by: carol, on: {on}}}\n")
    };
    let mut last = commits[0].clone();
    let mut made = Vec::new();
    for (who, text) in [
        (CAROL, open_risk("R-1")),
        (CAROL, plan("The old server", "2026-02-01")),
        (BOB, plan("The old mail server", "2026-02-01")),
        (CAROL, plan("The old mail server", "2026-06-01")),
    ] {
        last = world.commit(&[&last], who, "Step", &[("isms/R-1.yaml", &text)]);
        made.push(last.clone());
    }
    let approval = ("risk/R-1", "treatment.approval");
    assert_eq!(
        world.state().told(approval),
        (made[3].clone(), "author".to_owned())
    );
    assert_eq!(written(&world, approval), [""; 0]);
    world.checkout(&made[1]);
    assert_eq!(written(&world, approval), [made[0].clone()]);
}
