//! The texts that documents under version control have had: which commit gave which version its
//! content, and who approved that (clauses 7.5.2, 7.5.3).

use super::life::name_of;
use super::pipeline::Linked;
use super::store::Store;
use super::versions::{Held, Life, Reader, Step, Tracer};
use crate::assess::basis;
use crate::model::Kind;
use crate::model::document::Document;
use crate::repo::commits::Past;
use crate::repo::error::RepoError;
use crate::syntax::node::Node;
use crate::text::proof::{Edit, Histories, History};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Documents that bear a version and are approved as a whole.
const VERSIONED: [Kind; 3] = [Kind::Policy, Kind::Scope, Kind::RiskMethod];

/// Who decided, and when.
type Approval = (String, Date);

/// Finds the texts of all policies, of the scope and of the risk method, in one walk. Unless `whole`, a
/// document is followed only until it bore another version.
pub fn histories(past: &Past, linked: &Linked, store: &Store, whole: bool) -> Histories {
    let documents = VERSIONED
        .iter()
        .flat_map(|kind| linked.model.of_kind(*kind));
    let documents: Vec<&Document> = documents.filter(|it| it.is_whole()).collect();
    match known(past, &documents, store, whole) {
        Ok(by_subject) => Histories::Known(by_subject),
        Err(why) => Histories::None(why.to_string()),
    }
}

fn known(
    past: &Past,
    documents: &[&Document],
    store: &Store,
    whole: bool,
) -> Result<BTreeMap<String, History>, RepoError> {
    let mut tracer = Tracer::new(past, store);
    let reader = Reader { past, store };
    let mut by_subject = BTreeMap::new();
    let mut followed: Vec<(&Document, Option<Held>)> = Vec::new();
    for document in documents {
        let name = name_of(document);
        let path = &document.file.path;
        // Where nobody shows the table, a move that is not committed yet is not worth a search.
        let committed = match whole {
            true => reader.found_in(past.head(), &name, path),
            false => reader.held(&name, path, past.content_at(past.head(), path)),
        };
        match &committed {
            Some(held) => {
                tracer.follow(name, past.head(), held.path())?;
                followed.push((document, committed));
            }
            None => {
                let fresh = History {
                    uncommitted: true,
                    ..History::default()
                };
                by_subject.insert(document.subject(), fresh);
            }
        }
    }
    let lives = tracer.lives(&|life| !whole && has_another_version(life))?;
    for ((document, committed), life) in followed.into_iter().zip(&lives) {
        let history = history(document, committed.as_ref(), life);
        by_subject.insert(document.subject(), history);
    }
    Ok(by_subject)
}

fn has_another_version(life: &Life) -> bool {
    let of = |step: &Step| after(step).map(version);
    let (newest, oldest) = (life.steps.first(), life.steps.last());
    newest
        .and_then(of)
        .zip(oldest.and_then(of))
        .is_some_and(|(a, b)| a != b)
}

fn history(document: &Document, committed: Option<&Held>, life: &Life) -> History {
    let approvals = approvals(document, life);
    let committed = committed.and_then(Held::document);
    let digests = life.steps.iter().map(|step| {
        let before = step.before.as_ref().and_then(Held::document);
        (step, before.map(content), after(step))
    });
    let edits = digests.filter_map(|(step, before, after)| {
        let content = content(after?);
        if before.is_some_and(|before| before == content) {
            return None;
        }
        let basis = basis::digest(&content);
        Some(Edit {
            commit: step.commit.clone()?,
            version: version(after?),
            approved: approvals.get(&basis).cloned(),
            text: text(after?, content),
            basis,
        })
    });
    History {
        edits: edits.collect(),
        uncommitted: committed.map(content) != Some(content(document)),
        cut: life.cut,
    }
}

fn after(step: &Step) -> Option<&Document> {
    step.after.as_ref()?.document()
}

/// What an approval of the document is based on.
fn content(document: &Document) -> serde_json::Value {
    match document.kind {
        Kind::Policy => basis::of_policy(document),
        _ => basis::of_whole(document),
    }
}

/// The digest of the text: of a policy its body, of another document its content without the version.
fn text(document: &Document, mut content: serde_json::Value) -> String {
    if document.kind == Kind::Policy {
        return basis::digest(&content["body"]);
    }
    if let Some(fields) = content.as_object_mut() {
        fields.remove("version");
    }
    basis::digest(&content)
}

fn version(document: &Document) -> Option<String> {
    let version = document.node.get("version")?;
    version.text().map(str::to_owned)
}

/// The latest approval of each content, by its digest. An approval that says no basis approves what the
/// commit that brought it holds.
fn approvals(document: &Document, life: &Life) -> BTreeMap<String, Approval> {
    let mut found: BTreeMap<String, Approval> = BTreeMap::new();
    let mut put = |basis: String, approval: Approval| {
        let latest = found.entry(basis).or_insert_with(|| approval.clone());
        if latest.1 < approval.1 {
            *latest = approval;
        }
    };
    let states = life.steps.iter().filter_map(after);
    for state in states.chain([document]) {
        for (approval, basis) in decisions(state) {
            basis.into_iter().for_each(|it| put(it, approval.clone()));
        }
    }
    for step in &life.steps {
        let before = step.before.as_ref().and_then(Held::document);
        let known: Vec<Approval> = before
            .map(|before| decisions(before).into_iter().map(|(it, _)| it).collect())
            .unwrap_or_default();
        let Some(after) = after(step) else { continue };
        for (approval, basis) in decisions(after) {
            if basis.is_none() && !known.contains(&approval) {
                put(basis::digest(&content(after)), approval);
            }
        }
    }
    found
}

/// The approvals in a document, with the digest that each is based on.
fn decisions(document: &Document) -> Vec<(Approval, Option<String>)> {
    let listed = document.node.get("approvals").map_or(&[][..], Node::items);
    let each = listed.iter().chain(document.node.get("approval"));
    let text = |node: &Node, key: &str| node.get(key)?.text().map(str::to_owned);
    each.filter_map(|node| {
        let on = text(node, "on")?.parse().ok()?;
        Some(((text(node, "by")?, on), text(node, "basis")))
    })
    .collect()
}
