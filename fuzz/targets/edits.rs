//! An edit of YAML gives the edited value, and everything else stays: every other value, and every other byte.
//!
//! The first line of an input is `VERB NUMBER VALUE`: what to do with the node of that number. The rest is the text.
#![no_main]

use isms::syntax::node::{Entry, Node, Step, Value, join, steps};
use isms::syntax::yaml::read;
use isms::syntax::yaml_edit::{Fragment, append, remove, set};
use isms::text::edit::{Edit, apply};
use isms::text::source::Span;

libfuzzer_sys::fuzz_target!(|input: &str| {
    let Some((command, text)) = input.split_once('\n') else {
        return;
    };
    let mut words = command.splitn(3, ' ');
    let (Some(verb), Some(number), Some(value)) = (words.next(), words.next(), words.next()) else {
        return;
    };
    let Ok(number) = number.parse::<usize>() else {
        return;
    };
    let before = read(text, 0);
    if !before.problems.is_empty() || before.documents.is_empty() {
        return;
    }
    let at = number % before.documents.len();
    let root = &before.documents[at].node;
    let mut paths = Vec::new();
    list(root, &mut Vec::new(), &mut paths);
    let path = &paths[number / before.documents.len() % paths.len()];
    let written = join(path);
    if steps(&written) != *path {
        return; // A key with a point in it has no written path.
    }
    let node = root.at(&written).expect("it was listed");
    let new = fragment(value);
    let mut expected = root.clone();
    let (edits, only_adds) = match verb {
        "set" => {
            *lead(&mut expected, path) = meant(&new);
            (set(text, root, &written, &new), false)
        }
        "add" => {
            let mut longer = path.clone();
            longer.push(Step::Key("added".to_owned()));
            let Value::Map(entries) = &mut lead(&mut expected, path).value else {
                return;
            };
            if node.get("added").is_some() {
                return;
            }
            entries.push(Entry {
                key_span: Span::default(),
                key: "added".into(),
                value: meant(&new),
            });
            (set(text, root, &join(&longer), &new), true)
        }
        "append" => {
            let Value::List(items) = &mut lead(&mut expected, path).value else {
                return;
            };
            items.push(meant(&new));
            (append(text, root, &written, &new), true)
        }
        "remove" => {
            let Some((last, parent)) = path.split_last() else {
                return;
            };
            let parent = lead(&mut expected, parent);
            match (&mut parent.value, last) {
                (Value::Map(entries), Step::Key(key)) if entries.len() > 1 => {
                    entries.retain(|entry| *entry.key != **key)
                }
                (Value::List(items), Step::Index(at)) if items.len() > 1 => drop(items.remove(*at)),
                _ => return, // What would be empty goes with what it is in.
            }
            (remove(text, root, &written), false)
        }
        _ => return,
    };
    let Some(edits) = edits else { return };
    let after_text = apply(text, &edits).expect("edits of the text fit it");
    let after = read(&after_text, 0);
    assert_eq!(after.problems, [], "{text:?} became {after_text:?}");
    assert_eq!(
        after.documents.len(),
        before.documents.len(),
        "{text:?} became {after_text:?}"
    );
    for (number, (old, new)) in before.documents.iter().zip(&after.documents).enumerate() {
        let wanted = if number == at { &expected } else { &old.node };
        assert!(same(wanted, &new.node), "{text:?} became {after_text:?}");
    }
    assert!(
        !only_adds || edits.iter().all(|edit| edit.span.start == edit.span.end),
        "{edits:?}"
    );
    keeps(text, root, path, &edits);
});

/// Edits touch no line but those of the node, and comments stay unless they stand inside of it.
fn keeps(text: &str, root: &Node, path: &[Step], edits: &[Edit]) {
    let node = root.at(&join(path)).expect("it was listed");
    let key = path.split_last().and_then(|(last, parent)| match last {
        Step::Key(key) => root.at(&join(parent))?.entry(key),
        Step::Index(_) => None,
    });
    let start = key
        .map_or(node.span.start, |entry| entry.key_span.start)
        .min(node.span.start) as usize;
    let mut dashes = text[..start].rmatch_indices('-').map(|(dash, _)| dash);
    let first = dashes.find(|dash| begins_an_item(text, *dash)).unwrap_or(0);
    let first = text[..start]
        .rfind(['\n', '\r'])
        .map_or(0, |end| end + 1)
        .min(first);
    for edit in edits {
        assert!(
            edit.span.start as usize >= first.min(before_comma(text, start)),
            "{edit:?} is above the node at {start} of {text:?}"
        );
    }
}

/// Whether a dash begins an item, and does not stand in a word such as the name of an anchor.
fn begins_an_item(text: &str, dash: usize) -> bool {
    let line = text[..dash].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    text[line..dash]
        .trim_matches([' ', '\t', '-', '?', ':'])
        .is_empty()
}

/// Where what stands in front of a place in brackets ends.
fn before_comma(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end();
    before
        .strip_suffix(',')
        .map_or(before.len(), |before| before.trim_end().len())
}

fn fragment(value: &str) -> Fragment {
    let text = |text: &str| Fragment::Text(text.to_owned());
    match value.split_once('|') {
        Some(("list", rest)) => Fragment::List(rest.split('|').map(text).collect()),
        Some(("map", rest)) => Fragment::Map(vec![
            ("one".to_owned(), text(rest)),
            ("a two".to_owned(), text(rest)),
        ]),
        Some(("line", rest)) => Fragment::Line(Box::new(Fragment::List(vec![
            text(rest),
            Fragment::Bool(true),
        ]))),
        Some(("int", _)) => Fragment::from(5_i64),
        _ => text(&value.replace('␤', "\n")),
    }
}

fn meant(fragment: &Fragment) -> Node {
    let value = match fragment {
        Fragment::Text(text) => Value::Text(text.as_str().into()),
        Fragment::Bool(value) => Value::Bool(*value),
        Fragment::Number(number) => Value::Int(number.parse().expect("ours is whole")),
        Fragment::Map(entries) => Value::Map(
            entries
                .iter()
                .map(|(key, value)| Entry {
                    key_span: Span::default(),
                    key: key.as_str().into(),
                    value: meant(value),
                })
                .collect(),
        ),
        Fragment::List(items) => Value::List(items.iter().map(meant).collect()),
        Fragment::Line(inner) => return meant(inner),
    };
    Node {
        span: Span::default(),
        value,
    }
}

fn list(node: &Node, path: &mut Vec<Step>, all: &mut Vec<Vec<Step>>) {
    all.push(path.clone());
    let mut below = |step: Step, child: &Node| {
        path.push(step);
        list(child, path, all);
        path.pop();
    };
    for (at, item) in node.items().iter().enumerate() {
        below(Step::Index(at), item);
    }
    for entry in node.entries() {
        below(Step::Key(entry.key.to_string()), &entry.value);
    }
}

fn lead<'a>(mut node: &'a mut Node, path: &[Step]) -> &'a mut Node {
    for step in path {
        node = match (&mut node.value, step) {
            (Value::Map(entries), Step::Key(key)) => {
                &mut entries
                    .iter_mut()
                    .find(|entry| *entry.key == **key)
                    .expect("it was listed")
                    .value
            }
            (Value::List(items), Step::Index(at)) => &mut items[*at],
            _ => unreachable!("it was listed"),
        };
    }
    node
}

/// Whether two trees are the same but for places, the order of keys included.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        (a, b) => a == b,
    }
}
