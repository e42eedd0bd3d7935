//! What changed from one state to another is what changed back, the other way round.

use super::cases;
use super::ledger::{self, Ledger};
use super::world::World;
use super::writing::Hand;
use proptest::prelude::*;
use serde_json::{Map, Value};

fn commit(world: &World, ledger: &Ledger) {
    let documents = ledger.documents();
    let texts: Vec<String> = documents
        .iter()
        .map(|it| Hand::plain().document(it))
        .collect();
    world.write("isms/all.yaml", texts.join("---\n"));
    world.commit_all("A state");
}

fn diff(world: &World, base: &str, head: &str) -> Value {
    let run = world.run(&["diff", base, head, "--format", "json"]);
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr))
}

/// Words that say which way something went.
const WAYS: [(&str, &str); 4] = [
    ("added", "removed"),
    ("up", "down"),
    ("opened", "closed"),
    ("new", "fixed"),
];

fn turned(word: &str) -> &str {
    let pair = WAYS.iter().find(|(a, b)| *a == word || *b == word);
    pair.map_or(word, |(a, b)| if *a == word { b } else { a })
}

/// A change as it looks from the other end.
fn mirrored(value: &Value) -> Value {
    match value {
        Value::Object(all) => {
            let turn = |(key, value): (&String, &Value)| {
                let key = match &**key {
                    "from" => "to".to_owned(),
                    "to" => "from".to_owned(),
                    key => match key.rsplit_once('_') {
                        Some((stem, way)) => format!("{stem}_{}", turned(way)),
                        None => key.to_owned(),
                    },
                };
                (key, mirrored(value))
            };
            Value::Object(all.iter().map(turn).collect())
        }
        Value::Array(all) => all.iter().map(mirrored).collect(),
        Value::String(word) => turned(word).into(),
        other => other.clone(),
    }
}

/// What must mirror of a change of a risk, a control or another document: how it stood and how it stands. Where
/// it stands, what it is called and why it changed belong to one end alone.
fn facts(changes: &Value, fields: &[&str]) -> Vec<Value> {
    let pick = |change: &Value| {
        // What is new may stand above its criterion, and has crossed it then; what is gone crosses nothing.
        let ends = change["change"] == "added" || change["change"] == "removed";
        let fields = fields
            .iter()
            .filter(|field| !(ends && **field == "crossed"));
        let kept = fields.map(|field| ((*field).to_owned(), change[*field].clone()));
        Value::Object(kept.collect::<Map<_, _>>())
    };
    let mut all: Vec<Value> = changes.as_array().unwrap().iter().map(pick).collect();
    all.sort_by_key(ToString::to_string);
    all
}

const PARTS: [(&str, &[&str]); 2] = [
    (
        "risks",
        &[
            "id",
            "change",
            "inherent",
            "current",
            "target",
            "above",
            "crossed",
            "criterion",
        ],
    ),
    (
        "controls",
        &[
            "id",
            "change",
            "decision",
            "status",
            "effect",
            "evidence_added",
            "evidence_removed",
        ],
    ),
];

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_diff_turned_round_is_the_diff_of_the_turned_states(before in ledger::any(), mut after in ledger::any(), same in any::<bool>()) {
        if same {
            // States of one method differ in controls and risks alone.
            after.method = before.method.clone();
            for risk in &mut after.risks {
                risk.inherent = before.risks[0].inherent;
            }
        }
        let world = World::empty();
        world.write("isms.toml", "stage = \"building\"\n");
        commit(&world, &before);
        commit(&world, &after);
        let there = diff(&world, "HEAD~1", "HEAD");
        let back = diff(&world, "HEAD", "HEAD~1");
        for (part, fields) in PARTS {
            prop_assert_eq!(facts(&mirrored(&there[part]), fields), facts(&back[part], fields), "{}", part);
        }
        let found = |diff: &Value, way: &str| facts(&diff["findings"][way], &["rule", "subject", "message"]);
        prop_assert_eq!(found(&there, "new"), found(&back, "fixed"));
        prop_assert_eq!(found(&there, "fixed"), found(&back, "new"));
    }
}
