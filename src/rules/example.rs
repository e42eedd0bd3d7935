//! Runs the examples in the pages of rules: what is wrong must be found where the carets point, what is
//! right must not.
//!
//! An example is one or more files. Lines `# file: isms/policies/p.md` begin another file; without one
//! everything is `isms/example.yaml`. `# as-of: 2027-01-01` sets the day, `# horizon:` the day that is
//! looked ahead to. A comment line of carets points at the line above it. Around the example stands a small organisation ([`FIXTURE`]); documents
//! in the example replace those of the same kind and id in it, and `# without: kind/id` takes one away,
//! `# without: kind` all of a kind.
//! A file `isms.toml` has the settings.
//! Files that evidence names are tracked, unless they begin by `# untracked-file:` instead.
//! `# proof: risk/R-1 treatment.acceptance brought-by bob@x.example` says what git knows of a decision:
//! `brought-by` an author, `uncommitted`, or `older` than the clone; further `signed` or `unsigned`, and
//! `written-by` an author who changed what was approved. People of the fixture have such addresses.
//! Lines `# history: policy/access 1.0 approved` (or `draft`) give the texts that a document has had in
//! git, newest first, each another one.

mod page;
mod proofs;

use super::RULES;
use super::rule::{Case, Rule};
use crate::assess::assessment::Assessment;
use crate::model::document::Document;
use crate::model::evidence::Evidence;
use crate::model::graph::{Model, Unread};
use crate::model::reading;
use crate::model::scalar::Date;
use crate::syntax::config::{self, Settings};
use crate::text::commit::{Commit, Identity};
use crate::text::diagnostic::Diagnostic;
use crate::text::proof::{Edit, Histories, History};
use crate::text::snapshot::{FileFacts, Files, Revision};
use crate::text::source::SourceFile;
use page::examples;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The organisation around every example.
pub(crate) const FIXTURE: &str = include_str!("example.yaml");

/// Where the fixture stands.
pub(crate) const FIXTURE_PATH: &str = "isms/fixture.yaml";

/// Where carets point: path, 1-based line, and 1-based columns from and to (exclusive).
type Pointed = (String, usize, usize, usize);

/// What an example says beside its documents.
struct Setting {
    as_of: Date,
    horizon: Option<Date>,
    without: BTreeSet<String>,
    untracked: BTreeSet<String>,
    proofs: Vec<String>,
    histories: Histories,
}

/// The files of an example without its caret lines, its setting, and where the carets point.
fn files(text: &str) -> (Vec<(String, String)>, Setting, Vec<Pointed>) {
    let mut files: Vec<(String, String)> = vec![("isms/example.yaml".to_owned(), String::new())];
    let mut setting = Setting {
        as_of: "2026-11-20".parse().unwrap(),
        horizon: None,
        without: BTreeSet::new(),
        untracked: BTreeSet::new(),
        proofs: Vec::new(),
        histories: Histories::default(),
    };
    let mut histories: BTreeMap<String, History> = BTreeMap::new();
    let mut pointed = Vec::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("# file: ") {
            files.push((path.trim().to_owned(), String::new()));
        } else if let Some(path) = line.strip_prefix("# untracked-file: ") {
            files.push((path.trim().to_owned(), String::new()));
            setting.untracked.insert(path.trim().to_owned());
        } else if let Some(subject) = line.strip_prefix("# without: ") {
            setting.without.insert(subject.trim().to_owned());
        } else if let Some(proof) = line.strip_prefix("# proof: ") {
            setting.proofs.push(proof.to_owned());
        } else if let Some(day) = line.strip_prefix("# as-of: ") {
            setting.as_of = day.trim().parse().unwrap();
        } else if let Some(text) = line.strip_prefix("# history: ") {
            let words: Vec<&str> = text.split_whitespace().collect();
            let history = histories.entry(words[0].to_owned()).or_default();
            history.edits.push(edit(history.edits.len(), &words[1..]));
        } else if let Some(day) = line.strip_prefix("# horizon: ") {
            setting.horizon = Some(day.trim().parse().unwrap());
        } else if line.starts_with('#')
            && line.contains('^')
            && line
                .trim_start_matches(['#', ' '])
                .trim_end_matches('^')
                .is_empty()
        {
            let (path, body) = files.last().unwrap();
            let from = line.find('^').unwrap();
            pointed.push((
                path.clone(),
                body.lines().count(),
                from + 1,
                line.trim_end().len() + 1,
            ));
        } else {
            let body = &mut files.last_mut().unwrap().1;
            body.push_str(line);
            body.push('\n');
        }
    }
    files.retain(|(_, body)| !body.is_empty());
    setting.histories = Histories::Known(histories);
    (files, setting, pointed)
}

/// A text of its own under a version, approved or a draft.
/// A content with its version, its state, and the address of who wrote it.
fn edit(number: usize, words: &[&str]) -> Edit {
    let (version, state) = (words[0], words[1]);
    let email = words.get(2).copied().unwrap_or_default();
    let day = jiff::civil::date(2026, 6, 7);
    Edit {
        commit: Arc::new(Commit {
            id: format!("{number:040}"),
            parents: Vec::new(),
            author: Identity {
                name: String::new(),
                email: email.to_owned(),
            },
            committer: Identity::default(),
            seconds: 0,
            date: day,
            message: String::new(),
        }),
        version: Some(version.to_owned()),
        basis: number.to_string(),
        text: number.to_string(),
        approved: (state == "approved").then(|| ("jane".to_owned(), day)),
    }
}

/// Runs one rule over an example inside the fixture.
fn run(
    rule: &Rule,
    files: &[(String, String)],
    setting: &Setting,
) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let as_of = setting.as_of;
    let mut documents = Vec::new();
    let mut told = Vec::new();
    let mut unread = Vec::new();
    for (path, body) in files
        .iter()
        .filter(|(path, _)| path.ends_with(".yaml") || path.ends_with(".md"))
    {
        let file = Arc::new(SourceFile::new(path.as_str(), body.as_str()));
        let parsed = reading::read(path, body);
        if parsed.nameless > 0 {
            unread.push(Unread {
                path: Arc::clone(&file.path),
                source: Some(Arc::clone(&file)),
            });
        }
        documents.extend(
            parsed
                .documents
                .into_iter()
                .map(|content| Document::new(Arc::clone(&file), content)),
        );
        told.extend(
            parsed
                .diagnostics
                .into_iter()
                .map(|problem| problem.in_file(&file.path)),
        );
    }
    documents.extend(around(&documents, setting));
    let model = Model::under(
        documents,
        unread,
        crate::model::mapped::MAPPED.iter().collect(),
    );
    let assessment = Assessment::new(&model, as_of);
    let facts = facts(&model, files, setting);
    let revision = Revision::default();
    let case = Case {
        model: &model,
        assessment: &assessment,
        files: &facts,
        proofs: &proofs::proofs(
            &setting.proofs,
            &setting.histories,
            &model,
            &assessment,
            &facts,
        ),
        paths: &files.iter().map(|(path, _)| path).collect(),
        settings: &settings(files),
        revision: &revision,
        as_of,
        horizon: setting.horizon,
    };
    let found = rule.check.map(|check| check(case)).unwrap_or_default();
    (found, told)
}

/// The settings, which an example may bring as `isms.toml`.
fn settings(files: &[(String, String)]) -> Settings {
    let own = files.iter().find(|(path, _)| path == "isms.toml");
    own.map_or_else(Settings::default, |(path, text)| {
        config::read(&SourceFile::new(path.as_str(), text.as_str())).unwrap()
    })
}

/// The documents of the fixture that the example neither holds itself nor leaves out.
fn around(documents: &[Document], setting: &Setting) -> Vec<Document> {
    let mut own: BTreeSet<String> = documents.iter().map(Document::subject).collect();
    own.extend(setting.without.iter().cloned());
    let fixture = Arc::new(SourceFile::new(FIXTURE_PATH, FIXTURE));
    let read = reading::read("fixture.yaml", FIXTURE);
    let wrong = &read.diagnostics;
    assert!(wrong.is_empty(), "the fixture is wrong: {wrong:?}");
    let all = read.documents.into_iter();
    let all = all.map(|content| Document::new(Arc::clone(&fixture), content));
    let out = |document: &Document| {
        own.contains(&document.subject()) || setting.without.contains(document.kind.name())
    };
    all.filter(|document| !out(document)).collect()
}

/// Files of the example that are neither YAML nor Markdown stand for evidence; as from a repository,
/// there are facts of every file that evidence names.
fn facts(model: &Model, files: &[(String, String)], setting: &Setting) -> Files {
    let fact = |path: &str, body: &str| FileFacts {
        size: Some(body.len() as u64),
        sha256: Some(crate::assess::basis::sha256_hex(body.as_bytes())),
        tracked: Some(!setting.untracked.contains(path)),
        refused: None,
    };
    let mut facts: Files = files
        .iter()
        .map(|(path, body)| (path.clone(), fact(path, body)))
        .collect();
    for evidence in model.all::<Evidence>() {
        let Some(path) = evidence.data.file.as_deref() else {
            continue;
        };
        let outside = path.starts_with('/') || path.starts_with("..");
        let refused = outside.then(|| "the path leads out of the root".to_owned());
        facts.entry(path.to_owned()).or_insert_with(|| FileFacts {
            tracked: Some(false),
            refused,
            ..FileFacts::default()
        });
    }
    facts
}

/// The files of an example, as path and text, and what a rule and reading find in them.
pub(crate) struct Told {
    /// Path and text; the fixture stands beside them.
    pub(crate) files: Vec<(String, String)>,
    /// Findings of the rule in the example itself.
    pub(crate) found: Vec<Diagnostic>,
}

/// The texts of the wrong examples in the page of a rule.
pub(crate) fn wrong_examples(rule: &Rule) -> Vec<String> {
    let wrong = examples(rule.info.doc).into_iter();
    wrong
        .filter(|example| example.wrong)
        .map(|it| it.text)
        .collect()
}

/// What a rule says of an example.
pub(crate) fn tell(rule: &Rule, text: &str) -> Told {
    let (files, setting, _) = files(text);
    let (mut found, told) = run(rule, &files, &setting);
    found.extend(told);
    found.retain(|finding| finding.rule == rule.info.name && *finding.path != *FIXTURE_PATH);
    Told { files, found }
}

#[test]
fn every_rule_finds_its_wrong_examples_where_the_carets_point_and_passes_its_right_ones() {
    let mut failures = Vec::new();
    // Suppressions are judged after all rules: tests/check/suppression.rs runs the examples of theirs.
    let judged_here = RULES
        .iter()
        .filter(|rule| rule.info.family != "suppression");
    for rule in judged_here {
        let name = rule.info.name;
        for example in examples(rule.info.doc) {
            let (files, setting, pointed) = files(&example.text);
            let (mut found, told) = run(rule, &files, &setting);
            found.extend(told.iter().filter(|problem| problem.rule == name).cloned());
            found.retain(|finding| !finding.path.ends_with("fixture.yaml"));
            if let Some(other) = told.iter().find(|problem| problem.rule != name) {
                failures.push(format!(
                    "{name}: the example does not read: {}: {}\n{}",
                    other.rule, other.message, example.text
                ));
            }
            if let Some(wrong) = found.iter().find(|finding| finding.rule != name) {
                failures.push(format!("{name} reports as {}", wrong.rule));
            }
            if example.wrong == found.is_empty() {
                let messages: Vec<&str> = found
                    .iter()
                    .map(|finding| finding.message.as_str())
                    .collect();
                failures.push(format!(
                    "{name}: a {} example has findings {messages:?}\n{}",
                    if example.wrong { "wrong" } else { "right" },
                    example.text
                ));
            }
            for point in &pointed {
                let places: Vec<Pointed> =
                    found.iter().map(|finding| place(finding, &files)).collect();
                if !places.contains(point) {
                    failures.push(format!(
                        "{name}: carets point at {point:?}, findings are at {places:?}\n{}",
                        example.text
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

fn place(finding: &Diagnostic, files: &[(String, String)]) -> Pointed {
    let body = files
        .iter()
        .find(|(path, _)| **path == *finding.path)
        .map_or("", |(_, body)| body);
    let (start, end) = SourceFile::new("", body).positions(finding.span);
    (
        finding.path.to_string(),
        start.line,
        start.column,
        end.column,
    )
}

#[test]
fn every_rule_has_a_page_with_a_wrong_and_a_right_example() {
    for rule in RULES {
        let all = examples(rule.info.doc);
        let file_level = ["unreadable-file"].contains(&rule.info.name);
        assert!(
            file_level || all.iter().any(|example| example.wrong),
            "{} has no wrong example",
            rule.info.name
        );
        assert!(
            file_level || all.iter().any(|example| !example.wrong),
            "{} has no right example",
            rule.info.name
        );
        assert!(
            rule.info.summary().ends_with('.'),
            "{}: the first paragraph is a sentence",
            rule.info.name
        );
        assert!(
            rule.info.doc.trim().split("\n\n").count() >= 3,
            "{}: the page says what, why and what to do",
            rule.info.name
        );
    }
}

#[test]
fn names_are_unique_and_say_kebab_case() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.info.name).collect();
    assert_eq!(names.len(), RULES.len());
    assert!(names.iter().all(|name| {
        name.bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    }));
}

/// Every name with a hyphen in quotes that the sources of reading hold, tests left out.
#[test]
fn every_name_that_reading_emits_has_a_page() {
    let sources = [
        include_str!("../syntax/yaml/reader.rs"),
        include_str!("../syntax/schema.rs"),
        include_str!("../syntax/markdown.rs"),
        include_str!("../syntax/markdown/front.rs"),
        include_str!("../model/reading.rs"),
    ];
    let keywords = ["x-expected", "x-reference"];
    let mut seen = BTreeSet::new();
    for source in sources {
        let code = source.split("#[cfg(test)]").next().unwrap();
        let quoted = code.split('"').skip(1).step_by(2);
        seen.extend(quoted.filter(|word| {
            let parts: Vec<&str> = word.split('-').collect();
            let plain = |part: &&str| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase())
            };
            parts.len() > 1 && parts.iter().all(plain) && !keywords.contains(word)
        }));
    }
    assert!(seen.len() > 10, "{seen:?}");
    for name in seen {
        assert!(
            super::find(name).is_some(),
            "reading says `{name}`, and there is no page of that name"
        );
    }
}

#[test]
fn nothing_is_said_to_be_absent_that_a_file_which_could_not_be_read_may_hold() {
    let climate = "climate_change: {relevant: true, why: Heat., by: jane, on: 2026-01-05}";
    let organization = format!("kind: organization\nname: Example Ltd\n{climate}\n");
    let absences = [
        ("organization-missing", "kind: person\nid: ann\nname: Ann\n"),
        ("scope-missing", ""),
        ("no-context-issue", ""),
        ("no-interested-party", ""),
        ("climate-change-without-issue", &organization),
        (
            "evidence-supports-nothing",
            "kind: evidence\nid: log\ntitle: Log\nurl: https://x.example\n",
        ),
    ];
    for (name, documents) in absences {
        let rule = super::find(name).unwrap();
        let found = |unread: &str| {
            let text =
                format!("# without: organization\n{documents}# file: isms/more.yaml\n{unread}");
            let (files, setting, _) = files(&text);
            let found = run(rule, &files, &setting).0;
            found
                .iter()
                .filter(|finding| !finding.path.ends_with("fixture.yaml"))
                .count()
        };
        assert_eq!(found(""), 1, "{name}");
        assert_eq!(
            found("kind: thing\nrecord: log\ntags: [climate]\n"),
            0,
            "{name}"
        );
    }
}

#[test]
fn nobody_and_nothing_is_missing_while_a_file_that_may_hold_it_could_not_be_read() {
    let cases = [
        (
            "top-management-missing",
            "role",
            "authorities: [top-management]",
        ),
        (
            "conformity-not-assigned",
            "role",
            "authorities: [isms-conformity]",
        ),
        (
            "reporting-not-assigned",
            "role",
            "authorities: [isms-reporting]",
        ),
        ("no-process", "process", "kind: process"),
        ("no-awareness-training", "training", "kind: training"),
        (
            "no-communication-plan",
            "communication",
            "kind: communication",
        ),
        (
            "no-external-document",
            "controlled-document",
            "kind: controlled-document",
        ),
        ("no-metric", "metric", "kind: metric"),
    ];
    for (name, without, unread) in cases {
        let rule = super::find(name).unwrap();
        let found = |unread: &str| {
            let text = format!(
                "# without: {without}\nkind: organization\nname: Example Ltd\n# file: isms/more.yaml\n{unread}"
            );
            let (files, setting, _) = files(&text);
            run(rule, &files, &setting).0.len()
        };
        assert_eq!(found(""), 1, "{name}");
        assert_eq!(found(&format!("id: [\n{unread}\n")), 0, "{name}");
    }
}
