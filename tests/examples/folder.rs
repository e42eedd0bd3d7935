//! The folders of the examples, as they stand on disk.

use crate::renewal;
use isms::analysis::findings::Findings;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::assess::assessment::Assessment;
use isms::model::scalar::Date;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms::syntax::config;
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use isms::text::snapshot::{Files, Snapshot};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Once;

pub(crate) const AS_OF: &str = "2026-11-20";

pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}"))
}

pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE_EXAMPLES").is_some()
}

pub(crate) fn as_of() -> Date {
    AS_OF.parse().unwrap()
}

/// An example, read.
pub(crate) struct Read {
    pub(crate) snapshot: Snapshot,
    pub(crate) linked: Linked,
    pub(crate) files: Files,
}

pub(crate) fn read(name: &str) -> Read {
    static UPDATED: Once = Once::new();
    // Tests run at the same time, so whichever is the first writes before any other reads.
    UPDATED.call_once(|| {
        if updating() {
            renewal::write();
        }
    });
    read_now(name)
}

pub(crate) fn read_now(name: &str) -> Read {
    let repo = Repo::open(&folder(name), None).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    let linked = Linked::new(&snapshot);
    let files = repo.files(&linked.evidence_files());
    Read {
        snapshot,
        linked,
        files,
    }
}

pub(crate) fn check(name: &str, stage: Stage) -> Findings {
    let read = read(name);
    let settings = config::read(read.snapshot.settings.as_ref().unwrap()).unwrap();
    let assessment = Assessment::new(&read.linked.model, as_of());
    let bench = Bench {
        settings: &settings,
        stage,
        files: &read.files,
        proofs: Proofs::NONE,
        select: &[],
        ignore: &[],
        horizon: None,
    };
    judge(&read.snapshot, &read.linked, &assessment, &bench)
}

/// The files of the example, but for what is rendered from them.
pub(crate) fn files_of_example() -> BTreeMap<String, Vec<u8>> {
    let root = folder("saas");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            files.insert(name.replace('\\', "/"), std::fs::read(&path).unwrap());
        }
    }
    files.retain(|path, _| !path.starts_with("out/"));
    files
}
