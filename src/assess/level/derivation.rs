//! How readings came about, step by step; every step says where it is written.

use crate::assess::known::Step;

/// How the readings of one risk came about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derivation {
    /// The inherent one.
    pub inherent: Vec<Step>,
    /// That of today.
    pub current: Vec<Step>,
    /// That of the day when the plan is done.
    pub target: Vec<Step>,
}

/// Where steps are told. Most who ask for levels want no words, which cost more than the levels.
pub(super) struct Told(Option<Vec<Step>>);

impl Told {
    /// Nobody wants to hear them.
    pub(super) fn to_nobody() -> Self {
        Self(None)
    }

    /// Somebody does.
    pub(super) fn to_somebody() -> Self {
        Self(Some(Vec::new()))
    }

    /// Tells a step, if somebody wants to hear it.
    pub(super) fn step(&mut self, step: impl FnOnce() -> Step) {
        if let Some(steps) = &mut self.0 {
            steps.push(step());
        }
    }

    /// What was told.
    pub(super) fn steps(self) -> Vec<Step> {
        self.0.unwrap_or_default()
    }
}
