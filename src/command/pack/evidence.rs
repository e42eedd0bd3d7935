//! The files that evidence names: which of them go into the pack, and why the others do not.

use super::choice::Pointers;
use super::place::{Places, entry_name};
use crate::command::session::Session;
use crate::model::evidence::Evidence;
use crate::output::tally::count;
use crate::repo::decode::LfsPointer;
use crate::repo::path::normal;
use crate::report::pack::manifest::{Absent, Origin};
use crate::report::pack::scope::Scope;
use crate::report::place::Source;
use std::collections::BTreeMap;

/// What evidence brings.
#[derive(Default)]
pub(super) struct Found {
    /// Files of the state by name of the entry, with the document that names each.
    pub(super) files: BTreeMap<String, (File, Origin)>,
    /// Files that are not in the pack.
    pub(super) absent: Vec<Absent>,
    /// How many files are withheld.
    pub(super) withheld: usize,
}

/// A file that evidence names.
pub(super) enum File {
    /// The state holds it.
    Whole(String),
    /// The state holds its pointer, and the content is here.
    Pointed(String, LfsPointer),
    /// The state holds its pointer, and the content is as the pointer says.
    Known(LfsPointer),
}

/// Looks at every evidence document.
pub(super) fn found(
    session: &Session,
    scope: &Scope,
    places: &Places,
    pointers: &Pointers,
) -> Found {
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
        match held(session, file, pointers) {
            Err(why) => found.absent.push(Absent {
                file: file.to_owned(),
                why,
            }),
            Ok(held) => {
                // However it is written, such as `./evidence//log.txt`.
                let plain = normal(file).unwrap_or_else(|_| file.to_owned());
                let below = plain.strip_prefix("evidence/").unwrap_or(&plain);
                let name = entry_name("evidence", below);
                found.files.entry(name).or_insert((held, origin));
            }
        }
    }
    found.absent.sort_by(|a, b| a.file.cmp(&b.file));
    found.absent.dedup();
    found
}

/// A file as it can be in the pack, or why it cannot.
fn held(session: &Session, file: &str, pointers: &Pointers) -> Result<File, String> {
    let facts = session.files.get(file);
    if let Some(why) = facts.and_then(|facts| facts.refused.clone()) {
        return Err(why);
    }
    if facts.is_some_and(|facts| facts.size.is_none()) {
        let at = match session.repo.is_worktree() {
            true => "there is no such file",
            false => "no commit holds it",
        };
        return Err(at.to_owned());
    }
    let Some(pointer) = session.repo.pointer(file) else {
        let held = session.repo.stream(file);
        return held
            .map(|_| File::Whole(file.to_owned()))
            .map_err(|why| why.to_string());
    };
    let is_absent = match pointers {
        Pointers::Followed => session.repo.pointed(file, &pointer).is_none(),
        Pointers::Known { absent } => absent.contains(file),
    };
    match pointers {
        _ if is_absent => Err(format!(
            "git holds only its pointer of Git LFS, and the content ({}, SHA-256 {}) was not at hand; `git lfs pull` fetches it",
            count(usize::try_from(pointer.size).unwrap_or(usize::MAX), "byte"),
            pointer.sha256
        )),
        Pointers::Followed => Ok(File::Pointed(file.to_owned(), pointer)),
        Pointers::Known { .. } => Ok(File::Known(pointer)),
    }
}
