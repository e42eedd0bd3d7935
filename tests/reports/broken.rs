//! Registers of which something could not be read: every row stays, what it says is unknown, and nothing
//! is said to be missing.

use crate::registers::REGISTERS;
use crate::world::{World, registers, row};
use isms::output::template::Templates;
use isms::output::view::About;
use isms::output::{html, md};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Every document of the registers with a field that no kind has.
fn all_broken() -> World {
    let mut world = registers();
    let (_, text) = &mut world.files[0];
    *text = text
        .replace("kind: ", "statuz: x\nkind: ")
        .replace("{statuz: x\nkind", "{statuz: x, kind");
    world
}

#[test]
fn a_broken_document_keeps_its_row_whose_values_are_unknown() {
    for name in REGISTERS {
        let (whole, broken) = (registers().json(name), all_broken().json(name));
        let known = |report: &Value| report["rows"].as_array().unwrap().len();
        assert_eq!(known(&whole), known(&broken), "{name}");
        for row in broken["rows"].as_array().unwrap() {
            if row["known"] == true {
                continue;
            }
            let constant = [
                "id", "title", "kind", "source", "known", "over", "overdue", "review",
            ];
            for (field, value) in row.as_object().unwrap() {
                let empty = value.is_null() || *value == json!([]);
                assert!(
                    empty || constant.contains(&&**field),
                    "{name}: {field} {value}"
                );
            }
        }
        assert!(
            !broken["header"]["incomplete"]
                .as_array()
                .unwrap()
                .is_empty(),
            "{name}"
        );
    }
}

#[test]
fn every_register_can_be_shown_when_nothing_of_it_could_be_read() {
    let templates = Templates::new(&BTreeMap::new()).unwrap();
    for world in [registers(), all_broken()] {
        for name in REGISTERS {
            let report = world.json(name);
            let about = About::of(&report, "0.1.0", "");
            let page = html::report(&report, &about, &templates).unwrap();
            let text = md::report(&report, &about, &templates).unwrap();
            for row in report["rows"].as_array().unwrap() {
                let id = row["id"].as_str().unwrap();
                assert!(page.contains(id) && text.contains(id), "{name}: {id}");
            }
            let unknown = report["rows"]
                .as_array()
                .unwrap()
                .iter()
                .any(|row| row["known"] == false);
            assert_eq!(text.contains(" unknown |"), unknown, "{name}\n{text}");
            let columns = |line: &str| line.replace("\\|", "").matches('|').count();
            let lines: Vec<&str> = text
                .lines()
                .filter(|line| line.starts_with("| **"))
                .collect();
            assert!(
                lines
                    .windows(2)
                    .all(|pair| columns(pair[0]) == columns(pair[1]) || name == "competence"),
                "{text}"
            );
        }
    }
}

#[test]
fn a_finding_is_not_said_to_be_forgotten_when_a_nonconformity_could_not_be_read() {
    let broken = registers().with("id: NC-10\n", "id: NC-10\nstatuz: x\n");
    let report = broken.json("audits");
    let followed = |at: usize| row(&report, "internal-1")["findings"][at]["followed"].clone();
    assert_eq!((followed(0), followed(1)), (json!(true), Value::Null));
    assert_eq!(report["totals"]["without_nonconformity"], 0);
    assert_eq!(
        report["header"]["incomplete"][0]["affects"],
        json!(["nonconformity/NC-10"])
    );
}

#[test]
fn coverage_is_unknown_when_an_audit_could_not_be_read() {
    let broken = registers().with("id: internal-2,", "id: internal-2, statuz: x,");
    let report = broken.json("audits");
    assert_eq!(report["header"]["coverage"], Value::Null);
    assert_eq!(row(&report, "internal-2")["state"], Value::Null);
}

#[test]
fn a_requirement_is_not_judged_by_a_control_that_could_not_be_read() {
    let mut world = registers();
    let (_, text) = &mut world.files[1];
    *text = text.replacen("id: A.8.24\n", "id: A.8.24\nstatuz: x\n", 1);
    let report = world.json("obligations");
    let states: Vec<&Value> = row(&report, "law")["requirements"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states[0], "met");
    assert_eq!(*states[1], Value::Null);
    assert_eq!(
        report["header"]["incomplete"][0]["affects"],
        json!(["control/A.8.24", "obligation/law"])
    );
}

#[test]
fn nobody_is_said_to_hold_no_authority_when_a_role_could_not_be_read() {
    let broken = registers().with("id: auditor\n", "id: auditor\nstatuz: x\n");
    let report = broken.json("roles");
    assert_eq!(report["header"]["authorities"][0]["held"], true);
    assert_eq!(report["header"]["authorities"][2]["held"], Value::Null);
    assert_eq!(row(&report, "auditor")["vacant"], Value::Null);
}
