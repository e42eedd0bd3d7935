//! The files of a folder as they stand, and what became of them.

use crate::world::{AS_OF, World};
use std::collections::BTreeMap;
use std::path::Path;

/// Content by path from the folder; git's own is left out.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// How temporary files are called that a killed run may leave.
pub(crate) const TEMPORARY: &str = ".isms-";

/// What lies in a folder.
pub(crate) fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut ahead = vec![folder.to_owned()];
    while let Some(inner) = ahead.pop() {
        for entry in inner.read_dir().unwrap().map(Result::unwrap) {
            let path = entry.path();
            if entry.file_type().unwrap().is_dir() {
                if entry.file_name() != ".git" {
                    ahead.push(path);
                }
                continue;
            }
            let name = path
                .strip_prefix(folder)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            found.insert(name, std::fs::read(path).unwrap());
        }
    }
    found
}

/// Puts these files into a new world.
pub(crate) fn planted(tree: &Tree) -> World {
    let world = World::empty();
    for (path, bytes) in tree {
        world.write(path, bytes);
    }
    world
}

/// A company in which every verb has something to write.
pub(crate) fn company() -> Tree {
    let world = World::sound();
    world.write("isms.toml", "stage = \"building\"\n[pack]\n");
    world.write(
        "isms/known.yaml",
        "kind: asset\nid: known\ntitle: Known\ntype: Hardware\nowner: Jane\n",
    );
    world.write(
        "isms/risk.yaml",
        "kind: risk\nid: R-1\ntitle: The old server\nowner: jane\nassets: [laptops]\ninherent: {likelihood: 3, impact: 4}\ntreatment:\n  options: [retain]\n",
    );
    world.write("isms/role.yaml", "kind: role\nid: ciso\ntitle: CISO\nholders: [{person: jane}]\nauthorities: [approve-policy]\n");
    world.write("isms/p.md", "---\nkind: policy\nid: p\ntitle: P\ntype: policy\nversion: '1.0'\nowner: jane\n---\n\n# P\n\ntext\n");
    world.write("log.txt", "evidence\n".repeat(50_000));
    tree(world.path())
}

/// The verbs that write, each as it is typed.
pub(crate) const WRITING: [&[&str]; 11] = [
    &["new", "asset", "crm"],
    &["fix"],
    &["rename", "person", "jane", "joan", "--force"],
    &["review", "laptops", "--by", "jane"],
    &["approve", "p", "--by", "jane"],
    &[
        "evidence",
        "add",
        "log.txt",
        "--id",
        "log",
        "--control",
        "A.8.15",
    ],
    &["baseline"],
    &["schema", "--write"],
    &["check", "--format", "json=found.json"],
    &["render"],
    &["pack", "--out", "p.zip"],
];

/// A verb with the day on which all of this happens.
pub(crate) fn dated<'a>(args: &[&'a str]) -> Vec<&'a str> {
    [args, &["--as-of", AS_OF]].concat()
}
