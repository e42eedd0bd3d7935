//! What a check finds, and which of it is told: not what a baseline knows, only what lies in paths, only
//! what a branch changed.

use super::changed::{self, Changed, changed};
use super::known;
use super::progress::Progress;
use super::session::Session;
use super::view::View;
use crate::analysis::baseline::{Baseline, Compared};
use crate::analysis::findings::Findings;
use crate::analysis::pipeline::Bench;
use crate::model::scalar::{Date, Period};
use crate::output::tally::count;
use crate::text::diagnostic::{Diagnostic, Stage};
use anyhow::Result;
use std::path::Path;

/// What was asked for.
pub struct Asked<'a> {
    /// Rules and families that alone speak, if there are any.
    pub select: &'a [String],
    /// Rules and families that do not speak.
    pub ignore: &'a [String],
    /// How far to look ahead.
    pub horizon: Option<Period>,
    /// The stage, when it was named.
    pub stage: Option<Stage>,
    /// Paths from the root of which alone is told; without one of all.
    pub paths: Option<Vec<String>>,
    /// Only what changed, since a base if one is named.
    pub changed: Option<Option<&'a str>>,
    /// What is known, with the name of its file.
    pub baseline: Option<(&'a Path, &'a Baseline)>,
}

/// What is told.
pub struct Told {
    /// The findings.
    pub findings: Findings,
    /// Sentences on what is not told.
    pub notes: Vec<String>,
    /// How many decisions came before the clone begins.
    pub beyond: usize,
}

/// Judges the whole and selects; nothing when no document lies in the paths.
///
/// # Errors
/// When it cannot be told what changed.
pub fn told(session: &Session, asked: &Asked<'_>, mut progress: Progress) -> Result<Option<Told>> {
    let mut entries = session.snapshot.entries.iter();
    if !entries.any(|entry| asked.holds(&entry.path)) {
        return Ok(None);
    }
    let view = View::new(session);
    progress.next("judging");
    let bench = Bench {
        select: asked.select,
        ignore: asked.ignore,
        horizon: asked.horizon.map(|period| period.after(session.as_of)),
        ..view.bench()
    };
    let findings = view.findings_by(&bench);
    let proofs = view.proofs.iter().filter(|_| view.proofs.sought);
    let beyond = proofs.filter(|(.., proof)| proof.is_beyond()).count();
    let changed = asked.changed.map(|base| {
        let stage = asked.stage;
        let bench = &bench;
        changed(session, &findings, &changed::Asked { base, stage, bench })
    });
    let changed = changed.transpose()?;
    let compared = asked.baseline.map(|(_, baseline)| {
        let mut compared = baseline.compare(&findings.diagnostics);
        compared.only_gone_of(|rule| bench.has_run(rule));
        if session.linked.not_judged() > 0 {
            // What could not be judged may hold it still.
            compared.gone.clear();
        }
        compared
    });
    if session.lasts {
        // What is about to end is not taken apart first.
        std::mem::forget(view);
    }
    let mut told = Told {
        findings,
        notes: Vec::new(),
        beyond,
    };
    told.select(asked, changed.as_ref(), compared, session.as_of);
    Ok(Some(told))
}

impl Asked<'_> {
    /// Whether a path lies in those of which is told.
    fn holds(&self, path: &str) -> bool {
        let below = |wanted: &String| {
            let rest = path.strip_prefix(wanted.as_str());
            wanted.is_empty() || rest.is_some_and(|it| it.is_empty() || it.starts_with('/'))
        };
        let mut paths = self.paths.iter();
        paths.all(|paths| paths.iter().any(below))
    }
}

impl Told {
    fn select(
        &mut self,
        asked: &Asked<'_>,
        changed: Option<&Changed>,
        compared: Option<Compared>,
        as_of: Date,
    ) {
        let findings = &mut self.findings;
        let is_changed = |found: &Diagnostic| changed.is_none_or(|changed| changed.holds(found));
        let mut compared = compared;
        if let Some(compared) = &mut compared {
            findings.diagnostics = std::mem::take(&mut compared.new);
            let wanted = |found: &Diagnostic| asked.holds(&found.path) && is_changed(found);
            compared.known.retain(wanted);
            compared.heavier.retain(wanted);
            findings.summary.baselined = compared.known.len();
        }
        findings.keep(&|path| asked.holds(path));
        let all = findings.diagnostics.len();
        findings.diagnostics.retain(is_changed);
        findings.count();
        let others = all - findings.diagnostics.len();
        self.notes
            .extend(changed.map(|changed| since(changed, others)));
        if let (Some((name, baseline)), Some(compared)) = (asked.baseline, &compared) {
            self.notes
                .extend(known::notes(name, baseline, compared, as_of));
        }
    }
}

/// What is not told because nothing changed there.
fn since(changed: &Changed, others: usize) -> String {
    let since = &changed.since;
    match others {
        0 => format!("Everything found is of what changed since {since}."),
        _ => format!(
            "{} not shown, for nothing that changed since {since} has to do with {}.",
            match others {
                1 => "1 finding is".to_owned(),
                more => count(more, "finding") + " are",
            },
            if others == 1 { "it" } else { "them" }
        ),
    }
}
