//! What a change would move, before anybody makes it; and without one, what rests on a thing (`impact`).

use super::gaps::Gaps;
use super::input::Inputs;
use super::place::Source;
use super::trace::{Header, heading};
use crate::assess::applicability::natural;
use crate::assess::known::Known;
use crate::assess::level::Levels;
use crate::assess::method::Reading;
use crate::model::Kind;
use crate::model::scalar::Date;
use serde::Serialize;

pub mod moved;

pub mod levels;

pub mod moves;

pub mod dependents;

use dependents::Dependent;
use levels::cell;
use moved::{LevelCell, Moves};

/// What would move, or rests on a thing; serialised it is the contract of `impact --format json`.
#[derive(Debug, Clone, Serialize)]
pub struct Impact {
    version: u8,
    report: &'static str,
    /// The day as of which it was computed.
    pub as_of: Date,
    /// The commit that was read; `None` outside git.
    pub revision: Option<String>,
    /// Whose it is, and what could not be known.
    pub header: Header,
    /// `kind/id` of the thing.
    pub subject: String,
    /// What it is called.
    pub title: String,
    /// Where it is written; `None` without a document.
    pub source: Option<Source>,
    /// What would move, for each change that was looked at.
    pub scenarios: Vec<Scenario>,
    /// What rests on it; empty when a change was given.
    pub dependents: Vec<Dependent>,
    /// The levels of the living risks among those.
    pub levels: Vec<Resting>,
}

/// A change, and what it would move.
#[derive(Debug, Clone, Serialize)]
pub struct Scenario {
    /// The change in words.
    pub name: String,
    /// The fields that change, with their values.
    pub set: Vec<Assigned>,
    /// What would move.
    pub moves: Moves,
}

/// A field and what it would say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assigned {
    /// The field.
    pub path: String,
    /// The value, as it was given.
    pub value: String,
}

/// The levels of a risk that rests on the thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Resting {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The level today; `None` when it is unknown.
    pub current: Option<LevelCell>,
    /// The level with the plan; `None` when it is unknown.
    pub target: Option<LevelCell>,
    /// Whether it is above its criterion today; `None` when that is unknown.
    pub above: Option<bool>,
    /// Where it is written.
    pub source: Source,
}

impl Impact {
    /// Of a thing, with nothing in it yet.
    pub fn new(
        inputs: &Inputs<'_>,
        subject: String,
        title: String,
        source: Option<Source>,
    ) -> Self {
        // A broken document may rest on anything.
        let gaps = Gaps::new(inputs, Kind::ALL).into_list();
        Self {
            version: 1,
            report: "impact",
            as_of: inputs.as_of,
            revision: inputs.revision.clone(),
            header: Header::new(
                inputs,
                format!("Impact of {}", heading(&subject, &title)),
                gaps,
            ),
            subject,
            title,
            source,
            scenarios: Vec::new(),
            dependents: Vec::new(),
            levels: Vec::new(),
        }
    }

    /// With what rests on it.
    #[must_use]
    pub fn resting(mut self, inputs: &Inputs<'_>, dependents: Vec<Dependent>) -> Self {
        let risks = dependents.iter().filter_map(|one| {
            let levels = inputs.assessment.levels.get(&one.document)?;
            Some(resting(inputs, one.document, levels))
        });
        self.levels = risks.collect();
        self.levels.sort_by(|a, b| natural(&a.id, &b.id));
        self.dependents = dependents;
        self
    }
}

fn resting(inputs: &Inputs<'_>, at: usize, levels: &Levels) -> Resting {
    let document = &inputs.model.documents[at];
    let cell = |reading: &Known<Reading>| {
        let reading = reading.as_ref().ok()?;
        Some(cell(inputs, reading.level, Some(reading.score)))
    };
    Resting {
        id: document.id.to_string(),
        title: document.title().to_owned(),
        current: cell(&levels.current),
        target: cell(&levels.target),
        above: levels.is_above(&levels.current),
        source: Source::of(document),
    }
}
