//! The example organisations: sound, clean at their stage, and with bases that the library wrote.
//!
//! After a change to the example, `UPDATE_EXAMPLES=1 cargo test --test examples` writes schemas, the
//! digests of evidence and the bases of decisions anew; read the difference before you commit it.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use isms::analysis::findings::Findings;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::assess::assessment::Assessment;
use isms::assess::decision::State;
use isms::model::evidence::Evidence;
use isms::model::scalar::Date;
use isms::model::{Kind, OfKind};
use isms::repo::Repo;
use isms::repo::layout::Layout;
use isms::syntax::config;
use isms::syntax::yaml_edit::{self, Fragment};
use isms::text::diagnostic::{Severity, Stage};
use isms::text::edit;
use isms::text::snapshot::{Files, Snapshot};
use std::path::PathBuf;

const AS_OF: &str = "2026-11-20";

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

fn updating() -> bool {
    std::env::var_os("UPDATE_EXAMPLES").is_some()
}

fn as_of() -> Date {
    AS_OF.parse().unwrap()
}

struct Read {
    snapshot: Snapshot,
    linked: Linked,
    files: Files,
}

fn read(name: &str) -> Read {
    let repo = Repo::open(&folder(name), None).unwrap();
    let snapshot = repo.snapshot(&Layout::default()).unwrap();
    let linked = Linked::new(&snapshot);
    let files = repo.files(&linked.evidence_files());
    Read {
        snapshot,
        linked,
        files,
    }
}

fn check(name: &str, stage: Stage) -> Findings {
    let read = read(name);
    let settings = config::read(read.snapshot.settings.as_ref().unwrap()).unwrap();
    let assessment = Assessment::new(&read.linked.model, as_of());
    let bench = Bench {
        settings: &settings,
        stage,
        files: &read.files,
        select: &[],
        ignore: &[],
    };
    judge(&read.snapshot, &read.linked, &assessment, &bench)
}

/// Writes one field of one document and says whether something changed.
fn write(read: &Read, document: usize, field: &str, value: &str) {
    let document = &read.linked.model.documents[document];
    let edits = yaml_edit::set(
        &document.file.text,
        &document.node,
        field,
        &Fragment::from(value),
    )
    .unwrap();
    let text = edit::apply(&document.file.text, &edits).unwrap();
    std::fs::write(folder("saas").join(&*document.file.path), text).unwrap();
}

/// The first thing in the example that the library would write otherwise.
fn outdated(read: &Read) -> Option<(usize, String, String)> {
    for (at, document) in read.linked.model.documents.iter().enumerate() {
        let Some(evidence) = Evidence::of(&document.body) else {
            continue;
        };
        let file = evidence
            .file
            .as_deref()
            .and_then(|file| read.files.get(file));
        let digest = file.and_then(|facts| facts.sha256.clone());
        let recorded = evidence.sha256.as_ref().map(|sha256| sha256.0.to_string());
        if digest.is_some() && digest != recorded {
            return Some((at, "sha256".to_owned(), digest.unwrap()));
        }
    }
    let assessment = Assessment::new(&read.linked.model, as_of());
    let judged = assessment
        .decisions
        .iter()
        .find(|judged| judged.recorded.as_ref() != Some(&judged.basis));
    judged.map(|judged| {
        (
            judged.document,
            format!("{}.basis", judged.field),
            judged.basis.clone(),
        )
    })
}

#[test]
fn the_library_wrote_every_digest_and_basis_of_the_example() {
    let mut current = read("saas");
    while let Some((document, field, value)) = outdated(&current) {
        let subject = current.linked.model.documents[document].subject();
        assert!(
            updating(),
            "{subject}: `{field}` is not {value}; run `UPDATE_EXAMPLES=1 cargo test --test examples`"
        );
        write(&current, document, &field, &value);
        current = read("saas");
    }
}

#[test]
fn editors_find_the_schemas_beside_the_example() {
    for kind in Kind::ALL {
        let file = folder("saas")
            .join("schemas")
            .join(format!("{}.schema.json", kind.name()));
        if updating() {
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, kind.schema_text()).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(&file).unwrap(),
            kind.schema_text(),
            "{} is out of date",
            file.display()
        );
    }
}

#[test]
fn no_decision_of_the_example_is_stale_or_expired() {
    let read = read("saas");
    let assessment = Assessment::new(&read.linked.model, as_of());
    assert!(assessment.decisions.len() > 40);
    for judged in &assessment.decisions {
        let subject = read.linked.model.documents[judged.document].subject();
        assert_eq!(
            judged.state,
            State::Valid,
            "{subject} {}: {:?}",
            judged.field,
            judged.why
        );
    }
}

#[test]
fn the_example_has_no_error_at_stage_1_and_a_few_warnings_that_a_real_company_would_have() {
    let findings = check("saas", Stage::Stage1);
    let told: Vec<String> = findings
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| format!("{} {} {}", d.path, d.rule, d.message))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(
        (3..=30).contains(&findings.summary.warnings),
        "{} warnings",
        findings.summary.warnings
    );
    assert_eq!(findings.summary.not_judged, 0);
}

#[test]
fn the_minimal_example_has_no_error() {
    assert_eq!(check("minimal", Stage::Building).summary.errors, 0);
}

#[test]
fn the_example_is_as_large_as_a_real_company() {
    let read = read("saas");
    let count = |kind: Kind| read.linked.model.of_kind(kind).count();
    for (kind, least) in [
        (Kind::Person, 12),
        (Kind::Role, 12),
        (Kind::InterestedParty, 8),
        (Kind::Obligation, 8),
        (Kind::Asset, 30),
        (Kind::Risk, 25),
        (Kind::Control, 93),
        (Kind::Policy, 14),
    ] {
        assert!(count(kind) >= least, "{} {}", count(kind), kind.name());
    }
}
