//! The totals of the treatment plan, counted from its rows, and what to do next.

use super::super::level_count::{LevelCount, by_level};
use super::super::method::LevelLine;
use super::super::row::RiskRow;
use crate::assess::next::{Gain, Next};
use crate::assess::plan::Section;
use crate::model::common::ActionStatus;
use serde::Serialize;

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// How many risks are in the plan.
    pub risks: usize,
    /// How many stand in each section.
    pub by_section: Vec<SectionCount>,
    /// How many are at each level, best first, then of how many it is unknown.
    pub by_level: Vec<LevelCount>,
    /// The actions of all rows.
    pub actions: ActionCount,
    /// What to do next.
    pub next: NextSteps,
}

/// How many risks stand in a section; `None` when it is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SectionCount {
    /// The section.
    pub section: Option<Section>,
    /// How many.
    pub risks: usize,
}

/// Actions by their state; those without one are open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ActionCount {
    /// Not begun.
    pub open: usize,
    /// Under way.
    pub in_progress: usize,
    /// Finished.
    pub done: usize,
    /// Given up.
    pub cancelled: usize,
    /// Of those open or under way, how many are late.
    pub overdue: usize,
}

/// What implementing controls would bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextSteps {
    /// Controls that help alone, the most helpful first.
    pub single: Vec<Help>,
    /// Pairs of which neither helps alone.
    pub pairs: Vec<Help>,
    /// Risks with stated readings, of which nothing can be computed.
    pub not_computable: Vec<String>,
}

/// What implementing one control, or a pair, would take off the current scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Help {
    /// The control, or the two.
    pub controls: Vec<String>,
    /// Risks that it brings within their criterion.
    pub within: Vec<String>,
    /// Score taken off all risks.
    pub total: i64,
    /// Of that, off risks above their criterion that nobody accepted.
    pub open: i64,
    /// Of that, off risks accepted above their criterion.
    pub accepted: i64,
    /// Of that, off risks within their criterion.
    pub acceptable: i64,
    /// Every risk that it makes smaller.
    pub risks: Vec<String>,
}

impl From<Gain> for Help {
    fn from(gain: Gain) -> Self {
        Self {
            total: gain.total(),
            controls: gain.controls,
            within: gain.within,
            open: gain.open,
            accepted: gain.accepted,
            acceptable: gain.acceptable,
            risks: gain.risks,
        }
    }
}

impl From<Next> for NextSteps {
    fn from(next: Next) -> Self {
        let help = |gains: Vec<Gain>| gains.into_iter().map(Help::from).collect();
        Self {
            single: help(next.single),
            pairs: help(next.pairs),
            not_computable: next.not_computable,
        }
    }
}

const SECTIONS: [Option<Section>; 4] = [
    Some(Section::Open),
    Some(Section::Waiting),
    Some(Section::Complete),
    None,
];

impl Totals {
    /// Adds up rows.
    pub fn of(rows: &[RiskRow], levels: &[LevelLine], next: Next) -> Self {
        let in_section =
            |section: Option<Section>| rows.iter().filter(|row| row.section == section).count();
        Self {
            risks: rows.len(),
            by_section: SECTIONS
                .iter()
                .map(|&section| SectionCount {
                    section,
                    risks: in_section(section),
                })
                .collect(),
            by_level: by_level(rows, levels),
            actions: actions(rows),
            next: next.into(),
        }
    }
}

fn actions(rows: &[RiskRow]) -> ActionCount {
    let mut count = ActionCount::default();
    for action in rows.iter().flat_map(|row| &row.actions) {
        let slot = match action.status {
            None | Some(ActionStatus::Open) => &mut count.open,
            Some(ActionStatus::InProgress) => &mut count.in_progress,
            Some(ActionStatus::Done) => &mut count.done,
            Some(ActionStatus::Cancelled) => &mut count.cancelled,
        };
        *slot += 1;
        count.overdue += usize::from(action.overdue);
    }
    count
}
