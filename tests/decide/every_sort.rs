//! Every sort of decision in the example: once it is stale, the verb makes it hold, and a check agrees.

use crate::places::{change, done, example, holds, state, text, texts};
use crate::world::World;
use isms::assess::decision::State;

/// A basis that nothing has.
const OLD: &str = "v1:sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// Makes the last basis before the end of a document stale.
fn make_stale(world: &World, path: &str, document: &str, after: &str) {
    let old = text(world, path);
    let start = old
        .find(document)
        .unwrap_or_else(|| panic!("{path} holds {document}"));
    let start = start + old[start..].find(after).unwrap();
    let basis = start + old[start..].find("v1:sha256:").unwrap();
    let end = basis + OLD.len();
    world.write(path, format!("{}{OLD}{}", &old[..basis], &old[end..]));
}

/// The lines that went and that came, but for blanks at their ends.
fn changed(before: &str, after: &str) -> (Vec<String>, Vec<String>) {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let gone = old.iter().filter(|line| !new.contains(line));
    let come = new.iter().filter(|line| !old.contains(line));
    let owned = |line: &&str| (*line).trim().to_owned();
    (gone.map(owned).collect(), come.map(owned).collect())
}

/// Makes a decision stale, takes it, and looks at what stands there; gives the lines that changed.
fn renewed(
    (path, document, after): (&str, &str, &str),
    (subject, old, new): (&str, &str, &str),
    line: &[&str],
) -> (Vec<String>, Vec<String>) {
    let world = example();
    make_stale(&world, path, document, after);
    assert_eq!(
        state(&world, subject, old),
        Some((State::Stale, true)),
        "{subject}"
    );
    let before = texts(&world);
    let said = done(&world, line).stdout;
    assert!(
        said.contains(&format!("{path}:")) && said.contains("git commit"),
        "{said}"
    );
    assert!(holds(&world, subject, new), "{subject} {new}");
    let after = texts(&world);
    let touched: Vec<&String> = after
        .keys()
        .filter(|path| before[*path] != after[*path])
        .collect();
    assert_eq!(touched, [path]);
    changed(&before[path], &after[path])
}

#[test]
fn a_policy_gets_one_more_approval() {
    let (gone, come) = renewed(
        (
            "isms/policies/access-control-policy.md",
            "id: access",
            "approvals",
        ),
        (
            "policy/access-control-policy",
            "approvals[0]",
            "approvals[1]",
        ),
        &["approve", "access-control-policy", "--by", "noor"],
    );
    assert_eq!((gone.len(), come.len()), (0, 1));
    assert!(
        come[0].starts_with("- {by: noor, on: 2026-11-20, basis: v1:sha256:"),
        "{come:?}"
    );
}

#[test]
fn scope_method_assessment_and_exception_get_a_new_approval_in_the_place_of_the_old() {
    for (place, subject, line) in [
        (
            ("isms/scope.yaml", "kind: scope", "approval"),
            "scope",
            &["approve", "scope", "--by", "annika"][..],
        ),
        (
            ("isms/risk-method.yaml", "kind", "approval"),
            "risk-method",
            &["approve", "risk-method", "--by", "annika"],
        ),
        (
            ("isms/assessments.yaml", "id: assessment-2026-2", "approval"),
            "assessment/assessment-2026-2",
            &["approve", "assessment-2026-2", "--by", "annika"],
        ),
        (
            ("isms/exceptions.yaml", "id: EX-003", "approval"),
            "exception/EX-003",
            &[
                "approve",
                "exception/EX-003",
                "--by",
                "tomasz",
                "--until",
                "2026-12-11",
            ],
        ),
    ] {
        let (gone, come) = renewed(place, (subject, "approval", "approval"), line);
        assert!(gone.iter().any(|line| line.contains(OLD)), "{gone:?}");
        assert!(come.concat().contains("2026-11-20"), "{come:?}");
    }
}

#[test]
fn what_is_computed_is_signed() {
    for (path, document, subject, name) in [
        (
            "isms/sign-offs.yaml",
            "id: soa-approval",
            "sign-off/soa-approval",
            "soa",
        ),
        (
            "isms/sign-offs.yaml",
            "id: rtp-approval",
            "sign-off/rtp-approval",
            "rtp",
        ),
        (
            "isms/audits/programme-approval.yaml",
            "id: programme-approval",
            "sign-off/programme-approval",
            "programme",
        ),
    ] {
        let line = [
            "approve",
            name,
            "--by",
            "annika",
            "--record",
            "minutes-2026-02",
        ];
        let (gone, come) = renewed(
            (path, document, "approvals"),
            (subject, "approvals[0]", "approvals[1]"),
            &line,
        );
        assert_eq!((gone.len(), come.len()), (0, 1), "{name}");
        assert!(come[0].contains("record: minutes-2026-02"), "{come:?}");
    }
}

#[test]
fn a_plan_is_approved_by_the_holder_of_the_owning_role() {
    let (gone, come) = renewed(
        (
            "isms/risks/R-001-laptop-in-a-car.yaml",
            "id: R-001",
            "approval",
        ),
        ("risk/R-001", "treatment.approval", "treatment.approval"),
        &["approve", "R-001", "--by", "tomasz"],
    );
    assert_eq!((gone.len(), come.len()), (1, 1));
}

#[test]
fn an_exclusion_is_decided_again_and_keeps_its_reason() {
    let (gone, come) = renewed(
        ("isms/controls/development.yaml", "id: A.8.30", "exclusion"),
        ("control/A.8.30", "exclusion", "exclusion"),
        &[
            "approve",
            "A.8.30",
            "--by",
            "annika",
            "--until",
            "2027-11-30",
        ],
    );
    // The record was that of the old decision.
    assert_eq!(gone.len(), 3, "{gone:?}");
    assert!(gone.contains(&"record: management-review-2026".to_owned()));
    assert!(come.contains(&"on: 2026-11-20".to_owned()), "{come:?}");
}

#[test]
fn what_remains_is_accepted_and_the_endorsement_of_the_old_acceptance_goes() {
    let world = example();
    let path = "isms/risks/R-007-provider-ends.yaml";
    change(
        &world,
        path,
        "inherent: {likelihood: 2,",
        "inherent: {likelihood: 3,",
    );
    let said = done(
        &world,
        &[
            "accept",
            "R-007",
            "--by",
            "noor",
            "--until",
            "2027-10-31",
            "--reason",
            "Still true: it holds.",
        ],
    );
    assert!(holds(&world, "risk/R-007", "treatment.acceptance"));
    assert_eq!(
        state(&world, "risk/R-007", "treatment.acceptance.endorsed"),
        None
    );
    assert!(text(&world, path).contains("\n    reason: \"Still true: it holds.\"\n"));
    assert!(
        said.stdout
            .contains("isms accept R-007 --endorse --by annika"),
        "{}",
        said.stdout
    );
    done(
        &world,
        &[
            "accept",
            "R-007",
            "--endorse",
            "--by",
            "annika",
            "--record",
            "minutes-2026-10",
        ],
    );
    assert!(holds(&world, "risk/R-007", "treatment.acceptance.endorsed"));
    let listed = done(&world, &["accept", "--list"]).stdout;
    assert_eq!(listed, "No acceptance awaits anybody as of 2026-11-20\n");
}

#[test]
fn the_level_of_today_is_accepted_until_the_last_action() {
    let (gone, come) = renewed(
        (
            "isms/risks/R-004-tenant-separation.yaml",
            "id: R-004",
            "acceptance",
        ),
        ("risk/R-004", "treatment.acceptance", "treatment.acceptance"),
        &[
            "accept",
            "R-004",
            "--by",
            "noor",
            "--until",
            "2027-03-19",
            "--reason",
            "As before.",
        ],
    );
    assert!(come.contains(&"reason: As before.".to_owned()), "{come:?}");
    assert!(
        !gone.contains(&"of: interim".to_owned()) && gone.len() == 3,
        "{gone:?}"
    );
}

#[test]
fn a_review_is_one_more_entry() {
    let world = example();
    let before = text(&world, "isms/suppliers.yaml");
    done(
        &world,
        &[
            "review",
            "lohnkontor",
            "--by",
            "liesel",
            "--reason",
            "No change.",
        ],
    );
    let (gone, come) = changed(&before, &text(&world, "isms/suppliers.yaml"));
    assert_eq!((gone.len(), come.len()), (1, 1));
    assert!(
        come[0].ends_with("{by: liesel, on: 2026-11-20, reason: No change.}]}"),
        "{come:?}"
    );
    let later = [
        "review",
        "--list",
        "--as-of",
        "2027-11-20",
        "--by",
        "liesel",
    ];
    let listed = world.run(&later).stdout;
    assert!(
        !listed.contains("lohnkontor") && listed.contains("bdsg"),
        "{listed}"
    );
}

#[test]
fn all_risks_of_an_owner_are_accepted_at_once_or_none() {
    let world = example();
    for path in [
        "isms/risks/R-006-mailed-spreadsheets.yaml",
        "isms/risks/R-010-kept-too-long.yaml",
    ] {
        make_stale(&world, path, "acceptance:", "basis");
    }
    let late = [
        "accept",
        "--owner",
        "priya",
        "--until",
        "2027-02-26",
        "--reason",
        "Until done.",
    ];
    let said = crate::places::refused(&world, &late);
    assert!(
        said.contains("R-006") && said.contains("2027-01-31") && !said.contains("R-010"),
        "{said}"
    );
    done(
        &world,
        &[
            "accept",
            "--owner",
            "priya",
            "--until",
            "2027-01-31",
            "--reason",
            "Until done.",
        ],
    );
    for subject in ["risk/R-006", "risk/R-010"] {
        assert!(holds(&world, subject, "treatment.acceptance"), "{subject}");
    }
}

#[test]
fn a_check_agrees_that_everything_holds() {
    let world = example();
    let path = "isms/policies/access-control-policy.md";
    change(&world, path, "Default none.", "Default nothing.");
    let stale = |world: &World| {
        world
            .check(&["--select", "policy-approval-stale"])
            .1
            .all()
            .len()
    };
    assert_eq!(stale(&world), 1);
    let line = [
        "approve",
        "access-control-policy",
        "--by",
        "noor",
        "--version",
        "1.3",
    ];
    let outcome = done(&world, &line);
    assert_eq!(outcome.stderr, "");
    assert_eq!(stale(&world), 0);
    assert!(text(&world, path).contains("\nversion: \"1.3\"\n"));
}

#[test]
fn a_text_that_changed_under_its_version_is_approved_with_a_warning() {
    let world = example();
    let path = "isms/policies/access-control-policy.md";
    change(&world, path, "Default none.", "Default nothing.");
    let outcome = done(
        &world,
        &["approve", "access-control-policy", "--by", "noor"],
    );
    assert!(
        outcome
            .stderr
            .starts_with("warning: policy/access-control-policy"),
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("1.2") && outcome.stderr.contains("--version"));
    assert!(text(&world, path).contains("\nversion: \"1.2\"\n"));
}
