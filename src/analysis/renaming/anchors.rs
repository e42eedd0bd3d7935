//! Headings that name an id have another address afterwards, so that links to them change too.

use super::place::{Change, Place, Sort};
use crate::analysis::linked::Linked;
use crate::model::reading::is_markdown;
use crate::rules::policies::destination_from;
use crate::syntax::markdown::{self, Markdown};
use crate::syntax::node::Node;
use crate::text::edit::{self, Edit};
use crate::text::source::{SourceFile, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// New addresses of headings, by file and old address.
type Moved = BTreeMap<(Arc<str>, String), String>;

/// The changes of links that lead to headings which these changes rename.
pub(super) fn changes(linked: &Linked, made: &[Change]) -> Vec<Change> {
    let moved = moved(made);
    if moved.is_empty() {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for file in linked
        .sources
        .values()
        .filter(|file| is_markdown(&file.path))
    {
        let page = markdown::read(&file.text);
        changes.extend(links(file, &page, &moved));
    }
    for document in &linked.model.documents {
        let entries = document.node.get("meets").map_or(&[][..], Node::entries);
        for value in entries.iter().map(|entry| &entry.value) {
            let text = value.text().unwrap_or_default();
            let Some((start, new)) = target(&document.file, text, &moved) else {
                continue;
            };
            let part = start..text.len();
            let place = Place::value(&document.file, value.span, text, part, Sort::Anchor);
            changes.push(Change::new(place, new));
        }
    }
    changes
}

/// Which headings of the changed files get another address.
fn moved(made: &[Change]) -> Moved {
    let mut moved = Moved::new();
    let mut files: BTreeMap<&Arc<str>, (&Arc<SourceFile>, Vec<Edit>)> = BTreeMap::new();
    for change in made
        .iter()
        .filter(|change| is_markdown(&change.place.file.path))
    {
        let file = &change.place.file;
        let (_, edits) = files
            .entry(&file.path)
            .or_insert_with(|| (file, Vec::new()));
        edits.push(change.edit.clone());
    }
    for (path, (file, edits)) in files {
        let Some(text) = edit::apply(&file.text, &edits) else {
            continue;
        };
        let (before, after) = (markdown::read(&file.text), markdown::read(&text));
        let pairs = before.headings.iter().zip(&after.headings);
        for (old, new) in pairs.filter(|(old, new)| old.anchor != new.anchor) {
            moved.insert((Arc::clone(path), old.anchor.clone()), new.anchor.clone());
        }
    }
    moved
}

fn links(file: &Arc<SourceFile>, page: &Markdown, moved: &Moved) -> Vec<Change> {
    let found = page.links.iter().filter_map(|link| {
        let (start, new) = target(file, &link.destination, moved)?;
        let written = file.slice(link.span) == link.destination;
        let start = link.span.start as usize + start;
        let span = Span::new(start, link.span.end as usize);
        written.then(|| Change::new(Place::word(file, span, Sort::Anchor), new))
    });
    found.collect()
}

/// Where the address of a heading begins in a link, and the new one.
fn target<'a>(file: &SourceFile, link: &str, moved: &'a Moved) -> Option<(usize, &'a str)> {
    let destination = destination_from(&file.path, link)?;
    let key = (Arc::from(destination.path), destination.fragment?);
    let new = moved.get(&key)?;
    let start = link.find('#')? + 1;
    Some((start, new))
}
