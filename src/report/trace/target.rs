//! What somebody means by an id: a document, an item in one, a control or clause without a document, or
//! one of the two statements that are computed from all of them.

use crate::assess::effect::bare;
use crate::model::Kind;
use crate::model::catalog::is_clause;
use crate::model::graph::Model;
use crate::model::link;
use crate::model::sign_off::Subject;
use crate::report::place::Source;

/// What is to be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The document of this index.
    Document(usize),
    /// A control of a catalog that has no document.
    Control(String),
    /// A clause of the standard, or an item of one.
    Clause(String),
    /// The Statement of Applicability, or the risk treatment plan.
    Statement(Subject),
}

/// Something that an id may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// `kind/id`, which means nothing else.
    pub subject: String,
    /// What it is, or stands in.
    pub target: Target,
    /// Where the id stands, when it is that of an item in a document.
    pub item: Option<Source>,
}

/// Items of documents that have ids of their own.
const ITEMS: &[&str] = &["site", "entity", "action", "finding", "test"];

/// Everything that an id means: `kind/id`, or bare.
pub fn candidates(model: &Model, typed: &str) -> Vec<Candidate> {
    let qualified = typed
        .split_once('/')
        .filter(|(kind, _)| is_kind(kind))
        .map(|(kind, id)| of_kind(model, kind, bare(id)));
    match qualified {
        Some(found) => found.into_iter().collect(),
        None => bare_candidates(model, bare(typed)),
    }
}

/// The id that was probably meant.
pub fn nearest(model: &Model, typed: &str) -> Option<String> {
    if let Some((kind, id)) = typed.split_once('/').filter(|(kind, _)| is_kind(kind)) {
        let near = model.index.nearest(kind, id)?;
        return Some(format!("{kind}/{near}"));
    }
    let all: Vec<&str> = kinds().collect();
    model.index.nearest(&all.join("|"), typed)
}

/// Everything that has ids.
fn kinds() -> impl Iterator<Item = &'static str> {
    let documents = Kind::ALL.iter().map(|kind| kind.name());
    documents.chain(["clause"]).chain(ITEMS.iter().copied())
}

fn is_kind(word: &str) -> bool {
    kinds().any(|kind| kind == word)
}

fn bare_candidates(model: &Model, id: &str) -> Vec<Candidate> {
    let statement = match id {
        "soa" => Some(Subject::Soa),
        "rtp" => Some(Subject::Rtp),
        _ => None,
    };
    let mut found: Vec<Candidate> = statement
        .into_iter()
        .map(|statement| Candidate {
            subject: id.to_owned(),
            target: Target::Statement(statement),
            item: None,
        })
        .collect();
    // The only document of its kind has no id: it is called by its kind.
    let one = Kind::ALL.iter().find(|kind| kind.name() == id);
    found.extend(one.and_then(|kind| of_kind(model, kind.name(), "")));
    let each = kinds().filter_map(|kind| of_kind(model, kind, id));
    found.extend(each);
    found
}

fn of_kind(model: &Model, kind: &str, id: &str) -> Option<Candidate> {
    let one = Kind::ALL
        .iter()
        .any(|other| other.name() == kind && other.is_one());
    let found = model.index.get(kind, id);
    if let Some(found) = found.filter(|found| found.kind == kind && (one || !id.is_empty())) {
        return Some(of_document(model, kind, id, found));
    }
    let target = match kind {
        "control" if model.index.catalog_title(id).is_some() => Target::Control(id.to_owned()),
        "clause" if is_clause(id) => Target::Clause(id.to_owned()),
        _ => return None,
    };
    Some(Candidate {
        subject: format!("{kind}/{id}"),
        target,
        item: None,
    })
}

fn of_document(model: &Model, kind: &str, id: &str, found: link::Target) -> Candidate {
    let document = model.document(found);
    let is_item = document.kind.name() != kind;
    Candidate {
        subject: match id {
            "" => kind.to_owned(),
            id => format!("{kind}/{id}"),
        },
        target: Target::Document(found.document),
        item: is_item.then(|| Source {
            path: document.file.path.to_string(),
            line: document.file.position(found.span.start).line,
        }),
    }
}
