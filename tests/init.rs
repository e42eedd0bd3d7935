//! `isms init`: both profiles are valid and honest, nothing is ever overwritten, and every starter policy
//! keeps what it promises.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "init/content.rs"]
mod content;

#[path = "init/honest.rs"]
mod honest;

#[path = "init/policies.rs"]
mod policies;

#[path = "init/present.rs"]
mod present;

use std::collections::BTreeMap;
use std::path::Path;
use world::World;

/// An ISMS that has just begun.
pub(crate) fn begun(profile: &str) -> World {
    let world = World::empty();
    let outcome = world.run(&["init", "--profile", profile, "--name", "Example Ltd"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    world
}

/// Every file below a folder by its path in it.
pub(crate) fn files(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            files.insert(
                name.replace('\\', "/"),
                std::fs::read_to_string(&path).unwrap(),
            );
        }
    }
    files
}
