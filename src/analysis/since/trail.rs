//! The walk along first parents, newest to oldest, that finds the versions of documents.

use super::ground::Ground;
use super::place::{Files, Touch};
use crate::assess::basis;
use crate::assess::decision::Judged;
use crate::model::document::Document;
use crate::repo::commits::Changed;
use crate::syntax::node::Node;
use crate::text::commit::Commit;
use crate::text::proof::Brought;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many versions of one document are looked at.
const MAX_VERSIONS: usize = 5_000;

/// One version of a document.
#[derive(Debug)]
pub(super) struct Version {
    /// The document.
    pub(super) document: Document,
    /// The commit that brought it in place of the one before, and how many commits back that is; `None`
    /// for what is not committed, and for the last one that was looked at.
    pub(super) brought: Option<Touch>,
}

/// What is sought for one decision.
pub(super) struct Sought<'a> {
    /// The decision.
    pub(super) judged: &'a Judged,
    /// Whether it is based on its document alone.
    pub(super) own: bool,
    /// Index of the newest version that bears the basis which is written down.
    pub(super) based_on: Option<usize>,
    /// Index of the oldest version that holds the decision, once an older one does not.
    pub(super) first: Option<usize>,
}

/// The versions of one document, newest first.
pub(super) struct Trail<'a> {
    /// The versions; the first is what is judged.
    pub(super) versions: Vec<Version>,
    /// What is sought in them.
    pub(super) sought: Vec<Sought<'a>>,
    /// There is no older version.
    pub(super) ended: bool,
}

impl Trail<'_> {
    /// The paths at which the document lay, each once.
    pub(super) fn paths(&self) -> Vec<Arc<str>> {
        let mut paths: Vec<Arc<str>> = Vec::new();
        for version in &self.versions {
            let path = &version.document.file.path;
            if !paths.contains(path) {
                paths.push(Arc::clone(path));
            }
        }
        paths
    }

    /// Which commit brought a decision, as far as the walk can tell.
    pub(super) fn brought(&self, sought: &Sought<'_>) -> Brought {
        match sought.first.map(|at| &self.versions[at].brought) {
            Some(Some((_, commit))) => Brought::By(Arc::clone(commit)),
            Some(None) => Brought::Uncommitted,
            None => Brought::Older,
        }
    }

    fn is_open(&self) -> bool {
        let open = |it: &Sought<'_>| it.first.is_none() || (it.own && it.based_on.is_none());
        !self.ended && self.versions.len() < MAX_VERSIONS && self.sought.iter().any(open)
    }

    /// Takes an older version in.
    fn push(&mut self, document: Document) {
        let at = self.versions.len();
        for sought in &mut self.sought {
            let judged = sought.judged;
            if sought.own && sought.based_on.is_none() && bears(&document, judged) {
                sought.based_on = Some(at);
            }
            if sought.first.is_none() && !holds(&document, judged) {
                sought.first = Some(at - 1);
            }
        }
        self.versions.push(Version {
            document,
            brought: None,
        });
    }

    /// There is nothing older: the last version is where the document began.
    fn end(&mut self) {
        self.ended = true;
        let last = self.versions.len() - 1;
        for sought in &mut self.sought {
            sought.first = sought.first.or(Some(last));
        }
    }

    /// Takes in what a commit changed.
    fn step(&mut self, files: Files<'_>, changes: &[Changed], commit: &Touch) {
        let last = self.versions.len() - 1;
        let like = self.versions[last].document.clone();
        let touched = changes.binary_search_by(|change| change.path.as_str().cmp(&like.file.path));
        if touched.is_err() {
            return;
        }
        self.versions[last].brought = Some(commit.clone());
        match files.before(&like, changes) {
            Some(older) => self.push(older),
            None => self.end(),
        }
    }
}

/// Whether a version bears the basis that is written down.
pub(super) fn bears(document: &Document, judged: &Judged) -> bool {
    let content = judged.what.content(document);
    content.is_some_and(|content| judged.recorded.as_deref() == Some(&*basis::digest(&content)))
}

/// Whether a version holds a decision: by the same person, of the same day, with the same basis.
pub(super) fn holds(document: &Document, judged: &Judged) -> bool {
    let on = judged.on.map(|on| on.to_string());
    let same = |node: &Node| {
        let text = |key: &str| node.get(key).and_then(Node::text);
        text("by") == judged.by.as_deref()
            && text("on") == on.as_deref()
            && text("basis") == judged.recorded.as_deref()
    };
    match judged.field.split_once('[') {
        Some((list, _)) => document
            .node
            .at(list)
            .is_some_and(|it| it.items().iter().any(same)),
        None => document.node.at(&judged.field).is_some_and(same),
    }
}

/// What the walk found.
pub(super) struct Walk<'a> {
    /// The versions of each document, by its index.
    pub(super) trails: BTreeMap<usize, Trail<'a>>,
    /// The newest commit that changed each file, as far as the walk went.
    pub(super) touched: BTreeMap<String, Touch>,
    /// History ends early: the clone is shallow, or it is longer than what is looked at.
    pub(super) cut: bool,
    /// A commit with several parents was passed, so that there is more history than was seen.
    pub(super) merged: bool,
}

impl<'a> Walk<'a> {
    /// Walks until everything is found, or history ends.
    pub(super) fn new(ground: &Ground<'_>, stale: &[&'a Judged]) -> Self {
        let mut walk = Self {
            trails: BTreeMap::new(),
            touched: BTreeMap::new(),
            cut: false,
            merged: false,
        };
        for judged in stale {
            let document = &ground.linked.model.documents[judged.document];
            let begin = || Trail {
                versions: vec![Version {
                    document: document.clone(),
                    brought: None,
                }],
                sought: Vec::new(),
                ended: false,
            };
            let trail = walk.trails.entry(judged.document).or_insert_with(begin);
            trail.sought.push(Sought {
                judged,
                own: judged.what.content(document).is_some(),
                based_on: None,
                first: None,
            });
        }
        let files = Files {
            past: ground.past,
            store: ground.store,
        };
        walk.enter(files);
        walk.descend(files);
        walk
    }

    /// The trail of a decision's document, and what was sought for it.
    pub(super) fn of(&self, judged: &Judged) -> (&Trail<'a>, &Sought<'a>) {
        let trail = &self.trails[&judged.document];
        let sought = trail
            .sought
            .iter()
            .find(|it| it.judged.field == judged.field);
        (
            trail,
            sought.expect("internal error: every stale decision is sought"),
        )
    }

    /// From what is judged to the commit that it stands on: they differ where something is not committed.
    fn enter(&mut self, files: Files<'_>) {
        let mut all: Option<Vec<Changed>> = None;
        for trail in self.trails.values_mut() {
            let now = trail.versions[0].document.clone();
            let path = Arc::clone(&now.file.path);
            let committed = files.past.content_at(files.past.head(), &path);
            if committed.is_some() && committed == now.file.id {
                continue;
            }
            let there = committed.and_then(|id| files.document(&now, &path, id));
            let there = there.or_else(|| {
                let all = all.get_or_insert_with(|| moved(files));
                files.before(&now, all)
            });
            match there {
                Some(there) if there.file.text == now.file.text && there.file.path == path => {}
                Some(there) => trail.push(there),
                None => trail.end(),
            }
        }
    }

    fn descend(&mut self, files: Files<'_>) {
        let mut commit = files.past.commit(files.past.head()).map(Arc::new);
        let mut depth = 0;
        while let Some(here) = commit.take() {
            if !self.trails.values().any(Trail::is_open) {
                return;
            }
            self.merged |= here.parents.len() > 1;
            let older = match here.parents.first() {
                Some(parent) => files.past.commit(parent).map(Arc::new),
                None => return self.begin_at(&(depth, here)),
            };
            let changes = older
                .as_ref()
                .and_then(|older| self.changes(files, older, &here));
            let Some(changes) = changes else { break };
            let touch = (depth, Arc::clone(&here));
            for change in &changes {
                let first = || touch.clone();
                self.touched
                    .entry(change.path.clone())
                    .or_insert_with(first);
            }
            let open = self.trails.values_mut().filter(|trail| trail.is_open());
            open.for_each(|trail| trail.step(files, &changes, &touch));
            depth += 1;
            commit = older;
        }
        self.cut = true;
    }

    fn changes(&self, files: Files<'_>, older: &Commit, newer: &Commit) -> Option<Vec<Changed>> {
        files.past.changes(Some(&older.id), &newer.id).ok()
    }

    /// The root of the history brought whatever is still there.
    fn begin_at(&mut self, touch: &Touch) {
        for trail in self.trails.values_mut().filter(|trail| trail.is_open()) {
            let last = trail.versions.len() - 1;
            trail.versions[last].brought = Some(touch.clone());
            trail.end();
        }
    }
}

/// Every file of the commit that is judged, as something that changed: where a document may have stood
/// before it was moved.
fn moved(files: Files<'_>) -> Vec<Changed> {
    let all = files
        .past
        .changes(None, files.past.head())
        .unwrap_or_default();
    let swapped = all.into_iter().map(|change| Changed {
        old: change.new,
        new: None,
        ..change
    });
    swapped.collect()
}
