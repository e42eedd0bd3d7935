//! A snapshot, read and linked: the documents of all its files as one model.

use super::store::Store;
use crate::model::document::Document;
use crate::model::evidence::Evidence;
use crate::model::graph::{Model, Unread};
use crate::model::mapped;
use crate::model::reading::Parsed;
use crate::syntax::yaml::Comment;
use crate::text::diagnostic::Diagnostic;
use crate::text::snapshot::{Entry, Snapshot, Unreadable};
use crate::text::source::{SourceFile, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read of a file: its documents in their places, and all that was found there.
type Read = (Vec<Document>, Arc<Parsed>);

/// A snapshot, read and linked.
#[derive(Debug, Default)]
pub struct Linked {
    /// The documents and their links.
    pub model: Model,
    /// What is wrong with their shape.
    pub problems: Vec<Diagnostic>,
    /// The files that could be read, by path.
    pub sources: Arc<BTreeMap<Arc<str>, Arc<SourceFile>>>,
    /// Comments to the tool, by path.
    pub(super) comments: Vec<(Arc<str>, Arc<Parsed>)>,
    /// How many files there are, read or not.
    pub(super) files: usize,
    nameless: usize,
}

impl Linked {
    /// Reads every entry of a snapshot, in parallel, and links what is in them; only the primary catalog is
    /// in force.
    pub fn new(snapshot: &Snapshot) -> Self {
        Self::under(snapshot, &[], &Store::default())
    }

    /// Reads and links a snapshot with these catalogs in force; names that mean no catalog are left out.
    /// What the store has read already is not read again.
    pub fn under(snapshot: &Snapshot, catalogs: &[String], store: &Store) -> Self {
        let parse = |entry: &Entry| {
            let source = entry.source.as_ref().ok()?;
            let parsed = store.parsed(source);
            let contents = parsed.documents.iter();
            let documents =
                contents.map(|content| Document::new(Arc::clone(source), Arc::clone(content)));
            Some((documents.collect(), parsed))
        };
        let parsed: Vec<Option<Read>> = snapshot.entries.par_iter().map(parse).collect();
        let mut linked = Self {
            files: snapshot.entries.len(),
            ..Self::default()
        };
        let mut documents = Vec::new();
        let mut unread = Vec::new();
        for (entry, parsed) in snapshot.entries.iter().zip(parsed) {
            linked.take(entry, parsed, &mut documents, &mut unread);
        }
        let readable = snapshot.entries.iter().filter_map(|entry| {
            let source = entry.source.as_ref().ok()?;
            Some((Arc::clone(&entry.path), Arc::clone(source)))
        });
        let in_force = catalogs.iter().filter_map(|name| mapped::find(name));
        let in_force = in_force.collect();
        (linked.sources, linked.model) = rayon::join(
            || Arc::new(readable.collect()),
            || Model::under(documents, unread, in_force),
        );
        linked
    }

    /// The comments of each file that has any, with the file.
    pub fn noted(&self) -> impl Iterator<Item = (&Arc<SourceFile>, &[Comment])> {
        self.comments.iter().filter_map(|(path, parsed)| {
            let source = self.sources.get(path)?;
            Some((source, parsed.comments.as_slice()))
        })
    }

    /// Takes in files of a snapshot, by path, of which the text alone is another than before; `false`, and
    /// nothing is done, when all has to be linked anew.
    pub fn replace(&mut self, snapshot: &Snapshot, paths: &[Arc<str>], store: &Store) -> bool {
        let changes: Option<Vec<_>> = paths
            .iter()
            .map(|path| self.changed(snapshot, path, store))
            .collect();
        let Some(changes) = changes else { return false };
        let texts = changes.iter().filter_map(|documents| documents.first());
        let texts: Vec<_> = texts
            .map(|(_, document)| Arc::clone(&document.file))
            .collect();
        if !self.model.replace(changes.into_iter().flatten().collect()) {
            return false;
        }
        let sources = Arc::make_mut(&mut self.sources);
        sources.extend(texts.into_iter().map(|text| (Arc::clone(&text.path), text)));
        true
    }

    /// The documents of a changed file, with the indices of those that they replace; nothing when more
    /// than documents stands or stood in the file.
    fn changed(
        &self,
        snapshot: &Snapshot,
        path: &Arc<str>,
        store: &Store,
    ) -> Option<Vec<(usize, Document)>> {
        let entries = &snapshot.entries;
        let at = entries
            .binary_search_by(|entry| entry.path.cmp(path))
            .ok()?;
        let source = entries[at].source.as_ref().ok()?;
        let parsed = store.parsed(source);
        let plain = parsed.diagnostics.is_empty() && parsed.comments.is_empty();
        // All of these stand in the order of paths.
        let told = self
            .problems
            .binary_search_by(|problem| problem.path.cmp(path));
        let noted = self.comments.binary_search_by(|(noted, _)| noted.cmp(path));
        let unread = self
            .model
            .unread
            .binary_search_by(|unread| unread.path.cmp(path));
        let is_plain_here = told.is_err() && noted.is_err() && unread.is_err();
        if !plain || parsed.nameless > 0 || parsed.cut || !is_plain_here {
            return None;
        }
        let documents = &self.model.documents;
        let first = documents.partition_point(|document| document.file.path < *path);
        let here = documents[first..]
            .iter()
            .take_while(|document| document.file.path == *path);
        let contents = parsed.documents.iter();
        let new = contents.map(|content| Document::new(Arc::clone(source), Arc::clone(content)));
        let same = here.count() == parsed.documents.len() && !parsed.documents.is_empty();
        same.then(|| (first..).zip(new).collect())
    }

    fn take(
        &mut self,
        entry: &Entry,
        parsed: Option<Read>,
        documents: &mut Vec<Document>,
        unread: &mut Vec<Unread>,
    ) {
        let (source, (read, parsed)) = match (&entry.source, parsed) {
            (Ok(source), Some(parsed)) => (source, parsed),
            (Err(why), _) => {
                unread.push(Unread {
                    path: Arc::clone(&entry.path),
                    source: None,
                });
                let problem = Diagnostic::new(
                    "unreadable-file",
                    &entry.path,
                    Span::default(),
                    why.to_string(),
                );
                self.problems.push(problem.help(way_out(why)));
                return;
            }
            (Ok(_), None) => return,
        };
        if parsed.nameless > 0 || parsed.cut {
            unread.push(Unread {
                path: Arc::clone(&entry.path),
                source: Some(Arc::clone(source)),
            });
            self.nameless += parsed.nameless;
        }
        documents.extend(read);
        self.problems.extend(
            parsed
                .diagnostics
                .iter()
                .map(|problem| problem.clone().in_file(&entry.path)),
        );
        if !parsed.comments.is_empty() {
            self.comments.push((Arc::clone(&entry.path), parsed));
        }
    }

    /// The files that evidence names, each once: what the world is asked about.
    pub fn evidence_files(&self) -> Vec<String> {
        let mut paths: Vec<String> = self
            .model
            .all::<Evidence>()
            .filter_map(|evidence| evidence.data.file.as_deref().map(str::to_owned))
            .collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// How many documents there are, those of unknown kind too.
    pub fn documents(&self) -> usize {
        self.model.documents.len() + self.nameless
    }

    /// Files of which something could not be read whole, some of them twice.
    pub fn torn_files(&self) -> impl Iterator<Item = &str> {
        let documents = self.model.documents.iter();
        let broken = documents.filter(|document| !document.is_whole());
        let broken = broken.map(|document| &*document.file.path);
        let unread = self.model.unread.iter().map(|file| &*file.path);
        broken.chain(unread)
    }

    /// How many documents and files could not be read whole.
    pub fn not_judged(&self) -> usize {
        let broken = self
            .model
            .documents
            .iter()
            .filter(|document| !document.is_whole())
            .count();
        let silent = self
            .model
            .unread
            .iter()
            .filter(|file| file.source.is_none())
            .count();
        broken + silent + self.nameless
    }
}

/// What helps against a file that cannot be read.
fn way_out(why: &Unreadable) -> &'static str {
    match why {
        Unreadable::TooLarge(_) | Unreadable::Binary(_) => {
            "Move what is not a document out of the folders that `documents` in isms.toml names; records belong in `evidence/`."
        }
        Unreadable::Encoding(_) | Unreadable::NotUtf8(_) => {
            "Save the file as UTF-8; every editor can."
        }
        Unreadable::Name => "Give the file a name in UTF-8.",
        Unreadable::Link(_) => "Put the file itself here, or remove the link.",
        Unreadable::LfsPointer => "Run `git lfs pull`, and let documents be plain files in git.",
        Unreadable::Refused(_) => "Let the user who runs the check read it, or remove it.",
    }
}
