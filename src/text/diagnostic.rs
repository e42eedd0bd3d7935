//! Findings as data: where, what, why it matters, and the way out.

use super::edit::Edit;
use super::source::Span;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// How much a finding weighs; the order is the weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// To be mended before the next stage.
    Warning,
    /// Fails the check.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// What a rule weighs at one stage: nothing, or a severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The rule does not speak.
    Off,
    /// The rule speaks with this weight.
    On(Severity),
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::On(severity) => severity.fmt(f),
        }
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "off" => Ok(Self::Off),
            "info" => Ok(Self::On(Severity::Info)),
            "warning" => Ok(Self::On(Severity::Warning)),
            "error" => Ok(Self::On(Severity::Error)),
            other => Err(format!(
                "`{other}` is not a level; write error, warning, info or off"
            )),
        }
    }
}

/// The stage of the organisation, which sets what a rule weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The ISMS is being built: what is merely missing warns.
    Building,
    /// Before the Stage 1 audit: what fails there is an error.
    #[serde(rename = "stage-1")]
    Stage1,
    /// Certified: records, evidence and overdue dates count too.
    Certified,
}

impl Stage {
    /// All stages, in the order in which an organisation passes them.
    pub const ALL: [Self; 3] = [Self::Building, Self::Stage1, Self::Certified];
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Building => "building",
            Self::Stage1 => "stage-1",
            Self::Certified => "certified",
        })
    }
}

impl FromStr for Stage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|stage| stage.to_string() == text)
            .ok_or_else(|| format!("`{text}` is not a stage; write building, stage-1 or certified"))
    }
}

/// What a rule weighs at each stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// While building.
    pub building: Level,
    /// Before Stage 1.
    pub stage_1: Level,
    /// Once certified.
    pub certified: Level,
}

impl Levels {
    /// The level at one stage.
    pub fn at(self, stage: Stage) -> Level {
        match stage {
            Stage::Building => self.building,
            Stage::Stage1 => self.stage_1,
            Stage::Certified => self.certified,
        }
    }
}

/// What is public about a rule: its name is the same in `explain`, `isms.toml`, suppressions and SARIF.
#[derive(Debug, Clone, Copy)]
pub struct RuleInfo {
    /// Stable kebab-case name that says the defect.
    pub name: &'static str,
    /// The family it belongs to, such as `risk` or `reading`.
    pub family: &'static str,
    /// Clauses of ISO/IEC 27001:2022 (or Annex A controls) that make it matter.
    pub clauses: &'static [&'static str],
    /// What it weighs at each stage.
    pub levels: Levels,
    /// The page of the rule, in Markdown; its first paragraph is the summary.
    pub doc: &'static str,
    /// Whether its findings may carry a fix.
    pub fix: bool,
}

impl RuleInfo {
    /// The first paragraph of the page, on one line.
    pub fn summary(&self) -> String {
        let paragraph = self.doc.trim().split("\n\n").next().unwrap_or_default();
        paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A further place that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Path relative to the root.
    pub path: Arc<str>,
    /// Where in that file.
    pub span: Span,
    /// What is there, such as "accepted here".
    pub message: String,
}

/// Edits of one file that belong to a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    /// Path relative to the root.
    pub path: Arc<str>,
    /// The splice.
    pub edit: Edit,
}

/// A change that removes the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as an imperative: "write `modify`".
    pub title: String,
    /// Whether it can be applied without a person judging the meaning.
    pub safe: bool,
    /// The splices, which do not overlap.
    pub edits: Vec<FileEdit>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule.
    pub rule: &'static str,
    /// Weight; the pipeline sets it from the rule, the stage and the settings.
    pub severity: Severity,
    /// Path relative to the root; inside `Parsed` empty until the file is known.
    pub path: Arc<str>,
    /// The smallest place that shows the defect; an empty span at 0 is the whole file.
    pub span: Span,
    /// Names the item and the value.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// `kind/id` of the document that the finding is about.
    pub subject: Option<String>,
    /// Path of the field in that document, such as `treatment.actions[2].due`.
    pub field: Option<String>,
    /// Clauses that make it matter; the pipeline sets them from the rule.
    pub clauses: &'static [&'static str],
    /// Further places.
    pub related: Vec<Label>,
    /// Ways out that the tool can take itself.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// A finding of a rule at a place of a file.
    pub fn new(
        rule: &'static str,
        path: &Arc<str>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            path: Arc::clone(path),
            span,
            message: message.into(),
            help: None,
            subject: None,
            field: None,
            clauses: &[],
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the document it is about, as `kind/id`.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Names the field it is about.
    #[must_use]
    pub fn field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Shows a further place.
    #[must_use]
    pub fn label(mut self, path: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Label {
            path: Arc::clone(path),
            span,
            message: message.into(),
        });
        self
    }

    /// Offers to replace the text of `span`, in the same file, by `text`.
    #[must_use]
    pub fn fix(
        self,
        title: impl Into<String>,
        safe: bool,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        self.fix_by(
            title,
            safe,
            vec![Edit {
                span,
                text: text.into(),
            }],
        )
    }

    /// Offers to make several edits, all in the same file.
    #[must_use]
    pub fn fix_by(mut self, title: impl Into<String>, safe: bool, edits: Vec<Edit>) -> Self {
        let edits = edits.into_iter().map(|edit| FileEdit {
            path: Arc::clone(&self.path),
            edit,
        });
        self.fixes.push(Fix {
            title: title.into(),
            safe,
            edits: edits.collect(),
        });
        self
    }

    /// The same finding, now that the file is known.
    #[must_use]
    pub fn in_file(mut self, path: &Arc<str>) -> Self {
        self.path = Arc::clone(path);
        for label in &mut self.related {
            label.path = Arc::clone(path);
        }
        for edit in self.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.path = Arc::clone(path);
        }
        self
    }
}
