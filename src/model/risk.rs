//! A risk and its treatment (clauses 6.1.2, 6.1.3, 8.2, 8.3).

use super::common::{ActionStatus, Decision, Property, document};
use super::id::{self, Asset, Control, Evidence, Id, Owner, Party, Person, Record, Ref, Supplier};
use super::scalar::{Basis, Date, ScaleValue};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

document! {
    /// A risk: what could happen to which assets, how bad it is, who answers for it, and what is done.
    titled Risk {
        /// Assets that it concerns.
        #[serde(default)]
        pub assets: Vec<Ref<Asset>>,
        /// What threatens them (asset-based approach).
        pub threat: Option<Box<str>>,
        /// What makes the threat possible (asset-based approach).
        pub vulnerability: Option<Box<str>>,
        /// Where it comes from (event-based approach).
        pub source: Option<Box<str>>,
        /// What happens (event-based approach).
        pub event: Option<Box<str>>,
        /// What follows from it (event-based approach).
        pub consequence: Option<Box<str>>,
        /// Properties that are lost.
        #[serde(default)]
        pub affects: Vec<Property>,
        /// The day on which it was last assessed.
        pub assessed: Option<Date>,
        /// Likelihood and impact without any control.
        pub inherent: Inherent,
        /// Readings that people state where the arithmetic cannot; never together with `reduces`.
        pub stated: Option<Stated>,
        /// What the assessment takes for granted.
        pub assumptions: Option<Box<str>>,
        /// How sure the assessment is, and why.
        pub confidence: Option<Box<str>>,
        /// What is done about it; needed above the acceptance criterion.
        pub treatment: Option<Treatment>,
        /// The end of the risk.
        pub closed: Option<Closed>,
    }
}

/// Likelihood and impact without any control; exactly one of `impact` and `impacts`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inherent {
    /// Value on the likelihood scale.
    pub likelihood: ScaleValue,
    /// Value on the impact scale.
    pub impact: Option<ScaleValue>,
    /// Values on the impact scale by category; the overall impact is the largest.
    #[serde(default)]
    pub impacts: BTreeMap<Box<str>, ScaleValue>,
}

impl Inherent {
    /// The overall impact: `impact`, or the largest of `impacts`.
    pub fn overall_impact(&self) -> Option<ScaleValue> {
        self.impact.or_else(|| self.impacts.values().copied().max())
    }
}

/// Readings that people state.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// As things are today.
    pub current: Option<Reading>,
    /// Once the plan is done.
    pub target: Option<Reading>,
}

/// One stated reading.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Value on the likelihood scale.
    pub likelihood: ScaleValue,
    /// Value on the impact scale.
    pub impact: ScaleValue,
    /// Why.
    pub why: Option<Box<str>>,
    /// Controls that must be fully effective for it to hold.
    #[serde(default)]
    pub relies_on: Vec<Ref<Control>>,
}

/// What is done about a risk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// The options chosen.
    #[serde(default)]
    pub options: Vec<TreatmentOption>,
    /// Why these.
    pub rationale: Option<Box<str>>,
    /// Controls that modify the risk, and by how much.
    #[serde(default)]
    pub controls: Vec<TreatmentControl>,
    /// What is still to be done.
    #[serde(default)]
    pub actions: Vec<TreatmentAction>,
    /// With whom the risk is shared.
    #[serde(default)]
    pub shared_with: Vec<SharedWith>,
    /// For `avoid`: the day on which the activity was stopped.
    pub stopped_on: Option<Date>,
    /// The risk owner's approval of the plan.
    pub approval: Option<Decision>,
    /// Acceptance of what remains above the criterion.
    pub acceptance: Option<Acceptance>,
}

impl Risk {
    /// The actions of the treatment that are neither done nor cancelled, with their indices.
    pub fn open_actions(&self) -> impl Iterator<Item = (usize, &TreatmentAction)> {
        let actions = self.treatment.iter().flat_map(|it| &it.actions).enumerate();
        actions.filter(|(_, action)| !action.status.is_some_and(ActionStatus::is_over))
    }
}

impl Treatment {
    /// Whether the only option is to keep the risk.
    pub fn retains_alone(&self) -> bool {
        self.options == [TreatmentOption::Retain]
    }
}

/// A way to treat a risk (ISO/IEC 27005:2022).
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Deserialize,
    JsonSchema,
    serde::Serialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum TreatmentOption {
    /// Change likelihood or impact with controls.
    Modify,
    /// Keep the risk knowingly.
    Retain,
    /// Stop or never start what carries the risk.
    Avoid,
    /// Split the risk with others.
    Share,
}

/// Steps taken off likelihood and impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reduces {
    /// Steps off the likelihood.
    pub likelihood: Option<ScaleValue>,
    /// Steps off the impact.
    pub impact: Option<ScaleValue>,
}

/// A control that modifies the risk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TreatmentControl {
    /// Which control.
    pub control: Ref<Control>,
    /// What it takes off when it is fully effective.
    pub reduces: Option<Reduces>,
}

/// Something that is still to be done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TreatmentAction {
    /// Unique among all actions.
    pub id: Id,
    /// What is done.
    pub title: Option<Box<str>>,
    /// Who answers for it.
    pub owner: Option<Ref<Owner>>,
    /// The day on which it begins.
    pub start: Option<Date>,
    /// The day by which it is done.
    pub due: Option<Date>,
    /// State of the action.
    pub status: Option<ActionStatus>,
    /// The day on which it was done.
    pub done: Option<Date>,
    /// People, time and money that it needs.
    pub resources: Option<Box<str>>,
    /// The control that it brings about.
    pub control: Option<Ref<Control>>,
    /// What the action itself takes off once it is done.
    pub reduces: Option<Reduces>,
    /// What shows that it was done.
    #[serde(default)]
    pub evidence: Vec<Ref<Evidence>>,
    /// Why it was cancelled.
    pub reason: Option<Box<str>>,
}

/// A party that carries part of the risk; exactly one of `party` and `supplier`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedWith {
    /// An interested party.
    pub party: Option<Ref<Party>>,
    /// A supplier, such as an insurer.
    pub supplier: Option<Ref<Supplier>>,
    /// The contract that says so.
    pub contract: Option<Box<str>>,
    /// What it covers.
    pub covers: Option<Box<str>>,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// What it takes off.
    pub reduces: Option<Reduces>,
}

/// What an acceptance is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AcceptanceOf {
    /// The level that remains when the plan is done.
    Residual,
    /// The level of today, until the actions are done.
    Interim,
}

/// The acceptance of a level above the criterion, by the risk owner.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// What is accepted.
    pub of: Option<AcceptanceOf>,
    /// The level that is accepted.
    pub level: Option<Id>,
    /// The risk owner, or the holder of the owning role that day.
    pub by: Option<Ref<Person>>,
    /// The day of the acceptance.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Why the risk is accepted.
    pub reason: Option<Box<str>>,
    /// The evidence or management review that records it.
    pub record: Option<Ref<Record>>,
    /// Digest of what it was based on, written by the tool.
    pub basis: Option<Basis>,
    /// Endorsement by somebody who may accept that level.
    pub endorsed: Option<Decision>,
}

/// The end of a risk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// When.
    pub on: Date,
    /// By whom.
    pub by: Option<Ref<Person>>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// The risk that took its place.
    pub replaced_by: Option<Ref<id::Risk>>,
}
