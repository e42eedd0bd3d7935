//! Whatever is broken in the documents: the Statement of Applicability has one row for each control of the catalog.

use super::cases;
use super::world::{AS_OF, World};
use isms::model::catalog::ANNEX_A;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The documents of the example, by path.
pub(crate) static EXAMPLE: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.join("isms")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path
                        .strip_prefix(&root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned();
                    files.push((name, std::fs::read(path).unwrap()));
                }
            }
        }
    }
    files.sort();
    files
});

/// One thing done to a file, at a place that its length bounds.
#[derive(Debug, Clone)]
enum Harm {
    Lost,
    Cut,
    LineLost,
    LineTwice,
    Byte(u8),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        Just(Harm::Lost),
        Just(Harm::Cut),
        Just(Harm::LineLost),
        Just(Harm::LineTwice),
        any::<u8>().prop_map(Harm::Byte),
    ]
}

impl Harm {
    fn done(&self, bytes: &[u8], at: prop::sample::Index) -> Option<Vec<u8>> {
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let (byte, line) = (at.index(bytes.len().max(1)), at.index(lines.len().max(1)));
        match self {
            Self::Lost => return None,
            Self::Cut => return Some(bytes[..byte].to_vec()),
            Self::LineLost => drop(lines.remove(line)),
            Self::LineTwice => lines.insert(line, lines[line]),
            Self::Byte(new) => {
                let mut bytes = bytes.to_vec();
                bytes[byte] = *new;
                return Some(bytes);
            }
        }
        Some(lines.concat())
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn the_statement_has_each_control_once_in_order(
        harms in vec((any::<prop::sample::Index>(), harm(), any::<prop::sample::Index>()), 1..12),
    ) {
        let mut files = EXAMPLE.clone();
        for (file, harm, at) in &harms {
            let file = file.index(files.len());
            match harm.done(&files[file].1, *at) {
                Some(bytes) if !bytes.is_empty() => files[file].1 = bytes,
                _ => drop(files.remove(file)),
            }
        }
        let world = World::empty();
        world.write("isms.toml", "stage = \"certified\"\n");
        for (path, bytes) in &files {
            world.write(path, bytes);
        }
        let run = world.run(&["soa", "--format", "json", "--as-of", AS_OF]);
        // What cannot be read whole makes a report incomplete, which is 1.
        prop_assert!(run.code <= 1, "{}", run.stderr);
        let soa: Value = serde_json::from_str(&run.stdout).unwrap();
        let rows = soa["rows"].as_array().unwrap().iter();
        let ids: Vec<&str> = rows.filter_map(|row| row["id"].as_str()).collect();
        let catalog: Vec<&str> = ANNEX_A.controls.iter().map(|control| &*control.id).collect();
        // The controls of the catalog come first, the organisation's own behind them.
        prop_assert_eq!(&ids[..catalog.len()], &catalog[..]);
        prop_assert_eq!(catalog.len(), 93);
        prop_assert!(!ids[93..].iter().any(|id| catalog.contains(id)), "{:?}", &ids[93..]);
    }
}
