//! What happened to risks: which came, were closed or went, which were rated otherwise and why, and which
//! crossed their acceptance criterion.

use super::causes::{Cause, causes, controls};
use super::change::{Change, FieldChange, FromTo};
use super::content::changed_fields;
use super::decisions::Told;
use super::known_risk::{Known, Moment, crossed};
use super::pairs::{Pair, Pairs};
use super::reading::{Shift, Way};
use super::side::Side;
use crate::assess::applicability::natural;
use crate::assess::effect::hidden;
use crate::model::Kind;
use crate::model::common::ActionStatus;
use crate::model::document::Whole;
use crate::model::risk::{Risk, TreatmentOption};
use crate::model::scalar::Date;
use crate::report::input::Inputs;
use crate::report::place::Source;
use rayon::prelude::*;
use serde::Serialize;

/// What happened to a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskChange {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its former id, when that changed.
    pub was: Option<String>,
    /// What happened to it as a whole.
    pub change: Change,
    /// The reading without any control, where it differs.
    pub inherent: Option<Shift>,
    /// Today's reading, where it differs.
    pub current: Option<Shift>,
    /// The reading when the plan is done, where it differs.
    pub target: Option<Shift>,
    /// Whether today's reading is worse than the criterion; `None` in it is unknown, or no risk.
    pub above: FromTo<bool>,
    /// Whether it crossed its criterion: up, down, or not known.
    pub crossed: Option<Way>,
    /// The worst level that needs no decision, where it differs.
    pub criterion: Option<FromTo<String>>,
    /// Why the readings differ.
    pub causes: Vec<Cause>,
    /// Who answers for it, where that differs.
    pub owner: Option<FromTo<String>>,
    /// The options chosen, where they differ.
    pub options: Option<FromTo<Vec<TreatmentOption>>>,
    /// Actions that came, went, or are in another state.
    pub actions: Vec<ActionChange>,
    /// Fields of its document that say something else.
    pub fields: Vec<FieldChange>,
    /// The end of the risk, when it was closed.
    pub closed: Option<Closing>,
    /// The closed risks that it took the place of, when it is new.
    pub replaces: Vec<String>,
    /// Where it is written, or was.
    pub source: Source,
}

/// The end of a risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Closing {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The risk that took its place.
    pub replaced_by: Option<String>,
}

/// What happened to an action of a treatment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionChange {
    /// Its id.
    pub id: String,
    /// What is done.
    pub title: Option<String>,
    /// Its state on both sides; `None` where it is not there.
    pub status: FromTo<ActionStatus>,
    /// The day by which it is done.
    pub due: Option<Date>,
}

/// What a control does to a risk, alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskMoved {
    /// Id of the risk.
    pub id: String,
    /// What the risk is called.
    pub title: String,
    /// What the change of the control alone does to today's reading; `None` when it moves the reading
    /// only together with other changes, or only that after the plan.
    pub alone: Option<Shift>,
}

/// What happened to all risks.
#[derive(Debug, Default)]
pub struct Risks {
    /// The worst first.
    pub changes: Vec<RiskChange>,
    /// Risks that each control moves, by id of the control.
    pub moved_by: Vec<(String, RiskMoved)>,
}

/// What happened to one risk, and the controls that moved it.
type Compared = (Option<RiskChange>, Vec<(String, RiskMoved)>);

/// Compares the risks of both sides; of decisions that are told, no field is.
pub fn risks(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs, told: &Told) -> Risks {
    let (old, new) = (before.inputs, after.inputs);
    let is_risk = |inputs: &Inputs<'_>, at: usize| inputs.model.documents[at].kind == Kind::Risk;
    let both: Vec<Pair> = pairs
        .both
        .iter()
        .copied()
        .filter(|pair| is_risk(new, pair.after))
        .collect();
    let compared: Vec<Compared> = both
        .into_par_iter()
        .map(|pair| {
            compared(
                Known::new(old, pair.before),
                Known::new(new, pair.after),
                pairs,
                told,
            )
        })
        .collect();
    let mut all = Risks::default();
    for (change, moved) in compared {
        all.changes.extend(change);
        all.moved_by.extend(moved);
    }
    let added = pairs.added.iter().filter(|at| is_risk(new, **at));
    all.changes.extend(added.map(|&at| {
        let mut change = one_sided(Known::new(new, at), Change::Added);
        // It may have stood in what the base could not read.
        if change.crossed.is_some() && hidden(old.model, Kind::Risk, &change.id).is_some() {
            change.crossed = Some(Way::Unknown);
        }
        change
    }));
    for (list, change) in [
        (&pairs.gone, Change::Removed),
        (&pairs.unreadable, Change::Unreadable),
    ] {
        let gone = list.iter().filter(|at| is_risk(old, **at));
        let gone = gone
            .map(|&at| Known::new(old, at))
            .filter(|known| change == Change::Removed || known.lives());
        all.changes
            .extend(gone.map(|known| one_sided(known, change)));
    }
    name_replaced(&mut all.changes);
    all.changes.sort_by(|a, b| {
        weight(a)
            .cmp(&weight(b))
            .then_with(|| natural(&a.id, &b.id))
    });
    all
}

fn compared(old: Known<'_>, new: Known<'_>, pairs: &Pairs, told: &Told) -> Compared {
    let change = match (old.lives(), new.lives()) {
        (true, false) => Change::Ended,
        (false, true) => Change::Reopened,
        // What is closed is kept as it was, so that an edit of it is told as of any other.
        (false, false) | (true, true) => Change::Changed,
    };
    let fields = changed_fields(old.document, new.document, &pairs.renames);
    let fields = told.rest(new.document, fields);
    let mut found = between(old, new, change, fields);
    let (mut moved, stands) = (Vec::new(), old.stand().zip(new.stand()));
    if let Some((before, after)) = stands.filter(|_| change == Change::Changed) {
        found.causes = causes(before, after, &pairs.renames);
        for control in controls(before, after).into_iter().filter(|one| one.moves) {
            let risk = RiskMoved {
                id: found.id.clone(),
                title: found.title.clone(),
                alone: control.cause.alone,
            };
            moved.push((control.cause.what, risk));
        }
    }
    let says = change != Change::Changed
        || [&found.inherent, &found.current, &found.target]
            .iter()
            .any(|shift| shift.is_some())
        || found.crossed.is_some()
        || found.criterion.is_some()
        || !found.fields.is_empty()
        || found.was.is_some();
    (says.then_some(found), moved)
}

fn between(old: Known<'_>, new: Known<'_>, change: Change, fields: Vec<FieldChange>) -> RiskChange {
    let shift = |of: Moment| Shift::of(old.reading(of), new.reading(of));
    let above = FromTo {
        from: old.above(),
        to: new.above(),
    };
    let closed = new.risk.and_then(|risk| risk.data.closed.as_ref());
    let renamed = old.document.id != new.document.id;
    RiskChange {
        id: new.document.id.to_string(),
        title: new.document.title().to_owned(),
        was: renamed.then(|| old.document.id.to_string()),
        change,
        inherent: shift(|levels| &levels.inherent),
        current: shift(|levels| &levels.current),
        target: shift(|levels| &levels.target),
        crossed: crossed(old, new),
        above,
        criterion: FromTo::of(old.criterion(), new.criterion())
            .filter(|_| change == Change::Changed),
        causes: Vec::new(),
        owner: FromTo::of(old.owner(), new.owner()),
        options: FromTo::of(old.options(), new.options()),
        actions: actions(old.risk, new.risk),
        fields,
        closed: closed
            .filter(|_| change == Change::Ended)
            .map(|closed| Closing {
                on: closed.on,
                by: closed.by.as_ref().map(ToString::to_string),
                reason: closed.reason.as_deref().map(str::to_owned),
                replaced_by: closed.replaced_by.as_ref().map(ToString::to_string),
            }),
        replaces: Vec::new(),
        source: Source::of(new.document),
    }
}

/// A risk that only one side has.
fn one_sided(known: Known<'_>, change: Change) -> RiskChange {
    let is_new = change == Change::Added;
    let shift = |of: Moment| {
        let reading = known.reading(of);
        match is_new {
            true => Shift::of(None, reading),
            false => Shift::of(reading, None),
        }
    };
    let above = known.above();
    RiskChange {
        id: known.document.id.to_string(),
        title: known.document.title().to_owned(),
        was: None,
        change,
        inherent: shift(|levels| &levels.inherent),
        current: shift(|levels| &levels.current),
        target: shift(|levels| &levels.target),
        crossed: match (is_new && known.lives(), above) {
            (false, _) | (true, Some(false)) => None,
            (true, Some(true)) => Some(Way::Up),
            (true, None) => Some(Way::Unknown),
        },
        above: match is_new {
            true => FromTo {
                from: None,
                to: above,
            },
            false => FromTo {
                from: above,
                to: None,
            },
        },
        criterion: None,
        causes: Vec::new(),
        owner: None,
        options: None,
        actions: Vec::new(),
        fields: Vec::new(),
        closed: None,
        replaces: Vec::new(),
        source: Source::of(known.document),
    }
}

fn actions(old: Option<Whole<'_, Risk>>, new: Option<Whole<'_, Risk>>) -> Vec<ActionChange> {
    let of = |risk: Option<Whole<'_, Risk>>| {
        let treatment = risk.and_then(|risk| risk.data.treatment.as_ref());
        treatment
            .map(|treatment| treatment.actions.clone())
            .unwrap_or_default()
    };
    let (was, is) = (of(old), of(new));
    let open = |status: Option<ActionStatus>| status.or(Some(ActionStatus::Open));
    let mut found = Vec::new();
    for action in &is {
        let former = was.iter().find(|other| other.id == action.id);
        let from = former.and_then(|former| open(former.status));
        if let Some(status) = FromTo::of(from, open(action.status)) {
            let (id, title) = (
                action.id.to_string(),
                action.title.as_deref().map(str::to_owned),
            );
            found.push(ActionChange {
                id,
                title,
                status,
                due: action.due,
            });
        }
    }
    let gone = was
        .iter()
        .filter(|action| is.iter().all(|other| other.id != action.id));
    found.extend(gone.map(|action| ActionChange {
        id: action.id.to_string(),
        title: action.title.as_deref().map(str::to_owned),
        status: FromTo {
            from: open(action.status),
            to: None,
        },
        due: action.due,
    }));
    found
}

/// Tells new risks which closed ones they replace.
fn name_replaced(changes: &mut [RiskChange]) {
    let replaced: Vec<(String, String)> = changes
        .iter()
        .filter_map(|change| {
            Some((
                change.closed.as_ref()?.replaced_by.clone()?,
                change.id.clone(),
            ))
        })
        .collect();
    for change in changes
        .iter_mut()
        .filter(|change| change.change == Change::Added)
    {
        let old = replaced.iter().filter(|(new, _)| *new == change.id);
        change.replaces = old.map(|(_, old)| old.clone()).collect();
    }
}

/// What stands first: what rose above its criterion, what cannot be told, what rose at all, what came and
/// went, what fell, and what was only edited.
fn weight(change: &RiskChange) -> u8 {
    let way = change.current.as_ref().map(|shift| shift.way);
    match (change.crossed, change.change, way) {
        (Some(Way::Up), ..) => 0,
        (Some(Way::Unknown), ..) | (_, Change::Unreadable, _) => 1,
        (_, Change::Changed, Some(Way::Up)) => 2,
        (_, Change::Removed, _) => 3,
        (_, Change::Added | Change::Reopened, _) => 4,
        (Some(Way::Down), ..) => 5,
        (_, Change::Changed, Some(Way::Down)) => 6,
        (_, Change::Ended, _) => 7,
        (_, _, Some(_)) => 8,
        _ => match change.target.is_some() || change.inherent.is_some() {
            true => 9,
            false => 10,
        },
    }
}
