//! Every rule, found in the wrong example of its page at the line of the carets, is at that line in
//! every format.

use crate::hostile::render;
use crate::{github, gitlab, junit, rdjson, sarif};
use isms::analysis::findings::Findings;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::analysis::store::Store;
use isms::assess::assessment::Assessment;
use isms::assess::basis::sha256_hex;
use isms::model::mapped::MAPPED;
use isms::model::scalar::Date;
use isms::rules::RULES;
use isms::rules::rule::Rule;
use isms::syntax::config::{self, Settings};
use isms::text::diagnostic::{Diagnostic, Stage};
use isms::text::proof::Proofs;
use isms::text::snapshot::{Entry, FileFacts, Files, Snapshot, Unreadable};
use isms::text::source::SourceFile;
use quick_junit::TestCaseStatus;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// The organisation around the examples.
const FIXTURE: &str = include_str!("../../src/rules/example.yaml");

/// What git knows makes these speak, and an example alone has no history.
const BY_GIT: [&str; 5] = [
    "approver-is-author",
    "decision-not-by-named-person",
    "decision-uncommitted",
    "decision-unsigned",
    "policy-changed-under-same-version",
];

/// A wrong example: its files, its day, how far it looks ahead, and the lines at which carets point.
struct Example {
    files: Vec<(String, String)>,
    untracked: Vec<String>,
    without: Vec<String>,
    as_of: Date,
    horizon: Option<Date>,
    pointed: Vec<(String, usize)>,
}

/// The first wrong example of a page.
fn wrong(page: &str) -> Example {
    let lines = page
        .lines()
        .map(|line| line.strip_prefix(' ').unwrap_or(line));
    let lines = lines
        .skip_while(|line| line.trim_end() != "```yaml wrong")
        .skip(1);
    let mut example = Example {
        files: vec![("isms/example.yaml".to_owned(), String::new())],
        untracked: Vec::new(),
        without: Vec::new(),
        as_of: "2026-11-20".parse().unwrap(),
        horizon: None,
        pointed: Vec::new(),
    };
    for line in lines.take_while(|line| line.trim_end() != "```") {
        take(&mut example, line);
    }
    example.files.retain(|(_, text)| !text.is_empty());
    example
}

fn take(example: &mut Example, line: &str) {
    let is_pointer = line.contains('^') && line.trim_matches(['#', ' ', '^']).is_empty();
    let last = example.files.last_mut().unwrap();
    match line
        .strip_prefix("# ")
        .and_then(|line| line.split_once(": "))
    {
        _ if is_pointer => example
            .pointed
            .push((last.0.clone(), last.1.lines().count())),
        Some(("file", path)) => example.files.push((path.trim().to_owned(), String::new())),
        Some(("untracked-file", path)) => {
            example.untracked.push(path.trim().to_owned());
            example.files.push((path.trim().to_owned(), String::new()));
        }
        Some(("without", subject)) => example.without.push(subject.trim().to_owned()),
        Some(("as-of", day)) => example.as_of = day.trim().parse().unwrap(),
        Some(("horizon", day)) => example.horizon = day.trim().parse().ok(),
        _ => last.1.extend([line, "\n"]),
    }
}

/// `kind/id` of a document, and its kind.
fn subject(document: &str) -> (String, &str) {
    let value = |key: &str| {
        document
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
    };
    let kind = value("kind").unwrap_or_default().trim();
    match value("id") {
        Some(id) => (format!("{kind}/{}", id.trim()), kind),
        None => (kind.to_owned(), kind),
    }
}

/// The documents of the fixture that the example neither holds nor leaves out.
fn around(example: &Example) -> String {
    let own: BTreeSet<String> = example
        .files
        .iter()
        .flat_map(|(_, text)| text.split("---\n"))
        .map(|document| subject(document).0)
        .chain(example.without.iter().cloned())
        .collect();
    let is_left = |document: &&str| {
        let (subject, kind) = subject(document);
        !own.contains(&subject) && !example.without.iter().any(|without| without == kind)
    };
    FIXTURE
        .split("---\n")
        .filter(is_left)
        .collect::<Vec<_>>()
        .join("---\n")
}

fn is_document(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".md")
}

fn snapshot(rule: &Rule, example: &Example) -> Snapshot {
    let entry = |path: &str, text: &str| Entry {
        path: path.into(),
        source: Ok(Arc::new(SourceFile::new(path, text))),
    };
    let documents = example.files.iter().filter(|(path, _)| is_document(path));
    let mut entries: Vec<Entry> = documents.map(|(path, text)| entry(path, text)).collect();
    entries.push(entry("isms/zz-fixture.yaml", &around(example)));
    if rule.info.name == "unreadable-file" {
        entries.push(Entry {
            path: "isms/a.yaml".into(),
            source: Err(Unreadable::NotUtf8(7)),
        });
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    let others = example.files.iter().filter(|(path, _)| !is_document(path));
    let settings = example.files.iter().find(|(path, _)| path == "isms.toml");
    Snapshot {
        entries,
        settings: settings.map(|(path, text)| Arc::new(SourceFile::new(&**path, &**text))),
        others: others.map(|(path, _)| path.clone()).collect(),
        ..Snapshot::default()
    }
}

fn facts(linked: &Linked, example: &Example) -> Files {
    let fact = |path: String| {
        let file = example.files.iter().find(|(own, _)| *own == path);
        let outside = path.starts_with('/') || path.starts_with("..");
        let facts = FileFacts {
            size: file.map(|(_, text)| text.len() as u64),
            sha256: file.map(|(_, text)| sha256_hex(text.as_bytes())),
            tracked: Some(file.is_some() && !example.untracked.contains(&path)),
            refused: outside.then(|| "the path leads out of the root".to_owned()),
        };
        (path, facts)
    };
    linked.evidence_files().into_iter().map(fact).collect()
}

/// What a check of the example says at the last stage, and its findings of the rule, in a folder of its name.
fn found_by(rule: &Rule, all: &mut Option<Findings>) {
    let example = wrong(rule.info.doc);
    let snapshot = snapshot(rule, &example);
    let catalogs: Vec<String> = MAPPED
        .iter()
        .map(|catalog| catalog.name.to_string())
        .collect();
    let linked = Linked::under(&snapshot, &catalogs, &Store::default());
    let assessment = Assessment::new(&linked.model, example.as_of);
    let select = [rule.info.name.to_owned()];
    let own = snapshot.settings.as_ref();
    let settings = own.map_or_else(Settings::default, |file| config::read(file).unwrap());
    let bench = Bench {
        settings: &settings,
        stage: Stage::Certified,
        files: &facts(&linked, &example),
        proofs: Proofs::NONE,
        // A suppression is unused only when the rule that it names was run.
        select: if rule.info.family == "suppression" {
            &[]
        } else {
            &select
        },
        ignore: &[],
        horizon: example.horizon,
    };
    let mut findings = judge(&snapshot, &linked, &assessment, &bench);
    findings
        .diagnostics
        .retain(|found| found.rule == rule.info.name);
    assert!(
        !findings.diagnostics.is_empty(),
        "{} is not found",
        rule.info.name
    );
    for (path, line) in &example.pointed {
        let places = findings
            .diagnostics
            .iter()
            .map(|found| place(&findings, found));
        let places: Vec<_> = places.collect();
        assert!(
            places.contains(&(path.clone(), *line)),
            "{}: {places:?}",
            rule.info.name
        );
    }
    add(all, in_folder(findings, rule.info.name));
}

fn place(findings: &Findings, found: &Diagnostic) -> (String, usize) {
    (
        found.path.to_string(),
        findings.positions(&found.path, found.span).0.line,
    )
}

fn in_folder(mut findings: Findings, folder: &str) -> Findings {
    let moved = |path: &Arc<str>| Arc::<str>::from(format!("{folder}/{path}"));
    for found in &mut findings.diagnostics {
        found.path = moved(&found.path);
        found
            .related
            .iter_mut()
            .for_each(|label| label.path = moved(&label.path));
        let edits = found.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
        edits.for_each(|edit| edit.path = moved(&edit.path));
    }
    let sources = findings.sources.iter();
    findings.sources = Arc::new(
        sources
            .map(|(path, file)| (moved(path), Arc::clone(file)))
            .collect(),
    );
    findings
}

fn add(all: &mut Option<Findings>, more: Findings) {
    let Some(all) = all else {
        *all = Some(more);
        return;
    };
    all.diagnostics.extend(more.diagnostics);
    all.ran = RULES.iter().map(|rule| rule.info.name).collect();
    all.ran.sort_unstable();
    let sources = Arc::make_mut(&mut all.sources);
    sources.extend(
        more.sources
            .iter()
            .map(|(path, file)| (Arc::clone(path), Arc::clone(file))),
    );
}

/// The findings of all rules, each rule in a folder of its own.
static ALL: LazyLock<Findings> = LazyLock::new(|| {
    let mut all = None;
    for rule in RULES
        .iter()
        .filter(|rule| !BY_GIT.contains(&rule.info.name))
    {
        found_by(rule, &mut all);
    }
    let mut all = all.unwrap();
    all.keep(&|_| true);
    all
});

/// Rule, path and line of a finding.
type Told = (String, String, usize);

fn sorted(told: impl Iterator<Item = Told>) -> Vec<Told> {
    let mut all: Vec<Told> = told.collect();
    all.sort();
    all
}

fn expected() -> Vec<Told> {
    sorted(ALL.diagnostics.iter().map(|found| {
        let (path, line) = place(&ALL, found);
        (found.rule.to_owned(), path, line)
    }))
}

/// `path:line:column` taken apart; a path alone is the whole file.
fn of_place(place: &str) -> (String, usize) {
    let mut parts = place.rsplitn(3, ':');
    match (
        parts.next(),
        parts.next().and_then(|line| line.parse().ok()),
        parts.next(),
    ) {
        (Some(_), Some(line), Some(path)) => (path.to_owned(), line),
        _ => (place.to_owned(), 1),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn every_rule_is_in_every_report_for_machines() {
    let json: Value = serde_json::from_str(&render("json", &ALL)).unwrap();
    let json = json["diagnostics"].as_array().unwrap().iter();
    let line = |value: &Value| usize::try_from(value.as_u64().unwrap_or(1)).unwrap();
    let json = json.map(|one| {
        (
            text(&one["rule"]),
            text(&one["path"]),
            line(&one["start"]["line"]),
        )
    });
    assert_eq!(sorted(json), expected());

    let run = sarif::read(&render("sarif", &ALL));
    let results = run["results"].as_array().unwrap().iter().map(|one| {
        let place = &one["locations"][0]["physicalLocation"];
        let path = text(&place["artifactLocation"]["uri"]);
        (
            text(&one["ruleId"]),
            path,
            line(&place["region"]["startLine"]),
        )
    });
    assert_eq!(sorted(results), expected());

    let issues = gitlab::read(&render("gitlab", &ALL))
        .into_iter()
        .map(|issue| {
            let rule = issue.description.split(':').next().unwrap().to_owned();
            (rule, issue.location.path, issue.location.lines.begin)
        });
    assert_eq!(sorted(issues), expected());

    let rdjson = rdjson::read(&render("rdjson", &ALL))
        .into_iter()
        .map(|one| {
            let start = &one["location"]["range"]["start"]["line"];
            (
                text(&one["code"]["value"]),
                text(&one["location"]["path"]),
                line(start),
            )
        });
    assert_eq!(sorted(rdjson), expected());
}

#[test]
fn every_rule_is_in_every_report_for_people() {
    let concise = render("concise", &ALL);
    let lines = concise.lines().filter_map(|line| {
        let (place, rest) = line.split_once(": ")?;
        let (_, rule) = rest.split_once('[')?;
        let (path, line) = of_place(place);
        Some((rule.split(']').next()?.to_owned(), path, line))
    });
    assert_eq!(sorted(lines), expected());

    let mut all = Vec::new();
    for suite in junit::read(&render("junit", &ALL)).test_suites {
        for case in suite
            .test_cases
            .iter()
            .filter(|_| suite.name.as_str() != "controls")
        {
            let said = match &case.status {
                TestCaseStatus::NonSuccess { description, .. } => description.as_ref(),
                _ => case.system_out.as_ref(),
            };
            let said = said
                .map(|text| text.as_str().to_owned())
                .unwrap_or_default();
            for line in said.lines().filter(|line| !line.starts_with(' ')) {
                let (path, at) = of_place(line.split_once(": ").unwrap().0);
                all.push((case.name.as_str().to_owned(), path, at));
            }
        }
    }
    assert_eq!(sorted(all.into_iter()), expected());

    let md = render("md", &ALL);
    let mut rule = String::new();
    let rows = md.lines().filter_map(|line| {
        if let Some(summary) = line.strip_prefix("<summary><code>") {
            rule = summary.split('<').next()?.to_owned();
        }
        let place = line.strip_prefix("| <code>")?.split('<').next()?;
        let (path, line) = of_place(&place.replace("&#95;", "_"));
        Some((rule.clone(), path, line))
    });
    assert_eq!(sorted(rows), expected());
}

#[test]
fn every_rule_is_annotated_at_its_line_when_the_budget_allows_it() {
    let annotated = ALL.diagnostics.iter().map(|found| {
        let mut one = ALL.clone();
        one.diagnostics = vec![found.clone()];
        one.keep(&|_| true);
        let (commands, _) = github::commands(&render("github", &one));
        let property = |name: &str| commands[0].properties[name].clone();
        (
            property("title"),
            property("file"),
            property("line").parse().unwrap(),
        )
    });
    assert_eq!(sorted(annotated), expected());
}

#[test]
fn no_rule_is_missing() {
    let found: BTreeSet<&str> = ALL.diagnostics.iter().map(|found| found.rule).collect();
    let silent = RULES
        .iter()
        .map(|rule| rule.info.name)
        .filter(|name| !found.contains(name));
    let mut silent: Vec<&str> = silent.collect();
    silent.sort_unstable();
    assert_eq!(silent, BY_GIT);
}
