//! A reading of a risk as comparisons show it, and which of two is worse.

use super::change::FromTo;
use crate::assess::known::Known;
use crate::assess::method::{self, Method};
use serde::Serialize;

/// A point on both scales with its score and level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// Value on the likelihood scale.
    pub likelihood: i64,
    /// Value on the impact scale.
    pub impact: i64,
    /// The score by matrix or formula.
    pub score: i64,
    /// Id of the level.
    pub level: String,
    /// What the level is called.
    pub title: String,
    /// Its place among the levels, 0 is the best.
    pub rank: usize,
}

/// Which way a reading went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// To a worse level, or a higher score at the same level.
    Up,
    /// To a better one.
    Down,
    /// To another point of the same score and level.
    Aside,
    /// From or to what is not there or not known.
    Unknown,
}

/// A reading on both sides, where they differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// Both readings; `None` where there is none, or it is unknown.
    #[serde(flatten)]
    pub reading: FromTo<Reading>,
    /// Which way it went.
    pub way: Way,
}

/// A reading in words of its method; `None` when it is unknown.
pub fn reading(known: &Known<method::Reading>, method: &Known<Method>) -> Option<Reading> {
    let (reading, method) = (known.as_ref().ok()?, method.as_ref().ok()?);
    let level = method.levels.get(reading.level)?;
    Some(Reading {
        likelihood: reading.likelihood,
        impact: reading.impact,
        score: reading.score,
        level: level.id.clone(),
        title: level.title.clone(),
        rank: reading.level,
    })
}

impl Shift {
    /// The shift between two readings, when they differ.
    pub fn of(from: Option<Reading>, to: Option<Reading>) -> Option<Self> {
        let reading = FromTo::of(from, to)?;
        let way = match (&reading.from, &reading.to) {
            (Some(from), Some(to)) => match (to.rank, to.score).cmp(&(from.rank, from.score)) {
                std::cmp::Ordering::Greater => Way::Up,
                std::cmp::Ordering::Less => Way::Down,
                std::cmp::Ordering::Equal => Way::Aside,
            },
            _ => Way::Unknown,
        };
        Some(Self { reading, way })
    }
}
