//! The states that the written history of the example leads through.

use crate::folder::{as_of, files_of_example, folder};
use isms::analysis::pipeline::Linked;
use isms::analysis::store::Store;
use isms::command::scaffold::history;
use isms::model::scalar::Date;
use isms::repo::history::{Graph, Step};
use isms::text::snapshot::{Entry, Snapshot};
use isms::text::source::{ContentId, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) fn history_file() -> PathBuf {
    folder("saas.history.yaml")
}

/// The commits and branches of the history.
pub(crate) fn graph() -> Graph {
    let text = std::fs::read_to_string(history_file()).unwrap();
    let history = history::read(&text).unwrap();
    assert_eq!(history.as_of, as_of());
    history.graph(&files_of_example()).unwrap()
}

/// What the repository held after a commit.
pub(crate) struct Then {
    pub(crate) step: Step,
    /// Places of the commits that it follows.
    pub(crate) parents: Vec<usize>,
    /// The day on which the author lived.
    pub(crate) day: Date,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) snapshot: Snapshot,
    pub(crate) linked: Linked,
}

/// The state after each commit, in the order of the history.
pub(crate) fn states() -> Vec<Then> {
    let store = Store::default();
    let mut states: Vec<Then> = Vec::new();
    for (step, parents) in graph().commits {
        let before = parents.first().map(|parent| states[*parent].files.clone());
        let mut files = before.unwrap_or_default();
        for (path, content) in &step.changes {
            match content {
                Some(bytes) => files.insert(path.clone(), bytes.clone()),
                None => files.remove(path),
            };
        }
        let snapshot = snapshot(&files);
        states.push(Then {
            day: day(&step),
            linked: Linked::under(&snapshot, &[], &store),
            snapshot,
            files,
            parents,
            step,
        });
    }
    states
}

fn day(step: &Step) -> Date {
    let local = step.when.seconds + i64::from(step.when.offset_minutes) * 60;
    let moment = jiff::Timestamp::from_second(local).unwrap();
    Date(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn snapshot(files: &BTreeMap<String, Vec<u8>>) -> Snapshot {
    let mut snapshot = Snapshot::default();
    for (path, bytes) in files {
        let text = || {
            let text = std::str::from_utf8(bytes).unwrap();
            let id = git2::Oid::hash_object(git2::ObjectType::Blob, bytes).unwrap();
            let id = ContentId(id.as_bytes().try_into().unwrap());
            Arc::new(SourceFile::identified(path.as_str(), text, id))
        };
        let extension = Path::new(path).extension().and_then(|name| name.to_str());
        if path == "isms.toml" {
            snapshot.settings = Some(text());
        } else if path.starts_with("isms/") && matches!(extension, Some("yaml" | "md")) {
            let source = text();
            let path = Arc::clone(&source.path);
            snapshot.entries.push(Entry {
                path,
                source: Ok(source),
            });
        } else {
            snapshot.others.insert(path.clone());
        }
    }
    snapshot
}
