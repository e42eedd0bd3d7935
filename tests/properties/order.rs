//! The order of files, of documents in them and of keys means nothing.

use super::cases;
use super::ledger::{self, Ledger};
use super::world::{AS_OF, World};
use super::writing::{self, Hand};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// A repository with this ledger: each document in one of three files, written by this hand.
fn repository(ledger: &Ledger, hand: &mut Hand) -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"building\"\n");
    let mut documents = ledger.documents();
    let mut files: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    while !documents.is_empty() {
        let document = documents.remove(hand.below(documents.len()));
        let text = hand.document(&document);
        files.entry(hand.below(3)).or_default().push(text);
    }
    for (name, texts) in files {
        world.write(&format!("isms/{name}.yaml"), texts.join("---\n"));
    }
    world
}

/// Takes away where things stand, which is all that may differ.
fn without_places(value: &mut Value) {
    match value {
        Value::Object(all) => {
            for place in [
                "source",
                "path",
                "line",
                "column",
                "end_line",
                "end_column",
                "span",
                "snippet",
            ] {
                all.remove(place);
            }
            all.values_mut().for_each(without_places);
        }
        Value::Array(all) => all.iter_mut().for_each(without_places),
        _ => {}
    }
}

/// Everything that is found and computed.
fn told(world: &World) -> BTreeMap<&'static str, Value> {
    let read = |args: &[&str]| {
        let args = [args, &["--format", "json", "--as-of", AS_OF]].concat();
        let mut value: Value = serde_json::from_str(&world.run(&args).stdout).unwrap();
        without_places(&mut value);
        value
    };
    let mut findings = read(&["check", "--stage", "certified"]);
    let list = findings["diagnostics"].as_array_mut().unwrap();
    // Findings come by place; an id of one is made of its place.
    for finding in list.iter_mut() {
        finding.as_object_mut().unwrap().remove("fingerprint");
    }
    list.sort_by_key(ToString::to_string);
    BTreeMap::from([
        ("findings", findings["diagnostics"].take()),
        ("soa", read(&["soa"])["rows"].take()),
        ("rtp", read(&["rtp"])["rows"].take()),
        ("risks", read(&["report", "risks"])["rows"].take()),
    ])
}

/// The rows of two lists that are not in both.
fn apart(one: &Value, other: &Value) -> String {
    let rows = |value: &Value| value.as_array().unwrap().clone();
    let (one, other) = (rows(one), rows(other));
    let only = |mine: &[Value], theirs: &[Value]| {
        let mine = mine.iter().filter(|row| !theirs.contains(row));
        mine.map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    format!(
        "\nonly the first:\n{}\nonly the second:\n{}",
        only(&one, &other),
        only(&other, &one)
    )
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn order_and_layout_change_no_finding_no_level_and_no_row(ledger in ledger::any(), mut hand in writing::any()) {
        let plain = told(&repository(&ledger, &mut Hand::plain()));
        let other = repository(&ledger, &mut hand);
        for (what, value) in told(&other) {
            prop_assert!(plain[what] == value, "{}: {}", what, apart(&plain[what], &value));
        }
    }
}
