//! Where the content at a path changed: the history of files, without comparing whole trees.
//!
//! Git's own simplification is followed: a commit that holds at a path what one of its parents holds
//! there has changed nothing, and only that parent is looked at further. So the commit that is named is
//! that of the person who made the change, not the merge that took it in.

use super::commits::Past;
use super::error::RepoError;
use super::path::join;
use super::revision::content_id;
use super::tree_entry;
use crate::text::source::ContentId;
use git2::{Commit, ObjectType, Oid, Repository, Sort};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// A commit that holds something else at a path than each of its parents.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The number that the caller follows this path by.
    pub who: usize,
    /// The path, from the root.
    pub path: Arc<str>,
    /// Full id of the commit.
    pub commit: String,
    /// What it holds there; `None` when there is no regular file.
    pub content: Option<ContentId>,
    /// Full ids of its parents, with what each holds there.
    pub parents: Vec<(String, Option<ContentId>)>,
    /// It has parents that a shallow clone does not hold.
    pub cut: bool,
}

/// A walk from newer to older commits that follows paths, as the caller says where.
pub struct PathHistory<'p> {
    past: &'p Past,
    ahead: BinaryHeap<(i64, Reverse<usize>, Oid)>,
    arrived: usize,
    waiting: HashMap<Oid, (Facts, Vec<End>)>,
    turns: VecDeque<Turn>,
    told: HashSet<(usize, Arc<str>, Oid)>,
}

/// What is needed of a commit.
#[derive(Clone)]
struct Facts {
    seconds: i64,
    tree: Oid,
    parents: Vec<Oid>,
    cut: bool,
}

/// A path that has come to a commit.
#[derive(Clone)]
struct End {
    who: usize,
    path: Arc<str>,
    /// The parts of the path from git's root.
    parts: Arc<[String]>,
    held: Held,
}

/// The ids along a path: of the tree of the commit, then of the entry of each part. The list ends early
/// where there is nothing.
#[derive(Clone)]
struct Held {
    ids: Vec<Oid>,
    /// Where the entry of each part stands in the bytes of its tree, which is where to look next time.
    places: Vec<usize>,
    is_file: bool,
}

impl Past {
    /// A walk that follows no path yet.
    pub fn path_history(&self) -> PathHistory<'_> {
        PathHistory {
            past: self,
            ahead: BinaryHeap::new(),
            arrived: 0,
            waiting: HashMap::new(),
            turns: VecDeque::new(),
            told: HashSet::new(),
        }
    }

    /// Full ids of a commit and of those that lead to it, newest first and at most so many; whether
    /// that is all that this clone holds.
    ///
    /// # Errors
    /// When the commit cannot be read.
    pub fn ancestors(&self, tip: &str, at_most: usize) -> Result<(Vec<String>, bool), RepoError> {
        let found = self.git.with(|repository| {
            let mut walk = repository.revwalk()?;
            walk.set_sorting(Sort::TIME)?;
            walk.push(Oid::from_str(tip)?)?;
            // A parent that is not there ends the history, as in a shallow clone.
            let ids = walk.map_while(Result::ok).map(|id| id.to_string());
            Ok(ids.take(at_most + 1).collect::<Vec<_>>())
        });
        let mut ids = found.map_err(RepoError::git("walk the history"))?;
        let all = ids.len() <= at_most;
        ids.truncate(at_most);
        Ok((ids, all))
    }
}

impl PathHistory<'_> {
    /// Follows a path from a commit on.
    ///
    /// # Errors
    /// When the commit cannot be read.
    pub fn follow(&mut self, who: usize, commit: &str, path: &Arc<str>) -> Result<(), RepoError> {
        let parts: Arc<[String]> = join(&self.past.prefix, path)
            .split('/')
            .map(str::to_owned)
            .collect();
        let git = Arc::clone(&self.past.git);
        let done = git.with(|repository| {
            let id = Oid::from_str(commit)?;
            let facts = facts(&repository.find_commit(id)?);
            let held = held(repository, facts.tree, &parts, None);
            let path = Arc::clone(path);
            let end = End {
                who,
                path,
                parts,
                held,
            };
            self.arrive(id, facts, end);
            Ok(())
        });
        done.map_err(RepoError::git("walk the history"))
    }

    /// The next commit, newest first, at which a path that is followed turns; nothing of that path is
    /// followed any further until the caller says so.
    ///
    /// # Errors
    /// When a commit or folder cannot be read.
    pub fn turn(&mut self) -> Result<Option<Turn>, RepoError> {
        let git = Arc::clone(&self.past.git);
        let done = git.with(|repository| {
            while self.turns.is_empty() {
                let Some((_, _, id)) = self.ahead.pop() else {
                    break;
                };
                if let Some((facts, ends)) = self.waiting.remove(&id) {
                    self.pass(repository, id, &facts, ends);
                }
            }
            Ok(())
        });
        done.map_err(RepoError::git("walk the history"))?;
        Ok(self.turns.pop_front())
    }

    fn arrive(&mut self, id: Oid, facts: Facts, end: End) {
        let seconds = facts.seconds;
        let (_, ends) = self.waiting.entry(id).or_insert_with(|| {
            self.arrived += 1;
            self.ahead.push((seconds, Reverse(self.arrived), id));
            (facts, Vec::new())
        });
        if !ends
            .iter()
            .any(|other| other.who == end.who && other.path == end.path)
        {
            ends.push(end);
        }
    }

    /// Passes what has come to a commit on to the parent that holds the same, or tells that none does.
    fn pass(&mut self, repository: &Repository, id: Oid, own: &Facts, ends: Vec<End>) {
        let mut cut = own.cut;
        let mut parents: Vec<(Oid, Facts)> = Vec::new();
        for &parent in &own.parents {
            match repository.find_commit(parent) {
                Ok(commit) => parents.push((parent, facts(&commit))),
                Err(_) => cut = true,
            }
        }
        for end in ends {
            let there: Vec<Held> = parents
                .iter()
                .map(|(_, facts)| held(repository, facts.tree, &end.parts, Some(&end.held)))
                .collect();
            let content = end.content(&end.held);
            let same = there.iter().position(|held| end.content(held) == content);
            if let Some(at) = same {
                let (parent, found) = &parents[at];
                let held = there[at].clone();
                self.arrive(*parent, found.clone(), End { held, ..end });
            } else if self.told.insert((end.who, Arc::clone(&end.path), id)) {
                let each = parents.iter().zip(&there);
                let parents = each.map(|((id, _), held)| (id.to_string(), end.content(held)));
                self.turns.push_back(Turn {
                    parents: parents.collect(),
                    who: end.who,
                    path: end.path,
                    commit: id.to_string(),
                    content,
                    cut,
                });
            }
        }
    }
}

impl End {
    fn content(&self, held: &Held) -> Option<ContentId> {
        let whole = held.ids.len() == self.parts.len() + 1 && held.is_file;
        held.ids
            .last()
            .filter(|_| whole)
            .copied()
            .and_then(content_id)
    }
}

fn facts(commit: &Commit<'_>) -> Facts {
    let parents: Vec<Oid> = commit.parent_ids().collect();
    // Libgit2 shows no parents at the end of a shallow clone, though the commit names them.
    let names_some = || {
        commit.raw_header_bytes().starts_with(b"parent ") || {
            let header = commit.raw_header_bytes();
            header.windows(8).any(|part| part == b"\nparent ")
        }
    };
    Facts {
        seconds: commit.time().seconds(),
        tree: commit.tree_id(),
        cut: parents.is_empty() && names_some(),
        parents,
    }
}

/// The ids along a path below a tree. From the first that is as in `known` on, nothing is read.
fn held(repository: &Repository, tree: Oid, parts: &[String], known: Option<&Held>) -> Held {
    let as_known = |at: usize, id: Oid| known.filter(|known| known.ids.get(at) == Some(&id));
    let mut held = Held {
        ids: vec![tree],
        places: Vec::with_capacity(parts.len()),
        is_file: false,
    };
    if let Some(known) = as_known(0, tree) {
        return known.clone();
    }
    let Ok(odb) = repository.odb() else {
        return held;
    };
    for (at, part) in parts.iter().enumerate() {
        let Ok(folder) = odb.read(held.ids[at]) else {
            break;
        };
        let near = known.and_then(|known| known.places.get(at)).copied();
        let data = match folder.kind() {
            ObjectType::Tree => folder.data(),
            _ => break,
        };
        let Some(entry) = tree_entry::find(data, part.as_bytes(), near.unwrap_or(0)) else {
            break;
        };
        held.places.push(entry.place);
        if let Some(known) = as_known(at + 1, entry.id) {
            held.ids.extend(&known.ids[at + 1..]);
            held.places.extend(&known.places[at + 1..]);
            held.is_file = known.is_file;
            break;
        }
        held.ids.push(entry.id);
        held.is_file = entry.is_file;
    }
    held
}
