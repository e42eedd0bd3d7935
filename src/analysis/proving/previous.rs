//! The approval before an approval: what it covered need not be asked of the new one.

use super::ahead::Ahead;
use super::arrival::Sought;
use super::history::{Before, History};
use crate::assess::decision::What;
use crate::assess::proof::Taken;
use crate::model::document::Document;
use crate::model::person::Person;
use crate::syntax::node::Node;
use crate::text::commit::Commit;
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

/// For each approval the one before it: the latest that stands beside it in its list, else the last that
/// its document held before, however long it held none in between.
pub(super) fn previous(history: &History<'_>, approved: &[Approved<'_>]) -> Vec<Option<Sought>> {
    let mut walk = Walk {
        history,
        approved,
        ahead: Ahead::new(),
        seen: HashSet::new(),
        found: approved.iter().map(|_| None).collect(),
    };
    for (of, one) in approved.iter().enumerate() {
        walk.found[of] = beside(history, one);
        walk.push(&one.brought, of, Arc::clone(&one.path));
    }
    while let Some((commit, trails)) = walk.ahead.newest() {
        walk.pass(&commit, trails);
    }
    walk.found
}

/// The latest approval before one in the list that it stands in.
fn beside(history: &History<'_>, one: &Approved<'_>) -> Option<Sought> {
    let (list, _) = one.field.rsplit_once('[')?;
    let document = history.document_at(&one.brought, &one.path, &one.subject)?;
    let items = dated(document.node.at(list)?);
    let own = items.iter().position(|(.., taken)| *taken == one.taken)?;
    let taken = items.into_iter().nth(own.checked_sub(1)?)?.2;
    Some(sought(one, taken, &one.brought, Arc::clone(&one.path)))
}

/// The approvals of a list with their days and places, by day.
fn dated(list: &Node) -> Vec<(&str, usize, Taken)> {
    let items = list.items().iter().enumerate();
    let mut dated: Vec<_> = items
        .filter_map(|(at, item)| Some((item.get("on")?.text()?, at, Taken::read(item))))
        .collect();
    dated.sort_by_key(|(on, at, _)| (*on, *at));
    dated
}

/// The approval that a document holds in a field, or the latest of the list that it is.
fn held(document: &Document, field: &str) -> Option<Taken> {
    match field.rsplit_once('[') {
        None => document.node.at(field).map(Taken::read),
        Some((list, _)) => Some(dated(document.node.at(list)?).pop()?.2),
    }
}

fn sought(one: &Approved<'_>, taken: Taken, commit: &Arc<Commit>, path: Arc<str>) -> Sought {
    Sought {
        subject: one.subject.clone(),
        field: one.field.to_owned(),
        taken,
        commit: Arc::clone(commit),
        path,
    }
}

/// An approval, and where its document stands at the commit that was come to.
type Trail = (usize, Arc<str>);

struct Walk<'a> {
    history: &'a History<'a>,
    approved: &'a [Approved<'a>],
    ahead: Ahead<Trail>,
    seen: HashSet<(usize, String)>,
    found: Vec<Option<Sought>>,
}

impl Walk<'_> {
    fn push(&mut self, commit: &Arc<Commit>, of: usize, path: Arc<str>) {
        if self.seen.insert((of, commit.id.clone())) {
            self.ahead.push(commit, (of, path));
        }
    }

    /// Looks for each trail at what its document was before a commit.
    fn pass(&mut self, commit: &Arc<Commit>, mut trails: Vec<Trail>) {
        trails.retain(|(of, _)| self.found[*of].is_none());
        let paths: BTreeSet<Arc<str>> = trails.iter().map(|(_, path)| Arc::clone(path)).collect();
        for parent in &commit.parents {
            let Some(parent) = self.history.commit(parent) else {
                continue;
            };
            let step = self.history.step(&parent, commit, &paths);
            step.read_ahead(&paths);
            for (of, path) in &trails {
                match step.before(path, &self.approved[*of].subject) {
                    Before::Same => self.push(&parent, *of, Arc::clone(path)),
                    Before::Other(documents) => {
                        let Some(document) = documents.first() else {
                            continue;
                        };
                        let one = &self.approved[*of];
                        let path = Arc::clone(&document.file.path);
                        match held(document, one.field) {
                            Some(taken) => {
                                let sought = || sought(one, taken, &parent, path);
                                self.found[*of].get_or_insert_with(sought);
                            }
                            None => self.push(&parent, *of, path),
                        }
                    }
                    Before::Nothing | Before::Unknown => {}
                }
            }
        }
    }
}
