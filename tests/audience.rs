//! What an audience gets: a marker stands in every field of what it may not see, and in no file that is made
//! for it, neither in a name nor in a byte.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "support/world.rs"]
mod world;

#[path = "audience/report.rs"]
mod report;

#[path = "audience/level.rs"]
mod level;

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use world::{AS_OF, World};

/// In everything that auditors may not see; customers neither.
const SECRET: &str = "quagga";

/// In everything that is internal, so not for customers.
const INTERNAL: &str = "okapi";

const SETTINGS: &str =
    "stage = \"building\"\n\n[audience.auditor]\nclassification = \"internal\"\n";

const DOCUMENTS: &[(&str, &str)] = &[
    (
        "isms/organization.yaml",
        "kind: organization\nname: Two Chairs Carpentry\nclassification: [public, internal, secret]\nrepository: https://git.example/okapi/isms\n",
    ),
    (
        "isms/scope.yaml",
        "kind: scope\nversion: \"1\"\nstatement: Making chairs, and the Quagga store\n",
    ),
    (
        "isms/okapi-people.yaml",
        "kind: person\nid: okapi-ada\nname: Ada Okapi\n---\nkind: role\nid: security-lead\ntitle: Security lead\nresponsibilities: [Keeps the okapi]\nholders:\n  - {person: okapi-ada, from: 2024-01-01}\n",
    ),
    (
        "isms/assets/quagga.yaml",
        "kind: asset\nid: quagga-store\ntitle: Quagga store\ndescription: A quagga lives here\nnotes: The quagga bites\ntags: [quagga-tag]\ntype: software\nowner: okapi-ada\nclassification: secret\ncia: {confidentiality: 4, integrity: 4, availability: 4}\n",
    ),
    (
        "isms/assets/quagga-word.yaml",
        "kind: asset\nid: quagga\ntitle: Quagga\ntype: hardware\nowner: security-lead\nclassification: secret\n---\nkind: asset\nid: quagga-bare\ntitle: Bare & \"wild\" quagga\ntype: hardware\n",
    ),
    (
        "isms/assets/okapi.yaml",
        "kind: asset\nid: okapi-store\ntitle: Okapi store\ndescription: Feeds the Quagga store\ntype: software\nclassification: internal\nowner: security-lead\ndepends_on:\n  - asset: quagga-store\n  - {asset: quagga, for: [availability]}\n",
    ),
    (
        "isms/kept.yaml",
        "kind: controlled-document\nid: quagga-manual\ntitle: Manual of the quagga\ntype: off-repository\norigin: Quagga Ltd\nversion: \"9\"\nlocation: The quagga cellar\naccess: Ask the quagga\nclassification: secret\nowner: okapi-ada\n",
    ),
    (
        "isms/okapi-risks.yaml",
        "kind: risk\nid: R-1\ntitle: Loss of the okapi\ndescription: First the Quagga\n  store, then R-2\nassets: [quagga-store, quagga, okapi-store]\nevent: The `quagga` breaks asset/quagga\nconsequence: Bare & \"wild\" quagga and isms/assets/quagga.yaml\nowner: okapi-ada\ninherent: {likelihood: 3, impact: 3}\ntreatment:\n  options: [modify]\n  rationale: The quagga-store is worth it, says the okapi\n  controls:\n    - {control: A.5.1, reduces: {likelihood: 1}}\n  actions:\n    - {id: R-1-1, title: Mend the Quagga store for the okapi, owner: okapi-ada, due: 2026-10-01}\n---\nkind: risk\nid: R-2\ntitle: Quagga store burns\nassets: [quagga-store]\nowner: security-lead\ninherent: {likelihood: 1, impact: 5}\n",
    ),
    (
        "isms/controls/okapi.yaml",
        "kind: control\nid: A.5.1\napplicable: true\nstatus: implemented\nowner: okapi-ada\nimplementation: The okapi reads Quagga rules\nreasons: [business]\n---\nkind: control\nid: A.7.4\napplicable: false\nexclusion: {reason: No okapi and no Quagga store, by: okapi-ada, on: 2026-01-05}\n",
    ),
    (
        "isms/okapi-records.yaml",
        "kind: supplier\nid: okapi-hosting\ntitle: Okapi hosting\nservices: [Houses the Quagga store]\nowner: okapi-ada\n---\nkind: incident\nid: I-77\ntitle: The okapi ran away\nassets: [quagga-store]\ncause: The Quagga store was open\nowner: okapi-ada\ndetected: 2026-03-11T07:10:00Z\nseverity: high\n---\nkind: evidence\nid: okapi-count\ntitle: Count of the okapi\nfile: evidence/okapi-count.txt\naccess: Ask Ada Okapi\nsupports: [A.5.1, quagga-rules]\ncollected: 2026-02-02\n---\nkind: nonconformity\nid: NC-77\ntitle: Okapi without fence\nstatement: The Manual of the quagga was not followed\nowner: okapi-ada\n",
    ),
    ("evidence/okapi-count.txt", "one okapi\n"),
    (
        "isms/policies/open.md",
        "---\nkind: policy\nid: open-policy\ntitle: Open policy\ntype: policy\nversion: \"2\"\nowner: okapi-ada\nclassification: public\naudience: Everybody but the Quagga store\ncontrols: [A.5.1]\ncommunicated:\n  - {to: All okapi, on: 2026-02-02}\napprovals:\n  - {by: okapi-ada, on: 2026-02-01, reason: The okapi likes it}\n---\n# Open policy\n\nRead [the rules of the quagga](quagga-rules.md#quagga \"Quagga\"), [ours](okapi.md), [second](second.md#what) and\n[the assets](../assets/okapi.yaml). ![An okapi](okapi.png) Ask Ada Okapi about the Quagga\nstore, the `quagga-store` and R-1.\n\nThe **Okapi** store, the Okapi *store*.\n\n<!-- the quagga must not know -->\n\nA <span title=\"okapi\">word</span>, [reference][q].\n\n| Thing | Where |\n| --- | --- |\n| Quagga rules | isms/assets/quagga.yaml |\n\n[q]: ../okapi-risks.yaml \"okapi\"\n[unused]: https://okapi.example\n",
    ),
    (
        "isms/policies/second.md",
        "---\nkind: policy\nid: second-policy\ntitle: Second policy\ntype: standard\nclassification: public\nowner: security-lead\n---\n# Second policy\n\n## What\n\nSee the [open policy](open.md).\n",
    ),
    (
        "isms/policies/okapi.md",
        "---\nkind: policy\nid: okapi-policy\ntitle: Okapi policy\ntype: policy\nclassification: internal\nowner: okapi-ada\ncontrols: [A.5.1]\nsupersedes: quagga-rules\n---\n# Okapi policy\n\nThe okapi follows [the quagga](quagga-rules.md) and Quagga rules.\n",
    ),
    (
        "isms/policies/quagga-rules.md",
        "---\nkind: policy\nid: quagga-rules\ntitle: Quagga rules\ntype: policy\nversion: \"3\"\nclassification: secret\nowner: okapi-ada\ncontrols: [A.5.1]\n---\n# Quagga rules\n\nNever wake the quagga.\n",
    ),
];

fn world() -> World {
    let world = World::empty();
    world.write("isms.toml", SETTINGS);
    for (path, text) in DOCUMENTS {
        world.write(path, text);
    }
    world.commit_all("Feed the animals");
    world
}

/// Everything below a folder, by path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
            found.insert(name.to_owned(), std::fs::read(&path).unwrap());
        }
    }
    found
}

/// What an audience gets of a world, without the note of it.
fn rendered(world: &World, audience: &str) -> BTreeMap<String, Vec<u8>> {
    let out = format!("for-{audience}");
    let args = [
        "render",
        "--audience",
        audience,
        "--out",
        &out,
        "--as-of",
        AS_OF,
    ];
    let run = world.run(&args);
    let broken = world.join("isms/broken.yaml").exists();
    assert_eq!(run.code, i32::from(broken), "{}{}", run.stdout, run.stderr);
    files(&world.join(&out))
}

fn json(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&files[name]).unwrap()
}

/// Where a marker stands, in names and in bytes.
fn places_of(marker: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut places = Vec::new();
    for (path, bytes) in files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let lines = text.lines().filter(|line| line.contains(marker));
        places.extend(lines.map(|line| {
            let at = line.find(marker).unwrap();
            let from = (0..=at.saturating_sub(80))
                .rev()
                .find(|at| line.is_char_boundary(*at));
            format!(
                "{path}: …{}",
                line[from.unwrap()..].chars().take(160).collect::<String>()
            )
        }));
        if path.to_lowercase().contains(marker) {
            places.push(format!("the name {path}"));
        }
    }
    places
}

fn none(places: &[String]) {
    assert!(places.is_empty(), "\n{}\n", places.join("\n"));
}

#[test]
fn customers_get_nothing_that_is_internal_or_secret() {
    let world = world();
    let whole = rendered(&world, "internal");
    assert!(places_of(SECRET, &whole).len() > 50 && places_of(INTERNAL, &whole).len() > 50);
    let files = rendered(&world, "customer");
    for marker in [
        SECRET,
        INTERNAL,
        "ada",
        "r-1",
        "i-77",
        "nc-77",
        "feed the animals",
    ] {
        let places = places_of(marker, &files);
        let places = places
            .into_iter()
            .filter(|place| marker != "ada" || place.contains("ada@"));
        none(&places.collect::<Vec<_>>());
    }
    for gone in [
        "risks.html",
        "rtp.json",
        "trend.svg",
        "assets.csv",
        "policies/okapi-policy.md",
    ] {
        assert!(whole.contains_key(gone) || gone == "trend.svg", "{gone}");
        assert!(!files.contains_key(gone), "{gone}");
    }
}

#[test]
fn auditors_below_the_highest_level_get_nothing_above_theirs_and_everything_else() {
    let files = rendered(&world(), "auditor");
    none(&places_of(SECRET, &files));
    assert!(places_of(INTERNAL, &files).len() > 50);
    let risks = json(&files, "risks.json");
    assert_eq!(
        risks["rows"][0]["scenario"]["assets"],
        serde_json::json!(["okapi-store"])
    );
    let sentence = "Withheld: above the classification of this audience";
    assert_eq!(risks["rows"][1]["title"], sentence);
    assert_eq!(risks["rows"][0]["title"], "Loss of the okapi");
    let assets = json(&files, "assets.json");
    assert_eq!(assets["rows"].as_array().unwrap().len(), 1);
    assert_eq!(assets["header"]["audience"]["rows_withheld"], 3);
    let whole = rendered(&world(), "internal");
    assert_eq!(assets["totals"], json(&whole, "assets.json")["totals"]);
}

#[test]
fn without_a_level_auditors_get_what_the_organisation_has() {
    let world = world();
    world.write("isms.toml", "stage = \"building\"\n");
    let (mut all, mut auditor) = (rendered(&world, "internal"), rendered(&world, "auditor"));
    all.remove("rendered.json");
    auditor.remove("rendered.json");
    assert_eq!(all, auditor);
}

#[test]
fn the_statement_of_applicability_of_customers_is_whole_and_its_totals_are_true() {
    let world = world();
    let soa = json(&rendered(&world, "customer"), "soa.json");
    let whole = json(&rendered(&world, "internal"), "soa.json");
    let rows = soa["rows"].as_array().unwrap();
    assert_eq!((rows.len(), &soa["totals"]), (93, &whole["totals"]));
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap();
    let first = row("A.5.1");
    assert_eq!(
        (&first["applicable"], &first["status"]),
        (&true.into(), &"implemented".into())
    );
    assert_eq!(first["reasons"]["business"].as_array().unwrap().len(), 1);
    assert_eq!(first["reasons"]["contractual"].as_array().unwrap().len(), 0);
    assert_eq!(first["policies"], serde_json::json!(["open-policy"]));
    let excluded = row("A.7.4");
    assert_eq!(excluded["exclusion"]["on"], "2026-01-05");
    assert_eq!(excluded["justification"], Value::Null);
}

#[test]
fn what_customers_read_keeps_the_shape_that_templates_and_programs_know() {
    fn shape(value: &Value, at: &str, into: &mut Vec<String>) {
        if let Value::Object(fields) = value {
            for (key, value) in fields.iter().filter(|(key, _)| *key != "audience") {
                into.push(format!("{at}.{key}"));
                if at != ".header.names" {
                    shape(value, &format!("{at}.{key}"), into);
                }
            }
        }
    }
    let world = world();
    let (whole, cut) = (rendered(&world, "internal"), rendered(&world, "customer"));
    for name in ["soa.json", "policies.json"] {
        let (whole, cut) = (json(&whole, name), json(&cut, name));
        let (mut before, mut after) = (Vec::new(), Vec::new());
        shape(&whole["header"], ".header", &mut before);
        shape(&cut["header"], ".header", &mut after);
        before.retain(|field| {
            !after.contains(field)
                && !field.contains(".scope.source")
                && !field.contains(".method.")
                && !field.contains(".sign_off.")
        });
        assert!(before.is_empty(), "{name}: {before:?}");
    }
}

#[test]
fn links_between_public_policies_hold_and_all_others_are_gone() {
    let files = rendered(&world(), "customer");
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let page = text("policies/open-policy.html");
    assert!(
        page.contains("<a href=\"second-policy.html#what\">second</a>"),
        "{page}"
    );
    assert!(text("policies/second-policy.md").contains("(open-policy.md)"));
    let markdown = text("policies/open-policy.md");
    assert!(
        markdown.contains("Read (withheld), (withheld), [second](second-policy.md#what)"),
        "{markdown}"
    );
    assert!(markdown.contains("\n(withheld)\n"), "{markdown}");
    let inside = page
        .split("<article")
        .nth(1)
        .unwrap()
        .split("</article>")
        .next()
        .unwrap();
    assert_eq!(inside.matches("href=").count(), 1, "{inside}");
}

#[test]
fn what_is_withheld_is_listed_with_its_number_and_without_its_name() {
    let world = world();
    let note = json(&rendered(&world, "customer"), "rendered.json");
    let withheld = note["withheld"].as_array().unwrap();
    let count = |what: &str| {
        let one = withheld.iter().find(|one| one["what"] == what);
        one.unwrap_or_else(|| panic!("{what} in {withheld:?}"))["count"].clone()
    };
    assert_eq!(count("documents of kind asset"), 4);
    assert_eq!(count("documents of kind policy"), 2);
    assert_eq!(count("documents of kind risk"), 2);
    assert_eq!(count("report risks"), 2);
    assert_eq!(count("rows of policies"), 2);
    assert_eq!(count("field `justification` in rows of soa"), 2);
    assert_eq!(note["audience"], "customer");
    let internal = json(&rendered(&world, "internal"), "rendered.json");
    assert_eq!(internal["withheld"], serde_json::json!([]));
}

#[test]
fn every_page_says_for_whom_it_is() {
    let files = rendered(&world(), "customer");
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| path.ends_with(".html") || path.ends_with(".md"))
    {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            text.contains("For customers. What is classified above “public”"),
            "{path}"
        );
    }
}

#[test]
fn a_level_that_the_organisation_does_not_have_is_refused_at_its_place() {
    let world = world();
    world.write(
        "isms.toml",
        "[audience.customer]\nclassification = \"pubic\"\n",
    );
    let run = world.run(&["render", "--audience", "customer"]);
    assert_eq!(run.code, 2);
    let said = "error: isms.toml:2:18: `audience.customer.classification` is `pubic`, which is not a level: the levels of the organisation are public, internal, secret (did you mean `public`?)\n";
    assert_eq!(run.stderr, said);
    world.write(
        "isms.toml",
        "[audience.internal]\nclassification = \"public\"\n",
    );
    let run = world.run(&["render"]);
    assert!(
        run.stderr.contains("[audience] has no key `internal`"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_name_that_slips_through_a_template_stops_everything() {
    let world = world();
    world.write("isms.toml", "[site]\ntemplates = \"templates\"\n");
    world.write("templates/index.md", "# The <b>Quagga</b>\n  store\n");
    let run = world.run(&["render", "--audience", "customer", "--out", "x"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(
        run.stderr.contains("`index.md` would say `Quagga store`"),
        "{}",
        run.stderr
    );
    assert!(!world.join("x").exists());
}

#[test]
fn nothing_is_written_beside_what_others_got() {
    let world = world();
    world.write("out/customer/quagga.html", "left behind");
    let run = world.run(&["render", "--audience", "customer"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("out/customer holds 1 other file that would lie beside what customers get, such as `quagga.html`"), "{}", run.stderr);
    assert!(!world.join("out/customer/soa.html").exists());
    // What an earlier run wrote for others goes by itself.
    assert_eq!(world.run(&["render", "--out", "x"]).code, 0);
    assert_eq!(
        world
            .run(&["render", "--out", "x", "--audience", "customer"])
            .code,
        0
    );
    none(&places_of(SECRET, &files(&world.join("x"))));
}

#[test]
fn an_organisation_without_levels_shows_customers_no_policy() {
    let world = world();
    world.write("isms.toml", "stage = \"building\"\n");
    world.write(
        "isms/organization.yaml",
        "kind: organization\nname: Two Chairs Carpentry\n",
    );
    let files = rendered(&world, "customer");
    none(&places_of(SECRET, &files));
    assert_eq!(json(&files, "policies.json")["rows"], serde_json::json!([]));
    assert_eq!(
        json(&files, "soa.json")["rows"].as_array().unwrap().len(),
        93
    );
}

#[test]
fn what_cannot_be_read_is_above_every_limit() {
    let world = world();
    world.write("isms/quagga-unread.yaml", "kind: asset\n\ttitle: [quagga\n");
    world.write(
        "isms/broken.yaml",
        "kind: asset\nid: quagga-broken\ntitle: Broken quagga\ntype: quagga\nclassification: public\n",
    );
    let soa = rendered(&world, "customer");
    none(&places_of(SECRET, &soa));
    none(&places_of(SECRET, &rendered(&world, "auditor")));
    let unread = &json(&soa, "soa.json")["header"]["audience"]["unread"];
    assert!(unread.as_u64() > Some(0), "{unread}");
}
