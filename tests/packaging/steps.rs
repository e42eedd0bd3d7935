//! The steps of the action one after the other, with their conditions and variables filled in as GitHub does.

use crate::runner::{Runner, proposal, yaml};
use crate::world::World;
use isms::syntax::node::{Node, Value};

/// A run of the action: what is known in it, and what came of it.
struct Run<'a> {
    runner: &'a Runner,
    /// Values of expressions beside the inputs and the outputs of the check.
    known: Vec<(&'a str, &'a str)>,
    inputs: Vec<(&'a str, &'a str)>,
    action: Node,
}

/// How the steps went: the names of those that ran, what was handed to other actions, the code of the last.
#[derive(Debug)]
struct Went {
    ran: Vec<String>,
    uploaded: Option<String>,
    code: i32,
}

impl<'a> Run<'a> {
    fn new(runner: &'a Runner, inputs: &[(&'a str, &'a str)]) -> Self {
        Self {
            runner,
            known: vec![
                ("github.token", "secret"),
                ("github.action_repository", "maker/isms"),
                ("github.event_name", "pull_request"),
                ("github.event.pull_request.number", "7"),
            ],
            inputs: inputs.to_vec(),
            action: yaml("action.yml").remove(0),
        }
    }

    /// The value of one expression.
    fn value(&self, expression: &str) -> String {
        let find = |list: &[(&str, &str)], name: &str| {
            let found = list.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        if let Some(name) = expression.strip_prefix("inputs.") {
            return find(&self.inputs, name).unwrap_or_else(|| self.default(name));
        }
        if let Some(name) = expression.strip_prefix("steps.check.outputs.") {
            let (start, output) = (format!("{name}="), self.runner.read("output"));
            let line = output.lines().find_map(|line| line.strip_prefix(&start));
            return line.unwrap_or_default().to_owned();
        }
        find(&self.known, expression).unwrap_or_else(|| panic!("`{expression}` is not known"))
    }

    fn default(&self, input: &str) -> String {
        let input = self.action.get("inputs").unwrap().get(input).unwrap();
        match &input.get("default").unwrap().value {
            Value::Text(text) | Value::Number(text) => self.filled(text),
            other => panic!("a default that is not text: {other:?}"),
        }
    }

    /// A text that is one expression, or none.
    fn filled(&self, text: &str) -> String {
        let inner = text
            .strip_prefix("${{ ")
            .and_then(|it| it.strip_suffix(" }}"));
        inner.map_or_else(|| text.to_owned(), |expression| self.value(expression))
    }

    /// Whether a condition holds: comparisons with texts, all of which must hold.
    fn holds(&self, condition: &str) -> bool {
        condition.split(" && ").all(|part| {
            let (left, same) = match part.split_once(" == ") {
                Some((left, right)) => (left, Some(right)),
                None => (part.split_once(" != ").unwrap().0, None),
            };
            match same {
                Some(right) => self.value(left) == right.trim_matches('\''),
                None => !self.value(left).is_empty(),
            }
        })
    }

    /// Runs every step that its condition lets run, until one fails.
    fn all(&self, world: &World) -> Went {
        let mut went = Went {
            ran: Vec::new(),
            uploaded: None,
            code: 0,
        };
        let workspace = world.path().display().to_string();
        for step in self.action.at("runs.steps").unwrap().items() {
            let text = |key: &str| step.at(key).and_then(Node::text);
            if text("if").is_some_and(|condition| !self.holds(condition)) {
                continue;
            }
            went.ran.push(text("name").unwrap().to_owned());
            let Some(script) = text("run") else {
                went.uploaded = text("with.sarif_file").map(|file| self.filled(file));
                continue;
            };
            let env = step.get("env").map_or(&[][..], Node::entries);
            let mut variables: Vec<(&str, String)> = env
                .iter()
                .map(|entry| (&*entry.key, self.filled(entry.value.text().unwrap())))
                .collect();
            variables.push(("GITHUB_WORKSPACE", workspace.clone()));
            let variables: Vec<_> = variables.iter().map(|(k, v)| (*k, v.as_str())).collect();
            went.code = self.runner.step(script, world.path(), &variables).code;
            if went.code != 0 {
                break;
            }
        }
        went
    }
}

/// Programs that reach no network: a download that gives a small script (the real `isms` is on the path), and a forge without comments.
fn runner() -> Runner {
    let runner = Runner::new();
    runner.program(
        "curl",
        "while [[ $1 != --output ]]; do shift; done; printf '#!/bin/sh\\necho isms\\n' >\"$2\"\n",
    );
    runner.program(
        "gh",
        "[[ \"$*\" != *graphql* ]] || echo 'github-actions[bot]'\n",
    );
    runner
}

/// Inputs that install what is downloaded here.
fn inputs<'a>(digest: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut inputs = vec![
        ("url", "https://files.example.com/isms"),
        ("sha256", digest),
    ];
    inputs.extend(more);
    inputs
}

fn digest() -> String {
    use sha2::Digest;
    let bytes = sha2::Sha256::digest("#!/bin/sh\necho isms\n");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_pull_request_with_an_error_is_annotated_uploaded_commented_and_then_fails() {
    let (runner, digest) = (runner(), digest());
    let went = Run::new(&runner, &inputs(&digest, &[("sarif", "true")])).all(&proposal());
    assert_eq!(went.code, 1, "{went:?}");
    assert_eq!(went.ran.len(), 5, "{went:?}");
    let sarif = runner.join("temp/isms.sarif").display().to_string();
    assert_eq!(went.uploaded, Some(sarif));
    assert_eq!(
        runner.calls_with("gh api --method POST"),
        1,
        "{:?}",
        runner.calls()
    );
}

#[test]
fn inputs_reach_the_check() {
    let (runner, digest) = (runner(), digest());
    let quiet = [("paths", "isms/assets.yaml"), ("comment", "false")];
    let went = Run::new(&runner, &inputs(&digest, &quiet)).all(&proposal());
    assert_eq!((went.code, went.uploaded), (0, None));
    assert_eq!(
        went.ran,
        ["Install isms", "Check the ISMS", "Result of the check"]
    );
    for wrong in [("stage", "flying"), ("working-directory", "nowhere")] {
        let inputs = inputs(&digest, &[wrong, ("comment", "false")]);
        let runner = self::runner();
        let went = Run::new(&runner, &inputs).all(&proposal());
        assert_eq!((went.code, went.ran.len()), (2, 3), "{wrong:?}: {went:?}");
    }
}

#[test]
fn what_is_not_the_expected_binary_ends_it_before_anything_is_checked() {
    let runner = runner();
    let went = Run::new(&runner, &inputs("c0ffee", &[])).all(&proposal());
    assert_eq!((went.code, went.ran.len()), (2, 1), "{went:?}");
    assert_eq!(runner.read("output"), "");
}

#[test]
fn a_push_gets_no_comment() {
    let (runner, digest) = (runner(), digest());
    let inputs = inputs(&digest, &[]);
    let mut run = Run::new(&runner, &inputs);
    run.known.retain(|(name, _)| *name != "github.event_name");
    run.known.push(("github.event_name", "push"));
    let went = run.all(&proposal());
    assert_eq!(went.code, 1);
    assert_eq!(runner.calls_with("gh "), 0);
}
