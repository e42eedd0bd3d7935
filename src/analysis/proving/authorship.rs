//! Four eyes: which commits by the person who approved changed what was approved.

use super::ahead::Ahead;
use super::arrival::{Sought, arrivals};
use super::history::{Before, History};
use crate::assess::decision::What;
use crate::assess::proof::{Taken, approved_content, is_of};
use crate::model::person::Person;
use crate::text::commit::Commit;
use crate::text::proof::Brought;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// An approval, and the commit that brought it.
pub(super) struct Approved<'a> {
    pub(super) what: What,
    pub(super) person: &'a Person,
    pub(super) subject: String,
    pub(super) field: &'a str,
    pub(super) taken: Taken,
    pub(super) brought: Arc<Commit>,
    /// Where its document stood then, from git's root.
    pub(super) path: Arc<str>,
}

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
    let mut sought = Vec::new();
    let mut of = Vec::new();
    for (at, one) in approved.iter().enumerate() {
        if let Some(previous) = previous(history, one) {
            sought.push(previous);
            of.push(at);
        }
    }
    let mut covered: Vec<_> = approved.iter().map(|_| None).collect();
    for (at, arrival) in of.into_iter().zip(arrivals(history, &sought)) {
        if let Brought::By(commit) = arrival.brought {
            covered[at] = Some(commit);
        }
    }
    covered
}

/// The approval before: in a list the latest one that stands beside it, else the one that it replaced.
fn previous(history: &History<'_>, one: &Approved<'_>) -> Option<Sought> {
    let found = |taken, commit: &Arc<Commit>, path| Sought {
        subject: one.subject.clone(),
        field: one.field.to_owned(),
        taken,
        commit: Arc::clone(commit),
        path,
    };
    if let Some((list, _)) = one.field.rsplit_once('[') {
        let document = history.document_at(&one.brought, &one.path, &one.subject)?;
        let items = document.node.at(list)?.items();
        let before = items.iter().enumerate().filter_map(|(at, item)| {
            Some((item.get("on")?.text()?.to_owned(), at, Taken::read(item)))
        });
        let own = items
            .iter()
            .position(|item| Taken::read(item) == one.taken)?;
        let on = items[own].get("on")?.text()?;
        let before = before.filter(|(day, at, _)| (day.as_str(), *at) < (on, own));
        let (_, _, taken) = before.max_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)))?;
        return Some(found(taken, &one.brought, Arc::clone(&one.path)));
    }
    let paths = BTreeSet::from([Arc::clone(&one.path)]);
    one.brought.parents.iter().find_map(|parent| {
        let parent = history.commit(parent)?;
        let step = history.step(&parent, &one.brought, &paths);
        let Before::Other(documents) = step.before(&one.path, &one.subject) else {
            return None;
        };
        let document = documents.first()?;
        let replaced = Taken::read(document.node.at(one.field)?);
        Some(found(replaced, &parent, Arc::clone(&document.file.path)))
    })
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
