//! Two repositories to decide in, and what stands in them afterwards.

use crate::world::{AS_OF, Outcome, World};
use isms::analysis::pipeline::Linked;
use isms::assess::assessment::Assessment;
use isms::assess::decision::State;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use std::collections::BTreeMap;
use std::path::Path;

/// The example organisation in a place of its own, without git.
pub(crate) fn example() -> World {
    let world = World::empty();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas"),
        world.path(),
    );
    world
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => _ = std::fs::copy(&path, &target).unwrap(),
        }
    }
}

/// People, roles and a method: mary is the board, jane leads IT and owns risks, bob has no authority, and
/// omar has left. Low and medium need nobody, high needs the board, and nobody may accept critical.
const PEOPLE: &str = "\
{kind: person, id: mary, name: Mary Major, from: 2020-01-01}
---
{kind: person, id: jane, name: Jane Doe, from: 2020-01-01}
---
{kind: person, id: bob, name: Bob Roe, from: 2025-06-01}
---
{kind: person, id: omar, name: Omar Haddad, from: 2020-01-01, left: 2026-03-31}
---
{kind: role, id: board, title: Board, authorities: [top-management, approve-soa], holders: [{person: mary, from: 2020-01-01}]}
---
{kind: role, id: it-lead, title: IT lead, authorities: [approve-policy], holders: [{person: omar, until: 2026-03-31}, {person: jane, from: 2026-04-01}]}
---
{kind: evidence, id: minutes, title: Minutes, supports: [A.5.1], url: 'https://a.example/m', collected: 2026-11-01}
";

const METHOD: &str = "\
kind: risk-method
version: '1.0'
approach: asset-based
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels: [{id: low, from: 1}, {id: medium, from: 5}, {id: high, from: 10}, {id: critical, from: 20}]
acceptable_up_to: medium
may_accept: [{up_to: medium, roles: [risk-owner]}, {up_to: high, roles: [board]}]
";

/// A small repository of the files that are given, with people and a method.
pub(crate) fn small(files: &[(&str, &str)]) -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"building\"\n");
    world.write("isms/people.yaml", PEOPLE);
    world.write("isms/method.yaml", METHOD);
    for (path, text) in files {
        world.write(path, text);
    }
    world
}

/// Runs the binary as of the day of the example.
pub(crate) fn run(world: &World, line: &[&str]) -> Outcome {
    let mut args = line.to_vec();
    args.extend(["--as-of", AS_OF]);
    world.run(&args)
}

/// Runs a verb that has to write.
pub(crate) fn done(world: &World, line: &[&str]) -> Outcome {
    let outcome = run(world, line);
    assert_eq!(outcome.code, 0, "{line:?}: {}", outcome.stderr);
    outcome
}

/// What a verb says that refuses, and writes nothing.
pub(crate) fn refused(world: &World, line: &[&str]) -> String {
    let before = texts(world);
    let outcome = run(world, line);
    assert_eq!(
        (outcome.code, &*outcome.stdout),
        (2, ""),
        "{line:?}: {}",
        outcome.stderr
    );
    assert_eq!(texts(world), before, "{line:?}");
    outcome.stderr
}

/// Every document by its path.
pub(crate) fn texts(world: &World) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![world.join("isms")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(world.path())
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

pub(crate) fn text(world: &World, path: &str) -> String {
    std::fs::read_to_string(world.join(path)).unwrap()
}

/// Replaces a text that stands once in a file.
pub(crate) fn change(world: &World, path: &str, from: &str, to: &str) {
    let old = text(world, path);
    assert_eq!(old.matches(from).count(), 1, "{path} holds `{from}` once");
    world.write(path, old.replacen(from, to, 1));
}

/// The text with every digest of a basis as `BASIS`.
pub(crate) fn without_digests(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("v1:sha256:") {
        out.push_str(before);
        out.push_str("BASIS");
        rest = after.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    }
    out + rest
}

/// Whether the decision in a field of a document holds with what it is based on; read from the disk
/// again.
pub(crate) fn holds(world: &World, subject: &str, field: &str) -> bool {
    state(world, subject, field) == Some((State::Valid, true))
}

/// How the decision in a field is judged, and whether its basis is written down.
pub(crate) fn state(world: &World, subject: &str, field: &str) -> Option<(State, bool)> {
    let repo = Repo::open(world.path(), None).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    let linked = Linked::new(&snapshot);
    assert_eq!(
        linked
            .problems
            .iter()
            .map(|it| &it.message)
            .collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    let assessment = Assessment::new(&linked.model, AS_OF.parse().unwrap());
    let mut all = assessment.decisions.iter();
    let judged = all.find(|judged| {
        let document = &linked.model.documents[judged.document];
        document.subject() == subject && judged.field == field
    });
    judged.map(|judged| (judged.state, judged.recorded.is_some()))
}
