//! The component for GitLab: its inputs, what its jobs keep, and its scripts in a plain shell.

use crate::runner::{Runner, proposal, yaml};
use crate::world::{Outcome, World};
use isms::output::diff::md::MARKER;
use isms::syntax::node::Node;
use sha2::Digest;

const FILE: &str = "packaging/gitlab/templates/check.yml";

/// The two documents: what may be asked for, and the jobs.
fn component() -> (Node, Node) {
    let mut documents = yaml(FILE).into_iter();
    let (spec, jobs) = (documents.next().unwrap(), documents.next().unwrap());
    assert!(documents.next().is_none());
    (spec, jobs)
}

fn script(jobs: &Node, job: &str, part: &str) -> String {
    let lines = jobs.get(job).unwrap().get(part).unwrap().items();
    let lines: Vec<&str> = lines.iter().map(|line| line.text().unwrap()).collect();
    lines.join("\n")
}

#[test]
fn every_input_is_described_used_and_reaches_a_script_as_a_variable_only() {
    let (spec, jobs) = component();
    let inputs = spec.at("spec.inputs").unwrap().entries();
    let mut used = Vec::new();
    jobs.texts(&mut |text| {
        if let Some(name) = text.strip_prefix("$[[ inputs.") {
            used.push(name.strip_suffix(" ]]").unwrap().to_owned());
        } else {
            assert!(!text.contains("$[["), "an input inside a text: {text}");
        }
    });
    for input in inputs {
        let name = &*input.key;
        assert!(input.value.get("description").is_some(), "{name}");
        assert!(used.iter().any(|it| it == name), "{name} is not used");
    }
    for name in &used {
        assert!(
            inputs.iter().any(|input| *input.key == **name),
            "{name} is not declared"
        );
    }
}

#[test]
fn the_reports_that_the_check_writes_are_those_that_the_job_keeps() {
    let (_, jobs) = component();
    let check = script(&jobs, "isms", "script");
    for (format, report) in [("gitlab", "codequality"), ("junit", "junit")] {
        let file = jobs
            .at(&format!("isms.artifacts.reports.{report}"))
            .unwrap();
        let asked = format!(
            "--format={format}=$CI_PROJECT_DIR/{}\"",
            file.text().unwrap()
        );
        assert!(check.contains(&asked), "{asked}");
    }
    assert_eq!(
        jobs.at("isms.artifacts.when").unwrap().text(),
        Some("always")
    );
}

fn check(runner: &Runner, variables: &[(&str, &str)]) -> Outcome {
    let (_, jobs) = component();
    let mut all = vec![
        ("CI_PROJECT_DIR", "/project"),
        ("ISMS_DIRECTORY", "."),
        ("ISMS_PATHS", ""),
        ("ISMS_STAGE", ""),
        ("ISMS_FAIL_ON", ""),
        ("ISMS_BASELINE", ""),
    ];
    all.extend(variables);
    runner.job(&script(&jobs, "isms", "script"), &runner.join("."), &all)
}

#[test]
fn the_check_passes_its_inputs_on_and_its_code_is_that_of_the_job() {
    let runner = Runner::new();
    runner.program("isms", "printf '[%s]' \"$@\" >>\"$CALLS\"; exit 1\n");
    let inputs = [
        ("ISMS_STAGE", "stage-1"),
        ("ISMS_FAIL_ON", "warning"),
        ("ISMS_BASELINE", "my baseline.json"),
        ("ISMS_PATHS", "isms/a.yaml isms/b"),
    ];
    assert_eq!(check(&runner, &inputs).code, 1);
    let calls = runner.read("calls");
    let tail = "[--stage=stage-1][--fail-on=warning][--baseline=my baseline.json][--][isms/a.yaml][isms/b]";
    assert!(calls.ends_with(tail), "{calls}");
    runner.write("calls", "");
    check(&runner, &[]);
    assert!(runner.read("calls").ends_with("isms.xml][--]"));
}

/// `curl` as far as the job uses it: who writes, the notes by page, and writes.
const CURL: &str = r#"
case "$*" in
  *"--request"*) exit 0 ;;
  */user) echo '{"id": 42}' ;;
  *page=1) cat "$HOME/../notes-1.json" ;;
  *page=2) cat "$HOME/../notes-2.json" ;;
  *) exit 22 ;;
esac
"#;

fn tell(notes: [&serde_json::Value; 2], token: &str, world: &World) -> (Runner, Outcome) {
    let runner = Runner::new();
    runner.program("curl", CURL);
    runner.write("home/.keep", "");
    runner.write("notes-1.json", &notes[0].to_string());
    runner.write("notes-2.json", &notes[1].to_string());
    let (_, jobs) = component();
    let project = world.path().display().to_string();
    let outcome = runner.job(
        &script(&jobs, "isms-changes", "script"),
        world.path(),
        &[
            ("CI_PROJECT_DIR", &project),
            ("CI_API_V4_URL", "https://gitlab.example.com/api/v4"),
            ("CI_PROJECT_ID", "3"),
            ("CI_MERGE_REQUEST_IID", "7"),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", "origin/main"),
            ("ISMS_COMMENT_TOKEN", token),
            ("ISMS_DIRECTORY", "."),
        ],
    );
    assert_eq!(outcome.code, 0, "{outcome:?}");
    (runner, outcome)
}

fn note(id: u64, author: u64, body: &str) -> serde_json::Value {
    serde_json::json!({"id": id, "author": {"id": author}, "body": body})
}

#[test]
fn the_first_comment_is_made_and_the_own_one_is_found_on_any_page() {
    let none = serde_json::json!([]);
    let forged = serde_json::json!([note(1, 5, MARKER), note(2, 42, "hello")]);
    let (runner, _) = tell([&forged, &none], "secret", &proposal());
    let notes = "https://gitlab.example.com/api/v4/projects/3/merge_requests/7/notes";
    assert_eq!(
        runner.calls_with(&format!(
            "POST --data-urlencode body@isms-changes.md {notes}"
        )),
        1
    );
    let full: Vec<_> = (0..100).map(|id| note(id, 5, MARKER)).collect();
    let mine = serde_json::json!([note(200, 42, &format!("{MARKER}\nold"))]);
    let (runner, _) = tell([&full.into(), &mine], "secret", &proposal());
    assert_eq!(
        runner.calls_with(&format!(
            "PUT --data-urlencode body@isms-changes.md {notes}/200"
        )),
        1
    );
    assert_eq!(runner.calls_with("POST"), 0);
}

#[test]
fn without_a_token_the_comparison_is_an_artifact_alone() {
    let none = serde_json::json!([]);
    let world = proposal();
    let (runner, outcome) = tell([&none, &none], "", &world);
    assert!(outcome.stdout.contains("ISMS_COMMENT_TOKEN"), "{outcome:?}");
    assert_eq!(runner.calls(), Vec::<String>::new());
    let told = std::fs::read_to_string(world.join("isms-changes.md")).unwrap();
    assert!(told.starts_with(MARKER));
}

#[test]
fn what_has_another_digest_is_not_run() {
    let runner = Runner::new();
    runner.program("curl", "while [ \"$1\" != --output ]; do shift; done; printf '#!/bin/sh\\necho isms 0.1.0\\n' >\"$2\"\n");
    let (_, jobs) = component();
    let install = |sha256: &str| {
        let variables = [
            ("ISMS_URL", "https://files.example.com/isms"),
            ("ISMS_SHA256", sha256),
            ("CI_PROJECT_DIR", "/project"),
        ];
        let script = script(&jobs, ".isms-install", "before_script");
        runner.job(&script, &runner.join("."), &variables)
    };
    let outcome = install("4f3c1eb6d2e0e2f2c2f0dbb7e4c9ed67e1f0e0f9cf7cc0b3c6f1cf3b4f5f0a1d");
    assert!(
        outcome.code != 0 && !outcome.stdout.contains("isms 0.1.0"),
        "{outcome:?}"
    );
    let right: String = sha2::Sha256::digest("#!/bin/sh\necho isms 0.1.0\n")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let outcome = install(&right);
    assert!(outcome.stdout.ends_with("isms 0.1.0\n"), "{outcome:?}");
}
