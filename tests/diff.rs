//! `isms diff` and `isms soa --since` on small histories, one for each thing that may happen to an ISMS.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "diff/golden.rs"]
mod golden;
#[path = "diff/inert.rs"]
mod inert;
#[path = "diff/others.rs"]
mod others;
#[path = "diff/risks.rs"]
mod risks;
#[path = "diff/sides.rs"]
mod sides;
#[path = "diff/since.rs"]
mod since;
#[path = "support/world.rs"]
mod world;

use isms::repo::history::{Step, create};
use serde_json::Value;
use world::World;

/// Files of a small ISMS. By hand: R-1 is 4×4, less 2 by A.8.1: 4×2 = 8 medium, within the criterion. R-2 is
/// 4×4 = 16 high until its action is done, then 8. R-3 is 8 while it is shared, until the end of April.
const FILES: &[(&str, &str)] = &[
    ("isms.toml", "stage = \"building\"\n"),
    (
        "isms/organization.yaml",
        "kind: organization\nname: Two Chairs Carpentry\n",
    ),
    (
        "isms/people.yaml",
        "\
kind: person
id: jane
name: Jane Doe
---
kind: person
id: omar
name: Omar Haddad
---
kind: role
id: ciso
title: Security lead
authorities: [top-management, approve-policy, approve-soa]
holders: [{person: jane, from: 2026-01-01}]
",
    ),
    (
        "isms/method.yaml",
        "\
kind: risk-method
version: '1.0'
approach: asset-based
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels: [{id: low, title: Low, from: 1}, {id: medium, title: Medium, from: 5}, {id: high, title: High, from: 10}]
acceptable_up_to: medium
may_accept: [{up_to: high, roles: [risk-owner]}]
partial_effect: 0.5
",
    ),
    (
        "isms/assets.yaml",
        "\
kind: asset
id: laptops
title: Laptops
type: hardware
owner: jane
---
kind: supplier
id: insurer
title: Good Faith Insurance
",
    ),
    (
        "isms/controls.yaml",
        "\
kind: control
id: A.8.1
applicable: true
status: implemented
owner: jane
---
kind: control
id: A.7.4
applicable: false
exclusion: {by: jane, on: 2026-01-10, reason: Another firm runs the building.}
",
    ),
    (
        "isms/risks/R-1.yaml",
        "\
kind: risk
id: R-1
title: A laptop is stolen
assets: [laptops]
owner: jane
threat: Theft
vulnerability: Laptops are light
inherent: {likelihood: 4, impact: 4}
treatment:
  options: [modify]
  rationale: It is cheap.
  controls: [{control: A.8.1, reduces: {impact: 2}}]
",
    ),
    (
        "isms/risks/R-2.yaml",
        "\
kind: risk
id: R-2
title: A laptop breaks
assets: [laptops]
owner: jane
threat: Wear
inherent: {likelihood: 4, impact: 4}
treatment:
  options: [modify]
  actions: [{id: R-2-1, title: Buy spare ones, owner: jane, due: 2026-07-01, status: open, reduces: {impact: 2}}]
",
    ),
    (
        "isms/risks/R-3.yaml",
        "\
kind: risk
id: R-3
title: The workshop burns
assets: [laptops]
owner: jane
threat: Fire
inherent: {likelihood: 4, impact: 4}
treatment:
  options: [share]
  shared_with: [{supplier: insurer, contract: P-1, from: 2026-01-01, until: 2026-04-30, reduces: {impact: 2}}]
",
    ),
    (
        "isms/policies/backup.md",
        "\
---
kind: policy
id: backup
title: Backup policy
type: policy
version: '1.0'
owner: jane
approvals: [{by: jane, on: 2026-02-01}]
---
# Backup

Copies are made each night.
",
    ),
];

/// One thing that happens to the files.
pub(crate) enum Edit {
    /// A passage becomes another.
    Change(&'static str, &'static str, &'static str),
    /// A file comes, or is another.
    Put(&'static str, String),
    /// A file goes.
    Delete(&'static str),
    /// A file has another name.
    Move(&'static str, &'static str),
}
use Edit::{Change, Delete, Move, Put};

/// The day of the first state.
pub(crate) const THEN: &str = "2026-03-02";
/// The day of the second.
pub(crate) const NOW: &str = "2026-06-01";

type Files = Vec<(String, String)>;

fn files() -> Files {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    FILES.iter().map(owned).collect()
}

/// The files after some edits; every passage that is to be changed is there.
fn edited(files: &Files, edits: &[Edit]) -> Files {
    let mut files = files.clone();
    for edit in edits {
        let at =
            |files: &Files, path: &str| files.iter().position(|(other, _)| other == path).unwrap();
        match edit {
            Change(path, from, to) => {
                let at = at(&files, path);
                assert!(files[at].1.contains(from), "`{from}` is not in {path}");
                files[at].1 = files[at].1.replacen(from, to, 1);
            }
            Put(path, text) => {
                files.retain(|(other, _)| other != path);
                files.push(((*path).to_owned(), text.clone()));
            }
            Delete(path) => files.retain(|(other, _)| other != path),
            Move(from, to) => {
                let at = at(&files, from);
                (*to).clone_into(&mut files[at].0);
            }
        }
    }
    files
}

/// A commit that leads from some files to others.
fn step(day: &str, tag: &str, from: &Files, to: &Files) -> Step {
    let old = |path: &str| from.iter().find(|(other, _)| other == path);
    let new = |path: &str| to.iter().any(|(other, _)| other == path);
    let gone = from.iter().filter(|(path, _)| !new(path));
    let gone = gone.map(|(path, _)| (path.clone(), None));
    let put = to.iter().filter(|one| old(&one.0) != Some(one));
    let put = put.map(|(path, text)| (path.clone(), Some(text.clone().into_bytes())));
    Step {
        author_name: "Jane Doe".to_owned(),
        author_email: "jane@example.com".to_owned(),
        when: format!("{day}T12:00:00Z").parse().unwrap(),
        message: tag.to_owned(),
        changes: gone.chain(put).collect(),
        tag: Some((tag.to_owned(), tag.to_owned())),
    }
}

/// A repository of these states, tagged v1, v2, …; the last is checked out on `main`.
pub(crate) fn states(all: &[(&str, Files)]) -> World {
    let world = World::empty();
    let mut before = Files::new();
    let mut steps = Vec::new();
    for ((day, files), number) in all.iter().zip(1..) {
        steps.push(step(day, &format!("v{number}"), &before, files));
        before.clone_from(files);
    }
    create(world.path(), &steps).unwrap();
    world
}

/// The small ISMS as v1, and after the edits as v2.
pub(crate) fn story(edits: &[Edit]) -> World {
    let before = files();
    let after = edited(&before, edits);
    states(&[(THEN, before), (NOW, after)])
}

/// The comparison as JSON.
pub(crate) fn json(world: &World, revisions: &[&str]) -> Value {
    let outcome = world.run(&[&["diff", "--format", "json"], revisions].concat());
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|_| panic!("{outcome:?}"))
}

/// What edits alone do: both states judged on the day of the second.
pub(crate) fn after(edits: &[Edit]) -> Value {
    json(&story(edits), &["v1...v2"])
}

/// The entries of a list.
pub(crate) fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// The only entry with this id.
pub(crate) fn by_id<'v>(value: &'v Value, id: &str) -> &'v Value {
    let found: Vec<&Value> = list(value).iter().filter(|one| one["id"] == id).collect();
    assert_eq!(found.len(), 1, "{id} in {value:#}");
    found[0]
}

/// Score and level of both ends of a shift: `8 medium → 16 high`.
pub(crate) fn ends(shift: &Value) -> String {
    let end = |one: &Value| match one["score"].as_i64() {
        Some(score) => format!("{score} {}", one["level"].as_str().unwrap()),
        None => "none".to_owned(),
    };
    format!("{} → {}", end(&shift["from"]), end(&shift["to"]))
}

/// Causes in short: `control A.8.1: implemented → planned`.
pub(crate) fn causes(risk: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let one = |cause: &Value| {
        let [sort, what, from, to] = ["sort", "what", "from", "to"].map(|key| text(&cause[key]));
        format!("{sort} {what}: {from} → {to}")
    };
    list(&risk["causes"]).iter().map(one).collect()
}
