//! The registers of clauses 4 to 10, fact by fact.

use crate::world::{World, has_keys, ids, registers, row};
use serde_json::{Value, json};

fn of(name: &str, id: &str) -> Value {
    row(&registers().json(name), id).clone()
}

/// The values of one field of a list.
fn each<'v>(list: &'v Value, field: &str) -> Vec<&'v Value> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|one| &one[field])
        .collect()
}

pub(crate) const REGISTERS: [&str; 11] = [
    "interested-parties",
    "obligations",
    "objectives",
    "roles",
    "suppliers",
    "documents",
    "competence",
    "metrics",
    "audits",
    "nonconformities",
    "incidents",
];

#[test]
fn every_row_of_a_register_says_whose_it_is_and_whether_it_could_be_read() {
    for name in REGISTERS {
        let report = registers().json(name);
        assert!(!report["rows"].as_array().unwrap().is_empty(), "{name}");
        for row in report["rows"].as_array().unwrap() {
            has_keys(row, "id title owner known source");
            assert_eq!(row["known"], true, "{name}");
        }
    }
}

#[test]
fn rows_stand_in_the_natural_order_of_ids() {
    assert_eq!(
        ids(&registers().json("objectives")["rows"]),
        ["O-2", "O-3", "O-10"]
    );
    assert_eq!(
        ids(&registers().json("nonconformities")["rows"]),
        ["NC-1", "NC-2", "NC-10"]
    );
}

#[test]
fn each_requirement_of_a_party_says_how_it_is_answered() {
    let customers = of("interested-parties", "customers");
    let answers = [
        "obligation",
        "addressed",
        "outside-isms",
        "not-addressed",
        "open",
    ];
    assert_eq!(each(&customers["requirements"], "answer"), answers);
    let service = &customers["requirements"][1];
    assert_eq!(each(&service["controls"], "id"), ["A.8.5", "A.8.24"]);
    assert_eq!(
        each(&service["controls"], "status"),
        ["implemented", "partial"]
    );
    assert_eq!(service["policies"], json!(["access-policy"]));
    assert_eq!(
        customers["requirements"][3]["reason"],
        "Too few of us to host audits."
    );
    let review = &customers["review"];
    assert_eq!(
        (&review["last"], &review["next"]),
        (&json!("2025-10-01"), &json!("2026-10-01"))
    );
    assert_eq!(review["overdue"], true);
}

#[test]
fn an_obligation_is_met_when_every_control_that_it_relies_on_works() {
    let law = of("obligations", "law");
    let states = ["met", "not-met", "not-applicable", "unanswered"];
    assert_eq!(each(&law["requirements"], "state"), states);
    assert_eq!(each(&law["notify"], "within"), ["2w", "72h"]);
    assert_eq!(law["origin"], "Federal gazette");
    let gdpr = of("obligations", "gdpr");
    assert_eq!(gdpr["parties"], json!(["customers"]));
    let totals = registers().json("obligations")["totals"].clone();
    assert_eq!(
        (&totals["requirements"], &totals["met"]),
        (&json!(5), &json!(2))
    );
}

#[test]
fn a_failed_test_of_a_control_keeps_its_obligation_from_being_met() {
    let failed = all(
        "result: pass, evidence: login-test",
        "result: fail, evidence: login-test",
    );
    let law = row(&failed.json("obligations"), "law").clone();
    assert_eq!(law["requirements"][0]["state"], "not-met");
    let why = law["requirements"][0]["controls"][0]["why"]
        .as_str()
        .unwrap();
    assert!(why.contains("failed on 2026-10-02"), "{why}");
}

/// The world with one text of the other file changed.
fn all(old: &str, new: &str) -> World {
    let mut world = registers();
    let (_, text) = &mut world.files[1];
    assert!(text.contains(old), "{old}");
    *text = text.replacen(old, new, 1);
    world
}

#[test]
fn an_objective_shows_the_latest_value_of_its_metric_against_its_own_target() {
    let encrypted = of("objectives", "O-2");
    let value = json!({"on": "2026-10-01", "value": "93.25", "met": false, "evaluation": null});
    assert_eq!(encrypted["latest"], value);
    assert_eq!(encrypted["target"], "100");
    assert_eq!(encrypted["reached"], false);
    assert_eq!(each(&encrypted["actions"], "overdue"), [true, false]);
    assert_eq!(encrypted["overdue"], false);
    assert_eq!(of("objectives", "O-10")["overdue"], true);
    assert_eq!(of("objectives", "O-10")["reached"], Value::Null);
    assert_eq!(of("objectives", "O-3")["overdue"], false);
    let reached = registers().with("value: 93.25", "value: 100.0");
    assert_eq!(row(&reached.json("objectives"), "O-2")["reached"], true);
}

#[test]
fn what_was_measured_after_the_day_is_not_known_yet() {
    let encrypted = of("metrics", "encrypted");
    assert_eq!(
        each(&encrypted["measurements"], "value"),
        ["70", "96.5", "93.25"]
    );
    assert_eq!(
        each(&encrypted["measurements"], "met"),
        [false, true, false]
    );
    assert_eq!(encrypted["trend"], "worse");
    assert_eq!(encrypted["next_measurement"], "2027-01-01");
    assert_eq!(encrypted["objectives"], json!(["O-2"]));
    let later = registers().on("2027-01-01").json("metrics");
    assert_eq!(row(&later, "encrypted")["latest"]["value"], "100");
    assert_eq!(row(&later, "encrypted")["trend"], "better");
}

#[test]
fn less_is_better_where_the_target_is_at_most() {
    let downtime = of("metrics", "downtime");
    assert_eq!(downtime["trend"], "better");
    assert_eq!(downtime["target"], json!({"op": "<=", "value": "4"}));
    assert_eq!(downtime["latest"]["met"], true);
    assert_eq!(downtime["overdue"], true);
    let totals = registers().json("metrics")["totals"].clone();
    let counts = [
        "proactive",
        "reactive",
        "on_target",
        "off_target",
        "never_measured",
    ];
    assert_eq!(
        counts.map(|name| totals[name].as_u64().unwrap()),
        [1, 2, 1, 1, 1]
    );
}

#[test]
fn each_finding_of_an_audit_says_what_became_of_it() {
    let audit = of("audits", "internal-1");
    assert_eq!(audit["state"], "held");
    assert_eq!(
        each(&audit["findings"], "followed"),
        [&json!(true), &json!(false), &Value::Null]
    );
    let nonconformity = json!({"kind": "nonconformity", "id": "NC-1", "title": "Laptops without encryption", "state": "open"});
    assert_eq!(audit["findings"][0]["became"], json!([nonconformity]));
    assert_eq!(audit["findings"][2]["became"][0]["state"], "closed");
    assert_eq!(of("audits", "internal-2")["state"], "overdue");
    assert_eq!(of("audits", "internal-3")["state"], "planned");
    assert_eq!(
        registers().json("audits")["totals"]["without_nonconformity"],
        1
    );
}

#[test]
fn the_programme_stands_above_the_audits_with_its_approval_and_what_is_not_covered() {
    let header = &registers().json("audits")["header"];
    assert_eq!(header["programme"]["cycle"], "3y");
    assert_eq!(header["programme"]["independence"], "12m");
    assert_eq!(header["approvals"][0]["by"], "anna");
    let left = header["coverage"]["controls_left"].as_array().unwrap();
    assert!(
        left.contains(&json!("A.8.24")) && !left.contains(&json!("A.8.5")),
        "{left:?}"
    );
    let clauses = header["coverage"]["clauses_left"].as_array().unwrap();
    assert!(
        !clauses
            .iter()
            .any(|id| id.as_str().unwrap().starts_with("9.")),
        "{clauses:?}"
    );
}

#[test]
fn a_nonconformity_is_open_from_the_day_of_its_origin_until_it_is_closed() {
    let found = of("nonconformities", "NC-1");
    assert_eq!(
        found["origin"],
        json!({"id": "internal-1/f-1", "kind": "finding", "document": "internal-1"})
    );
    assert_eq!(
        (&found["detected"], &found["days_open"]),
        (&json!("2026-05-10"), &json!(194))
    );
    let down = of("nonconformities", "NC-2");
    assert_eq!(
        (&down["detected"], &down["days_open"]),
        (&json!("2026-03-04"), &json!(30))
    );
    assert_eq!(down["state"], "closed");
    let complaint = of("nonconformities", "NC-10");
    assert_eq!(complaint["origin"]["kind"], Value::Null);
    assert_eq!(
        (&complaint["state"], &complaint["days_open"]),
        (&json!("open"), &json!(19))
    );
    assert_eq!(
        complaint["closed"],
        Value::Null,
        "it is closed after the day"
    );
}

#[test]
fn hours_of_an_incident_run_through_the_night_and_begun_ones_count() {
    let down = of("incidents", "I-1");
    assert_eq!(down["hours_to_contain"], 2);
    assert_eq!(down["hours_to_close"], 49);
    assert_eq!(down["became"][0]["id"], "NC-2");
    assert_eq!(of("incidents", "I-2")["hours_to_close"], Value::Null);
    assert_eq!(of("incidents", "I-2")["state"], "open");
}

#[test]
fn a_notification_is_in_time_by_the_shortest_period_or_the_written_moment() {
    let notices = of("incidents", "I-1")["notifications"].clone();
    assert_eq!(each(&notices, "in_time"), [true, false, false]);
    assert_eq!(notices[0]["due"], "2026-03-07T22:30:00+01:00");
    assert_eq!(notices[1]["due"], "2026-03-05T12:00:00Z");
    let open = of("incidents", "I-2")["notifications"].clone();
    assert_eq!(
        (&open[0]["due"], &open[0]["in_time"]),
        (&json!("2026-11-22T10:00:00Z"), &Value::Null)
    );
    let later = registers().on("2026-11-23").json("incidents");
    assert_eq!(row(&later, "I-2")["notifications"][0]["in_time"], false);
}

#[test]
fn a_supplier_shows_what_has_expired_and_what_lives_and_names_it() {
    let mailer = of("suppliers", "mailer");
    assert_eq!(each(&mailer["certifications"], "expired"), [true, false]);
    assert_eq!(mailer["controls"], json!(["A.5.14"]));
    assert_eq!(
        mailer["assets"],
        json!(["newsletter"]),
        "leaflets are retired"
    );
    assert_eq!(mailer["review"]["overdue"], true);
    assert_eq!(of("suppliers", "insurer")["risks"], json!(["R-outage"]));
    assert_eq!(of("suppliers", "printer")["over"], true);
    let before = registers().on("2025-12-31").json("suppliers");
    assert_eq!(row(&before, "printer")["over"], false);
}

#[test]
fn a_competence_expires_and_a_training_counts_rounds_up_to_the_day() {
    assert_eq!(of("competence", "C-audit")["state"], "expired");
    assert_eq!(of("competence", "C-audit")["people"], json!(["omar"]));
    assert_eq!(of("competence", "C-git")["state"], "shown");
    assert_eq!(of("competence", "C-law")["state"], "not-shown");
    assert_eq!(of("competence", "C-law")["people"], json!([]));
    let trainings = registers().json("competence")["totals"]["trainings"].clone();
    assert_eq!(ids(&trainings), ["awareness", "onboarding"]);
    assert_eq!(
        each(&trainings[0]["rounds"], "on"),
        ["2025-10-01", "2024-10-01"]
    );
    assert_eq!(trainings[0]["next"], "2026-10-01");
    assert_eq!(trainings[0]["overdue"], true);
    assert_eq!(trainings[1]["next"], Value::Null);
}

#[test]
fn the_register_of_documents_holds_all_that_are_controlled() {
    let report = registers().json("documents");
    let order = [
        "scope",
        "access-policy",
        "risk-method",
        "programme",
        "programme-1",
        "soa-1",
        "soa-2",
        "iso-27001",
        "manual",
    ];
    assert_eq!(ids(&report["rows"]), order);
    assert_eq!(row(&report, "access-policy")["approval"]["state"], "valid");
    assert_eq!(row(&report, "access-policy")["format"], "markdown");
    assert_eq!(row(&report, "scope")["approval"]["state"], "none");
    assert_eq!(row(&report, "programme")["version"], "1.0");
    let standard = row(&report, "iso-27001");
    assert_eq!(standard["format"], "external-origin");
    assert_eq!(
        (&standard["location"], &standard["retention"]),
        (&json!("Shelf 3"), &json!("3y"))
    );
    assert_eq!(standard["review"]["next"], "2027-01-15");
    assert_eq!(standard["approval"], Value::Null);
}

#[test]
fn a_role_is_vacant_when_its_only_holder_has_left() {
    let watch = of("roles", "night-watch");
    assert_eq!(
        (&watch["vacant"], &watch["holders"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(each(&watch["others"], "person"), ["gone"]);
    let before = registers().on("2026-01-31").json("roles");
    assert_eq!(row(&before, "night-watch")["vacant"], false);
    let authorities = registers().json("roles")["header"]["authorities"].clone();
    assert_eq!(
        authorities[0],
        json!({"authority": "top-management", "roles": ["managing-director"], "held": true})
    );
    assert_eq!(
        authorities[5],
        json!({"authority": "approve-exception", "roles": ["night-watch"], "held": false})
    );
}

#[test]
fn a_role_shows_what_it_owns_and_who_holds_an_incompatible_one() {
    let auditor = of("roles", "auditor");
    assert_eq!(
        auditor["conflicts"],
        json!([{"role": "head-of-finance", "person": "omar"}])
    );
    // It is enough that one of two roles excludes the other.
    let finance = of("roles", "head-of-finance");
    assert_eq!(
        finance["conflicts"],
        json!([{"role": "auditor", "person": "omar"}])
    );
    assert_eq!(auditor["deputy"], "anna");
    assert_eq!(each(&auditor["others"], "person"), ["ada"]);
    let owns = of("roles", "head-of-finance")["owns"].clone();
    assert_eq!(
        owns,
        json!([{"kind": "asset", "ids": ["billing"]}, {"kind": "risk", "ids": ["R-legacy"]}])
    );
    let it = of("roles", "head-of-it")["owns"].clone();
    assert!(
        !it.to_string().contains("R-gone"),
        "what has ended is owned by nobody: {it}"
    );
}

#[test]
fn what_ids_in_rows_are_called_stands_in_the_header() {
    let name = |report: &str, group: &str, id: &str| {
        registers().json(report)["header"]["names"][group][id].clone()
    };
    assert_eq!(
        name("objectives", "metrics", "encrypted"),
        "Encrypted laptops"
    );
    assert_eq!(name("interested-parties", "obligations", "gdpr"), "GDPR");
    assert_eq!(
        name("interested-parties", "policies", "access-policy"),
        "Access policy"
    );
    assert_eq!(name("roles", "clauses", "9.2"), "Internal audit");
    assert_eq!(name("audits", "controls", "A.8.24"), "Use of cryptography");
    assert_eq!(
        name("suppliers", "risks", "R-outage"),
        "The cloud region is down for a day"
    );
    assert_eq!(
        name("competence", "owners", "head-of-finance"),
        "Head of Finance (Omar Oss)"
    );
}
