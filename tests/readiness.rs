//! Readiness of the example: each requirement is shown by what is written, and no longer when that is
//! taken away; and of what shows nothing yet.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "common/saas.rs"]
mod saas;

#[path = "readiness/without.rs"]
mod without;

use isms::model::catalog::DOCUMENTED;
use isms::model::requirement::REQUIREMENTS;
use isms::model::schemas;
use isms::rules;
use rayon::prelude::*;
use saas::Saas;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use without::{Without, status};

static WHOLE: LazyLock<Value> = LazyLock::new(|| status(&Saas::new()));

/// Every requirement of a status, by id.
fn item<'v>(status: &'v Value, id: &str) -> &'v Value {
    let clauses = status["clauses"].as_array().unwrap().iter();
    let mut items = clauses.flat_map(|clause| clause["items"].as_array().unwrap());
    items
        .find(|item| item["id"] == id)
        .unwrap_or_else(|| panic!("there is no requirement {id}"))
}

use Without::{Every, Field, Shows, Sole};

/// The 20 items of documented information, and what is each of them in the example.
const DOCUMENTS: &[(&str, Without)] = &[
    ("isms_scope", Sole("scope")),
    ("is_policy", Sole("policy/information-security-policy")),
    ("risk_assessment_process", Field("risk-method", "approach")),
    ("risk_treatment_process", Shows("6.1.3")),
    ("soa", Sole("sign-off/soa-approval")),
    ("risk_treatment_plan", Sole("sign-off/rtp-approval")),
    ("risk_owner_approval", Field("risk", "treatment.approval")),
    ("is_objectives", Every("objective")),
    ("competence_evidence", Field("competence", "evidence")),
    ("other_necessary_documents", Shows("7.5.1.b")),
    ("external_documents", Every("controlled-document")),
    ("operational_evidence", Shows("8.1")),
    ("risk_assessment_results", Field("assessment", "held")),
    ("risk_treatment_results", Field("control", "implementation")),
    ("monitoring_results", Field("metric", "measurements")),
    ("audit_programme", Sole("programme")),
    ("audit_results", Field("audit", "conclusion")),
    (
        "management_review_results",
        Field("management-review", "approval"),
    ),
    ("nonconformities", Field("nonconformity", "evidence")),
    (
        "corrective_action_results",
        Field("nonconformity", "effectiveness"),
    ),
];

/// Items of clauses, and the field or `shows` that carries each.
const ITEMS: &[(&str, Without)] = &[
    ("4.1", Every("context-issue")),
    ("4.1.climate", Field("organization", "climate_change")),
    ("4.2.a", Every("interested-party")),
    ("4.2.b", Field("interested-party", "requirements")),
    ("4.2.c", Field("interested-party", "requirements")),
    ("4.2.climate", Field("organization", "climate_change")),
    ("4.3.a", Field("scope", "considered")),
    ("4.3.b", Field("scope", "considered")),
    ("4.3.c", Field("scope", "interfaces")),
    ("4.4", Field("process", "purpose")),
    ("5.1.a", Shows("5.1.a")),
    ("5.1.b", Shows("5.1.b")),
    ("5.1.c", Shows("5.1.c")),
    ("5.1.d", Shows("5.1.d")),
    ("5.1.e", Shows("5.1.e")),
    ("5.1.f", Shows("5.1.f")),
    ("5.1.g", Shows("5.1.g")),
    ("5.1.h", Shows("5.1.h")),
    ("5.2.a", Field("policy", "meets.a")),
    ("5.2.b", Field("policy", "meets.b")),
    ("5.2.c", Field("policy", "meets.c")),
    ("5.2.d", Field("policy", "meets.d")),
    ("5.2.e", Field("policy", "approvals")),
    ("5.2.f", Field("policy", "communicated")),
    ("5.2.g", Field("policy", "meets.g")),
    ("5.3.a", Field("role", "authorities")),
    ("5.3.b", Field("role", "authorities")),
    ("6.1.1.a", Field("context-issue", "effect")),
    ("6.1.1.b", Field("context-issue", "actions")),
    ("6.1.1.c", Field("context-issue", "effect")),
    ("6.1.1.d", Field("context-issue", "actions")),
    ("6.1.1.e", Field("context-issue", "evaluated")),
    ("6.1.2.a.1", Field("risk-method", "acceptable_up_to")),
    ("6.1.2.a.2", Field("risk-method", "triggers")),
    ("6.1.2.b", Sole("risk-method")),
    ("6.1.2.c.1", Field("risk", "affects")),
    ("6.1.2.c.2", Field("risk", "owner")),
    ("6.1.2.d.1", Field("risk", "assessed")),
    ("6.1.2.d.2", Every("risk")),
    ("6.1.2.d.3", Sole("risk-method")),
    ("6.1.2.e.1", Field("risk", "treatment")),
    ("6.1.2.e.2", Field("assessment", "conclusion")),
    ("6.1.3.a", Field("risk", "treatment.options")),
    ("6.1.3.b", Field("risk", "treatment.controls")),
    ("6.1.3.c", Field("control", "applicable")),
    ("6.1.3.d.1", Field("control", "applicable")),
    ("6.1.3.d.2", Sole("sign-off/soa-approval")),
    ("6.1.3.d.3", Field("control", "status")),
    ("6.1.3.d.4", Field("control", "exclusion")),
    ("6.1.3.e", Sole("sign-off/rtp-approval")),
    ("6.1.3.f", Field("risk", "treatment.approval")),
    ("6.2.a", Field("objective", "policy")),
    ("6.2.b", Field("objective", "target")),
    ("6.2.c", Shows("6.2.c")),
    ("6.2.d", Field("metric", "measurements")),
    ("6.2.e", Field("objective", "communicated")),
    ("6.2.f", Field("objective", "status")),
    ("6.2.g", Every("objective")),
    ("6.2.h", Field("objective", "actions")),
    ("6.2.i", Field("objective", "resources")),
    ("6.2.j", Field("objective", "owner")),
    ("6.2.k", Field("objective", "due")),
    ("6.2.l", Field("objective", "evaluation")),
    ("6.3", Field("planned-change", "consequences")),
    ("7.1", Shows("7.1")),
    ("7.2.a", Field("competence", "required")),
    ("7.2.b", Field("competence", "held")),
    ("7.2.c", Field("competence", "effectiveness")),
    ("7.2.d", Field("competence", "evidence")),
    ("7.3.a", Field("training", "covers")),
    ("7.3.b", Shows("7.3.b")),
    ("7.3.c", Shows("7.3.c")),
    ("7.4.a", Field("communication", "what")),
    ("7.4.b", Field("communication", "when")),
    ("7.4.c", Field("communication", "with_whom")),
    ("7.4.d", Field("communication", "how")),
    ("7.5.1.a", Shows("7.5.1.a")),
    ("7.5.1.b", Shows("7.5.1.b")),
    ("7.5.2.a", Field("policy", "version")),
    ("7.5.2.b", Shows("7.5.2.b")),
    ("7.5.2.c", Field("policy", "approvals")),
    ("7.5.3.a", Shows("7.5.3.a")),
    ("7.5.3.b", Field("policy", "classification")),
    ("7.5.3.c", Field("controlled-document", "access")),
    ("7.5.3.d", Field("controlled-document", "location")),
    ("7.5.3.e", Shows("7.5.3.e")),
    ("7.5.3.f", Shows("7.5.3.f")),
    ("8.1", Field("process", "criteria")),
    ("8.2", Field("assessment", "held")),
    ("8.3", Field("control", "owner")),
    ("9.1.a", Field("metric", "unit")),
    ("9.1.b", Field("metric", "method")),
    ("9.1.c", Field("metric", "every")),
    ("9.1.d", Field("metric", "measured_by")),
    ("9.1.e", Field("metric", "analysed_every")),
    ("9.1.f", Field("metric", "analysed_by")),
    ("9.2.1.a.1", Field("audit", "criteria")),
    ("9.2.1.a.2", Field("audit", "scope.clauses")),
    ("9.2.1.b", Field("audit", "samples")),
    ("9.2.2.a", Field("audit", "scope")),
    ("9.2.2.b", Field("audit", "auditors")),
    ("9.2.2.c", Field("audit", "reported")),
    ("9.3.1", Field("management-review", "held")),
    ("9.3.2.a", Field("management-review", "inputs.a")),
    ("9.3.2.b", Field("management-review", "inputs.b")),
    ("9.3.2.c", Field("management-review", "inputs.c")),
    ("9.3.2.d.1", Field("management-review", "inputs.d1")),
    ("9.3.2.d.2", Field("management-review", "inputs.d2")),
    ("9.3.2.d.3", Field("management-review", "inputs.d3")),
    ("9.3.2.d.4", Field("management-review", "inputs.d4")),
    ("9.3.2.e", Field("management-review", "inputs.e")),
    ("9.3.2.f", Field("management-review", "inputs.f")),
    ("9.3.2.g", Field("management-review", "inputs.g")),
    ("9.3.3", Field("management-review", "decisions")),
    ("10.1", Field("improvement", "action")),
    ("10.2.a.1", Field("nonconformity", "correction")),
    ("10.2.a.2", Field("nonconformity", "consequences")),
    ("10.2.b.1", Field("nonconformity", "statement")),
    ("10.2.b.2", Field("nonconformity", "cause")),
    ("10.2.b.3", Field("nonconformity", "similar_cases")),
    ("10.2.c", Field("nonconformity", "actions")),
    ("10.2.d", Field("nonconformity", "effectiveness")),
    ("10.2.e", Field("nonconformity", "changes")),
    ("10.2.f", Field("nonconformity", "grade")),
    ("10.2.g", Field("nonconformity", "effectiveness")),
];

#[test]
fn the_tables_name_every_requirement_of_the_standard_once() {
    let named: Vec<&str> = DOCUMENTS.iter().chain(ITEMS).map(|(id, _)| *id).collect();
    let unique: BTreeSet<&str> = named.iter().copied().collect();
    assert_eq!(named.len(), unique.len());
    let all: BTreeSet<&str> = REQUIREMENTS.iter().map(|one| &*one.id).collect();
    assert_eq!(unique, all);
    let documents: BTreeSet<&str> = DOCUMENTS.iter().map(|(id, _)| *id).collect();
    let facts: BTreeSet<&str> = DOCUMENTED.iter().map(|one| &*one.id).collect();
    assert_eq!(documents, facts);
    assert_eq!(documents.len(), 20);
}

#[test]
fn every_rule_and_field_that_a_requirement_names_exists() {
    for requirement in REQUIREMENTS.iter() {
        for silent in &requirement.rules {
            let rule = rules::find(&silent.rule);
            assert!(rule.is_some(), "{}: {}", requirement.id, silent.rule);
            let (Some(kind), Some(field)) = (silent.kind, &silent.field) else {
                continue;
            };
            let path = field.replace("[]", "[0]");
            // The keys of `meets` are free; the schema knows those of other maps.
            let known = path.strip_prefix("meets.").map_or(&*path, |_| "meets");
            let about = schemas::compiled(kind).description(known);
            assert!(about.is_some(), "{}: {field}", requirement.id);
        }
    }
}

#[test]
fn what_is_taken_away_is_no_longer_shown_and_a_finding_says_so() {
    let cases: Vec<&(&str, Without)> = DOCUMENTS.iter().chain(ITEMS).collect();
    let failures: Vec<String> = cases
        .par_iter()
        .filter_map(|(id, without)| turns(id, without).err())
        .collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn turns(id: &str, without: &Without) -> Result<(), String> {
    let before = item(&WHOLE, id);
    if before["state"] != "shown" {
        return Err(format!("{id} is not shown before: {}", before["why"]));
    }
    let status = status(&without.taken_from(Saas::new()));
    let after = item(&status, id);
    if after["state"] != "partly" && after["state"] != "nothing" {
        return Err(format!("{id} is {} without {without:?}", after["state"]));
    }
    let before: BTreeSet<String> = findings(before);
    if findings(after).is_subset(&before) {
        return Err(format!("{id}: no finding says that {without:?} is missing"));
    }
    Ok(())
}

fn findings(item: &Value) -> BTreeSet<String> {
    let all = item["findings"].as_array().unwrap().iter();
    all.map(|found| found["message"].to_string()).collect()
}

#[test]
fn the_example_is_above_90_percent_at_every_milestone() {
    for milestone in WHOLE["milestones"].as_array().unwrap() {
        let percent = milestone["percent"].as_u64().unwrap();
        assert!(percent > 90, "{milestone}");
    }
}

#[test]
fn figures_equal_the_totals_of_the_reports_that_they_come_from() {
    let saas = Saas::new();
    let (soa, risks) = (saas.report("soa"), saas.report("risks"));
    let figures = &WHOLE["totals"];
    for field in ["catalog", "own"] {
        assert_eq!(figures["controls"][field], soa["totals"][field], "{field}");
    }
    let own = |field: &str| {
        let themes = soa["totals"]["by_theme"].as_array().unwrap().iter();
        let of = themes.filter(|theme| !theme["theme"].is_null());
        of.map(|theme| theme[field].as_u64().unwrap()).sum::<u64>()
    };
    for field in ["applicable", "excluded", "undecided", "unknown"] {
        assert_eq!(figures["controls"][field], own(field), "{field}");
    }
    assert_eq!(figures["risks"]["risks"], risks["totals"]["risks"]);
    assert_eq!(figures["risks"]["by_level"], risks["totals"]["by_level"]);
    let above = &risks["totals"]["above"];
    assert_eq!(figures["risks"]["above_current"], above["current"]);
    assert_eq!(figures["risks"]["above_target"], above["target"]);
}

#[test]
fn milestones_count_every_requirement_and_clauses_stand_in_order() {
    let milestones = WHOLE["milestones"].as_array().unwrap().iter();
    let counted = milestones.flat_map(|one| ["shown", "partly", "nothing"].map(|of| &one[of]));
    let counted: u64 = counted.map(|number| number.as_u64().unwrap()).sum();
    assert_eq!(counted as usize, REQUIREMENTS.len());
    let clauses = WHOLE["clauses"].as_array().unwrap();
    assert_eq!(clauses.len(), 41);
    assert_eq!(
        (&clauses[0]["id"], &clauses[40]["id"]),
        (&"4".into(), &"10.2".into())
    );
    assert_eq!(clauses[0]["items"].as_array().unwrap().len(), 0);
    assert_eq!(clauses[0]["state"], "shown");
}
