//! The totals of the Statement of Applicability, counted from its rows and from nothing else.

use super::row::{Choice, Row};
use crate::model::catalog::ANNEX_A;
use crate::model::control::Status;
use serde::Serialize;

/// What the rows add up to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Counts of all rows.
    #[serde(flatten)]
    pub all: Count,
    /// Rows of the primary catalog.
    pub catalog: usize,
    /// Rows of own controls and of controls of further catalogs.
    pub own: usize,
    /// Counts of each theme in the order of the catalog, then of own controls if there are any.
    pub by_theme: Vec<ThemeCount>,
}

/// Counts of some rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// How many controls.
    pub controls: usize,
    /// How many are applicable.
    pub applicable: usize,
    /// How many are excluded.
    pub excluded: usize,
    /// How many nobody decided on.
    pub undecided: usize,
    /// Of how many the decision could not be read.
    pub unknown: usize,
    /// How far the applicable ones are implemented, weakest first.
    pub by_status: Vec<StatusCount>,
}

/// How many applicable controls have a status; `None` when they say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StatusCount {
    /// The status.
    pub status: Option<Status>,
    /// How many.
    pub controls: usize,
}

/// Counts of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeCount {
    /// Its id in rows; `None` for own controls.
    pub theme: Option<&'static str>,
    /// What it is called.
    pub title: &'static str,
    /// The counts.
    #[serde(flatten)]
    pub count: Count,
}

const STATUSES: [Option<Status>; 5] = [
    None,
    Some(Status::NotStarted),
    Some(Status::Planned),
    Some(Status::Partial),
    Some(Status::Implemented),
];

impl Totals {
    /// Adds up rows.
    pub fn of(rows: &[Row]) -> Self {
        let (catalog, own): (Vec<&Row>, Vec<&Row>) = rows
            .iter()
            .partition(|row| row.catalog == Some(ANNEX_A.name));
        let of_theme = |theme: &'static str| {
            catalog
                .iter()
                .copied()
                .filter(move |row| row.theme == Some(theme))
        };
        let mut by_theme: Vec<ThemeCount> = ANNEX_A
            .themes
            .iter()
            .map(|theme| ThemeCount {
                theme: Some(&*theme.id),
                title: &theme.title,
                count: Count::of(of_theme(&theme.id)),
            })
            .collect();
        by_theme.extend((!own.is_empty()).then(|| ThemeCount {
            theme: None,
            title: "Own controls",
            count: Count::of(own.iter().copied()),
        }));
        Self {
            all: Count::of(rows.iter()),
            catalog: catalog.len(),
            own: own.len(),
            by_theme,
        }
    }
}

impl Count {
    fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let rows: Vec<&Row> = rows.collect();
        let chosen = |choice: Choice| rows.iter().filter(|row| row.decision == choice).count();
        let with = |status: Option<Status>| {
            let applicable = rows.iter().filter(|row| row.decision == Choice::Applicable);
            applicable.filter(|row| row.status == status).count()
        };
        Self {
            controls: rows.len(),
            applicable: chosen(Choice::Applicable),
            excluded: chosen(Choice::Excluded),
            undecided: chosen(Choice::Undecided),
            unknown: chosen(Choice::Unknown),
            by_status: STATUSES
                .iter()
                .map(|&status| StatusCount {
                    status,
                    controls: with(status),
                })
                .collect(),
        }
    }
}
