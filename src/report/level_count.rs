//! How many risks are at each level, before and after treatment.

use super::method::LevelLine;
use super::row::{ReadingCell, RiskRow};
use serde::Serialize;

/// How many risks are at a level at each moment; `None` when it is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelCount {
    /// Id of the level.
    pub level: Option<String>,
    /// What it is called.
    pub title: String,
    /// Without any control.
    pub inherent: usize,
    /// Today.
    pub current: usize,
    /// When the plan is done.
    pub target: usize,
}

/// How many rows are at each level at each moment.
pub fn by_level(rows: &[RiskRow], levels: &[LevelLine]) -> Vec<LevelCount> {
    let count = |level: Option<&str>, of: fn(&RiskRow) -> &Option<ReadingCell>| {
        let at = |row: &&RiskRow| of(row).as_ref().map(|reading| reading.level.as_str()) == level;
        rows.iter().filter(at).count()
    };
    let line = |level: Option<&str>, title: &str| LevelCount {
        level: level.map(str::to_owned),
        title: title.to_owned(),
        inherent: count(level, |row| &row.inherent),
        current: count(level, |row| &row.current),
        target: count(level, |row| &row.target),
    };
    let known = levels
        .iter()
        .map(|level| line(Some(&level.id), &level.title));
    known.chain([line(None, "unknown")]).collect()
}
