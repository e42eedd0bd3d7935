//! Small repositories in memory, linked, and renamed in.

use isms::analysis::linked::Linked;
use isms::analysis::renaming::{Asked, Refusal, Renaming, renaming};
use isms::text::snapshot::{Entry, Snapshot, Unreadable};
use isms::text::source::SourceFile;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Texts by path, as a snapshot.
pub(crate) fn snapshot(files: &[(&str, &str)]) -> Snapshot {
    let entry = |&(path, text): &(&str, &str)| Entry {
        path: path.into(),
        source: Ok(Arc::new(SourceFile::new(path, text))),
    };
    let mut entries: Vec<Entry> = files.iter().map(entry).collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Snapshot {
        entries,
        ..Snapshot::default()
    }
}

/// The same with a file that cannot be read at all.
pub(crate) fn with_unreadable(mut snapshot: Snapshot, path: &str) -> Snapshot {
    snapshot.entries.push(Entry {
        path: path.into(),
        source: Err(Unreadable::Binary(3)),
    });
    snapshot.entries.sort_by(|a, b| a.path.cmp(&b.path));
    snapshot
}

/// The same with other texts in some files.
pub(crate) fn with_texts(before: &Snapshot, texts: &BTreeMap<Arc<str>, String>) -> Snapshot {
    let mut after = before.clone();
    for entry in &mut after.entries {
        if let Some(text) = texts.get(&entry.path) {
            let source = SourceFile::new(Arc::clone(&entry.path), text.as_str());
            entry.source = Ok(Arc::new(source));
        }
    }
    after
}

/// Asks for a renaming without force.
pub(crate) fn asked<'a>(kind: &'a str, old: &'a str, new: &'a str) -> Asked<'a> {
    Asked {
        kind,
        old,
        new,
        force: false,
    }
}

/// The renaming in these files, or why not.
pub(crate) fn plan(
    files: &[(&str, &str)],
    kind: &str,
    old: &str,
    new: &str,
) -> Result<Renaming, Refusal> {
    renaming(&Linked::new(&snapshot(files)), asked(kind, old, new))
}

/// The text of the only file after a renaming.
pub(crate) fn renamed(path: &str, text: &str, kind: &str, old: &str, new: &str) -> String {
    let plan = plan(&[(path, text)], kind, old, new).unwrap();
    let mut texts = plan.texts().unwrap();
    assert_eq!(texts.len(), 1);
    texts.remove(path).unwrap()
}

/// The sentence with which a renaming is refused.
pub(crate) fn refused(files: &[(&str, &str)], kind: &str, old: &str, new: &str) -> String {
    plan(files, kind, old, new).unwrap_err().to_string()
}
