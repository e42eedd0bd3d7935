//! The site as files: every link leads somewhere, nothing is loaded, nothing runs, whatever titles say.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "site/example.rs"]
mod example;
#[path = "site/tags.rs"]
mod tags;

use isms::output::site::{SiteInput, site};
use isms::report::REPORTS;
use serde_json::Value;
use std::collections::BTreeMap;
use tags::tags;

type Files = BTreeMap<String, String>;

fn written(input: &SiteInput) -> Files {
    let files = site(&mut input.clone()).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let text = |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8(bytes).unwrap());
    files.into_iter().map(text).collect()
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let all = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    all.filter(|(path, _)| path.ends_with(".html"))
}

/// Two policies that link to each other, whether or not the example has any.
fn with_policies() -> SiteInput {
    let mut input = example::input();
    let register = input
        .reports
        .iter_mut()
        .find(|report| report["report"] == "policies")
        .unwrap();
    let row = |id: &str| {
        serde_json::json!({
            "id": id, "title": format!("The {id}"), "type": "policy", "version": "1.0", "owner": null,
            "classification": "internal", "approval": {"state": "none", "by": null, "on": null, "until": null, "why": null},
            "next_review": null, "controls": ["A.5.1"], "communicated": [], "supersedes": null,
            "source": {"path": format!("isms/test/{id}.md"), "line": 1}, "audience": null, "withdrawn": null,
            "revisions": {"rows": [{
                "version": "1.0", "from": "2026-01-05", "to": "2026-02-05", "authors": ["Jane Doe"],
                "changes": [{"commit": "0123456789abcdef0123456789abcdef01234567", "on": "2026-02-05", "author": "Jane Doe", "subject": "Write it down"}],
                "approval": {"by": "jane", "on": "2026-02-06"},
            }], "missing": null, "uncommitted": false},
        })
    };
    let rows = register["rows"].as_array_mut().unwrap();
    rows.extend([row("one"), row("two")]);
    let text = "# The one\n\nSee [two](two.md#part), [a file](../scope.yaml), [out](../../../etc/passwd) and [away](https://example.org).\n\n![picture](p.png) [run](javascript:alert(1))\n";
    input.policies.insert("one".to_owned(), text.to_owned());
    input.policies.insert(
        "two".to_owned(),
        "## Part\n\n<script>alert(1)</script> {{ 7*7 }}\n".to_owned(),
    );
    input
}

/// The only scripts are those of the search and the filter, and each is the one that the policy of its page
/// names by its digest.
fn assert_ours(path: &str, page: &str) {
    use sha2::{Digest, Sha256};
    let scripts: Vec<&str> = page.split("<script>").skip(1).collect();
    let may = matches!(path, "search.html" | "soa.html");
    assert_eq!(scripts.len(), usize::from(may), "{path}");
    assert_eq!(page.matches("<script").count(), scripts.len(), "{path}");
    for script in scripts {
        let (text, _) = script.split_once("</script>").unwrap();
        let digest = isms::output::html::base64(&Sha256::digest(text.as_bytes()));
        let named = format!("script-src &#39;sha256-{digest}&#39;; ").replace('+', "&#43;");
        let plain = format!("script-src &#39;sha256-{digest}&#39;; ");
        assert!(page.contains(&named) || page.contains(&plain), "{path}");
    }
}

/// What a page may do: show text, pictures drawn in it, and links that a person may follow.
fn assert_harmless(path: &str, page: &str) {
    for tag in tags(page) {
        let loads = [
            "img", "iframe", "object", "embed", "base", "audio", "video", "use", "image",
        ];
        assert!(!loads.contains(&&*tag.name), "{path}: {tag:?}");
        let up = if path.contains('/') { "../" } else { "" };
        match &*tag.name {
            "link" => {
                assert_eq!(tag.get("rel"), Some("stylesheet"), "{path}");
                assert_eq!(tag.get("href"), Some(&*format!("{up}style.css")), "{path}");
            }
            "form" if tag.get("action").is_some() => {
                let to = match path {
                    "search.html" => "#_all".to_owned(),
                    _ => format!("{up}search.html"),
                };
                assert_eq!(tag.get("action"), Some(&*to), "{path}");
            }
            _ => {}
        }
        for (name, value) in &tag.attributes {
            assert!(
                !name.starts_with("on") && name != "style" && name != "src",
                "{path}: {tag:?}"
            );
            if name == "href" {
                let scheme = value.split(['/', '?', '#']).next().unwrap().split_once(':');
                assert!(
                    scheme.is_none_or(|(scheme, _)| matches!(scheme, "https" | "http" | "mailto")),
                    "{path}: {value}"
                );
            }
        }
    }
    let policy = "http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; style-src &#39;self&#39; file:; ";
    assert!(page.contains(policy), "{path} has no policy");
    assert_ours(path, page);
    assert!(
        !page.contains("url(") && !page.contains("@import"),
        "{path} loads a style"
    );
}

#[test]
fn no_page_loads_or_runs_anything() {
    let files = written(&with_policies());
    assert!(pages(&files).count() >= 8);
    for (path, page) in pages(&files) {
        assert_harmless(path, page);
    }
}

#[test]
fn every_link_within_the_site_leads_to_a_row_or_page_that_is_there() {
    let files = written(&with_policies());
    let mut followed = 0;
    for (path, page) in pages(&files) {
        for tag in tags(page).iter().filter(|tag| tag.name == "a") {
            let href = tag.get("href").unwrap();
            if href.contains(':') {
                continue;
            }
            let (to, fragment) = href.split_once('#').unwrap_or((href, ""));
            let to = match (to, to.strip_prefix("../"), path.split_once('/')) {
                ("", ..) => path.to_owned(),
                (_, Some(up), _) => up.to_owned(),
                (_, None, Some((folder, _))) => format!("{folder}/{to}"),
                _ => to.to_owned(),
            };
            let target = files.get(&to).unwrap_or_else(|| panic!("{path}: {href}"));
            let id = fragment.replace("%3A", ":");
            let there = fragment.is_empty() || target.contains(&format!("id=\"{id}\""));
            assert!(there, "{path}: {href}");
            followed += 1;
        }
    }
    assert!(followed > 300, "{followed}");
}

#[test]
fn every_report_is_named_in_the_bar_of_every_page_and_on_the_overview() {
    let files = written(&with_policies());
    for entry in REPORTS {
        let page = format!("{}.html", entry.info.name);
        let named = format!("<a href=\"{page}\"");
        assert!(files["index.html"].matches(&named).count() >= 2, "{page}");
        let current = files[&page].matches("aria-current=\"page\"").count();
        assert_eq!(current, 1, "{page}");
        assert!(
            files[&page].contains("<summary class=\"current\">"),
            "{page}"
        );
        let other = if page == "soa.html" {
            "rtp.html"
        } else {
            "soa.html"
        };
        assert!(files[other].contains(&named), "{page}");
    }
    assert!(files["index.md"].contains("## Risks and controls"));
}

#[test]
fn links_between_policies_lead_to_their_pages_and_none_leads_out_of_the_root() {
    let files = written(&with_policies());
    let page = &files["policies/one.html"];
    assert!(page.contains("href=\"two.html#part\""), "{page}");
    assert!(
        page.contains("/blob/0123456789abcdef0123456789abcdef01234567/isms/scope.yaml\""),
        "{page}"
    );
    assert!(
        page.contains("out and <a href=\"https://example.org\""),
        "{page}"
    );
    assert!(files["policies/one.md"].contains("[two](two.md#part)"));
    assert!(
        files["soa.html"].contains("href=\"policies/one.html\"")
            || files["policies.html"].contains("href=\"policies/one.html\"")
    );
}

/// Fields that hold what people write, or lists of it.
const WRITTEN: &[&str] = &[
    "title",
    "text",
    "rationale",
    "justification",
    "implementation",
    "reason",
    "statement",
    "why",
    "threat",
    "vulnerability",
    "resources",
    "organization",
    "conclusion",
    "audience",
    "version",
    "path",
    "method",
    "unit",
    "evaluation",
    "not_measurable",
    "correction",
    "consequences",
    "cause",
    "similar_cases",
    "no_action",
    "changes",
    "lessons",
    "required",
    "held",
    "acquired",
    "effectiveness",
    "criticality",
    "exit",
    "standard",
    "scope",
    "origin",
    "location",
    "access",
    "to",
    "from",
    "not_applicable",
    "result",
    "criteria",
    "services",
];

/// Appends to every text that people write, and leaves ids and words of the contract alone.
fn poison(value: &mut Value, payload: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| poison(item, payload)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(text) if WRITTEN.contains(&&**name) => text.push_str(payload),
                    Value::Array(texts) if WRITTEN.contains(&&**name) => {
                        for text in texts.iter_mut() {
                            match text {
                                Value::String(text) => text.push_str(payload),
                                other => poison(other, payload),
                            }
                        }
                    }
                    Value::Object(groups) if name == "names" => {
                        for name in groups
                            .values_mut()
                            .filter_map(Value::as_object_mut)
                            .flat_map(|group| group.values_mut())
                        {
                            *name = format!("{}{payload}", name.as_str().unwrap()).into();
                        }
                    }
                    other => poison(other, payload),
                }
            }
        }
        _ => {}
    }
}

const HOSTILE: &str = "<script>alert(1)</script>\"onmouseover=\"x' ](javascript:alert(1)) | `a` ![b](https://evil.example/c)\n# d {{ 7*7 }}{% raw %}\u{1b}[31m\u{202e}</style></title>&lt;";

#[test]
fn hostile_texts_are_shown_and_do_nothing() {
    let mut input = with_policies();
    for report in &mut input.reports {
        poison(report, HOSTILE);
    }
    input.about.organization.push_str(HOSTILE);
    let files = written(&input);
    for (path, page) in pages(&files) {
        assert_harmless(path, page);
        assert!(
            !page.contains(['\u{1b}', '\u{202e}']),
            "{path} holds what acts"
        );
        let tame = page.contains("{{ 7*7 }}") && page.contains("{% raw %}");
        assert!(
            tame || path.starts_with("policies/two"),
            "{path} lost the text, or took it for a template"
        );
    }
}

#[test]
fn hostile_texts_stay_in_their_cells_of_markdown() {
    let calm = written(&with_policies());
    let mut input = with_policies();
    for report in &mut input.reports {
        poison(report, HOSTILE);
    }
    for (path, text) in written(&input)
        .iter()
        .filter(|(path, _)| path.ends_with(".md") && !path.contains('/'))
    {
        let shape = |text: &str| -> Vec<usize> {
            let page = isms::syntax::markdown::html(text, &str::to_owned);
            ["<tr>", "<td", "<th", "<h1", "<h2", "<ul", "<ol"]
                .iter()
                .map(|tag| page.matches(tag).count())
                .collect()
        };
        assert_eq!(shape(text), shape(&calm[path]), "{path}");
        let page = isms::syntax::markdown::html(text, &str::to_owned);
        // An address that stands in a text may be followed as what it is; nothing else becomes of it.
        assert!(
            !page.contains("<img") && !page.contains("href=\"javascript"),
            "{path}"
        );
        assert!(
            !page.contains(">b</a>"),
            "{path} links to what a title says"
        );
    }
}

#[test]
fn what_could_not_be_read_stands_above_every_page_that_it_concerns() {
    let mut input = with_policies();
    let gap = serde_json::json!({"path": "isms/risks/broken.yaml", "line": 7, "why": "the value is missing", "affects": ["risk/R-1"]});
    input.about.incomplete = vec![gap];
    for (path, page) in pages(&written(&input)) {
        assert!(
            page.contains("isms/risks/broken.yaml<wbr>:7") && page.contains("the value is missing"),
            "{path}"
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(written(&with_policies()), written(&with_policies()));
}
