//! The check of the action: its annotations, its outputs, and that later steps run whatever was found.

use crate::runner::{Runner, proposal};
use crate::world::{self, World, finish};

#[test]
fn findings_are_annotated_counted_and_kept_for_code_scanning() {
    let runner = Runner::new();
    let world = World::sound();
    world.commit_all("Begin");
    let outcome = runner.script("check.sh", world.path(), &[]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(
        outcome
            .stdout
            .contains("::error file=isms/known.yaml,line=5"),
        "{outcome:?}"
    );
    let sarif = runner.join("temp/isms.sarif");
    let expected = format!("sarif={}", sarif.display());
    let output = runner.read("output");
    assert!(output.lines().any(|line| line == expected), "{output}");
    for line in ["exit-code=1", "errors=1"] {
        assert!(output.lines().any(|it| it == line), "{output}");
    }
    let warnings = output
        .lines()
        .find_map(|line| line.strip_prefix("warnings="));
    let (_, findings) = world.check(&[]);
    assert_eq!(
        warnings,
        Some(findings.count("warnings").to_string().as_str())
    );
    let sarif: serde_json::Value = serde_json::from_str(&runner.read("temp/isms.sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert!(runner.read("summary").contains("dangling-reference"));
}

#[test]
fn what_a_document_says_is_not_taken_for_a_count() {
    let runner = Runner::new();
    let world = World::with(
        "isms/odd.yaml",
        "kind: asset\nid: odd\ntitle: '\"errors\": 99'\ntype: hardware\nowner: '\"errors\": 98'\n",
    );
    runner.script("check.sh", world.path(), &[]);
    let (_, findings) = world.check(&[]);
    let expected = format!("errors={}", findings.count("errors"));
    assert!(
        runner.read("output").contains(&expected),
        "{}",
        runner.read("output")
    );
}

#[test]
fn a_check_that_cannot_run_is_told_and_keeps_its_code() {
    let runner = Runner::new();
    let world = World::sound();
    world.write("isms.toml", "stage = \"flying\"\n");
    let outcome = runner.script("check.sh", world.path(), &[]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    assert!(outcome.stdout.contains("::error title=isms::"));
    assert_eq!(runner.read("output"), "exit-code=2\nerrors=\nwarnings=\n");
}

#[test]
fn a_file_of_an_earlier_run_is_not_taken_for_a_result() {
    let runner = Runner::new();
    runner.write("temp/isms.sarif", "{}");
    runner.write("temp/isms.json", "{\"errors\": 7}");
    runner.script("check.sh", World::empty().path(), &[]);
    assert_eq!(runner.read("output"), "exit-code=2\nerrors=\nwarnings=\n");
}

#[test]
fn inputs_become_single_arguments_and_absent_ones_none() {
    let runner = Runner::new();
    runner.program("isms", "printf '[%s]' \"$@\" >>\"$CALLS\"\n");
    let inputs = [
        ("ISMS_DIRECTORY", "our isms"),
        (
            "ISMS_PATHS",
            "isms/a b.yaml\r\n\n$(touch evil)\n--exit-zero",
        ),
        ("ISMS_STAGE", "stage-1"),
        ("ISMS_FAIL_ON", "warning"),
        ("ISMS_BASELINE", "my baseline.json"),
    ];
    let folder = runner.join(".");
    runner.script("check.sh", &folder, &inputs);
    let all = runner.read("calls");
    assert!(all.contains("[-C][our isms][check]"), "{all}");
    let tail = "[--stage=stage-1][--fail-on=warning][--baseline=my baseline.json][--][isms/a b.yaml][$(touch evil)][--exit-zero]";
    assert!(all.ends_with(tail), "{all}");
    assert!(!runner.join("evil").exists());
    runner.write("calls", "");
    runner.script(
        "check.sh",
        &folder,
        &[("ISMS_DIRECTORY", ""), ("ISMS_STAGE", "")],
    );
    let none = runner.read("calls");
    assert!(
        none.contains("[-C][.][check]") && none.ends_with("isms.json][--]"),
        "{none}"
    );
}

#[test]
fn only_findings_in_the_paths_count() {
    let runner = Runner::new();
    let world = World::sound();
    runner.script(
        "check.sh",
        world.path(),
        &[("ISMS_PATHS", "isms/assets.yaml")],
    );
    assert!(runner.read("output").contains("exit-code=0\nerrors=0\n"));
}

#[test]
fn a_checkout_of_another_user_is_read_with_its_history() {
    if !world::is_root() {
        return; // Only root can give a folder away.
    }
    let world = proposal();
    std::os::unix::fs::chown(world.path(), Some(1234), Some(1234)).unwrap();
    let (runner, folder) = (Runner::new(), world.path());
    let workspace = folder.display().to_string();
    let outcome = runner.script("check.sh", folder, &[("GITHUB_WORKSPACE", &workspace)]);
    assert!(!outcome.stderr.contains("safe.directory"), "{outcome:?}");
    let json: serde_json::Value = serde_json::from_str(&runner.read("temp/isms.json")).unwrap();
    assert!(json["revision"].is_string(), "{}", json["revision"]);
    let refused = finish(world.command(&["diff", "HEAD", "HEAD"]));
    assert!(
        refused.stderr.contains("safe.directory"),
        "the test holds nothing: {refused:?}"
    );
}
