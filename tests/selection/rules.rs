//! Rules, families, and the table of numbers.

use crate::world::{AS_OF, World};
use isms::rules::{RULES, families};

#[test]
fn a_family_stands_for_its_rules_and_no_rule_is_called_like_one() {
    let world = World::sound();
    let (_, all) = world.check(&[]);
    let (_, risk) = world.check(&["--select", "risk"]);
    assert_eq!(risk.all().len(), all.of("asset-without-value").len());
    assert!(
        risk.all()
            .iter()
            .all(|found| found["rule"] == "asset-without-value")
    );
    let (_, others) = world.check(&["--ignore", "risk"]);
    assert_eq!(others.all().len() + risk.all().len(), all.all().len());
    let (_, none) = world.check(&[
        "--select",
        "risk,empty-file",
        "--ignore",
        "asset-without-value",
    ]);
    assert!(none.all().is_empty());
    assert!(families().all(|family| RULES.iter().all(|rule| rule.info.name != family)));
    assert_eq!(families().filter(|family| *family == "risk").count(), 1);
}

#[test]
fn a_family_does_not_raise_what_is_off_and_a_name_does() {
    let world = World::with(
        "isms/policies/access.md",
        "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\n---\nRights are reviewed regularly.\n",
    );
    let vague = |select: &str| world.check(&["--select", select]).1.of("vague-duty").len();
    assert_eq!(
        (
            vague("documents"),
            vague("vague-duty"),
            vague("documents,vague-duty")
        ),
        (0, 1, 1)
    );
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest_rule_or_family() {
    for (name, near) in [
        ("rsik", "`risk`"),
        ("asset-without-valu", "`asset-without-value`"),
    ] {
        for option in ["--select", "--ignore"] {
            let outcome = World::sound().run(&["check", option, name]);
            assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
            assert!(
                outcome.stderr.contains(&format!("did you mean {near}?")),
                "{}",
                outcome.stderr
            );
        }
    }
    let world = World::with("isms.toml", "[rules]\nasset-without-valu = \"off\"\n");
    let outcome = world.run(&["check"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome
            .stderr
            .contains("did you mean `asset-without-value`?"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn options_combine() {
    let world = World::sound();
    let code = |more: &[&str]| world.check(more).0;
    let raised = ["--select", "asset-without-value", "--stage", "certified"];
    assert_eq!(code(&raised), 1);
    assert_eq!(code(&[&raised[..], &["--exit-zero"]].concat()), 0);
    assert_eq!(code(&[&raised[..], &["isms/people.yaml"]].concat()), 0);
    assert_eq!(
        code(&["--select", "asset-without-value", "--fail-on", "warning"]),
        1
    );
    assert_eq!(
        code(&["--select", "risk", "--ignore", "risk", "--fail-on", "info"]),
        0
    );
}

#[test]
fn statistics_count_by_rule_and_leave_other_formats_as_they_are() {
    let world = World::sound();
    world.commit_all("first");
    world.write(
        "isms/more.yaml",
        "kind: asset\nid: more\ntitle: More\ntype: hardwear\nowner: jane\n",
    );
    let run = |more: &[&str]| world.run(&[&["check", "--as-of", AS_OF], more].concat());
    let outcome = run(&[
        "--statistics",
        "--select",
        "asset-without-value,dangling-reference,invalid-value",
    ]);
    assert_eq!(outcome.code, 1);
    assert_eq!(
        outcome.stdout,
        "\
count  severity  rule                 fixable
    2  warning   asset-without-value
    1  error     dangling-reference
    1  error     invalid-value        1

2 errors, 2 warnings in 6 documents (1 document could not be judged)
1 can be mended by `isms fix`
"
    );
    let json = run(&["--format", "json"]);
    assert_eq!(
        run(&["--format", "json", "--statistics"]).stdout,
        json.stdout
    );
}
