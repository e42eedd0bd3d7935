//! Two contents that decisions were based on, compared field by field.

use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// A step from a content to a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of a key, which may itself be a dotted path.
    Key(String),
    /// The item of a list that is called so.
    Item(String),
}

/// A part that differs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Which part.
    pub(super) path: Vec<Step>,
    /// What it was; `None` when it was absent.
    pub(super) from: Option<Json>,
    /// What it is; `None` when it is gone.
    pub(super) to: Option<Json>,
}

/// The parts of two contents that differ, the smallest that have a name, in the order of names.
pub(super) fn differences(from: &Json, to: &Json) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), Some(from), Some(to), &mut found);
    found
}

/// The part of a content that a path leads to.
pub(super) fn part<'j>(content: &'j Json, path: &[Step]) -> Option<&'j Json> {
    path.iter().try_fold(content, |content, step| match step {
        Step::Key(key) => content.as_object()?.get(key),
        Step::Item(name) => {
            let items = content.as_array()?.iter();
            items.into_iter().find(|item| called(item) == Some(name))
        }
    })
}

fn compare(
    path: &mut Vec<Step>,
    from: Option<&Json>,
    to: Option<&Json>,
    found: &mut Vec<Difference>,
) {
    if from == to {
        return;
    }
    match (from, to) {
        (Some(Json::Object(old)), Some(Json::Object(new))) => {
            let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            for key in keys {
                path.push(Step::Key(key.clone()));
                compare(path, old.get(key), new.get(key), found);
                path.pop();
            }
        }
        (Some(Json::Array(old)), Some(Json::Array(new))) if has_names(old) && has_names(new) => {
            let item = |name: &str, list: &[Json]| -> Option<usize> {
                list.iter().position(|item| called(item) == Some(name))
            };
            let names: BTreeSet<&str> = old.iter().chain(new).filter_map(called).collect();
            for name in names {
                path.push(Step::Item(name.to_owned()));
                let (from, to) = (item(name, old), item(name, new));
                compare(path, from.map(|at| &old[at]), to.map(|at| &new[at]), found);
                path.pop();
            }
        }
        _ => found.push(Difference {
            path: path.clone(),
            from: from.cloned(),
            to: to.cloned(),
        }),
    }
}

/// Whether each item of a list has a name of its own.
fn has_names(items: &[Json]) -> bool {
    let names: BTreeSet<&str> = items.iter().filter_map(called).collect();
    names.len() == items.len()
}

/// What people call an item of a list: its id, or what it is about.
fn called(item: &Json) -> Option<&str> {
    match item {
        Json::Object(item) => NAMES.iter().find_map(|name| item.get(*name)?.as_str()),
        Json::Array(item) => item.first()?.as_str(),
        _ => None,
    }
}

/// The fields that tell items of a list apart.
const NAMES: &[&str] = &["id", "control", "name", "title", "role", "item"];

/// A value on one line, as people read it.
pub(super) fn shown(value: &Json) -> String {
    match value {
        Json::Null => "nothing".to_owned(),
        Json::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Json::Array(items) if items.is_empty() => "nothing".to_owned(),
        Json::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(", "),
        Json::Object(entries) => shown_entries(entries),
        other => other.to_string(),
    }
}

fn shown_entries(entries: &Map<String, Json>) -> String {
    let entry = |(key, value): (&String, &Json)| format!("{key} {}", shown(value));
    entries.iter().map(entry).collect::<Vec<_>>().join(", ")
}

/// How many characters of a value are shown.
const MAX_SHOWN: usize = 60;

/// How many characters before the first difference are kept, to see where it is.
const BEFORE: usize = 20;

/// Both values on one line each, shortened around the first difference, so that it is seen.
pub(super) fn shortened(difference: &Difference) -> (Option<String>, Option<String>) {
    let [from, to] = [&difference.from, &difference.to].map(|value| value.as_ref().map(shown));
    let skip = match (&from, &to) {
        (Some(from), Some(to)) if from.chars().count().max(to.chars().count()) > MAX_SHOWN => {
            common(from, to).saturating_sub(BEFORE)
        }
        _ => 0,
    };
    (from.map(|it| cut(&it, skip)), to.map(|it| cut(&it, skip)))
}

/// How many characters two texts have in common at their beginning.
fn common(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// A text from a character on, begun at a word, at most [`MAX_SHOWN`] characters of it.
fn cut(text: &str, skip: usize) -> String {
    let rest: String = text.chars().skip(skip).collect();
    let rest = match rest.split_once(' ') {
        Some((_, words)) if skip > 0 => format!("… {words}"),
        _ => rest,
    };
    if rest.chars().count() <= MAX_SHOWN {
        return rest;
    }
    let kept: String = rest.chars().take(MAX_SHOWN).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(from: &Json, to: &Json) -> Vec<(String, Option<String>, Option<String>)> {
        let show = |it: &Difference| {
            let (from, to) = shortened(it);
            (format!("{:?}", it.path), from, to)
        };
        differences(from, to).iter().map(show).collect()
    }

    #[test]
    fn items_are_known_by_their_names_whatever_their_order() {
        let from =
            json!({"actions": [{"id": "T-1", "due": "2026-01-01"}, {"id": "T-2", "due": "x"}]});
        let to = json!({"actions": [{"id": "T-3"}, {"id": "T-1", "due": "2026-02-01"}]});
        let change = |path: &str, from: Option<&str>, to: Option<&str>| {
            (
                path.to_owned(),
                from.map(str::to_owned),
                to.map(str::to_owned),
            )
        };
        assert_eq!(
            found(&from, &to),
            [
                change(
                    r#"[Key("actions"), Item("T-1"), Key("due")]"#,
                    Some("2026-01-01"),
                    Some("2026-02-01")
                ),
                change(
                    r#"[Key("actions"), Item("T-2")]"#,
                    Some("due x, id T-2"),
                    None
                ),
                change(r#"[Key("actions"), Item("T-3")]"#, None, Some("id T-3")),
            ]
        );
    }

    #[test]
    fn a_long_text_is_shown_where_it_differs() {
        let long =
            "Passwords are changed whenever somebody may have seen them, and at the latest after ";
        let (from, to) = (format!("{long}90 days."), format!("{long}400 days."));
        let from = json!({"text": from});
        let all = found(&from, &json!({"text": to}));
        assert_eq!(all[0].1.as_deref(), Some("… the latest after 90 days."));
        assert_eq!(all[0].2.as_deref(), Some("… the latest after 400 days."));
        assert!(found(&from, &from).is_empty());
    }

    #[test]
    fn a_part_is_found_by_the_path_of_its_difference() {
        let from = json!({"a": [{"id": "x", "n": 1}]});
        let to = json!({"a": [{"id": "x", "n": 2}]});
        let all = differences(&from, &to);
        assert_eq!(part(&to, &all[0].path), Some(&json!(2)));
        assert_eq!(part(&json!({}), &all[0].path), None);
    }
}
