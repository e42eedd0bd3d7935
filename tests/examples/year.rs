//! What happens in the year of the example, so that its history has something to show.
//!
//! Each fact is looked for where a reader would find it: in what one commit holds and the one before it
//! does not.

use crate::folder::read;
use crate::past::{Then, graph, states};
use isms::assess::assessment::Assessment;
use isms::assess::decision::State;
use isms::model::document::Document;
use isms::model::graph::Model;

/// The states of the main line, oldest first.
fn main_line() -> Vec<Then> {
    read("saas");
    let mut states: Vec<Option<Then>> = states().into_iter().map(Some).collect();
    let mut at = graph().branches[0].1;
    let mut line = Vec::new();
    loop {
        let state = states[at].take().unwrap();
        let parent = state.parents.first().copied();
        line.push(state);
        match parent {
            Some(parent) => at = parent,
            None => break,
        }
    }
    line.reverse();
    line
}

fn find<'a>(model: &'a Model, subject: &str) -> Option<&'a Document> {
    let mut documents = model.documents.iter();
    documents.find(|found| found.subject() == subject)
}

/// A text of a document as it was after each commit, repetitions left out; `None` while it is not there.
fn course(line: &[Then], subject: &str, pointer: &str) -> Vec<Option<String>> {
    let value = |state: &Then| {
        let node = &find(&state.linked.model, subject)?.node;
        let json = isms::syntax::de::read::<serde_json::Value>(node).unwrap().0;
        let value = json.pointer(pointer)?;
        Some(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        )
    };
    let mut course: Vec<_> = line.iter().map(value).collect();
    course.dedup();
    course
}

fn some(values: &[&str]) -> Vec<Option<String>> {
    values
        .iter()
        .map(|value| Some((*value).to_owned()))
        .collect()
}

#[test]
fn a_risk_goes_up_after_an_incident_and_down_by_treatment() {
    let line = main_line();
    let inherent = course(&line, "risk/R-002", "/inherent/likelihood");
    assert_eq!(inherent[1..], some(&["4", "5"]));
    let mut scores: Vec<Option<String>> = line
        .iter()
        .map(|state| {
            let model = &state.linked.model;
            let assessment = Assessment::new(model, state.day);
            let risk = find(model, "risk/R-002")?;
            let levels = assessment.levels_of(model, risk)?;
            Some(levels.current.as_ref().ok()?.score.to_string())
        })
        .collect();
    scores.dedup();
    // Likelihood × impact: 4×4 before any control is decided, 3×3 with half of A.8.5 and of A.6.3 and all of
    // A.6.8, 4×3 when it is frequent, 3×3 with passkeys, 2×3 after the training.
    assert_eq!(scores[1..], some(&["16", "9", "12", "9", "6"]));
}

#[test]
fn an_action_is_postponed_twice() {
    let due = course(&main_line(), "risk/R-020", "/treatment/actions/0/due");
    assert_eq!(due[1..], some(&["2026-10-30", "2027-01-29", "2027-02-26"]));
}

#[test]
fn a_policy_has_three_approved_versions_and_a_role_changes_hands() {
    let line = main_line();
    let versions = course(&line, "policy/access-control-policy", "/version");
    assert_eq!(versions[1..], some(&["1.0", "1.1", "1.2"]));
    let holder = course(&line, "role/head-of-engineering", "/holders/1/person");
    assert_eq!(holder, [None, Some("noor".to_owned())]);
}

#[test]
fn an_exclusion_is_revoked_and_a_test_fails_before_it_passes() {
    let line = main_line();
    let applicable = course(&line, "control/A.8.12", "/applicable");
    assert_eq!(applicable[1..], some(&["false", "true"]));
    let results = course(&line, "control/A.8.13", "/tests/0/results/0/result");
    assert_eq!(results[1..], some(&["fail"]));
    let results = course(&line, "control/A.8.13", "/tests/0/results/1/result");
    assert_eq!(results[1..], some(&["pass"]));
}

#[test]
fn an_acceptance_lapses_and_is_renewed() {
    let line = main_line();
    let states = line.iter().filter_map(|state| {
        let model = &state.linked.model;
        let decisions = Assessment::new(model, state.day).decisions;
        let mut own = decisions.into_iter().filter(|judged| {
            judged.field == "treatment.acceptance"
                && model.documents[judged.document].subject() == "risk/R-015"
        });
        own.next().map(|judged| judged.state)
    });
    let mut states: Vec<State> = states.collect();
    states.dedup();
    assert_eq!(states, [State::Valid, State::Expired, State::Valid]);
}

#[test]
fn a_closed_risk_is_replaced_by_two_and_a_file_is_renamed() {
    let line = main_line();
    let closed = course(&line, "risk/R-019", "/closed/on");
    assert_eq!(closed, [None, Some("2026-07-06".to_owned())]);
    let moved = line.iter().find(|state| {
        let gone = state
            .step
            .changes
            .iter()
            .filter(|(_, bytes)| bytes.is_none());
        gone.map(|(path, _)| path)
            .eq(["isms/risks/file-server.yaml"])
    });
    let moved = moved.expect("a commit that renames a file");
    assert!(moved.files.contains_key("isms/risks/office-documents.yaml"));
    let model = &moved.linked.model;
    for risk in ["risk/R-020", "risk/R-024"] {
        assert!(find(model, risk).is_some(), "{risk}");
    }
}
