//! The row of a risk, as the register and the treatment plan share it: plain data.

use super::decided::Decided;
use super::place::{Derived, Source};
use crate::assess::decision::State;
use crate::assess::plan::Section;
use crate::model::common::{ActionStatus, Property};
use crate::model::risk::{AcceptanceOf, TreatmentOption};
use crate::model::scalar::Date;
use serde::Serialize;

/// A risk; the fields up to `source` are the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RiskRow {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The person or role that answers for it.
    pub owner: Option<String>,
    /// Where it stands in the treatment plan; `None` when it is not in it, or that is unknown.
    pub section: Option<Section>,
    /// Without any control.
    pub inherent: Option<ReadingCell>,
    /// Today.
    pub current: Option<ReadingCell>,
    /// When the plan is done: the residual risk.
    pub target: Option<ReadingCell>,
    /// The options chosen.
    pub options: Vec<TreatmentOption>,
    /// Why these.
    pub rationale: Option<String>,
    /// Controls of the treatment, and how they stand for this risk today.
    pub controls: Vec<ControlUse>,
    /// What is still to be done, and was.
    pub actions: Vec<ActionLine>,
    /// The owner's approval of the plan.
    pub approval: Decided,
    /// The acceptance of a level above the criterion.
    pub acceptance: AcceptanceLine,
    /// Where it is written.
    pub source: Source,
    /// Id of the worst level that needs no decision for this risk.
    pub criterion: Option<String>,
    /// Whether each reading is worse than the criterion.
    pub above: Above,
    /// Whether people stated the readings; otherwise they are computed.
    pub stated: bool,
    /// What is still to be done or decided, in words.
    pub left: Vec<String>,
    /// The earliest day by which an open action is due.
    pub earliest_due: Option<Date>,
    /// With whom it is shared.
    pub shared_with: Vec<SharedLine>,
    /// For `avoid`: the day on which the activity was stopped.
    pub stopped_on: Option<Date>,
    /// What could happen, to what.
    pub scenario: Scenario,
    /// How each reading came about.
    pub derivation: Derivation,
}

/// Two values, their score and the id of the level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadingCell {
    /// Value on the likelihood scale.
    pub likelihood: i64,
    /// Value on the impact scale.
    pub impact: i64,
    /// The score by matrix or formula.
    pub score: i64,
    /// Id of the level.
    pub level: String,
}

/// Whether readings are worse than the criterion; `None` when that is unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Above {
    /// Without any control.
    pub inherent: Option<bool>,
    /// Today.
    pub current: Option<bool>,
    /// When the plan is done.
    pub target: Option<bool>,
}

/// A control of a treatment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ControlUse {
    /// Its id.
    pub id: String,
    /// How it stands for this risk: a status, `undecided` or `excluded`; `None` when unknown.
    pub status: Option<&'static str>,
    /// The same in words, with what weakens it.
    pub why: String,
    /// What it takes off the likelihood when it is fully effective.
    pub reduces_likelihood: Option<i64>,
    /// What it takes off the impact when it is fully effective.
    pub reduces_impact: Option<i64>,
    /// What says so; `None` when no document does.
    pub source: Option<Source>,
}

/// An action of a treatment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionLine {
    /// Its id.
    pub id: String,
    /// What is done.
    pub title: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The day on which it begins.
    pub start: Option<Date>,
    /// The day by which it is done.
    pub due: Option<Date>,
    /// Its state.
    pub status: Option<ActionStatus>,
    /// The day on which it was done.
    pub done: Option<Date>,
    /// People, time and money that it needs.
    pub resources: Option<String>,
    /// The control that it brings about.
    pub control: Option<String>,
    /// What shows that it was done.
    pub evidence: Vec<String>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// Whether it is neither done nor cancelled after its day.
    pub overdue: bool,
    /// Where it is written.
    pub source: Source,
}

/// A party that carries part of the risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedLine {
    /// The interested party or supplier.
    pub with: Option<String>,
    /// The contract that says so.
    pub contract: Option<String>,
    /// What it covers.
    pub covers: Option<String>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Whether it has ended.
    pub ended: bool,
}

/// The acceptance of a risk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AcceptanceLine {
    /// Who accepted.
    pub by: Option<String>,
    /// The day of the acceptance.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether it holds; unknown when the risk is broken.
    pub state: Option<State>,
    /// What is accepted.
    pub of: Option<AcceptanceOf>,
    /// Id of the level that is accepted.
    pub level: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// The evidence or management review that records it.
    pub record: Option<String>,
    /// Why it does not hold, in words.
    pub why: Option<String>,
    /// What proves who accepted, as in [`Decided::proof`].
    pub proof: Option<&'static str>,
    /// Where it is written.
    pub source: Option<Source>,
    /// The endorsement by somebody who may accept that level.
    pub endorsed: Decided,
}

/// What could happen, to what, and when that was last looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Scenario {
    /// Assets that it concerns.
    pub assets: Vec<String>,
    /// Properties that are lost.
    pub affects: Vec<Property>,
    /// What threatens them.
    pub threat: Option<String>,
    /// What makes the threat possible.
    pub vulnerability: Option<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// What happens.
    pub event: Option<String>,
    /// What follows from it.
    pub consequence: Option<String>,
    /// The day on which it was last assessed.
    pub assessed: Option<Date>,
    /// The day by which the method wants it assessed again.
    pub next_assessment: Option<Date>,
    /// What the assessment takes for granted.
    pub assumptions: Option<String>,
    /// How sure the assessment is, and why.
    pub confidence: Option<String>,
    /// What a reader who does not know it needs to know.
    pub description: Option<String>,
}

/// How the readings of a risk came about, step by step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Derivation {
    /// Without any control.
    pub inherent: Vec<Derived>,
    /// Today.
    pub current: Vec<Derived>,
    /// When the plan is done.
    pub target: Vec<Derived>,
}
