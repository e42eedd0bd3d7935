//! What is known of every thing there is, each for a page of its own: every document, every control of
//! the catalogs in force, every clause.

use super::input::Inputs;
use super::place::Source;
use super::shelf::Shelf;
use super::trace::gathered::Gathered;
use super::trace::target::{Candidate, Target};
use super::trace::{Trace, explained};
use crate::analysis::findings::Findings;
use crate::model::Kind;
use crate::model::catalog::{ANNEX_A, CLAUSES};
use crate::model::control::Control;
use crate::model::document::Document;
use crate::model::evidence::Evidence;
use crate::model::link::ids_of;
use crate::model::scalar::Date;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeMap, HashSet};

/// A thing with everything that is known of it.
#[derive(Debug, Clone, Serialize)]
pub struct Thing {
    /// As `explain ID --format json` tells it.
    #[serde(flatten)]
    pub trace: Trace,
    /// `kind/id` of what stands in its document under ids of their own, such as actions.
    pub items: Vec<String>,
    /// Of a control of Annex A: the values of each attribute.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Of a control: what shows it.
    pub evidence: Vec<Shown>,
}

/// A record, and how old it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// What it is called; `None` when there is no such record.
    pub title: Option<String>,
    /// The day on which it was collected.
    pub collected: Option<Date>,
    /// How many days ago that was.
    pub days: Option<i32>,
    /// The last day on which it counts; `None` when nothing limits it, or that is unknown.
    pub until: Option<Date>,
    /// Whether that day is past.
    pub expired: bool,
    /// Where it is written.
    pub source: Option<Source>,
}

/// Everything there is, in the order of kinds and then of places; controls and clauses without a document
/// stand at the end. Where an id stands twice the first is meant, as everywhere.
pub fn dossier(inputs: &Inputs<'_>, findings: &Findings) -> Vec<Thing> {
    let gathered = Gathered::new(inputs, Some(findings));
    let shelf = Shelf::new(inputs.model, inputs.as_of);
    let all = everything(inputs);
    all.par_iter()
        .map(|of| thing(&gathered, &shelf, of))
        .collect()
}

fn everything(inputs: &Inputs<'_>) -> Vec<Candidate> {
    let mut seen = HashSet::new();
    let mut found: Vec<Candidate> = Vec::new();
    let mut documents: Vec<(usize, &Document)> =
        inputs.model.documents.iter().enumerate().collect();
    documents.sort_by_key(|(_, document)| document.kind);
    for (at, document) in documents {
        let subject = document.subject();
        let named = document.kind.is_one() || !document.id.is_empty();
        if named && seen.insert(subject.clone()) {
            found.push(candidate(subject, Target::Document(at)));
        }
    }
    let rows = inputs.assessment.applicability.iter();
    for row in rows.filter(|row| row.document.is_none()) {
        let subject = format!("control/{}", row.id);
        found.push(candidate(subject, Target::Control(row.id.clone())));
    }
    for clause in CLAUSES.iter() {
        let subject = format!("clause/{}", clause.id);
        found.push(candidate(subject, Target::Clause(clause.id.to_string())));
    }
    found
}

fn candidate(subject: String, target: Target) -> Candidate {
    Candidate {
        subject,
        target,
        item: None,
    }
}

fn thing(gathered: &Gathered<'_>, shelf: &Shelf<'_>, of: &Candidate) -> Thing {
    let trace = explained(gathered, of);
    let inputs = gathered.inputs;
    let document = match of.target {
        Target::Document(at) => Some(&inputs.model.documents[at]),
        _ => None,
    };
    let is_control = trace.kind == Kind::Control.name();
    Thing {
        items: document.map(items).unwrap_or_default(),
        attributes: match is_control {
            true => attributes(&trace.id),
            false => BTreeMap::new(),
        },
        evidence: match is_control {
            true => evidence(inputs, shelf, &trace.id, document),
            false => Vec::new(),
        },
        trace,
    }
}

/// The items of a document that have ids of their own; an unnamed one is no item.
fn items(document: &Document) -> Vec<String> {
    let own = document.kind.name();
    let all = ids_of(document).into_iter();
    all.filter(|(kind, id, _)| *kind != own && !id.is_empty())
        .map(|(kind, id, _)| format!("{kind}/{id}"))
        .collect()
}

fn attributes(id: &str) -> BTreeMap<String, Vec<String>> {
    let control = ANNEX_A.control(id);
    let all = control.into_iter().flat_map(|control| &control.attributes);
    all.map(|(name, values)| {
        let values = values.iter().map(ToString::to_string).collect();
        (name.to_string(), values)
    })
    .collect()
}

fn evidence(
    inputs: &Inputs<'_>,
    shelf: &Shelf<'_>,
    id: &str,
    document: Option<&Document>,
) -> Vec<Shown> {
    let control = document.and_then(|document| document.is::<Control>());
    let ids = shelf.evidence_of(id, control);
    ids.into_iter().map(|id| shown(inputs, id)).collect()
}

fn shown(inputs: &Inputs<'_>, id: String) -> Shown {
    let document = inputs.model.find(Kind::Evidence, &id);
    let record = document.and_then(|document| document.is::<Evidence>());
    let collected = record.and_then(|record| record.collected);
    let until = record.and_then(|record| Some(record.valid_for?.after(record.collected?)));
    Shown {
        title: document.map(|document| document.title().to_owned()),
        days: collected.and_then(|on| Some(on.0.until(inputs.as_of.0).ok()?.get_days())),
        collected,
        expired: until.is_some_and(|until| until < inputs.as_of),
        until,
        source: document.map(Source::of),
        id,
    }
}
