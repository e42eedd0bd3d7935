//! `isms log`: the life of one document in decisions and values, newest first.

use super::decision_change::{DecisionChange, decisions, fields};
use super::field_change::{FieldChange, changes, contents};
use super::place::Source;
use crate::analysis::life::Whole;
use crate::analysis::versions::{Held, Step};
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use crate::text::commit::{Commit, Identity};
use serde::Serialize;
use std::collections::BTreeMap;

/// The life of a document; serialised it is the contract of `log --format json`.
#[derive(Debug, Clone, Serialize)]
pub struct Log {
    /// Version of this format.
    pub version: u32,
    /// The document, such as `risk/R-002`.
    pub subject: String,
    /// What it is called, or was called last; empty where it has no name beside its subject.
    pub title: String,
    /// The day of the state from which the history is told.
    pub as_of: Date,
    /// The commit of that state, with `-dirty` when the tree differs.
    pub revision: Option<String>,
    /// Where it is written; `None` when it is gone.
    pub source: Option<Source>,
    /// What happened to it, newest first.
    pub events: Vec<Event>,
    /// The clone is shallow: what is older than the last event is not known.
    pub shallow: bool,
    /// Only so many commits before its creation were searched for an earlier document of this id;
    /// `None` when all were.
    pub searched: Option<usize>,
    /// Of so many older commits the levels were not computed; 0 when they were, or nobody asked.
    pub not_computed: usize,
    /// Names of the people and roles in the decisions, by id.
    pub names: BTreeMap<String, String>,
}

/// What a commit, or the working tree, did.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// The commit; `None` for what is not committed.
    pub commit: Option<CommitLine>,
    /// Another document whose change moved the levels; `None` for the document itself.
    pub other: Option<String>,
    /// What happened on the whole.
    pub what: What,
    /// The path of the file afterwards, or before when it is gone.
    pub path: String,
    /// The path before, when it was another one.
    pub moved_from: Option<String>,
    /// Why the file cannot be read, where it cannot.
    pub why: Option<String>,
    /// Decisions that were made, renewed, amended or withdrawn.
    pub decisions: Vec<DecisionChange>,
    /// Fields that changed; of a new document, what they say.
    pub changes: Vec<FieldChange>,
    /// Computed levels of a risk around this commit; only when they were asked for.
    pub levels: Vec<LevelChange>,
}

/// What an event is on the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// The document appeared.
    Created,
    /// It was there in the oldest commit that a shallow clone holds; since when is not known.
    Oldest,
    /// It says something else.
    Changed,
    /// It stands in another file, and says the same.
    Moved,
    /// It is gone.
    Deleted,
    /// Its file cannot be read from this commit on.
    Unreadable,
    /// Its file can be read again.
    Readable,
}

impl What {
    /// Whether nothing older is told, so that all that the document says is new.
    pub fn is_first(self) -> bool {
        matches!(self, Self::Created | Self::Oldest)
    }
}

/// A commit as a log shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitLine {
    /// Its full id.
    pub id: String,
    /// The first digits of it, which people read.
    pub short: String,
    /// The first line of its message.
    pub subject: String,
    /// Who wrote the change, as `.mailmap` resolves them.
    pub author: Identity,
    /// The day on which the commit was made (its committer date in UTC).
    pub on: Date,
    /// It has several parents.
    pub merge: bool,
}

impl From<&Commit> for CommitLine {
    fn from(commit: &Commit) -> Self {
        Self {
            id: commit.id.clone(),
            short: commit.short().to_owned(),
            subject: commit.subject().to_owned(),
            author: commit.author.clone(),
            on: Date(commit.date),
            merge: commit.parents.len() > 1,
        }
    }
}

/// A computed level of a risk around a commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelChange {
    /// `inherent`, `current` or `target`.
    pub reading: &'static str,
    /// The title of the level in the first parent of the commit; `None` when the risk was not there or
    /// the level is unknown.
    pub from: Option<String>,
    /// The title of the level in the commit; `None` when the risk is gone or the level is unknown.
    pub to: Option<String>,
}

/// Which document a log is about, and in which state.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// The document, such as `risk/R-002`.
    pub subject: String,
    /// The documents of the state, for names.
    pub model: &'a Model,
    /// The document as it stands; `None` when it is gone.
    pub standing: Option<&'a Document>,
    /// The day.
    pub as_of: Date,
    /// The commit of the state.
    pub revision: Option<String>,
}

/// Tells the life of a document.
pub fn log(about: &About<'_>, whole: &Whole) -> Log {
    let events: Vec<Event> = whole.life.steps.iter().filter_map(event).collect();
    let held = |step: &Step| step.after.clone().or_else(|| step.before.clone());
    let last = whole.life.steps.iter().find_map(held);
    let last = about.standing.or(last.as_ref().and_then(Held::document));
    Log {
        version: 1,
        subject: about.subject.clone(),
        title: last.map(title).unwrap_or_default(),
        as_of: about.as_of,
        revision: about.revision.clone(),
        source: about.standing.map(Source::of),
        names: names(about, &events),
        events,
        shallow: whole.life.cut,
        searched: whole.searched,
        not_computed: 0,
    }
}

/// What a document is called; empty where that says no more than its subject.
fn title(document: &Document) -> String {
    let title = document.title();
    if title != &*document.id && title != document.kind.name() {
        return title.to_owned();
    }
    let control = ANNEX_A.control(&document.id);
    let control = control.filter(|_| document.kind == Kind::Control);
    control.map_or_else(String::new, |control| control.title.to_string())
}

/// What a step did; `None` when neither side of it can be read.
pub fn event(step: &Step) -> Option<Event> {
    let path = |held: &Held| held.path().to_string();
    let (before, after) = (step.before.as_ref(), step.after.as_ref());
    let now = after.or(before)?;
    let documents = (
        before.and_then(Held::document),
        after.and_then(Held::document),
    );
    let (decided, changed) = match documents {
        (_, None) => (Vec::new(), Vec::new()),
        (None, Some(new)) => (decisions(None, &new.node), first(new)),
        (Some(old), Some(new)) => (
            decisions(Some(&old.node), &new.node),
            changes(old, new, &fields(&[&old.node, &new.node])),
        ),
    };
    let what = match what(before, after, decided.is_empty() && changed.is_empty()) {
        What::Created if step.cut => What::Oldest,
        what => what,
    };
    Some(Event {
        commit: step.commit.as_deref().map(CommitLine::from),
        other: None,
        what,
        path: path(now),
        moved_from: before.map(path).filter(|old| *old != path(now)),
        why: match after {
            Some(Held::Unread { why, .. }) => Some(why.clone()),
            _ => None,
        },
        decisions: decided,
        changes: changed,
        levels: Vec::new(),
    })
}

fn what(before: Option<&Held>, after: Option<&Held>, silent: bool) -> What {
    match (before, after) {
        (_, None) => What::Deleted,
        (_, Some(Held::Unread { .. })) => What::Unreadable,
        (None, _) => What::Created,
        (Some(Held::Unread { .. }), _) => What::Readable,
        (Some(old), Some(new)) if silent && old.path() != new.path() => What::Moved,
        _ => What::Changed,
    }
}

/// What a new document says, without what names it and without its decisions.
fn first(document: &Document) -> Vec<FieldChange> {
    let named = ["kind", "id", "title", "name"];
    let skip: Vec<&str> = named.into_iter().chain(fields(&[&document.node])).collect();
    contents(document, &skip)
}

/// What people and roles that decided are called.
fn names(about: &About<'_>, events: &[Event]) -> BTreeMap<String, String> {
    let decided = events.iter().flat_map(|event| &event.decisions);
    let ids = decided.filter_map(|decision| decision.by.as_ref());
    let kinds = [Kind::Person, Kind::Role];
    let name = |id: &String| {
        let found = kinds.iter().find_map(|kind| about.model.find(*kind, id))?;
        Some((id.clone(), found.title().to_owned()))
    };
    ids.filter_map(name).collect()
}
