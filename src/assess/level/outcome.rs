//! The levels of a risk as data, and what they are computed from.

use crate::assess::effect::{Controls, Effect};
use crate::assess::known::Known;
use crate::assess::method::{Method, Reading};
use crate::model::graph::Model;
use crate::model::scalar::Date;
use std::borrow::Cow;

/// Which reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// With what is effective today.
    Current,
    /// When the plan is done.
    Target,
}

impl Moment {
    /// The field of `stated` that holds it.
    pub fn field(self) -> &'static str {
        match self {
            Self::Current => "stated.current",
            Self::Target => "stated.target",
        }
    }
}

/// A control of a treatment that counts less in the target than the treatment says, because neither is
/// it effective nor does an action bring it about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutPlan {
    /// Index in `treatment.controls`.
    pub index: usize,
    /// Why it does not count fully, such as "is planned".
    pub why: Cow<'static, str>,
}

/// A stated reading that does not hold, because a control that it relies on is not effective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// Which reading.
    pub moment: Moment,
    /// Index in its `relies_on`.
    pub index: usize,
    /// Why the control is not effective.
    pub why: Cow<'static, str>,
}

/// The levels of one risk.
#[derive(Debug, Clone)]
pub struct Levels {
    /// Without any control.
    pub inherent: Known<Reading>,
    /// Today.
    pub current: Known<Reading>,
    /// When the plan is done: the residual risk.
    pub target: Known<Reading>,
    /// The worst level that needs no decision for this risk.
    pub criterion: Known<usize>,
    /// Whether people stated the readings.
    pub stated: bool,
    /// Controls that the target cannot count fully.
    pub without_plan: Vec<WithoutPlan>,
    /// Stated readings that do not hold.
    pub unsupported: Vec<Unsupported>,
    /// What each control of the treatment counts today, in order.
    pub effects: Vec<Known<Effect>>,
    /// Indices in `treatment.shared_with` of sharing that has ended.
    pub sharing_ended: Vec<usize>,
    /// Indices in `treatment.shared_with` of sharing that has not begun.
    pub sharing_to_come: Vec<usize>,
}

impl Levels {
    /// Whether a known reading is worse than a known criterion; `None` when either is unknown.
    pub fn is_above(&self, reading: &Known<Reading>) -> Option<bool> {
        Some(reading.as_ref().ok()?.level > *self.criterion.as_ref().ok()?)
    }
}

/// Everything that levels are computed from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The documents.
    pub model: &'a Model,
    /// The method, or why there is none.
    pub method: &'a Known<Method>,
    /// The controls.
    pub controls: &'a Controls<'a>,
    /// The day.
    pub as_of: Date,
}
