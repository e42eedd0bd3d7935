//! A renaming tried in memory: what is read afterwards has to mean the same.

use super::moving::Move;
use crate::analysis::linked::Linked;
use crate::analysis::pipeline;
use crate::analysis::renaming::Renaming;
use crate::analysis::renaming::verify::{found_only_after, linked_otherwise};
use crate::assess::assessment::Assessment;
use crate::assess::decision::{Judged, State};
use crate::command::session::Session;
use crate::command::view::View;
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
    /// What is found only afterwards.
    pub(super) found: Vec<Diagnostic>,
}

/// Rules that look at names and links: a renaming must never make them speak.
const OF_NAMES: [&str; 3] = ["unknown-id-in-prose", "broken-anchor", "dead-link"];

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
    let view = View::new(session);
    let assessment = Assessment::new(&linked.model, session.as_of);
    let before = view.findings().diagnostics;
    let now = pipeline::judge(&snapshot, &linked, &assessment, &view.bench()).diagnostics;
    let found = found_only_after(&before, &now, plan);
    refuse_broken_names(&found)?;
    let undone = undone(&view.assessment, &session.linked, &assessment);
    let found = found.into_iter().cloned().collect();
    let texts = match moved {
        Some(moved) => with_move(&view, plan, moved, &now)?,
        None => renamed,
    };
    Ok(Trial {
        texts,
        undone,
        found,
    })
}

/// The texts with the links to a file that moves, after which no link leads nowhere that did not before.
fn with_move(
    view: &View<'_>,
    plan: &Renaming,
    moved: &Move,
    before: &[Diagnostic],
) -> Result<BTreeMap<Arc<str>, String>> {
    let session = view.session;
    let texts = texts(session, plan, Some(moved));
    let texts = texts.context("internal error: two edits overlap; nothing is written")?;
    let snapshot = after(&session.snapshot, &texts, Some(moved));
    let linked = session.linked_as(&snapshot);
    let assessment = Assessment::new(&linked.model, session.as_of);
    let mut now = pipeline::judge(&snapshot, &linked, &assessment, &view.bench()).diagnostics;
    for finding in now.iter_mut().filter(|finding| finding.path == moved.to) {
        finding.path = Arc::clone(&moved.from);
    }
    refuse_broken_names(&found_only_after(before, &now, plan))?;
    Ok(texts)
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
    let reading = rules::find(rule).is_some_and(|rule| rule.info.family == "reading");
    reading || OF_NAMES.contains(&rule)
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

/// The decisions that hold before and not afterwards.
fn undone(before: &Assessment<'_>, linked: &Linked, after: &Assessment<'_>) -> Vec<String> {
    let holds = |judged: &&Judged| judged.state == State::Valid;
    let still: HashSet<(usize, &str)> = after
        .decisions
        .iter()
        .filter(holds)
        .map(|judged| (judged.document, judged.field.as_str()))
        .collect();
    let held = before.decisions.iter().filter(holds);
    let lost = held.filter(|old| !still.contains(&(old.document, old.field.as_str())));
    lost.map(|old| {
        let document = &linked.model.documents[old.document];
        let by = old.by.as_deref().map(|by| format!(" by {by}"));
        let on = old.on.map(|on| format!(" on {on}"));
        format!(
            "{}:{}: {}: {}{}{}",
            document.file.path,
            document.line_of(&old.field),
            document.subject(),
            word(old.what),
            by.unwrap_or_default(),
            on.unwrap_or_default()
        )
    })
    .collect()
}
