//! What is in a pack, and that every name in it leads somewhere.

use crate::company::{Opened, company, pack};
use serde_json::Value;

fn opened(more: &[&str]) -> Opened {
    let world = company();
    let mut args = vec!["--out", "pack.zip"];
    args.extend(more);
    let outcome = pack(&world, &args);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    Opened::of(&world.join("pack.zip"))
}

#[test]
fn an_auditor_gets_everything_and_each_file_says_where_it_came_from() {
    let pack = opened(&[]);
    for name in [
        "index.html",
        "site/index.html",
        "site/soa.html",
        "documents/soa.md",
        "documents/soa.json",
        "sources/isms.toml",
        "sources/isms/backup.md",
        "evidence/restore.txt",
        "clause-index.html",
        "clause-index.json",
        "findings.html",
        "findings.json",
        "rules.json",
        "suppressions.json",
        "decisions.json",
        "history.csv",
        "history.json",
    ] {
        assert!(pack.entries.contains_key(name), "{name} is not in the pack");
    }
    let entry = |name: &str| {
        pack.manifest
            .entries
            .iter()
            .find(|entry| entry.path == name)
            .unwrap()
    };
    let source = entry("evidence/restore.txt").source.clone().unwrap();
    assert_eq!(
        (source.path.as_str(), source.line),
        ("isms/evidence.yaml", 2)
    );
    assert_eq!(source.commit, pack.manifest.revision);
    assert!(source.commit.is_some_and(|commit| commit.len() == 40));
    let page = entry("site/policies/backup.html").source.clone().unwrap();
    assert_eq!(page.path, "isms/backup.md");
    assert_eq!(pack.text("sources/isms/backup.md").lines().count(), 9);
    assert_eq!(
        pack.manifest.settings.as_ref().unwrap()["stage"],
        "certified"
    );
    let rules = pack.json("rules.json");
    let mut rules = rules["rules"].as_array().unwrap().iter();
    let off = rules
        .find(|rule| rule["name"] == "no-context-issue")
        .unwrap();
    assert_eq!(
        (&off["level"], &off["set_by"]),
        (&Value::from("off"), &Value::from("isms.toml"))
    );
    assert!(pack.text("history.csv").contains("Jane Doe,Begin the ISMS"));
}

#[test]
fn evidence_that_no_commit_holds_is_named_as_absent() {
    let pack = opened(&[]);
    assert_eq!(pack.below("evidence/"), ["evidence/restore.txt"]);
    let absent = &pack.manifest.absent[0];
    assert_eq!(
        (absent.file.as_str(), absent.why.as_str()),
        ("evidence/log.raw", "no commit holds it")
    );
    assert!(pack.text("index.html").contains("evidence/log.raw"));
}

#[test]
fn the_index_by_clause_has_the_20_items_and_names_only_files_that_are_there() {
    let pack = opened(&[]);
    let index = pack.json("clause-index.json");
    let items = index["items"].as_array().unwrap();
    assert_eq!(items.len(), 20);
    let named = items.iter().flat_map(|item| {
        let lines = item["documents"].as_array().unwrap().iter();
        let files = lines.flat_map(|line| line["files"].as_array().unwrap());
        files.chain(item["reports"].as_array().unwrap())
    });
    let mut count = 0;
    for name in named {
        assert!(pack.entries.contains_key(name.as_str().unwrap()), "{name}");
        count += 1;
    }
    assert!(count > 5, "{count} files are named");
}

#[test]
fn every_link_of_the_pages_beside_the_site_leads_to_a_file_of_the_pack() {
    let pack = opened(&[]);
    for page in ["index.html", "clause-index.html", "findings.html"] {
        let text = pack.text(page);
        let links: Vec<&str> = text
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert!(!links.is_empty());
        for link in links {
            assert!(pack.entries.contains_key(link), "{page} links to {link}");
        }
        assert!(
            !text.contains("<script") && !text.contains("http://") && !text.contains("https://")
        );
    }
}

#[test]
fn findings_are_left_out_or_those_that_nobody_deals_with_or_all() {
    let subjects = |which: &str| -> Vec<String> {
        let pack = opened(&["--findings", which]);
        assert_eq!(pack.manifest.findings, which);
        let found = pack.json("findings.json");
        let found = found["diagnostics"].as_array().unwrap().iter();
        found
            .filter_map(|one| Some(one["subject"].as_str()?.to_owned()))
            .collect()
    };
    let (open, full) = (subjects("open"), subjects("full"));
    let about = |all: &[String], subject: &str| all.iter().any(|one| one == subject);
    assert!(about(&full, "control/A.8.13") && about(&full, "control/A.8.15"));
    assert!(
        !about(&open, "control/A.8.13"),
        "a nonconformity speaks for it"
    );
    assert!(about(&open, "control/A.8.15"));
    let none = opened(&["--findings", "none"]);
    assert!(!none.entries.contains_key("findings.json"));
    assert!(none.text("index.html").contains("left out, by choice"));
}

#[test]
fn customers_get_nothing_from_behind_the_documents() {
    let pack = opened(&["--audience", "customer", "--findings", "full"]);
    for folder in [
        "sources/",
        "evidence/",
        "findings",
        "decisions",
        "history",
        "rules",
        "clause-index",
        "suppressions",
    ] {
        assert_eq!(pack.below(folder), Vec::<&str>::new());
    }
    assert_eq!(
        (
            pack.manifest.audience.as_str(),
            pack.manifest.findings.as_str()
        ),
        ("customer", "none")
    );
    assert_eq!(pack.manifest.settings, None);
    assert!(!pack.manifest.withheld.is_empty());
}

#[test]
fn a_tag_is_packed_as_of_its_own_day_and_named() {
    let world = company();
    let repository = git2::Repository::open(world.path()).unwrap();
    let head = repository.head().unwrap().peel_to_commit().unwrap();
    repository
        .tag_lightweight(
            "stage 1/first".replace(' ', "-").as_str(),
            head.as_object(),
            false,
        )
        .unwrap();
    world.write(
        "isms/later.yaml",
        "kind: asset\nid: later\ntitle: Later\ntype: hardware\nowner: jane\n",
    );
    world.commit_all("Go on");
    let outcome = world.run(&["pack", "--tag", "stage-1/first"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let name = "isms-pack-two-chairs-carpentry-2027-01-15-stage-1-first.zip";
    let pack = Opened::of(&world.join(name));
    assert_eq!(pack.manifest.tag.as_deref(), Some("stage-1/first"));
    assert_eq!(pack.manifest.revision, Some(head.id().to_string()));
    assert!(!pack.entries.contains_key("sources/isms/later.yaml"));
}

#[test]
fn every_page_of_a_document_names_the_file_it_was_made_from() {
    let world = company();
    let documents = [
        (
            "review",
            "kind: management-review\nid: MR-1\ntitle: First\nheld: 2027-01-10\n",
            "reviews/MR-1",
        ),
        (
            "party",
            "kind: interested-party\nid: Bank\ntitle: Bank\n",
            "parties/~bank",
        ),
        (
            "audit",
            "kind: audit\nid: AUDIT-2026\ntitle: First\ntype: internal\n",
            "audits/AUDIT-2026~",
        ),
        (
            "round",
            "kind: assessment\nid: same\ntitle: First\nheld: 2027-01-10\n",
            "assessments/same",
        ),
        (
            "thing",
            "kind: asset\nid: same\ntitle: Thing\ntype: hardware\n",
            "assets/same",
        ),
    ];
    for (file, text, _) in documents {
        world.write(&format!("isms/{file}.yaml"), text);
    }
    world.commit_all("Add");
    assert!(pack(&world, &["--out", "pack.zip"]).code <= 1);
    let opened = Opened::of(&world.join("pack.zip"));
    for (file, _, page) in documents {
        let name = format!("site/{page}.html");
        let mut entries = opened.manifest.entries.iter();
        let entry = entries.find(|entry| entry.path == name);
        let entry = entry.unwrap_or_else(|| panic!("there is no {name}"));
        let source = entry.source.as_ref().map(|source| source.path.as_str());
        assert_eq!(source, Some(&*format!("isms/{file}.yaml")), "{name}");
    }
}

#[test]
fn auditors_below_a_level_get_nothing_that_names_what_is_above_it() {
    let world = company();
    world.write(
        "isms/organization.yaml",
        "kind: organization\nname: Two Chairs Carpentry\nclassification: [public, internal, secret]\n",
    );
    world.write(
        "isms.toml",
        "stage = \"building\"\n\n[audience.auditor]\nclassification = \"internal\"\n",
    );
    world.write(
        "isms/assets/quagga.yaml",
        "kind: asset\nid: quagga-store\ntitle: Quagga store\ntype: software\nclassification: secret\nnotes: The quagga bites\n",
    );
    world.write(
        "isms/risks/R-77.yaml",
        "kind: risk\nid: R-77\ntitle: Quagga store burns\nassets: [quagga-store]\ninherent: {likelihood: 1, impact: 5}\n",
    );
    world.write(
        "isms/count.yaml",
        "kind: evidence\nid: e-77\ntitle: Count\nfile: evidence/count.txt\ncollected: 2026-02-02\nsupports: [A.5.1]\nnotes: Of the Quagga store\n",
    );
    world.write("evidence/count.txt", "seven\n");
    world.write(
        "isms-baseline.json",
        r#"{"version": 1, "findings": [{"rule": "no-risk-assessment", "path": "isms/x.yaml", "subject": "risk/R-77", "message": "Quagga store burns"}]}"#,
    );
    world.commit_all("Feed the Quagga store");
    let marked = |audience: &str| {
        let outcome = pack(
            &world,
            &[
                "--audience",
                audience,
                "--out",
                "pack.zip",
                "--force",
                "--findings",
                "full",
            ],
        );
        assert!(outcome.code <= 1, "{}", outcome.stderr);
        let opened = Opened::of(&world.join("pack.zip"));
        std::fs::remove_file(world.join("pack.zip")).unwrap();
        let entries = opened.entries.into_iter().filter(|(name, content)| {
            let text = match name.ends_with(".xlsx") {
                true => crate::forms::said(content),
                false => String::from_utf8_lossy(content).into_owned(),
            };
            text.to_lowercase().contains("quagga") || name.contains("quagga")
        });
        entries.map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert!(marked("internal").len() > 10);
    assert_eq!(marked("auditor"), Vec::<String>::new());
}
