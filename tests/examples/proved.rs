//! Who decided what in the example, as its history shows it: every decision of the last state is that of
//! the person it names.

use crate::folder::{as_of, read};
use crate::past::{Then, graph, states};
use isms::assess::assessment::Assessment;
use isms::model::evidence::Evidence;
use isms::model::graph::Model;
use isms::model::person::Person;
use isms::model::scalar::Date;
use isms::text::snapshot::Files;
use std::collections::{BTreeMap, BTreeSet};

/// What tells a decision from any other: document, field without its place in a list, who, day, basis.
type Decision = (String, String, String, Date, String);

fn decisions(state: &Then) -> BTreeSet<Decision> {
    let model = &state.linked.model;
    let judged = Assessment::new(model, state.day).decisions;
    let decision = |judged: isms::assess::decision::Judged| {
        let field = judged.field.split('[').next().unwrap().to_owned();
        let subject = model.documents[judged.document].subject().to_string();
        Some((subject, field, judged.by?, judged.on?, judged.recorded?))
    };
    judged.into_iter().filter_map(decision).collect()
}

/// The commits through which a decision came in, the one that brought it last.
fn way(states: &[Then], held: &[BTreeSet<Decision>], tip: usize, of: &Decision) -> Vec<usize> {
    let mut at = tip;
    let mut way = Vec::new();
    loop {
        let parents = &states[at].parents;
        if parents
            .first()
            .is_none_or(|first| !held[*first].contains(of))
        {
            way.push(at);
        }
        match parents.iter().find(|parent| held[**parent].contains(of)) {
            Some(parent) => at = *parent,
            None => return way,
        }
    }
}

/// The addresses that the trailers `Approved-by` of a message name.
fn approved_by(message: &str) -> Vec<String> {
    let named = message
        .lines()
        .filter_map(|line| line.strip_prefix("Approved-by: "));
    let address = |name: &str| Some(name.split_once('<')?.1.strip_suffix('>')?.to_owned());
    named.filter_map(address).collect()
}

/// Whether the record of a decision is evidence that has the digest written down for it.
fn recorded(model: &Model, files: &Files, document: usize, field: &str) -> bool {
    let node = &model.documents[document].node;
    let text = isms::syntax::de::read::<serde_json::Value>(node).unwrap().0;
    let pointer = format!(
        "/{}/record",
        field.replace(['.', '['], "/").replace(']', "")
    );
    let Some(record) = text.pointer(&pointer).and_then(|record| record.as_str()) else {
        return false;
    };
    let evidence = model
        .all::<Evidence>()
        .find(|evidence| evidence.document.id.as_ref() == record);
    evidence.is_some_and(|evidence| {
        let file = evidence
            .data
            .file
            .as_deref()
            .and_then(|file| files.get(file));
        let digest = file.and_then(|facts| facts.sha256.as_deref());
        digest.is_some() && digest == evidence.data.sha256.as_ref().map(|sha256| &*sha256.0)
    })
}

#[test]
fn every_decision_is_that_of_the_person_it_names() {
    let now = read("saas");
    let model = &now.linked.model;
    let people = model.all::<Person>();
    let emails: BTreeMap<_, Vec<String>> = people
        .map(|person| {
            let emails = person.data.emails.iter().map(|email| email.0.to_string());
            (person.document.id.to_string(), emails.collect())
        })
        .collect();
    let states = states();
    let held: Vec<_> = states.iter().map(decisions).collect();
    let tip = graph().branches[0].1;
    let mut ways = BTreeMap::from([("author", 0), ("trailer", 0), ("record", 0)]);
    for judged in Assessment::new(model, as_of()).decisions {
        let subject = model.documents[judged.document].subject().to_string();
        let field = judged.field.split('[').next().unwrap().to_owned();
        let by = judged.by.unwrap();
        let told = format!("{subject} {} by {by}", judged.field);
        let decision = (
            subject,
            field,
            by.clone(),
            judged.on.unwrap(),
            judged.recorded.unwrap(),
        );
        let way = way(&states, &held, tip, &decision);
        let brought = &states[*way.last().unwrap()];
        assert!(
            brought.day >= decision.3,
            "{told}: committed before it was taken"
        );
        let own = |address: &String| emails[&by].contains(address);
        let named = way
            .iter()
            .flat_map(|at| approved_by(&states[*at].step.message));
        let how = if own(&brought.step.author_email) {
            "author"
        } else if named.into_iter().any(|address| own(&address)) {
            "trailer"
        } else if recorded(model, &now.files, judged.document, &judged.field) {
            "record"
        } else {
            panic!("{told}: brought by {} alone", brought.step.author_email);
        };
        *ways.get_mut(how).unwrap() += 1;
    }
    assert!(ways.values().all(|count| *count >= 3), "{ways:?}");
}

#[test]
fn a_merge_proves_an_approval() {
    let states = states();
    let merges = states.iter().filter(|state| state.parents.len() == 2);
    let mut named = merges.filter(|state| !approved_by(&state.step.message).is_empty());
    assert!(named.next().is_some());
}
