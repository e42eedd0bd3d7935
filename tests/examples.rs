//! The example organisations: sound, clean at their stage, and with bases that the library wrote.
//!
//! After a change to the example, `UPDATE_EXAMPLES=1 cargo test --test examples` writes schemas, the
//! digests of evidence, the bases of decisions, those of earlier days in the history too, and the id
//! of the last commit anew; read the difference before you commit it. A text that the history gives
//! as the new one of an edit has to be changed there by hand.
#![allow(clippy::disallowed_methods, clippy::unwrap_used)]

use isms::analysis::findings::Findings;
use isms::analysis::pipeline::{Bench, Linked, judge};
use isms::assess::assessment::Assessment;
use isms::assess::decision::State;
use isms::command::scaffold::history;
use isms::model::evidence::Evidence;
use isms::model::person::Person;
use isms::model::scalar::Date;
use isms::model::{Kind, OfKind};
use isms::repo::Repo;
use isms::repo::history::{Step, create};
use isms::repo::layout::Layout;
use isms::syntax::config;
use isms::syntax::yaml_edit::{self, Fragment};
use isms::text::diagnostic::{Severity, Stage};
use isms::text::edit;
use isms::text::snapshot::{Entry, Files, Snapshot};
use isms::text::source::SourceFile;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Once};

const AS_OF: &str = "2026-11-20";

/// The last commit of the history; `UPDATE_EXAMPLES=1 cargo test --test examples` writes it here.
const LAST_COMMIT: &str = "1c5cc69b3587c7454392e2b8bf805f3e3d4863ea";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}"))
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
    static UPDATED: Once = Once::new();
    // Tests run at the same time, so whichever is the first writes before any other reads.
    UPDATED.call_once(|| {
        if updating() {
            write_schemas();
            write_digests();
            write_bases_of_earlier_days();
        }
    });
    read_now(name)
}

fn read_now(name: &str) -> Read {
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
        proofs: isms::text::proof::Proofs::NONE,
        select: &[],
        ignore: &[],
        horizon: None,
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

fn history_file() -> PathBuf {
    folder("saas.history.yaml")
}

/// Puts digests in the place of others throughout the history.
fn write_in_history(digests: &BTreeMap<String, String>) {
    let mut text = std::fs::read_to_string(history_file()).unwrap();
    for (old, new) in digests {
        text = text.replace(old, new);
    }
    std::fs::write(history_file(), text).unwrap();
}

/// What the library would write otherwise: document, field, what stands there, what it would write.
type Outdated = (usize, String, Option<String>, String);

/// The first thing in the example that the library would write otherwise.
fn outdated(read: &Read) -> Option<Outdated> {
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
        if let Some(digest) = digest.filter(|digest| Some(digest) != recorded.as_ref()) {
            return Some((at, "sha256".to_owned(), recorded, digest));
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
            judged.recorded.clone(),
            judged.basis.clone(),
        )
    })
}

fn schema(kind: Kind) -> PathBuf {
    folder("saas/schemas").join(format!("{}.schema.json", kind.name()))
}

fn write_schemas() {
    std::fs::create_dir_all(folder("saas/schemas")).unwrap();
    for kind in Kind::ALL {
        std::fs::write(schema(*kind), kind.schema_text()).unwrap();
    }
}

fn write_digests() {
    let mut current = read_now("saas");
    while let Some((document, field, recorded, value)) = outdated(&current) {
        write(&current, document, &field, &value);
        write_in_history(&recorded.map(|old| (old, value)).into_iter().collect());
        current = read_now("saas");
    }
}

fn write_bases_of_earlier_days() {
    loop {
        let digests = outdated_in_history();
        if digests.is_empty() {
            return;
        }
        write_in_history(&digests);
    }
}

/// Bases in earlier states that differ from what the decision was based on when it was first written.
fn outdated_in_history() -> BTreeMap<String, String> {
    let mut first = BTreeMap::new();
    let mut digests = BTreeMap::new();
    for state in states() {
        let linked = Linked::new(&state.snapshot);
        for judged in Assessment::new(&linked.model, state.day).decisions {
            let subject = linked.model.documents[judged.document].subject();
            // The place in a list of approvals changes when another is added.
            let field = judged.field.split('[').next().map(str::to_owned);
            let decision = (subject.to_string(), field, judged.by, judged.on);
            let basis = first.entry(decision).or_insert(judged.basis);
            let recorded = judged.recorded.expect("a basis is written");
            if recorded != *basis {
                digests.insert(recorded, basis.clone());
            }
        }
    }
    digests
}

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

/// The files of the example, but for what is rendered from them.
fn files_of_example() -> BTreeMap<String, Vec<u8>> {
    let root = folder("saas");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
            files.insert(name.replace('\\', "/"), std::fs::read(&path).unwrap());
        }
    }
    files.retain(|path, _| !path.starts_with("out/"));
    files
}

fn steps() -> Vec<Step> {
    let text = std::fs::read_to_string(history_file()).unwrap();
    let history = history::read(&text).unwrap();
    assert_eq!(history.as_of, as_of());
    history.steps(&files_of_example()).unwrap()
}

/// What the repository held after a step.
struct Then {
    step: Step,
    day: Date,
    files: BTreeMap<String, Vec<u8>>,
    snapshot: Snapshot,
}

fn states() -> Vec<Then> {
    let mut files = BTreeMap::new();
    let mut states = Vec::new();
    for step in steps() {
        for (path, content) in &step.changes {
            match content {
                Some(bytes) => files.insert(path.clone(), bytes.clone()),
                None => files.remove(path),
            };
        }
        states.push(Then {
            day: day(&step),
            snapshot: snapshot(&files),
            files: files.clone(),
            step,
        });
    }
    states
}

/// The day on which the author lived.
fn day(step: &Step) -> Date {
    let local = step.when.seconds + i64::from(step.when.offset_minutes) * 60;
    let moment = jiff::Timestamp::from_second(local).unwrap();
    Date(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn snapshot(files: &BTreeMap<String, Vec<u8>>) -> Snapshot {
    let mut snapshot = Snapshot::default();
    for (path, bytes) in files {
        let text = || {
            let text = std::str::from_utf8(bytes).unwrap();
            Arc::new(SourceFile::new(path.as_str(), text))
        };
        let extension = Path::new(path).extension().and_then(|name| name.to_str());
        if path == "isms.toml" {
            snapshot.settings = Some(text());
        } else if path.starts_with("isms/") && matches!(extension, Some("yaml" | "md")) {
            let source = text();
            let path = Arc::clone(&source.path);
            snapshot.entries.push(Entry {
                path,
                source: Ok(source),
            });
        } else {
            snapshot.others.insert(path.clone());
        }
    }
    snapshot
}

#[test]
fn the_last_step_of_the_history_is_the_folder() {
    read("saas");
    let states = states();
    assert!(states.len() >= 12);
    assert_eq!(
        states.last().map(|state| &state.files),
        Some(&files_of_example())
    );
}

#[test]
fn two_audits_are_tagged_in_the_history() {
    let tags: Vec<_> = steps().into_iter().filter_map(|step| step.tag).collect();
    let names: Vec<&str> = tags.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["internal-audit-2026", "surveillance-2026"]);
}

#[test]
fn every_state_of_the_history_reads_without_errors() {
    read("saas");
    let rules = [
        "dangling-reference",
        "wrong-kind-of-reference",
        "duplicate-id",
    ];
    let rules = rules.map(str::to_owned);
    for state in states() {
        let linked = Linked::new(&state.snapshot);
        assert!(
            linked.problems.is_empty(),
            "{}: {:?}",
            state.day,
            linked.problems
        );
        let settings = config::read(state.snapshot.settings.as_ref().unwrap()).unwrap();
        let bench = Bench {
            settings: &settings,
            stage: Stage::Building,
            files: &Files::new(),
            proofs: isms::text::proof::Proofs::NONE,
            select: &rules,
            ignore: &[],
            horizon: None,
        };
        let assessment = Assessment::new(&linked.model, state.day);
        let found = judge(&state.snapshot, &linked, &assessment, &bench);
        assert!(
            found.diagnostics.is_empty(),
            "{}: {:?}",
            state.day,
            found.diagnostics
        );
    }
}

#[test]
fn decisions_of_the_history_are_based_on_what_stood_there_when_they_were_written() {
    read("saas");
    assert_eq!(outdated_in_history(), BTreeMap::new());
}

#[test]
fn no_decision_is_stale_at_a_tag() {
    read("saas");
    for state in states() {
        let Some((tag, _)) = &state.step.tag else {
            continue;
        };
        let linked = Linked::new(&state.snapshot);
        for judged in Assessment::new(&linked.model, state.day).decisions {
            let subject = linked.model.documents[judged.document].subject();
            assert_eq!(
                judged.state,
                State::Valid,
                "{tag}: {subject} {}",
                judged.field
            );
        }
    }
}

#[test]
fn authors_of_the_history_are_people_of_the_example_who_were_there_that_day() {
    let read = read("saas");
    let people: Vec<_> = read.linked.model.all::<Person>().collect();
    let mut authors: Vec<String> = Vec::new();
    let mut before = 0;
    for step in steps() {
        let known = people.iter().any(|person| {
            let address = |email: &str| email == step.author_email;
            person.document.title() == step.author_name
                && person.data.emails.iter().any(|email| address(&email.0))
                && person.data.present(day(&step))
        });
        assert!(known, "{} on {}", step.author_email, day(&step));
        assert!(step.when.seconds > before, "{}", step.message);
        before = step.when.seconds;
        authors.push(step.author_email);
    }
    authors.sort_unstable();
    authors.dedup();
    assert!(authors.len() >= 4);
}

#[test]
fn the_history_gives_the_same_commits_everywhere() {
    read("saas");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("history-of-the-example");
    _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    let commits = create(&directory, &steps()).unwrap();
    let last = commits.last().unwrap().to_string();
    if updating() {
        let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file!());
        let text = std::fs::read_to_string(&source).unwrap();
        std::fs::write(source, text.replace(LAST_COMMIT, &last)).unwrap();
        return;
    }
    assert_eq!(
        last, LAST_COMMIT,
        "if the example was to change: `UPDATE_EXAMPLES=1 cargo test --test examples`"
    );
}
