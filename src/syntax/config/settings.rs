//! What `isms.toml` can say, with what holds when it says nothing.

use crate::text::diagnostic::{Level, Severity, Stage};
use crate::text::source::Span;
use std::collections::BTreeMap;

/// The settings of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The stage of the organisation, which sets what each rule weighs; `building` by default.
    pub stage: Stage,
    /// Folders and globs, relative to the root, below which documents are read; `["isms"]` by default.
    pub documents: Vec<String>,
    /// Ids of the catalogs of controls, the primary one first; `["iso27001-2022"]` by default.
    pub catalogs: Vec<String>,
    /// The weight from which findings fail a check; `error` by default.
    pub fail_on: Severity,
    /// Rules whose level differs from that of the stage, in the order of the file.
    pub rules: Vec<RuleSetting>,
    /// `[site]`: what is rendered, and where to.
    pub site: Site,
    /// `[pack]`: what is handed over.
    pub pack: Pack,
    /// `[audience]`: what those outside may see.
    pub audience: Audiences,
    /// `[git]`: what the history is asked to prove.
    pub git: Git,
    /// Where each value stands that the file gives, by its path, such as `catalogs[0]` or `site.out`.
    pub places: BTreeMap<String, Span>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            stage: Stage::Building,
            documents: vec!["isms".to_owned()],
            catalogs: vec!["iso27001-2022".to_owned()],
            fail_on: Severity::Error,
            rules: Vec::new(),
            site: Site::default(),
            pack: Pack::default(),
            audience: Audiences::default(),
            git: Git::default(),
            places: BTreeMap::new(),
        }
    }
}

/// One line of `[rules]`. Which rules exist is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSetting {
    /// Name of the rule, as it is written.
    pub name: String,
    /// What the rule weighs at every stage.
    pub level: Level,
    /// Where the name stands.
    pub span: Span,
}

/// `[site]`: what is rendered, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Folder of rendered output, relative to the root, never read as documents; `out` by default.
    pub out: String,
    /// Folder, relative to the root, whose templates override the built-in ones of the same name.
    pub templates: Option<String>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            out: "out".to_owned(),
            templates: None,
        }
    }
}

/// `[pack]`: reserved for the audit pack; no key is defined yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pack {}

/// `[audience]`: the highest classification that each audience outside may see, as it is written. Which
/// levels there are is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audiences {
    /// `[audience.customer] classification`; when absent, the lowest level of the organisation.
    pub customer: Option<String>,
    /// `[audience.auditor] classification`; when absent, there is no limit.
    pub auditor: Option<String>,
}

/// `[git]`: what the history is asked to prove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Git {
    /// The branch whose first-parent history counts; when absent, what the repository itself says.
    pub default_branch: Option<String>,
    /// Whether decisions are proved by commits once the stage is past `building`; true by default.
    pub proof: bool,
    /// Trailers of merge and squash commits that may name who decided, such as `Approved-by`.
    pub trailers: Vec<String>,
    /// Whether a commit that brings a decision must bear a valid signature; false by default.
    pub signatures: bool,
    /// File, relative to the root, that lists whose SSH signatures count (as git's `allowedSignersFile`).
    pub allowed_signers: Option<String>,
    /// Whether `git verify-commit` may be run to check OpenPGP signatures; false by default.
    pub openpgp: bool,
    /// Whether who approves must not have written what is approved; false by default.
    pub four_eyes: bool,
}

impl Default for Git {
    fn default() -> Self {
        Self {
            default_branch: None,
            proof: true,
            trailers: Vec::new(),
            signatures: false,
            allowed_signers: None,
            openpgp: false,
            four_eyes: false,
        }
    }
}
