//! The risk method as reports refer to it: version, approval, levels and criterion.

use super::decided::{Decided, Verdicts};
use super::input::Inputs;
use super::place::Source;
use crate::assess::decision::What;
use crate::assess::method::Method;
use crate::model::Kind;
use crate::model::risk_method::RiskMethod;
use serde::Serialize;

/// A reference to the risk method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MethodLine {
    /// Its version.
    pub version: Option<String>,
    /// Id of the worst level that needs no decision.
    pub acceptable_up_to: Option<String>,
    /// The longest time between two assessments of a risk.
    pub review_interval: Option<String>,
    /// Its approval.
    pub approval: Decided,
    /// Where it is written.
    pub source: Source,
}

/// A level of the method; rows name levels by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its smallest score.
    pub from: i64,
    /// Its colour as `#rrggbb`.
    pub colour: Option<String>,
    /// Whether it needs no decision, by the general criterion.
    pub acceptable: Option<bool>,
}

/// The method, if there is a whole one.
pub fn method(inputs: &Inputs<'_>, verdicts: &Verdicts<'_>) -> Option<MethodLine> {
    let method = inputs.model.one::<RiskMethod>()?;
    let at = inputs.model.index.get(Kind::RiskMethod.name(), "")?;
    let judged = verdicts.of(at.document, What::Whole);
    let acceptable = method.data.acceptable_up_to.as_ref();
    Some(MethodLine {
        version: method.data.version.as_deref().map(str::to_owned),
        acceptable_up_to: acceptable.map(ToString::to_string),
        review_interval: method
            .data
            .review_interval
            .map(|interval| interval.to_string()),
        approval: Decided::new(
            method.document,
            method.data.approval.as_ref(),
            judged,
            inputs.proofs,
        ),
        source: Source::of(method.document),
    })
}

/// The levels, best first; none when there is no method to compute with.
pub fn levels(method: Option<&Method>) -> Vec<LevelLine> {
    let all = method.map(|method| method.levels.iter().enumerate());
    let acceptable = method.and_then(|method| method.acceptable);
    all.into_iter()
        .flatten()
        .map(|(at, level)| LevelLine {
            id: level.id.clone(),
            title: level.title.clone(),
            from: level.from,
            colour: level.colour.clone(),
            acceptable: acceptable.map(|worst| at <= worst),
        })
        .collect()
}
