//! The decisions in a document, and what git says of who took each.

use crate::assess::decision::{Authorised, Judged, State, What};
use crate::model::document::Document;
use crate::model::scalar::Date;
use crate::report::place::Source;
use crate::text::commit::Commit;
use crate::text::proof::{Brought, Change, Proof, Proofs, Signature, Way};
use serde::Serialize;

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionLine {
    /// What was decided, in words.
    pub what: &'static str,
    /// `kind/id` of the document that holds it.
    pub subject: String,
    /// The field that holds it.
    pub field: String,
    /// Id of the person who decided.
    pub by: Option<String>,
    /// What that person is called.
    pub name: Option<String>,
    /// The day of the decision.
    pub on: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Whether it holds.
    pub state: State,
    /// Why it does not.
    pub why: Option<String>,
    /// Whether the person held the authority that day; `None` when none is asked for.
    pub authorised: Option<bool>,
    /// Where it is written.
    pub source: Source,
    /// What git says of it.
    pub proof: ProofLine,
}

/// What git says of a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ProofLine {
    /// Whether git was asked at all.
    pub asked: bool,
    /// In words: what proves it, or why nothing does.
    pub says: String,
    /// The commit that brought it.
    pub commit: Option<CommitLine>,
    /// The signature, in words; `None` when none is asked for.
    pub signature: Option<String>,
    /// Ids of commits by the person who decided that changed what was decided on.
    pub written_by_decider: Vec<String>,
    /// For a stale decision: what changed since.
    pub changes: Vec<ChangeLine>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitLine {
    /// Its full id.
    pub id: String,
    /// The day of it, in UTC.
    pub on: Date,
    /// Who wrote it.
    pub author: String,
    /// The first line of its message.
    pub subject: String,
}

/// A field that is not any more what a decision was based on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeLine {
    /// The field.
    pub field: String,
    /// What it was; `None` when it was absent.
    pub from: Option<String>,
    /// What it is; `None` when it is gone.
    pub to: Option<String>,
    /// The commit that last changed it; `None` for what is not committed, or not known.
    pub commit: Option<CommitLine>,
}

/// What was decided, in words.
pub fn word(what: What) -> &'static str {
    match what {
        What::Plan => "approval of the treatment plan",
        What::Acceptance => "acceptance of the risk",
        What::Endorsement => "endorsement of the acceptance",
        What::Policy => "approval of the policy",
        What::Whole => "approval",
        What::Exclusion => "exclusion of the control",
        What::Soa => "signature under the Statement of Applicability",
        What::Rtp => "signature under the risk treatment plan",
    }
}

/// A judged decision in its document, with what git says.
pub fn line(
    document: &Document,
    judged: &Judged,
    name: Option<String>,
    proofs: &Proofs,
) -> DecisionLine {
    let subject = document.subject();
    DecisionLine {
        what: word(judged.what),
        proof: proof(proofs, &subject, &judged.field),
        subject,
        field: judged.field.clone(),
        by: judged.by.clone(),
        name,
        on: judged.on,
        until: judged.until,
        state: judged.state,
        why: judged.why.clone(),
        authorised: match judged.authorised {
            Authorised::Yes => Some(true),
            Authorised::No(_) => Some(false),
            Authorised::NotAsked => None,
        },
        source: Source::at(document, &judged.field),
    }
}

fn proof(proofs: &Proofs, subject: &str, field: &str) -> ProofLine {
    if !proofs.sought {
        return ProofLine {
            says:
                "git was not asked who took it (not while the stage is building, nor without git)"
                    .to_owned(),
            ..ProofLine::default()
        };
    }
    let Some(proof) = proofs.of(subject, field) else {
        return ProofLine {
            asked: true,
            says: "git says nothing of it".to_owned(),
            ..ProofLine::default()
        };
    };
    ProofLine {
        asked: true,
        says: says(proof),
        commit: match &proof.brought {
            Brought::By(commit) => Some(of_commit(commit)),
            _ => None,
        },
        signature: signature(&proof.signature),
        written_by_decider: proof
            .written_by_decider
            .iter()
            .map(|commit| commit.id.clone())
            .collect(),
        changes: proof.changes.iter().map(change).collect(),
    }
}

fn says(proof: &Proof) -> String {
    let proved = match &proof.way {
        Some(Way::Author) => "proved: that person wrote the commit".to_owned(),
        Some(Way::Trailer { name, commit }) => {
            format!("proved: `{name}` of commit {} names them", commit.short())
        }
        Some(Way::Record { id }) => format!("proved: recorded by {id}, whose digest matches"),
        None => "not proved: nothing shows that that person took it".to_owned(),
    };
    match proof.brought {
        Brought::By(_) => proved,
        Brought::Uncommitted => format!("not committed yet; {proved}"),
        Brought::Older => {
            "older than what this shallow clone holds; `git fetch --unshallow` brings the rest"
                .to_owned()
        }
    }
}

fn signature(signature: &Signature) -> Option<String> {
    match signature {
        Signature::NotAsked => None,
        Signature::Good { key } => Some(format!("signed with {key}")),
        Signature::Missing => Some("not signed".to_owned()),
        Signature::Bad(why) => Some(format!("signature does not count: {why}")),
        Signature::Unknown(why) => Some(format!("signature cannot be judged: {why}")),
    }
}

fn change(change: &Change) -> ChangeLine {
    ChangeLine {
        field: change.field.clone(),
        from: change.from.clone(),
        to: change.to.clone(),
        commit: change.commit.as_deref().map(of_commit),
    }
}

fn of_commit(commit: &Commit) -> CommitLine {
    CommitLine {
        id: commit.id.clone(),
        on: Date(commit.date),
        author: commit.author.name.clone(),
        subject: commit.subject().to_owned(),
    }
}
