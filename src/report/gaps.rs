//! What a report could not know, gathered while its rows are built: null in the row, named in the header.

use super::input::{Incomplete, Inputs};
use crate::assess::known::{Known, Unknown};
use crate::model::Kind;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is missing, each place once, with what it makes unknown.
#[derive(Debug, Default)]
pub struct Gaps(BTreeMap<(String, usize, String), BTreeSet<String>>);

impl Gaps {
    /// What reading reported, files that could not be read, and broken documents of the kinds that
    /// feed a report: they may hold rows, reasons or links that are missing from it.
    pub fn new(inputs: &Inputs<'_>, kinds: &[Kind]) -> Self {
        let mut gaps = Self::default();
        for told in &inputs.incomplete {
            gaps.slot(&told.path, told.line, &told.why)
                .extend(told.affects.iter().cloned());
        }
        let told = |path: &str| inputs.incomplete.iter().any(|told| told.path == path);
        for file in inputs.model.unread.iter().filter(|file| !told(&file.path)) {
            gaps.slot(
                &file.path,
                1,
                "the file could not be read; what it holds is missing here",
            );
        }
        for document in inputs.model.documents.iter() {
            if !document.is_whole() && kinds.contains(&document.kind) {
                gaps.note(&Unknown::broken(document), &document.subject());
            }
        }
        gaps
    }

    fn slot(&mut self, path: &str, line: usize, why: &str) -> &mut BTreeSet<String> {
        self.0
            .entry((path.to_owned(), line, why.to_owned()))
            .or_default()
    }

    /// Notes why something is unknown for a subject such as `risk/R-014`.
    pub fn note(&mut self, unknown: &Unknown, subject: &str) {
        self.slot(&unknown.path, unknown.line, &unknown.why)
            .insert(subject.to_owned());
    }

    /// The value, if it is known; otherwise why not is noted.
    pub fn known<'k, T>(&mut self, value: &'k Known<T>, subject: &str) -> Option<&'k T> {
        match value {
            Ok(value) => Some(value),
            Err(unknown) => {
                self.note(unknown, subject);
                None
            }
        }
    }

    /// Everything that is missing, by place.
    pub fn into_list(self) -> Vec<Incomplete> {
        let each = self.0.into_iter();
        each.map(|((path, line, why), affects)| Incomplete {
            path,
            line,
            why,
            affects: affects.into_iter().collect(),
        })
        .collect()
    }
}
