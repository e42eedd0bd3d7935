//! What moves between two states, as plain data.

use crate::assess::decision::State;
use crate::report::place::Source;
use crate::report::trace::{Named, Told};
use serde::Serialize;

/// What moves from one state to another.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Moves {
    /// Levels and criteria of risks.
    pub levels: Vec<LevelMove>,
    /// Rows of the risk treatment plan.
    pub plan: Vec<Move>,
    /// Rows of the Statement of Applicability.
    pub soa: Vec<Move>,
    /// Criticality of assets and suppliers.
    pub criticality: Vec<Move>,
    /// Decisions that hold and would not hold any more, and the other way round.
    pub decisions: Vec<DecisionMove>,
    /// Findings that would come.
    pub findings_new: Vec<Told>,
    /// Findings that would go.
    pub findings_fixed: Vec<Told>,
    /// Whom to ask, with what for.
    pub people: Vec<Ask>,
}

impl Moves {
    /// Whether nothing moves at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A level that moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelMove {
    /// Id of the risk.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// `inherent`, `current`, `target` or `criterion`.
    pub moment: &'static str,
    /// What it was; `None` when it was unknown, or there was no such risk.
    pub from: Option<LevelCell>,
    /// What it would be; `None` when it would be unknown, or there is no such risk.
    pub to: Option<LevelCell>,
    /// Whether it would be worse; `None` when either is unknown.
    pub worse: Option<bool>,
    /// Whether it would be above the criterion; `None` when that is unknown, and for the criterion.
    pub above: Option<bool>,
    /// Where the risk is written.
    pub source: Source,
}

/// A level with its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelCell {
    /// Title of the level.
    pub level: String,
    /// The score; `None` for a criterion, which is a level alone.
    pub score: Option<i64>,
}

/// Something that moves from one word to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Id of what moves.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What of it moves.
    pub field: &'static str,
    /// What it was.
    pub from: String,
    /// What it would be.
    pub to: String,
    /// Where it is written; `None` without a document.
    pub source: Option<Source>,
}

/// A decision whose state moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionMove {
    /// `kind/id` of the document that holds it.
    pub subject: String,
    /// What was decided, in words.
    pub what: &'static str,
    /// The field that holds it.
    pub field: String,
    /// Id of the person who decided.
    pub by: Option<String>,
    /// Its state before; `None` when there was none.
    pub from: Option<State>,
    /// Its state after; `None` when it would be gone.
    pub to: Option<State>,
    /// Why, in words.
    pub why: Option<String>,
    /// Who would have to decide again.
    pub ask: Vec<Named>,
    /// Where it is written.
    pub source: Source,
}

/// Somebody to ask, and what for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// The person.
    pub person: Named,
    /// What for, in words.
    pub about: Vec<String>,
}
