//! The signature under a computed report: the latest sign-off of its subject, with version and approvals.

use super::decided::Decided;
use super::input::Inputs;
use super::place::Source;
use crate::assess::decision::{Judged, State};
use crate::assess::sign_off::latest;
use crate::model::document::Document;
use crate::model::sign_off::{SignOff, Subject};
use serde::Serialize;

/// Version and approvals; without a sign-off, nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The version that was signed.
    pub version: Option<String>,
    /// The approvals up to the day, the latest last; only the latest is judged.
    pub approvals: Vec<Decided>,
    /// The document that holds them.
    pub sign_off: Option<SignOffLine>,
}

/// The sign-off itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SignOffLine {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Whether its latest approval holds.
    pub state: State,
    /// Why it does not.
    pub why: Option<String>,
    /// Where it is written.
    pub source: Source,
}

/// The latest signature under a subject as of the day.
pub fn signature(inputs: &Inputs<'_>, subject: Subject) -> Signature {
    let latest = latest(inputs.model, subject, inputs.as_of);
    let found = latest.and_then(|at| {
        let document = &inputs.model.documents[at];
        Some((at, document, document.is::<SignOff>()?))
    });
    let Some((at, document, sign_off)) = found else {
        return Signature::default();
    };
    let decisions = inputs.assessment.decisions.iter();
    let judged: Vec<&Judged> = decisions.filter(|judged| judged.document == at).collect();
    Signature {
        version: sign_off.version.as_deref().map(str::to_owned),
        approvals: approvals(inputs, document, sign_off, &judged),
        sign_off: Some(SignOffLine {
            id: document.id.to_string(),
            title: document.title().to_owned(),
            state: judged.first().map_or(State::None, |judged| judged.state),
            why: judged.first().and_then(|judged| judged.why.clone()),
            source: Source::of(document),
        }),
    }
}

fn approvals(
    inputs: &Inputs<'_>,
    document: &Document,
    sign_off: &SignOff,
    judged: &[&Judged],
) -> Vec<Decided> {
    let all = sign_off.approvals.iter().enumerate();
    let past = all.filter(|(_, approval)| approval.on.is_none_or(|on| on <= inputs.as_of));
    let mut rows: Vec<Decided> = past
        .map(|(index, approval)| {
            let field = format!("approvals[{index}]");
            let verdict = judged.iter().find(|judged| judged.field == field).copied();
            let mut row = Decided::new(document, Some(approval), verdict, inputs.proofs);
            row.source = Some(Source::at(document, &field));
            row
        })
        .collect();
    rows.sort_by_key(|row| row.on);
    rows
}
