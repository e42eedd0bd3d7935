//! A year of a small organisation in git, with three people who commit, signed and not: what goes wrong
//! is found at its line with its commit, and nothing else is.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "year/organisation.rs"]
mod organisation;
#[path = "year/repository.rs"]
mod repository;

use organisation::{FILES, settings};
use repository::{CAROL, DAVE, ERIN, Found, Town};

/// The day of the last look.
const TODAY: &str = "2026-11-20";

/// The year: the commits that matter, by what they did.
struct Year {
    town: Town,
    /// The commit after which everything was in order.
    sound: String,
    silent_edit: String,
    forged: String,
    unsigned: String,
    self_approved: String,
}

fn year() -> Year {
    let town = Town::new();
    town.write("isms.toml", settings());
    let signers = [CAROL, DAVE, ERIN].map(|who| who.signer()).concat();
    town.write("allowed_signers", &signers);
    for (path, text) in FILES {
        town.write(path, text);
    }
    town.commit(&DAVE, "2025-12-01", "Write down what we have", true);
    let sound = in_order(&town);

    town.edit(
        "isms/policies/access.md",
        "Rights are taken back the same day.",
        "Rights are taken back within a month.",
    );
    let silent_edit = town.commit(&DAVE, "2026-02-03", "Fix a typo", true);

    town.edit(
        "isms/risks.yaml",
        "  options: [retain]\n  rationale: Replacement costs more than it saves.\n",
        "  options: [retain]\n  rationale: Replacement costs more than it saves.\n  acceptance: {of: residual, level: high, by: carol, on: 2026-03-02, until: 2027-02-28, reason: Fine with me., basis: BASIS}\n",
    );
    town.bases("2026-03-02", &["isms/risks.yaml"]);
    let forged = town.commit(&DAVE, "2026-03-02", "Carol accepts R-3", true);

    town.edit(
        "isms/controls.yaml",
        "      - {on: 2025-11-20, by: erin, result: pass}\n",
        "      - {on: 2025-11-20, by: erin, result: pass}\n      - {on: 2026-05-04, by: erin, result: fail}\n",
    );
    town.commit(&ERIN, "2026-05-04", "Record the test of sign-in", true);

    town.edit(
        "isms/scope.yaml",
        "approval: {by: carol, on: 2025-12-05,",
        "approval: {by: carol, on: 2026-06-08,",
    );
    let unsigned = town.commit(&CAROL, "2026-06-08", "Confirm the scope", false);

    town.write("isms/policies/clear-desk.md", organisation::CLEAR_DESK);
    town.bases("2026-07-06", &["isms/policies/clear-desk.md"]);
    let self_approved = town.commit(&ERIN, "2026-07-06", "Add the clear desk policy", true);
    Year {
        town,
        sound,
        silent_edit,
        forged,
        unsigned,
        self_approved,
    }
}

/// Everybody decides what is theirs: by a commit of their own, by a merge that names them, on paper.
fn in_order(town: &Town) -> String {
    town.edit(
        "isms/risks.yaml",
        "  rationale: The rest is carried.\n",
        "  rationale: The rest is carried.\n  acceptance: {of: residual, level: high, by: carol, on: 2025-12-05, until: 2026-09-30, reason: Until the move., basis: BASIS}\n",
    );
    town.edit(
        "isms/risks.yaml",
        "  rationale: Sign-in with a second factor.\n",
        "  rationale: Sign-in with a second factor.\n  approval: {by: carol, on: 2025-12-05, basis: BASIS}\n",
    );
    town.write(
        "isms/scope.yaml",
        &format!(
            "{}approval: {{by: carol, on: 2025-12-05, basis: BASIS}}\n",
            town.read("isms/scope.yaml")
        ),
    );
    town.bases("2025-12-05", &["isms/risks.yaml", "isms/scope.yaml"]);
    town.commit(
        &CAROL,
        "2025-12-05",
        "Accept R-1, approve the plan of R-2 and the scope",
        true,
    );

    town.edit(
        "isms/policies/access.md",
        "version: '1.0'\n",
        "version: '1.0'\napprovals:\n  - {by: erin, on: 2025-12-10, basis: BASIS}\n",
    );
    town.bases("2025-12-10", &["isms/policies/access.md"]);
    town.commit(&ERIN, "2025-12-10", "Approve the access policy", true);

    town.switch("method");
    town.write(
        "isms/risk-method.yaml",
        &format!(
            "{}approval: {{by: carol, on: 2025-12-15, basis: BASIS}}\n",
            town.read("isms/risk-method.yaml")
        ),
    );
    town.bases("2025-12-15", &["isms/risk-method.yaml"]);
    let side = town.commit(&DAVE, "2025-12-15", "Put the method up for approval", true);
    town.switch("main");
    town.switch("main");
    let method = std::process::Command::new("git")
        .args(["-C", town.path().to_str().unwrap(), "show"])
        .arg(format!("{side}:isms/risk-method.yaml"))
        .output()
        .unwrap();
    town.write(
        "isms/risk-method.yaml",
        std::str::from_utf8(&method.stdout).unwrap(),
    );
    town.merge(
        &ERIN,
        "2025-12-16",
        "Merge the method\n\nApproved-by: Carol Finch <carol@example.com>\n",
        &side,
    )
}

/// What is found now and was not when everything was in order.
fn new(year: &Year) -> Vec<Found> {
    let before = year.town.check(&["--at", &year.sound]);
    let known = |found: &Found| {
        before
            .iter()
            .any(|other| (&other.rule, &other.message) == (&found.rule, &found.message))
    };
    let now = year.town.check(&["--as-of", TODAY]);
    now.into_iter().filter(|found| !known(found)).collect()
}

#[test]
fn when_everybody_decides_what_is_theirs_git_has_nothing_to_say() {
    let year = year();
    let rules = "decision-not-by-named-person,approver-is-author,decision-unsigned,decision-uncommitted,acceptance-stale,policy-approval-stale,plan-approval-stale";
    let found = year.town.check(&["--at", &year.sound, "--select", rules]);
    assert_eq!(found, []);
}

#[test]
fn each_wrong_is_found_at_its_line_with_its_commit_and_nothing_else_is() {
    let year = year();
    let expected = [
        ("acceptance-expired", "isms/risks.yaml:11", None),
        (
            "approver-is-author",
            "isms/policies/clear-desk.md:13",
            Some(&year.self_approved),
        ),
        (
            "decision-not-by-named-person",
            "isms/risks.yaml:36",
            Some(&year.forged),
        ),
        (
            "decision-unsigned",
            "isms/scope.yaml:9",
            Some(&year.unsigned),
        ),
        ("implemented-but-test-failed", "isms/controls.yaml:13", None),
        (
            "policy-approval-stale",
            "isms/policies/access.md:9",
            Some(&year.silent_edit),
        ),
        ("residual-not-accepted", "isms/risks.yaml:21", None),
        ("target-without-plan", "isms/risks.yaml:24", None),
    ];
    let found = new(&year);
    let seen: Vec<(&str, &str)> = found
        .iter()
        .map(|found| (found.rule.as_str(), found.place.as_str()))
        .collect();
    let wanted: Vec<(&str, &str)> = expected
        .iter()
        .map(|(rule, place, _)| (*rule, *place))
        .collect();
    assert_eq!(seen, wanted, "{found:#?}");
    for (found, (rule, _, commit)) in found.iter().zip(expected) {
        if let Some(commit) = commit {
            assert!(
                found.message.contains(&commit[..10]),
                "{rule}: {}",
                found.message
            );
        }
    }
}
