//! The figures of both sides: readiness by milestone, the Statement of Applicability, the risks and their
//! heat maps.

use super::change::FromTo;
use super::reading::reading;
use crate::assess::applicability::is_living;
use crate::model::document::Document;
use crate::model::risk::Risk;
use crate::model::{Kind, requirement};
use crate::report::bench::bare_row;
use crate::report::heat_map::{HeatMap, heat_map};
use crate::report::input::Inputs;
use crate::report::level_count::by_level;
use crate::report::method::{LevelLine, levels};
use crate::report::readiness::{CAVEAT, Milestone, milestones};
use crate::report::row::{ReadingCell, RiskRow};
use crate::report::shown::{Item, State};
use crate::report::soa::totals::Count;
use serde::Serialize;
use std::collections::BTreeMap;

/// Readiness on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Readiness {
    /// What the figures are not.
    pub caveat: &'static str,
    /// Each milestone.
    pub milestones: Vec<MilestoneChange>,
    /// Requirements that are shown otherwise than before, in the order of the standard.
    pub items: Vec<ItemChange>,
}

/// A milestone on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneChange {
    /// Its name.
    pub name: requirement::Milestone,
    /// The figure in percent on both sides; `None` when something is unknown.
    pub percent: FromTo<usize>,
    /// How many of its requirements are shown on both sides.
    pub shown: FromTo<usize>,
    /// How many requirements it has.
    pub all: usize,
}

/// A requirement that is shown otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemChange {
    /// Its id.
    pub id: &'static str,
    /// What it asks for.
    pub label: &'static str,
    /// The milestone.
    pub milestone: requirement::Milestone,
    /// How far it is shown; `None` when that is unknown.
    pub state: FromTo<State>,
    /// Why it is not shown, in words.
    pub why: Option<String>,
}

/// The Statement of Applicability on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SoaFigures {
    /// The totals of the base side; `None` where there is no ISMS.
    pub before: Option<Count>,
    /// The totals of the head side.
    pub after: Count,
}

/// The risks of one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskFigures {
    /// How many are living.
    pub risks: usize,
    /// How many are worse today than their criterion.
    pub above_current: usize,
    /// How many will be when the plans are done.
    pub above_target: usize,
    /// Of how many today's level is unknown.
    pub unknown: usize,
    /// How many are at each level today, best first.
    pub levels: Vec<LevelFigure>,
}

/// How many risks are at a level today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelFigure {
    /// What the level is called.
    pub title: String,
    /// How many.
    pub risks: usize,
}

/// The heat map of one side, with the levels that colour it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heat {
    /// The levels, best first.
    pub levels: Vec<LevelLine>,
    /// The matrix; `None` when there is no method to draw it by.
    pub map: Option<HeatMap>,
}

/// Compares the readiness of both sides.
pub fn readiness(before: &[Item], after: &[Item]) -> Readiness {
    let old: BTreeMap<&str, &Item> = before.iter().map(|item| (item.id, item)).collect();
    let items = after.iter().filter_map(|item| {
        let was = old.get(item.id).map(|was| was.state);
        let state = FromTo::of(was.unwrap_or_default(), item.state)?;
        Some(ItemChange {
            id: item.id,
            label: item.label,
            milestone: item.milestone,
            state,
            why: item.why.clone(),
        })
    });
    let pairs = milestones(before.iter().map(Item::standing))
        .into_iter()
        .zip(milestones(after.iter().map(Item::standing)));
    let one = |(old, new): (Milestone, Milestone)| MilestoneChange {
        name: new.name,
        percent: FromTo {
            from: old.percent,
            to: new.percent,
        },
        shown: FromTo {
            from: Some(old.shown),
            to: Some(new.shown),
        },
        all: new.shown + new.partly + new.nothing + new.unknown,
    };
    Readiness {
        caveat: CAVEAT,
        items: items.collect(),
        milestones: pairs.map(one).collect(),
    }
}

/// The figures of the living risks of a side, and their heat map.
pub fn register(inputs: &Inputs<'_>) -> (RiskFigures, Heat) {
    let living = |document: &Document| {
        let risk = document.is::<Risk>();
        document.kind == Kind::Risk && risk.is_none_or(|risk| is_living(risk, inputs.as_of))
    };
    let documents = inputs.model.documents.iter().enumerate();
    let risks = documents.filter(|(_, document)| living(document));
    let rows: Vec<RiskRow> = risks
        .map(|(at, document)| row(inputs, at, document))
        .collect();
    let levels = levels(inputs.assessment.method.as_ref().ok());
    let above = |of: fn(&RiskRow) -> Option<bool>, wanted| {
        rows.iter().filter(|row| of(row) == wanted).count()
    };
    let counted = by_level(&rows, &levels).into_iter();
    let figures = RiskFigures {
        risks: rows.len(),
        above_current: above(|row| row.above.current, Some(true)),
        above_target: above(|row| row.above.target, Some(true)),
        unknown: above(|row| row.above.current, None),
        levels: counted
            .filter(|level| level.level.is_some())
            .map(|level| LevelFigure {
                title: level.title,
                risks: level.current,
            })
            .collect(),
    };
    let map = heat_map(inputs, &rows);
    (figures, Heat { levels, map })
}

/// The row of a risk with its readings alone: how they came about is not asked here.
fn row(inputs: &Inputs<'_>, at: usize, document: &Document) -> RiskRow {
    let mut row = bare_row(document);
    let Some(levels) = inputs.assessment.levels.get(&at) else {
        return row;
    };
    let cell = |known: &_| {
        let reading = reading(known, &inputs.assessment.method)?;
        Some(ReadingCell {
            likelihood: reading.likelihood,
            impact: reading.impact,
            score: reading.score,
            level: reading.level,
        })
    };
    row.inherent = cell(&levels.inherent);
    row.current = cell(&levels.current);
    row.target = cell(&levels.target);
    row.above.current = levels.is_above(&levels.current);
    row.above.target = levels.is_above(&levels.target);
    row
}
