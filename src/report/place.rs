//! Places in the repository, and steps of derivations with theirs.

use crate::assess::known::Step;
use crate::model::document::Document;
use serde::Serialize;

/// A place in the repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Source {
    /// Path from the root.
    pub path: String,
    /// 1-based line.
    pub line: usize,
}

impl Source {
    /// The place that stands for a document.
    pub fn of(document: &Document) -> Self {
        Self::at(document, "")
    }

    /// The place of a field of a document.
    pub fn at(document: &Document, field: &str) -> Self {
        let span = if field.is_empty() {
            document.place()
        } else {
            document.place_of(field)
        };
        Self {
            path: document.file.path.to_string(),
            line: document.file.position(span.start).line,
        }
    }
}

/// A step of how a number came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// What it says.
    pub text: String,
    /// Path of where that is written; `None` when it follows from the steps before.
    pub path: Option<String>,
    /// 1-based line of that place.
    pub line: Option<usize>,
}

impl From<&Step> for Derived {
    fn from(step: &Step) -> Self {
        let place = step.place.as_ref();
        Self {
            text: step.text.clone(),
            path: place.map(|(path, _)| path.to_string()),
            line: place.map(|(_, line)| *line),
        }
    }
}
