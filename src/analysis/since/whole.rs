//! What changed since an exclusion or a signature under the whole, which are based on many documents.

use super::compare::{Difference, Step, differences, shortened};
use super::ground::{Ground, Since};
use super::place::{Files, Touch};
use super::prose::name;
use super::trail::{Sought, Trail, Walk, holds};
use crate::assess::assessment::Assessment;
use crate::assess::basis;
use crate::assess::decision::{Judged, What};
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use crate::text::commit::Commit;
use crate::text::proof::Change;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What changed since a decision.
pub(super) fn since(
    ground: &Ground<'_>,
    walk: &Walk<'_>,
    trail: &Trail<'_>,
    sought: &Sought<'_>,
) -> Since {
    let Some(first) = sought.first else {
        return Since::Changed(Vec::new());
    };
    let files = Files {
        past: ground.past,
        store: ground.store,
    };
    let judged = sought.judged;
    let document = &trail.versions[first].document;
    let brought = trail.versions[first].brought.as_ref();
    let (mut seen, mut opened) = (BTreeSet::new(), false);
    for commit in candidates(files, document, judged, brought) {
        if !seen.insert(commit.id.clone()) {
            continue;
        }
        let Some(linked) = (ground.state_at)(&commit.id) else {
            continue;
        };
        opened = true;
        if let Some(then) = content_then(&linked.model, ground, judged, &commit) {
            let model = &ground.linked.model;
            let now = ground
                .assessment
                .content(model, judged.what, &trail.versions[0].document);
            let origins = Origins {
                files,
                walk,
                models: [model, &linked.model],
                judged,
                since: brought.map_or(usize::MAX, |(depth, _)| *depth),
            };
            let found = differences(&then, &now);
            return Since::Changed(found.iter().map(|it| origins.change(it)).collect());
        }
    }
    if opened {
        Since::Baseless
    } else {
        Since::Changed(Vec::new())
    }
}

/// The commits whose state may be what was decided on: the one that brought the decision, on its own
/// branch too, and what it was made on top of.
fn candidates(
    files: Files<'_>,
    document: &Document,
    judged: &Judged,
    brought: Option<&Touch>,
) -> Vec<Arc<Commit>> {
    let past = files.past;
    let Some((_, merge)) = brought else {
        return past.commit(past.head()).map(Arc::new).into_iter().collect();
    };
    let paths = [Arc::clone(&document.file.path)];
    let there = |id: &str| {
        files
            .at(document, id, &paths)
            .is_some_and(|it| holds(&it, judged))
    };
    let origin = files.origin(merge, &there);
    let parents = [&origin, merge]
        .map(|commit| commit.parents.clone())
        .concat();
    let parents = parents
        .iter()
        .filter_map(|id| past.commit(id))
        .map(Arc::new);
    [Arc::clone(&origin), Arc::clone(merge)]
        .into_iter()
        .chain(parents)
        .collect()
}

/// What the decision was based on, when a state bears it: as of the day of the decision, or of the commit.
fn content_then(
    model: &Model,
    ground: &Ground<'_>,
    judged: &Judged,
    commit: &Commit,
) -> Option<Json> {
    let document = &ground.linked.model.documents[judged.document];
    let mut days = vec![Date(commit.date), ground.assessment.as_of];
    days.extend(judged.on);
    days.iter().rev().find_map(|day| {
        let content = Assessment::new(model, *day).content(model, judged.what, document);
        (judged.recorded.as_deref() == Some(&*basis::digest(&content))).then_some(content)
    })
}

/// Where parts of what was decided on come from.
struct Origins<'a> {
    files: Files<'a>,
    walk: &'a Walk<'a>,
    /// The documents now, and then.
    models: [&'a Model; 2],
    judged: &'a Judged,
    /// How many commits back the decision was brought: only what is newer can have changed it.
    since: usize,
}

impl Origins<'_> {
    fn change(&self, difference: &Difference) -> Change {
        let (from, to) = shortened(difference);
        let documents = self.documents(difference);
        Change {
            field: name(self.judged.what, &difference.path),
            from,
            to,
            commit: self.commit(&documents),
        }
    }

    /// The documents that a part is computed from.
    fn documents(&self, difference: &Difference) -> Vec<&Document> {
        let keys: Vec<&str> = difference.path.iter().map(key).collect();
        let subject = |kind: Kind, id: &str| vec![(kind, id.to_owned())];
        let wanted = match (self.judged.what, keys.as_slice()) {
            (What::Soa, [control, "reasons", sort, ..]) => match reasons(difference, sort) {
                given if given.is_empty() => subject(Kind::Control, control),
                given => given,
            },
            (What::Soa, [control, ..]) => subject(Kind::Control, control),
            (What::Rtp, [risk, ..]) => subject(Kind::Risk, risk),
            (_, ["risks"]) => named(difference, &[Kind::Risk]),
            (_, ["obligations"]) => named(difference, &[Kind::Obligation]),
            (_, ["assets"]) => named(difference, &[Kind::Asset]),
            _ => {
                let own = &self.models[0].documents[self.judged.document];
                subject(own.kind, &own.id)
            }
        };
        let find = |(kind, id): &(Kind, String)| {
            let in_model = |model: &'_ &Model| {
                let mut all = model.documents.iter();
                all.position(|it| it.kind == *kind && *it.id == **id)
            };
            let at = self.models.map(|model| in_model(&model));
            let [now, then] =
                [0, 1].map(|side| at[side].map(|at| &self.models[side].documents[at]));
            [now, then]
        };
        wanted.iter().flat_map(find).flatten().collect()
    }

    /// The newest commit since the decision that changed the file of one of these documents; `None` when
    /// one of them is not committed as it is.
    fn commit(&self, documents: &[&Document]) -> Option<Arc<Commit>> {
        let past = self.files.past;
        let is_committed = |path: &str| {
            let now = self.models[0]
                .documents
                .iter()
                .find(|it| &*it.file.path == path);
            let head = past.content_at(past.head(), path);
            match (now, head) {
                (Some(now), Some(head)) if now.file.id == Some(head) => true,
                (Some(now), Some(head)) => {
                    let text = past.text(&Arc::from(path), head);
                    text.is_ok_and(|text| text.text == now.file.text)
                }
                (None, None) => true,
                _ => false,
            }
        };
        let paths: BTreeSet<&str> = documents.iter().map(|it| &*it.file.path).collect();
        if !paths.iter().all(|path| is_committed(path)) {
            return None;
        }
        let touches = paths
            .iter()
            .filter_map(|path| Some((*path, self.walk.touched.get(*path)?)));
        let newest = touches.min_by_key(|(_, (depth, _))| *depth);
        let (path, (_, commit)) = newest.filter(|(_, (depth, _))| *depth < self.since)?;
        let content = past.content_at(&commit.id, path);
        Some(
            self.files
                .origin(commit, &|id| past.content_at(id, path) == content),
        )
    }
}

fn key(step: &Step) -> &str {
    match step {
        Step::Key(key) | Step::Item(key) => key,
    }
}

/// The documents that give, or gave, reasons of one sort.
fn reasons(difference: &Difference, sort: &str) -> Vec<(Kind, String)> {
    match sort {
        "risk" => named(difference, &[Kind::Risk]),
        "legal" | "contractual" => named(difference, &[Kind::Obligation]),
        "business" => named(difference, &[Kind::InterestedParty]),
        _ => Vec::new(),
    }
}

/// The ids in a list that were added or taken away, as documents of these kinds.
fn named(difference: &Difference, kinds: &[Kind]) -> Vec<(Kind, String)> {
    let ids = |side: &Option<Json>| -> BTreeSet<String> {
        let items = side.as_ref().and_then(Json::as_array).into_iter().flatten();
        items
            .filter_map(|id| Some(id.as_str()?.to_owned()))
            .collect()
    };
    let (from, to) = (ids(&difference.from), ids(&difference.to));
    let changed = from.symmetric_difference(&to);
    let each = |id: &String| {
        kinds
            .iter()
            .map(|kind| (*kind, id.clone()))
            .collect::<Vec<_>>()
    };
    changed.flat_map(each).collect()
}
