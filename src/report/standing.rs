//! How controls stand today, in the words of the contract.

use super::gaps::Gaps;
use super::input::Inputs;
use super::table::{Cell, Value};
use crate::assess::effect::{Standing, bare};
use crate::model::control::Status;
use serde::Serialize;

/// The word for how a control stands: a status, `undecided` or `excluded`.
pub fn word(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Applicable(Status::Implemented) => Some("implemented"),
        Standing::Applicable(Status::Partial) => Some("partial"),
        Standing::Applicable(Status::Planned) => Some("planned"),
        Standing::Applicable(Status::NotStarted) => Some("not-started"),
        Standing::Undecided => Some("undecided"),
        Standing::NotApplicable => Some("excluded"),
        Standing::NoStatus | Standing::NoSuchControl => None,
    }
}

/// A control that something relies on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relied {
    /// Its id.
    pub id: String,
    /// How it stands: a status, `undecided` or `excluded`; `None` when nothing says so, or that is unknown.
    pub status: Option<&'static str>,
    /// The same in words, with what weakens it.
    pub why: String,
    /// Whether everything that this depends on could be read.
    pub known: bool,
}

impl Cell for Relied {
    fn cell(&self) -> Value {
        format!("{} {}", self.id, self.status.unwrap_or("unknown")).cell()
    }
}

/// Whether all of these controls work; `None` when one of them is unknown and none is known not to.
pub fn all_work(controls: &[Relied]) -> Option<bool> {
    let fails = |control: &&Relied| control.known && control.status != Some("implemented");
    if controls.iter().any(|control| fails(&control)) {
        return Some(false);
    }
    controls.iter().all(|control| control.known).then_some(true)
}

/// How controls stand for nobody's assets in particular; what is unknown is noted for a subject such as
/// `obligation/gdpr`.
pub fn relied<'i>(
    inputs: &Inputs<'_>,
    controls: impl IntoIterator<Item = &'i str>,
    subject: &str,
    gaps: &mut Gaps,
) -> Vec<Relied> {
    let each = controls.into_iter().map(|id| {
        let effect = inputs.assessment.controls.effect(id, &[]);
        let known = gaps.known(&effect, subject);
        Relied {
            id: bare(id).to_owned(),
            status: known.and_then(|effect| word(effect.standing)),
            known: known.is_some(),
            why: match &effect {
                Ok(effect) => effect.why.to_string(),
                Err(unknown) => format!("is unknown: {}", unknown.why),
            },
        }
    });
    each.collect()
}
