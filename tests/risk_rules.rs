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
    let mut names = spoken_of(text, unread, &["risk", "method"]);
    names.retain(|name| *name != "decision-without-basis");
    names
}

/// The rules of these families that speak, sorted.
fn spoken_of(text: &str, unread: bool, families: &[&str]) -> Vec<&'static str> {
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
        .filter(|rule| families.contains(&rule.info.family));
    let found = rules
        .filter_map(|rule| rule.check)
        .flat_map(|check| check(case));
    let mut names: Vec<&str> = found.map(|finding| finding.rule).collect();
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

const STATED: &str = "stated:
  current: {likelihood: 3, impact: 4, why: Measured., relies_on: [A.8.1]}
  target: {likelihood: 1, impact: 1, why: Hoped for., relies_on: [A.8.1]}
";

#[test]
fn a_level_above_the_criterion_that_nothing_open_brings_down_is_told() {
    let plan = "options: [modify], controls: [{control: A.8.1}]";
    let stated = format!("{}{STATED}", treated(&format!("{plan}, {APPROVED}")));
    let told = ["current-above-criterion-unaccepted"];
    assert_eq!(spoken(&stated, false), told);
    // What is partly in place and done with comes to the same.
    let partial = "options: [modify], controls: [{control: A.8.2, reduces: {impact: 3}}], actions: [{id: R-1-1, owner: jane, due: 2026-10-15, status: done, done: 2026-10-10, control: A.8.2}]";
    let control = "---\n{kind: control, id: A.8.2, applicable: true, status: partial}\n";
    let text = format!("{}{control}", treated(&format!("{partial}, {APPROVED}")));
    assert_eq!(spoken(&text, false), told);
    let within = text.replace("status: partial", "status: implemented");
    assert_eq!(spoken(&within, false), [""; 0]);
}

#[test]
fn what_is_only_retained_stays_as_it_is_whatever_its_target_says() {
    let text = format!(
        "{}{STATED}",
        treated(&format!("options: [retain], {APPROVED}"))
    );
    assert_eq!(
        spoken(&text, false),
        ["residual-not-accepted", "retain-with-controls"]
    );
    let as_today = text.replace(
        "{likelihood: 1, impact: 1, why",
        "{likelihood: 3, impact: 4, why",
    );
    assert_eq!(spoken(&as_today, false), ["residual-not-accepted"]);
}

#[test]
fn a_target_worse_than_the_inherent_reading_is_out_of_order_without_a_reading_of_today() {
    let target = "stated: {target: {likelihood: 5, impact: 5, why: Feared.}}\n";
    let text = format!(
        "{}{target}",
        treated(&format!(
            "options: [modify], controls: [{{control: A.8.1}}], {APPROVED}"
        ))
    );
    assert_eq!(
        spoken(&text, false),
        ["residual-not-accepted", "stated-out-of-order"]
    );
}

#[test]
fn an_old_approval_of_what_is_retained_since_is_not_asked_for_again() {
    let basis = format!("basis: v1:sha256:{}", "0".repeat(64));
    let text = format!(
        "options: [retain], acceptance: {{of: residual, level: high, reason: It ends., by: jane, on: 2026-05-06, until: 2027-05-06}}, approval: {{by: jane, on: 2026-03-06, {basis}}}"
    );
    assert_eq!(said(&text), [""; 0]);
}

#[test]
fn an_interim_acceptance_has_done_its_duty_when_the_plan_ends_early() {
    let action = "{id: R-1-1, owner: jane, due: 2026-12-15, status: done, done: 2026-11-10, reduces: {impact: 3}}";
    let interim = "acceptance: {of: interim, level: high, reason: Soon., by: jane, on: 2026-05-06, until: 2026-12-15}";
    let text = format!("options: [modify], actions: [{action}], {interim}, {APPROVED}");
    assert_eq!(said(&text), ["acceptance-without-need"]);
    let late = text.replace("reduces: {impact: 3}", "reduces: {impact: 1}");
    assert!(
        said(&late).contains(&"interim-acceptance-outlives-plan"),
        "{:?}",
        said(&late)
    );
}

#[test]
fn what_is_closed_or_retired_is_a_record_that_a_new_method_does_not_make_wrong() {
    let closed = format!(
        "{}closed: {{on: 2026-06-01, by: jane, reason: Gone.}}\n",
        treated(
            "options: [retain], acceptance: {of: residual, level: severe, by: jane, on: 2026-05-06}"
        )
        .replace("likelihood: 3, impact: 5", "likelihood: 9, impact: 9")
        .replace("owner: jane\nassessed", "assessed")
    );
    let text = closed.replace(
        "{kind: assessment,",
        "{kind: asset, id: fax, title: Fax, type: hardware, owner: jane, cia: {confidentiality: 8, integrity: 3, availability: 3}, retired: 2026-02-01}\n---\n{kind: assessment,",
    );
    // What lacks a basis is the approval of the method.
    assert_eq!(
        spoken_of(&text, false, &["risk", "method"]),
        ["critical-asset-without-risk", "decision-without-basis"]
    );
}

/// What is said of signatures under the statement and the plan.
fn signed(text: &str) -> Vec<&'static str> {
    let mut names = spoken_of(&format!("{WORLD}---\n{BOSS}---\n{text}"), false, &["soa"]);
    names.retain(|name| name.contains("sign"));
    names
}

const BOSS: &str = "{kind: role, id: boss, title: Boss, responsibilities: [All], authorities: [top-management], holders: [{person: jane, from: 2020-01-01}]}\n";

#[test]
fn the_last_signature_counts_and_who_signs_beside_it_takes_nothing_away() {
    let rtp = "kind: sign-off\nid: rtp\ntitle: Plan\nsubject: rtp\nversion: '1.0'\napprovals: [{by: jane, on: 2026-05-06}]\n---\n";
    let soa = |id: &str, approvals: &str| {
        format!(
            "kind: sign-off\nid: {id}\ntitle: SoA\nsubject: soa\nversion: '1.0'\napprovals: [{approvals}]\n---\n"
        )
    };
    let now = "{by: jane, on: 2026-05-06}";
    let stale = format!(
        "{{by: jane, on: 2026-03-06, basis: 'v1:sha256:{}'}}",
        "0".repeat(64)
    );
    assert_eq!(
        signed(&format!("{rtp}{}", soa("a", &stale))),
        ["soa-changed-since-sign-off"]
    );
    let both = format!("{rtp}{}{}", soa("a", &stale), soa("b", now));
    assert_eq!(signed(&both), [""; 0]);
    for list in [
        format!("{now}, {{by: bob, on: 2026-05-06}}"),
        format!("{{by: bob, on: 2026-05-06}}, {now}"),
    ] {
        assert_eq!(signed(&format!("{rtp}{}", soa("a", &list))), [""; 0]);
    }
    let alone = soa("a", "{by: bob, on: 2026-05-06}");
    assert_eq!(
        signed(&format!("{rtp}{alone}")),
        ["signed-without-authority"]
    );
}

#[test]
fn what_was_signed_is_not_compared_while_nobody_knows_which_risks_are_in_the_plan() {
    let retained = format!(
        "{}---\n{BOSS}---\n",
        treated("options: [retain]")
            .replace("likelihood: 3, impact: 5", "likelihood: 1, impact: 2")
    );
    let signed = "kind: sign-off\nid: rtp\ntitle: Plan\nsubject: rtp\nversion: '1.0'\napprovals: [{by: jane, on: 2026-05-06, basis: BASIS}]\n";
    let empty = "v1:sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    let sound = format!("{retained}{}", signed.replace("BASIS", empty));
    let said = |text: &str| {
        let mut names = spoken_of(text, false, &["soa"]);
        names.retain(|name| name.starts_with("rtp"));
        names
    };
    assert_eq!(said(&sound), [""; 0]);
    assert_eq!(
        said(&sound.replace("up_to: medium", "up_to: mediun")),
        [""; 0]
    );
    assert_eq!(
        said(&sound.replace(empty, &empty.replace('4', "5"))),
        ["rtp-changed-since-sign-off"]
    );
}
