//! What a branch changed, and what is there because of it.

use crate::world::{AS_OF, Findings, World};
use std::path::Path;
use std::process::Command;

/// Runs git with nobody's settings.
fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "protocol.file.allow=always"])
        .args(args)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs([
            ("GIT_CONFIG_GLOBAL", "/dev/null"),
            ("GIT_CONFIG_SYSTEM", "/dev/null"),
            ("GIT_AUTHOR_NAME", "Jane Doe"),
            ("GIT_AUTHOR_EMAIL", "jane@example.com"),
            ("GIT_COMMITTER_NAME", "Jane Doe"),
            ("GIT_COMMITTER_EMAIL", "jane@example.com"),
            ("GIT_AUTHOR_DATE", "2026-06-01T12:00:00Z"),
            ("GIT_COMMITTER_DATE", "2026-06-01T12:00:00Z"),
        ])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {told}");
}

fn commit(world: &World, message: &str) {
    git(world.path(), &["add", "--all"]);
    git(world.path(), &["commit", "--quiet", "--message", message]);
}

/// The sound repository on its default branch `main`, with one commit.
fn repository() -> World {
    let world = World::sound();
    git(
        world.path(),
        &["init", "--quiet", "--initial-branch", "main"],
    );
    commit(&world, "first");
    world
}

fn branch(world: &World) {
    git(world.path(), &["switch", "--quiet", "--create", "work"]);
}

/// What is told of what changed, without what is only missing from the whole.
fn told(world: &World, more: &[&str]) -> (i32, Findings, String) {
    let args = ["check", "--format", "json", "--as-of", AS_OF];
    let changed = match more.iter().any(|it| it.starts_with("--changed")) {
        true => &[][..],
        false => &["--changed"],
    };
    let outcome = world.run(&[&args, changed, more].concat());
    let findings = serde_json::from_str(&outcome.stdout).unwrap_or_default();
    (outcome.code, Findings(findings), outcome.stderr)
}

fn paths(findings: &Findings) -> Vec<&str> {
    let mut paths: Vec<&str> = findings
        .all()
        .iter()
        .map(|found| found["path"].as_str().unwrap())
        .collect();
    paths.dedup();
    paths
}

const CRM: &str = "kind: asset\nid: crm\ntitle: CRM\ntype: software\nowner: jane\n";

#[test]
fn nothing_changed_means_nothing_is_told_and_how_many_others_there_are() {
    let world = repository();
    let all = world.check(&[]).1.all().len();
    let (code, findings, said) = told(&world, &[]);
    assert_eq!((code, findings.all().len()), (0, 0));
    assert!(
        said.starts_with(&format!(
            "{all} findings are not shown, for nothing that changed since the last commit, "
        )),
        "{said}"
    );
    let text = world.run(&["check", "--as-of", AS_OF, "--changed"]);
    assert!(
        text.stdout
            .contains(&format!("\n{all} findings are not shown")),
        "{}",
        text.stdout
    );
}

#[test]
fn uncommitted_untracked_and_committed_documents_of_a_branch_count() {
    let world = repository();
    world.write("isms/crm.yaml", CRM);
    assert_eq!(
        paths(&told(&world, &[]).1),
        ["isms/crm.yaml"],
        "untracked on main"
    );
    branch(&world);
    commit(&world, "add");
    assert_eq!(
        paths(&told(&world, &[]).1),
        ["isms/crm.yaml"],
        "committed on a branch"
    );
    world.write(
        "isms/assets.yaml",
        "# edited\nkind: asset\nid: laptops\ntitle: Laptops\ntype: hardware\nowner: jane\n",
    );
    assert_eq!(
        paths(&told(&world, &[]).1),
        ["isms/assets.yaml", "isms/crm.yaml"]
    );
    let (_, findings, _) = told(&world, &["isms/crm.yaml"]);
    assert_eq!(
        paths(&findings),
        ["isms/crm.yaml"],
        "paths narrow it further"
    );
    let (_, findings, said) = told(&world, &["--changed=HEAD"]);
    assert_eq!(paths(&findings), ["isms/assets.yaml"]);
    assert!(said.contains("since HEAD ("), "{said}");
}

#[test]
fn what_a_change_causes_elsewhere_is_told() {
    let world = repository();
    branch(&world);
    world.write(
        "isms/people.yaml",
        "kind: person\nid: omar\nname: Omar Haddad\n",
    );
    let (code, findings, said) = told(&world, &[]);
    assert_eq!(code, 1);
    let caused = findings.of("dangling-reference");
    assert_eq!(
        caused.len(),
        1,
        "not that of `nobody`, which was there before"
    );
    assert_eq!(
        (&caused[0]["path"], &caused[0]["subject"]),
        (&"isms/assets.yaml".into(), &"asset/laptops".into())
    );
    assert!(said.contains("since main ("), "{said}");
}

#[test]
fn a_setting_that_raises_a_rule_causes_what_it_finds() {
    let world = repository();
    branch(&world);
    world.write(
        "isms.toml",
        "stage = \"building\"\n[rules]\nvague-duty = \"error\"\n",
    );
    let policy = "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\n---\nRights are reviewed regularly.\n";
    world.write("isms/policies/access.md", policy);
    git(world.path(), &["switch", "--quiet", "main"]);
    world.write("isms.toml", "stage = \"building\"\n");
    commit(&world, "policy");
    git(world.path(), &["switch", "--quiet", "--create", "raise"]);
    assert_eq!(told(&world, &[]).1.all().len(), 0);
    world.write(
        "isms.toml",
        "stage = \"building\"\n[rules]\nvague-duty = \"error\"\n",
    );
    assert_eq!(told(&world, &[]).1.of("vague-duty").len(), 1);
}

#[test]
fn a_finding_that_moved_with_its_line_or_points_into_a_change_is_judged_right() {
    let world = repository();
    branch(&world);
    let people =
        "kind: person\nid: omar\nname: Omar Haddad\n---\nkind: person\nid: jane\nname: Jane Doe\n";
    world.write("isms/people.yaml", people);
    let (code, findings, _) = told(&world, &[]);
    assert_eq!((code, findings.of("dangling-reference").len()), (0, 0));
    world.write(
        "isms/more.yaml",
        "kind: person\nid: jane\nname: Jane Again\n",
    );
    let (_, findings, _) = told(&world, &[]);
    assert_eq!(findings.of("duplicate-id").len(), 1, "{findings:?}");
}

#[test]
fn it_works_with_a_baseline_and_from_a_root_below_that_of_git() {
    let world = World::empty();
    for (path, text) in crate::world::SOUND {
        world.write(&format!("deep/er/{path}"), text);
    }
    git(
        world.path(),
        &["init", "--quiet", "--initial-branch", "main"],
    );
    commit(&world, "first");
    branch(&world);
    world.write("deep/er/isms/crm.yaml", CRM);
    world.write("elsewhere.yaml", "not: ours\n");
    let (_, findings, _) = told(&world, &["-C", "deep/er"]);
    assert_eq!(paths(&findings), ["isms/crm.yaml"]);
    let number = findings.all().len() as u64;
    world.run(&["-C", "deep/er", "baseline", "--as-of", AS_OF]);
    let (code, findings, said) = told(
        &world,
        &["-C", "deep/er", "--baseline", "isms-baseline.json"],
    );
    assert_eq!((code, findings.all().len()), (0, 0), "{said}");
    assert_eq!(
        findings.count("baselined"),
        number,
        "of the changed file alone"
    );
}

#[test]
fn a_base_without_an_isms_makes_everything_new() {
    let world = World::empty();
    world.write("README", "nothing yet");
    git(
        world.path(),
        &["init", "--quiet", "--initial-branch", "main"],
    );
    commit(&world, "first");
    branch(&world);
    for (path, text) in crate::world::SOUND {
        world.write(path, text);
    }
    let all = world.check(&[]).1.all().len();
    assert_eq!(told(&world, &[]).1.all().len(), all);
}

/// Refused with exit code 2 and these words.
fn refused(world: &World, more: &[&str], words: &[&str]) {
    let (code, _, said) = told(world, more);
    assert_eq!(code, 2, "{said}");
    for word in words {
        assert!(said.contains(word), "`{word}` is not said in: {said}");
    }
}

#[test]
fn without_git_a_base_or_a_default_branch_the_way_out_is_told() {
    refused(
        &World::sound(),
        &[],
        &["`--changed` compares with a commit", "not a git repository"],
    );
    let world = repository();
    refused(&world, &["--changed=mian"], &["unknown revision `mian`"]);
    refused(&world, &["--at", "HEAD"], &["`--changed=main`"]);
    git(world.path(), &["branch", "--move", "trunk"]);
    git(world.path(), &["checkout", "--quiet", "--detach"]);
    refused(
        &world,
        &[],
        &["no default branch", "--changed=", "default_branch"],
    );
    // A comparison of the head with itself would find nothing, whatever was changed.
    let outcome = world.run(&["diff", "--exit-code"]);
    assert_eq!(outcome.code, 2, "{}", outcome.stdout);
    assert!(outcome.stderr.contains("no default branch is known here"));
    world.write(
        "isms.toml",
        "stage = \"building\"\n[git]\ndefault_branch = \"trunk\"\n",
    );
    assert_eq!(
        told(&world, &[]).0,
        0,
        "a detached head of a known default branch"
    );
    git(world.path(), &["checkout", "--quiet", "--orphan", "other"]);
    git(
        world.path(),
        &["commit", "--quiet", "--all", "--message", "unrelated"],
    );
    refused(
        &world,
        &["--changed=trunk"],
        &["`trunk`", "no common ancestor", "--changed=BASE"],
    );
}

#[test]
fn a_shallow_clone_says_how_to_get_what_it_lacks() {
    let world = repository();
    branch(&world);
    world.write("isms/crm.yaml", CRM);
    commit(&world, "add");
    git(world.path(), &["switch", "--quiet", "main"]);
    world.write("isms/more.yaml", CRM.replace("crm", "erp"));
    commit(&world, "more");
    let there = World::empty();
    let from = format!("file://{}", world.path().display());
    git(
        there.path(),
        &[
            "clone", "--quiet", "--depth", "1", "--branch", "work", &from, ".",
        ],
    );
    refused(&there, &[], &["no default branch"]);
    git(
        there.path(),
        &[
            "fetch",
            "--quiet",
            "--depth",
            "1",
            "origin",
            "main:refs/remotes/origin/main",
        ],
    );
    refused(
        &there,
        &[],
        &["no common ancestor", "git fetch --unshallow"],
    );
    git(there.path(), &["fetch", "--quiet", "--unshallow", "origin"]);
    assert_eq!(paths(&told(&there, &[]).1), ["isms/crm.yaml"]);
}
