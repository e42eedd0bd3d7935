//! Who may audit what, what no audit has looked at, and what is sampled, against lists made by hand.

use super::{assess, but, model, sound};
use isms::assess::basis::sha256_hex;
use isms::assess::coverage::{Coverage, coverage};
use isms::assess::independence::independence;
use isms::assess::sampling::{Sampled, sample};
use isms::model::audit::Audit;
use isms::model::graph::Model;
use isms::text::proof::Histories;

/// Two risks and five applicable controls; tom runs IT, ann audits, eve owns what nobody else does.
const WORLD: &str = "\
kind: organization
name: Audited Ltd
---
kind: risk-method
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels: [{id: low, from: 1}, {id: medium, from: 5}, {id: high, from: 10}]
acceptable_up_to: medium
---
{kind: person, id: tom, name: Tom}
---
{kind: person, id: ann, name: Ann, external: true}
---
{kind: person, id: eve, name: Eve}
---
kind: role
id: it
title: Head of IT
clauses: ['8.1', '9.1']
holders:
  - {person: eve, until: 2026-03-31}
  - {person: tom, from: 2026-04-01}
---
kind: control
id: A.8.1
applicable: true
status: implemented
owner: it
---
kind: control
id: A.8.2
applicable: true
status: implemented
owner: eve
tests:
  - {id: keys, results: [{on: 2025-05-05, by: tom, result: pass}]}
---
{kind: control, id: A.8.3, applicable: true, status: implemented}
---
{kind: control, id: A.8.4, applicable: true, status: planned}
---
{kind: control, id: A.8.5, applicable: true, status: implemented}
---
{kind: control, id: A.8.6, applicable: false}
---
kind: risk
id: R-1
title: Something is stolen
owner: eve
inherent: {likelihood: 4, impact: 4}
treatment:
  options: [modify]
  controls:
    - {control: A.8.1, reduces: {likelihood: 2}}
    - {control: A.8.3, reduces: {impact: 2}}
    - {control: A.8.4, reduces: {impact: 1}}
---
kind: risk
id: R-2
title: Something is lost
owner: it
inherent: {likelihood: 5, impact: 2}
stated:
  current: {likelihood: 2, impact: 2, relies_on: [A.8.3]}
---
kind: programme
cycle: 12m
---
kind: audit
id: last
title: Audit of the last year
type: internal
auditors: [ann, tom]
held: 2026-02-10
scope: {clauses: ['6', 4.1.a, 5.3.a, 5.3.b], controls: [A.8.3]}
---
kind: audit
id: next
title: Audit of this year
type: internal
auditors: [tom, ann]
planned: 2026-12-01
scope: {clauses: ['8', '9.1'], controls: [A.8.1, A.8.2]}
";

const DAY: &str = "2026-11-20";

/// Why auditors of an audit are not independent, as `who: bond of what`.
fn ties(model: &Model, audit: &str) -> Vec<String> {
    let audit = model.get::<Audit>(audit).unwrap();
    let all = independence(model, audit, DAY.parse().unwrap(), &Histories::NotSought);
    let each = all.iter().flat_map(|one| {
        let ties = one.ties.iter();
        ties.map(|tie| {
            format!(
                "{}: {:?} of {}, {}",
                one.auditor, tie.bond, tie.of, tie.field
            )
        })
    });
    each.collect()
}

fn coverage_on(model: &Model, day: &str) -> Coverage {
    let rows = assess(model, day).applicability;
    coverage(model, &rows, day.parse().unwrap()).unwrap()
}

fn sampled(model: &Model, n: usize, seed: &str) -> Vec<Sampled> {
    sample(model, &assess(model, DAY), &[], n, seed)
}

#[test]
fn an_auditor_is_tied_by_controls_risks_tests_and_clauses_of_roles_held_that_day() {
    // R-2 is treated by nothing in scope, and the test of A.8.2 is older than twelve months.
    let expected = [
        "tom: Control of A.8.1, owner",
        "tom: Clause of 8.1, clauses[0]",
    ];
    assert_eq!(ties(&sound(WORLD), "next"), expected);
    let recent = but(WORLD, "on: 2025-05-05", "on: 2025-12-01");
    assert!(
        ties(&sound(&recent), "next")
            .contains(&"tom: Test of A.8.2, tests[0].results[0].by".to_owned())
    );
    let risk = but(
        WORLD,
        "title: Something is stolen\nowner: eve",
        "title: Stolen\nowner: it",
    );
    assert!(ties(&sound(&risk), "next").contains(&"tom: Risk of A.8.1, owner".to_owned()));
}

#[test]
fn a_role_ties_those_alone_who_held_it_on_the_day_of_the_audit() {
    let owned = but(
        WORLD,
        "id: A.8.3, applicable",
        "id: A.8.3, owner: it, applicable",
    );
    let eve = but(&owned, "auditors: [ann, tom]", "auditors: [eve, tom]");
    // Tom took the role over after the audit; Eve owned R-1 too, which A.8.3 treats.
    let expected = ["eve: Control of A.8.3, owner", "eve: Risk of A.8.3, owner"];
    assert_eq!(ties(&sound(&eve), "last"), expected);
}

#[test]
fn a_clause_in_scope_covers_those_below_and_asks_of_those_above() {
    for (of_role, scope, tied) in [
        ("8.1", "8", true),
        ("8.1", "8.1", true),
        ("8", "8.1", true),
        ("8.1", "8.2", false),
        ("6.1", "6.1.2.a", true),
        ("6.1.2", "6.1.3", false),
    ] {
        let scope = if scope == "['1']" { "[9.1]" } else { scope };
        let text = but(
            WORLD,
            "clauses: ['8.1', '9.1']",
            &format!("clauses: ['{of_role}']"),
        );
        let text = but(
            &text,
            "clauses: ['8', '9.1'], controls: [A.8.1, A.8.2]",
            &format!("clauses: ['{scope}']"),
        );
        assert_eq!(
            !ties(&sound(&text), "next").is_empty(),
            tied,
            "{of_role} {scope}"
        );
    }
}

#[test]
fn what_cannot_be_read_and_names_the_auditor_makes_independence_unknown() {
    let broken =
        format!("{WORLD}---\n{{kind: control, id: A.8.9, applicable: maybe, owner: it}}\n");
    let model = model(&broken);
    let audit = model.get::<Audit>("next").unwrap();
    let all = independence(&model, audit, DAY.parse().unwrap(), &Histories::NotSought);
    let unknown = all.iter().map(|one| (one.auditor, one.unknown.is_some()));
    assert_eq!(unknown.collect::<Vec<_>>(), [("tom", true), ("ann", false)]);
    assert!(all[0].unknown.as_ref().unwrap().why.contains("A.8.9"));
}

#[test]
fn thirty_clauses_are_audited_and_a_clause_is_by_its_parents_or_by_all_of_its_items() {
    let found = coverage_on(&sound(WORLD), DAY);
    assert_eq!(found.clauses.len(), 30);
    let covered = found
        .clauses
        .iter()
        .filter(|clause| !clause.audits.is_empty());
    let covered: Vec<&str> = covered.map(|clause| clause.id.as_str()).collect();
    // The scope names clause 6, both items of 5.3, and no whole clause by 4.1.a.
    assert_eq!(covered, ["5.3", "6.1.1", "6.1.2", "6.1.3", "6.2", "6.3"]);
    assert_eq!(found.clauses_left().len(), 24);
}

#[test]
fn an_audit_counts_through_the_last_day_of_the_cycle_and_only_once_it_was_held() {
    let model = sound(WORLD);
    let left = |day: &str| coverage_on(&model, day).controls_left().join(" ");
    assert_eq!(left("2026-02-09"), "A.8.1 A.8.2 A.8.3 A.8.4 A.8.5");
    assert_eq!(left("2026-02-10"), "A.8.1 A.8.2 A.8.4 A.8.5");
    assert_eq!(left("2027-02-10"), "A.8.1 A.8.2 A.8.4 A.8.5");
    assert_eq!(left("2027-02-11"), "A.8.1 A.8.2 A.8.3 A.8.4 A.8.5");
}

#[test]
fn audits_of_suppliers_cover_nothing_and_a_broken_audit_may_cover_anything() {
    let supplier = but(
        WORLD,
        "last\ntitle: Audit of the last year\ntype: internal",
        "last\ntitle: Visit\ntype: supplier",
    );
    let found = coverage_on(&sound(&supplier), DAY);
    assert_eq!(
        (found.clauses_left().len(), found.controls_left().len()),
        (30, 5)
    );
    assert!(found.unknown.is_none());
    let broken = model(&but(WORLD, "held: 2026-02-10", "held: in spring"));
    assert!(
        coverage_on(&broken, DAY)
            .unknown
            .unwrap()
            .why
            .contains("audit/last")
    );
}

#[test]
fn a_weight_is_one_and_what_the_risks_would_gain_without_the_control() {
    let model = sound(WORLD);
    let all = sampled(&model, 9, "1");
    let weight = |id: &str| {
        let one = all.iter().find(|one| one.control == id).unwrap();
        *one.weight.as_ref().unwrap()
    };
    // R-1 is now (4−2)·(4−2) = 4; without A.8.1 it is 4·2 = 8, without A.8.3 it is 2·4 = 8.
    assert_eq!(weight("A.8.1"), 1 + (8 - 4));
    // R-2 is stated as 4 while A.8.3 works, else it is 5·2 = 10.
    assert_eq!(weight("A.8.3"), 1 + (8 - 4) + (10 - 4));
    // What is only planned takes nothing off yet.
    assert_eq!(weight("A.8.4"), 1);
    assert_eq!(weight("A.8.5"), 1);
    let third = all.iter().find(|one| one.control == "A.8.3").unwrap();
    let steps: Vec<&str> = third.steps.iter().map(|step| step.text.as_str()).collect();
    let expected = [
        "R-1: score 8 without it, 4 with it",
        "R-2: score 10 without it, 4 with it",
    ];
    assert_eq!(steps, expected);
}

#[test]
fn never_looked_at_comes_first_then_the_oldest_and_the_seed_decides_between_equals() {
    let model = sound(WORLD);
    let order = |seed: &str| {
        let all = sampled(&model, 9, seed);
        let ids = all.iter().map(|one| one.control.clone());
        ids.collect::<Vec<_>>().join(" ")
    };
    // A.8.1 is the heaviest of three that nobody looked at; A.8.2 was tested in 2025, A.8.3 audited in 2026.
    let expected = |seed: &str| {
        let mut equal = ["A.8.4", "A.8.5"];
        equal.sort_by_key(|id| sha256_hex(format!("{seed}{id}").as_bytes()));
        format!("A.8.1 {} A.8.2 A.8.3", equal.join(" "))
    };
    let mut seen = std::collections::BTreeSet::new();
    for seed in ["1", "2", "3", "spring", "autumn"] {
        assert_eq!(order(seed), expected(seed));
        seen.insert(order(seed));
    }
    assert_eq!(seen.len(), 2, "seeds draw differently");
}

#[test]
fn a_sample_is_as_long_as_asked_and_of_applicable_controls_in_scope() {
    let model = sound(WORLD);
    assert_eq!(sampled(&model, 2, "1").len(), 2);
    let among = ["A.8.3", "A.8.2", "A.8.6"];
    let some = sample(&model, &assess(&model, DAY), &among, 9, "1");
    let last = some
        .iter()
        .map(|one| (one.control.as_str(), one.last().unwrap().to_string()));
    let expected = [
        ("A.8.2", "2025-05-05".to_owned()),
        ("A.8.3", "2026-02-10".to_owned()),
    ];
    assert_eq!(last.collect::<Vec<_>>(), expected);
    assert_eq!(some[1].audited.as_ref().unwrap().0, "last");
    assert_eq!(some[0].tested.as_ref().unwrap().0, "keys");
}

#[test]
fn a_weight_is_unknown_when_a_risk_that_names_the_control_cannot_be_read_and_then_comes_first() {
    let broken = format!(
        "{WORLD}---\n{{kind: risk, id: R-3, title: T, inherent: high, treatment: {{controls: [{{control: A.8.5}}]}}}}\n"
    );
    let model = model(&broken);
    let all = sampled(&model, 9, "1");
    assert_eq!(all[0].control, "A.8.5");
    let why = &all[0].weight.as_ref().unwrap_err().why;
    assert!(why.contains("risk/R-3"), "{why}");
    assert!(all[1..].iter().all(|one| one.weight.is_ok()));
}
