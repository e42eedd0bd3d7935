//! A renaming tried in memory: what is read afterwards has to mean the same.

use super::moving::Move;
use crate::analysis::linked::Linked;
use crate::analysis::pipeline::{self, Bench};
use crate::analysis::renaming::Renaming;
use crate::analysis::renaming::verify::{found_only_after, linked_otherwise};
use crate::assess::assessment::Assessment;
use crate::assess::decision::{Judged, State};
use crate::command::session::Session;
use crate::command::view::View;
use crate::model::document::Document;
use crate::output::visible::one_line;
use crate::report::trace::decisions::word;
use crate::rules;
use crate::text::diagnostic::Diagnostic;
use crate::text::edit;
use crate::text::snapshot::Snapshot;
use crate::text::source::SourceFile;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// What a renaming comes to.
#[derive(Debug)]
pub(super) struct Trial {
    /// The files that change, by the paths that they have, and their texts afterwards.
    pub(super) texts: BTreeMap<Arc<str>, String>,
    /// The decisions that hold now and do not afterwards, one sentence each, with their places before it.
    pub(super) undone: Vec<String>,
    /// What is found only afterwards of who took decisions.
    pub(super) unproved: Vec<Diagnostic>,
    /// What else is found only afterwards.
    pub(super) found: Vec<Diagnostic>,
}

/// Rules that look at links: a renaming must never make them speak. Words of texts may begin to look like
/// ids with a new one (`RFC-6238` beside a risk `RFC-1`), which is told and refuses nothing.
const OF_NAMES: [&str; 2] = ["broken-anchor", "dead-link"];

/// Tries a renaming.
///
/// # Errors
/// When something would read or lead otherwise, which would be a bug; nothing is written then.
pub(super) fn tried(session: &Session, plan: &Renaming, moved: Option<&Move>) -> Result<Trial> {
    let renamed = texts(session, plan, None);
    let renamed = renamed.context("internal error: two edits overlap; nothing is written")?;
    let snapshot = after(&session.snapshot, &renamed, None);
    let linked = session.linked_as(&snapshot);
    if let Some(place) = linked_otherwise(&session.linked, &linked) {
        bail!("internal error: {place} would mean something else afterwards; nothing is written");
    }
    let texts = texts(session, plan, moved);
    let texts = texts.context("internal error: two edits overlap; nothing is written")?;
    let state = After::new(session, &texts, moved);
    let view = View::new(session);
    let assessment = Assessment::new(&state.linked.model, session.as_of);
    let before = view.findings().diagnostics;
    let now = state.judged(&view, &assessment);
    let found = found_only_after(&before, &now, plan);
    refuse_broken_names(&found)?;
    let (unproved, found) = found
        .into_iter()
        .cloned()
        .partition(|finding| family(finding.rule) == "git");
    Ok(Trial {
        undone: undone(plan, &view, &state, &assessment),
        texts,
        unproved,
        found,
    })
}

/// The repository as it would be.
struct After<'a> {
    session: &'a Session,
    moved: Option<&'a Move>,
    snapshot: Snapshot,
    linked: Linked,
}

impl<'a> After<'a> {
    fn new(
        session: &'a Session,
        texts: &BTreeMap<Arc<str>, String>,
        moved: Option<&'a Move>,
    ) -> Self {
        let snapshot = after(&session.snapshot, texts, moved);
        Self {
            linked: session.linked_as(&snapshot),
            session,
            moved,
            snapshot,
        }
    }

    /// What is found there, at the paths that files have before.
    fn judged(&self, view: &View<'_>, assessment: &Assessment<'_>) -> Vec<Diagnostic> {
        let mut proofs = self.session.proofs_of(&self.linked, assessment);
        proofs.judge_histories = view.proofs.judge_histories;
        proofs.histories = view.proofs.histories.clone();
        let bench = Bench {
            proofs: &proofs,
            ..view.bench()
        };
        let mut found =
            pipeline::judge(&self.snapshot, &self.linked, assessment, &bench).diagnostics;
        for finding in &mut found {
            if let Some(moved) = self.moved.filter(|moved| moved.to == finding.path) {
                finding.path = Arc::clone(&moved.from);
            }
        }
        found
    }
}

/// Refuses what would make a name or a link wrong.
fn refuse_broken_names(found: &[&Diagnostic]) -> Result<()> {
    match found.iter().find(|finding| is_of_names(finding.rule)) {
        None => Ok(()),
        Some(finding) => bail!(
            "internal error: afterwards {} would say in {}: {}; nothing is written",
            finding.rule,
            one_line(&finding.path),
            one_line(&finding.message)
        ),
    }
}

fn is_of_names(rule: &str) -> bool {
    family(rule) == "reading" || OF_NAMES.contains(&rule)
}

fn family(rule: &str) -> &'static str {
    rules::find(rule).map_or("", |rule| rule.info.family)
}

/// The texts of all files that change, with the links to a file that moves.
fn texts(
    session: &Session,
    plan: &Renaming,
    moved: Option<&Move>,
) -> Option<BTreeMap<Arc<str>, String>> {
    let mut edits = plan.edits();
    for (path, links) in moved.into_iter().flat_map(|moved| &moved.links) {
        let all = edits.entry(Arc::clone(path)).or_default();
        all.extend(links.iter().cloned());
    }
    let sources = &session.linked.sources;
    let texts = edits.into_iter().map(|(path, edits)| {
        let text = edit::apply(&sources.get(&path)?.text, &edits)?;
        Some((path, text))
    });
    texts.collect()
}

/// The snapshot with these texts, and with a file under its new name.
fn after(before: &Snapshot, texts: &BTreeMap<Arc<str>, String>, moved: Option<&Move>) -> Snapshot {
    let mut snapshot = before.clone();
    for entry in &mut snapshot.entries {
        let Some(text) = texts.get(&entry.path) else {
            continue;
        };
        if let Some(moved) = moved.filter(|moved| moved.from == entry.path) {
            entry.path = Arc::clone(&moved.to);
        }
        let source = SourceFile::new(Arc::clone(&entry.path), text.as_str());
        entry.source = Ok(Arc::new(source));
    }
    snapshot.entries.sort_by(|a, b| a.path.cmp(&b.path));
    snapshot
}

/// The decisions that hold before and not afterwards, one line each.
fn undone(
    plan: &Renaming,
    view: &View<'_>,
    after: &After<'_>,
    assessment: &Assessment<'_>,
) -> Vec<String> {
    let holds = |judged: &&Judged| judged.state == State::Valid;
    let held = assessment.decisions.iter().filter(holds);
    let still: HashSet<(String, &str)> = held
        .map(|judged| {
            let document = &after.linked.model.documents[judged.document];
            (document.subject(), judged.field.as_str())
        })
        .collect();
    let model = &view.session.linked.model;
    let held = view.assessment.decisions.iter().filter(holds);
    let lost = held.filter_map(|judged| {
        let document = &model.documents[judged.document];
        let subject = match document.subject() {
            old if old == plan.old.to_string() => plan.new.to_string(),
            same => same,
        };
        let lost = !still.contains(&(subject, judged.field.as_str()));
        lost.then(|| decision(document, judged))
    });
    lost.collect()
}

/// `isms/a.yaml:34: risk/R-1: acceptance of the risk by jane on 2026-04-09`
fn decision(document: &Document, judged: &Judged) -> String {
    let by = judged.by.as_deref().map(|by| format!(" by {by}"));
    let on = judged.on.map(|on| format!(" on {on}"));
    format!(
        "{}:{}: {}: {}{}{}",
        document.file.path,
        document.line_of(&judged.field),
        document.subject(),
        word(judged.what),
        by.unwrap_or_default(),
        on.unwrap_or_default()
    )
}
