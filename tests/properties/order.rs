//! The order of files, of documents in them and of keys means nothing.

use super::cases;
use super::damage::EXAMPLE;
use super::ledger::{self, Ledger};
use super::world::{AS_OF, World};
use super::writing::{self, Hand};
use isms::report::REPORTS;
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

/// Takes away where things stand, which is all that may differ, and the order of findings, which is that of
/// their places.
fn without_places(value: &mut Value) {
    const PLACES: [&str; 5] = ["source", "path", "line", "column", "location"];
    match value {
        Value::Object(all) => {
            all.retain(|key, _| !PLACES.contains(&&**key));
            all.values_mut().for_each(without_places);
            if let Some(Value::Array(findings)) = all.get_mut("findings") {
                findings.sort_by_key(ToString::to_string);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(without_places),
        _ => {}
    }
}

/// Reports that hang on everything in a ledger.
const FEW: [&str; 3] = ["soa", "rtp", "risks"];

/// Everything that is found, and the rows of these reports.
fn told(
    world: &World,
    reports: impl Iterator<Item = &'static str>,
) -> BTreeMap<&'static str, Value> {
    let read = |args: &[&str]| {
        let args = [args, &["--format", "json", "--as-of", AS_OF]].concat();
        let mut value: Value = serde_json::from_str(&world.run(&args).stdout).unwrap();
        without_places(&mut value);
        value
    };
    let mut findings = read(&["check", "--stage", "certified"])["diagnostics"].take();
    // Findings come by place.
    let list = findings.as_array_mut().unwrap();
    list.sort_by_key(ToString::to_string);
    let rows = reports.map(|name| (name, read(&["report", name])["rows"].take()));
    rows.chain([("findings", findings)]).collect()
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
        let plain = told(&repository(&ledger, &mut Hand::plain()), FEW.into_iter());
        let other = repository(&ledger, &mut hand);
        for (what, value) in told(&other, FEW.into_iter()) {
            prop_assert!(plain[what] == value, "{}: {}", what, apart(&plain[what], &value));
        }
    }
}

/// The example with its files of YAML in the opposite order, and the documents in each; policies keep the
/// names by which they link to each other.
fn upside_down() -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"certified\"\n");
    for (at, (path, bytes)) in EXAMPLE.iter().enumerate() {
        let (folder, name) = path.rsplit_once('/').unwrap();
        if !name.ends_with(".yaml") {
            world.write(path, bytes);
            continue;
        }
        let text = std::str::from_utf8(bytes).unwrap().trim_end();
        let documents: Vec<&str> = text.rsplit("\n---\n").collect();
        let path = format!("{folder}/{:03}-{name}", EXAMPLE.len() - at);
        world.write(&path, documents.join("\n---\n") + "\n");
    }
    world
}

#[test]
fn the_example_upside_down_tells_the_same() {
    let upright = World::empty();
    upright.write("isms.toml", "stage = \"certified\"\n");
    for (path, bytes) in EXAMPLE.iter() {
        upright.write(path, bytes);
    }
    let all = || REPORTS.iter().map(|entry| entry.info.name);
    let upright = told(&upright, all());
    for (what, value) in told(&upside_down(), all()) {
        assert!(
            upright[what] == value,
            "{what}: {}",
            apart(&upright[what], &value)
        );
    }
}
