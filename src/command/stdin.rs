//! `-` as a path: one document from standard input, which stands for a file, as editors ask for it.

use super::session::{Global, Session, layout};
use crate::repo::decode::decode;
use crate::repo::layout::{Plan, is_document};
use crate::text::snapshot::{Entry, MAX_DOCUMENT_BYTES};
use anyhow::{Context, Result, bail};
use std::io::Read;
use std::sync::Arc;

/// Refuses what cannot be asked for together with standard input.
///
/// # Errors
/// When one of the two is named without the other, or paths or a revision are beside them.
pub fn check(global: &Global, paths: &[String], filename: Option<&str>) -> Result<()> {
    let dash = paths.iter().any(|path| path == "-");
    match filename {
        None if dash => bail!(
            "`-` reads a document from standard input; say which file it stands for with `--stdin-filename PATH`"
        ),
        Some(_) if !dash => bail!(
            "`--stdin-filename` says which file standard input stands for; name standard input by `-` in the place of paths"
        ),
        Some(_) if paths.len() > 1 => {
            bail!("`-` stands alone: only findings in the file that it stands for are reported")
        }
        Some(_) if global.at.is_some() => bail!(
            "standard input stands for a file of the working tree, so `--at` cannot be combined with `-`"
        ),
        _ => Ok(()),
    }
}

/// Puts standard input in the place of a file; `false` when no document can lie there.
///
/// # Errors
/// When standard input cannot be read, is too large, or the name leads out of the root.
pub fn put(session: &mut Session, filename: &str) -> Result<bool> {
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(MAX_DOCUMENT_BYTES + 1)
        .read_to_end(&mut bytes);
    read.context("cannot read standard input")?;
    if bytes.len() as u64 > MAX_DOCUMENT_BYTES {
        bail!(
            "standard input is longer than a document may be ({MAX_DOCUMENT_BYTES} bytes, 8 MiB)"
        );
    }
    let [path] = &session.paths_below_root(&[filename.to_owned()])[..] else {
        bail!(
            "`{filename}` lies outside of the root {}; standard input can stand for a file below it",
            session.repo.root().display()
        );
    };
    let plan = Plan::new(&layout(&session.settings))?;
    if !(plan.holds(path) && is_document(path)) {
        return Ok(false);
    }
    let path: Arc<str> = path.as_str().into();
    let entry = Entry {
        source: decode(&path, bytes, None),
        path: Arc::clone(&path),
    };
    let entries = &mut session.snapshot.entries;
    match entries.binary_search_by(|other| other.path.cmp(&path)) {
        Ok(at) => entries[at] = entry,
        Err(at) => entries.insert(at, entry),
    }
    session.linked = session.linked_as(&session.snapshot);
    session.files = session.repo.files(&session.linked.evidence_files());
    Ok(true)
}
