//! The model of one snapshot: all documents, found by kind and id, and the links between them.

use super::catalog::ANNEX_A;
use super::document::{Document, Whole};
use super::link::{Index, Resolved, Target};
use super::mapped::Mapped;
use super::{Kind, OfKind};
use crate::syntax::de::Reference;
use crate::text::source::SourceFile;
use rayon::iter::Either;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A file of which nothing, or not all, could be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// Its path.
    pub path: Arc<str>,
    /// Its text, when there is one.
    pub source: Option<Arc<SourceFile>>,
}

/// A link: index of its target, of the document that holds it, and its place among its references.
type Link = (usize, usize, usize);

/// A reference: index of the document that holds it, and its place among its references.
type Place = (usize, usize);

/// All documents of a snapshot and their links.
#[derive(Debug, Default)]
pub struct Model {
    /// Every document, in the order of paths and of places in files.
    pub documents: Vec<Document>,
    /// Files that hold something that could not be told the kind of.
    pub unread: Vec<Unread>,
    /// Who is meant by an id.
    pub index: Index,
    by_kind: HashMap<Kind, Vec<usize>>,
    links: Vec<Link>,
    /// References that lead to no document that their field may name; sorted.
    loose: Vec<Place>,
    mentioned: HashSet<Box<str>>,
}

impl Model {
    /// Links documents, given in the order of their places; only the primary catalog is in force.
    pub fn new(documents: Vec<Document>, unread: Vec<Unread>) -> Self {
        Self::under(documents, unread, Vec::new())
    }

    /// Links documents with these catalogs in force beside the primary one.
    pub fn under(
        documents: Vec<Document>,
        unread: Vec<Unread>,
        in_force: Vec<&'static Mapped>,
    ) -> Self {
        let index = Index::new(&documents, in_force);
        let mut model = Self {
            documents,
            unread,
            index,
            ..Self::default()
        };
        for (at, document) in model.documents.iter().enumerate() {
            model.by_kind.entry(document.kind).or_default().push(at);
        }
        (model.links, model.loose) = links(&model.documents, &model.index);
        model.mentioned = model.mentions();
        model
    }

    /// Puts documents in the place of others, by index; `false`, and nothing is done, when that could change
    /// more than what these documents say and refer to.
    pub fn replace(&mut self, changes: Vec<(usize, Document)>) -> bool {
        let alike = |(at, new): &(usize, Document)| {
            let old = &self.documents[*at];
            let whole = old.is_whole() && new.is_whole() && old.kind == new.kind;
            whole && self.index.may_replace(old, new)
        };
        if !changes.iter().all(alike) {
            return false;
        }
        let changed: HashSet<usize> = changes.iter().map(|(at, _)| *at).collect();
        for (at, document) in changes {
            self.index.replace(at, &document);
            self.documents[at] = document;
        }
        self.links.retain(|link| !changed.contains(&link.1));
        self.loose.retain(|place| !changed.contains(&place.0));
        for at in changed {
            for found in links_of(at, &self.documents[at], &self.index) {
                match found {
                    Either::Left(link) => self.links.push(link),
                    Either::Right(place) => self.loose.push(place),
                }
            }
        }
        // Stable, because that is quick where nearly all is sorted.
        self.links.sort();
        self.loose.sort();
        true
    }

    /// Every word in documents and files that could not be read whole: they may refer to anything
    /// whose id stands in them.
    fn mentions(&self) -> HashSet<Box<str>> {
        let mut words = HashSet::new();
        let mut take = |text: &str| {
            let split =
                text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-')));
            words.extend(
                split
                    .map(|word| word.trim_end_matches('.'))
                    .filter(|word| !word.is_empty())
                    .map(Box::from),
            );
        };
        for document in self
            .documents
            .iter()
            .filter(|document| !document.is_whole())
        {
            document.node.texts(&mut take);
        }
        for file in self
            .unread
            .iter()
            .filter_map(|unread| unread.source.as_ref())
        {
            take(&file.text);
        }
        words
    }

    /// Whether something that could not be read whole may refer to this id, so that nothing can be
    /// said of what does not refer to it.
    pub fn may_be_mentioned(&self, id: &str) -> bool {
        self.mentioned.contains(id) || self.unread.iter().any(|unread| unread.source.is_none())
    }

    /// All whole documents of a kind, in the order of their places.
    pub fn all<T: OfKind>(&self) -> impl Iterator<Item = Whole<'_, T>> {
        self.of_kind(T::KIND).filter_map(|document| {
            Some(Whole {
                document,
                data: document.is::<T>()?,
            })
        })
    }

    /// All documents of a kind, broken ones too, in the order of their places.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Document> {
        self.by_kind
            .get(&kind)
            .into_iter()
            .flatten()
            .map(|&at| &self.documents[at])
    }

    /// The whole document of a kind and id; an id that stands twice means the first.
    pub fn get<T: OfKind>(&self, id: &str) -> Option<Whole<'_, T>> {
        let document = self.find(T::KIND, id)?;
        Some(Whole {
            document,
            data: document.is::<T>()?,
        })
    }

    /// The document of a kind and id, broken or whole.
    pub fn find(&self, kind: Kind, id: &str) -> Option<&Document> {
        let bare = id
            .strip_prefix(ANNEX_A.name)
            .and_then(|rest| rest.strip_prefix(':'))
            .unwrap_or(id);
        let target = self
            .index
            .of_kind(kind, bare)
            .filter(|target| target.kind == kind.name())?;
        self.documents.get(target.document)
    }

    /// The one document of a kind of which there is one, if it is whole.
    pub fn one<T: OfKind>(&self) -> Option<Whole<'_, T>> {
        self.get::<T>("")
    }

    /// What a reference leads to.
    pub fn resolve(&self, reference: &Reference) -> Resolved {
        self.index.resolve(reference.kinds, &reference.id)
    }

    /// Every reference that leads to nothing, or to something of a wrong kind, in the order of places.
    pub fn loose(&self) -> impl Iterator<Item = (&Document, &Reference)> {
        self.loose.iter().map(|&(document, place)| {
            let document = &self.documents[document];
            (document, &document.references[place])
        })
    }

    /// The document that a target is, or stands in.
    pub fn document(&self, target: Target) -> &Document {
        &self.documents[target.document]
    }

    /// Every document that refers to this one, with the reference; in the order of places.
    pub fn referrers(&self, document: &Document) -> impl Iterator<Item = (&Document, &Reference)> {
        let at = self
            .index
            .of_kind(document.kind, &document.id)
            .map(|target| target.document);
        let from = at.map_or(0, |at| self.links.partition_point(|link| link.0 < at));
        let found = self.links[from..]
            .iter()
            .take_while(move |link| Some(link.0) == at);
        found.map(|&(_, document, place)| {
            (
                &self.documents[document],
                &self.documents[document].references[place],
            )
        })
    }
}

/// Every link between documents, by target; documents are independent, so in parallel.
fn links(documents: &[Document], index: &Index) -> (Vec<Link>, Vec<Place>) {
    let of_one = |(at, document): (usize, &Document)| links_of(at, document, index);
    let found = documents.par_iter().enumerate().flat_map_iter(of_one);
    let (links, loose): (Vec<_>, Vec<_>) = found.partition_map(|found| found);
    (by_target(&links, documents.len()), loose)
}

/// Links in the order of their targets, and for each target in the order that they come in: each target has as
/// much room as there are links to it.
fn by_target(links: &[Link], targets: usize) -> Vec<Link> {
    let mut next = vec![0; targets + 1];
    for link in links {
        next[link.0 + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![Link::default(); links.len()];
    for link in links {
        sorted[next[link.0]] = *link;
        next[link.0] += 1;
    }
    sorted
}

/// The links of one document, and its references that lead to nothing.
fn links_of(at: usize, document: &Document, index: &Index) -> Vec<Either<Link, Place>> {
    let places = document.references.iter().enumerate();
    let found = places.filter_map(|(place, reference)| {
        match index.resolve(reference.kinds, &reference.id) {
            Resolved::Document(target) => Some(Either::Left((target.document, at, place))),
            Resolved::Catalog => None,
            _ => Some(Either::Right((at, place))),
        }
    });
    found.collect()
}
