//! A risk as one side of a comparison knows it.

use super::causes::Stand;
use super::reading::{Reading, Way, reading};
use crate::assess;
use crate::assess::applicability::is_living;
use crate::assess::level::Levels;
use crate::model::document::{Document, Whole};
use crate::model::risk::{Risk, TreatmentOption};
use crate::report::input::Inputs;

/// One of the readings of a risk.
pub(super) type Moment = fn(&Levels) -> &assess::known::Known<assess::method::Reading>;

/// A risk as one side knows it.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) inputs: &'a Inputs<'a>,
    pub(super) document: &'a Document,
    pub(super) risk: Option<Whole<'a, Risk>>,
    pub(super) levels: Option<&'a Levels>,
}

impl<'a> Known<'a> {
    pub(super) fn new(inputs: &'a Inputs<'a>, at: usize) -> Self {
        let document = &inputs.model.documents[at];
        let data = document.is::<Risk>();
        Self {
            inputs,
            document,
            risk: data.map(|data| Whole { document, data }),
            levels: inputs.assessment.levels.get(&at),
        }
    }

    /// Whether it is not known to be closed.
    pub(super) fn lives(self) -> bool {
        self.risk
            .is_none_or(|risk| is_living(risk.data, self.inputs.as_of))
    }

    pub(super) fn stand(self) -> Option<Stand<'a>> {
        Some(Stand {
            risk: self.risk?,
            ground: self.inputs.assessment.ground(self.inputs.model),
            levels: self.levels?,
        })
    }

    pub(super) fn reading(self, of: Moment) -> Option<Reading> {
        reading(of(self.levels?), &self.inputs.assessment.method)
    }

    pub(super) fn above(self) -> Option<bool> {
        let levels = self.levels?;
        levels.is_above(&levels.current)
    }

    pub(super) fn criterion(self) -> Option<String> {
        let method = self.inputs.assessment.method.as_ref().ok()?;
        let rank = *self.levels?.criterion.as_ref().ok()?;
        Some(method.levels.get(rank)?.title.clone())
    }

    pub(super) fn owner(self) -> Option<String> {
        self.risk?.data.owner.as_ref().map(ToString::to_string)
    }

    pub(super) fn options(self) -> Option<Vec<TreatmentOption>> {
        let mut options = self.risk?.data.treatment.as_ref()?.options.clone();
        options.sort_unstable();
        Some(options)
    }
}

/// Whether a risk is worse than its criterion now and was not before, or the other way round. What was
/// above is no rise, whatever it is now.
pub(super) fn crossed(old: Known<'_>, new: Known<'_>) -> Option<Way> {
    if !new.lives() {
        return None;
    }
    let was = if old.lives() {
        old.above()
    } else {
        Some(false)
    };
    match (was, new.above()) {
        (Some(false), Some(true)) => Some(Way::Up),
        (Some(true), Some(false)) => Some(Way::Down),
        (None, Some(true)) | (Some(false), None) => Some(Way::Unknown),
        _ => None,
    }
}
