//! The file of a document that is renamed, when its name is the id: its new name, and the links to it.

use crate::analysis::linked::Linked;
use crate::analysis::renaming::Renaming;
use crate::command::session::Session;
use crate::model::reading::is_markdown;
use crate::repo::write::stands_within;
use crate::rules::policies::destination_from;
use crate::syntax::markdown;
use crate::text::edit::Edit;
use crate::text::source::{SourceFile, Span};
use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file that gets another name in its folder.
#[derive(Debug)]
pub(super) struct Move {
    /// Its path.
    pub(super) from: Arc<str>,
    /// Its path afterwards.
    pub(super) to: Arc<str>,
    /// The edits of links that lead to it, by path of the file that they stand in.
    pub(super) links: BTreeMap<Arc<str>, Vec<Edit>>,
}

/// The new name of the file of a document, when its name is the old id and nothing else stands in it.
pub(super) fn named_after(linked: &Linked, plan: &Renaming) -> Option<(Arc<str>, Arc<str>)> {
    let model = &linked.model;
    let document = model.document(model.index.get(plan.old.kind, &plan.old.id)?);
    if document.kind.name() != plan.old.kind {
        return None;
    }
    let path = &document.file.path;
    let mut here = model.documents.iter();
    let alone = here.all(|other| std::ptr::eq(other, document) || other.file.path != *path);
    let (folder, name) = path
        .rsplit_once('/')
        .map_or(("", &**path), |(folder, name)| {
            (&path[..=folder.len()], name)
        });
    let ending = name.strip_prefix(plan.old.id.as_str())?;
    let is_ending = ending
        .strip_prefix('.')
        .is_some_and(|rest| !rest.contains('.'));
    let to = format!("{folder}{}{ending}", plan.new.id);
    (alone && is_ending).then(|| (Arc::clone(path), Arc::from(to)))
}

/// The move that was asked for.
///
/// # Errors
/// When the file has another name, or something has the new one.
pub(super) fn found(session: &Session, plan: &Renaming) -> Result<Move> {
    let Some((from, to)) = named_after(&session.linked, plan) else {
        bail!(
            "no file is named after `{}` alone, so there is none to move; leave out `--move`",
            plan.old
        );
    };
    if stands_within(session.repo.root(), &to)? {
        bail!("`{to}` exists already and is left as it is; move it away, or leave out `--move`");
    }
    let mut links = BTreeMap::new();
    for file in session.linked.sources.values() {
        let edits = edits(file, &from, &to);
        if !edits.is_empty() {
            links.insert(Arc::clone(&file.path), edits);
        }
    }
    Ok(Move { from, to, links })
}

/// The edits of links in a file that lead to the old path: only the name of the file changes in them.
fn edits(file: &SourceFile, from: &str, to: &str) -> Vec<Edit> {
    if !is_markdown(&file.path) {
        return Vec::new();
    }
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let (old, new) = (name(from), name(to));
    let page = markdown::read(&file.text);
    let leads = |link: &str| {
        destination_from(&file.path, link).is_some_and(|destination| destination.path == from)
    };
    let links = page.links.iter().filter(|link| leads(&link.destination));
    let found = links.filter_map(|link| {
        let written = file.slice(link.span);
        let end = written.find(['#', '?']).unwrap_or(written.len());
        let start = written[..end].strip_suffix(old.as_str())?.len();
        let at = link.span.start as usize;
        Some(Edit {
            span: Span::new(at + start, at + end),
            text: new.clone(),
        })
    });
    found.collect()
}
