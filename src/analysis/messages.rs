//! Writes what every rule says into one file, `tests/messages/all.txt`, so that a reviewer reads all
//! messages side by side, and holds that file true.
//!
//! The texts are the wrong examples in the pages of rules, and those of `tests/messages/more.txt`, where a
//! line `=== rule-name: what is special` begins an example for a wording that no page has.
// It writes the file when it is asked to; a test may read its own surroundings.
#![allow(clippy::disallowed_methods)]

use super::linked::Linked;
use super::pipeline::{Bench, judge};
use crate::assess::assessment::Assessment;
use crate::rules::RULES;
use crate::rules::example::{FIXTURE, FIXTURE_PATH, Told, tell, wrong_examples};
use crate::rules::rule::Rule;
use crate::syntax::config::Settings;
use crate::text::diagnostic::{Diagnostic, Stage};
use crate::text::proof::Proofs;
use crate::text::snapshot::{Entry, Files, Snapshot, Unreadable};
use crate::text::source::{SourceFile, Span};
use std::collections::HashSet;
use std::fmt::Write;
use std::sync::Arc;

/// Examples beside those of the pages.
const MORE: &str = include_str!("../../tests/messages/more.txt");

/// What stands above the messages.
const HEAD: &str = "\
Every message of every rule, from the wrong examples of its page and from tests/messages/more.txt.
`UPDATE_MESSAGES=1 cargo test --lib analysis::messages` writes this file; read what changed before you commit it.
Under a place and its message: help, further places, and fixes (a `?` marks one that a person has to confirm).
";

#[test]
fn the_file_of_all_messages_is_what_rules_say() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/messages/all.txt");
    let told = all_messages();
    if std::env::var_os("UPDATE_MESSAGES").is_some() {
        std::fs::write(path, &told).unwrap();
        return;
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    let mut lines = written.lines().zip(told.lines()).enumerate();
    let differs = lines.find(|(_, (written, told))| written != told);
    assert!(
        written == told,
        "tests/messages/all.txt is not what rules say, first at {differs:?}; \
         run `UPDATE_MESSAGES=1 cargo test --lib analysis::messages` and read the difference"
    );
}

/// The whole file.
fn all_messages() -> String {
    let mut text = HEAD.to_owned();
    let mut family = "";
    for rule in RULES {
        if rule.info.family != family {
            family = rule.info.family;
            let _ = write!(text, "\n\n# {family}\n");
        }
        let _ = write!(text, "\n## {}\n", rule.info.name);
        let mut known = HashSet::new();
        for told in all_of(rule) {
            for finding in &told.found {
                let (place, words) = shown(finding, &told.files);
                if known.insert(words.clone()) {
                    let _ = writeln!(text, "{place} {words}");
                }
            }
        }
    }
    assert_known(MORE);
    text
}

/// What a rule says of each of its examples.
fn all_of(rule: &Rule) -> Vec<Told> {
    let mut examples = wrong_examples(rule);
    examples.extend(more(rule.info.name));
    let mut told: Vec<Told> = examples.iter().map(|example| said(rule, example)).collect();
    for (example, told) in examples.iter().zip(&told) {
        let name = rule.info.name;
        assert!(!told.found.is_empty(), "{name} says nothing of\n{example}");
    }
    if rule.info.name == "unreadable-file" {
        told.push(unreadable());
    }
    told
}

/// Files of which there is no text, one of each sort.
fn unreadable() -> Told {
    let sorts = [
        Unreadable::TooLarge(9_000_000),
        Unreadable::Encoding("UTF-16"),
        Unreadable::Binary(12),
        Unreadable::NotUtf8(12),
        Unreadable::Name,
        Unreadable::Link("out of the root"),
        Unreadable::Refused("Permission denied".to_owned()),
        Unreadable::LfsPointer,
    ];
    let entries = sorts.map(|why| Entry {
        path: "isms/example.yaml".into(),
        source: Err(why),
    });
    let snapshot = Snapshot {
        entries: entries.into(),
        ..Snapshot::default()
    };
    Told {
        files: vec![("isms/example.yaml".to_owned(), String::new())],
        found: Linked::new(&snapshot).problems,
    }
}

/// The further examples of a rule.
fn more(rule: &str) -> Vec<String> {
    let sections = MORE.split("\n=== ").skip(1);
    let mine = sections.filter_map(|section| {
        let (title, text) = section.split_once('\n')?;
        let name = title.split_once(": ").map_or(title, |(name, _)| name);
        (name == rule).then(|| format!("{text}\n"))
    });
    mine.collect()
}

/// Every further example is of a rule, or it would be left out in silence.
fn assert_known(more: &str) {
    for section in more.split("\n=== ").skip(1) {
        let name = section.split([':', '\n']).next().unwrap_or_default();
        assert!(crate::rules::find(name).is_some(), "`{name}` is not a rule");
    }
}

/// What a rule says; suppressions are judged after all rules.
fn said(rule: &Rule, example: &str) -> Told {
    if rule.info.family != "suppression" {
        return tell(rule, example);
    }
    let entry = |path: &str, text: &str| {
        let source = Arc::new(SourceFile::new(path, text));
        let path = Arc::clone(&source.path);
        let source = Ok(source);
        Entry { path, source }
    };
    let path = "isms/example.yaml";
    let entries = vec![entry(path, example), entry(FIXTURE_PATH, FIXTURE)];
    let snapshot = Snapshot {
        entries,
        ..Snapshot::default()
    };
    let linked = Linked::new(&snapshot);
    let as_of = "2026-11-20".parse().unwrap();
    let (files, proofs) = (Files::default(), Proofs::default());
    let bench = Bench {
        settings: &Settings::default(),
        stage: Stage::Building,
        files: &files,
        proofs: &proofs,
        select: &[],
        ignore: &[],
        horizon: None,
    };
    let assessment = Assessment::new(&linked.model, as_of);
    let mut found = judge(&snapshot, &linked, &assessment, &bench).diagnostics;
    found.retain(|finding| finding.rule == rule.info.name);
    Told {
        files: vec![(path.to_owned(), example.to_owned())],
        found,
    }
}

/// The place of a finding, and all its words.
fn shown(finding: &Diagnostic, files: &[(String, String)]) -> (String, String) {
    let mut words = finding.message.clone();
    if let Some(help) = &finding.help {
        let _ = write!(words, "\n    help: {help}");
    }
    for label in &finding.related {
        let place = place(&label.path, label.span, files);
        let _ = write!(words, "\n    see:  {place} {}", label.message);
    }
    for fix in &finding.fixes {
        let mark = if fix.safe { "fix: " } else { "fix?:" };
        let _ = write!(words, "\n    {mark} {}", fix.title);
    }
    (place(&finding.path, finding.span, files), words)
}

/// `path:line:column`, without what all paths have in common.
fn place(path: &str, span: Span, files: &[(String, String)]) -> String {
    let text = files.iter().find(|(other, _)| other == path);
    let text = text.map_or(FIXTURE, |(_, text)| text);
    let (start, _) = SourceFile::new("", text).positions(span);
    let short = path.strip_prefix("isms/").unwrap_or(path);
    format!("{short}:{}:{}", start.line, start.column)
}
