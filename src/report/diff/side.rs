//! One side of a comparison: a state of the repository with what follows from it, and its name.

use crate::analysis::findings::Findings;
use crate::model::scalar::Date;
use crate::report::input::Inputs;
use serde::Serialize;

/// One side.
#[derive(Clone)]
pub struct Side<'a> {
    /// Everything that reports look at.
    pub inputs: &'a Inputs<'a>,
    /// What is found at the stage of the head side; `None` where there is no ISMS.
    pub findings: Option<&'a Findings>,
    /// What it is called.
    pub line: SideLine,
}

/// What a side is called, and when it was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideLine {
    /// The revision as it was asked for, or `working tree`.
    pub name: String,
    /// The full commit id, with `-dirty` when the working tree differs from it; `None` outside git.
    pub revision: Option<String>,
    /// The day as of which it was judged.
    pub as_of: Date,
    /// How it was chosen, in words; `None` when it was named.
    pub chosen: Option<String>,
    /// Whether there is an `isms.toml`; without it the whole ISMS is new.
    pub exists: bool,
}

impl SideLine {
    /// The name, with the first digits of the commit where that says more.
    pub fn called(&self) -> String {
        let Some(revision) = &self.revision else {
            return self.name.clone();
        };
        let short: String = revision.chars().take(10).collect();
        match revision.starts_with(&self.name) {
            true => short,
            false if revision.ends_with("-dirty") => self.name.clone(),
            false => format!("{} ({short})", self.name),
        }
    }
}
