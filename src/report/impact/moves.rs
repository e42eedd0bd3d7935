//! What differs between two states of one repository, in the few things that a proposed change is judged
//! by: levels, plan, Statement of Applicability, decisions, findings, and whom to ask.

use super::levels::levels;
use super::moved::{Ask, DecisionMove, Move, Moves};
use crate::analysis::findings::Findings;
use crate::assess::applicability::{Applicability, natural};
use crate::assess::authority::owners_on;
use crate::assess::decision::{Judged, State, What};
use crate::model::control::Status;
use crate::model::document::Document;
use crate::model::risk::Risk;
use crate::report::input::Inputs;
use crate::report::place::Source;
use crate::report::table::spelled;
use crate::report::trace::decisions;
use crate::report::trace::links::title;
use crate::report::trace::{Named, Told, told};
use crate::text::diagnostic::Diagnostic;
use std::collections::BTreeMap;

/// One state.
pub struct Side<'a> {
    /// Everything that follows from its documents.
    pub inputs: &'a Inputs<'a>,
    /// What a check finds in it.
    pub findings: &'a Findings,
}

/// Everything that moves.
pub fn moves(before: &Side<'_>, after: &Side<'_>) -> Moves {
    let (findings_new, findings_fixed) = findings(before.findings, after.findings);
    let mut moves = Moves {
        levels: levels(before.inputs, after.inputs),
        plan: plan(before.inputs, after.inputs),
        soa: soa(before.inputs, after.inputs),
        criticality: criticality(before.inputs, after.inputs),
        decisions: decisions_moved(before.inputs, after.inputs),
        findings_new,
        findings_fixed,
        people: Vec::new(),
    };
    moves.people = people(after.inputs, &moves);
    moves
}

/// The documents of one state by what they are called, so that both states can be laid side by side.
fn by_subject<'a>(inputs: &'a Inputs<'a>) -> BTreeMap<String, &'a Document> {
    let all = inputs.model.documents.iter();
    all.map(|document| (document.subject(), document)).collect()
}

/// What is said of both states under one key, where it differs.
fn differing<'a, T: PartialEq>(
    old: BTreeMap<&'a str, T>,
    mut new: BTreeMap<&'a str, T>,
) -> Vec<(&'a str, Option<T>, Option<T>)> {
    let mut all: Vec<(&str, Option<T>, Option<T>)> = old
        .into_iter()
        .map(|(id, old)| (id, Some(old), new.remove(id)))
        .collect();
    all.extend(new.into_iter().map(|(id, new)| (id, None, Some(new))));
    all.retain(|(_, old, new)| old != new);
    all.sort_by(|(a, ..), (b, ..)| natural(a, b));
    all
}

fn plan(before: &Inputs<'_>, after: &Inputs<'_>) -> Vec<Move> {
    let (old, new) = (by_subject(before), by_subject(after));
    let said = |place: Option<String>| place.unwrap_or_else(|| "not in the plan".to_owned());
    let moved = differing(sections(before), sections(after)).into_iter();
    moved
        .map(|(id, from, to)| {
            let subject = format!("risk/{id}");
            let document = new.get(&subject).or(old.get(&subject));
            Move {
                id: id.to_owned(),
                title: document.map_or("", |document| document.title()).to_owned(),
                field: "section",
                from: said(from),
                to: said(to),
                source: document.map(|document| Source::of(document)),
            }
        })
        .collect()
}

fn sections<'a>(inputs: &'a Inputs<'a>) -> BTreeMap<&'a str, String> {
    let rows = inputs.assessment.plan.iter();
    rows.map(|row| {
        let section = row.section.map_or_else(|| "unknown".to_owned(), spelled);
        (&*inputs.model.documents[row.document].id, section)
    })
    .collect()
}

fn soa(before: &Inputs<'_>, after: &Inputs<'_>) -> Vec<Move> {
    let old = &before.assessment.applicability;
    let mut moved = Vec::new();
    for row in &after.assessment.applicability {
        let was = old.iter().find(|was| was.id == row.id);
        let document = row.document.map(|at| &after.model.documents[at]);
        let (to, from) = (cells(row), was.map(cells));
        for (at, (field, to)) in to.into_iter().enumerate() {
            let from = match &from {
                Some(from) => from[at].1.clone(),
                None => "no such control".to_owned(),
            };
            if from != to {
                moved.push(Move {
                    id: row.id.clone(),
                    title: row.title.clone(),
                    field,
                    from,
                    to,
                    source: document.map(Source::of),
                });
            }
        }
    }
    moved
}

/// What the Statement of Applicability says of a control, in words.
fn cells(row: &Applicability) -> [(&'static str, String); 4] {
    let applicable = match (&row.unknown, row.applicable) {
        (Some(_), _) => "unknown",
        (None, Some(true)) => "applicable",
        (None, Some(false)) => "excluded",
        (None, None) => "undecided",
    };
    let status = |status: Status| spelled(status);
    let reasons = row.reasons.sorts().into_iter().flat_map(|(sort, list)| {
        let ids = list.iter().map(|reason| reason.id.clone());
        ids.map(move |id| id.unwrap_or_else(|| sort.replace('_', " ")))
    });
    let reasons: Vec<String> = reasons.collect();
    [
        ("applicability", applicable.to_owned()),
        ("status", row.status.map_or("none".to_owned(), status)),
        ("reasons", some(reasons.join(", "))),
        // A composed justification moves with the reasons.
        (
            "justification",
            some(
                row.justification
                    .clone()
                    .filter(|_| row.written)
                    .unwrap_or_default(),
            ),
        ),
    ]
}

fn some(text: String) -> String {
    if text.is_empty() {
        return "none".to_owned();
    }
    text
}

fn criticality(before: &Inputs<'_>, after: &Inputs<'_>) -> Vec<Move> {
    let (old, new) = (by_subject(before), by_subject(after));
    let find = |id: &str| {
        let both = [format!("asset/{id}"), format!("supplier/{id}")];
        let mut found = both.iter().filter_map(|one| new.get(one).or(old.get(one)));
        found.next().copied()
    };
    let said = |of: Option<String>| of.unwrap_or_else(|| "none".to_owned());
    let moved = differing(criticalities(before), criticalities(after)).into_iter();
    moved
        .map(|(id, from, to)| Move {
            id: id.to_owned(),
            title: find(id).map_or("", |document| document.title()).to_owned(),
            field: "criticality",
            from: said(from),
            to: said(to),
            source: find(id).map(Source::of),
        })
        .collect()
}

fn criticalities<'a>(inputs: &'a Inputs<'a>) -> BTreeMap<&'a str, String> {
    let all = inputs.assessment.criticality.by_id.iter();
    all.filter_map(|(id, of)| {
        let highest = of.highest()?;
        let word = if of.critical { ", critical" } else { "" };
        Some((id.as_str(), format!("{highest}{word}")))
    })
    .collect()
}

/// The judged decisions of one state by document and field.
fn judged<'a>(inputs: &'a Inputs<'a>) -> BTreeMap<(String, &'a str), &'a Judged> {
    let all = inputs.assessment.decisions.iter();
    all.map(|judged| {
        let document = &inputs.model.documents[judged.document];
        ((document.subject(), judged.field.as_str()), judged)
    })
    .collect()
}

fn decisions_moved(before: &Inputs<'_>, after: &Inputs<'_>) -> Vec<DecisionMove> {
    let (old, new) = (judged(before), judged(after));
    let mut moved = Vec::new();
    for (key, was) in &old {
        let is = new.get(key).copied();
        if is.map(|is| is.state) == Some(was.state) {
            continue;
        }
        let (inputs, held) = is.map_or((before, *was), |is| (after, is));
        moved.push(decision(
            inputs,
            &key.0,
            held,
            Some(was.state),
            is.map(|is| is.state),
        ));
    }
    for (key, is) in new.iter().filter(|(key, _)| !old.contains_key(*key)) {
        moved.push(decision(after, &key.0, is, None, Some(is.state)));
    }
    moved.sort_by(|a, b| natural(&a.subject, &b.subject));
    moved
}

fn decision(
    inputs: &Inputs<'_>,
    subject: &str,
    judged: &Judged,
    from: Option<State>,
    to: Option<State>,
) -> DecisionMove {
    let document = &inputs.model.documents[judged.document];
    let lost = to != Some(State::Valid);
    DecisionMove {
        subject: subject.to_owned(),
        what: decisions::word(judged.what),
        field: judged.field.clone(),
        by: judged.by.clone(),
        from,
        to,
        why: judged.why.clone(),
        ask: match lost {
            true => deciders(inputs, document, judged),
            false => Vec::new(),
        },
        source: Source::at(document, &judged.field),
    }
}

/// Who has to decide again: the risk owner of today for what is theirs to decide, else whoever decided.
pub fn deciders(inputs: &Inputs<'_>, document: &Document, judged: &Judged) -> Vec<Named> {
    let owner = document.is::<Risk>().and_then(|risk| risk.owner.as_ref());
    let owner = owner.filter(|_| matches!(judged.what, What::Plan | What::Acceptance));
    let owners = owner.map(|owner| owners_on(inputs.model, owner.id(), inputs.as_of));
    let ids: Vec<&str> = match owners.filter(|owners| !owners.is_empty()) {
        Some(owners) => owners,
        None => judged.by.as_deref().into_iter().collect(),
    };
    ids.into_iter().map(|id| Named::owner(inputs, id)).collect()
}

/// Findings of the one that the other has not: by rule, subject and field, never by line.
fn findings(before: &Findings, after: &Findings) -> (Vec<Told>, Vec<Told>) {
    let (old, new) = (counted(before), counted(after));
    let more = |findings: &Findings, other: &BTreeMap<Key<'_>, usize>| {
        let mut left = other.clone();
        let mut extra: Vec<Diagnostic> = Vec::new();
        for found in &findings.diagnostics {
            match left.get_mut(&key(found)) {
                Some(count) if *count > 0 => *count -= 1,
                _ => extra.push(found.clone()),
            }
        }
        told(
            &Findings {
                diagnostics: extra,
                ..findings.clone()
            },
            &|_| true,
        )
    };
    (more(after, &old), more(before, &new))
}

/// What tells findings apart.
type Key<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

fn key(found: &Diagnostic) -> Key<'_> {
    (found.rule, found.subject.as_deref(), found.field.as_deref())
}

fn counted(findings: &Findings) -> BTreeMap<Key<'_>, usize> {
    let mut all = BTreeMap::new();
    for found in &findings.diagnostics {
        *all.entry(key(found)).or_default() += 1;
    }
    all
}

/// The owners of what moves, and those who have to decide again.
fn people(inputs: &Inputs<'_>, moves: &Moves) -> Vec<Ask> {
    let mut asked: BTreeMap<Named, Vec<String>> = BTreeMap::new();
    let mut ask = |person: Named, about: String| {
        let list = asked.entry(person).or_default();
        if !list.contains(&about) {
            list.push(about);
        }
    };
    for moved in &moves.decisions {
        for person in &moved.ask {
            ask(
                person.clone(),
                format!("{} of {}", moved.what, moved.subject),
            );
        }
    }
    let risks = moves
        .levels
        .iter()
        .map(|moved| format!("risk/{}", moved.id));
    let rows = moves.plan.iter().map(|moved| format!("risk/{}", moved.id));
    let controls = moves
        .soa
        .iter()
        .map(|moved| format!("control/{}", moved.id));
    let documents = by_subject(inputs);
    for subject in risks.chain(rows).chain(controls) {
        let Some(document) = documents.get(&subject) else {
            continue;
        };
        let owner = document.node.get("owner").and_then(|owner| owner.text());
        let owners = owner.map(|owner| owners_on(inputs.model, owner, inputs.as_of));
        for id in owners.into_iter().flatten() {
            let about = format!("{subject} {}, as its owner", title(inputs.model, document));
            ask(Named::owner(inputs, id), about);
        }
    }
    asked
        .into_iter()
        .map(|(person, about)| Ask { person, about })
        .collect()
}
