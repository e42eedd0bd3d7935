//! Decisions as rows show them: who, when, until when, and whether they hold.

use super::place::Source;
use crate::assess::decision::{Judged, State, What};
use crate::model::common::Decision;
use crate::model::document::Document;
use crate::model::scalar::Date;
use crate::text::proof::Proofs;
use serde::Serialize;
use std::collections::BTreeMap;

/// A decision; the state is `none` when there is none, and unknown when its document is broken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Whether it holds.
    pub state: Option<State>,
    /// Who decided.
    pub by: Option<String>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The reason given.
    pub reason: Option<String>,
    /// The evidence or management review that records it.
    pub record: Option<String>,
    /// Why it does not hold, in words.
    pub why: Option<String>,
    /// What proves who decided: `author` (of the commit), `trailer`, `record`, `none`, `uncommitted`,
    /// `unknown` (older than the clone holds); `None` when nobody asked git.
    pub proof: Option<&'static str>,
    /// Where it is written.
    pub source: Option<Source>,
}

impl Decided {
    /// A decision as it is written and judged; without one, that there is none.
    pub fn new(
        document: &Document,
        written: Option<&Decision>,
        judged: Option<&Judged>,
        proofs: &Proofs,
    ) -> Self {
        let Some(written) = written else {
            return Self {
                state: Some(State::None),
                ..Self::default()
            };
        };
        Self {
            state: judged.map(|judged| judged.state),
            by: written.by.as_ref().map(ToString::to_string),
            on: written.on,
            until: written.until,
            reason: written.reason.as_deref().map(str::to_owned),
            record: written.record.as_ref().map(ToString::to_string),
            why: judged.and_then(|judged| judged.why.clone()),
            proof: judged.and_then(|judged| proof(proofs, document, judged)),
            source: judged.map(|judged| Source::at(document, &judged.field)),
        }
    }
}

/// What proves who took a decision, in one word; `None` when nobody asked git.
pub fn proof(proofs: &Proofs, document: &Document, judged: &Judged) -> Option<&'static str> {
    let proof = proofs.of(&document.subject(), &judged.field)?;
    Some(proof.word())
}

/// The judged decisions by document.
#[derive(Debug)]
pub struct Verdicts<'a>(BTreeMap<usize, Vec<&'a Judged>>);

impl<'a> Verdicts<'a> {
    /// All decisions of an assessment.
    pub fn new(decisions: &'a [Judged]) -> Self {
        let mut by_document: BTreeMap<usize, Vec<&Judged>> = BTreeMap::new();
        for judged in decisions {
            by_document.entry(judged.document).or_default().push(judged);
        }
        Self(by_document)
    }

    /// The decision of one sort in the document of this index.
    pub fn of(&self, document: usize, what: What) -> Option<&'a Judged> {
        let all = self.0.get(&document)?;
        all.iter().find(|judged| judged.what == what).copied()
    }
}
