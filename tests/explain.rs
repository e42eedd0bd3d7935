//! `isms explain`: every number leads to its file, line and commit; ids mean what they say; nothing is
//! invented where something could not be read.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, dead_code)]

#[path = "support/world.rs"]
mod world;

#[path = "trace/company.rs"]
mod company;

use company::{company, line_of};
use isms::rules::RULES;
use serde_json::Value;
use world::{AS_OF, Outcome, World};

fn explain(world: &World, args: &[&str]) -> Outcome {
    let all: Vec<&str> = [&["explain", "--as-of", AS_OF][..], args].concat();
    world.run(&all)
}

fn json(world: &World, id: &str) -> (i32, Value) {
    let outcome = explain(world, &[id, "--format", "json"]);
    let value = serde_json::from_str(&outcome.stdout);
    (
        outcome.code,
        value.unwrap_or_else(|_| panic!("{outcome:?}")),
    )
}

/// The computed value of a name.
fn computed<'v>(trace: &'v Value, name: &str) -> &'v Value {
    let all = trace["computed"].as_array().unwrap();
    let found = all.iter().find(|one| one["name"] == name);
    found.unwrap_or_else(|| panic!("no `{name}` in {all:#?}"))
}

/// Subjects in a group of links.
fn linked(trace: &Value, way: &str, group: &str) -> Vec<String> {
    let groups = trace[way].as_array().unwrap();
    let found = groups.iter().find(|one| one["name"] == group);
    let links = found.unwrap_or_else(|| panic!("no `{group}` in {groups:#?}"));
    let links = links["links"].as_array().unwrap().iter();
    links
        .map(|link| link["subject"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_step_of_a_level_leads_to_its_file_line_and_commit() {
    let world = company();
    let commit = world.commit_all("All").to_string();
    let outcome = explain(&world, &["R-1"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let short = &commit[..10];
    for (text, line) in [
        (
            "A.8.5 is implemented: likelihood −1",
            line_of("id: R-1\n", "{control: A.8.5"),
        ),
        (
            "A.8.24 is planned: impact 0 of −2",
            line_of("id: R-1\n", "{control: A.8.24"),
        ),
        (
            "A.8.24 is planned, and an action brings it about: impact −2",
            line_of("id: R-1\n", "{control: A.8.24"),
        ),
        (
            "in general up to Medium",
            line_of("formula", "acceptable_up_to"),
        ),
    ] {
        let wanted = format!("{text}  isms/all.yaml:{line}@{short}\n");
        assert!(
            outcome.stdout.contains(&wanted),
            "{wanted}{}",
            outcome.stdout
        );
    }
    // What the tree says and the commit does not is marked.
    let text = company::documents().replace("Plans are copied", "Plans are sold");
    world.write("isms/all.yaml", text);
    let dirty = explain(&world, &["R-1"]).stdout;
    assert!(
        dirty.contains("risk/R-1 Plans are sold") && dirty.contains(&format!("@{short}-dirty"))
    );
    let past = explain(&world, &["R-1", "--at", "HEAD"]).stdout;
    assert!(past.contains("risk/R-1 Plans are copied") && !past.contains("-dirty"));
}

#[test]
fn the_levels_of_a_risk_are_those_of_the_arithmetic() {
    let (code, trace) = json(&company(), "risk/R-1");
    assert_eq!(code, 0);
    let value = |name: &str| computed(&trace, name)["value"].as_str().unwrap().to_owned();
    assert_eq!(
        value("inherent level"),
        "High (likelihood 3, impact 3, score 9), above the criterion"
    );
    assert_eq!(
        value("current level"),
        "High (likelihood 2, impact 3, score 6), above the criterion"
    );
    assert_eq!(
        value("target level"),
        "Low (likelihood 2, impact 1, score 2), within the criterion"
    );
    assert_eq!(value("A.8.24 Use of cryptography"), "is planned");
    assert_eq!(value("risk treatment plan"), "open");
    assert_eq!(trace["owner"]["name"], "Jane Doe");
    assert_eq!(
        linked(&trace, "references", "treatment.controls.control"),
        ["control/A.8.5", "control/A.8.24"]
    );
    let decision = &trace["decisions"][0];
    assert_eq!(
        (&decision["state"], &decision["by"]),
        (&"valid".into(), &"jane".into())
    );
    assert_eq!(decision["proof"]["asked"], false);
    let due: Vec<&Value> = trace["due"].as_array().unwrap().iter().collect();
    assert!(due.iter().any(|one| one["on"] == "2027-01-31"), "{due:?}");
}

#[test]
fn a_control_says_what_it_takes_off_each_risk_and_why_it_is_applicable() {
    let (_, trace) = json(&company(), "A.8.24");
    let steps = &computed(&trace, "risks that it treats")["steps"];
    assert_eq!(
        steps[0]["text"],
        "R-1 Plans are copied: score 6 today, 2 once it is fully effective"
    );
    let reasons = computed(&trace, "applicability")["steps"].to_string();
    assert!(reasons.contains("risk: R-1") && reasons.contains("contractual: customer-contract"));
    assert_eq!(
        linked(&trace, "referrers", "obligation"),
        ["obligation/customer-contract"]
    );
    let (_, trace) = json(&company(), "A.8.5");
    assert_eq!(
        computed(&trace, "test logins")["value"],
        "passed on 2026-10-01"
    );
}

#[test]
fn an_asset_names_from_whom_it_has_its_criticality() {
    let (_, trace) = json(&company(), "server");
    let confidentiality = computed(&trace, "confidentiality");
    assert_eq!(confidentiality["value"], "3");
    assert_eq!(
        confidentiality["steps"][0]["text"],
        "inherited from plans Plans of chairs, which needs it"
    );
    assert_eq!(
        computed(&trace, "availability")["steps"][0]["text"],
        "its own value is 1"
    );
    assert_eq!(computed(&trace, "criticality")["value"], "critical");
}

#[test]
fn people_roles_and_obligations_are_explained() {
    let world = company();
    let (_, jane) = json(&world, "jane");
    assert_eq!(computed(&jane, "roles held")["value"], "1");
    assert_eq!(
        computed(&jane, "authorities")["steps"][0]["text"],
        "approve-policy as Security lead"
    );
    let (_, lena) = json(&world, "lena");
    assert_eq!(lena["state"], "left on 2026-01-31");
    assert_eq!(computed(&lena, "roles held")["value"], "none");
    let (_, role) = json(&world, "security-lead");
    assert_eq!(
        computed(&role, "held today by")["steps"][0]["text"],
        "jane Jane Doe"
    );
    let (_, contract) = json(&world, "customer-contract");
    assert_eq!(
        computed(&contract, "requirement secrecy")["value"],
        "not all of its controls work"
    );
}

#[test]
fn what_has_no_document_is_explained_too() {
    let world = company();
    let (_, control) = json(&world, "A.5.7");
    assert_eq!(
        (&control["subject"], &control["title"], &control["source"]),
        (
            &"control/A.5.7".into(),
            &"Threat intelligence".into(),
            &Value::Null
        )
    );
    assert_eq!(computed(&control, "applicability")["value"], "undecided");
    let (_, clause) = json(&world, "6.1.2");
    assert_eq!(clause["kind"], "clause");
    assert!(!clause["computed"].as_array().unwrap().is_empty());
    let (_, soa) = json(&world, "soa");
    assert_eq!(computed(&soa, "controls")["value"], "93");
    assert_eq!(
        computed(&soa, "controls")["steps"][0]["text"],
        "2 applicable"
    );
    let (_, method) = json(&world, "risk-method");
    assert_eq!(method["subject"], "risk-method");
    // An item is explained in its document, with its own line.
    let (_, action) = json(&world, "action/R-1-1");
    assert_eq!(action["subject"], "risk/R-1");
    assert_eq!(action["item"]["line"], line_of("id: R-1\n", "{id: R-1-1"));
}

#[test]
fn an_id_that_means_several_things_is_refused_and_each_is_named() {
    let world = company();
    world.write(
        "isms/more.yaml",
        "kind: metric\nid: server\ntitle: Heat of the server\ntype: proactive\n---\nkind: metric\nid: risk-untreated\ntitle: Risks\ntype: proactive\n",
    );
    let outcome = explain(&world, &["server"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    assert!(
        outcome
            .stderr
            .contains("`isms explain asset/server` or `isms explain metric/server`"),
        "{}",
        outcome.stderr
    );
    let (_, metric) = json(&world, "metric/server");
    assert_eq!(metric["title"], "Heat of the server");
    let outcome = explain(&world, &["risk-untreated"]);
    assert_eq!(outcome.code, 2);
    assert!(
        outcome.stderr.contains("rule/risk-untreated")
            && outcome.stderr.contains("metric/risk-untreated"),
        "{}",
        outcome.stderr
    );
    assert!(
        explain(&world, &["rule/risk-untreated"])
            .stdout
            .starts_with("risk-untreated\n")
    );
}

#[test]
fn what_is_unknown_is_refused_with_what_was_probably_meant() {
    let world = company();
    for (typed, meant) in [
        ("R-11", "R-1"),
        ("risk/R-11", "risk/R-1"),
        ("5.17", "A.5.17"),
        ("risk-untreatd", "risk-untreated"),
        ("customer-contrakt", "customer-contract"),
    ] {
        let outcome = explain(&world, &[typed]);
        assert_eq!(outcome.code, 2, "{typed}");
        assert!(
            outcome.stderr.contains(&format!("`{meant}`")),
            "{}",
            outcome.stderr
        );
    }
    assert_eq!(explain(&world, &["R-1", "--at", "HEAD"]).code, 2);
    assert_eq!(explain(&world, &[]).code, 2);
}

#[test]
fn a_broken_document_is_unknown_with_its_place_never_a_number() {
    let world = company();
    let text = company::documents().replace(
        "id: A.8.24\napplicable: true",
        "id: A.8.24\napplicable: perhaps",
    );
    world.write("isms/all.yaml", text);
    let (code, trace) = json(&world, "R-1");
    assert_eq!(code, 1);
    let current = computed(&trace, "current level");
    assert_eq!(current["value"], Value::Null);
    assert_eq!(
        current["unknown"]["text"],
        "control/A.8.24 could not be read whole"
    );
    assert_eq!(current["unknown"]["path"], "isms/all.yaml");
    let (code, trace) = json(&world, "A.8.24");
    assert_eq!((code, &trace["known"]), (1, &false.into()));
    assert!(!trace["findings"].as_array().unwrap().is_empty());
}

#[test]
fn what_could_not_be_read_and_names_the_id_is_told() {
    let world = company();
    world.write(
        "isms/broken.yaml",
        "kind: incident\nid: I-1\ntitle: Theft\nrisks: [R-1]\nseverity: 7\n",
    );
    let (code, trace) = json(&world, "R-1");
    assert_eq!(code, 1);
    let gaps = trace["header"]["incomplete"].to_string();
    assert!(gaps.contains("isms/broken.yaml"), "{gaps}");
    let (_, trace) = json(&world, "R-2");
    assert_eq!(trace["header"]["incomplete"], Value::Array(Vec::new()));
}

#[test]
fn text_of_the_repository_acts_neither_on_a_terminal_nor_on_a_page() {
    let world = company();
    let hostile = "\"<img src=x>\\e[31m|*a*\"";
    world.write(
        "isms/hostile.yaml",
        format!("kind: asset\nid: bad\ntitle: {hostile}\ntype: hardware\nowner: jane\n"),
    );
    let text = explain(&world, &["bad"]).stdout;
    assert!(!text.contains('\u{1b}') && text.contains("<img"), "{text}");
    let page = explain(&world, &["bad", "--format", "html"]).stdout;
    assert!(!page.contains("<img") && page.contains("&lt;img"), "{page}");
    let page = explain(&world, &["bad", "--format", "md"]).stdout;
    assert!(page.starts_with("# asset/bad \\<img"), "{page}");
}

#[test]
fn rules_need_no_repository_and_are_printed_as_one_reference() {
    let world = World::empty();
    let outcome = world.run(&["explain", "rule/risk-untreated"]);
    assert_eq!(outcome.code, 0);
    assert_eq!(
        outcome.stdout,
        world.run(&["explain", "risk-untreated"]).stdout
    );
    assert!(outcome.stdout.contains("family risk"));
    let unknown = world.run(&["explain", "risk-untreatd"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("did you mean `risk-untreated`?"),
        "{}",
        unknown.stderr
    );

    let page = world.run(&["explain", "--all"]).stdout;
    let json = world.run(&["explain", "--all", "--format", "json"]).stdout;
    let json: Value = serde_json::from_str(&json).unwrap();
    let html = world.run(&["explain", "--all", "--format", "html"]).stdout;
    assert_eq!(json["rules"].as_array().unwrap().len(), RULES.len());
    for (rule, entry) in RULES.iter().zip(json["rules"].as_array().unwrap()) {
        let name = rule.info.name;
        assert!(page.contains(&format!("\n### {name}\n")), "{name}");
        assert!(html.contains(&format!("<h3 id=\"{name}\">")), "{name}");
        assert_eq!(entry["name"], name);
        assert!(entry["page"].as_str().unwrap().len() > 40, "{name}");
    }
    assert_eq!(page.matches("\n## risk\n").count(), 1);
}
