//! What reports say when something could not be read.

use crate::world::{RISK_ROW, has_keys, ids, row, world};
use isms::assess::assessment::Assessment;
use isms::model::graph::Model;
use isms::report::input::{Incomplete, Inputs};
use isms::report::{REPORTS, to_json};
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use serde_json::{Value, json};

#[test]
fn what_a_broken_asset_may_depend_on_has_no_criticality() {
    let broken = world().with(
        "cia: {availability: 5}\n",
        "cia: {availability: 5}\ncolour: red\n",
    );
    let assets = broken.json("assets");
    let cluster = row(&assets, "cluster");
    assert_eq!(cluster["criticality"]["availability"], Value::Null);
    assert_eq!(cluster["critical"], Value::Null);
    assert_eq!(
        row(&assets, "laptops")["criticality"]["integrity"]["value"],
        2
    );
    assert_eq!(row(&assets, "production")["type"], Value::Null);
}

#[test]
fn a_broken_control_is_unknown_where_it_is_needed_and_nowhere_else() {
    let broken = world().with("id: A.8.24\n", "id: A.8.24\nstatuz: x\n");
    let soa = broken.json("soa");
    let control = row(&soa, "A.8.24");
    assert_eq!(control["applicable"], Value::Null);
    assert_eq!(control["decision"], "unknown");
    assert_eq!(soa["totals"]["unknown"], 1);
    let rtp = broken.json("rtp");
    assert_eq!(ids(&rtp["rows"]), ["R-laptop", "R-legacy", "R-outage"]);
    let laptop = row(&rtp, "R-laptop");
    assert_eq!(laptop["current"], Value::Null);
    assert_eq!(laptop["target"], Value::Null);
    assert_eq!(laptop["inherent"]["score"], 16);
    assert_eq!(laptop["controls"][4]["status"], Value::Null);
    assert_eq!(row(&rtp, "R-outage")["current"]["score"], 9);
    let missing = &rtp["header"]["incomplete"][0];
    assert_eq!(missing["path"], "isms/all.yaml");
    assert_eq!(
        missing["affects"],
        json!(["control/A.8.24", "risk/R-laptop"])
    );
    let line = missing["line"].as_u64().unwrap() as usize;
    assert_eq!(broken.files[0].1.lines().nth(line - 1), Some("id: A.8.24"));
}

#[test]
fn a_broken_risk_keeps_its_row_in_the_plan_and_the_register() {
    let broken = world().with("id: R-outage\n", "id: R-outage\nownr: x\n");
    for name in ["rtp", "risks"] {
        let report = broken.json(name);
        let outage = row(&report, "R-outage");
        has_keys(outage, RISK_ROW);
        assert_eq!(outage["title"], "The cloud region is down for a day");
        for field in ["inherent", "current", "target", "section", "owner"] {
            assert_eq!(outage[field], Value::Null, "{field}");
        }
        assert_eq!(outage["acceptance"]["state"], Value::Null);
        assert_eq!(
            report["header"]["incomplete"][0]["affects"],
            json!(["risk/R-outage"])
        );
    }
    assert_eq!(ids(&broken.json("rtp")["rows"])[0], "R-outage");
}

#[test]
fn without_a_method_no_level_is_a_number() {
    let broken = world().with("kind: risk-method\n", "kind: risk-method\nextra: 1\n");
    let risks = broken.json("risks");
    for risk in risks["rows"].as_array().unwrap() {
        for reading in ["inherent", "current", "target"] {
            assert_eq!(risk[reading], Value::Null, "{risk}");
        }
    }
    assert_eq!(risks["totals"]["heat_map"], Value::Null);
    assert_eq!(risks["totals"]["above"]["unknown"], 4);
    assert_eq!(broken.json("assets")["rows"][0]["critical"], Value::Null);
}

#[test]
fn a_file_that_cannot_be_read_may_hold_what_is_undecided() {
    let mut world = world();
    world.unread.push("isms/gone.yaml");
    let soa = world.json("soa");
    assert_eq!(row(&soa, "A.5.1")["decision"], "unknown");
    assert_eq!(row(&soa, "A.8.5")["decision"], "applicable");
    assert_eq!(soa["totals"]["undecided"], 0);
    let paths = soa["header"]["incomplete"].as_array().unwrap();
    assert!(paths.iter().all(|gap| gap["path"] == "isms/gone.yaml"));
}

#[test]
fn what_reading_reports_stands_in_every_header() {
    let model = Model::new(Vec::new(), Vec::new());
    let as_of = "2026-11-20".parse().unwrap();
    let assessment = Assessment::new(&model, as_of);
    let inputs = Inputs {
        model: &model,
        assessment: &assessment,
        as_of,
        stage: Stage::Building,
        revision: None,
        incomplete: vec![Incomplete::new("isms/a.yaml", 3, "a bracket is not closed")],
        defects: &[],
        proofs: Proofs::NONE,
        ask: isms::report::input::Ask::NONE,
    };
    for entry in REPORTS {
        let report = to_json(&(entry.build)(&inputs));
        let told = json!({"path": "isms/a.yaml", "line": 3, "why": "a bracket is not closed", "affects": []});
        assert!(
            report["header"]["incomplete"]
                .as_array()
                .unwrap()
                .contains(&told)
        );
        assert_eq!(report["revision"], Value::Null);
        assert_eq!(report["header"]["organization"], Value::Null);
    }
}
