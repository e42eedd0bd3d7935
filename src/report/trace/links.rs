//! Links of one thing both ways: what it refers to by the name of the field, and what refers to it by kind.

use super::gathered::Gathered;
use crate::assess::applicability::natural;
use crate::assess::effect::bare;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::Resolved;
use crate::report::names::Naming;
use crate::report::place::Source;
use crate::syntax::de::Reference;
use serde::Serialize;

/// One link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// `kind/id` of what it leads to, or of what it comes from; the id alone when it leads nowhere.
    pub subject: String,
    /// What that is called; `None` when there is no such thing.
    pub title: Option<String>,
    /// The field that holds it.
    pub field: String,
    /// Where it is written.
    pub source: Source,
}

/// Links under one name: of a field, or of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The name.
    pub name: String,
    /// The links in it.
    pub links: Vec<Link>,
}

/// What a document is called; a control of a catalog by the title there.
pub fn title(model: &Model, document: &Document) -> String {
    let of_catalog = (document.kind == Kind::Control)
        .then(|| model.index.catalog_title(bare(&document.id)))
        .flatten();
    of_catalog.unwrap_or_else(|| document.title()).to_owned()
}

/// What a document refers to, by field.
pub fn references(naming: &mut Naming<'_>, model: &Model, document: &Document) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for reference in &document.references {
        let field = document.node.path_to(reference.span);
        let (subject, title) = leads_to(naming, model, reference);
        let link = Link {
            subject,
            title,
            source: place(document, reference),
            field: field.clone(),
        };
        put(&mut groups, without_indices(&field), link);
    }
    groups
}

/// What refers to a document, by kind.
pub fn referrers(model: &Model, document: &Document) -> Vec<Group> {
    by_kind(model, model.referrers(document))
}

/// What refers to something of the standard that has no document: a control, or a clause and its items.
pub fn referrers_of_catalog(gathered: &Gathered<'_>, kind: &str, id: &str) -> Vec<Group> {
    let may = |(_, reference): &(&Document, &Reference)| {
        reference.kinds.split('|').any(|other| other == kind)
    };
    let model = gathered.inputs.model;
    match kind {
        "clause" => by_kind(
            model,
            gathered.naming_below(id, &format!("{id}.")).filter(may),
        ),
        _ => by_kind(model, gathered.naming(id).filter(may)),
    }
}

fn by_kind<'a>(
    model: &Model,
    all: impl Iterator<Item = (&'a Document, &'a Reference)>,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (document, reference) in all {
        let link = Link {
            subject: document.subject(),
            title: Some(title(model, document)),
            field: document.node.path_to(reference.span),
            source: place(document, reference),
        };
        put(&mut groups, document.kind.name().to_owned(), link);
    }
    let rank = |name: &str| Kind::ALL.iter().position(|kind| kind.name() == name);
    groups.sort_by_key(|group| rank(&group.name));
    for group in &mut groups {
        group.links.sort_by(|a, b| natural(&a.subject, &b.subject));
    }
    groups
}

fn put(groups: &mut Vec<Group>, name: String, link: Link) {
    match groups.iter_mut().find(|group| group.name == name) {
        Some(group) => group.links.push(link),
        None => groups.push(Group {
            name,
            links: vec![link],
        }),
    }
}

/// The line of a reference.
pub fn place(document: &Document, reference: &Reference) -> Source {
    Source {
        path: document.file.path.to_string(),
        line: document.file.position(reference.span.start).line,
    }
}

/// `kind/id` of what a reference leads to, and what that is called.
fn leads_to(
    naming: &mut Naming<'_>,
    model: &Model,
    reference: &Reference,
) -> (String, Option<String>) {
    let id = bare(&reference.id).to_owned();
    match model.resolve(reference) {
        Resolved::Document(target) => {
            let document = model.document(target);
            let title = match target.kind == document.kind.name() {
                true => title(model, document),
                false => format!("in {} {}", document.subject(), document.title()),
            };
            (format!("{}/{id}", target.kind), Some(title))
        }
        Resolved::Catalog => of_catalog(naming, model, id),
        _ => (id, None),
    }
}

/// A control or clause without a document, or a word that is reserved.
fn of_catalog(naming: &mut Naming<'_>, model: &Model, id: String) -> (String, Option<String>) {
    if let Some(title) = model.index.catalog_title(&id) {
        return (format!("control/{id}"), Some(title.to_owned()));
    }
    let clause = naming.clauses([&id]).done().clauses.remove(&id);
    match clause {
        Some(title) => (format!("clause/{id}"), Some(title)),
        None => (
            id,
            Some("no document, but a word with a meaning".to_owned()),
        ),
    }
}

/// A path such as `treatment.controls[2].control` without its numbers.
fn without_indices(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
