//! Four eyes: which commits by the person who approved changed what was approved.

use super::ahead::Ahead;
use super::arrival::arrivals;
use super::history::{Before, History};
use super::previous::{Approved, previous};
use crate::assess::proof::{approved_content, is_of};
use crate::text::commit::Commit;
use crate::text::proof::Brought;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

struct Trail {
    of: usize,
    path: Arc<str>,
    /// The content at the commit that the trail has come to.
    digest: String,
}

/// For each approval the commits by whoever gave it that changed what was approved, and that the
/// approval before it does not cover; newest first. A commit that only adds the approval changes
/// nothing, and a merge that only joins what two sides wrote is nobody's writing.
pub(super) fn written(history: &History<'_>, approved: &[Approved<'_>]) -> Vec<Vec<Arc<Commit>>> {
    let mut walk = Walk {
        history,
        approved,
        covered: covered(history, approved),
        ahead: Ahead::new(),
        seen: HashSet::new(),
        found: approved.iter().map(|_| Vec::new()).collect(),
    };
    for (of, one) in approved.iter().enumerate() {
        let document = history.document_at(&one.brought, &one.path, &one.subject);
        if let Some(digest) = document.and_then(|it| approved_content(one.what, &it)) {
            let path = Arc::clone(&one.path);
            walk.push(&one.brought, Trail { of, path, digest });
        }
    }
    while let Some((commit, trails)) = walk.ahead.newest() {
        let paths: BTreeSet<Arc<str>> = trails.iter().map(|it| Arc::clone(&it.path)).collect();
        walk.pass(&commit, &paths, trails);
    }
    walk.found
}

/// For each approval the commit that brought the one before it.
fn covered(history: &History<'_>, approved: &[Approved<'_>]) -> Vec<Option<Arc<Commit>>> {
    let mut covered: Vec<_> = approved.iter().map(|_| None).collect();
    let previous = previous(history, approved).into_iter().enumerate();
    let (of, sought): (Vec<usize>, Vec<_>) =
        previous.filter_map(|(of, one)| Some((of, one?))).unzip();
    for (at, arrival) in of.into_iter().zip(arrivals(history, &sought)) {
        if let Brought::By(commit) = arrival.brought {
            covered[at] = Some(commit);
        }
    }
    covered
}

struct Walk<'a> {
    history: &'a History<'a>,
    approved: &'a [Approved<'a>],
    /// The commit that brought the approval before, which covers everything up to it.
    covered: Vec<Option<Arc<Commit>>>,
    ahead: Ahead<Trail>,
    seen: HashSet<(usize, String)>,
    found: Vec<Vec<Arc<Commit>>>,
}

impl Walk<'_> {
    /// Histories fork and join, so a trail may come to a commit by several ways; once is enough.
    fn push(&mut self, commit: &Arc<Commit>, trail: Trail) {
        if self.seen.insert((trail.of, commit.id.clone())) {
            self.ahead.push(commit, trail);
        }
    }

    fn pass(&mut self, commit: &Arc<Commit>, paths: &BTreeSet<Arc<str>>, trails: Vec<Trail>) {
        let parents = commit.parents.iter();
        let parents: Vec<Arc<Commit>> = parents.filter_map(|id| self.history.commit(id)).collect();
        let steps = parents.iter();
        let steps: Vec<_> = steps
            .map(|parent| self.history.step(parent, commit, paths))
            .collect();
        steps.iter().for_each(|step| step.read_ahead(paths));
        for trail in trails {
            let sides = steps.iter().zip(&parents).filter_map(|(step, parent)| {
                let (path, digest) = self.side(
                    &trail,
                    step.before(&trail.path, &self.approved[trail.of].subject),
                )?;
                Some((Arc::clone(parent), path, digest))
            });
            let sides: Vec<(Arc<Commit>, Arc<str>, String)> = sides.collect();
            // A shallow clone's end says nothing of who wrote what is there.
            if parents.len() == commit.parents.len() {
                self.follow(commit, trail, sides);
            }
        }
    }

    /// Where the document of a trail stood before, and its content.
    fn side(&self, trail: &Trail, before: Before) -> Option<(Arc<str>, String)> {
        match before {
            Before::Same => Some((Arc::clone(&trail.path), trail.digest.clone())),
            Before::Other(documents) => {
                let document = documents.first()?;
                let content = approved_content(self.approved[trail.of].what, document)?;
                Some((Arc::clone(&document.file.path), content))
            }
            Before::Nothing | Before::Unknown => None,
        }
    }

    /// Goes on where the content came from: the first parent with the same one, else all of them.
    fn follow(
        &mut self,
        commit: &Arc<Commit>,
        trail: Trail,
        sides: Vec<(Arc<Commit>, Arc<str>, String)>,
    ) {
        let of = trail.of;
        let same = sides
            .iter()
            .position(|(.., digest)| *digest == trail.digest);
        if let Some(same) = same {
            let (parent, path, digest) = sides
                .into_iter()
                .nth(same)
                .expect("internal error: it was found");
            return self.push(&parent, Trail { of, path, digest });
        }
        let covered = self.covered[of].as_ref();
        if covered.is_some_and(|covered| self.history.is_within(commit, covered)) {
            return;
        }
        let contents: BTreeSet<&String> = sides.iter().map(|(.., digest)| digest).collect();
        let joins = contents.len() > 1;
        if !joins && is_of(self.approved[of].person, &commit.author.email) {
            self.found[of].push(Arc::clone(commit));
        }
        for (parent, path, digest) in sides {
            self.push(&parent, Trail { of, path, digest });
        }
    }
}
