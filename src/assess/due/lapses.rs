//! What stops counting on a day: records, competences, certificates of suppliers, sharings of risks.

use super::entry::{Due, What};
use super::ground::{Ground, called, name};
use crate::assess::effect::bare;
use crate::assess::life::is_over;
use crate::model::competence::Competence;
use crate::model::document::Whole;
use crate::model::evidence::Evidence;
use crate::model::graph::Model;
use crate::model::person::Person;
use crate::model::risk::Risk;
use crate::model::scalar::Date;
use crate::model::supplier::{Certification, Supplier};
use std::collections::{BTreeMap, HashMap};

/// A record that counts longest for something.
#[derive(Debug)]
pub struct LastRecord<'a> {
    /// The record.
    pub record: Whole<'a, Evidence>,
    /// The last day on which it counts.
    pub until: Date,
    /// Ids of that for which no record counts longer.
    pub of: Vec<&'a str>,
}

/// The records after which nothing shows something any more, in the order of places. What a record
/// without end shows is not among that, and neither is what has ended or was done once.
pub fn last_records(model: &Model, as_of: Date) -> Vec<LastRecord<'_>> {
    // The record that counts longest for each id, the last of several; none where one has no end.
    let mut longest: HashMap<&str, Option<(Date, Whole<'_, Evidence>)>> = HashMap::new();
    for evidence in model.all::<Evidence>() {
        let counts = end(evidence.data).map(|until| (until, evidence));
        for target in &evidence.data.supports {
            let kept = longest.entry(bare(target.id())).or_insert(counts);
            *kept = match (*kept, counts) {
                (Some(kept), Some(new)) if kept.0 > new.0 => Some(kept),
                (Some(_), new) => new,
                (None, _) => None,
            };
        }
    }
    let ended = longest.into_iter();
    let mut ended: Vec<_> = ended.filter_map(|(id, last)| Some((id, last?))).collect();
    ended.sort_unstable_by_key(|(id, _)| *id);
    // By place of the record.
    let mut last: BTreeMap<usize, LastRecord<'_>> = BTreeMap::new();
    for (id, (until, record)) in ended {
        // What could not be read may show it still.
        let in_doubt = until < as_of && model.may_be_mentioned(id);
        if in_doubt || !lasts(model, id, as_of) {
            continue;
        }
        let at = model.index.get("evidence", record.doc_id());
        let entry = last.entry(at.map_or(0, |target| target.document));
        let entry = entry.or_insert_with(|| LastRecord {
            record,
            until,
            of: Vec::new(),
        });
        entry.of.push(id);
    }
    last.into_values().collect()
}

/// The last day on which a record counts, if it says how long.
fn end(evidence: &Evidence) -> Option<Date> {
    Some(evidence.valid_for?.after(evidence.collected?))
}

/// Whether something has to be shown again and again.
fn lasts(model: &Model, id: &str, as_of: Date) -> bool {
    let Some(target) = model.index.get("control", id) else {
        return true;
    };
    target.kind != "action" && !is_over(model.document(target), as_of)
}

pub(super) fn evidence(ground: Ground<'_>) -> Vec<Due<'_>> {
    let all = last_records(ground.model, ground.as_of).into_iter();
    let wanted = all.filter(|last| ground.wants(last.until));
    wanted
        .map(|last| {
            let document = last.record.document;
            let summary = format!(
                "Collect anew: {}, the last record of {}",
                name(document),
                last.of.join(", ")
            );
            Due::new(What::Evidence, last.until, document, "valid_for", summary)
        })
        .collect()
}

/// Certificates of suppliers; of several for one standard, the one that holds longest.
pub(super) fn suppliers(ground: Ground<'_>) -> Vec<Due<'_>> {
    let mut found = Vec::new();
    for supplier in ground.living::<Supplier>() {
        let all = &supplier.data.certifications;
        found.extend(all.iter().enumerate().filter_map(|(at, one)| {
            let until = one.until.filter(|_| !is_outlasted(all, one, at))?;
            let (document, standard) = (supplier.document, &*one.standard);
            let field = format!("certifications[{at}].until");
            let summary = format!("Certificate ends: {standard} of {}", document.title());
            let due = Due::new(What::SupplierCertificate, until, document, field, summary);
            Some(due.key(standard))
        }));
    }
    found
}

/// Whether another certificate of a supplier for the same standard ends later.
pub fn is_outlasted(all: &[Certification], own: &Certification, at: usize) -> bool {
    let rank = |at: usize, one: &Certification| (one.until.is_none(), one.until, at);
    let mut same = all
        .iter()
        .enumerate()
        .filter(|(_, other)| other.standard == own.standard);
    same.any(|(other, one)| rank(other, one) > rank(at, own))
}

pub(super) fn sharings(ground: Ground<'_>) -> Vec<Due<'_>> {
    let mut found = Vec::new();
    for risk in ground.living::<Risk>() {
        let treatment = risk.data.treatment.as_ref();
        let shared = treatment.into_iter().flat_map(|it| &it.shared_with);
        found.extend(shared.enumerate().filter_map(|(at, one)| {
            let supplier = one.supplier.as_ref().map(|supplier| supplier.id());
            let with = supplier.or(one.party.as_ref().map(|party| party.id()))?;
            let summary = format!("Sharing with {with} ends: {}", called(risk.document));
            let field = format!("treatment.shared_with[{at}].until");
            Some(Due::new(What::Sharing, one.until?, risk.document, field, summary).key(with))
        }));
    }
    found
}

/// Competences, but of people who have left.
pub(super) fn competences(ground: Ground<'_>) -> Vec<Due<'_>> {
    let all = ground.living::<Competence>();
    all.filter_map(|competence| {
        let person = competence.data.person.as_ref();
        let person = person.and_then(|person| ground.model.get::<Person>(person.id()));
        if person.is_some_and(|person| is_over(person.document, ground.as_of)) {
            return None;
        }
        let (document, until) = (competence.document, competence.data.until?);
        let summary = format!("Show anew: {}", called(document));
        Some(Due::new(
            What::Competence,
            until,
            document,
            "until",
            summary,
        ))
    })
    .collect()
}
