//! The rule `evidence-expired`.

use crate::assess::effect::bare;
use crate::assess::life::is_over;
use crate::model::document::Whole;
use crate::model::evidence::Evidence;
use crate::model::scalar::Date;
use crate::rules::rule::{Case, ERROR, INFO, WARNING, levels, rule};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeMap;

rule! {
    /// The latest record of something counts no longer.
    ///
    /// A record speaks for a time: `valid_for` says how long, from the day on which it was
    /// collected. Old records stay, as they show the past; but when the latest one for a control, a
    /// policy, a clause, an obligation or a risk is over, nothing shows that it works today.
    /// Sampling over time at Stage 2 and in surveillance finds the gap.
    ///
    /// Collect a new record and give it an id of its own; the old one may stay as it is.
    ///
    /// ```yaml wrong
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2026-05-05
    /// valid_for: 6m
    /// #          ^^
    /// ```
    ///
    /// ```yaml right
    /// kind: evidence
    /// id: access-review
    /// title: Review of access rights, third quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review
    /// collected: 2026-05-05
    /// valid_for: 6m
    /// ---
    /// kind: evidence
    /// id: access-review-4
    /// title: Review of access rights, fourth quarter
    /// supports: [A.8.5]
    /// url: https://files.example/access-review-4
    /// collected: 2026-11-05
    /// valid_for: 6m
    /// ```
    "evidence-expired" in "evidence",
    clauses ["7.5.3", "9.1"],
    levels levels(INFO, WARNING, ERROR),
    fix false,
    check Some(check);
}

fn check(case: Case<'_>) -> Vec<Diagnostic> {
    let mut latest: BTreeMap<&str, Vec<Whole<'_, Evidence>>> = BTreeMap::new();
    for evidence in case.model.all::<Evidence>() {
        for target in &evidence.data.supports {
            let id = bare(target.id());
            latest.entry(id).or_default().push(evidence);
        }
    }
    // By place of the record: what it is the latest expired record of.
    let mut gaps: BTreeMap<usize, (Whole<'_, Evidence>, Vec<&str>)> = BTreeMap::new();
    for (id, records) in latest {
        if let Some(record) = gap(case, id, &records) {
            let at = case.model.index.get("evidence", record.doc_id());
            let entry = gaps.entry(at.map_or(0, |target| target.document));
            entry.or_insert((record, Vec::new())).1.push(id);
        }
    }
    let gaps = gaps.into_values();
    gaps.filter_map(|(record, ids)| report(record, &ids))
        .collect()
}

/// The last day on which a record counts, if it says how long.
fn end(evidence: &Evidence) -> Option<Date> {
    Some(evidence.valid_for?.after(evidence.collected?))
}

/// The record that expired last, when none of something counts today.
fn gap<'a>(
    case: Case<'a>,
    id: &str,
    records: &[Whole<'a, Evidence>],
) -> Option<Whole<'a, Evidence>> {
    let counts = |evidence: &Evidence| end(evidence).is_none_or(|end| case.as_of <= end);
    if records.iter().any(|record| counts(record.data)) || !lasts(case, id) {
        return None;
    }
    if case.model.may_be_mentioned(id) {
        return None;
    }
    records
        .iter()
        .copied()
        .max_by_key(|record| end(record.data))
}

/// Whether something has to be shown again and again: what has ended and what was done once has not.
fn lasts(case: Case<'_>, id: &str) -> bool {
    let Some(target) = case.model.index.get("control", id) else {
        return true;
    };
    target.kind != "action" && !is_over(case.model.document(target), case.as_of)
}

fn report(record: Whole<'_, Evidence>, ids: &[&str]) -> Option<Diagnostic> {
    let end = end(record.data)?;
    let message = format!(
        "{} {} counted until {end} and is the latest record of {}",
        record.doc_id(),
        record.data.title,
        ids.join(", ")
    );
    let finding = record.finding(RULE.info.name, "valid_for", message);
    Some(finding.help("Collect a new record; the old one may stay."))
}
