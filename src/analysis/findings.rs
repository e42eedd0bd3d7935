//! What a check says, as plain data: the findings, their tally, and the files they point into.

use crate::text::diagnostic::{Diagnostic, RuleInfo, Severity, Stage};
use crate::text::source::{Position, SourceFile, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many there are of each; every number that is not zero is told to the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Summary {
    /// Findings that are errors.
    pub errors: usize,
    /// Findings that are warnings.
    pub warnings: usize,
    /// Findings that are informations.
    pub infos: usize,
    /// Findings that an accountable record in the documents silences.
    pub suppressed: usize,
    /// Findings that the baseline silences.
    pub baselined: usize,
    /// Files that were read, or could not be.
    pub files: usize,
    /// Documents in those files.
    pub documents: usize,
    /// Documents that some rule could not judge, because they or what they need are broken.
    pub not_judged: usize,
}

/// A control, and whether it counts here: a check shows it whether or not something is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Its id, such as `A.5.17`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Whether it is applicable; `None` when that is undecided or cannot be known.
    pub applicable: Option<bool>,
}

/// The outcome of a check.
#[derive(Debug, Clone)]
pub struct Findings {
    /// The day as of which everything was judged.
    pub as_of: jiff::civil::Date,
    /// The stage of the organisation that set the levels.
    pub stage: Stage,
    /// The commit that was read, with `-dirty` when the tree differs; `None` outside git.
    pub revision: Option<String>,
    /// The tally.
    pub summary: Summary,
    /// The findings, sorted by path, start, rule, message.
    pub diagnostics: Vec<Diagnostic>,
    /// Every rule there is, sorted by name.
    pub rules: Vec<RuleInfo>,
    /// Names of the rules that ran, sorted: where one of them found nothing, all is well.
    pub ran: Vec<&'static str>,
    /// The controls of the catalogs in force, in their order.
    pub controls: Vec<Control>,
    /// The files that could be read, by path.
    pub sources: Arc<BTreeMap<Arc<str>, Arc<SourceFile>>>,
    /// Path of the root below the git root, with `/`; empty when they are the same.
    pub prefix: String,
}

impl Findings {
    /// Keeps only findings in paths that `inside` holds, and counts anew.
    pub fn keep(&mut self, inside: &dyn Fn(&str) -> bool) {
        self.diagnostics.retain(|finding| inside(&finding.path));
        self.count();
    }

    /// Counts the findings of each severity anew.
    pub fn count(&mut self) {
        let count = |severity| {
            self.diagnostics
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
        };
        self.summary.errors = count(Severity::Error);
        self.summary.warnings = count(Severity::Warning);
        self.summary.infos = count(Severity::Info);
    }

    /// How many findings a fix can be applied to without a look, and how many after one.
    pub fn fixable(&self) -> (usize, usize) {
        let with = |safe: bool| {
            let fixable = |found: &&Diagnostic| {
                let best = found.fixes.iter().map(|fix| fix.safe).max();
                best == Some(safe)
            };
            self.diagnostics.iter().filter(fixable).count()
        };
        (with(true), with(false))
    }

    /// The heaviest severity among the findings.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|found| found.severity).max()
    }

    /// Whether a finding weighs at least as much as the failing level.
    pub fn exceeds(&self, fail_on: Severity) -> bool {
        self.worst().is_some_and(|worst| worst >= fail_on)
    }

    /// The file of this path, if it could be read.
    pub fn source(&self, path: &str) -> Option<&SourceFile> {
        self.sources.get(path).map(AsRef::as_ref)
    }

    /// Both ends of a place; 1:1 when the file could not be read.
    pub fn positions(&self, path: &str, span: Span) -> (Position, Position) {
        const START: Position = Position { line: 1, column: 1 };
        self.source(path)
            .map_or((START, START), |source| source.positions(span))
    }

    /// The first and the last line of a place, 1-based; an end at the start of a line is one of the line
    /// before, for ends are exclusive.
    pub fn lines(&self, path: &str, span: Span) -> (usize, usize) {
        let (start, end) = self.positions(path, span);
        let last = if end.column == 1 {
            end.line - 1
        } else {
            end.line
        };
        (start.line, last.max(start.line))
    }

    /// The path from the git root, as forges want it.
    pub fn git_path(&self, path: &str) -> String {
        match self.prefix.trim_matches('/') {
            "" => path.to_owned(),
            prefix => format!("{prefix}/{path}"),
        }
    }

    /// The findings with the heaviest first, otherwise in their order.
    pub fn heaviest_first(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        sorted.sort_by_key(|found| std::cmp::Reverse(found.severity));
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(severities: &[Severity], prefix: &str) -> Findings {
        let path: Arc<str> = "a.yaml".into();
        let found = |&severity| {
            let mut found = Diagnostic::new("rule", &path, Span::default(), "message");
            found.severity = severity;
            found
        };
        Findings {
            as_of: jiff::civil::date(2026, 11, 20),
            stage: Stage::Building,
            revision: None,
            summary: Summary::default(),
            diagnostics: severities.iter().map(found).collect(),
            rules: Vec::new(),
            ran: Vec::new(),
            controls: Vec::new(),
            sources: Arc::default(),
            prefix: prefix.to_owned(),
        }
    }

    #[test]
    fn only_findings_at_or_above_the_failing_level_fail() {
        let warned = findings(&[Severity::Info, Severity::Warning], "");
        assert!(warned.exceeds(Severity::Warning));
        assert!(!warned.exceeds(Severity::Error));
        assert!(!findings(&[], "").exceeds(Severity::Info));
    }

    #[test]
    fn forges_see_paths_from_the_git_root() {
        assert_eq!(findings(&[], "").git_path("a.yaml"), "a.yaml");
        assert_eq!(findings(&[], "docs/isms").git_path("a"), "docs/isms/a");
    }

    #[test]
    fn a_file_that_could_not_be_read_is_pointed_at_as_a_whole() {
        let (start, end) = findings(&[], "").positions("gone.yaml", Span::new(4, 9));
        assert_eq!((start.line, start.column, end), (1, 1, start));
    }
}
