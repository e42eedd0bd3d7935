//! The verb as people and machines call it: what it writes, prints and returns.

use crate::world::{AS_OF, Outcome, World};

const WRONG: &str = "kind: asset\nid: crm\ntitle: CRM # ours\ntype: Software\nowner: jane\ncolour: red\nsupplier:\n";

fn fix(world: &World, more: &[&str]) -> Outcome {
    let mut args = vec!["fix", "--as-of", AS_OF];
    args.extend(more);
    world.run(&args)
}

fn read(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.join(path)).unwrap()
}

/// A world in which everything can be mended but the reference that every world has.
fn wrong() -> World {
    World::with("isms/crm.yaml", WRONG)
}

#[test]
fn what_is_certain_is_mended_and_the_rest_counted() {
    let world = wrong();
    let outcome = fix(&world, &[]);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "mended 1 finding in 1 file",
            "  invalid-value  1",
            "written: isms/crm.yaml"
        ]
    );
    assert!(lines[3].starts_with("left: 3 errors, "), "{}", lines[3]);
    assert!(
        lines[3].ends_with("; `isms check` shows them"),
        "{}",
        lines[3]
    );
    assert_eq!(
        lines[4..],
        ["`--unsafe` would mend 1 of them, which a person has to look at: empty-value 1"]
    );
    assert_eq!((outcome.code, outcome.stderr.as_str()), (1, ""));
    assert_eq!(
        read(&world, "isms/crm.yaml"),
        WRONG.replace("Software", "software")
    );
}

#[test]
fn unsafe_mends_more_and_a_second_run_nothing() {
    let world = wrong();
    let outcome = fix(&world, &["--unsafe"]);
    assert!(
        outcome.stdout.starts_with("mended 2 findings in 1 file\n"),
        "{}",
        outcome.stdout
    );
    let wanted = WRONG
        .replace("Software", "software")
        .replace("supplier:\n", "");
    assert_eq!(read(&world, "isms/crm.yaml"), wanted);
    let again = fix(&world, &["--unsafe"]);
    assert!(
        again
            .stdout
            .starts_with("nothing to mend\nleft: 2 errors, "),
        "{}",
        again.stdout
    );
    assert_eq!(read(&world, "isms/crm.yaml"), wanted);
}

#[test]
fn diff_prints_what_git_applies_and_writes_nothing() {
    let world = wrong();
    world.commit_all("Begin");
    let outcome = fix(&world, &["--diff"]);
    assert_eq!(
        outcome.stdout,
        "diff --git a/isms/crm.yaml b/isms/crm.yaml\n--- a/isms/crm.yaml\n+++ b/isms/crm.yaml\n@@ -1,7 +1,7 @@\n kind: asset\n id: crm\n title: CRM # ours\n-type: Software\n+type: software\n owner: jane\n colour: red\n supplier:\n"
    );
    assert!(
        outcome
            .stderr
            .starts_with("would mend 1 finding in 1 file\n"),
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.code, 1);
    assert_eq!(read(&world, "isms/crm.yaml"), WRONG);
    let repository = git2::Repository::open(world.path()).unwrap();
    let diff = git2::Diff::from_buffer(outcome.stdout.as_bytes()).unwrap();
    repository
        .apply(&diff, git2::ApplyLocation::WorkDir, None)
        .unwrap();
    let applied = read(&world, "isms/crm.yaml");
    world.write("isms/crm.yaml", WRONG);
    fix(&world, &[]);
    assert_eq!(read(&world, "isms/crm.yaml"), applied);
}

#[test]
fn paths_from_the_root_of_git_stand_in_the_diff_of_a_folder_in_it() {
    let world = World::empty();
    world.write("docs/isms.toml", "");
    world.write("docs/isms/crm.yaml", WRONG);
    world.commit_all("Begin");
    let outcome = fix(&world, &["-C", "docs", "--diff"]);
    assert!(
        outcome.stdout.contains("\n--- a/docs/isms/crm.yaml\n"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn the_exit_code_is_that_of_check_afterwards() {
    let world = World::empty();
    world.write("isms.toml", "[rules]\n");
    world.write("isms/people.yaml", "kind: people\nid: jane\nname: Jane\n");
    let near = fix(&world, &[]);
    assert_eq!(
        near.code, 1,
        "`people` is not near enough to be certain: {near:?}"
    );
    world.write("isms/people.yaml", "kind: persons\nid: jane\nname: Jane\n");
    let diff = fix(&world, &["--diff"]);
    let check = |world: &World| world.run(&["check", "--as-of", AS_OF]).code;
    assert_eq!(check(&world), 1);
    let fixed = fix(&world, &[]);
    assert_eq!((diff.code, fixed.code), (check(&world), check(&world)));
    let clean = fix(&world, &[]);
    assert!(
        clean.stdout.starts_with("nothing to mend\n"),
        "{}",
        clean.stdout
    );
    assert_eq!(clean.code, check(&world));
}

#[test]
fn a_mended_mistake_uncovers_the_next_and_both_are_mended() {
    let world = World::with(
        "isms/crm.yaml",
        WRONG.replace("kind: asset", "kind: assets"),
    );
    let outcome = fix(&world, &[]);
    assert!(
        outcome.stdout.starts_with("mended 2 findings in 1 file\n"),
        "{}",
        outcome.stdout
    );
    assert_eq!(
        read(&world, "isms/crm.yaml"),
        WRONG.replace("Software", "software")
    );
}

#[test]
fn only_the_paths_and_rules_that_were_named_are_mended() {
    let world = wrong();
    world.write("isms/more/erp.yaml", WRONG.replace("crm", "erp"));
    let other = fix(&world, &["isms/more"]);
    assert!(
        other
            .stdout
            .contains("written: isms/more/erp.yaml\nleft: 2 errors"),
        "{}",
        other.stdout
    );
    assert_eq!(read(&world, "isms/crm.yaml"), WRONG);
    let selected = fix(&world, &["--select", "unknown-field"]);
    assert_eq!(
        selected.stdout,
        "nothing to mend\nleft: 2 errors; `isms check` shows them\n"
    );
    let ignored = fix(&world, &["--ignore", "invalid-value,dangling-reference"]);
    assert!(
        ignored.stdout.starts_with("nothing to mend\n"),
        "{}",
        ignored.stdout
    );
    assert_eq!(read(&world, "isms/crm.yaml"), WRONG);
    let both = fix(&world, &["--select", "invalid-value", "isms/crm.yaml"]);
    assert_eq!(
        both.stdout,
        "mended 1 finding in 1 file\n  invalid-value  1\nwritten: isms/crm.yaml\n"
    );
    assert_eq!(both.code, 0, "of what was selected nothing is left");
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let world = wrong();
    world.commit_all("Begin");
    let past = fix(&world, &["--at", "HEAD"]);
    assert_eq!(past.code, 2);
    assert!(past.stderr.contains("leave out --at"), "{}", past.stderr);
    let unknown = fix(&world, &["--select", "invalid-valeu"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("`invalid-value`"),
        "{}",
        unknown.stderr
    );
    assert_eq!(fix(&world, &["isms/nowhere"]).code, 3);
    assert_eq!(read(&world, "isms/crm.yaml"), WRONG);
}

#[test]
fn an_unsafe_fix_that_would_do_harm_is_left_and_told() {
    let world = World::with(
        "isms/control.yaml",
        "kind: control\nid: A.5.17\napplicable: true\n---\nkind: control\nid: A 5.17\napplicable: true\n",
    );
    let outcome = fix(&world, &[]);
    assert!(
        outcome.stdout.contains(
            "left untouched: isms/control.yaml:6 (not done: write `A.5.17`): it would lead to: the id `A.5.17` of this control is taken by another (isms/control.yaml)\n"
        ),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_fix_that_would_make_a_decision_stale_is_made_only_when_asked_for() {
    let world = World::with(
        "isms/access.md",
        "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nversion: '1.0'\n---\n## Exceptions\n\nSee [this](#Exceptions).\n",
    );
    world.write(
        "isms/roles.yaml",
        "kind: role\nid: director\ntitle: Director\nresponsibilities: [Directs]\nauthorities: [top-management]\nholders:\n  - {person: jane, from: 2020-01-01}\n",
    );
    let draft = read(&world, "isms/access.md");
    let approve = ["approve", "access", "--by", "jane", "--as-of", AS_OF];
    assert_eq!(world.run(&approve).code, 0);
    let approved = read(&world, "isms/access.md");
    let outcome = fix(&world, &[]);
    let told = "isms/access.md:12 (not done: write `#exceptions`): it would undo a decision: the policy “Access” has changed";
    assert!(outcome.stdout.contains(told), "{}", outcome.stdout);
    assert_eq!(read(&world, "isms/access.md"), approved);
    fix(&world, &["--unsafe"]);
    let mended = approved.replace("(#Exceptions)", "(#exceptions)");
    assert_eq!(read(&world, "isms/access.md"), mended);
    // In a draft there is nothing to undo.
    world.write("isms/access.md", &draft);
    fix(&world, &[]);
    let mended = draft.replace("(#Exceptions)", "(#exceptions)");
    assert_eq!(read(&world, "isms/access.md"), mended);
}
