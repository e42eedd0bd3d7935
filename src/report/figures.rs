//! The figures of the Statement of Applicability and of the risks, as an overview shows them; they equal
//! the totals of those reports.

use super::bench::Bench;
use super::gaps::Gaps;
use super::input::Inputs;
use super::level_count::{LevelCount, by_level};
use super::method::levels;
use super::row::RiskRow;
use crate::assess::applicability::{Applicability, is_living};
use crate::model::Kind;
use crate::model::catalog::ANNEX_A;
use crate::model::control::Status;
use crate::model::document::Document;
use crate::model::risk::Risk;
use serde::Serialize;

/// Both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// The controls of the catalog.
    pub controls: ControlFigures,
    /// The living risks.
    pub risks: RiskFigures,
}

/// How far controls are decided and implemented: all = applicable + excluded + undecided + unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ControlFigures {
    /// How many controls the catalog has.
    pub catalog: usize,
    /// How many of them are applicable.
    pub applicable: usize,
    /// How many are excluded.
    pub excluded: usize,
    /// How many nobody decided on.
    pub undecided: usize,
    /// Of how many the decision could not be read.
    pub unknown: usize,
    /// How many of the applicable ones are implemented.
    pub implemented: usize,
    /// How many are implemented in part.
    pub partial: usize,
    /// How many are planned, not begun, or say nothing.
    pub open: usize,
    /// How many own controls, and controls of further catalogs, there are beside it.
    pub own: usize,
}

/// Risks by level, and how many are worse than their criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskFigures {
    /// How many risks are living.
    pub risks: usize,
    /// How many are worse today than their criterion.
    pub above_current: usize,
    /// How many will be when the plans are done.
    pub above_target: usize,
    /// Of how many today's level is unknown.
    pub unknown: usize,
    /// By level, best first, then of how many it is unknown.
    pub by_level: Vec<LevelCount>,
}

/// Counts controls and risks.
pub fn figures(inputs: &Inputs<'_>, gaps: &mut Gaps) -> Figures {
    Figures {
        controls: ControlFigures::of(&inputs.assessment.applicability.iter().collect::<Vec<_>>()),
        risks: risks(inputs, gaps),
    }
}

impl ControlFigures {
    /// Counts controls; those that stand in no catalog, or in another than the primary one, apart.
    pub fn of(all: &[&Applicability]) -> Self {
        let primary = |row: &&&Applicability| row.catalog == Some(ANNEX_A.name);
        let catalog: Vec<&&Applicability> = all.iter().filter(primary).collect();
        let known = || catalog.iter().filter(|row| row.unknown.is_none());
        let decided = |wanted| known().filter(|row| row.applicable == wanted).count();
        let with = |status| {
            let applicable = known().filter(|row| row.applicable == Some(true));
            applicable.filter(|row| row.status == Some(status)).count()
        };
        let (implemented, partial) = (with(Status::Implemented), with(Status::Partial));
        let applicable = decided(Some(true));
        Self {
            catalog: catalog.len(),
            applicable,
            excluded: decided(Some(false)),
            undecided: decided(None),
            unknown: catalog.len() - known().count(),
            implemented,
            partial,
            open: applicable - implemented - partial,
            own: all.len() - catalog.len(),
        }
    }
}

fn risks(inputs: &Inputs<'_>, gaps: &mut Gaps) -> RiskFigures {
    let bench = Bench::new(inputs);
    let living = |document: &Document| {
        let risk = document.is::<Risk>();
        risk.is_none_or(|risk| is_living(risk, inputs.as_of))
    };
    let documents = inputs.model.documents.iter().enumerate();
    let risks = documents.filter(|(_, one)| one.kind == Kind::Risk && living(one));
    let rows: Vec<RiskRow> = risks.map(|(at, _)| bench.row(at, gaps)).collect();
    let above = |of: fn(&RiskRow) -> Option<bool>, wanted| {
        rows.iter().filter(|row| of(row) == wanted).count()
    };
    RiskFigures {
        risks: rows.len(),
        above_current: above(|row| row.above.current, Some(true)),
        above_target: above(|row| row.above.target, Some(true)),
        unknown: above(|row| row.above.current, None),
        by_level: by_level(&rows, &levels(inputs.assessment.method.as_ref().ok())),
    }
}
