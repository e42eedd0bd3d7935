//! What exclusions and signatures are based on; other decisions are based on fields of their document.

use crate::assess::applicability::{Applicability, witnesses};
use crate::assess::basis::tidy;
use crate::model::control::Control;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use serde_json::{Map, Value as Json, json};

/// The reason of an exclusion, and the documents that speak to it.
pub(crate) fn exclusion(
    model: &Model,
    applicability: &[Applicability],
    as_of: Date,
    id: &str,
) -> Json {
    let row = applicability.iter().find(|row| row.id == id);
    let reason = row.and_then(|row| row.justification.clone());
    let ids = |sort: &str| -> Vec<String> {
        let sorts = row.map(|row| row.reasons.sorts());
        let list = sorts
            .iter()
            .flatten()
            .find(|(name, _)| *name == sort)
            .map(|(_, reasons)| *reasons);
        list.unwrap_or_default()
            .iter()
            .filter_map(|reason| reason.id.clone())
            .collect()
    };
    let contradictions = crate::model::catalog::ANNEX_A
        .contradictions
        .iter()
        .filter(|entry| entry.controls.iter().any(|control| **control == *id));
    let mut assets: Vec<String> = contradictions
        .flat_map(|entry| witnesses(model, entry.when, as_of))
        .filter(|document| document.kind == crate::model::Kind::Asset)
        .map(|document| document.id.to_string())
        .collect();
    assets.sort();
    let mut content = Map::new();
    if let Some(reason) = reason {
        content.insert("reason".to_owned(), json!(tidy(&reason)));
    }
    let obligations: Vec<String> = ids("legal").into_iter().chain(ids("contractual")).collect();
    for (key, list) in [
        ("risks", ids("risk")),
        ("obligations", obligations),
        ("assets", assets),
    ] {
        if !list.is_empty() {
            content.insert(key.to_owned(), json!(list));
        }
    }
    Json::Object(content)
}

/// What a signature under the Statement of Applicability is based on: per control the decision, the
/// ids of its reasons, the written justification and the exclusion; not the status.
pub(crate) fn soa(rows: &[Applicability], model: &Model) -> Json {
    let mut content = Map::new();
    for row in rows {
        let Some(applicable) = row.applicable else {
            continue;
        };
        let mut entry = Map::new();
        entry.insert("applicable".to_owned(), json!(applicable));
        let mut reasons = Map::new();
        for (sort, list) in row.reasons.sorts() {
            let ids: Vec<&str> = list
                .iter()
                .map(|reason| reason.id.as_deref().unwrap_or("written"))
                .collect();
            if !ids.is_empty() {
                reasons.insert(sort.to_owned(), json!(ids));
            }
        }
        entry.insert("reasons".to_owned(), Json::Object(reasons));
        if let Some(text) = row.justification.as_ref().filter(|_| row.written) {
            entry.insert("justification".to_owned(), json!(tidy(text)));
        }
        let exclusion = row
            .document
            .and_then(|at| model.documents[at].is::<Control>()?.exclusion.as_ref());
        if let Some(exclusion) = exclusion {
            let day = |day: Option<Date>| day.map(|day| day.to_string());
            let parts = [
                ("by", exclusion.by.as_ref().map(|by| by.id().to_owned())),
                ("on", day(exclusion.on)),
                ("until", day(exclusion.until)),
                ("reason", exclusion.reason.as_deref().map(tidy)),
            ];
            let there = parts
                .into_iter()
                .filter_map(|(name, part)| Some((name, part?)));
            let there = there.map(|(name, part)| (name.to_owned(), Json::String(part)));
            entry.insert("exclusion".to_owned(), Json::Object(there.collect()));
        }
        content.insert(row.id.clone(), Json::Object(entry));
    }
    Json::Object(content)
}
