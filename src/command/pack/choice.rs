//! What a person chose of a pack.

use crate::command::pdf;
use crate::report::audience::Audience;
use std::collections::BTreeSet;
use std::fmt;

/// Which findings go into a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Findings {
    /// None; the manifest says so.
    None,
    /// Those that no nonconformity and no dated action speaks for.
    #[default]
    Open,
    /// All.
    Full,
}

impl fmt::Display for Findings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::None => "none",
            Self::Open => "open",
            Self::Full => "full",
        })
    }
}

/// Everything that decides what is in a pack, beside the state and the day.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// For whom it is.
    pub(crate) audience: Audience,
    /// Which findings go in.
    pub(crate) findings: Findings,
    /// The tag that was named.
    pub(crate) tag: Option<String>,
    /// Whether policies, Statement of Applicability and treatment plan go in as PDF, too.
    pub(crate) pdf: bool,
    /// What becomes of files of which git holds a pointer alone.
    pub(crate) pointers: Pointers,
}

/// What becomes of files of which git holds a pointer alone, and Git LFS the content.
#[derive(Debug, Clone, Default)]
pub(crate) enum Pointers {
    /// The content goes in where it is here.
    #[default]
    Followed,
    /// As a pack has it that was made elsewhere: all contents are in it but for these files. What they hold
    /// is known by the digests in the pointers, wherever the contents are.
    Known {
        /// Files that are not in that pack.
        absent: BTreeSet<String>,
    },
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            audience: Audience::Auditor,
            findings: Findings::Open,
            tag: None,
            pdf: pdf::BUILT,
            pointers: Pointers::Followed,
        }
    }
}
