//! The example organisation in a temporary place, outside git.

use crate::world::{AS_OF, World};
use serde_json::Value;
use std::path::Path;

/// The example.
pub(crate) fn example() -> World {
    let world = World::empty();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
    copy(&from, world.path());
    world
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A report of it as JSON.
pub(crate) fn json(world: &World, name: &str) -> Value {
    let outcome = world.run(&["report", name, "--format", "json", "--as-of", AS_OF]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{name}");
    serde_json::from_str(&outcome.stdout).unwrap()
}

/// A report of it as PDF.
pub(crate) fn pdf(world: &World, name: &str) -> Vec<u8> {
    let wanted = format!("pdf={name}.pdf");
    let outcome = world.run(&["report", name, "--format", &wanted, "--as-of", AS_OF]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{name}");
    std::fs::read(world.join(&format!("{name}.pdf"))).unwrap()
}
