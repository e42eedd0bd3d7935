//! The page of each thing: it tells what is known, leads to everything that is linked, and no id or title
//! makes it do anything else.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "site/tags.rs"]
mod tags;

#[path = "support/world.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;
use tags::tags;
use world::World;

type Files = BTreeMap<String, String>;

fn read(folder: &Path, below: &str, into: &mut Files) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let name = match below {
            "" => name.to_owned(),
            below => format!("{below}/{name}"),
        };
        if path.is_dir() {
            read(&path, &name, into);
        } else if name.ends_with(".html") || name.ends_with(".md") {
            into.insert(name, std::fs::read_to_string(&path).unwrap());
        } else {
            into.insert(name, String::new());
        }
    }
}

fn rendered(world: &World, as_of: &str) -> Files {
    let out = world.run(&["render", "--as-of", as_of, "--out", "site"]);
    assert!(out.code <= 1, "{} {}", out.stdout, out.stderr);
    let mut files = Files::new();
    read(&world.join("site"), "", &mut files);
    files
}

fn copied(from: &Path, world: &World, below: &str) {
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            copied(&path, world, &format!("{name}/"));
        } else {
            world.write(&name, std::fs::read(&path).unwrap());
        }
    }
}

/// The site of the example company.
static EXAMPLE: LazyLock<Files> = LazyLock::new(|| {
    let world = World::empty();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/saas");
    copied(Path::new(example), &world, "");
    world.commit_all("As it stands");
    rendered(&world, "2026-11-20")
});

/// Text between tags, blanks made one; where a line may break there is none.
fn text(page: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in page.replace("<wbr>", "").chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                out.push(' ');
            }
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_says(page: &str, all: &[&str]) {
    let said = text(&EXAMPLE[page]);
    for one in all {
        assert!(said.contains(one), "{page} does not say `{one}`:\n{said}");
    }
}

fn assert_leads(page: &str, all: &[&str]) {
    for one in all {
        let link = format!("href=\"{one}\"");
        assert!(
            EXAMPLE[page].contains(&link),
            "{page} does not lead to {one}"
        );
    }
}

#[test]
fn a_risk_tells_its_levels_their_derivation_its_owner_its_treatment_and_its_decisions() {
    let page = "risks/R-002.html";
    assert_says(
        page,
        &[
            "Before, without any control Critical 20 above its criterion",
            "Today, with what is effective Medium 6",
            "Head of platform (Kofi Mensah-Boateng)",
            "A.8.5 is implemented: likelihood −2 isms/risks/R-002-phishing.yaml:17",
            "inherent: likelihood 5, impact 4, score 20, level Critical",
            "before: likelihood 5, impact 4, score 20; today and after: likelihood 2, impact 3, score 6",
            "Passkeys for all accounts, passwords switched off R-002-1",
            "Approval of the treatment plan",
            "not proved",
            "brought by commit",
            "isms log risk/R-002",
        ],
    );
    assert_leads(
        page,
        &[
            "../risks.html#R-002",
            "../rtp.html#R-002",
            "../assets/identity-provider.html",
            "../controls/A.8.5.html",
            "../roles/head-of-platform.html",
            "../people/kofi.html",
            "../evidence/identity-export-2026-11.html",
            "../incidents/EV-26-10.html",
        ],
    );
}

#[test]
fn a_control_tells_why_it_is_there_how_it_stands_and_what_shows_it() {
    let page = "controls/A.8.15.html";
    assert_says(
        page,
        &[
            "Applicable yes",
            "Status Implemented",
            "One customer reads the rosters of another through a flaw in the application: score 8 today, 10 without it",
            "Baseline of the cluster, October 2026 isms/evidence.yaml:206 2026-10-26 25 days ago 2027-04-26",
            "Control type detective",
        ],
    );
    assert_leads(
        page,
        &[
            "../soa.html#A.8.15",
            "../risks/R-004.html",
            "../policies/operations-standard.html",
            "../evidence/cluster-baseline-2026-10.html",
            "../obligations/employment-law.html",
            "../parties/rostered-staff.html",
        ],
    );
    assert_leads(
        "evidence/cluster-baseline-2026-10.html",
        &["../controls/A.8.15.html"],
    );
    assert_leads(
        "policies/operations-standard.html",
        &["../controls/A.8.15.html"],
    );
}

#[test]
fn an_asset_tells_what_it_inherits_from_whom_and_leads_both_ways() {
    let page = "assets/production-db.html";
    assert_says(page, &["inherited from", "which needs it"]);
    assert_leads(page, &["../assets.html#production-db"]);
    assert!(EXAMPLE[page].contains("href=\"../risks/R-"), "{page}");
}

#[test]
fn a_metric_has_its_picture_and_a_clause_the_documents_that_show_it() {
    assert!(EXAMPLE["metrics/patch-in-time.html"].contains("<svg class=\"trend\""));
    assert_says(
        "metrics/patch-in-time.html",
        &["measurements", "measured by"],
    );
    assert_leads(
        "clauses/6.1.2.html",
        &["../documents/risk-method.html", "../risks/R-001.html"],
    );
    assert_leads("clauses.html", &["clauses/6.1.2.html"]);
    assert_leads(
        "audits/IA-2026.html",
        &["../nonconformities/NC-2026-3.html"],
    );
}

#[test]
fn registers_and_the_calendar_lead_to_the_pages_and_the_bar_to_the_calendar() {
    assert_leads("soa.html", &["controls/A.8.15.html", "risks/R-004.html"]);
    assert_leads("risks.html", &["risks/R-002.html", "rtp.html#R-002"]);
    assert_leads("assets.html", &["assets/laptops.html", "risks/R-001.html"]);
    assert_leads(
        "roles.html",
        &["people/kofi.html", "roles/security-lead.html"],
    );
    assert_leads("documents.html", &["policies/operations-standard.html"]);
    assert_leads(
        "calendar.html",
        &[
            "audits/SV-2026.html",
            "roles/security-lead.html",
            "calendar.ics",
        ],
    );
    assert_leads("index.html", &["calendar.html"]);
}

/// Whether a link of a page leads to a file that is there, and to a fragment in it.
fn leads_somewhere(files: &Files, page: &str, href: &str) -> bool {
    let (to, fragment) = href.split_once('#').unwrap_or((href, ""));
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = match (to, to.strip_prefix("../"), folder) {
        ("", ..) => page.to_owned(),
        (_, Some(up), _) => up.to_owned(),
        (_, None, "") => to.to_owned(),
        _ => format!("{folder}/{to}"),
    };
    let id = fragment
        .replace("%3A", ":")
        .replace("%EF%BF%BD", "\u{fffd}");
    files.get(&path).is_some_and(|target| {
        fragment.is_empty() || target.contains(&format!("id=\"{id}\"")) || path.ends_with(".md")
    })
}

fn dead_links(files: &Files) -> (usize, Vec<String>) {
    let (mut followed, mut dead) = (0, Vec::new());
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for tag in tags(page).iter().filter(|tag| tag.name == "a") {
            let href = tag.get("href").unwrap();
            if !href.contains(':') {
                followed += 1;
                if !leads_somewhere(files, path, href) {
                    dead.push(format!("{path}: {href}"));
                }
            }
        }
    }
    for (path, page) in files.iter().filter(|(path, _)| path.ends_with(".md")) {
        for link in isms::syntax::markdown::read(page).links {
            let href = &*link.destination;
            if !href.contains(':') && !leads_somewhere(files, path, href) {
                dead.push(format!("{path}: {href}"));
            }
        }
    }
    (followed, dead)
}

#[test]
fn no_link_of_the_site_is_dead() {
    let (followed, dead) = dead_links(&EXAMPLE);
    assert_eq!(dead, Vec::<String>::new());
    assert!(followed > 10_000, "{followed}");
}

#[test]
fn every_document_with_an_id_has_a_page() {
    let pages = EXAMPLE
        .keys()
        .filter(|path| path.ends_with(".html") && path.contains('/'));
    let folders: BTreeSet<&str> = pages
        .filter_map(|path| Some(path.split_once('/')?.0))
        .collect();
    for folder in [
        "assets",
        "audits",
        "clauses",
        "controls",
        "documents",
        "evidence",
        "incidents",
        "metrics",
        "nonconformities",
        "objectives",
        "obligations",
        "parties",
        "people",
        "policies",
        "reviews",
        "risks",
        "roles",
        "suppliers",
    ] {
        assert!(
            folders.contains(folder),
            "{folder} is not among {folders:?}"
        );
    }
    for id in ["A.5.1", "A.8.34", "A.7.14"] {
        assert!(EXAMPLE.contains_key(&format!("controls/{id}.html")), "{id}");
    }
}

#[test]
fn a_control_without_a_document_has_a_page_that_says_so() {
    let files = rendered(&World::sound(), world::AS_OF);
    let said = text(&files["controls/A.8.15.html"]);
    assert!(said.contains("Written in no document"), "{said}");
    assert!(said.contains("undecided"), "{said}");
}

const HOSTILE: &str = "<script>alert(1)</script>{{ 7*7 }}\u{202e}\"onmouseover=\"x";

#[test]
fn hostile_ids_and_titles_make_neither_folders_nor_tags_and_no_two_ids_share_a_page() {
    let title = serde_json::to_string(HOSTILE).unwrap();
    let long = "a".repeat(100);
    let ids = ["../x", "con", "R-1", "r-1", "\u{202e}x", &long];
    let risks: Vec<String> = ids
        .iter()
        .map(|id| {
            let id = serde_json::to_string(id).unwrap();
            format!("kind: risk\nid: {id}\ntitle: {title}\nowner: jane\nthreat: {title}\nassets: [known]\n")
        })
        .collect();
    let files = rendered(
        &World::with("isms/risks.yaml", risks.join("---\n")),
        world::AS_OF,
    );
    let pages: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("risks/"))
        .collect();
    let folded: BTreeSet<String> = pages.iter().map(|page| page.to_lowercase()).collect();
    assert!(
        pages.contains(&"R-1.html") && pages.contains(&"r-1~.html"),
        "{pages:?}"
    );
    assert!(pages.contains(&"~099on.html"), "{pages:?}");
    assert_eq!(
        (pages.len(), folded.len()),
        (ids.len(), ids.len()),
        "{pages:?}"
    );
    for page in &pages {
        let made = &files[&format!("risks/{page}")];
        assert!(!made.contains(['\u{202e}']), "{page}");
        assert!(tags(made).iter().all(|tag| tag.name != "script"), "{page}");
        let acts = |name: &str| name.starts_with("on");
        assert!(
            tags(made)
                .iter()
                .all(|tag| tag.attributes.iter().all(|(name, _)| !acts(name))),
            "{page}"
        );
    }
    assert!(files["risks/R-1.html"].contains("{{ 7*7 }}"));
    assert_eq!(dead_links(&files).1, Vec::<String>::new());
}
