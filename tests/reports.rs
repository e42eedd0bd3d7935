//! Reports on a small repository: the fields of the contract, the orders, totals that equal their rows,
//! and what is said when something could not be read.
// Indices that are missing should fail a test.
#![allow(clippy::unwrap_used)]

#[path = "reports/broken.rs"]
mod broken;
#[path = "reports/formats.rs"]
mod formats;
#[path = "reports/gaps.rs"]
mod gaps;
#[path = "reports/registers.rs"]
mod registers;
#[path = "reports/world.rs"]
mod world;

use isms::report::REPORTS;
use serde_json::{Value, json};
use world::{RISK_ROW, has_keys, ids, row, world};

const SOA_ROW: &str = "id title theme catalog applicable reasons risks justification status \
    implementation policies owner evidence operated_by exclusion next_review source";
#[test]
fn every_report_has_exactly_the_frame_of_the_contract() {
    for entry in REPORTS {
        let report = world().json(entry.info.name);
        let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
        let frame = [
            "as_of", "header", "report", "revision", "rows", "totals", "version",
        ];
        assert_eq!(keys, frame, "{}", entry.info.name);
        assert_eq!(report["version"], 1);
        assert_eq!(report["report"], entry.info.name);
        assert_eq!(report["as_of"], "2026-11-20");
        assert_eq!(report["revision"], "0123abc");
        assert_eq!(
            report["header"]["incomplete"],
            json!([]),
            "{}",
            entry.info.name
        );
        assert_eq!(report["header"]["organization"], "Example Ltd");
    }
}

#[test]
fn every_row_has_every_field_of_the_contract_null_or_empty_when_absent() {
    let soa = world().json("soa");
    for control in soa["rows"].as_array().unwrap() {
        has_keys(control, SOA_ROW);
        let sorts = "risk legal contractual business best_practice clause";
        has_keys(&control["reasons"], sorts);
        for list in ["risks", "policies", "evidence", "operated_by"] {
            assert!(control[list].is_array(), "{list}");
        }
    }
    for name in ["rtp", "risks"] {
        for risk in world().json(name)["rows"].as_array().unwrap() {
            has_keys(risk, RISK_ROW);
            has_keys(&risk["inherent"], "likelihood impact score level");
            has_keys(&risk["acceptance"], "by on until state");
            has_keys(&risk["approval"], "state");
            has_keys(&risk["source"], "path line");
        }
    }
    let untreated = row(&world().json("risks"), "R-tiny").clone();
    assert_eq!(untreated["section"], Value::Null);
    assert_eq!(untreated["acceptance"]["state"], "none");
    assert_eq!(untreated["controls"], json!([]));
}

#[test]
fn nested_fields_of_a_control_hold_what_the_documents_say() {
    let soa = world().json("soa");
    let login = row(&soa, "A.8.5");
    assert_eq!(login["applicable"], true);
    assert_eq!(login["status"], "implemented");
    assert_eq!(login["policies"], json!(["access-policy"]));
    assert_eq!(login["evidence"], json!(["mfa-export", "login-test"]));
    assert_eq!(login["operated_by"], json!(["hoster"]));
    assert_eq!(login["risks"], json!(["R-laptop"]));
    assert_eq!(login["next_review"], "2027-02-01");
    let legal = json!([{"id": "gdpr", "text": "GDPR, security of processing"}]);
    assert_eq!(login["reasons"]["legal"], legal);
    let watch = row(&soa, "A.7.4");
    let reason = "The landlord watches the building.";
    assert_eq!(watch["justification"], reason);
    assert_eq!(watch["exclusion"]["reason"], reason);
    assert_eq!(watch["exclusion"]["by"], "lena");
    assert_eq!(watch["exclusion"]["until"], "2027-03-01");
    let nobody = row(&soa, "A.5.1");
    assert_eq!(nobody["applicable"], Value::Null);
    assert_eq!(nobody["justification"], Value::Null);
    assert_eq!(nobody["source"], Value::Null);
    assert_eq!(nobody["reasons"]["clause"][0]["id"], "5.2");
}

#[test]
fn the_statement_stands_in_the_order_of_the_catalog_with_own_controls_after_it() {
    let soa = world().json("soa");
    let order = ids(&soa["rows"]);
    assert_eq!(order.len(), 94);
    assert_eq!(order[..2], ["A.5.1", "A.5.2"]);
    assert_eq!(order[92..], ["A.8.34", "X-1"]);
}

#[test]
fn the_totals_of_the_statement_are_those_of_its_rows() {
    let soa = world().json("soa");
    let rows = soa["rows"].as_array().unwrap();
    let totals = &soa["totals"];
    let count = |wanted: &Value| {
        rows.iter()
            .filter(|row| row["applicable"] == *wanted)
            .count()
    };
    assert_eq!(totals["controls"], rows.len());
    assert_eq!(totals["catalog"], 93);
    assert_eq!(totals["own"], 1);
    assert_eq!(totals["applicable"], count(&json!(true)));
    assert_eq!(totals["excluded"], 1);
    assert_eq!(totals["undecided"], count(&Value::Null));
    assert_eq!(totals["unknown"], 0);
    let themes = totals["by_theme"].as_array().unwrap();
    let sizes: Vec<&Value> = themes.iter().map(|theme| &theme["controls"]).collect();
    assert_eq!(sizes, [37, 8, 14, 34, 1]);
    let statuses = totals["by_status"].as_array().unwrap();
    let sum: u64 = statuses
        .iter()
        .map(|one| one["controls"].as_u64().unwrap())
        .sum();
    assert_eq!(totals["applicable"], sum);
}

#[test]
fn the_statement_names_the_latest_version_and_its_approvals() {
    let header = &world().json("soa")["header"];
    assert_eq!(header["version"], "2.0");
    assert_eq!(header["sign_off"]["id"], "soa-2");
    assert_eq!(header["sign_off"]["state"], "valid");
    let approvals = header["approvals"].as_array().unwrap();
    assert_eq!(approvals.len(), 2);
    assert_eq!(approvals[0]["reason"], "Yearly review");
    assert_eq!(approvals[0]["state"], Value::Null);
    assert_eq!(approvals[1]["state"], "valid");
    assert_eq!(header["scope"]["version"], "2.0");
    assert_eq!(
        header["names"]["owners"]["head-of-it"],
        "Head of IT (Lena Licht)"
    );
    let before = &world().on("2026-05-01").json("soa")["header"];
    assert_eq!(before["version"], "1.0");
}

#[test]
fn the_plan_begins_with_what_is_worst_today() {
    let rtp = world().json("rtp");
    assert_eq!(ids(&rtp["rows"]), ["R-legacy", "R-outage", "R-laptop"]);
    let section = |id: &str| row(&rtp, id)["section"].clone();
    assert_eq!(section("R-legacy"), "complete");
    assert_eq!(section("R-outage"), "complete");
    assert_eq!(section("R-laptop"), "open");
    let laptop = row(&rtp, "R-laptop");
    let reading = |l: i64, i: i64, level: &str| json!({"likelihood": l, "impact": i, "score": l * i, "level": level});
    assert_eq!(laptop["inherent"], reading(4, 4, "high"));
    assert_eq!(laptop["current"], reading(2, 3, "medium"));
    assert_eq!(laptop["target"], reading(2, 1, "low"));
    assert_eq!(laptop["controls"][4]["id"], "A.8.24");
    assert_eq!(laptop["controls"][4]["status"], "partial");
    assert_eq!(laptop["actions"][0]["due"], "2026-12-15");
    assert_eq!(laptop["approval"]["state"], "valid");
}

#[test]
fn of_equal_scores_the_unplanned_comes_first_then_the_earliest_due_then_the_id() {
    let risk = |id: &str, due: &str| {
        let action = if due.is_empty() {
            String::new()
        } else {
            format!("\n  actions: [{{id: {id}-1, title: Do it, due: {due}, status: open}}]")
        };
        format!(
            "---\nkind: risk\nid: {id}\ntitle: Same\ninherent: {{likelihood: 5, impact: 5}}\ntreatment:\n  options: [modify]{action}\n"
        )
    };
    let mut world = world();
    for (id, due) in [
        ("R-10", "2027-01-01"),
        ("R-2", "2027-01-01"),
        ("R-3", "2026-12-01"),
        ("R-4", ""),
    ] {
        world.files[0].1.push_str(&risk(id, due));
    }
    let rtp = world.json("rtp");
    assert_eq!(ids(&rtp["rows"])[..4], ["R-4", "R-3", "R-2", "R-10"]);
}

#[test]
fn an_acceptance_of_a_retained_risk_is_its_approval_too() {
    let rtp = world().json("rtp");
    let legacy = row(&rtp, "R-legacy");
    assert_eq!(legacy["acceptance"]["state"], "valid");
    assert_eq!(legacy["acceptance"]["until"], "2027-04-30");
    assert_eq!(legacy["acceptance"]["endorsed"]["by"], "anna");
    assert_eq!(legacy["approval"]["by"], "omar");
    let later = world().on("2027-06-01").json("rtp");
    assert_eq!(row(&later, "R-legacy")["acceptance"]["state"], "expired");
    assert_eq!(row(&later, "R-legacy")["section"], "waiting");
}

#[test]
fn the_totals_of_the_plan_are_those_of_its_rows_and_say_what_to_do_next() {
    let rtp = world().json("rtp");
    let totals = &rtp["totals"];
    assert_eq!(totals["risks"], 3);
    let section = |name: Value, risks: usize| json!({"section": name, "risks": risks});
    let sections = json!([
        section(json!("open"), 1),
        section(json!("waiting"), 0),
        section(json!("complete"), 2),
        section(Value::Null, 0),
    ]);
    assert_eq!(totals["by_section"], sections);
    let next = &totals["next"]["single"][0];
    assert_eq!(next["controls"], json!(["A.8.24"]));
    assert_eq!(next["total"], 4);
    let high = &totals["by_level"][2];
    assert_eq!(
        (&high["level"], &high["inherent"], &high["current"]),
        (&json!("high"), &json!(3), &json!(1))
    );
}

#[test]
fn flipping_a_control_moves_the_risk_in_both_reports_with_its_derivation() {
    let flipped = world().with(
        "id: A.8.5\napplicable: true\nstatus: implemented",
        "id: A.8.5\napplicable: true\nstatus: planned",
    );
    for name in ["rtp", "risks"] {
        let report = flipped.json(name);
        let laptop = row(&report, "R-laptop");
        assert_eq!(laptop["current"]["score"], 8);
        let steps = laptop["derivation"]["current"].as_array().unwrap();
        let step = steps
            .iter()
            .find(|step| step["text"].as_str().unwrap().starts_with("A.8.5"));
        let step = step.unwrap();
        assert!(
            step["text"].as_str().unwrap().contains("is planned"),
            "{step}"
        );
        let line = step["line"].as_u64().unwrap() as usize;
        let there = flipped.files[0].1.lines().nth(line - 1).unwrap();
        assert!(there.contains("control: A.8.5"), "{there}");
    }
}

#[test]
fn the_register_counts_cells_and_keeps_what_is_closed() {
    let risks = world().json("risks");
    assert_eq!(
        ids(&risks["rows"]),
        ["R-laptop", "R-legacy", "R-outage", "R-tiny"]
    );
    let totals = &risks["totals"];
    assert_eq!(ids(&totals["closed"]), ["R-gone"]);
    assert_eq!(totals["closed"][0]["reason"], "The office was given up.");
    let cells = totals["heat_map"]["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 25);
    for moment in ["inherent", "current", "target"] {
        let counted: u64 = cells
            .iter()
            .map(|cell| cell["counts"][moment].as_u64().unwrap())
            .sum();
        assert_eq!(counted, 4, "{moment}");
    }
    let at = |likelihood: i64, impact: i64| {
        let found = cells
            .iter()
            .find(|cell| cell["likelihood"] == likelihood && cell["impact"] == impact);
        found.unwrap()
    };
    assert_eq!(at(4, 4)["inherent"], json!(["R-laptop"]));
    assert_eq!(at(2, 1)["target"], json!(["R-laptop"]));
    assert_eq!(at(5, 5)["level"], "critical");
    assert_eq!(
        totals["above"],
        json!({"inherent": 3, "current": 1, "target": 1, "unknown": 0})
    );
    assert_eq!(risks["header"]["assessment"]["id"], "round-1");
    assert_eq!(
        row(&risks, "R-laptop")["scenario"]["next_assessment"],
        "2027-05-04"
    );
}

#[test]
fn criticality_says_from_which_asset_it_comes() {
    let assets = world().json("assets");
    let cluster = row(&assets, "cluster");
    assert_eq!(cluster["cia"]["availability"], 1);
    assert_eq!(
        cluster["criticality"]["availability"],
        json!({"value": 5, "from": "production"})
    );
    assert_eq!(
        cluster["criticality"]["integrity"],
        json!({"value": 2, "from": "cluster"})
    );
    assert_eq!(cluster["critical"], true);
    assert_eq!(cluster["supplier"], "hoster");
    let laptops = row(&assets, "laptops");
    assert_eq!(laptops["risks"], json!(["R-laptop", "R-tiny"]));
    assert_eq!(laptops["critical"], false);
    assert_eq!(row(&assets, "fax")["retired"], "2024-12-31");
    assert_eq!(row(&assets, "fax")["critical"], false);
    assert_eq!(row(&assets, "production")["rto"], "4h");
}

#[test]
fn the_register_of_policies_shows_approval_and_review() {
    let policies = world().json("policies");
    let access = row(&policies, "access-policy");
    assert_eq!(access["approval"]["state"], "valid");
    assert_eq!(access["approval"]["by"], "anna");
    assert_eq!(access["next_review"], "2027-03-01");
    assert_eq!(access["controls"], json!(["A.6.7", "A.8.5"]));
    assert_eq!(access["communicated"][0]["evidence"], json!(["mfa-export"]));
    assert_eq!(access["supersedes"], Value::Null);
}
