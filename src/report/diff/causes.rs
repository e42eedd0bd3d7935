//! Why the levels of a risk differ between two sides: each cause is tried alone, by computing the levels
//! of one side with what the other side says in its place.

use super::change::FieldChange;
use super::content::{Renames, changed_fields, equal};
use super::reading::{Reading, Shift, reading};
use crate::assess::effect::{Effect, Standing, bare};
use crate::assess::known::Known;
use crate::assess::level::{Ground, Levels, levels};
use crate::model::common::ActionStatus;
use crate::model::control::Status;
use crate::model::document::Whole;
use crate::model::graph::Model;
use crate::model::risk::{Risk, SharedWith, TreatmentAction, TreatmentControl};
use crate::model::risk_method::RiskMethod;
use crate::model::scalar::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// What sort of thing moved the levels of a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Somebody edited the risk.
    Edit,
    /// A control counts for more or less than before.
    Control,
    /// An action was done, or is open again.
    Action,
    /// Sharing began, or its time is over.
    Sharing,
    /// The risk method changed.
    Method,
    /// Something could not be read on one side.
    Unread,
    /// Anything else that it depends on, such as the place of an asset.
    Other,
}

/// One cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cause {
    /// What sort of thing.
    pub sort: Sort,
    /// Which: a field, the id of a control or action, the partner that the risk is shared with.
    pub what: String,
    /// How that was.
    pub from: Option<String>,
    /// How it is.
    pub to: Option<String>,
    /// What it does to today's reading alone; `None` when it does not move that, or only together
    /// with other causes.
    pub alone: Option<Shift>,
}

/// A risk on one side, with what its levels come from.
#[derive(Clone, Copy)]
pub struct Stand<'a> {
    /// The risk.
    pub risk: Whole<'a, Risk>,
    /// What its levels are computed from.
    pub ground: Ground<'a>,
    /// Its levels.
    pub levels: &'a Levels,
}

/// The fields of a risk that its levels are computed from.
const COUNTED: &[&str] = &[
    "assets",
    "affects",
    "inherent",
    "stated",
    "treatment.options",
    "treatment.controls",
    "treatment.actions",
    "treatment.shared_with",
];

/// Whether two outcomes read the same, likelihood and impact too; levels by id, for methods may differ.
fn moved(a: (&Levels, Ground<'_>), b: (&Levels, Ground<'_>)) -> bool {
    let each = |(levels, ground): (&Levels, Ground<'_>)| {
        [&levels.inherent, &levels.current, &levels.target].map(|known| {
            reading(known, ground.method).map(|one| (one.likelihood, one.impact, one.level))
        })
    };
    each(a) != each(b)
}

/// Today's reading in words of its method.
fn today(levels: &Levels, ground: Ground<'_>) -> Option<Reading> {
    reading(&levels.current, ground.method)
}

/// Why the readings of a risk differ; empty when they do not.
pub fn causes(before: Stand<'_>, after: Stand<'_>, renames: &Renames) -> Vec<Cause> {
    if !moved((before.levels, before.ground), (after.levels, after.ground)) {
        return Vec::new();
    }
    let mut found = unread(before, after);
    if !found.is_empty() {
        return found;
    }
    found.extend(method(before, after));
    found.extend(inside(before, after, renames));
    let (moving, idle): (Vec<_>, Vec<_>) = controls(before, after)
        .into_iter()
        .partition(|control| control.moves);
    // What moves nothing alone may do so together with others, when nothing else explains it.
    let together = moving.is_empty() && found.is_empty();
    let named = if together { idle } else { moving };
    found.extend(named.into_iter().map(|control| control.cause));
    if found.is_empty() {
        found.push(Cause {
            sort: Sort::Other,
            what: "something that it depends on".to_owned(),
            from: None,
            to: None,
            alone: None,
        });
    }
    found.sort_by(|a, b| (a.sort, &a.what).cmp(&(b.sort, &b.what)));
    found
}

/// Why a reading is unknown on one side.
fn unread(before: Stand<'_>, after: Stand<'_>) -> Vec<Cause> {
    let why = |stand: Stand<'_>| {
        stand
            .levels
            .current
            .as_ref()
            .err()
            .map(|why| why.why.clone())
    };
    let (from, to) = (why(before), why(after));
    if from.is_none() && to.is_none() {
        return Vec::new();
    }
    vec![Cause {
        sort: Sort::Unread,
        what: "current".to_owned(),
        from,
        to,
        alone: None,
    }]
}

/// The method, when the new one reads the same risk otherwise.
fn method(before: Stand<'_>, after: Stand<'_>) -> Option<Cause> {
    let of = |model: &Model| {
        model
            .one::<RiskMethod>()
            .map(|method| method.document.clone())
    };
    let (old, new) = (of(before.ground.model)?, of(after.ground.model)?);
    if equal(&old.node, &new.node, &Renames::default()) {
        return None;
    }
    let ground = Ground {
        method: before.ground.method,
        ..after.ground
    };
    let other = levels(ground, after.risk, &[]);
    if !moved((&other, ground), (after.levels, after.ground)) {
        return None;
    }
    let version = |document: &crate::model::document::Document| {
        let version = document.node.get("version")?.text()?;
        Some(format!("version {version}"))
    };
    Some(Cause {
        sort: Sort::Method,
        what: "risk method".to_owned(),
        from: version(&old),
        to: version(&new),
        alone: Shift::of(today(&other, ground), today(after.levels, after.ground)),
    })
}

/// A control that counts for more or less than before.
#[derive(Debug, Clone)]
pub struct ControlCause {
    /// What it is as a cause.
    pub cause: Cause,
    /// Whether it moves any reading alone.
    pub moves: bool,
}

/// Controls that count for more or less than before, with what each does alone.
pub fn controls(before: Stand<'_>, after: Stand<'_>) -> Vec<ControlCause> {
    let ids: BTreeSet<&str> = used(after.risk.data)
        .chain(used(before.risk.data))
        .collect();
    ids.into_iter()
        .filter_map(|id| control(before, after, id))
        .collect()
}

/// The controls that a risk counts on, without the name of the primary catalog.
fn used(risk: &Risk) -> impl Iterator<Item = &str> {
    let treated = risk
        .treatment
        .iter()
        .flat_map(|treatment| &treatment.controls);
    let stated = risk
        .stated
        .iter()
        .flat_map(|stated| [&stated.current, &stated.target]);
    treated.map(|entry| bare(entry.control.id())).chain(
        stated
            .flatten()
            .flat_map(|reading| reading.relies_on.iter().map(|one| bare(one.id()))),
    )
}

fn control(before: Stand<'_>, after: Stand<'_>, id: &str) -> Option<ControlCause> {
    let effect = |stand: Stand<'_>| -> Known<Effect> {
        let assets: Vec<&str> = stand
            .risk
            .data
            .assets
            .iter()
            .map(|asset| asset.id())
            .collect();
        stand.ground.controls.effect(id, &assets)
    };
    let (old, new) = (effect(before).ok()?, effect(after).ok()?);
    if old.standing == new.standing {
        return None;
    }
    // Forward on the base side, backward on the head side: either shows what the control does alone.
    let forward = levels(before.ground, before.risk, &[(id, status(new.standing))]);
    let backward = levels(after.ground, after.risk, &[(id, status(old.standing))]);
    let moves = moved((before.levels, before.ground), (&forward, before.ground))
        || moved((&backward, after.ground), (after.levels, after.ground));
    let shift = Shift::of(
        today(&backward, after.ground),
        today(after.levels, after.ground),
    )
    .or_else(|| {
        Shift::of(
            today(before.levels, before.ground),
            today(&forward, before.ground),
        )
    });
    let cause = Cause {
        sort: Sort::Control,
        what: id.to_owned(),
        from: Some(words(&old)),
        to: Some(words(&new)),
        alone: shift,
    };
    Some(ControlCause { cause, moves })
}

/// What a control counts like: one that is not applicable, undecided or unknown takes off nothing.
fn status(standing: Standing) -> Status {
    match standing {
        Standing::Applicable(status) => status,
        _ => Status::NotStarted,
    }
}

/// `is partly implemented` as it reads after an arrow.
pub fn words(effect: &Effect) -> String {
    let why = &*effect.why;
    why.strip_prefix("is ")
        .or(why.strip_prefix("has "))
        .unwrap_or(why)
        .to_owned()
}

/// The parts of a treatment that take something off.
#[derive(Clone, Copy)]
struct Parts<'a> {
    controls: &'a [TreatmentControl],
    actions: &'a [TreatmentAction],
    shared_with: &'a [SharedWith],
}

impl<'a> Parts<'a> {
    fn of(risk: &'a Risk) -> Self {
        let treatment = risk.treatment.as_ref();
        Self {
            controls: treatment.map_or(&[], |one| &one.controls),
            actions: treatment.map_or(&[], |one| &one.actions),
            shared_with: treatment.map_or(&[], |one| &one.shared_with),
        }
    }
}

/// What changed in the risk itself, by edit or by time.
fn inside(before: Stand<'_>, after: Stand<'_>, renames: &Renames) -> Vec<Cause> {
    let (old, new) = (Parts::of(before.risk.data), Parts::of(after.risk.data));
    let days = (before.ground.as_of, after.ground.as_of);
    let mut found = actions(old, new, days);
    found.extend(sharing(old, new, days));
    // On one day, so that time has no part in what an edit does.
    let ground = Ground {
        as_of: after.ground.as_of,
        ..before.ground
    };
    let unedited = levels(ground, before.risk, &[]);
    let edited = levels(ground, after.risk, &[]);
    if moved((&unedited, ground), (&edited, ground)) {
        let fields = changed_fields(before.risk.document, after.risk.document, renames);
        let edits = fields
            .iter()
            .filter(|change| counts(&change.field) && !is_told(&change.field, &found))
            .flat_map(|change| match change.field.as_str() {
                "treatment" | "treatment.controls" => entries(old, new, change),
                _ => vec![edit(change)],
            });
        let edits: Vec<Cause> = edits.collect();
        found.extend(edits);
    }
    found
}

/// Whether levels are computed from a field, or from something in it.
fn counts(field: &str) -> bool {
    field == "treatment"
        || COUNTED.iter().any(|counted| {
            let rest = field.strip_prefix(counted);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
}

/// Whether what changed in a list is among the causes already.
fn is_told(field: &str, found: &[Cause]) -> bool {
    let sort = match field {
        "treatment.actions" => Sort::Action,
        "treatment.shared_with" => Sort::Sharing,
        _ => return false,
    };
    found.iter().any(|cause| cause.sort == sort)
}

fn edit(change: &FieldChange) -> Cause {
    Cause {
        sort: Sort::Edit,
        what: change.field.clone(),
        from: change.from.clone(),
        to: change.to.clone(),
        alone: None,
    }
}

/// Entries of `treatment.controls` that came, went, or reduce otherwise.
fn entries(old: Parts<'_>, new: Parts<'_>, change: &FieldChange) -> Vec<Cause> {
    let reduces = |parts: Parts<'_>, id: &str| -> Option<String> {
        let mut all = parts.controls.iter();
        let entry = all.find(|entry| bare(entry.control.id()) == id)?;
        let parts = entry.reduces.iter().flat_map(|reduces| {
            let likelihood = reduces
                .likelihood
                .map(|value| format!("likelihood −{}", value.0));
            let impact = reduces.impact.map(|value| format!("impact −{}", value.0));
            [likelihood, impact].into_iter().flatten()
        });
        let parts: Vec<String> = parts.collect();
        Some(match parts.is_empty() {
            true => "reduces nothing".to_owned(),
            false => parts.join(", "),
        })
    };
    let all = old.controls.iter().chain(new.controls);
    let ids: BTreeSet<&str> = all.map(|entry| bare(entry.control.id())).collect();
    let found = ids.into_iter().filter_map(|id| {
        let (from, to) = (reduces(old, id), reduces(new, id));
        (from != to).then(|| Cause {
            sort: Sort::Edit,
            what: format!("{}: {id}", change.field),
            from,
            to,
            alone: None,
        })
    });
    let found: Vec<Cause> = found.collect();
    match found.is_empty() {
        true => vec![edit(change)],
        false => found,
    }
}

/// Actions that count now and did not, or the other way round.
fn actions(old: Parts<'_>, new: Parts<'_>, days: (Date, Date)) -> Vec<Cause> {
    let done = |parts: Parts<'_>, id: &str, as_of: Date| {
        let mut all = parts.actions.iter();
        all.find(|action| *action.id.0 == *id)
            .map(|action| is_done(action, as_of))
    };
    let reducing = new.actions.iter().filter(|action| action.reduces.is_some());
    let word = |done: bool| Some(if done { "done" } else { "not done" }.to_owned());
    let found = reducing.filter_map(|action| {
        let was = done(old, &action.id.0, days.0)?;
        let is = is_done(action, days.1);
        (was != is).then(|| Cause {
            sort: Sort::Action,
            what: action.id.to_string(),
            from: word(was),
            to: word(is),
            alone: None,
        })
    });
    found.collect()
}

/// Whether an action counts as done on a day.
pub fn is_done(action: &TreatmentAction, as_of: Date) -> bool {
    action.status == Some(ActionStatus::Done) && action.done.is_none_or(|done| done <= as_of)
}

/// Sharing that began or ended between the two days.
fn sharing(old: Parts<'_>, new: Parts<'_>, days: (Date, Date)) -> Vec<Cause> {
    let state = |shared: &SharedWith, as_of: Date| {
        let begun = shared.from.is_some_and(|from| from <= as_of);
        match shared.until.filter(|until| *until < as_of) {
            Some(until) => format!("ended on {until}"),
            None if begun => "in force".to_owned(),
            None => "not begun".to_owned(),
        }
    };
    let with = |shared: &SharedWith| {
        let supplier = shared.supplier.as_ref().map(ToString::to_string);
        supplier
            .or(shared.party.as_ref().map(ToString::to_string))
            .unwrap_or_default()
    };
    let reducing = new
        .shared_with
        .iter()
        .filter(|shared| shared.reduces.is_some());
    let found = reducing.filter_map(|shared| {
        let mut all = old.shared_with.iter();
        let was = all.find(|other| with(other) == with(shared))?;
        let (from, to) = (state(was, days.0), state(shared, days.1));
        (from != to).then(|| Cause {
            sort: Sort::Sharing,
            what: with(shared),
            from: Some(from),
            to: Some(to),
            alone: None,
        })
    });
    found.collect()
}
