//! Rules of audits, management reviews and improvement together: a sound year is silent, each defect is
//! told once, and what cannot be read is never said to be missing.
#![allow(clippy::unwrap_used)]

#[path = "act_rules/unread.rs"]
mod unread;

#[path = "act_rules/past.rs"]
mod past;

use isms::assess::assessment::Assessment;
use isms::model::document::Document;
use isms::model::graph::{Model, Unread};
use isms::model::reading;
use isms::rules::{RULES, rule::Case};
use isms::text::diagnostic::Diagnostic;
use isms::text::source::SourceFile;
use std::sync::Arc;

/// A year of checking and acting in which nothing is wrong.
const WORLD: &str = r#"
kind: organization
name: Sound Ltd
certificates:
  - {body: Certain Ltd, soa_version: "1.0", issued: 2025-08-01, expires: 2028-07-31, audits_due: [2026-07-31, 2027-07-31]}
---
{kind: person, id: mary, name: Mary, from: 2020-01-01}
---
{kind: person, id: jane, name: Jane, from: 2020-01-01}
---
{kind: person, id: bob, name: Bob, from: 2020-01-01}
---
kind: role
id: director
title: Director
authorities: [top-management]
holders: [{person: mary, from: 2020-01-01}]
---
kind: role
id: it
title: Head of IT
clauses: ["8.1"]
holders: [{person: jane, from: 2020-01-01}]
---
{kind: control, id: A.8.5, applicable: true, status: implemented, owner: it}
---
{kind: sign-off, id: soa, title: SoA, subject: soa, version: "1.0", approvals: [{by: mary, on: 2026-01-10}]}
---
{kind: sign-off, id: plan, title: Programme, subject: programme, version: "1.0", approvals: [{by: mary, on: 2026-01-10}]}
---
kind: programme
cycle: 36m
frequency: 12m
---
kind: audit
id: audit-1
title: Internal audit
type: internal
planned: 2026-03-01
held: 2026-03-05
auditors: [bob]
scope: {clauses: ["4", "5", "6", "7", "8", "9", "10"], controls: [A.8.5]}
samples: [Ten leavers of 40]
conclusion: Conforms but for one thing.
reported: [{to: director, on: 2026-03-12}]
findings:
  - {id: minor-1, type: minor, requirement: A.8.5, statement: Shared accounts}
  - {id: idea-1, type: opportunity, statement: Ask the payroll}
---
kind: audit
id: audit-2
title: Next internal audit
type: internal
planned: 2027-03-01
auditors: [bob]
scope: {controls: [A.8.5]}
---
kind: audit
id: surveillance-1
title: Surveillance audit
type: surveillance
held: 2026-08-12
scope: {clauses: ["9"]}
conclusion: The certificate is kept.
---
kind: management-review
id: MR-1
title: Review of 2025
every: 12m
held: 2025-12-01
attendees: [mary]
inputs:
  a: {text: None.}
  b: {generated: true}
  c: {generated: true}
  d1: {generated: true}
  d2: {generated: true}
  d3: {generated: true}
  d4: {generated: true}
  e: {generated: true}
  f: {generated: true}
  g: {generated: true}
decisions:
  - {text: Buy a second site., type: resources, owner: jane, due: 2027-01-31, status: open}
approval: {by: mary, on: 2025-12-08}
---
kind: management-review
id: MR-2
title: Review of 2026
every: 12m
held: 2026-10-07
attendees: [jane, mary]
inputs:
  a: {text: The offers are in.}
  b: {generated: true}
  c: {generated: true}
  d1: {generated: true}
  d2: {generated: true}
  d3: {generated: true}
  d4: {generated: true}
  e: {generated: true}
  f: {generated: true}
  g: {generated: true}
decisions:
  - {text: All is well., type: none}
approval: {by: mary, on: 2026-10-14}
---
kind: nonconformity
id: NC-1
title: Shared accounts
source: audit-1/minor-1
grade: minor
correction: They were closed.
cause: The checklist does not know them.
similar_cases: One more was found.
actions:
  - {id: NC-1-a, title: Change the checklist, owner: it, due: 2026-06-30, status: done, done: 2026-06-16}
effectiveness: {result: effective, by: bob, on: 2026-09-30, reason: None of 40.}
closed: 2026-10-01
---
{kind: improvement, id: IM-1, title: Ask, source: audit-1/idea-1, owner: it, due: 2026-12-31, status: open}
"#;

/// What these families find on a day; `unread` is the text of a file that could not be read.
fn findings(text: &str, day: &str, unread: Option<&str>) -> Vec<Diagnostic> {
    let file = Arc::new(SourceFile::new("isms/all.yaml", text));
    let parsed = reading::read("isms/all.yaml", text);
    let documents = parsed.documents.into_iter();
    let documents = documents.map(|content| Document::new(Arc::clone(&file), content));
    let lost = unread.map(|text| Unread {
        path: "isms/lost.yaml".into(),
        source: Some(Arc::new(SourceFile::new("isms/lost.yaml", text))),
    });
    let model = Model::new(documents.collect(), lost.into_iter().collect());
    let as_of = day.parse().unwrap();
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
    let families = ["audit", "review", "improvement", "lifecycle", "planning"];
    let rules = RULES
        .iter()
        .filter(|rule| families.contains(&rule.info.family));
    rules
        .filter_map(|rule| rule.check)
        .flat_map(|check| check(case))
        .collect()
}

const DAY: &str = "2026-11-20";

/// The names of the rules that speak.
fn spoken(text: &str) -> Vec<&'static str> {
    findings(text, DAY, None)
        .iter()
        .map(|found| found.rule)
        .collect()
}

/// The world with one passage changed; the passage is there once or first.
fn but(old: &str, new: &str) -> String {
    assert!(WORLD.contains(old), "`{old}` is not in the world");
    WORLD.replacen(old, new, 1)
}

#[test]
fn a_sound_year_is_silent() {
    let problems = reading::read("isms/all.yaml", WORLD).diagnostics;
    assert!(problems.is_empty(), "{problems:#?}");
    let found = findings(WORLD, DAY, None);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn each_defect_of_audits_is_told_once() {
    for (old, new, expected) in [
        (
            "subject: programme",
            "subject: rtp",
            vec!["audit-programme-not-approved"],
        ),
        (
            "type: internal\nplanned: 2027",
            "type: supplier\nplanned: 2027",
            vec!["next-audit-not-planned", "supplier-audit-without-supplier"],
        ),
        (
            "planned: 2027-03-01",
            "planned: 2026-11-19",
            vec!["audit-overdue"],
        ),
        (
            "scope: {controls: [A.8.5]}\n",
            "",
            vec!["audit-without-scope"],
        ),
        (
            "auditors: [bob]\nscope: {controls",
            "scope: {controls",
            vec!["audit-without-auditor"],
        ),
        (
            "auditors: [bob]",
            "auditors: [bob, jane]",
            vec!["auditor-not-independent"],
        ),
        ("\"7\", \"8\", ", "\"7\", ", vec!["clauses-not-audited"]),
        (", controls: [A.8.5]}", "}", vec!["controls-not-audited"]),
        (
            "samples: [Ten leavers of 40]\n",
            "",
            vec!["audit-without-samples"],
        ),
        (
            "conclusion: The certificate is kept.\n",
            "",
            vec!["audit-without-conclusion"],
        ),
        (
            "reported: [{to: director, on: 2026-03-12}]\n",
            "",
            vec!["audit-not-reported"],
        ),
        (
            "source: audit-1/minor-1",
            "source: complaint",
            vec!["audit-finding-without-nonconformity"],
        ),
        (
            "source: audit-1/idea-1",
            "source: suggestion",
            vec!["audit-finding-not-answered"],
        ),
    ] {
        assert_eq!(spoken(&but(old, new)), expected, "{old} → {new}");
    }
}

#[test]
fn each_defect_of_certificates_is_told_once() {
    for (old, new, expected) in [
        (
            "expires: 2028-07-31",
            "expires: 2026-07-31",
            vec!["certificate-expired"],
        ),
        (
            "held: 2026-08-12",
            "held: 2025-07-03",
            vec!["surveillance-audit-missed"],
        ),
        (
            "soa_version: \"1.0\"",
            "soa_version: \"0.9\"",
            vec!["certificate-names-other-soa"],
        ),
    ] {
        assert_eq!(spoken(&but(old, new)), expected, "{old} → {new}");
    }
}

#[test]
fn each_defect_of_reviews_is_told_once() {
    for (old, new, expected) in [
        (
            "  d2: {generated: true}\n",
            "",
            vec!["management-review-input-missing"],
        ),
        (
            "  - {text: All is well., type: none}",
            "  - {text: All is well.}",
            vec!["review-decision-incomplete"],
        ),
        (
            "due: 2027-01-31",
            "due: 2026-11-19",
            vec!["review-decision-overdue"],
        ),
        (
            "attendees: [mary]",
            "attendees: [bob]",
            vec!["management-review-without-top-management"],
        ),
        (
            "approval: {by: mary, on: 2025-12-08}\n",
            "",
            vec!["management-review-not-approved"],
        ),
        (
            "decisions:\n  - {text: All is well., type: none}\n",
            "",
            vec!["management-review-without-decision"],
        ),
        (
            "  a: {text: The offers are in.}\n",
            "",
            vec![
                "management-review-input-missing",
                "earlier-decision-not-followed-up",
            ],
        ),
    ] {
        assert_eq!(spoken(&but(old, new)), expected, "{old} → {new}");
    }
}

#[test]
fn each_defect_of_nonconformities_and_improvements_is_told_once() {
    let review =
        "effectiveness: {result: effective, by: bob, on: 2026-09-30, reason: None of 40.}\n";
    let not = review.replace("effective,", "not-effective,");
    let closed = format!("{review}closed: 2026-10-01\n");
    let actions = "actions:\n  - {id: NC-1-a, title: Change the checklist, owner: it, due: 2026-06-30, status: done, done: 2026-06-16}\n";
    let open = actions.replace("done, done: 2026-06-16", "open");
    for (old, new, expected) in [
        (
            "correction: They were closed.\n",
            "",
            vec!["nonconformity-without-correction"],
        ),
        (
            "cause: The checklist does not know them.\n",
            "",
            vec!["nonconformity-without-cause"],
        ),
        (
            "similar_cases: One more was found.\n",
            "",
            vec!["nonconformity-without-similar-cases"],
        ),
        (actions, "", vec!["nonconformity-without-action"]),
        (actions, "no_action: It is gone.\n", vec![]),
        (
            "similar_cases:",
            "no_action: It is gone.\nsimilar_cases:",
            vec!["nonconformity-answered-twice"],
        ),
        (
            actions,
            &open,
            vec![
                "nonconformity-action-overdue",
                "nonconformity-closed-too-early",
            ],
        ),
        (&closed, "", vec!["effectiveness-not-reviewed"]),
        (review, "", vec!["nonconformity-closed-too-early"]),
        (
            "2026-10-01",
            "2026-09-29",
            vec!["nonconformity-closed-too-early"],
        ),
        (&closed, &not, vec!["corrective-action-not-effective"]),
        (
            "grade: minor",
            "grade: major",
            vec!["nonconformity-grade-differs"],
        ),
        (
            "by: bob, on: 2026-09-30",
            "by: jane, on: 2026-09-30",
            vec!["effectiveness-judged-by-action-owner"],
        ),
        (
            "due: 2026-12-31",
            "due: 2026-11-19",
            vec!["improvement-overdue"],
        ),
    ] {
        assert_eq!(spoken(&but(old, new)), expected, "{old} → {new}");
    }
}

#[test]
fn an_effect_is_reviewed_after_the_last_action_was_done() {
    let early = but("by: bob, on: 2026-09-30", "by: bob, on: 2026-06-15");
    assert_eq!(spoken(&early), ["nonconformity-closed-too-early"]);
    let open = early.replace("closed: 2026-10-01\n", "");
    assert_eq!(spoken(&open), ["effectiveness-not-reviewed"]);
    let again = open.replace("effective, by: bob", "not-effective, by: bob");
    assert_eq!(spoken(&again), ["effectiveness-not-reviewed"]);
    let settled = again.replace("on: 2026-06-15", "on: 2026-06-16");
    assert_eq!(spoken(&settled), ["corrective-action-not-effective"]);
}

#[test]
fn what_is_due_is_overdue_only_after_its_day() {
    let overdue = |day: &str| {
        let found = findings(WORLD, day, None);
        let mut rules: Vec<_> = found.iter().map(|found| found.rule).collect();
        rules.retain(|rule| rule.contains("overdue") || rule.contains("missed"));
        rules.join(" ")
    };
    assert_eq!(overdue("2026-12-31"), "");
    assert_eq!(overdue("2027-01-31"), "improvement-overdue");
    assert_eq!(
        overdue("2027-03-05"),
        "audit-overdue review-decision-overdue improvement-overdue"
    );
    let all = "internal-audit-overdue audit-overdue surveillance-audit-missed management-review-overdue review-decision-overdue improvement-overdue";
    assert_eq!(overdue("2027-10-08"), all);
}

#[test]
fn an_audit_of_the_certification_body_takes_the_earliest_open_day_late_or_not() {
    let missed = |text: &str, day: &str| {
        let found = findings(text, day, None).into_iter();
        let missed = found.filter(|it| it.rule == "surveillance-audit-missed");
        missed.map(|found| found.field.unwrap()).collect::<Vec<_>>()
    };
    let late = but("held: 2026-08-12", "held: 2027-05-01");
    assert_eq!(
        missed(&late, "2027-04-30"),
        ["certificates[0].audits_due[0]"]
    );
    assert_eq!(missed(&late, "2027-07-31"), [""; 0]);
    assert_eq!(
        missed(&late, "2027-08-01"),
        ["certificates[0].audits_due[1]"]
    );
    // The audit for the certificate itself was before it was issued; a renewed one asks for nothing of the old.
    let before = but("held: 2026-08-12", "held: 2025-08-01");
    assert_eq!(missed(&before, DAY), ["certificates[0].audits_due[0]"]);
    let renewed = "certificates:\n  - {body: Certain Ltd, expires: 2029-01-31}\n";
    assert_eq!(
        missed(&before.replace("certificates:\n", renewed), DAY),
        [""; 0]
    );
}

#[test]
fn what_no_audit_has_looked_at_is_named_in_one_finding() {
    let text = but("\"7\", \"8\", ", "\"7\", ").replace(", controls: [A.8.5]}", "}");
    let found = findings(&text, DAY, None);
    let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
    let expected = [
        "3 of 30 clauses were in the scope of no audit within 36m: 8.1, 8.2, 8.3",
        "1 of 1 applicable control was in the scope of no audit within 36m: A.8.5",
    ];
    assert_eq!(messages, expected);
}
