//! Findings as the editor shows them. A file is told again when its findings are others than before, and
//! an open one with each version, so that the editor knows which text they are of.

use super::convert::{self, Units};
use super::state::Sight;
use super::wire::Wire;
use super::world::{SETTINGS, World, shown};
use crate::rules;
use crate::syntax::config::{ConfigError, Settings};
use crate::text::diagnostic::{Diagnostic, Label, Level, Severity, Stage};
use crate::text::source::Span;
use anyhow::Result;
use lsp_types::{
    DiagnosticRelatedInformation, DiagnosticTag, Location, MessageType, NumberOrString,
    PublishDiagnosticsParams, Range,
};
use serde_json::json;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What was found last, by file, and what the editor was told of it.
#[derive(Default)]
pub(super) struct Found {
    by_file: BTreeMap<Arc<str>, Vec<Diagnostic>>,
    told: BTreeMap<Arc<str>, Told>,
}

/// The version of an open text, and what is found in it.
type Told = (Option<i32>, Vec<lsp_types::Diagnostic>);

impl Found {
    /// What was found in a file.
    pub(super) fn of(&self, path: &str) -> impl Iterator<Item = &Diagnostic> {
        self.by_file.get(path).into_iter().flatten()
    }

    /// Judges what is seen, and tells what is new; where nothing is seen, only of the settings.
    pub(super) fn refresh(
        &mut self,
        sight: Option<&Sight<'_>>,
        world: Option<&World>,
        units: Units,
        wire: &mut Wire<'_>,
    ) -> Result<()> {
        match (sight, world) {
            (Some(sight), _) => self.judge(sight, wire),
            (None, Some(world)) => self.settings_alone(world, units, wire),
            (None, None) => Ok(()),
        }
    }

    fn judge(&mut self, sight: &Sight<'_>, wire: &mut Wire<'_>) -> Result<()> {
        // A mistake in a rule must not cost the editor its server: what was told last stays.
        let Ok(judged) = catch_unwind(AssertUnwindSafe(|| sight.judged())) else {
            let message =
                "a rule failed on what is being typed; the findings are older than the text";
            let params = json!({"type": MessageType::ERROR, "message": message});
            return wire.tell("window/logMessage", params);
        };
        self.by_file.clear();
        let torn = torn_problems(sight);
        let judged = judged.diagnostics.into_iter();
        let judged = judged.filter_map(|finding| as_typed(sight, finding));
        for finding in judged.chain(torn) {
            let path = Arc::clone(&finding.path);
            self.by_file.entry(path).or_default().push(finding);
        }
        let mut now: BTreeMap<Arc<str>, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
        for (path, findings) in &self.by_file {
            let told = findings.iter().map(|finding| told(sight, finding));
            now.insert(Arc::clone(path), told.collect());
        }
        now.extend(settings_told(sight.world, sight.client.units));
        self.publish(sight.world, now, wire)
    }

    /// Says nothing but what is wrong with the settings, for nothing else could be read.
    fn settings_alone(&mut self, world: &World, units: Units, wire: &mut Wire<'_>) -> Result<()> {
        self.by_file.clear();
        let now = settings_told(world, units);
        self.publish(world, now.into_iter().collect(), wire)
    }

    /// Takes back all that was said.
    pub(super) fn take_back(&mut self, world: &World, wire: &mut Wire<'_>) -> Result<()> {
        self.by_file.clear();
        self.publish(world, BTreeMap::new(), wire)
    }

    fn publish(
        &mut self,
        world: &World,
        mut now: BTreeMap<Arc<str>, Vec<lsp_types::Diagnostic>>,
        wire: &mut Wire<'_>,
    ) -> Result<()> {
        let known = self.told.keys().chain(world.buffers.keys());
        let known: Vec<Arc<str>> = known.cloned().collect();
        for path in known {
            now.entry(path).or_default();
        }
        let mut all: BTreeMap<Arc<str>, Told> = BTreeMap::new();
        for (path, diagnostics) in now {
            let version = world.buffers.get(&path).map(|buffer| buffer.version);
            let told = (version, diagnostics);
            if self.told.get(&path) != Some(&told) {
                tell(world, &path, &told, wire)?;
            }
            // Of a file that is not open, nothing is what holds anyway.
            if told.0.is_some() || !told.1.is_empty() {
                all.insert(path, told);
            }
        }
        self.told = all;
        Ok(())
    }
}

fn tell(world: &World, path: &str, told: &Told, wire: &mut Wire<'_>) -> Result<()> {
    let Some(uri) = world.uri(path) else {
        return Ok(());
    };
    let params = PublishDiagnosticsParams {
        uri,
        diagnostics: told.1.clone(),
        version: told.0,
    };
    wire.tell("textDocument/publishDiagnostics", json!(params))
}

/// What keeps torn texts from being read.
fn torn_problems(sight: &Sight<'_>) -> Vec<Diagnostic> {
    let session = &sight.seen.session;
    let torn = sight.world.buffers.values();
    let torn = torn.filter_map(|buffer| buffer.torn.as_ref());
    let problems = torn.flat_map(|torn| &torn.problems);
    let weighed = problems.filter_map(|problem| {
        let severity = severity(problem.rule, &session.settings, session.stage)?;
        Some(Diagnostic {
            severity,
            ..problem.clone()
        })
    });
    weighed.collect()
}

/// A finding with its places in the texts as they are: what was found in a torn text where somebody is
/// typing is not told, and no fix is offered there.
fn as_typed(sight: &Sight<'_>, mut finding: Diagnostic) -> Option<Diagnostic> {
    let torn = |path: &str| sight.world.buffers.get(path)?.torn.as_ref();
    if let Some(torn) = torn(&finding.path) {
        finding.span = torn.kept(finding.span)?;
    }
    for label in &mut finding.related {
        if let Some(torn) = torn(&label.path) {
            label.span = torn.near(label.span);
        }
    }
    finding.fixes.retain_mut(|fix| {
        fix.edits.iter_mut().all(|one| match torn(&one.path) {
            None => true,
            Some(torn) => torn.kept(one.edit.span).is_some_and(|span| {
                one.edit.span = span;
                true
            }),
        })
    });
    Some(finding)
}

/// What a rule weighs.
fn severity(rule: &str, settings: &Settings, stage: Stage) -> Option<Severity> {
    let set = settings
        .rules
        .iter()
        .rev()
        .find(|setting| setting.name == rule);
    let level = match set {
        Some(setting) => setting.level,
        None => rules::find(rule)?.info.levels.at(stage),
    };
    match level {
        Level::On(severity) => Some(severity),
        Level::Off => None,
    }
}

/// A finding as the editor shows it.
pub(super) fn told(sight: &Sight<'_>, finding: &Diagnostic) -> lsp_types::Diagnostic {
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    let related = finding.related.iter().filter(|_| sight.client.related);
    let related: Vec<_> = related.filter_map(|label| further(sight, label)).collect();
    let unused = finding.rule == "suppression-unused";
    lsp_types::Diagnostic {
        range: range(sight, &finding.path, finding.span),
        severity: Some(convert::severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        source: Some("isms".to_owned()),
        message,
        related_information: Some(related).filter(|related| !related.is_empty()),
        tags: unused.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({"subject": finding.subject, "field": finding.field})),
        ..lsp_types::Diagnostic::default()
    }
}

fn further(sight: &Sight<'_>, label: &Label) -> Option<DiagnosticRelatedInformation> {
    let range = range(sight, &label.path, label.span);
    Some(DiagnosticRelatedInformation {
        location: Location::new(sight.world.uri(&label.path)?, range),
        message: label.message.clone(),
    })
}

/// A place; that of a whole file is its first line, and that of a file that cannot be read its start.
fn range(sight: &Sight<'_>, path: &str, span: Span) -> Range {
    let Some(shown) = sight.shown(path) else {
        return Range::default();
    };
    let first = shown.source.line(0).filter(|_| span == Span::default());
    match first {
        Some(line) => shown.range(line),
        None => shown.range(span),
    }
}

/// What is wrong with the settings, if anything is.
fn settings_told(world: &World, units: Units) -> Option<(Arc<str>, Vec<lsp_types::Diagnostic>)> {
    let shown = shown(world, SETTINGS, units)?;
    let wrong = world.wrong_settings();
    let told = wrong
        .iter()
        .map(|error: &ConfigError| lsp_types::Diagnostic {
            range: shown.range(error.span),
            severity: Some(convert::severity(Severity::Error)),
            source: Some("isms".to_owned()),
            message: match &error.help {
                Some(help) => format!("{}\n{help}", error.message),
                None => error.message.clone(),
            },
            ..lsp_types::Diagnostic::default()
        });
    let told: Vec<_> = told.collect();
    (!told.is_empty()).then(|| (Arc::from(SETTINGS), told))
}
