//! The computed levels of a risk around each commit that changed it or a control of its treatment.

use crate::analysis::life::{Start, Whole};
use crate::analysis::versions::{Held, Step};
use crate::assess::assessment::Assessment;
use crate::assess::known::Known;
use crate::assess::method::Reading;
use crate::command::session::Session;
use crate::model::Kind;
use crate::model::scalar::Date;
use crate::report::log::{Event, LevelChange, Log, What, event};
use crate::syntax::node::Node;
use crate::text::commit::Commit;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Levels are computed around no more commits than these, the newest.
const COMPUTED: usize = 200;

/// The fields of a control that decide how much it counts.
const WEIGHS: [&str; 4] = ["status", "applicable", "implementations", "tests"];

/// Titles of the inherent, current and target level.
type Titles = [Option<String>; 3];

const READINGS: [&str; 3] = ["inherent", "current", "target"];

/// Adds the levels to the events of a risk, and the changes of controls that moved them.
pub(super) fn add(session: &Session, id: &str, whole: &Whole, log: &mut Log) -> Result<()> {
    let mut others: Vec<(Option<Arc<Commit>>, Event)> = Vec::new();
    for control in controls(whole) {
        others.extend(control_events(session, &control)?);
    }
    let mut computer = Computer {
        session,
        id,
        states: BTreeMap::new(),
    };
    let own = whole.life.steps.iter().map(|step| step.commit.clone());
    let commits = order(own.chain(others.iter().map(|(commit, _)| commit.clone())));
    let ids = commits
        .iter()
        .map(|commit| commit.as_ref().map(|commit| commit.id.clone()));
    let place: HashMap<Option<String>, usize> = ids.zip(0..).collect();
    log.not_computed = commits.len().saturating_sub(COMPUTED);
    let mut moved: BTreeMap<Option<String>, Vec<LevelChange>> = BTreeMap::new();
    for commit in commits.into_iter().take(COMPUTED) {
        let change = computer.around(commit.as_deref());
        if !change.is_empty() {
            moved.insert(commit.map(|commit| commit.id.clone()), change);
        }
    }
    let key = |event: &Event| event.commit.as_ref().map(|commit| commit.id.clone());
    // What was there when the risk came moved nothing.
    let born = log
        .events
        .iter()
        .filter(|event| event.what == What::Created);
    let born: BTreeSet<Option<String>> = born.map(key).collect();
    let causes = others.into_iter().map(|(_, event)| event);
    let causes = causes.filter(|event| {
        let commit = key(event);
        moved.contains_key(&commit) && !born.contains(&commit)
    });
    log.events.extend(causes);
    // Within a commit the risk itself comes first.
    log.events
        .sort_by_cached_key(|event| (place.get(&key(event)).copied(), event.other.clone()));
    for event in &mut log.events {
        if let Some(levels) = moved.remove(&key(event)) {
            event.levels = levels;
        }
    }
    Ok(())
}

/// Each commit once, newest first; what is not committed is newest. Those of one second stay as the history
/// was walked.
fn order(commits: impl Iterator<Item = Option<Arc<Commit>>>) -> Vec<Option<Arc<Commit>>> {
    let mut seen = BTreeSet::new();
    let once = |commit: &Option<Arc<Commit>>| seen.insert(commit.as_ref().map(|it| it.id.clone()));
    let mut commits: Vec<Option<Arc<Commit>>> = commits.filter(once).collect();
    commits.sort_by_key(|commit| {
        let seconds = commit.as_ref().map_or(i64::MAX, |commit| commit.seconds);
        std::cmp::Reverse(seconds)
    });
    commits
}

/// The controls that any version of the risk names.
fn controls(whole: &Whole) -> BTreeSet<String> {
    let states = |step: &Step| [step.before.clone(), step.after.clone()];
    let states = whole.life.steps.iter().flat_map(states).flatten();
    let mut found = BTreeSet::new();
    for state in states {
        let Some(node) = state.document().map(|document| &document.node) else {
            continue;
        };
        let listed = node.at("treatment.controls").map_or(&[][..], Node::items);
        let listed = listed.iter().filter_map(|item| item.get("control"));
        let relied = ["stated.current.relies_on", "stated.target.relies_on"];
        let relied = relied.iter().filter_map(|field| node.at(field));
        let ids = listed.chain(relied.flat_map(Node::items));
        found.extend(ids.filter_map(Node::text).map(str::to_owned));
    }
    found
}

/// What changed how much a control counts.
fn control_events(session: &Session, id: &str) -> Result<Vec<(Option<Arc<Commit>>, Event)>> {
    let Some(control) = session.linked.model.find(Kind::Control, id) else {
        return Ok(Vec::new());
    };
    let start = Start::Standing(control, session.repo.is_worktree());
    let whole = session.life(&start)?;
    let each = whole.life.steps.iter().filter_map(|step| {
        let mut event = event(step)?;
        let weighs =
            |field: &str| WEIGHS.contains(&field.split(['.', '[']).next().unwrap_or(field));
        event.changes.retain(|change| weighs(&change.field));
        event.decisions.clear();
        event.moved_from = None;
        event.other = Some(control.subject());
        let both = [&step.before, &step.after];
        let whole = both
            .iter()
            .all(|held| held.as_ref().and_then(Held::document).is_some());
        let counts = !event.changes.is_empty() || !whole;
        counts.then(|| (step.commit.clone(), event))
    });
    Ok(each.collect())
}

struct Computer<'s> {
    session: &'s Session,
    id: &'s str,
    /// What was computed, by commit and day.
    states: BTreeMap<(String, Date), Titles>,
}

impl Computer<'_> {
    /// The levels that differ between a commit and its first parent, both judged as of the day of the
    /// commit, so that no passing of time is laid to its charge.
    fn around(&mut self, commit: Option<&Commit>) -> Vec<LevelChange> {
        let (from, to) = match commit {
            Some(commit) => {
                let day = Date(commit.date);
                let parent = commit.parents.first().cloned();
                let from = parent.map(|parent| self.at(&parent, day));
                (from.unwrap_or_default(), self.at(&commit.id, day))
            }
            None => {
                let day = self.session.as_of;
                let head = self.session.snapshot.revision.commit.clone();
                let from = head.map(|head| self.at(&head, day));
                (from.unwrap_or_default(), titles(self.session, self.id, day))
            }
        };
        let sides = from.into_iter().zip(to).zip(READINGS);
        let moved = sides.filter(|((from, to), _)| from != to);
        moved
            .map(|((from, to), reading)| LevelChange { reading, from, to })
            .collect()
    }

    /// The levels in a commit; unknown where that state cannot be opened.
    fn at(&mut self, commit: &str, day: Date) -> Titles {
        let key = (commit.to_owned(), day);
        if let Some(known) = self.states.get(&key) {
            return known.clone();
        }
        let state = self.session.at(commit);
        let found = state.map_or_else(|_| Titles::default(), |state| titles(&state, self.id, day));
        self.states.insert(key, found.clone());
        found
    }
}

fn titles(session: &Session, id: &str, day: Date) -> Titles {
    let model = &session.linked.model;
    let assessment = Assessment::new(model, day);
    let target = model.index.get(Kind::Risk.name(), id);
    let levels = target.and_then(|target| assessment.levels.get(&target.document));
    let Some(levels) = levels else {
        return Titles::default();
    };
    let title = |reading: &Known<Reading>| {
        let method = assessment.method.as_ref().ok()?;
        let level = method.levels.get(reading.as_ref().ok()?.level)?;
        Some(level.title.clone())
    };
    [&levels.inherent, &levels.current, &levels.target].map(title)
}
