//! What can be asked, what is answered to a wrong question, and the exit codes.

use crate::world::{AS_OF, World};

fn wrong(args: &[&str], words: &[&str]) {
    let outcome = World::sound().run(args);
    assert_eq!(
        (outcome.code, outcome.stdout.as_str()),
        (2, ""),
        "{outcome:?}"
    );
    for word in words {
        assert!(
            outcome.stderr.contains(word),
            "`{word}` is not said in:\n{}",
            outcome.stderr
        );
    }
}

fn code(args: &[&str]) -> i32 {
    let world = World::sound();
    let mut all = vec!["check", "--as-of", AS_OF];
    all.extend(args);
    world.run(&all).code
}

#[test]
fn unknown_names_are_answered_with_the_nearest() {
    for option in ["--select", "--ignore"] {
        wrong(
            &["check", option, "dangling-referense"],
            &[
                "`dangling-referense` is neither a rule nor a family",
                "did you mean `dangling-reference`?",
            ],
        );
    }
    wrong(
        &["explain", "risk-without-onwer"],
        &["did you mean `risk-without-owner`?"],
    );
    wrong(
        &["schema", "asst"],
        &["`asst` is not a kind", "did you mean `asset`?"],
    );
    wrong(&["chekc"], &["check"]);
    wrong(&["check", "--format", "jsn"], &["did you mean `json`?"]);
    wrong(&["check", "--stage", "stage1"], &["stage-1"]);
    wrong(
        &["check", "--as-of", "31/12/2026"],
        &["31/12/2026", "YYYY-MM-DD"],
    );
    wrong(&["check", "--fail-on", "warn"], &["error, warning or info"]);
}

#[test]
fn a_format_may_go_to_a_file_and_one_to_standard_output() {
    let world = World::sound();
    let outcome = world.run(&["check", "--as-of", AS_OF, "--format", "json=out/found.json"]);
    assert_eq!(
        (
            outcome.code,
            outcome.stdout.as_str(),
            outcome.stderr.as_str()
        ),
        (1, "", "")
    );
    let file = std::fs::read_to_string(world.join("out/found.json")).unwrap();
    let direct = world.run(&["check", "--as-of", AS_OF, "--format", "json"]);
    assert_eq!(file, direct.stdout);
    let both = world.run(&[
        "check",
        "--as-of",
        AS_OF,
        "--format",
        "sarif=found.sarif",
        "--output-format",
        "json",
    ]);
    assert_eq!(both.stdout, direct.stdout);
    assert!(world.join("found.sarif").exists());
}

#[test]
fn two_formats_on_standard_output_are_refused_with_the_way_out() {
    wrong(
        &["check", "--format", "json", "--format", "text"],
        &["--format json=out.json"],
    );
    wrong(&["check", "--format", "json="], &["name of a file"]);
}

#[test]
fn a_file_that_cannot_be_written_is_a_failure_of_the_world() {
    let world = World::sound();
    world.write("blocked", "a file");
    let outcome = world.run(&["check", "--format", "json=blocked/found.json"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("cannot write blocked/found.json"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn only_what_is_in_the_paths_is_told_but_links_go_to_all() {
    let world = World::sound();
    let (code, findings) = world.check(&["isms/known.yaml"]);
    assert_eq!(code, 1);
    assert!(findings.has_known());
    assert!(
        findings
            .all()
            .iter()
            .all(|f| f["path"] == "isms/known.yaml")
    );
    let (code, findings) = world.check(&["isms/assets.yaml", "./isms/people.yaml"]);
    assert_eq!(code, 0);
    assert_eq!(findings.count("errors"), 0);
    assert_eq!(world.check(&["./isms//"]), world.check(&["isms"]));
}

#[test]
fn paths_that_match_no_document_exit_3() {
    for path in ["nowhere", "isms/people", "evidence", "../isms", "/"] {
        let outcome = World::sound().run(&["check", path]);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (3, ""), "{path}");
        assert!(outcome.stderr.contains(path), "{}", outcome.stderr);
    }
}

#[test]
fn a_folder_or_subfolder_can_be_worked_in_and_paths_count_from_there() {
    let world = World::sound();
    world.write(
        "isms/deep/er/ada.yaml",
        "kind: person\nid: ada\nname: Ada\n",
    );
    let whole = world.check(&[]);
    assert_eq!(world.check(&["-C", "isms/deep/er"]), whole);
    assert_eq!(
        world.check(&["-C", "isms", "known.yaml"]),
        world.check(&["isms/known.yaml"])
    );
    assert_eq!(
        world.check(&["-C", "isms/deep", "../known.yaml"]),
        world.check(&["isms/known.yaml"])
    );
    let absolute = world.path().canonicalize().unwrap().join("isms/known.yaml");
    assert_eq!(
        world.check(&[absolute.to_str().unwrap()]),
        world.check(&["isms/known.yaml"])
    );
}

#[test]
fn the_failing_level_can_be_moved_and_taken_away() {
    assert_eq!(code(&[]), 1);
    assert_eq!(code(&["--exit-zero"]), 0);
    assert_eq!(code(&["--ignore", "dangling-reference"]), 0);
    assert_eq!(
        code(&["--ignore", "dangling-reference", "--fail-on", "warning"]),
        1
    );
    assert_eq!(
        code(&["--select", "asset-without-value", "--fail-on", "warning"]),
        1
    );
    assert_eq!(code(&["--select", "asset-without-value"]), 0);
    assert_eq!(code(&["--select", "empty-file", "--fail-on", "info"]), 0);
}

#[test]
fn the_format_never_changes_the_exit_code() {
    for format in ["text", "json", "sarif", "github"] {
        assert_eq!(code(&["--format", format]), 1, "{format}");
        assert_eq!(
            code(&["--format", format, "--select", "empty-file"]),
            0,
            "{format}"
        );
    }
}

#[test]
fn the_settings_set_the_failing_level_and_the_command_line_goes_before_them() {
    let world = World::with(
        "isms.toml",
        "fail_on = \"warning\"\n[rules]\ndangling-reference = \"info\"\nasset-without-value = \"warning\"\n",
    );
    let run = |more: &[&str]| world.check(more);
    let (code, findings) = run(&[]);
    assert_eq!(code, 1);
    assert_eq!(findings.of("dangling-reference")[0]["severity"], "info");
    assert_eq!(run(&["--fail-on", "error"]).0, 0);
}

#[test]
fn a_rule_can_be_raised_lowered_and_turned_off() {
    for (level, told) in [("error", "error"), ("info", "info"), ("warning", "warning")] {
        let world = World::with(
            "isms.toml",
            format!("[rules]\nasset-without-value = \"{level}\"\n"),
        );
        let (_, findings) = world.check(&[]);
        assert_eq!(findings.of("asset-without-value")[0]["severity"], told);
    }
    let world = World::with("isms.toml", "[rules]\nasset-without-value = \"off\"\n");
    assert!(world.check(&[]).1.of("asset-without-value").is_empty());
    assert!(
        !World::sound()
            .check(&[])
            .1
            .of("asset-without-value")
            .is_empty()
    );
}

#[test]
fn a_rule_that_is_off_warns_when_it_is_selected_and_is_silent_otherwise() {
    let world = World::with("isms.toml", "[rules]\nasset-without-value = \"off\"\n");
    let policy = "---\nkind: policy\nid: access\ntitle: Access\ntype: policy\n---\nRights are reviewed regularly.\n";
    world.write("isms/policies/access.md", policy);
    assert!(world.check(&[]).1.of("vague-duty").is_empty());
    for rule in ["vague-duty", "asset-without-value"] {
        let (_, findings) = world.check(&["--select", rule]);
        assert_eq!(findings.of(rule)[0]["severity"], "warning");
        assert_eq!(findings.all().len(), findings.of(rule).len());
        let (_, findings) = world.check(&["--select", rule, "--ignore", rule]);
        assert!(findings.all().is_empty());
    }
}

#[test]
fn the_stage_of_the_command_line_sets_the_levels() {
    let world = World::sound();
    let level = |stage: &str| {
        let (_, findings) = world.check(&["--stage", stage, "--select", "asset-without-value"]);
        assert_eq!(findings.0["stage"], stage);
        findings.all()[0]["severity"].clone()
    };
    assert_eq!(
        (level("building"), level("certified")),
        ("warning".into(), "error".into())
    );
}

#[test]
fn rules_schemas_and_pages_need_no_settings() {
    let world = World::empty();
    for args in [
        &["rules"][..],
        &["rules", "--format", "json"],
        &["schema"],
        &["schema", "risk"],
        &["explain", "yaml-syntax"],
        &["--version"],
        &["--help"],
    ] {
        let outcome = world.run(args);
        assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{args:?}");
        assert!(!outcome.stdout.is_empty());
    }
}
