//! The comparison of every pair of tags of the example, as people read it.
//!
//! `UPDATE_DIFFS=1 cargo test --test diff golden` writes them anew; read them before they are committed.

use isms::command::scaffold::{SAAS_HISTORY, history, saas};
use isms::repo::history::create_graph;
use std::path::Path;

#[test]
fn every_pair_of_tags_of_the_example_reads_as_it_did() {
    let world = crate::world::World::empty();
    let graph = history::read(SAAS_HISTORY).unwrap().graph(&saas()).unwrap();
    create_graph(world.path(), &graph).unwrap();
    let tags: Vec<&str> = graph
        .commits
        .iter()
        .filter_map(|(step, _)| step.tag.as_ref())
        .map(|(name, _)| name.as_str())
        .collect();
    assert!(tags.len() >= 2, "{tags:?}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    let mut expected = Vec::new();
    for (at, base) in tags.iter().enumerate() {
        for head in &tags[at + 1..] {
            for (format, ending) in [("text", "txt"), ("md", "md")] {
                let name = format!("{base}..{head}.{ending}");
                let outcome = world.run(&["diff", base, head, "--format", format]);
                assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{name}");
                compare(&folder.join(&name), &outcome.stdout);
                expected.push(name);
            }
        }
    }
    let found = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let stray: Vec<String> = found
        .filter(|name| name.contains("..") && !expected.contains(name))
        .collect();
    assert!(stray.is_empty(), "of no pair of tags: {stray:?}");
}

fn compare(path: &Path, text: &str) {
    if std::env::var_os("UPDATE_DIFFS").is_some() {
        std::fs::write(path, text).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        kept == text,
        "{} differs; if that is meant, run with UPDATE_DIFFS=1 and read it:\n{text}",
        path.display()
    );
}
