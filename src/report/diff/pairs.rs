//! Which document of the base side is which of the head side: by kind and id, then by what it says.
//!
//! A document that vanished and one of its kind that appeared are the same thing under another id when
//! at least four fifths of what they say is equal; a risk that was closed and names what replaced it is
//! not: both are there.

use super::content::{Renames, marks};
use crate::assess::effect::hidden;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::graph::Model;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Percent of equal content from which two documents are one under two ids.
const ALIKE: usize = 80;

/// More comparisons than this are not made for one kind: only equal content is looked for then.
const MAX_COMPARED: usize = 40_000;

/// One document on both sides, by the indices in both models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Index in the base model.
    pub before: usize,
    /// Index in the head model.
    pub after: usize,
}

/// An id that became another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// The kind of the document.
    pub kind: &'static str,
    /// Its former id.
    pub from: String,
    /// Its id.
    pub to: String,
    /// What it is called.
    pub title: String,
    /// Percent of what it says that stayed.
    pub alike: usize,
}

/// Documents that stand in another file than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The former path.
    pub from: String,
    /// The path.
    pub to: String,
    /// How many documents moved along this way.
    pub documents: usize,
}

/// Every document of both sides, each once.
#[derive(Debug, Default)]
pub struct Pairs {
    /// On both sides, in the order of the head model.
    pub both: Vec<Pair>,
    /// On the head side alone.
    pub added: Vec<usize>,
    /// On the base side alone.
    pub gone: Vec<usize>,
    /// On the base side; whether they are on the head side could not be read.
    pub unreadable: Vec<usize>,
    /// Ids that became others.
    pub renamed: Vec<Renamed>,
    /// The same for lookups.
    pub renames: Renames,
}

type Key<'a> = (Kind, &'a str);

/// Documents by kind and id; of several of one id the first counts.
fn by_key(model: &Model) -> HashMap<Key<'_>, usize> {
    let mut found = HashMap::with_capacity(model.documents.len());
    for (at, document) in model.documents.iter().enumerate() {
        found.entry((document.kind, &*document.id)).or_insert(at);
    }
    found
}

impl Pairs {
    /// Pairs the documents of two models.
    pub fn new(before: &Model, after: &Model) -> Self {
        let (old, new) = (by_key(before), by_key(after));
        let mut pairs = Self::default();
        for (at, document) in after.documents.iter().enumerate() {
            let key = (document.kind, &*document.id);
            if new.get(&key) != Some(&at) {
                continue;
            }
            match old.get(&key) {
                Some(&before) => pairs.both.push(Pair { before, after: at }),
                None => pairs.added.push(at),
            }
        }
        for (at, document) in before.documents.iter().enumerate() {
            let key = (document.kind, &*document.id);
            if old.get(&key) != Some(&at) || new.contains_key(&key) {
                continue;
            }
            match hidden(after, document.kind, &document.id) {
                Some(_) => pairs.unreadable.push(at),
                None => pairs.gone.push(at),
            }
        }
        pairs.find_renamed(before, after);
        pairs
    }

    fn find_renamed(&mut self, before: &Model, after: &Model) {
        let kinds: BTreeSet<Kind> = self
            .gone
            .iter()
            .map(|&at| before.documents[at].kind)
            .collect();
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for kind in kinds {
            let of = |list: &[usize], model: &Model| -> Vec<usize> {
                let of = |at: &&usize| model.documents[**at].kind == kind;
                list.iter().filter(of).copied().collect()
            };
            let (old, new) = (of(&self.gone, before), of(&self.added, after));
            found.extend(alike(before, &old, after, &new));
        }
        // The most alike first; of equals the first of each side.
        found.sort_by_key(|&(percent, old, new)| (std::cmp::Reverse(percent), old, new));
        let (mut old_taken, mut new_taken) = (HashSet::new(), HashSet::new());
        for (percent, old, new) in found {
            if old_taken.contains(&old) || new_taken.contains(&new) {
                continue;
            }
            old_taken.insert(old);
            new_taken.insert(new);
            self.take_renamed(&before.documents[old], &after.documents[new], percent);
            self.both.push(Pair {
                before: old,
                after: new,
            });
        }
        self.gone.retain(|at| !old_taken.contains(at));
        self.added.retain(|at| !new_taken.contains(at));
        self.both.sort_by_key(|pair| pair.after);
        self.renamed
            .sort_by(|a, b| (a.kind, &a.to).cmp(&(b.kind, &b.to)));
    }

    fn take_renamed(&mut self, old: &Document, new: &Document, alike: usize) {
        self.renames.put(old.kind, &old.id, &new.id);
        self.renamed.push(Renamed {
            kind: new.kind.name(),
            from: old.id.to_string(),
            to: new.id.to_string(),
            title: new.title().to_owned(),
            alike,
        });
    }

    /// The files that documents moved from and to.
    pub fn moved(&self, before: &Model, after: &Model) -> Vec<Moved> {
        let mut moved: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for pair in &self.both {
            let paths = [&before.documents[pair.before], &after.documents[pair.after]]
                .map(|document| &*document.file.path);
            if paths[0] != paths[1] {
                *moved.entry((paths[0], paths[1])).or_default() += 1;
            }
        }
        let each = moved.into_iter().map(|((from, to), documents)| Moved {
            from: from.to_owned(),
            to: to.to_owned(),
            documents,
        });
        each.collect()
    }
}

/// Pairs of old and new documents of one kind that say nearly the same, with the percentage.
fn alike(
    before: &Model,
    old: &[usize],
    after: &Model,
    new: &[usize],
) -> Vec<(usize, usize, usize)> {
    let marks = |model: &Model, list: &[usize]| -> Vec<BTreeSet<(String, String)>> {
        list.iter().map(|&at| marks(&model.documents[at])).collect()
    };
    let (old_marks, new_marks) = (marks(before, old), marks(after, new));
    let many = old.len() * new.len() > MAX_COMPARED;
    let mut found = Vec::new();
    for (a, &old_at) in old_marks.iter().zip(old) {
        for (b, &new_at) in new_marks.iter().zip(new) {
            let percent = match a == b {
                true if a.is_empty() => 0,
                true => 100,
                false if many => 0,
                false => 100 * a.intersection(b).count() / a.len().max(b.len()).max(1),
            };
            if percent >= ALIKE {
                found.push((percent, old_at, new_at));
            }
        }
    }
    found
}
