//! A document in its file: what it is, what it says, and places in it by the name of a field.

use super::kept::Kept;
use super::{Body, Kind, OfKind};
use crate::syntax::de::Reference;
use crate::syntax::markdown::Markdown;
use crate::syntax::node::Node;
use crate::syntax::yaml_edit;
use crate::text::diagnostic::Diagnostic;
use crate::text::edit::Edit;
use crate::text::source::{SourceFile, Span};
use std::ops::Deref;
use std::sync::Arc;

/// What was read from one document of a text; it depends on that text alone.
#[derive(Debug)]
pub struct Content {
    /// What it is.
    pub kind: Kind,
    /// Its id; empty for a kind of which there is one, and when it cannot be read.
    pub id: Box<str>,
    /// The tree, with places.
    pub node: Node,
    /// What it says.
    pub body: Body,
    /// The references in it.
    pub references: Vec<Reference>,
    /// The Markdown below the front matter; an empty span in YAML.
    pub prose: Span,
    /// Headings, links and blocks of the Markdown, with places in the whole file; `None` in YAML.
    pub page: Option<Arc<Markdown>>,
    /// What else follows from it.
    pub kept: Kept,
}

/// A document in its file.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub file: Arc<SourceFile>,
    content: Arc<Content>,
}

impl Deref for Document {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.content
    }
}

impl Document {
    /// A document of this content in this file.
    pub fn new(file: Arc<SourceFile>, content: Arc<Content>) -> Self {
        Self { file, content }
    }

    /// `kind/id`, or the kind alone where there is one.
    pub fn subject(&self) -> String {
        if self.id.is_empty() {
            self.kind.name().to_owned()
        } else {
            format!("{}/{}", self.kind.name(), self.id)
        }
    }

    /// Whether it has no problem of shape.
    pub fn is_whole(&self) -> bool {
        !matches!(self.body, Body::Broken)
    }

    /// What it says, if it is of this kind and whole.
    pub fn is<T: OfKind>(&self) -> Option<&T> {
        T::of(&self.body)
    }

    /// The smallest place that stands for the whole document: its id, or its kind.
    pub fn place(&self) -> Span {
        let key = ["id", "kind"]
            .into_iter()
            .find_map(|key| self.node.get(key));
        key.map_or(
            Span {
                end: self.node.span.start,
                ..self.node.span
            },
            |node| node.span,
        )
    }

    /// The place of a field such as `treatment.actions[2].due`; where that is absent, of the nearest
    /// field around it that can be named, and at last of the document.
    pub fn place_of(&self, field: &str) -> Span {
        let (reached, node) = self.node.nearest(field);
        if reached.is_empty() {
            return self.place();
        }
        if reached == field {
            return node.span;
        }
        let name = ["id", "control", "by", "on"]
            .into_iter()
            .find_map(|key| node.get(key));
        let first = node.entries().first().map(|entry| entry.key_span);
        name.map(|named| named.span).or(first).unwrap_or(node.span)
    }

    /// A finding about a field of this document; a field that is absent is named all the same, at the
    /// nearest place there is. The empty field is the document itself.
    pub fn finding(
        &self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        let span = if field.is_empty() {
            self.place()
        } else {
            self.place_of(field)
        };
        let found = Diagnostic::new(rule, &self.file.path, span, message).subject(self.subject());
        if field.is_empty() {
            found
        } else {
            found.field(field)
        }
    }

    /// The edits that write a word at a place, in the quotes that it has there.
    pub fn rewritten(&self, span: Span, word: &str) -> Vec<Edit> {
        let quote = self.file.slice(span).chars().next();
        let quote = quote.filter(|c| matches!(c, '"' | '\'')).map(String::from);
        let quote = quote.unwrap_or_default();
        let text = format!("{quote}{word}{quote}");
        vec![Edit { span, text }]
    }

    /// The edits that remove a field with its key; `None` where the layout is too unusual.
    pub fn without(&self, field: &str) -> Option<Vec<Edit>> {
        yaml_edit::remove(&self.file.text, &self.node, field)
    }

    /// A finding at a place in the Markdown of this document.
    pub fn finding_at(
        &self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(rule, &self.file.path, span, message).subject(self.subject())
    }

    /// The 1-based line of a field, for reports.
    pub fn line_of(&self, field: &str) -> usize {
        self.file.position(self.place_of(field).start).line
    }

    /// What this document is called: its title or name, else its id.
    pub fn title(&self) -> &str {
        let named = ["title", "name"]
            .into_iter()
            .find_map(|key| self.node.get(key)?.text());
        named.unwrap_or(if self.id.is_empty() {
            self.kind.name()
        } else {
            &self.id
        })
    }

    /// The Markdown below the front matter.
    pub fn markdown(&self) -> &str {
        self.file.slice(self.prose)
    }
}

/// A whole document of a known kind: places of the document, fields of the kind.
#[derive(Debug)]
pub struct Whole<'a, T> {
    /// The document, for places.
    pub document: &'a Document,
    /// What it says.
    pub data: &'a T,
}

impl<T> Clone for Whole<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Whole<'_, T> {}

impl<T> Deref for Whole<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.data
    }
}

impl<'a, T> Whole<'a, T> {
    /// See [`Document::finding`].
    pub fn finding(
        &self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.document.finding(rule, field, message)
    }

    /// The id of the document.
    pub fn doc_id(&self) -> &'a str {
        &self.document.id
    }
}

/// Shows a further place on a finding: a field of another (or the same) document.
pub trait Also {
    /// Adds the place of `field` in `document` with what is there.
    #[must_use]
    fn also(self, document: &Document, field: &str, message: impl Into<String>) -> Self;
}

impl Also for Diagnostic {
    fn also(self, document: &Document, field: &str, message: impl Into<String>) -> Self {
        self.label(&document.file.path, document.place_of(field), message)
    }
}
