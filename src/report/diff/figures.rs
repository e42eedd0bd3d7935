//! The figures of both sides: readiness by milestone, the Statement of Applicability, the risks and their
//! heat maps.

use super::change::FromTo;
use crate::model::requirement;
use crate::report::heat_map::HeatMap;
use crate::report::method::LevelLine;
use crate::report::readiness::{CAVEAT, Milestone, milestones};
use crate::report::risks;
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
    let pairs = milestones(before).into_iter().zip(milestones(after));
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

/// The figures of a register.
pub fn of_register(report: &risks::Report) -> RiskFigures {
    let totals = &report.totals;
    let known = totals.by_level.iter().filter(|level| level.level.is_some());
    RiskFigures {
        risks: totals.risks,
        above_current: totals.above.current,
        above_target: totals.above.target,
        unknown: totals.above.unknown,
        levels: known
            .map(|level| LevelFigure {
                title: level.title.clone(),
                risks: level.current,
            })
            .collect(),
    }
}

/// The heat map of a register.
pub fn heat(report: &risks::Report) -> Heat {
    Heat {
        levels: report.header.own.levels.clone(),
        map: report.totals.heat_map.clone(),
    }
}
