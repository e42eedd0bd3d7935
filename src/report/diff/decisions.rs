//! What happened to decisions: made, renewed, gone stale, expired, withdrawn; and reviews that were held.

use super::change::{FieldChange, FromTo};
use super::content::{changed_fields, equal};
use super::pairs::{Pair, Pairs};
use super::side::Side;
use crate::assess::decision::{Judged, State, What};
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::risk::Risk;
use crate::model::scalar::Date;
use crate::report::input::Inputs;
use crate::report::place::Source;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// What happened to a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Turn {
    /// What it was based on has changed.
    Stale,
    /// Its time is over.
    Expired,
    /// It is not there any more.
    Withdrawn,
    /// It is there, and holds no more for another reason.
    Void,
    /// It is new.
    Made,
    /// It was taken again.
    Renewed,
    /// It holds again without being taken again.
    Restored,
    /// Its end was moved.
    Moved,
    /// A document was reviewed.
    Reviewed,
}

/// A decision that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionChange {
    /// What was decided, in words: `acceptance`, `approval of the plan`, …
    pub what: &'static str,
    /// `kind/id` of the document that holds it.
    pub subject: String,
    /// What that document is called.
    pub title: String,
    /// What happened.
    pub turn: Turn,
    /// Whether it holds on both sides.
    pub state: FromTo<State>,
    /// Who decided.
    pub by: Option<String>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds, on both sides.
    pub until: FromTo<Date>,
    /// Id of the level that an acceptance is for.
    pub level: Option<String>,
    /// Why it does not hold, in words.
    pub why: Option<String>,
    /// Fields that are not any more what it was based on, as far as that is known.
    pub fields: Vec<String>,
    /// Where it is written, or was.
    pub source: Source,
    /// The field in which it stands.
    #[serde(skip)]
    place: String,
}

/// The places of decisions of which something is told, by subject: that their fields differ says no more.
#[derive(Debug, Default)]
pub struct Told(BTreeMap<String, Vec<String>>);

impl Told {
    /// What these changes tell of.
    pub fn of(changes: &[DecisionChange]) -> Self {
        let mut places = BTreeMap::<String, Vec<String>>::new();
        for change in changes {
            let place = change.place.split('[').next().unwrap_or_default();
            let of = places.entry(change.subject.clone()).or_default();
            of.push(place.to_owned());
        }
        Self(places)
    }

    /// The changed fields of a document without those of decisions that are told.
    pub fn rest(&self, document: &Document, mut fields: Vec<FieldChange>) -> Vec<FieldChange> {
        if fields.is_empty() {
            return fields;
        }
        let within = |field: &str, place: &String| {
            let rest = field.strip_prefix(place.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if let Some(places) = self.0.get(&document.subject()) {
            fields.retain(|change| !places.iter().any(|place| within(&change.field, place)));
        }
        fields
    }
}

/// Compares the decisions of both sides.
pub fn decisions(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs) -> Vec<DecisionChange> {
    let (old, new) = (latest(before.inputs), latest(after.inputs));
    let from: BTreeMap<usize, usize> = pairs
        .both
        .iter()
        .map(|pair| (pair.after, pair.before))
        .collect();
    let mut found = Vec::new();
    for (&(at, what), judged) in &new {
        let former = from.get(&at).copied();
        let was = former.and_then(|former| old.get(&(former, what)).copied());
        // What could not be read whole on the base side was judged by nobody, and may stand there all the same.
        let broken = former.map(|former| &before.inputs.model.documents[former]);
        if broken.is_some_and(|broken| !broken.is_whole() && stands(broken, judged, after, pairs)) {
            continue;
        }
        found.extend(between(before.inputs, after.inputs, was, judged, pairs));
    }
    for pair in &pairs.both {
        found.extend(withdrawn(*pair, &old, &new, before.inputs, after.inputs));
        found.extend(reviewed(*pair, before.inputs, after.inputs));
    }
    found.sort_by(|a, b| (a.turn, a.what, &a.subject).cmp(&(b.turn, b.what, &b.subject)));
    found
}

type Latest<'a> = BTreeMap<(usize, What), &'a Judged>;

/// The latest decision of each sort in each document: the one that counts.
fn latest<'a>(inputs: &Inputs<'a>) -> Latest<'a> {
    let mut found = Latest::new();
    for judged in &inputs.assessment.decisions {
        let kept = found
            .entry((judged.document, judged.what))
            .or_insert(judged);
        if judged.on > kept.on {
            *kept = judged;
        }
    }
    found
}

/// Whether a document has what was judged, word for word.
fn stands(former: &Document, judged: &Judged, after: &Side<'_>, pairs: &Pairs) -> bool {
    let document = &after.inputs.model.documents[judged.document];
    let both = former.node.at(&judged.field);
    let both = both.zip(document.node.at(&judged.field));
    both.is_some_and(|(was, is)| equal(was, is, &pairs.renames))
}

fn between(
    before: &Inputs<'_>,
    after: &Inputs<'_>,
    was: Option<&Judged>,
    is: &Judged,
    pairs: &Pairs,
) -> Option<DecisionChange> {
    let by = |judged: &Judged| judged.by.as_deref().map(|by| pairs.renames.now(by));
    let turn = match was {
        None => Turn::Made,
        Some(was) if (was.on, by(was)) != (is.on, is.by.clone()) => Turn::Renewed,
        Some(was) => match (was.state, is.state) {
            (a, b) if a == b && was.until == is.until => return None,
            (a, b) if a == b => Turn::Moved,
            (_, State::Stale) => Turn::Stale,
            (_, State::Expired) => Turn::Expired,
            (_, State::None) => Turn::Void,
            (_, State::Valid) => Turn::Restored,
        },
    };
    let document = &after.model.documents[is.document];
    Some(DecisionChange {
        what: word(is.what),
        subject: document.subject(),
        title: title(after, document),
        turn,
        state: FromTo {
            from: was.map(|was| was.state),
            to: Some(is.state),
        },
        by: is.by.clone(),
        on: is.on,
        until: FromTo {
            from: was.and_then(|was| was.until),
            to: is.until,
        },
        level: level(document, is.what),
        why: is.why.clone(),
        fields: match turn {
            Turn::Stale => fields(before, after, was, is, pairs),
            _ => Vec::new(),
        },
        source: Source::at(document, &is.field),
        place: is.field.clone(),
    })
}

/// The fields that made a decision stale: what git says of them, else what differs between the sides.
fn fields(
    before: &Inputs<'_>,
    after: &Inputs<'_>,
    was: Option<&Judged>,
    is: &Judged,
    pairs: &Pairs,
) -> Vec<String> {
    let document = &after.model.documents[is.document];
    let proof = after.proofs.of(&document.subject(), &is.field);
    let proved: Vec<String> = proof
        .iter()
        .flat_map(|proof| proof.changes.iter().map(|change| change.field.clone()))
        .collect();
    let Some(was) = was.filter(|_| proved.is_empty()) else {
        return proved;
    };
    let former = &before.model.documents[was.document];
    let changed = changed_fields(former, document, &pairs.renames);
    let based = |field: &String| {
        const NEVER: &[&str] = &[
            "notes",
            "tags",
            "description",
            "review",
            "treatment.approval",
            "treatment.acceptance",
            "approvals",
            "approval",
        ];
        !NEVER.iter().any(|never| {
            field
                .strip_prefix(never)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    let mut fields: Vec<String> = changed
        .into_iter()
        .map(|change| change.field)
        .filter(based)
        .collect();
    if !super::content::same_text(former, document) {
        fields.push("text".to_owned());
    }
    fields
}

fn withdrawn(
    pair: Pair,
    old: &Latest<'_>,
    new: &Latest<'_>,
    before: &Inputs<'_>,
    after: &Inputs<'_>,
) -> Vec<DecisionChange> {
    let document = &after.model.documents[pair.after];
    if !document.is_whole() {
        return Vec::new();
    }
    let gone = old
        .range((pair.before, What::Plan)..=(pair.before, What::Rtp))
        .filter(|((_, what), _)| !new.contains_key(&(pair.after, *what)));
    let one = |what: What, judged: &Judged| DecisionChange {
        what: word(what),
        subject: document.subject(),
        title: title(after, document),
        turn: Turn::Withdrawn,
        state: FromTo {
            from: Some(judged.state),
            to: None,
        },
        by: judged.by.clone(),
        on: judged.on,
        until: FromTo {
            from: judged.until,
            to: None,
        },
        level: level(&before.model.documents[pair.before], what),
        why: None,
        fields: Vec::new(),
        source: Source::of(document),
        place: judged.field.clone(),
    };
    gone.map(|((_, what), judged)| one(*what, judged)).collect()
}

/// The latest review of a document, when there was none of that day before, or when it is gone.
fn reviewed(pair: Pair, before: &Inputs<'_>, after: &Inputs<'_>) -> Option<DecisionChange> {
    let document = &after.model.documents[pair.after];
    let last = |document: &Document| {
        let done = document.node.at("review.done")?.items().iter();
        let day = |node: &crate::syntax::node::Node| node.get("on")?.text()?.parse::<Date>().ok();
        done.filter_map(|one| {
            Some((
                day(one)?,
                one.get("by").and_then(|by| by.text()).map(str::to_owned),
            ))
        })
        .max_by_key(|(on, _)| *on)
    };
    let (is, was) = (last(document), last(&before.model.documents[pair.before]));
    let day = |review: &Option<(Date, Option<String>)>| review.as_ref().map(|(on, _)| *on);
    let (turn, (on, by)) = match day(&is).cmp(&day(&was)) {
        Ordering::Greater => (Turn::Reviewed, is?),
        Ordering::Less if document.is_whole() => (Turn::Withdrawn, was?),
        _ => return None,
    };
    let until = FromTo {
        from: None,
        to: None,
    };
    Some(DecisionChange {
        what: "review",
        subject: document.subject(),
        title: title(after, document),
        turn,
        state: FromTo {
            from: None,
            to: None,
        },
        by,
        on: Some(on),
        until,
        level: None,
        why: None,
        fields: Vec::new(),
        source: Source::at(document, "review"),
        place: "review.done".to_owned(),
    })
}

/// What a document is called; a control of the catalog has the title of the catalog.
fn title(inputs: &Inputs<'_>, document: &Document) -> String {
    let control = (document.kind == Kind::Control).then_some(&*document.id);
    let row = control.and_then(|id| inputs.assessment.applicability_of(id));
    row.map_or_else(|| document.title().to_owned(), |row| row.title.clone())
}

fn level(document: &Document, what: What) -> Option<String> {
    let treatment = document.is::<Risk>()?.treatment.as_ref()?;
    let acceptance = treatment.acceptance.as_ref()?;
    match what {
        What::Acceptance | What::Endorsement => acceptance.level.as_ref().map(ToString::to_string),
        _ => None,
    }
}

/// What was decided, in words.
fn word(what: What) -> &'static str {
    match what {
        What::Plan => "approval of the plan",
        What::Acceptance => "acceptance",
        What::Endorsement => "endorsement",
        What::Policy | What::Whole => "approval",
        What::Exclusion => "exclusion",
        What::Soa => "sign-off of the Statement of Applicability",
        What::Rtp => "sign-off of the risk treatment plan",
    }
}
