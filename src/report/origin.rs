//! Where nonconformities and improvements come from, and what became of what was found.

use super::input::Inputs;
use super::table::{Cell, Value, words};
use crate::assess::applicability::natural;
use crate::assess::coverage::unread;
use crate::model::Kind;
use crate::model::audit::Audit;
use crate::model::common::Outcome;
use crate::model::control::Control;
use crate::model::document::Document;
use crate::model::id::{Origin, Ref};
use crate::model::improvement::Improvement;
use crate::model::incident::Incident;
use crate::model::link::Resolved;
use crate::model::nonconformity::Nonconformity;
use crate::model::scalar::Date;
use serde::Serialize;

/// Where something came to light.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct From {
    /// As it is written: `audit/finding`, an incident, `control/test`, or a word such as `complaint`.
    pub id: String,
    /// `finding`, `incident` or `test`; `None` for a word.
    pub kind: Option<&'static str>,
    /// Id of the document that it is or stands in.
    pub document: Option<String>,
}

impl Cell for From {
    fn cell(&self) -> Value {
        self.id.cell()
    }
}

/// What an origin leads to.
pub fn from(inputs: &Inputs<'_>, written: &Ref<Origin>) -> From {
    let target = target(inputs, written.id());
    From {
        id: written.to_string(),
        kind: target.map(|(kind, _)| kind),
        document: target.map(|(_, document)| document.id.to_string()),
    }
}

/// The kind and document behind an origin.
fn target<'a>(inputs: &Inputs<'a>, id: &str) -> Option<(&'static str, &'a Document)> {
    let Resolved::Document(target) = inputs.model.index.resolve("finding|incident|test", id) else {
        return None;
    };
    Some((target.kind, inputs.model.document(target)))
}

/// The day on which an origin came to light: an audit was held, an incident detected, a test failed.
pub fn day(inputs: &Inputs<'_>, id: &str) -> Option<Date> {
    let (_, document) = target(inputs, id)?;
    if let Some(audit) = document.is::<Audit>() {
        return audit.held;
    }
    if let Some(incident) = document.is::<Incident>() {
        return Some(incident.detected?.day());
    }
    let (_, test) = id.split_once('/')?;
    let tests = &document.is::<Control>()?.tests;
    let test = tests.iter().find(|one| *one.id.0 == *test)?;
    let failed = test
        .results
        .iter()
        .filter(|one| one.result == Outcome::Fail && one.on <= inputs.as_of);
    failed.map(|one| one.on).max()
}

/// Something that was made of a finding, an incident or a failed test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Became {
    /// `nonconformity` or `improvement`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether anything is still to be done.
    pub state: Open,
}

/// Whether anything is still to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Open {
    /// Something is.
    Open,
    /// Nothing is.
    Closed,
}

words!(Open);

impl Open {
    /// Closed, if it is.
    pub fn unless(closed: bool) -> Self {
        if closed { Self::Closed } else { Self::Open }
    }
}

impl Cell for Became {
    fn cell(&self) -> Value {
        format!("{} {}", self.id, self.state.cell()).cell()
    }
}

/// What became of an origin, in the order of ids.
pub fn became(inputs: &Inputs<'_>, origin: &str) -> Vec<Became> {
    let model = inputs.model;
    let one = |document: &Document, state| Became {
        kind: document.kind.name(),
        id: document.id.to_string(),
        title: document.title().to_owned(),
        state,
    };
    let names =
        |written: &Option<Ref<Origin>>| written.as_ref().is_some_and(|from| from.id() == origin);
    let nonconformities = model
        .all::<Nonconformity>()
        .filter(|found| names(&found.source))
        .map(|found| one(found.document, Open::unless(found.is_closed(inputs.as_of))));
    let improvements = model
        .all::<Improvement>()
        .filter(|found| names(&found.source))
        .map(|found| one(found.document, Open::unless(found.is_over())));
    let mut all: Vec<Became> = nonconformities.chain(improvements).collect();
    all.sort_by(|a, b| natural(&a.id, &b.id));
    all
}

/// Whether a nonconformity is among what became of something; `None` when one may stand where nothing
/// could be read.
pub fn followed(inputs: &Inputs<'_>, became: &[Became]) -> Option<bool> {
    let kind = Kind::Nonconformity;
    let made = became.iter().any(|one| one.kind == kind.name());
    (made || unread(inputs.model, kind).is_none()).then_some(made)
}
