//! Any one file of the example is deleted or broken: what depends on it is named, everything else stays.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use isms::analysis::findings::Findings;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::assess::assessment::Assessment;
use isms::model::Kind;
use isms::model::catalog::ANNEX_A;
use isms::model::graph::Model;
use isms::model::link::Resolved;
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms::syntax::config::{self, Settings};
use isms::text::diagnostic::{Diagnostic, Stage};
use isms::text::snapshot::{Files, Snapshot, Unreadable};
use isms::text::source::{SourceFile, Span};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The intact example and what is found in it. Judged as certified, for then most is found.
struct Intact {
    snapshot: Snapshot,
    linked: Linked,
    files: Files,
    settings: Settings,
    findings: Findings,
}

static INTACT: LazyLock<Intact> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/saas");
    let repo = Repo::open(&folder, None).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    let settings = config::read(snapshot.settings.as_ref().unwrap()).unwrap();
    let linked = Linked::new(&snapshot);
    let files = repo.files(&linked.evidence_files());
    let findings = check(&snapshot, &linked, &files, &settings);
    Intact {
        snapshot,
        linked,
        files,
        settings,
        findings,
    }
});

fn check(snapshot: &Snapshot, linked: &Linked, files: &Files, settings: &Settings) -> Findings {
    let assessment = Assessment::new(&linked.model, "2026-11-20".parse().unwrap());
    let bench = Bench {
        settings,
        stage: Stage::Certified,
        files,
        proofs: isms::text::proof::Proofs::NONE,
        select: &[],
        ignore: &[],
        horizon: None,
    };
    judge(snapshot, linked, &assessment, &bench)
}

/// The example with another text in one file, or without that file.
fn damaged(path: &str, text: Option<&str>) -> Findings {
    replaced(
        path,
        text.map(|text| Ok(Arc::new(SourceFile::new(path, text)))),
    )
}

/// The example with one file that cannot be read.
fn unreadable(path: &str) -> Findings {
    replaced(path, Some(Err(Unreadable::Binary(0))))
}

fn replaced(path: &str, source: Option<Result<Arc<SourceFile>, Unreadable>>) -> Findings {
    let intact = &*INTACT;
    let mut snapshot = intact.snapshot.clone();
    let at = snapshot
        .entries
        .iter()
        .position(|entry| &*entry.path == path);
    match source {
        Some(source) => snapshot.entries[at.unwrap()].source = source,
        None => {
            snapshot.entries.remove(at.unwrap());
            snapshot.others.remove(path);
        }
    }
    let linked = Linked::new(&snapshot);
    check(&snapshot, &linked, &intact.files, &intact.settings)
}

/// Path and text of every document file.
fn entries() -> Vec<(Arc<str>, Arc<str>)> {
    let entries = INTACT.snapshot.entries.iter();
    entries
        .map(|entry| {
            (
                entry.path.clone(),
                entry.source.as_ref().unwrap().text.clone(),
            )
        })
        .collect()
}

/// What makes a finding the same after a file elsewhere has changed.
type Name = (Arc<str>, Span, &'static str);

fn name(finding: &Diagnostic) -> Name {
    (finding.path.clone(), finding.span, finding.rule)
}

fn names(findings: &Findings, outside: &str) -> BTreeSet<Name> {
    let all = findings.diagnostics.iter();
    all.filter(|finding| &*finding.path != outside)
        .map(name)
        .collect()
}

/// Every reference from elsewhere whose target stands in this file and nowhere else.
fn references_into(path: &str) -> BTreeSet<(Arc<str>, Span)> {
    let model = &INTACT.linked.model;
    let mut found = BTreeSet::new();
    for document in model
        .documents
        .iter()
        .filter(|document| &*document.file.path != path)
    {
        for reference in &document.references {
            let Resolved::Document(target) = model.resolve(reference) else {
                continue;
            };
            let in_catalog = reference.kinds.split('|').any(|kind| kind == "control")
                && ANNEX_A.control(&reference.id).is_some();
            if &*model.document(target).file.path == path && !in_catalog {
                found.insert((document.file.path.clone(), reference.span));
            }
        }
    }
    found
}

fn dangling(findings: &Findings) -> BTreeSet<(Arc<str>, Span)> {
    let all = findings.diagnostics.iter();
    all.filter(|finding| finding.rule == "dangling-reference")
        .map(|finding| (finding.path.clone(), finding.span))
        .collect()
}

#[test]
fn deleting_any_file_names_every_reference_that_now_dangles() {
    let total: usize = entries()
        .par_iter()
        .map(|(path, _)| {
            let expected = references_into(path);
            assert_eq!(dangling(&damaged(path, None)), expected, "{path}");
            expected.len()
        })
        .sum();
    assert!(total > 500, "{total} references");
}

/// Files whose documents a document depends on, directly or not: what it names, and what all name.
fn depends_on(model: &Model, start: usize) -> BTreeSet<Arc<str>> {
    let mut seen = BTreeSet::from([start]);
    let mut ahead = vec![start];
    while let Some(at) = ahead.pop() {
        for reference in &model.documents[at].references {
            if let Resolved::Document(target) = model.resolve(reference)
                && seen.insert(target.document)
            {
                ahead.push(target.document);
            }
        }
    }
    let everybodys = [Kind::RiskMethod, Kind::Organization, Kind::Scope];
    let shared = everybodys.iter().flat_map(|kind| model.of_kind(*kind));
    let named = seen.iter().map(|at| &model.documents[*at]);
    named
        .chain(shared)
        .map(|document| document.file.path.clone())
        .collect()
}

/// What was found elsewhere stays, unless it rests on what is broken; and nothing is new elsewhere but
/// references that can no longer be followed.
fn the_rest_stays(path: &str, after: &Findings) {
    let model = &INTACT.linked.model;
    let now = names(after, path);
    for before in &INTACT.findings.diagnostics {
        let subject = before.subject.as_deref().unwrap_or_default();
        let at = model
            .documents
            .iter()
            .position(|document| document.subject() == subject);
        let rests = at.is_none_or(|at| depends_on(model, at).contains(path));
        assert!(
            &*before.path == path || rests || now.contains(&name(before)),
            "{path}: `{}` at {} is no longer told: {}",
            before.rule,
            before.path,
            before.message
        );
    }
    let before = names(&INTACT.findings, path);
    for new in after.diagnostics.iter().filter(|new| &*new.path != path) {
        let known = before.contains(&name(new)) || new.rule == "dangling-reference";
        assert!(
            known,
            "{path}: `{}` is told of {}: {}",
            new.rule, new.path, new.message
        );
    }
}

/// A bracket that is never closed, or a tab, right below the id of each document.
fn with_mistakes(text: &str, mistake: &str) -> String {
    let below = |line: &str| {
        line.starts_with("id: ")
            || line == "kind: organization"
            || line == "kind: scope"
            || line == "kind: risk-method"
            || line == "kind: programme"
    };
    text.lines()
        .map(|line| match below(line) {
            true => format!("{line}\n{mistake}\n"),
            false => format!("{line}\n"),
        })
        .collect()
}

#[test]
fn a_syntax_error_in_any_file_leaves_its_ids_and_everything_else_in_place() {
    entries()
        .par_iter()
        .enumerate()
        .for_each(|(number, (path, text))| {
            let mistake = ["tags: [a", "cia:\n\t- x", "notes: \"a\" b"][number % 3];
            let after = damaged(path, Some(&with_mistakes(text, mistake)));
            assert_eq!(
                after.summary.documents, INTACT.findings.summary.documents,
                "{path}"
            );
            let told = after
                .diagnostics
                .iter()
                .filter(|found| found.rule == "yaml-syntax");
            let broken = INTACT
                .linked
                .model
                .documents
                .iter()
                .filter(|document| document.file.path == *path)
                .count();
            assert_eq!(told.count(), broken, "{path}: one message a document");
            assert_eq!(after.summary.not_judged, broken, "{path}");
            assert_eq!(dangling(&after), dangling_items(path), "{path}");
            the_rest_stays(path, &after);
        });
}

/// References to items inside documents (sites, entities, actions) dangle when the list of them is gone.
fn dangling_items(path: &str) -> BTreeSet<(Arc<str>, Span)> {
    let model = &INTACT.linked.model;
    let is_item = |(file, span): &(Arc<str>, Span)| {
        let document = model.documents.iter().find(|document| {
            document.file.path == *file
                && document
                    .references
                    .iter()
                    .any(|reference| reference.span == *span)
        });
        let reference = document
            .unwrap()
            .references
            .iter()
            .find(|reference| reference.span == *span)
            .unwrap();
        match model.resolve(reference) {
            Resolved::Document(target) => Kind::ALL.iter().all(|kind| kind.name() != target.kind),
            _ => false,
        }
    };
    references_into(path).into_iter().filter(is_item).collect()
}

#[test]
fn documents_without_kind_are_named_beside_every_reference_that_they_may_satisfy() {
    entries().par_iter().for_each(|(path, text)| {
        let after = damaged(path, Some(&text.replace("kind: ", "knd: ")));
        assert_eq!(
            after.summary.documents, INTACT.findings.summary.documents,
            "{path}"
        );
        assert_eq!(dangling(&after), references_into(path), "{path}");
        for found in after
            .diagnostics
            .iter()
            .filter(|found| found.rule == "dangling-reference")
        {
            assert!(
                found.related.iter().any(|label| label.path == *path),
                "{path}: {}",
                found.message
            );
        }
        the_rest_stays(path, &after);
    });
}

#[test]
fn a_file_that_cannot_be_read_silences_nothing_but_what_it_may_hold() {
    entries().par_iter().step_by(3).for_each(|(path, _)| {
        let after = unreadable(path);
        assert_eq!(dangling(&after), references_into(path), "{path}");
        let told = |found: &&Diagnostic| found.rule == "unreadable-file" && found.path == *path;
        assert_eq!(after.diagnostics.iter().filter(told).count(), 1);
        assert_eq!(after.summary.not_judged, 1);
        let before = names(&INTACT.findings, path);
        for new in after.diagnostics.iter().filter(|new| new.path != *path) {
            let known = before.contains(&name(new)) || new.rule == "dangling-reference";
            assert!(
                known,
                "{path}: `{}` is told of {}: {}",
                new.rule, new.path, new.message
            );
        }
    });
}

#[test]
fn a_file_cut_in_the_middle_loses_what_stood_below_and_nothing_else() {
    let model = &INTACT.linked.model;
    entries().par_iter().step_by(4).for_each(|(path, text)| {
        let cut = text.floor_char_boundary(text.len() / 2);
        let after = damaged(path, Some(&format!("{}\n[", &text[..cut])));
        let lost = model.documents.iter().filter(|document| {
            document.file.path == *path && document.node.span.start as usize > cut
        });
        let documents = INTACT.findings.summary.documents - lost.count();
        assert!(after.summary.documents.abs_diff(documents) <= 1, "{path}");
        assert!(dangling(&after).is_subset(&references_into(path)), "{path}");
        let now = names(&after, path);
        for before in INTACT
            .findings
            .diagnostics
            .iter()
            .filter(|found| found.path != *path)
        {
            let subject = before.subject.as_deref().unwrap_or_default();
            let at = model
                .documents
                .iter()
                .position(|document| document.subject() == subject);
            let rests = at.is_none_or(|at| depends_on(model, at).contains(path));
            assert!(
                rests || now.contains(&name(before)),
                "{path}: {}",
                before.message
            );
        }
    });
}
