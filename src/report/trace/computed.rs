//! A computed value with what it came from: the one shape in which every sort of value is explained.

use crate::assess::known::{Known, Step, Unknown};
use crate::model::document::Document;
use crate::report::place::{Derived, Source};
use serde::Serialize;

/// A value, or why it cannot be known, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Computed {
    /// What it is called, such as `current level`.
    pub name: String,
    /// The value in words; `None` when it is unknown.
    pub value: Option<String>,
    /// Why it is unknown, with the place to mend.
    pub unknown: Option<Derived>,
    /// The inputs, in order, each with its place.
    pub steps: Vec<Derived>,
}

impl Computed {
    /// A known value without inputs yet.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            value: Some(value.into()),
            unknown: None,
            steps: Vec::new(),
        }
    }

    /// A value in words, or why it is unknown.
    pub fn known<T>(
        name: impl Into<String>,
        value: &Known<T>,
        words: impl Fn(&T) -> String,
    ) -> Self {
        match value {
            Ok(value) => Self::new(name, words(value)),
            Err(unknown) => Self::unknown(name, unknown),
        }
    }

    /// A value that cannot be known.
    pub fn unknown(name: impl Into<String>, why: &Unknown) -> Self {
        Self {
            name: name.into(),
            value: None,
            unknown: Some(Derived {
                text: why.why.clone(),
                path: Some(why.path.to_string()).filter(|path| !path.is_empty()),
                line: Some(why.line).filter(|_| !why.path.is_empty()),
            }),
            steps: Vec::new(),
        }
    }

    /// With inputs that were noted while it was computed.
    pub fn steps(mut self, steps: &[Step]) -> Self {
        self.steps.extend(steps.iter().map(Derived::from));
        self
    }

    /// With an input that is written in a field.
    pub fn at(mut self, document: &Document, field: &str, text: impl Into<String>) -> Self {
        self.push(text, Some(Source::at(document, field)));
        self
    }

    /// Adds an input, written at a place if it is written anywhere.
    pub fn push(&mut self, text: impl Into<String>, place: Option<Source>) {
        let (path, line) = place.map_or((None, None), |at| (Some(at.path), Some(at.line)));
        self.steps.push(Derived {
            text: text.into(),
            path,
            line,
        });
    }
}
