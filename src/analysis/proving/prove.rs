//! All decisions of a state, each with its proof.

use super::arrival::{Arrival, Sought, arrivals};
use super::authorship::written;
use super::held::{Held, Stand};
use super::history::History;
use super::previous::Approved;
use super::signed::Signatures;
use crate::analysis::pipeline::Linked;
use crate::analysis::store::Store;
use crate::assess::assessment::Assessment;
use crate::assess::decision::Judged;
use crate::assess::proof::{Taken, approved_content, by_commit, by_record, is_asked};
use crate::model::document::{Document, Whole};
use crate::model::graph::Model;
use crate::model::person::Person;
use crate::repo::commits::Past;
use crate::syntax::config::Settings;
use crate::text::commit::Commit;
use crate::text::proof::{Brought, Proof, Proofs, Signature, Way};
use crate::text::snapshot::Files;
use std::sync::Arc;

/// A decision whose proof is asked for.
struct Asked<'a> {
    judged: &'a Judged,
    document: &'a Document,
    person: Whole<'a, Person>,
    taken: Taken,
    /// Where its document stands, from git's root.
    path: Arc<str>,
}

/// What git says of the decisions of one state, which is a commit or the working tree above it.
///
/// A decision of a person who is not known, or whose document is broken, is left out: nothing can be
/// compared with it. So is one in a document that is reached through a symbolic link.
pub fn prove(
    past: &Past,
    linked: &Linked,
    assessment: &Assessment<'_>,
    files: &Files,
    settings: &Settings,
    store: &Store,
    working_tree: bool,
) -> Proofs {
    let history = History::new(past, store);
    let asked = asked(&linked.model, assessment, past.prefix());
    let arrived = match history.head() {
        Some(head) => {
            let sources = working_tree.then_some(&*linked.sources);
            let held = Held::new(&history, &head, past.prefix(), sources);
            arrived(&history, &held, &asked)
        }
        None => Vec::new(),
    };
    let written = match settings.git.four_eyes {
        true => written_by_deciders(&history, &asked, &arrived),
        false => arrived.iter().map(|_| Vec::new()).collect(),
    };
    let mut signatures = Signatures::new(past, &settings.git);
    let mut proofs = Proofs::sought();
    for ((one, arrival), written) in asked.iter().zip(arrived).zip(written) {
        let Some(arrival) = arrival else { continue };
        let way = one
            .way(&arrival, &settings.git.trailers)
            .or_else(|| by_record(&linked.model, files, one.document, one.judged));
        let mut proof = Proof {
            brought: arrival.brought,
            way,
            signature: Signature::NotAsked,
            written_by_decider: written,
            changes: Vec::new(),
        };
        proof.signature = signatures.of(&proof, one.person);
        proofs.cut |= proof.brought == Brought::Older;
        proofs.put(one.document.subject(), one.judged.field.clone(), proof);
    }
    proofs
}

/// Every decision that is asked for a proof.
fn asked<'a>(model: &'a Model, assessment: &'a Assessment<'_>, prefix: &str) -> Vec<Asked<'a>> {
    let decisions = assessment.decisions.iter();
    let asked = decisions.filter(|judged| is_asked(judged, assessment.as_of));
    let asked = asked.filter_map(|judged| {
        let document = &model.documents[judged.document];
        Some(Asked {
            judged,
            document,
            person: model.get::<Person>(judged.by.as_deref()?)?,
            taken: Taken::read(document.node.at(&judged.field)?),
            path: below(prefix, &document.file.path),
        })
    });
    asked.collect()
}

/// A path from the root as one from git's root.
fn below(prefix: &str, path: &Arc<str>) -> Arc<str> {
    match prefix {
        "" => Arc::clone(path),
        prefix => format!("{prefix}/{path}").into(),
    }
}

/// How each decision came, in their order; `None` where that cannot be told.
fn arrived(history: &History<'_>, held: &Held<'_>, asked: &[Asked<'_>]) -> Vec<Option<Arrival>> {
    let paths = asked.iter().map(|one| Arc::clone(&one.path)).collect();
    let files = history.files(held.head, &paths);
    let mut arrived: Vec<Option<Arrival>> = asked.iter().map(|_| None).collect();
    let (mut begun, mut all) = (Vec::new(), Vec::new());
    for (at, one) in asked.iter().enumerate() {
        let (path, field) = (&one.path, &one.judged.field);
        match held.stand(files.get(path), one.document, path, field, &one.taken) {
            Stand::At(path) => {
                begun.push(at);
                all.push(one.sought(held.head, path));
            }
            Stand::Nowhere => {
                arrived[at] = Some(Arrival {
                    brought: Brought::Uncommitted,
                    path: Arc::clone(path),
                    merges: Vec::new(),
                });
            }
            Stand::Unknown => {}
        }
    }
    for (at, arrival) in begun.into_iter().zip(arrivals(history, &all)) {
        arrived[at] = Some(arrival);
    }
    arrived
}

impl Asked<'_> {
    /// What proves it by the commits through which it came.
    fn way(&self, arrival: &Arrival, trailers: &[String]) -> Option<Way> {
        let commit = match &arrival.brought {
            Brought::By(commit) => Some(commit),
            Brought::Older | Brought::Uncommitted => None,
        };
        by_commit(self.person.data, trailers, commit, &arrival.merges)
    }

    fn sought(&self, commit: &Arc<Commit>, path: Arc<str>) -> Sought {
        Sought {
            subject: self.document.subject(),
            field: self.judged.field.clone(),
            taken: self.taken.clone(),
            commit: Arc::clone(commit),
            path,
        }
    }
}

/// For each decision the commits by which the person who took it wrote what they approved.
fn written_by_deciders(
    history: &History<'_>,
    asked: &[Asked<'_>],
    arrived: &[Option<Arrival>],
) -> Vec<Vec<Arc<Commit>>> {
    let mut all: Vec<Vec<Arc<Commit>>> = asked.iter().map(|_| Vec::new()).collect();
    let (mut of, mut approved) = (Vec::new(), Vec::new());
    for (at, (one, arrival)) in asked.iter().zip(arrived).enumerate() {
        let Some(Arrival {
            brought: Brought::By(brought),
            path,
            ..
        }) = arrival
        else {
            continue;
        };
        if approved_content(one.judged.what, one.document).is_some() {
            of.push(at);
            approved.push(Approved {
                what: one.judged.what,
                person: one.person.data,
                subject: one.document.subject(),
                field: &one.judged.field,
                taken: one.taken.clone(),
                brought: Arc::clone(brought),
                path: Arc::clone(path),
            });
        }
    }
    for (at, commits) in of.into_iter().zip(written(history, &approved)) {
        all[at] = commits;
    }
    all
}
