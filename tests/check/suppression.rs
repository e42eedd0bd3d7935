//! Suppressions are accountable records: what holds is counted, what does not is a finding.

use crate::world::{AS_OF, Findings, World, start};

/// The known finding is of a rule that cannot be excused, so these worlds have another one.
fn with(comment: &str) -> (World, Findings) {
    let world = World::with(
        "isms/crm.yaml",
        format!("kind: asset\n{comment}id: crm\ntitle: CRM\ntype: software\nowner: jane\n"),
    );
    let (_, findings) = world.check(&[]);
    (world, findings)
}

fn excused(findings: &Findings) -> bool {
    findings
        .of("asset-without-value")
        .iter()
        .all(|f| f["path"] != "isms/crm.yaml")
}

#[test]
fn an_allowed_finding_is_counted_and_not_told() {
    let (world, findings) =
        with("# isms: allow(asset-without-value) until 2027-03-31: valued in the next round\n");
    assert!(excused(&findings));
    assert_eq!(findings.count("suppressed"), 1);
    assert!(
        findings
            .all()
            .iter()
            .all(|f| !f["rule"].as_str().unwrap().starts_with("suppression"))
    );
    let text = world.run(&["check", "--as-of", AS_OF]).stdout;
    assert!(text.contains("(1 suppressed, 0 baselined"), "{text}");
}

#[test]
fn an_expired_one_excuses_nothing() {
    let (_, findings) =
        with("# isms: allow(asset-without-value) until 2026-11-19: valued in the next round\n");
    assert!(!excused(&findings));
    assert_eq!(start(findings.of("suppression-expired")[0]), (2, 1));
    let (_, findings) =
        with("# isms: allow(asset-without-value) until 2026-11-20: valued in the next round\n");
    assert!(excused(&findings), "the last day still counts");
}

#[test]
fn an_unused_one_is_told() {
    let (_, findings) = with("# isms: allow(asset-without-owner) until 2027-03-31: nobody yet\n");
    assert_eq!(start(findings.of("suppression-unused")[0]), (2, 1));
}

#[test]
fn one_of_a_rule_that_was_not_run_is_not_called_unused() {
    let (world, _) = with("# isms: allow(falls-due) until 2027-03-31: known to all\n");
    let unused = |args: &[&str]| {
        let (_, findings) = world.check(args);
        findings.of("suppression-unused").len()
    };
    assert_eq!(unused(&[]), 0);
    assert_eq!(unused(&["--horizon", "30d"]), 1);
    assert_eq!(unused(&["--horizon", "30d", "--ignore", "falls-due"]), 0);
}

#[test]
fn an_unknown_rule_is_answered_with_the_nearest() {
    let (_, findings) = with("# isms: allow(asset-without-vlaue) until 2027-03-31: later\n");
    let found = findings.of("suppression-unknown-rule")[0];
    assert_eq!(start(found), (2, 1));
    assert!(
        found["help"]
            .as_str()
            .unwrap()
            .contains("`asset-without-value`")
    );
}

#[test]
fn a_malformed_one_says_what_is_missing() {
    for (comment, word) in [
        ("# isms: allow(asset-without-value): later\n", "until"),
        (
            "# isms: allow(asset-without-value) until 2027-03-31\n",
            "reason",
        ),
        (
            "# isms: allow(asset-without-value) until 2027-03-31:\n",
            "reason",
        ),
        (
            "# isms: allow(asset-without-value) until tomorrow: later\n",
            "tomorrow",
        ),
        ("# isms: allow() until 2027-03-31: later\n", "no rule"),
        ("# isms: ignore\n", "allow"),
    ] {
        let (_, findings) = with(comment);
        let found = findings.of("suppression-malformed");
        assert_eq!(found.len(), 1, "{comment}");
        assert!(
            found[0]["message"].as_str().unwrap().contains(word),
            "{}",
            found[0]
        );
        assert!(!excused(&findings));
    }
}

#[test]
fn reading_errors_cannot_be_excused() {
    let world = World::with(
        "isms/crm.yaml",
        "kind: asset\nid: crm\ntitle: CRM\ntype: software\n# isms: allow(dangling-reference) until 2027-03-31: soon\nowner: gone\n",
    );
    let (code, findings) = world.check(&[]);
    assert_eq!(code, 1);
    assert_eq!(findings.of("dangling-reference").len(), 2);
    assert_eq!(findings.of("suppression-malformed").len(), 1);
    assert_eq!(findings.count("suppressed"), 0);
}

/// The fenced examples of a page: whether each is wrong, and its text.
fn examples(page: &str) -> Vec<(bool, String)> {
    let page: String = page
        .lines()
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect();
    let blocks = page.split("```yaml ").skip(1);
    blocks
        .map(|block| {
            let (which, rest) = block.split_once('\n').unwrap();
            (
                which == "wrong",
                rest.split("```").next().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn the_pages_of_rules_about_suppressions_are_true() {
    let rules = isms::rules::RULES.iter().map(|rule| rule.info);
    let mut seen = 0;
    for rule in rules.filter(|rule| rule.family == "suppression") {
        for (wrong, text) in examples(rule.doc) {
            let (_, findings) = World::with("isms/crm.yaml", &text).check(&[]);
            let about: Vec<_> = findings
                .all()
                .iter()
                .filter(|f| f["rule"].as_str().unwrap().starts_with("suppression"))
                .collect();
            assert_eq!(
                about.len(),
                usize::from(wrong),
                "{}\n{text}{about:?}",
                rule.name
            );
            assert!(about.iter().all(|f| f["rule"] == rule.name));
            seen += 1;
        }
    }
    assert_eq!(seen, 8);
}
