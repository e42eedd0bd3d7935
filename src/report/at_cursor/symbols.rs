//! What a file holds, and what the whole repository holds under a name; and how often each is named.

use super::target::Spot;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::report::trace::links::title;
use crate::syntax::markdown::Heading;
use crate::syntax::node::{Entry, Value};
use crate::text::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A document.
    Document,
    /// A field of one.
    Field,
    /// A heading in its text.
    Heading,
}

/// Something that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// What it is.
    pub sort: Sort,
    /// `kind/id`, the key, or the text of the heading.
    pub name: String,
    /// The title, or the value on one line.
    pub detail: Option<String>,
    /// All of it.
    pub span: Span,
    /// Its name; within `span`.
    pub name_span: Span,
    /// What is in it.
    pub inside: Vec<Self>,
}

/// The longest value that is shown, in characters.
const LONGEST: usize = 60;

/// Documents of a file, with their fields and headings, in the order of places.
pub fn in_file(model: &Model, path: &str) -> Vec<Symbol> {
    of_file(model, path)
        .map(|at| of_document(model, at))
        .collect()
}

/// The documents of a file, by index; they are in the order of paths.
pub fn of_file(model: &Model, path: &str) -> std::ops::Range<usize> {
    let documents = &model.documents;
    let from = documents.partition_point(|one| &*one.file.path < path);
    let to = documents.partition_point(|one| &*one.file.path <= path);
    from..to
}

fn of_document(model: &Model, at: usize) -> Symbol {
    let document = &model.documents[at];
    let span = Span {
        start: document.node.span.start,
        end: document.node.span.end.max(document.prose.end),
    };
    let mut inside: Vec<Symbol> = document.node.entries().iter().map(field).collect();
    if let Some(page) = &document.page {
        let mut headings = page.headings.iter().peekable();
        while let Some(first) = headings.next() {
            inside.push(under(first, &mut headings, document.prose.end));
        }
    }
    let name = document.subject();
    let detail = Some(title(model, document)).filter(|title| !name.ends_with(title.as_str()));
    Symbol {
        sort: Sort::Document,
        name,
        detail,
        span,
        name_span: within(document.place(), span),
        inside,
    }
}

fn field(entry: &Entry) -> Symbol {
    let detail = match &entry.value.value {
        Value::Text(text) | Value::Number(text) => Some(shortened(text)),
        Value::Int(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::List(items) => Some(format!("[{}]", items.len())),
        Value::Map(_) | Value::Null => None,
    };
    Symbol {
        sort: Sort::Field,
        name: entry.key.to_string(),
        detail,
        span: Span {
            start: entry.key_span.start,
            end: entry.value.span.end.max(entry.key_span.end),
        },
        name_span: entry.key_span,
        inside: Vec::new(),
    }
}

/// A heading with all deeper ones below it; it reaches to the next that is as high.
fn under<'a>(
    heading: &Heading,
    rest: &mut std::iter::Peekable<impl Iterator<Item = &'a Heading>>,
    end: u32,
) -> Symbol {
    let mut inside = Vec::new();
    while let Some(deeper) = rest.next_if(|next| next.level > heading.level) {
        inside.push(under(deeper, rest, end));
    }
    let stop = rest.peek().map_or(end, |next| next.span.start);
    Symbol {
        sort: Sort::Heading,
        name: match heading.text.trim() {
            "" => "#".to_owned(),
            text => text.to_owned(),
        },
        detail: None,
        span: Span {
            start: heading.span.start,
            end: stop.max(heading.span.end),
        },
        name_span: heading.span,
        inside,
    }
}

fn within(span: Span, around: Span) -> Span {
    match around.contains(span) {
        true => span,
        false => Span {
            end: around.start,
            ..around
        },
    }
}

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// A document that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// `kind/id`.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Its id.
    pub spot: Spot,
}

/// More are not worth reading; somebody who looks for less types more.
const MAX_FOUND: usize = 500;

/// Documents whose `kind/id` or title holds a text, whatever the case; all for the empty text.
pub fn anywhere(model: &Model, query: &str) -> Vec<Found> {
    let query = query.to_lowercase();
    let found = model.documents.iter().filter_map(|document| {
        let (name, title) = (document.subject(), title(model, document));
        let holds = |text: &str| text.to_lowercase().contains(&query);
        (holds(&name) || holds(&title)).then(|| Found {
            name,
            title,
            spot: Spot {
                path: Arc::clone(&document.file.path),
                span: document.place(),
            },
        })
    });
    found.take(MAX_FOUND).collect()
}

/// What names a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uses {
    /// The id of the document.
    pub at: Span,
    /// How many documents of which kinds, in words: `3 risks, 1 policy`.
    pub words: String,
    /// Every place that names it.
    pub places: Vec<Spot>,
}

/// For each document of a file that others name: what names it, or an item in it.
pub fn uses(model: &Model, path: &str) -> Vec<Uses> {
    let used = of_file(model, path).filter_map(|at| {
        let document = &model.documents[at];
        let others: Vec<(&Document, Span)> = model
            .referrers(document)
            .filter(|(other, _)| !std::ptr::eq(*other, document))
            .map(|(other, reference)| (other, reference.span))
            .collect();
        let place = |(other, span): &(&Document, Span)| Spot {
            path: Arc::clone(&other.file.path),
            span: *span,
        };
        (!others.is_empty()).then(|| Uses {
            at: document.place(),
            words: summed(&others),
            places: others.iter().map(place).collect(),
        })
    });
    used.collect()
}

/// `3 risks, 1 policy`: each document once.
fn summed(named: &[(&Document, Span)]) -> String {
    let mut by_kind: BTreeMap<Kind, Vec<*const Document>> = BTreeMap::new();
    for (document, _) in named {
        let all = by_kind.entry(document.kind).or_default();
        let place: *const Document = *document;
        if all.last() != Some(&place) {
            all.push(place);
        }
    }
    let words = by_kind
        .into_iter()
        .map(|(kind, all)| counted(kind, all.len()));
    words.collect::<Vec<_>>().join(", ")
}

/// `1 risk`, `3 risks`.
pub fn counted(kind: Kind, count: usize) -> String {
    match count {
        1 => format!("1 {}", kind.name()),
        count => format!("{count} {}", plural(kind.name())),
    }
}

/// `policies`, `processes`, `risks`.
fn plural(name: &str) -> String {
    match name.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if name == "evidence" => name.to_owned(),
        None if name.ends_with('s') => format!("{name}es"),
        None => format!("{name}s"),
    }
}
