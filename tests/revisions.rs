//! Document control from git: the versions of policies in reports and pages, and one version for two
//! approved texts.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "log/past.rs"]
mod past;
#[path = "support/world.rs"]
mod world;

use git2::Oid;
use past::Past;
use serde_json::{Value, json};

const FILE: &str = "isms/access.md";
const ROLE: &str = "kind: role\nid: director\ntitle: Director\nauthorities: [top-management]\nholders: [{person: jane, from: 2020-01-01}]\n";
const RULE: &str = "policy-changed-under-same-version";

/// The policy with a version, a text and further front matter.
fn policy(version: &str, text: &str, more: &str) -> String {
    format!(
        "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\nowner: jane\nversion: '{version}'\n{more}---\n{text}\n"
    )
}

/// A repository with these states of the policy, one a month by authors in turn, at a stage.
fn states(stage: &str, states: &[String]) -> (Past, Vec<Oid>) {
    let (past, first) = Past::begun(&[("isms/role.yaml", ROLE)]);
    let settings = format!("stage = \"{stage}\"\n");
    let mut tip = past.commit(
        &[first],
        "2026-01-02",
        "Jane Doe",
        "Stage",
        &[("isms.toml", Some(&settings))],
    );
    let mut commits = Vec::new();
    for (at, state) in (2..).zip(states) {
        let author = ["Jane Doe", "Omar H"][at % 2];
        let (day, message) = (format!("2026-{at:02}-01"), format!("Step {at}\n\nMore."));
        tip = past.commit(&[tip], &day, author, &message, &[(FILE, Some(state))]);
        commits.push(tip);
    }
    (past.at(tip), commits)
}

/// The approval of a state as the tool would write it, with its basis.
fn approved(past: &Past, on: &str, state: &str) -> String {
    let stale = "  - {by: jane, on: 2026-01-01, basis: v1:sha256:0000000000000000000000000000000000000000000000000000000000000000}\n";
    past.world.write(
        FILE,
        state.replace("---\nkind", &format!("---\napprovals:\n{stale}kind")),
    );
    let (_, found) = past.world.check(&["--select", "policy-approval-stale"]);
    let help = found.of("policy-approval-stale")[0]["help"]
        .as_str()
        .unwrap();
    let basis = help
        .split("is now ")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap();
    format!("approvals:\n  - {{by: jane, on: {on}, basis: {basis}}}\n")
}

fn row(past: &Past, args: &[&str]) -> Value {
    let fixed = [
        "report",
        "policies",
        "--format",
        "json",
        "--as-of",
        "2026-11-20",
    ];
    let outcome = past.world.run(&[&fixed[..], args].concat());
    assert_eq!(outcome.stderr, "");
    let report: Value = serde_json::from_str(&outcome.stdout).unwrap();
    report["rows"][0]["revisions"].clone()
}

#[test]
fn each_version_has_a_row_with_its_days_authors_and_changes() {
    let (past, commits) = states(
        "building",
        &[
            policy("1.0", "Ask first.", ""),
            policy("1.0", "Ask first, always.", ""),
            policy("1.0", "Ask first, always.", "tags: [it]\n"),
            policy("1.1", "Ask twice.", "tags: [it]\n"),
        ],
    );
    let table = row(&past, &[]);
    assert_eq!(table["missing"], Value::Null);
    assert_eq!(table["uncommitted"], false);
    let change = |at: usize, on: &str, author: &str, subject: &str| json!({"commit": commits[at].to_string(), "on": on, "author": author, "subject": subject});
    assert_eq!(
        table["rows"],
        json!([
            {"version": "1.1", "from": "2026-05-01", "to": "2026-05-01", "authors": ["Omar H"],
             "changes": [change(3, "2026-05-01", "Omar H", "Step 5")], "approval": null},
            {"version": "1.0", "from": "2026-02-01", "to": "2026-03-01", "authors": ["Jane Doe", "Omar H"],
             "changes": [change(1, "2026-03-01", "Omar H", "Step 3"), change(0, "2026-02-01", "Jane Doe", "Step 2")],
             "approval": null},
        ])
    );
}

#[test]
fn a_version_shows_the_approval_of_the_text_it_ended_with() {
    let (past, _) = states("building", &[policy("1.0", "Ask first.", "")]);
    let first = approved(&past, "2026-02-20", &policy("1.0", "Ask first.", ""));
    let second = policy("1.1", "Ask twice.", "");
    let (past, _) = states(
        "building",
        &[
            policy("1.0", "Ask first.", ""),
            policy("1.0", "Ask first.", &first),
            second.clone(),
        ],
    );
    let table = row(&past, &[]);
    assert_eq!(table["rows"][0]["approval"], Value::Null);
    assert_eq!(
        table["rows"][1]["approval"],
        json!({"by": "jane", "on": "2026-02-20"})
    );
    // The commit that only brought the approval changed no content.
    assert_eq!(table["rows"][1]["changes"].as_array().unwrap().len(), 1);
}

#[test]
fn an_approval_without_a_basis_covers_the_text_of_the_commit_that_brought_it() {
    let approval = "approvals:\n  - {by: jane, on: 2026-02-20}\n";
    let (past, _) = states(
        "building",
        &[
            policy("1.0", "Ask first.", approval),
            policy("1.1", "Ask twice.", approval),
        ],
    );
    let table = row(&past, &[]);
    assert_eq!(table["rows"][0]["approval"], Value::Null);
    assert_eq!(table["rows"][1]["approval"]["on"], "2026-02-20");
}

#[test]
fn a_policy_that_moved_keeps_its_versions() {
    let (past, commits) = states("building", &[policy("1.0", "Ask first.", "")]);
    let moved = policy("1.1", "Ask twice.", "");
    let to = [(FILE, None), ("isms/policies/access.md", Some(&*moved))];
    let tip = past.commit(&[commits[0]], "2026-03-01", "Omar H", "Move", &to);
    let table = row(&past.at(tip), &[]);
    let versions: Vec<&Value> = table["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["version"])
        .collect();
    assert_eq!(versions, ["1.1", "1.0"]);
}

#[test]
fn what_is_not_committed_and_what_git_does_not_know_is_said() {
    let (past, commits) = states("building", &[policy("1.0", "Ask first.", "")]);
    past.world.write(FILE, policy("1.1", "Ask twice.", ""));
    assert_eq!(row(&past, &[])["uncommitted"], true);
    let at = row(&past, &["--at", &commits[0].to_string()]);
    assert_eq!(at["uncommitted"], false);

    let world = world::World::sound();
    world.write(FILE, policy("1.0", "Ask first.", ""));
    let md = render(&world);
    assert!(
        md.contains("This table is not whole: there is no history: this is not a git repository."),
        "{md}"
    );
    assert!(!md.contains("| Version | Date |"), "{md}");

    let to = past.world.join("clone");
    let from = format!("file://{}", past.world.path().display());
    let made = std::process::Command::new("git")
        .args(["clone", "-q", "--depth", "1", &from])
        .arg(&to)
        .status();
    assert!(made.unwrap().success());
    let shallow = row(&past, &["-C", "clone"]);
    assert!(
        shallow["missing"]
            .as_str()
            .unwrap()
            .contains("git fetch --unshallow")
    );
}

/// The page of the policy as Markdown.
fn render(world: &world::World) -> String {
    let outcome = world.run(&["render", "--out", "out", "--as-of", "2026-11-20"]);
    assert!(
        outcome.stdout.contains("files in out"),
        "{}",
        outcome.stderr
    );
    std::fs::read_to_string(world.join("out/policies/access.md")).unwrap()
}

#[test]
fn the_rendered_policy_ends_with_its_versions_and_commits_cannot_act_in_it() {
    let (past, commits) = states("building", &[policy("1.0", "Ask first.", "")]);
    let hostile = "Raise | <script>alert(1)</script> [x](javascript:y)";
    let next = policy("1.1", "Ask twice.", "");
    let tip = past.commit(
        &[commits[0]],
        "2026-03-01",
        "Omar|H",
        hostile,
        &[(FILE, Some(&next))],
    );
    let past = past.at(tip);
    let md = render(&past.world);
    assert!(md.contains("Ask twice.\n\n## Versions\n"), "{md}");
    assert!(
        md.contains("| 1.0 | 2026-02-01 | Jane Doe | Step 2 (`"),
        "{md}"
    );
    assert!(
        md.contains("| 1.1 | 2026-03-01 | Omar\\|H | Raise \\| \\<script\\>"),
        "{md}"
    );
    let html = std::fs::read_to_string(past.world.join("out/policies/access.html")).unwrap();
    assert!(!html.contains("<script>alert"), "{html}");
    assert!(html.contains("<h2 id=\"_revisions\">Versions</h2>"));
}

#[test]
fn two_approved_texts_under_one_version_are_found_although_the_approval_is_fresh() {
    let (past, _) = states("building", &[policy("1.0", "x", "")]);
    let (one, two) = (
        policy("1.0", "Ask first.", ""),
        policy("1.0", "Ask twice.", ""),
    );
    let first = approved(&past, "2026-02-20", &one);
    let second = approved(&past, "2026-03-20", &two);
    let history = |version: &str, approval: &str| {
        vec![
            policy("1.0", "Ask first.", &first),
            policy(version, "Ask twice.", approval),
        ]
    };
    let found = |stage: &str, states_of: &[String]| {
        let (past, _) = states(stage, states_of);
        past.world
            .check(&["--select", &format!("{RULE},policy-approval-stale")])
            .1
    };
    let both = found("certified", &history("1.0", &second));
    assert_eq!(both.of("policy-approval-stale").len(), 0);
    let told = both.of(RULE);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["field"], "version");
    assert_eq!(told[0]["start"]["line"], 7);
    let message = told[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with(
            "two texts of the policy “Access” are approved under version 1.0: one by jane on 2026-02-20 (commit "
        ),
        "{message}"
    );
    assert!(
        message.contains("another by jane on 2026-03-20 (commit "),
        "{message}"
    );

    // A raised version, approved as such, is as it should be.
    let raised = approved(&past, "2026-03-20", &policy("1.1", "Ask twice.", ""));
    let good = found("certified", &history("1.1", &raised));
    assert_eq!(good.all().len(), 0, "{good:?}");
    // While building nobody asks the history.
    let early = found("building", &history("1.0", &second));
    assert_eq!(early.of(RULE).len(), 0);
}

#[test]
fn a_change_that_nobody_approved_is_told_once_by_the_stale_approval_with_its_version() {
    let (past, _) = states("building", &[policy("1.0", "x", "")]);
    let first = approved(&past, "2026-02-20", &policy("1.0", "Ask first.", ""));
    let told = |version: &str| {
        let all = [
            policy("1.0", "Ask first.", &first),
            policy(version, "Ask twice.", &first),
        ];
        let (past, _) = states("certified", &all);
        let found = past
            .world
            .check(&["--select", &format!("{RULE},policy-approval-stale")])
            .1;
        assert_eq!(found.all().len(), 1, "{found:?}");
        found.all()[0]["message"].as_str().unwrap().to_owned()
    };
    assert_eq!(
        told("1.0"),
        "the policy “Access” has changed since it was approved on 2026-02-20 and is still version 1.0: the text reads differently since 6ce32961f0 (Omar H, 2026-03-01)"
    );
    assert_eq!(
        told("1.1"),
        "the policy “Access” has changed since it was approved on 2026-02-20 as version 1.0, and is version 1.1 now: the text reads differently; `version` was 1.0 and is 1.1; all since 0c16a7c693 (Omar H, 2026-03-01)"
    );
}

#[test]
fn drafts_may_change_under_one_version_and_the_scope_is_judged_as_policies_are() {
    let drafts: Vec<String> = ["a.", "b.", "c."]
        .map(|text| policy("0.1", text, ""))
        .to_vec();
    let (past, _) = states("certified", &drafts);
    let found = past.world.check(&["--select", RULE]).1;
    assert_eq!(found.all().len(), 0, "{found:?}");

    let scope = |statement: &str, on: &str| {
        format!(
            "kind: scope\nversion: '1.0'\nstatement: {statement}\napproval: {{by: jane, on: {on}}}\n"
        )
    };
    let (past, first) = Past::begun(&[("isms.toml", "stage = \"certified\"\n")]);
    let (one, two) = (
        scope("Leipzig", "2026-02-01"),
        scope("Leipzig and Porto", "2026-03-01"),
    );
    let file = "isms/scope.yaml";
    let second = past.commit(
        &[first],
        "2026-02-01",
        "Jane Doe",
        "Scope",
        &[(file, Some(&one))],
    );
    let third = past.commit(
        &[second],
        "2026-03-01",
        "Jane Doe",
        "Porto",
        &[(file, Some(&two))],
    );
    let found = past.at(third).world.check(&["--select", RULE]).1;
    assert_eq!(found.of(RULE).len(), 1, "{found:?}");
    assert_eq!(found.of(RULE)[0]["subject"], "scope");
}
