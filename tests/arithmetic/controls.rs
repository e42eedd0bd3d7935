//! What a control counts for a risk: its status at the places of the assets, tests and exceptions.

use super::{assess, but, levels_of, model, row, sound};

/// One risk of 4×4 = 16 and one control that takes 2 off the impact; a partial one counts half.
const WORLD: &str = "\
kind: organization
name: Places Ltd
sites:
  - {id: office, name: Office}
  - {id: plant, name: Plant}
  - {id: depot, name: Depot, entity: daughter}
entities: [{id: daughter, name: Daughter, in_scope: true}]
---
kind: risk-method
likelihood: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
impact: [{value: 1}, {value: 2}, {value: 3}, {value: 4}, {value: 5}]
formula: product
levels: [{id: low, from: 1}, {id: medium, from: 5}, {id: high, from: 10}]
acceptable_up_to: medium
partial_effect: 0.5
---
{kind: asset, id: laptops, title: Laptops, type: hardware, site: office}
---
{kind: asset, id: machine, title: Machine, type: hardware, site: plant}
---
{kind: asset, id: van, title: Van, type: hardware, site: depot}
---
{kind: asset, id: portal, title: Portal, type: service}
---
{kind: asset, id: plans, title: Plans, type: information}
---
kind: risk
id: R-1
title: Something happens
assets: [laptops]
inherent: {likelihood: 4, impact: 4}
treatment:
  options: [modify]
  controls: [{control: A.8.1, reduces: {impact: 2}}]
---
kind: control
id: A.8.1
applicable: true
status: implemented
";

const DAY: &str = "2026-11-20";
/// 4×(4−2): the control counts fully.
const FULL: &str = "4·2 = 8 medium";
/// 4×(4−0.5×2) = 4×3: it counts half.
const HALF: &str = "4·3 = 12 high";
/// 4×4: it counts nothing.
const NONE: &str = "4·4 = 16 high";

fn current(text: &str, day: &str) -> String {
    let [_, current, target] = row(text, day, "R-1");
    // No action plans anything here, so the target is what counts today.
    assert_eq!(current, target);
    current
}

#[test]
fn a_control_counts_by_its_status() {
    for (status, counted) in [
        ("implemented", FULL),
        ("partial", HALF),
        ("planned", NONE),
        ("not-started", NONE),
    ] {
        let text = but(WORLD, "status: implemented", &format!("status: {status}"));
        assert_eq!(current(&text, DAY), counted, "{status}");
    }
}

#[test]
fn an_excluded_undecided_or_unwritten_control_counts_nothing_even_when_planned() {
    let excluded = but(
        WORLD,
        "applicable: true\nstatus: implemented",
        "applicable: false",
    );
    let undecided = but(WORLD, "applicable: true\n", "");
    let unwritten = but(WORLD, "id: A.8.1\napplicable", "id: A.8.2\napplicable");
    let action = "  actions: [{id: R-1-1, control: A.8.1, status: open}]\n---\nkind: control";
    for text in [excluded, undecided, unwritten] {
        assert_eq!(current(&text, DAY), NONE);
        let planned = but(&text, "---\nkind: control", action);
        assert_eq!(row(&planned, DAY, "R-1")[2], NONE);
    }
}

#[test]
fn a_control_that_an_action_brings_about_counts_fully_in_the_target() {
    let planned = but(WORLD, "status: implemented", "status: planned");
    let action = "  actions: [{id: R-1-1, control: A.8.1, status: open}]\n---\nkind: control";
    let text = but(&planned, "---\nkind: control", action);
    assert_eq!(row(&text, DAY, "R-1"), [NONE, NONE, FULL]);
    let cancelled = but(&text, "status: open", "status: cancelled");
    assert_eq!(row(&cancelled, DAY, "R-1"), [NONE, NONE, NONE]);
}

fn tested(results: &str) -> String {
    format!("{WORLD}tests:\n  - id: t\n    results: [{results}]\n")
}

#[test]
fn a_control_whose_latest_test_failed_counts_as_partial() {
    let failed = "{on: 2026-10-01, result: fail}";
    assert_eq!(current(&tested(failed), DAY), HALF);
    let mended = "{on: 2026-11-01, result: pass}, {on: 2026-10-01, result: fail}";
    assert_eq!(current(&tested(mended), DAY), FULL);
    // Before the second test the first is the latest.
    assert_eq!(current(&tested(mended), "2026-10-31"), HALF);
    let same_day = "{on: 2026-11-01, result: fail}, {on: 2026-11-01, result: pass}";
    assert_eq!(current(&tested(same_day), DAY), HALF);
}

#[test]
fn a_failed_test_takes_nothing_off_a_control_that_is_partial_anyway() {
    let text = but(
        &tested("{on: 2026-10-01, result: fail}"),
        "status: implemented",
        "status: partial",
    );
    assert_eq!(current(&text, DAY), HALF);
}

fn excepted(assets: &str) -> String {
    let approval = "approval: {by: jane, on: 2026-10-01, until: 2026-12-31}";
    format!(
        "{WORLD}---\nkind: exception\nid: E-1\ntitle: Exception\nfrom: A.8.1\nassets: [{assets}]\n{approval}\n---\n{{kind: person, id: jane, name: Jane}}\n"
    )
}

#[test]
fn an_exception_that_covers_an_asset_of_the_risk_makes_a_control_partial_while_it_lasts() {
    let text = excepted("laptops, van");
    assert_eq!(current(&text, "2026-09-30"), FULL);
    assert_eq!(current(&text, "2026-10-01"), HALF);
    assert_eq!(current(&text, "2026-12-31"), HALF);
    assert_eq!(current(&text, "2027-01-01"), FULL);
    assert_eq!(current(&excepted("van"), DAY), FULL);
}

/// The control is implemented at the office, planned at the plant, partial in the daughter (where the
/// depot is), and not started for the portal.
fn placed(assets: &str) -> String {
    let places = "implementations:
  - {where: office, status: implemented}
  - {where: plant, status: planned}
  - {where: daughter, status: partial}
  - {where: portal, status: not-started}
";
    let text = but(WORLD, "assets: [laptops]", &format!("assets: [{assets}]"));
    but(&text, "status: implemented\n", places)
}

#[test]
fn a_risk_uses_the_implementations_at_the_places_of_its_assets() {
    // The site of the laptops is the office.
    assert_eq!(current(&placed("laptops"), DAY), FULL);
    assert_eq!(current(&placed("machine"), DAY), NONE);
    // The van stands at the depot, and the depot belongs to the daughter.
    assert_eq!(current(&placed("van"), DAY), HALF);
    // The portal is itself the place.
    assert_eq!(current(&placed("portal"), DAY), NONE);
    // Of several places the weakest counts.
    assert_eq!(current(&placed("laptops, van"), DAY), HALF);
}

#[test]
fn without_a_place_of_its_own_the_weakest_of_all_counts() {
    assert_eq!(current(&placed("plans"), DAY), NONE);
    let text = but(&placed("plans"), "status: not-started", "status: partial");
    let text = but(&text, "status: planned", "status: implemented");
    assert_eq!(current(&text, DAY), HALF);
}

#[test]
fn a_broken_control_makes_what_depends_on_it_unknown_and_says_where() {
    let text = but(WORLD, "status: implemented", "status: mostly");
    let model = model(&text);
    let assessment = assess(&model, DAY);
    let levels = levels_of(&model, &assessment, "R-1");
    assert_eq!(levels.inherent.as_ref().unwrap().score, 16);
    let line = text.lines().position(|line| line == "id: A.8.1").unwrap() + 1;
    for reading in [&levels.current, &levels.target] {
        let unknown = reading.as_ref().unwrap_err();
        assert_eq!((&*unknown.path, unknown.line), ("isms/all.yaml", line));
        assert!(unknown.why.contains("control/A.8.1"), "{}", unknown.why);
    }
}

#[test]
fn a_broken_exception_that_names_a_control_makes_it_unknown() {
    let text = excepted("laptops").replace("title: Exception\n", "");
    let model = model(&text);
    let assessment = assess(&model, DAY);
    let levels = levels_of(&model, &assessment, "R-1");
    let unknown = levels.current.as_ref().unwrap_err();
    assert!(unknown.why.contains("exception/E-1"), "{}", unknown.why);
}

#[test]
fn the_effects_of_a_treatment_stand_in_its_order() {
    let two = "[{control: A.8.1, reduces: {impact: 2}}, {control: A.8.3}]";
    let text = but(WORLD, "[{control: A.8.1, reduces: {impact: 2}}]", two);
    let model = sound(&text);
    let assessment = assess(&model, DAY);
    let effects = &levels_of(&model, &assessment, "R-1").effects;
    let full: Vec<bool> = effects
        .iter()
        .map(|effect| effect.as_ref().unwrap().is_full())
        .collect();
    assert_eq!(full, [true, false]);
}
