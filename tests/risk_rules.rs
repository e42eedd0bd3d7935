//! Rules of risks and of the risk method together: each defect is told once, and what is unknown never.
#![allow(clippy::unwrap_used)]

use isms::assess::assessment::Assessment;
use isms::model::document::Document;
use isms::model::graph::{Model, Unread};
use isms::model::reading;
use isms::rules::{RULES, rule::Case};
use isms::text::source::SourceFile;
use std::sync::Arc;

/// A sound organisation with one risk of 3×5 = 15 high above the criterion medium, still untreated.
const WORLD: &str = "\
{kind: person, id: jane, name: Jane, from: 2020-01-01}
---
{kind: person, id: bob, name: Bob, from: 2020-01-01}
---
kind: risk-method
version: '1.0'
approach: asset-based
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels: [{id: low, from: 1}, {id: medium, from: 5}, {id: high, from: 10}]
acceptable_up_to: medium
may_accept: [{up_to: high, roles: [risk-owner]}]
critical_from: 4
review_interval: 12m
triggers: [a new service]
approval: {by: jane, on: 2026-01-10}
---
{kind: assessment, id: a-1, title: First, held: 2026-05-04}
---
kind: asset
id: crm
title: CRM
type: software
owner: jane
cia: {confidentiality: 5, integrity: 3, availability: 3}
---
{kind: control, id: A.8.1, applicable: true, status: implemented}
---
kind: risk
id: R-1
title: Customer data is disclosed
assets: [crm]
threat: theft
vulnerability: weak passwords
affects: [confidentiality]
owner: jane
assessed: 2026-05-04
inherent: {likelihood: 3, impact: 5}
";

/// The rules of both families that speak, sorted; a decision without a basis is left out.
fn spoken(text: &str, unread: bool) -> Vec<&'static str> {
    let file = Arc::new(SourceFile::new("isms/all.yaml", text));
    let parsed = reading::read("isms/all.yaml", text);
    let documents = parsed.documents.into_iter();
    let documents = documents.map(|content| Document::new(Arc::clone(&file), content));
    let lost = Unread {
        path: "isms/lost.yaml".into(),
        source: None,
    };
    let model = Model::new(
        documents.collect(),
        unread.then_some(lost).into_iter().collect(),
    );
    let as_of = "2026-11-20".parse().unwrap();
    let assessment = Assessment::new(&model, as_of);
    let (files, paths, revision) = Default::default();
    let case = Case {
        model: &model,
        assessment: &assessment,
        files: &files,
        proofs: isms::text::proof::Proofs::NONE,
        paths: &paths,
        settings: &isms::syntax::config::Settings::default(),
        revision: &revision,
        as_of,
        horizon: None,
    };
    let rules = RULES
        .iter()
        .filter(|rule| ["risk", "method"].contains(&rule.info.family));
    let found = rules
        .filter_map(|rule| rule.check)
        .flat_map(|check| check(case));
    let mut names: Vec<&str> = found.map(|finding| finding.rule).collect();
    names.retain(|name| *name != "decision-without-basis");
    names.sort_unstable();
    names
}

/// What is said when the risk has this treatment.
fn said(treatment: &str) -> Vec<&'static str> {
    let problems = reading::read("a.yaml", &treated(treatment)).diagnostics;
    assert!(problems.is_empty(), "{problems:#?}");
    spoken(&treated(treatment), false)
}

fn treated(treatment: &str) -> String {
    format!("{WORLD}treatment: {{rationale: Because., {treatment}}}\n")
}

const APPROVED: &str = "approval: {by: jane, on: 2026-05-06}";
const MODIFIED: &str = "options: [modify], controls: [{control: A.8.1, reduces: {impact: 3}}]";

#[test]
fn an_untreated_risk_is_told_once() {
    assert_eq!(spoken(WORLD, false), ["risk-untreated"]);
}

#[test]
fn a_treated_and_approved_risk_is_not_spoken_of() {
    assert_eq!(said(&format!("{MODIFIED}, {APPROVED}")), [""; 0]);
}

#[test]
fn a_retained_risk_lacks_its_acceptance_but_not_its_approval() {
    assert_eq!(said("options: [retain]"), ["residual-not-accepted"]);
}

#[test]
fn an_acceptance_has_one_thing_wrong_at_a_time() {
    let accepted = |fields: &str| {
        said(&format!(
            "options: [retain], acceptance: {{level: high, reason: It ends., {fields}}}"
        ))
    };
    assert_eq!(
        accepted("of: residual, by: jane, on: 2026-05-06, until: 2027-05-06"),
        [""; 0]
    );
    let by_other = accepted("of: residual, by: bob, on: 2026-05-06, until: 2027-05-06");
    assert_eq!(by_other, ["accepted-by-other-than-owner"]);
    let expired = accepted("of: residual, by: jane, on: 2026-05-06, until: 2026-11-19");
    assert_eq!(expired, ["acceptance-expired"]);
    let endless = accepted("of: residual, by: jane, on: 2026-05-06");
    assert_eq!(endless, ["acceptance-without-end"]);
    let nameless = accepted("of: residual, on: 2026-05-06, until: 2027-05-06");
    assert_eq!(nameless, ["acceptance-incomplete"]);
    let to_come = accepted("of: residual, by: jane, on: 2026-12-06, until: 2027-05-06");
    assert_eq!(to_come, ["residual-not-accepted"]);
}

#[test]
fn a_plan_that_runs_is_only_reminded_of_the_level_of_today() {
    let action =
        "actions: [{id: R-1-1, owner: jane, due: 2026-12-15, status: open, control: A.8.2}]";
    let plan = format!(
        "options: [modify], controls: [{{control: A.8.2, reduces: {{impact: 3}}}}], {action}, {APPROVED}"
    );
    let control = "---\n{kind: control, id: A.8.2, applicable: true, status: planned}\n";
    let text = format!("{}{control}", treated(&plan));
    assert_eq!(spoken(&text, false), ["current-above-criterion-unaccepted"]);
    let undone = text
        .replace(action, "actions: []")
        .replace("actions: [], ", "");
    let told = ["residual-not-accepted", "target-without-plan"];
    assert_eq!(spoken(&undone, false), told);
}

#[test]
fn a_control_that_cannot_count_is_told_by_one_rule() {
    let text = |control: &str| {
        let plan = format!(
            "options: [modify], controls: [{{control: A.8.2, reduces: {{impact: 1}}}}, {{control: A.8.1, reduces: {{impact: 3}}}}], {APPROVED}"
        );
        format!("{}{control}", treated(&plan))
    };
    assert_eq!(spoken(&text(""), false), ["treated-by-undecided-control"]);
    let excluded = text("---\n{kind: control, id: A.8.2, applicable: false}\n");
    assert_eq!(spoken(&excluded, false), ["treated-by-excluded-control"]);
    let silent = text("---\n{kind: control, id: A.8.2, applicable: true}\n");
    assert_eq!(
        spoken(&silent, false),
        ["treated-by-control-without-status"]
    );
    let planned = text("---\n{kind: control, id: A.8.2, applicable: true, status: planned}\n");
    assert_eq!(spoken(&planned, false), ["target-without-plan"]);
    let broken = text("---\n{kind: control, id: A.8.2, applicable: true, status: mostly}\n");
    assert_eq!(spoken(&broken, false), [""; 0]);
}

#[test]
fn a_file_that_could_not_be_read_may_hold_what_is_missed() {
    let sound = treated(&format!("{MODIFIED}, {APPROVED}"));
    let without = |kind: &str| {
        let all = sound
            .split("---\n")
            .filter(|document| !document.contains(&format!("kind: {kind}")));
        all.collect::<Vec<_>>().join("---\n")
    };
    assert_eq!(
        spoken(&without("assessment"), false),
        ["no-risk-assessment"]
    );
    assert_eq!(
        spoken(&without("risk-method"), false),
        ["risk-method-missing"]
    );
    let no_risk = without("risk\n");
    assert_eq!(spoken(&no_risk, false), ["critical-asset-without-risk"]);
    for text in [without("assessment"), without("risk-method"), no_risk] {
        assert_eq!(spoken(&text, true), [""; 0]);
    }
}

#[test]
fn a_broken_document_is_not_missed_and_nothing_is_judged_by_it() {
    let sound = treated(&format!("{MODIFIED}, {APPROVED}"));
    for (old, new) in [
        ("title: Customer data is disclosed\n", ""),
        ("held: 2026-05-04", "held: yesterday"),
        ("formula: product", "formula: power"),
    ] {
        assert_eq!(spoken(&sound.replace(old, new), false), [""; 0], "{new}");
    }
    let untreated = WORLD.replace("formula: product", "formula: power");
    assert_eq!(spoken(&untreated, false), [""; 0]);
}
