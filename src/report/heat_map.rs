//! The risk matrix with the risks in its cells, without controls, today, and when all plans are done.

use super::input::Inputs;
use super::row::{ReadingCell, RiskRow};
use crate::model::risk_method::RiskMethod;
use serde::Serialize;

/// The matrix; pictures draw likelihood upward and impact to the right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeatMap {
    /// The likelihood scale, lowest first.
    pub likelihood: Vec<Tick>,
    /// The impact scale, lowest first.
    pub impact: Vec<Tick>,
    /// Every cell, by likelihood and then by impact, lowest first.
    pub cells: Vec<Cell>,
    /// Risks whose reading is unknown.
    pub unknown: Moments,
}

/// A step of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tick {
    /// Its value.
    pub value: i64,
    /// What it is called.
    pub title: Option<String>,
}

/// A cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Value on the likelihood scale.
    pub likelihood: i64,
    /// Value on the impact scale.
    pub impact: i64,
    /// Its score.
    pub score: i64,
    /// Id of its level.
    pub level: String,
    /// How many risks are in it at each moment.
    pub counts: Counts,
    /// Which.
    #[serde(flatten)]
    pub risks: Moments,
}

/// How many risks at each moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Without any control.
    pub inherent: usize,
    /// Today.
    pub current: usize,
    /// When the plans are done.
    pub target: usize,
}

/// Ids of risks at each moment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Moments {
    /// Without any control.
    pub inherent: Vec<String>,
    /// Today.
    pub current: Vec<String>,
    /// When the plans are done.
    pub target: Vec<String>,
}

/// The heat map of rows; `None` when there is no method to draw it by.
pub fn heat_map(inputs: &Inputs<'_>, rows: &[RiskRow]) -> Option<HeatMap> {
    let method = inputs.assessment.method.as_ref().ok()?;
    let written = inputs.model.one::<RiskMethod>()?.data;
    let (likelihoods, impacts) = (&method.likelihood, &method.impact);
    let points = likelihoods
        .iter()
        .flat_map(|&likelihood| impacts.iter().map(move |&impact| (likelihood, impact)));
    // A reading between two steps stands in the cell that scores it: that of the step above.
    let step = |scale: &[i64], value: i64| scale.iter().copied().find(|&step| step >= value);
    let cell = |(likelihood, impact): (i64, i64)| {
        let reading = method.read(likelihood, impact)?;
        let risks = moments(rows, &|at: Option<&ReadingCell>| {
            at.is_some_and(|at| {
                step(likelihoods, at.likelihood) == Some(likelihood)
                    && step(impacts, at.impact) == Some(impact)
            })
        });
        Some(Cell {
            likelihood,
            impact,
            score: reading.score,
            level: method.levels[reading.level].id.clone(),
            counts: Counts {
                inherent: risks.inherent.len(),
                current: risks.current.len(),
                target: risks.target.len(),
            },
            risks,
        })
    };
    let tick = |value: i64, title: &Option<Box<str>>| Tick {
        value,
        title: title.as_deref().map(str::to_owned),
    };
    Some(HeatMap {
        likelihood: written
            .likelihood
            .iter()
            .map(|step| tick(step.value.0, &step.title))
            .collect(),
        impact: written
            .impact
            .iter()
            .map(|step| tick(step.value.0, &step.title))
            .collect(),
        cells: points.filter_map(cell).collect(),
        unknown: moments(rows, &|at| at.is_none()),
    })
}

fn moments(rows: &[RiskRow], wanted: &dyn Fn(Option<&ReadingCell>) -> bool) -> Moments {
    let ids = |of: fn(&RiskRow) -> &Option<ReadingCell>| {
        let found = rows.iter().filter(|row| wanted(of(row).as_ref()));
        found.map(|row| row.id.clone()).collect()
    };
    Moments {
        inherent: ids(|row| &row.inherent),
        current: ids(|row| &row.current),
        target: ids(|row| &row.target),
    }
}
