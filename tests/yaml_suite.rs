//! Every case of yaml-test-suite through the reader: what is valid is read as its events say or refused for a reason
//! that we state, at a place; what is invalid is refused. There is no other exception.
#![allow(clippy::unwrap_used)]

#[path = "yaml_suite/events.rs"]
mod events;

use events::{Meant, meant};
use isms::syntax::node::{Node, Value};
use isms::syntax::yaml::{Yaml, read};
use isms::text::diagnostic::Diagnostic;
use std::collections::BTreeSet;

#[derive(serde::Deserialize)]
struct Case {
    id: String,
    name: String,
    yaml: String,
    /// None when the case is not YAML.
    events: Option<Vec<String>>,
}

fn cases() -> Vec<Case> {
    let cases: Vec<Case> = serde_json::from_str(include_str!("yaml_suite/cases.json")).unwrap();
    assert_eq!(cases.len(), 402);
    cases
}

/// What the reader refuses on purpose, by the words it refuses it with: in how many valid cases, and why.
const ON_PURPOSE: [(&str, usize, &str); 4] = [
    (
        "an alias (",
        16,
        "a value that stands elsewhere cannot be edited where it is used, and expands without bound",
    ),
    (
        "the tag `",
        20,
        "the field says what its value is; a tag beyond the core schema could only contradict it",
    ),
    (
        "a key must be a plain word",
        29,
        "no field is named by a list, a map or nothing",
    ),
    (
        "stands here a second time",
        3,
        "two keys that are no words count as one key twice",
    ),
];

#[test]
fn what_is_valid_is_read_as_its_events_say_or_refused_on_purpose() {
    let (mut wrong, mut read_right, mut refused) = (Vec::new(), 0, 0);
    let mut of_purpose = ON_PURPOSE.map(|(words, _, _)| (words, 0));
    for case in cases() {
        let Some(events) = &case.events else { continue };
        let wanted = meant(events);
        match judge(&case.yaml, &read(&case.yaml, 0), &wanted) {
            Ok(true) => read_right += 1,
            Ok(false) => refused += 1,
            Err(why) => wrong.push(format!("{} {}: {why}\n{}", case.id, case.name, case.yaml)),
        }
        for (words, count) in &mut of_purpose {
            *count += usize::from(wanted.refused.contains(words));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert_eq!((read_right, refused), (250, 58));
    assert_eq!(
        of_purpose,
        ON_PURPOSE.map(|(words, count, _)| (words, count))
    );
}

/// Whether a text was read as it is meant (true), or refused for just what we refuse in it (false); or what is wrong.
fn judge(text: &str, yaml: &Yaml, wanted: &Meant) -> Result<bool, String> {
    yaml.problems
        .iter()
        .try_for_each(|problem| has_a_place(text, problem))?;
    if yaml.problems.is_empty() {
        let found: Vec<&Node> = yaml
            .documents
            .iter()
            .map(|document| &document.node)
            .collect();
        let same = found.len() == wanted.documents.len()
            && found
                .iter()
                .zip(&wanted.documents)
                .all(|(a, b)| says(&a.value, b));
        return match same && wanted.refused.is_empty() {
            true => Ok(true),
            false => Err(format!(
                "is read as {found:?}\ninstead of {:?} refusing {:?}",
                wanted.documents, wanted.refused
            )),
        };
    }
    let said = |words: &str| {
        yaml.problems
            .iter()
            .any(|problem| problem.message.contains(words))
    };
    let purposes = || ON_PURPOSE.into_iter().map(|(words, _, _)| words);
    let found: BTreeSet<&str> = purposes().filter(|words| said(words)).collect();
    let is_ours = |problem: &&Diagnostic| purposes().any(|words| problem.message.contains(words));
    let other = yaml.problems.iter().find(|problem| !is_ours(problem));
    match other {
        Some(problem) => Err(format!("is refused: {}", problem.message)),
        None if found == wanted.refused => Ok(false),
        None => Err(format!(
            "is refused for {found:?} instead of {:?}",
            wanted.refused
        )),
    }
}

fn has_a_place(text: &str, problem: &Diagnostic) -> Result<(), String> {
    let told = problem.help.is_some() && text.get(problem.span.range()).is_some();
    told.then_some(())
        .ok_or_else(|| format!("is refused without a place or a way out: {problem:?}"))
}

/// Whether two trees are the same but for places.
fn says(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says(&a.value, &b.value))
        }
        (Value::Map(a), Value::Map(b)) => {
            let same = a
                .iter()
                .zip(b)
                .all(|(a, b)| a.key == b.key && says(&a.value.value, &b.value.value));
            a.len() == b.len() && same
        }
        (a, b) => a == b,
    }
}

#[test]
fn what_is_invalid_is_refused_at_a_place() {
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case.events.is_none()) {
        let problems = read(&case.yaml, 0).problems;
        let mut each = problems.iter();
        match each.try_for_each(|problem| has_a_place(&case.yaml, problem)) {
            Ok(()) if !problems.is_empty() => {}
            Ok(()) => wrong.push(format!(
                "{} {} is accepted\n{}",
                case.id, case.name, case.yaml
            )),
            Err(why) => wrong.push(format!("{}: {why}", case.id)),
        }
    }
    assert!(
        wrong.is_empty(),
        "{} cases\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_text_with_a_mistake_is_not_sound_and_what_is_sound_has_none() {
    for case in cases() {
        let yaml = read(&case.yaml, 0);
        let sound = yaml.documents.iter().all(|document| document.sound);
        assert!(!yaml.problems.is_empty() || sound, "{}", case.id);
    }
}
