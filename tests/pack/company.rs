//! A small company with evidence, a policy and a nonconformity, and its pack opened.

use crate::world::{AS_OF, Outcome, World};
use isms::output::archive::reader::Archive;
use isms::report::pack::manifest::Manifest;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;

const FILES: &[(&str, &str)] = &[
    (
        "isms.toml",
        "stage = \"certified\"\n[rules]\nno-context-issue = \"off\"\n",
    ),
    (".gitignore", "out/\n*.raw\n"),
    (
        "isms/organization.yaml",
        "kind: organization\nname: Two Chairs Carpentry\n",
    ),
    (
        "isms/people.yaml",
        "kind: person\nid: jane\nname: Jane Doe\n---\nkind: person\nid: omar\nname: Omar Haddad\n",
    ),
    (
        "isms/controls.yaml",
        "kind: control\nid: A.8.13\napplicable: true\nstatus: implemented\n---\nkind: control\nid: A.8.15\napplicable: true\nstatus: implemented\n",
    ),
    (
        "isms/nonconformity.yaml",
        "kind: nonconformity\nid: NC-1\ntitle: Backups untested\nsource: observation\nrequirement: A.8.13\nstatement: Nobody restored one.\n",
    ),
    (
        "isms/evidence.yaml",
        "kind: evidence\nid: restore\ntitle: Restore test\nsupports: [A.8.13]\nfile: evidence/restore.txt\n---\nkind: evidence\nid: raw\ntitle: Raw log\nsupports: [A.8.13]\nfile: evidence/log.raw\n",
    ),
    (
        "isms/backup.md",
        "---\nkind: policy\nid: backup\ntitle: Backup\ntype: policy\n---\n# Backup\n\nEvery night.\n",
    ),
    ("evidence/restore.txt", "restored\nin an hour\n"),
];

/// The company, committed; one file that evidence names is ignored by git.
pub(crate) fn company() -> World {
    let world = World::empty();
    for (path, text) in FILES {
        world.write(path, text);
    }
    world.commit_all("Begin the ISMS");
    world.write("evidence/log.raw", "raw\n");
    world
}

/// Packs into a file of this world.
pub(crate) fn pack(world: &World, more: &[&str]) -> Outcome {
    let mut args = vec!["pack", "--as-of", AS_OF];
    args.extend(more);
    world.run(&args)
}

/// A pack, unpacked.
pub(crate) struct Opened {
    pub(crate) entries: BTreeMap<String, Vec<u8>>,
    pub(crate) manifest: Manifest,
}

impl Opened {
    pub(crate) fn of(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let mut archive = Archive::open(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.faults, []);
        let names: Vec<String> = archive.names().map(str::to_owned).collect();
        let mut entries = BTreeMap::new();
        for (at, name) in names.into_iter().enumerate() {
            let mut content = Vec::new();
            archive.unpack(at, 1 << 30, &mut content).unwrap().unwrap();
            entries.insert(name, content);
        }
        let manifest = Manifest::read(&entries["MANIFEST.json"]).unwrap();
        Self { entries, manifest }
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.entries[name].clone()).unwrap()
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).unwrap()
    }

    pub(crate) fn below(&self, folder: &str) -> Vec<&str> {
        let names = self.entries.keys().map(String::as_str);
        names.filter(|name| name.starts_with(folder)).collect()
    }
}
