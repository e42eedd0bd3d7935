//! What rests on one thing: what refers to it, and what refers to that, as far as dependence reaches.

use crate::assess::effect::bare;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::Resolved;
use crate::report::place::Source;
use crate::report::trace::links::{place, title};
use crate::syntax::de::Reference;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Something that rests on the thing, directly or through others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependent {
    /// `kind/id`.
    pub subject: String,
    /// Its kind.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The fields that refer, each once; empty for a control that a policy documents.
    pub fields: Vec<String>,
    /// `kind/id` of what stands between, nearest to the thing first; empty when it refers directly.
    pub through: Vec<String>,
    /// Where the first of those fields is written.
    pub source: Source,
    /// Index of its document.
    #[serde(skip)]
    pub document: usize,
}

/// Kinds through which dependence passes on: what a risk rests on rests itself on these.
const CARRY: &[Kind] = &[Kind::Asset, Kind::Supplier, Kind::Control];

/// Everything that rests on a document, the nearest first.
pub fn dependents(model: &Model, at: usize) -> Vec<Dependent> {
    let mut search = Search::new(model);
    search.seen.insert(at);
    search.reach(at, &[]);
    search.run(&model.documents[at])
}

/// Everything that rests on a control of a catalog that has no document.
pub fn dependents_of_control(model: &Model, id: &str) -> Vec<Dependent> {
    let mut search = Search::new(model);
    for (at, document) in model.documents.iter().enumerate() {
        let named = |reference: &&Reference| {
            bare(&reference.id) == id && model.resolve(reference) == Resolved::Catalog
        };
        for reference in document.references.iter().filter(named) {
            search.add(at, reference, &[]);
        }
    }
    search.found
}

struct Search<'a> {
    model: &'a Model,
    /// Index of each document by its place in memory.
    index: BTreeMap<*const Document, usize>,
    seen: BTreeSet<usize>,
    found: Vec<Dependent>,
    open: VecDeque<(usize, Vec<String>)>,
}

impl<'a> Search<'a> {
    fn new(model: &'a Model) -> Self {
        let documents = model.documents.iter().enumerate();
        Self {
            model,
            index: documents
                .map(|(at, document)| (std::ptr::from_ref(document), at))
                .collect(),
            seen: BTreeSet::new(),
            found: Vec::new(),
            open: VecDeque::new(),
        }
    }

    fn run(mut self, start: &Document) -> Vec<Dependent> {
        // Whoever owns something does not become part of what depends on it; a role passes on.
        let of_people = matches!(start.kind, Kind::Person | Kind::Role);
        while let Some((at, through)) = self.open.pop_front() {
            let document = &self.model.documents[at];
            let carries = match of_people {
                true => document.kind == Kind::Role,
                false => CARRY.contains(&document.kind),
            };
            if carries {
                let through = [through, vec![document.subject()]].concat();
                self.reach(at, &through);
            }
        }
        self.found
    }

    /// Takes in everything that refers to a document; a policy carries the controls that it documents.
    fn reach(&mut self, at: usize, through: &[String]) {
        let model = self.model;
        let document = &model.documents[at];
        for (referrer, reference) in model.referrers(document) {
            if let Some(&from) = self.index.get(&std::ptr::from_ref(referrer)) {
                self.add(from, reference, through);
            }
        }
        if document.kind == Kind::Policy {
            let named = document.references.iter();
            for reference in named.filter(|reference| reference.kinds == "control") {
                if let Resolved::Document(target) = model.resolve(reference) {
                    self.add_documented(target.document, place(document, reference), through);
                }
            }
        }
    }

    fn add(&mut self, at: usize, reference: &Reference, through: &[String]) {
        let document = &self.model.documents[at];
        let field = document.node.path_to(reference.span);
        if self.seen.insert(at) {
            self.put(at, through, vec![field], place(document, reference));
            return;
        }
        let mut found = self.found.iter_mut();
        let known = found.find(|one| one.document == at && one.through == through);
        if let Some(known) = known.filter(|known| !known.fields.contains(&field)) {
            known.fields.push(field);
        }
    }

    fn add_documented(&mut self, at: usize, source: Source, through: &[String]) {
        if self.seen.insert(at) {
            self.put(at, through, Vec::new(), source);
        }
    }

    fn put(&mut self, at: usize, through: &[String], fields: Vec<String>, source: Source) {
        let document = &self.model.documents[at];
        self.found.push(Dependent {
            subject: document.subject(),
            kind: document.kind.name(),
            title: title(self.model, document),
            fields,
            through: through.to_vec(),
            source,
            document: at,
        });
        self.open.push_back((at, through.to_vec()));
    }
}
