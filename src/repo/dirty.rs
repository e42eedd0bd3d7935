//! Whether the working tree differs, in what was read, from the commit it stands on.

use super::path::{Node, Target, resolve};
use super::revision::Revision;
use super::state::State;
use crate::text::snapshot::{Entry, Snapshot};
use crate::text::source::SourceFile;
use git2::{ObjectType, Oid};
use rayon::prelude::*;

/// Whether any text of `snapshot` differs from `head`, or `head` has a file that is gone. New files
/// that are not documents do not count: the reports that we write ourselves would.
pub fn is_dirty(snapshot: &Snapshot, head: &Revision) -> bool {
    let texts: Vec<&SourceFile> = snapshot
        .settings
        .iter()
        .chain(snapshot.templates.values())
        .map(AsRef::as_ref)
        .collect();
    snapshot
        .entries
        .par_iter()
        .any(|entry| entry_differs(entry, head))
        || texts.par_iter().any(|text| differs(text, head))
        || head.paths().any(|path| !is_there(path, snapshot))
}

fn is_there(path: &str, snapshot: &Snapshot) -> bool {
    let entries = &snapshot.entries;
    snapshot.others.contains(path)
        || entries
            .binary_search_by(|entry| (*entry.path).cmp(path))
            .is_ok()
}

fn entry_differs(entry: &Entry, head: &Revision) -> bool {
    match &entry.source {
        Ok(text) => differs(text, head),
        // What cannot be read cannot be compared; it counts as the same when the commit has it too.
        Err(_) => head.node(&entry.path) == Node::Missing && !head.has_unnamed(&entry.path),
    }
}

fn differs(text: &SourceFile, head: &Revision) -> bool {
    let Ok(Target { path, .. }) = resolve(&text.path, &|path| head.node(path)) else {
        return true;
    };
    let Some(kept) = head.blob(&path) else {
        return true;
    };
    let id = |text: &str| Oid::hash_object(ObjectType::Blob, text.as_bytes()).ok();
    // A checkout may turn line ends into CRLF (`.gitattributes`, Windows): that is no change.
    id(&text.text) != Some(kept)
        && (!text.text.contains('\r') || id(&text.text.replace("\r\n", "\n")) != Some(kept))
}
