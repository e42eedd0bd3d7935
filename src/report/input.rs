//! What a report is computed from: plain data, so that a report is a pure function.

use crate::assess::assessment::Assessment;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use crate::text::diagnostic::{Diagnostic, Stage};
use crate::text::proof::Proofs;
use serde::Serialize;

/// Everything that reports look at.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// The documents and their links.
    pub model: &'a Model,
    /// What follows from them.
    pub assessment: &'a Assessment<'a>,
    /// The day.
    pub as_of: Date,
    /// The stage of the organisation.
    pub stage: Stage,
    /// The commit that was read, with `-dirty` when the tree differs; `None` outside git.
    pub revision: Option<String>,
    /// What could not be read, as reading reports it; reports add what they find missing themselves.
    pub incomplete: Vec<Incomplete>,
    /// What every rule finds, whatever its level and whether or not it is suppressed: what is shown is
    /// judged by the defects there are, not by those that somebody wants to hear of.
    pub defects: &'a [Diagnostic],
    /// What git says of the decisions.
    pub proofs: &'a Proofs,
    /// What was asked for beyond the name of the report.
    pub ask: &'a Ask,
}

/// What a report may be asked for beyond its name; most reports need nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// Id of the document that it is about.
    pub id: Option<String>,
    /// Attribute of controls by which rows are grouped.
    pub by: Option<String>,
    /// How many items a sample holds.
    pub sample: Option<usize>,
    /// What makes a sample reproducible.
    pub seed: Option<String>,
}

/// Something that could not be read or known, with the place to mend.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Incomplete {
    /// Path of the file, from the root.
    pub path: String,
    /// 1-based line.
    pub line: usize,
    /// What stands in the way.
    pub why: String,
    /// Subjects such as `risk/R-014` whose values are therefore unknown; empty when that cannot be told.
    pub affects: Vec<String>,
}

impl Incomplete {
    /// A place that could not be read; what it affects is not known here.
    pub fn new(path: impl Into<String>, line: usize, why: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line,
            why: why.into(),
            affects: Vec::new(),
        }
    }
}

impl Ask {
    /// Nothing beyond the name.
    pub const NONE: &'static Self = &Self {
        id: None,
        by: None,
        sample: None,
        seed: None,
    };
}
