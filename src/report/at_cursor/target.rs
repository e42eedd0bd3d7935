//! Where something that is named is written, and every place that names it.

use super::thing::Thing;
use crate::analysis::renaming::Name;
use crate::assess::effect::bare;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::Resolved;
use crate::model::schemas;
use crate::report::trace::target::{Candidate, Target, candidates};
use crate::text::source::Span;
use std::sync::Arc;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Path from the root.
    pub path: Arc<str>,
    /// Where in that file.
    pub span: Span,
}

/// What a thing at a place means; a word of a text means something only when it is an id that is no word
/// of a language, such as `R-014`.
pub fn meant(model: &Model, thing: &Thing) -> Option<Candidate> {
    match thing {
        Thing::Id { kinds, id } => {
            let mut kinds = kinds.split('|');
            kinds.find_map(|kind| candidates(model, &format!("{kind}/{id}")).pop())
        }
        Thing::Word(word) => mentioned(model, word),
        Thing::Value(kind, path, word) => {
            let is_text = schemas::compiled(*kind).field(path)["pattern"] == "\\S";
            is_text.then(|| mentioned(model, word))?
        }
        Thing::Key(..) | Thing::Kind(_) | Thing::Rule(_) => None,
    }
}

fn mentioned(model: &Model, word: &str) -> Option<Candidate> {
    let no_word = |found: &Candidate| {
        let kind = match &found.target {
            Target::Document(_) => "document",
            Target::Control(_) => "control",
            Target::Clause(_) => "clause",
            Target::Statement(_) => return false,
        };
        let id = name(found).1.to_owned();
        Name { kind, id }.is_no_word()
    };
    candidates(model, word).into_iter().find(no_word)
}

/// Kind and id of what is meant.
pub fn name(of: &Candidate) -> (&str, &str) {
    of.subject.split_once('/').unwrap_or((&of.subject, ""))
}

/// Where the id of something stands; nothing for what the standard alone names.
pub fn written(model: &Model, of: &Candidate) -> Option<Spot> {
    let (kind, id) = name(of);
    let target = model.index.get(kind, id)?;
    let document = model.document(target);
    (target.kind == kind).then(|| Spot {
        path: Arc::clone(&document.file.path),
        span: target.span,
    })
}

/// Every field that names something, with its document, in the order of places.
pub fn named_by<'a>(model: &'a Model, of: &Candidate) -> Vec<(&'a Document, Span)> {
    let (kind, id) = name(of);
    let documents = model.documents.iter();
    let all = documents.flat_map(|document| {
        let references = document.references.iter();
        references.map(move |reference| (document, reference))
    });
    let meant = all.filter(|(_, reference)| {
        let may = || reference.kinds.split('|').any(|other| other == kind);
        bare(&reference.id) == id
            && may()
            && match model.resolve(reference) {
                Resolved::Document(target) => target.kind == kind,
                Resolved::Catalog => true,
                _ => false,
            }
    });
    meant
        .map(|(document, reference)| (document, reference.span))
        .collect()
}
