//! What the library would write into the example otherwise, and writes when it is asked to.

use crate::folder::{Read, as_of, folder, read_now};
use crate::past::{history_file, states};
use isms::assess::assessment::Assessment;
use isms::model::evidence::Evidence;
use isms::model::{Kind, OfKind};
use isms::syntax::yaml_edit::{self, Fragment};
use isms::text::edit;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Writes schemas, digests of evidence, and bases, those of earlier days too.
pub(crate) fn write() {
    write_schemas();
    write_digests();
    write_bases_of_earlier_days();
}

/// Writes one field of one document and says whether something changed.
fn put(read: &Read, document: usize, field: &str, value: &str) {
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

/// Puts digests in the place of others throughout the history.
fn write_in_history(digests: &BTreeMap<String, String>) {
    let mut text = std::fs::read_to_string(history_file()).unwrap();
    for (old, new) in digests {
        text = text.replace(old, new);
    }
    std::fs::write(history_file(), text).unwrap();
}

/// What the library would write otherwise: document, field, what stands there, what it would write.
pub(crate) type Outdated = (usize, String, Option<String>, String);

/// The first thing in the example that the library would write otherwise.
pub(crate) fn outdated(read: &Read) -> Option<Outdated> {
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

pub(crate) fn schema(kind: Kind) -> PathBuf {
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
        put(&current, document, &field, &value);
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
pub(crate) fn outdated_in_history() -> BTreeMap<String, String> {
    let mut first = BTreeMap::new();
    let mut digests = BTreeMap::new();
    for state in states() {
        for judged in Assessment::new(&state.linked.model, state.day).decisions {
            let subject = state.linked.model.documents[judged.document].subject();
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
