//! The example organisations: sound, clean at their stage, and with bases that the library wrote.
//!
//! After a change to the example, `UPDATE_EXAMPLES=1 cargo test --test examples` writes schemas, the
//! digests of evidence, the bases of decisions, those of earlier days in the history too, and the id
//! of the last commit anew; read the difference before you commit it. A text that the history gives
//! as the new one of an edit has to be changed there by hand.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

#[path = "examples/folder.rs"]
mod folder;
#[path = "examples/history.rs"]
mod history;
#[path = "examples/past.rs"]
mod past;
#[path = "examples/proposal.rs"]
mod proposal;
#[path = "examples/proved.rs"]
mod proved;
#[path = "examples/renewal.rs"]
mod renewal;
#[path = "examples/year.rs"]
mod year;

use folder::{as_of, check, read};
use isms::assess::assessment::Assessment;
use isms::assess::decision::State;
use isms::model::Kind;
use isms::text::diagnostic::{Severity, Stage};
use renewal::{outdated, schema};

#[test]
fn the_library_wrote_every_digest_and_basis_of_the_example() {
    let current = read("saas");
    if let Some((document, field, _, value)) = outdated(&current) {
        let subject = current.linked.model.documents[document].subject();
        panic!(
            "{subject}: `{field}` is not {value}; run `UPDATE_EXAMPLES=1 cargo test --test examples`"
        );
    }
}

#[test]
fn editors_find_the_schemas_beside_the_example() {
    read("saas");
    for kind in Kind::ALL {
        let file = schema(*kind);
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
fn the_certified_example_has_no_error_and_a_few_warnings_that_a_real_company_would_have() {
    let findings = check("saas", Stage::Certified);
    let told: Vec<String> = findings
        .diagnostics
        .iter()
        .filter(|d| d.severity == Severity::Error)
        .map(|d| format!("{} {} {}", d.path, d.rule, d.message))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    assert!(
        (3..=8).contains(&findings.summary.warnings),
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
