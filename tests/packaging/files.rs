//! The files that other tools look for hold together: pins, inputs, versions, targets.

use crate::runner::{text, yaml};
use isms::output::diff::md::MARKER;
use isms::syntax::node::{Node, Value};

const WORKFLOWS: [&str; 4] = [
    "action.yml",
    ".github/workflows/ci.yml",
    ".github/workflows/release.yml",
    "src/command/scaffold/starter/common/.github/workflows/isms.yml",
];

/// Every value of a key, wherever it stands.
fn values<'a>(node: &'a Node, key: &str, found: &mut Vec<&'a Node>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                if &*entry.key == key {
                    found.push(&entry.value);
                }
                values(&entry.value, key, found);
            }
        }
        Value::List(items) => items.iter().for_each(|item| values(item, key, found)),
        _ => {}
    }
}

fn texts(node: &Node, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    values(node, key, &mut found);
    found
        .into_iter()
        .filter_map(Node::text)
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_others_wrote_is_pinned_by_commit_with_the_version_beside_it() {
    for file in WORKFLOWS {
        let source = text(file);
        for used in texts(&yaml(file)[0], "uses") {
            let (_, commit) = used.split_once('@').unwrap();
            let whole = commit.len() == 40 && commit.bytes().all(|c| c.is_ascii_hexdigit());
            assert!(whole, "{file}: {used} is not pinned by a commit");
            let named = source.contains(&format!("{used} # v"));
            assert!(named, "{file}: {used} lacks its version");
        }
    }
}

#[test]
fn nothing_is_written_into_a_script_and_every_job_says_what_it_may() {
    for file in WORKFLOWS {
        let node = &yaml(file)[0];
        let scripts = texts(node, "run");
        assert!(!scripts.is_empty(), "{file}");
        for script in scripts {
            assert!(!script.contains("${{"), "{file}: {script}");
        }
        if file != "action.yml" {
            assert!(node.get("permissions").is_some(), "{file}");
        }
    }
}

#[test]
fn the_inputs_of_the_action_are_described_and_used_and_no_other_is() {
    let source = text("action.yml");
    let action = &yaml("action.yml")[0];
    let inputs = action.get("inputs").unwrap().entries();
    for input in inputs {
        let name = &input.key;
        assert!(input.value.get("description").is_some(), "{name}");
        let used = [" }}", " =="]
            .iter()
            .any(|end| source.contains(&format!("inputs.{name}{end}")));
        assert!(used, "the input {name} is not used");
    }
    for used in source.split("inputs.").skip(1) {
        let end = used.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = &used[..end.unwrap()];
        assert!(
            inputs.iter().any(|input| &*input.key == name),
            "{name} is no input"
        );
    }
}

#[test]
fn the_code_of_the_check_is_the_last_word_of_the_action() {
    let action = &yaml("action.yml")[0];
    let steps = action.at("runs.steps").unwrap().items();
    let last = steps.last().unwrap();
    assert_eq!(last.get("run").unwrap().text(), Some("exit \"$CODE\""));
    let code = last.at("env.CODE").unwrap().text();
    assert_eq!(code, Some("${{ steps.check.outputs.exit-code }}"));
    assert!(last.get("if").is_none());
}

#[test]
fn versions_are_those_of_the_crate() {
    let version = env!("CARGO_PKG_VERSION");
    let action = &yaml("action.yml")[0];
    let default = action.at("inputs.version.default").unwrap();
    let default = match &default.value {
        Value::Text(text) | Value::Number(text) => &**text,
        other => panic!("{other:?}"),
    };
    assert_eq!(default, version, "the action installs another version");
    let mirror = text("packaging/pre-commit/pyproject.toml");
    assert!(mirror.contains(&format!("version = \"{version}\"")));
    assert!(mirror.contains(&format!("\"isms=={version}\"")));
}

#[test]
fn what_the_action_installs_is_built_by_the_release() {
    let targets = texts(&yaml(".github/workflows/release.yml")[0], "target");
    let mut installed = 0;
    for line in text("packaging/action/install.sh").lines() {
        let Some((_, target)) = line.split_once(") target=") else {
            continue;
        };
        let target = target.trim_end_matches(" ;;");
        assert!(
            targets.iter().any(|built| built == target),
            "{target} is not built"
        );
        installed += 1;
    }
    assert_eq!(installed, 5);
    let release = text("packaging/release");
    assert!(targets.iter().all(|target| {
        let known = ["*-linux-gnu", "*-linux-musl"]
            .iter()
            .any(|end| target.ends_with(&end[1..]));
        known || release.contains(&format!("{target}) wheel"))
    }));
}

#[test]
fn the_mark_of_the_comment_is_the_same_everywhere() {
    for file in [
        "packaging/action/comment.sh",
        "packaging/gitlab/templates/check.yml",
    ] {
        assert!(text(file).contains(MARKER), "{file}");
    }
}

#[test]
fn the_mirror_has_the_hooks_of_the_root_in_another_language() {
    let root = text(".pre-commit-hooks.yaml").replace("language: rust", "language: python");
    let mirror = text("packaging/pre-commit/.pre-commit-hooks.yaml");
    let hooks = |text: &str| text[text.find("- id:").unwrap()..].to_owned();
    assert_eq!(hooks(&root), hooks(&mirror));
    for hook in yaml(".pre-commit-hooks.yaml")[0].items() {
        let whole = hook.get("pass_filenames").map(|it| &it.value) == Some(&Value::Bool(false));
        assert!(
            whole,
            "a link can break from either end, so the whole is checked"
        );
    }
}

#[test]
fn the_image_runs_as_nobody_and_holds_the_binary_alone() {
    let dockerfile = text("Dockerfile");
    let last = dockerfile.rsplit("\nFROM ").next().unwrap();
    assert!(last.starts_with("scratch\n"), "{last}");
    assert!(last.contains("\nUSER 65532:65532\n") && !last.contains("\nRUN "));
    assert_eq!(
        last.matches("\nCOPY ").count(),
        2,
        "the binary and one setting of git"
    );
}

/// The commands in a text that begin with `isms`, as words; what the shell would fill in is `1`.
fn commands(script: &str) -> Vec<Vec<String>> {
    let line = |line: &str| {
        let words = line
            .trim()
            .split(['>', '|', ';'])
            .next()?
            .split_whitespace();
        let words: Vec<String> = words
            .map(|word| word.trim_matches('"').replace("$GITHUB_BASE_REF", "1"))
            .collect();
        (words.first()? == "isms").then_some(words)
    };
    script.lines().filter_map(line).collect()
}

#[test]
fn the_commands_that_a_new_isms_and_the_hooks_run_are_understood() {
    let starter = "src/command/scaffold/starter/common";
    let github = &yaml(&format!("{starter}/.github/workflows/isms.yml"))[0];
    let gitlab = &yaml(&format!("{starter}/.gitlab-ci.yml"))[0];
    let mut scripts = texts(github, "run");
    let jobs = gitlab.at("isms.script").unwrap().items();
    scripts.extend(
        jobs.iter()
            .filter_map(|line| line.text().map(str::to_owned)),
    );
    scripts.extend(texts(&yaml(".pre-commit-hooks.yaml")[0], "entry"));
    let all: Vec<_> = scripts.iter().flat_map(|script| commands(script)).collect();
    assert!(all.len() >= 4, "{all:?}");
    for words in all {
        let read = isms::command::definition().try_get_matches_from(&words);
        assert!(read.is_ok(), "{words:?}: {}", read.unwrap_err());
    }
}
