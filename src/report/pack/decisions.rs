//! Every decision with its basis, whether it holds, and what proves who took it.

use crate::assess::decision::{Authorised, Judged, State, What};
use crate::model::scalar::Date;
use crate::report::decided::proof;
use crate::report::input::Inputs;
use crate::report::place::Source;
use crate::text::proof::{Brought, Proof, Signature};
use serde::Serialize;
use serde_json::{Value, json};

/// A decision.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The document that it stands in, such as `risk/R-014`.
    pub subject: String,
    /// What that is called.
    pub title: String,
    /// What was decided.
    pub decision: What,
    /// The field that holds it.
    pub field: String,
    /// Who decided.
    pub by: Option<String>,
    /// The day.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether it holds.
    pub state: State,
    /// Why it does not.
    pub why: Option<String>,
    /// What authority is missing; null when none is.
    pub authority_missing: Option<String>,
    /// The digest of what it was based on, as it was written down.
    pub basis: Option<String>,
    /// That digest as it is now.
    pub basis_now: String,
    /// What proves who decided; null when nobody asked git.
    pub proof: Option<Value>,
    /// Where it is written.
    pub source: Source,
}

/// All of them, in the order of documents.
pub fn rows(inputs: &Inputs<'_>) -> Vec<Row> {
    let decisions = &inputs.assessment.decisions;
    decisions.iter().map(|judged| row(inputs, judged)).collect()
}

fn row(inputs: &Inputs<'_>, judged: &Judged) -> Row {
    let document = &inputs.model.documents[judged.document];
    let found = inputs.proofs.of(&document.subject(), &judged.field);
    Row {
        subject: document.subject(),
        title: document.title().to_owned(),
        decision: judged.what,
        field: judged.field.clone(),
        by: judged.by.clone(),
        on: judged.on,
        until: judged.until,
        state: judged.state,
        why: judged.why.clone(),
        authority_missing: match &judged.authorised {
            Authorised::No(why) => Some(why.clone()),
            Authorised::Yes | Authorised::NotAsked => None,
        },
        basis: judged.recorded.clone(),
        basis_now: judged.basis.clone(),
        proof: proof(inputs.proofs, document, judged).map(|way| proven(way, found)),
        source: Source::at(document, &judged.field),
    }
}

/// The proof in words and commits.
fn proven(way: &str, found: Option<&Proof>) -> Value {
    let brought = found.and_then(|proof| match &proof.brought {
        Brought::By(commit) => Some(commit.id.clone()),
        Brought::Uncommitted | Brought::Older => None,
    });
    let proving = found.and_then(|proof| Some(proof.proving_commit()?.id.clone()));
    let signature = found.map(|proof| match &proof.signature {
        Signature::NotAsked => json!(null),
        Signature::Good { key } => json!({"state": "good", "key": key}),
        Signature::Missing => json!({"state": "missing"}),
        Signature::Bad(why) => json!({"state": "bad", "why": why}),
        Signature::Unknown(why) => json!({"state": "unknown", "why": why}),
    });
    json!({
        "way": way,
        "brought_by": brought,
        "proved_by": proving,
        "signature": signature,
    })
}
