//! The files that evidence names: which of them go into the pack, and why the others do not.

use super::place::{Places, entry_name};
use crate::command::session::Session;
use crate::model::evidence::Evidence;
use crate::repo::path::normal;
use crate::report::pack::manifest::{Absent, Origin};
use crate::report::pack::scope::Scope;
use crate::report::place::Source;
use std::collections::BTreeMap;

/// What evidence brings.
#[derive(Default)]
pub(super) struct Found {
    /// Files of the state by name of the entry, with the document that names each.
    pub(super) files: BTreeMap<String, (String, Origin)>,
    /// Files that are not in the pack.
    pub(super) absent: Vec<Absent>,
    /// How many files are withheld.
    pub(super) withheld: usize,
}

/// Looks at every evidence document.
pub(super) fn found(session: &Session, scope: &Scope, places: &Places) -> Found {
    let mut found = Found::default();
    for evidence in session.linked.model.all::<Evidence>() {
        let Some(file) = evidence.data.file.as_deref() else {
            continue;
        };
        if !scope.may_have(file, &evidence.document.file.text) {
            found.withheld += 1;
            continue;
        }
        let source = Source::of(evidence.document);
        let origin = places.origin(&source.path, source.line);
        match why_absent(session, file) {
            Some(why) => found.absent.push(Absent {
                file: file.to_owned(),
                why,
            }),
            None => {
                // However it is written, such as `./evidence//log.txt`.
                let plain = normal(file).unwrap_or_else(|_| file.to_owned());
                let below = plain.strip_prefix("evidence/").unwrap_or(&plain);
                let name = entry_name("evidence", below);
                found.files.entry(name).or_insert((file.to_owned(), origin));
            }
        }
    }
    found.absent.sort_by(|a, b| a.file.cmp(&b.file));
    found.absent.dedup();
    found
}

/// Why a file cannot be in the pack.
fn why_absent(session: &Session, file: &str) -> Option<String> {
    let facts = session.files.get(file)?;
    if let Some(why) = &facts.refused {
        return Some(why.clone());
    }
    if facts.size.is_none() {
        let at = match session.repo.is_worktree() {
            true => "there is no such file",
            false => "no commit holds it",
        };
        return Some(at.to_owned());
    }
    let held = session.repo.stream(file).map(|stream| stream.size);
    match held {
        Ok(size) if Some(size) == facts.size => None,
        // The state holds the pointer alone; the digest of the content is in the evidence document.
        Ok(_) => Some("it is kept in Git LFS, and a commit holds only its digest".to_owned()),
        Err(why) => Some(why.to_string()),
    }
}
