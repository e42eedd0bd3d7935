//! Every place of one name in a repository, in the order of paths and of places in files.

use super::name::Name;
use super::place::{Left, Place, Sort, Why};
use super::prose::{Sought, Verdict};
use crate::analysis::linked::Linked;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::{Resolved, Target, ids_of};
use crate::model::reading::is_markdown;
use crate::syntax::markdown::{self, Markdown};
use crate::syntax::node::{Node, Value};
use crate::text::source::{SourceFile, Span};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// Fields that nobody reads as text: names for the tool, files and addresses.
const SKIPPED: &[&str] = &["kind", "id", "basis", "sha256", "file", "url", "version"];

/// Every place of a name, and those that were left.
#[derive(Debug, Default)]
pub struct Survey {
    /// Where it stands, in the order of paths and of places in files.
    pub places: Vec<Place>,
    /// Where it seems to stand, in the same order.
    pub left: Vec<Left>,
    /// Words spelt as the id that say themselves that they mean something else.
    others: Vec<(Arc<str>, Span)>,
}

/// Every place where a name stands: its declaration, references, and mentions in fields and Markdown; empty
/// when nothing has it.
pub fn places_of(linked: &Linked, kind: &str, id: &str) -> Vec<Place> {
    match Name::find(&linked.model, kind, id) {
        Some((name, target)) => survey(linked, &name, target).places,
        None => Vec::new(),
    }
}

/// Every place of a name that leads to a target.
pub(super) fn survey(linked: &Linked, name: &Name, target: Target) -> Survey {
    let sought = Sought::new(&linked.model, name);
    let mut found = named(&linked.model, name, target);
    found.take(mentions(linked, &sought));
    found.sorted()
}

/// The declaration of a name, and every reference to it.
fn named(model: &Model, name: &Name, target: Target) -> Survey {
    let mut found = Survey::default();
    let document = model.document(target);
    found.places.push(Place::value(
        &document.file,
        target.span,
        name.word(),
        0..name.word().len(),
        Sort::Declaration,
    ));
    let linked = model.referrers(document);
    let linked = linked.filter(|(_, reference)| match model.resolve(reference) {
        Resolved::Document(to) => leads(to, target, name),
        _ => false,
    });
    let several = Name::all(model, &name.id).len() > 1;
    let loose = model.loose();
    let loose = loose.filter(|(_, reference)| match model.resolve(reference) {
        // What several things are called could be any of them.
        Resolved::WrongKind(_, Some(to)) => !several && leads(to, target, name),
        // An item that is not in the document.
        Resolved::Nothing => reference.id.contains('/') && name.document().is_none(),
        _ => false,
    });
    for (holder, reference) in linked.chain(loose) {
        let Some(part) = name.within(&reference.id) else {
            continue;
        };
        found.places.push(Place::value(
            &holder.file,
            reference.span,
            &reference.id,
            part,
            Sort::Reference,
        ));
    }
    found
}

/// Whether something is what was renamed, or an item that is known by it.
fn leads(to: Target, target: Target, name: &Name) -> bool {
    let item = name.has_items() && crate::model::link::is_joined(to.kind);
    to == target || (item && to.document == target.document)
}

/// Every mention of a name that is yet unknown to anything.
pub(super) fn mentions(linked: &Linked, sought: &Sought<'_>) -> Survey {
    let documents = linked.model.documents.par_iter();
    let holding = documents.filter(|document| document.file.text.contains(sought.name.word()));
    let mut found = holding
        .map(|document| in_document(document, sought))
        .reduce(Survey::default, Survey::and);
    for file in prose_files(linked) {
        if file.text.contains(sought.name.word()) {
            let page = markdown::read(&file.text);
            found.take(in_page(file, &page, sought));
        }
    }
    found
}

/// Markdown files that hold no document: prose for people.
fn prose_files(linked: &Linked) -> impl Iterator<Item = &Arc<SourceFile>> {
    let held: HashSet<&str> = linked
        .model
        .documents
        .iter()
        .filter(|document| document.page.is_some())
        .map(|document| &*document.file.path)
        .collect();
    let files = linked.sources.values();
    files.filter(move |file| is_markdown(&file.path) && !held.contains(&*file.path))
}

/// Every mention in one document.
pub(super) fn in_document(document: &Document, sought: &Sought<'_>) -> Survey {
    let references = document.references.iter();
    let mut fields = Fields {
        document,
        sought,
        references: references.map(|reference| reference.span).collect(),
        found: Survey::default(),
    };
    fields.walk(&document.node);
    let mut found = fields.found;
    if let Some(page) = &document.page {
        found.take(in_page(&document.file, page, sought));
    }
    found
}

/// Every mention in the sentences of a Markdown text.
fn in_page(file: &Arc<SourceFile>, page: &Markdown, sought: &Sought<'_>) -> Survey {
    let mut found = Survey::default();
    for block in &page.blocks {
        for word in sought.spelt(&block.text) {
            let verdict = sought.judge(&block.text, &word);
            let span = block.place(word);
            found.note(file, span, verdict, sought);
        }
    }
    found
}

/// A walk through the fields of a document.
struct Fields<'a> {
    document: &'a Document,
    sought: &'a Sought<'a>,
    references: HashSet<Span>,
    found: Survey,
}

impl Fields<'_> {
    fn walk(&mut self, node: &Node) {
        match &node.value {
            Value::Text(text) if !self.references.contains(&node.span) => {
                self.text(text, node.span);
            }
            Value::List(items) => items.iter().for_each(|item| self.walk(item)),
            Value::Map(entries) => {
                let read = entries.iter();
                let read = read.filter(|entry| !SKIPPED.contains(&&*entry.key));
                read.for_each(|entry| self.walk(&entry.value));
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, value: Span) {
        if !self.document.is_whole() && self.sought.name.within(text.trim()).is_some() {
            self.leave(value, Why::Broken);
            return;
        }
        let words = self.sought.spelt(text);
        if words.is_empty() {
            return;
        }
        let raw = self.document.file.slice(value);
        let written = self.sought.spelt(raw);
        if written.len() != words.len() {
            self.leave(value, Why::Escaped);
            return;
        }
        for (word, at) in words.iter().zip(written) {
            let start = value.start as usize;
            let span = Span::new(start + at.start, start + at.end);
            let verdict = match self.sought.judge(text, word) {
                // A value of one word is a name of its own.
                Verdict::Mention if text.trim() == &text[word.clone()] => Verdict::Left(Why::Value),
                Verdict::Left(Why::Word) if !text.trim().contains(char::is_whitespace) => {
                    Verdict::Other
                }
                verdict => verdict,
            };
            let file = &self.document.file;
            self.found.note(file, span, verdict, self.sought);
        }
    }

    fn leave(&mut self, span: Span, why: Why) {
        let file = Arc::clone(&self.document.file);
        self.found.left.push(Left { file, span, why });
    }
}

impl Survey {
    fn note(&mut self, file: &Arc<SourceFile>, span: Span, verdict: Verdict, sought: &Sought<'_>) {
        let left = |why| Left {
            file: Arc::clone(file),
            span,
            why,
        };
        match verdict {
            Verdict::Mention if file.slice(span) == sought.name.word() => {
                self.places.push(Place::word(file, span, Sort::Mention));
            }
            Verdict::Mention => self.left.push(left(Why::Escaped)),
            Verdict::Left(why) => self.left.push(left(why)),
            Verdict::Other => self.others.push((Arc::clone(&file.path), span)),
        }
    }

    fn take(&mut self, other: Self) {
        self.places.extend(other.places);
        self.left.extend(other.left);
        self.others.extend(other.others);
    }

    fn and(mut self, other: Self) -> Self {
        self.take(other);
        self
    }

    fn sorted(mut self) -> Self {
        let key = |file: &Arc<SourceFile>, span: Span| (Arc::clone(&file.path), span);
        self.places
            .sort_by_cached_key(|place| key(&place.file, place.span));
        self.places
            .dedup_by_key(|place| key(&place.file, place.span));
        self.left
            .sort_by_cached_key(|left| key(&left.file, left.span));
        self.left.dedup_by_key(|left| key(&left.file, left.span));
        self
    }
}

/// Words spelt as the id that are neither places, nor left for a reason, nor known to be something else:
/// comments, code, addresses.
pub(super) fn elsewhere(linked: &Linked, name: &Name, survey: &Survey) -> Vec<Left> {
    if !name.is_no_word() || name.document().is_some() {
        return Vec::new();
    }
    let sought = Sought::new(&linked.model, name);
    let files = linked.sources.values();
    let files = files.filter(|file| file.text.contains(name.word()));
    files
        .flat_map(|file| {
            let known = understood(linked, &file.path, survey);
            let words = sought.spelt(&file.text).into_iter();
            let words = words.map(|word| Span::new(word.start, word.end));
            let unknown = words.filter(move |word| !known.iter().any(|span| span.contains(*word)));
            unknown.map(|span| Left {
                file: Arc::clone(file),
                span,
                why: Why::Elsewhere,
            })
        })
        .collect()
}

/// Every place in a file of which it is known whether an id is meant.
fn understood(linked: &Linked, path: &str, survey: &Survey) -> Vec<Span> {
    let mut known = Vec::new();
    let documents = linked.model.documents.iter();
    for document in documents.filter(|document| *document.file.path == *path) {
        known.extend(ids_of(document).into_iter().map(|(_, _, span)| span));
        known.extend(document.references.iter().map(|one| one.span));
    }
    let places = survey.places.iter().filter(|one| *one.file.path == *path);
    known.extend(places.map(|one| one.span));
    let left = survey.left.iter().filter(|one| *one.file.path == *path);
    known.extend(left.map(|one| one.span));
    let others = survey.others.iter().filter(|(other, _)| **other == *path);
    known.extend(others.map(|(_, span)| *span));
    known
}
