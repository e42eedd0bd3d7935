//! What git says of the decisions of an example, as its `# proof:` lines have it.

use crate::assess::assessment::Assessment;
use crate::assess::proof::{by_commit, by_record};
use crate::model::graph::Model;
use crate::model::person::Person;
use crate::text::commit::{Commit, Identity};
use crate::text::proof::{Brought, Histories, Proof, Proofs, Signature};
use crate::text::snapshot::Files;
use std::sync::Arc;

/// The proofs that lines give: `kind/id field`, then what is known of the decision there.
pub(super) fn proofs(
    lines: &[String],
    histories: &Histories,
    model: &Model,
    assessment: &Assessment<'_>,
    files: &Files,
) -> Proofs {
    let mut proofs = Proofs::sought();
    proofs.judge_histories = true;
    proofs.histories = histories.clone();
    for line in lines {
        let mut words = line.split_whitespace();
        let (subject, field) = (words.next().unwrap(), words.next().unwrap());
        let judged = assessment.decisions.iter().find(|judged| {
            judged.field == field && model.documents[judged.document].subject() == subject
        });
        let judged = judged.unwrap_or_else(|| panic!("{subject} has no decision at {field}"));
        let mut proof = told(words);
        let person = model.get::<Person>(judged.by.as_deref().unwrap());
        let brought = match &proof.brought {
            Brought::By(commit) => Some(commit),
            _ => None,
        };
        let document = &model.documents[judged.document];
        proof.way = by_commit(person.unwrap().data, &[], brought, &[])
            .or_else(|| by_record(model, files, document, judged));
        proofs.put(subject.to_owned(), field.to_owned(), proof);
    }
    proofs
}

fn told<'a>(mut words: impl Iterator<Item = &'a str>) -> Proof {
    let mut proof = Proof {
        brought: Brought::Older,
        way: None,
        signature: Signature::default(),
        written_by_decider: Vec::new(),
        changes: Vec::new(),
    };
    while let Some(word) = words.next() {
        match word {
            "brought-by" => proof.brought = Brought::By(commit(words.next().unwrap())),
            "uncommitted" => proof.brought = Brought::Uncommitted,
            "older" => proof.brought = Brought::Older,
            "signed" => proof.signature = Signature::Good { key: "key".into() },
            "unsigned" => proof.signature = Signature::Missing,
            "written-by" => proof.written_by_decider.push(commit(words.next().unwrap())),
            other => panic!("a `# proof:` line does not know `{other}`"),
        }
    }
    proof
}

fn commit(email: &str) -> Arc<Commit> {
    let identity = Identity {
        name: String::new(),
        email: email.to_owned(),
    };
    Arc::new(Commit {
        id: "0123456789".repeat(4),
        parents: Vec::new(),
        author: identity.clone(),
        committer: identity,
        seconds: 0,
        date: jiff::civil::date(2026, 5, 6),
        message: "Change a document".into(),
    })
}
