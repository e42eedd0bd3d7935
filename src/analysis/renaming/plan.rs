//! What has to be edited so that an id becomes another, or why that cannot be.

use super::anchors;
use super::name::{Name, kinds};
use super::place::{Change, Left, Why};
use super::prose::{Sought, Verdict};
use super::refusal::Refusal;
use super::survey::{Survey, elsewhere, mentions, survey};
use super::taken;
use crate::analysis::linked::Linked;
use crate::assess::decision::INFORMATION_SECURITY_POLICY;
use crate::model::Kind;
use crate::model::graph::{Model, Unread};
use crate::model::link::Target;
use crate::syntax::schema::near_miss;
use crate::text::edit::{self, Edit};
use crate::text::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The kind, as it was typed.
    pub kind: &'a str,
    /// The id as it is.
    pub old: &'a str,
    /// The new id; of a finding or test with or without its document.
    pub new: &'a str,
    /// Also where something that could not be read may be missed, or the new id is named already.
    pub force: bool,
}

/// Everything that changes when an id becomes another.
#[derive(Debug)]
pub struct Renaming {
    /// The name as it is.
    pub old: Name,
    /// The name afterwards.
    pub new: Name,
    /// What changes, in the order of paths and of places in files.
    pub changes: Vec<Change>,
    /// Where the id seems to stand and is left alone, in the same order.
    pub left: Vec<Left>,
}

impl Renaming {
    /// The edits of each file, by path.
    pub fn edits(&self) -> BTreeMap<Arc<str>, Vec<Edit>> {
        let mut files: BTreeMap<Arc<str>, Vec<Edit>> = BTreeMap::new();
        for Change { place, edit } in &self.changes {
            let edits = files.entry(Arc::clone(&place.file.path)).or_default();
            edits.push(edit.clone());
        }
        files
    }

    /// The whole texts of the files that change, by path; nothing when two edits would overlap, which would be
    /// a bug.
    pub fn texts(&self) -> Option<BTreeMap<Arc<str>, String>> {
        let file = |path: &Arc<str>| {
            let mut changes = self.changes.iter();
            changes.find_map(|one| (one.place.file.path == *path).then_some(&one.place.file))
        };
        let files = self.edits().into_iter();
        files
            .map(|(path, edits)| {
                Some((Arc::clone(&path), edit::apply(&file(&path)?.text, &edits)?))
            })
            .collect()
    }
}

/// What has to be edited so that an id becomes another.
///
/// # Errors
/// When it cannot be renamed, with the reason.
pub fn renaming(linked: &Linked, asked: Asked<'_>) -> Result<Renaming, Refusal> {
    let model = &linked.model;
    let (old, target) = found(model, asked)?;
    let new = Name {
        kind: old.kind,
        id: renamed(&old, asked.new)?,
    };
    taken::check(model, &old, &new)?;
    taken::check_once(model, &old, target)?;
    let found = survey(linked, &old, target);
    let more = elsewhere(linked, &old, &found);
    let Survey {
        places, mut left, ..
    } = found;
    left.extend(more);
    left.sort_by_cached_key(|left| (Arc::clone(&left.file.path), left.span));
    if !asked.force {
        check_unread(linked, &old, &left)?;
        check_foreseen(linked, &old, &new)?;
    }
    let changes = places.into_iter();
    let mut changes: Vec<Change> = changes
        .map(|place| Change::new(place, new.word()))
        .collect();
    changes.extend(anchors::changes(linked, &changes));
    changes.sort_by_cached_key(|one| (Arc::clone(&one.place.file.path), one.edit.span));
    Ok(Renaming {
        old,
        new,
        changes,
        left,
    })
}

/// What is to be renamed.
fn found(model: &Model, asked: Asked<'_>) -> Result<(Name, Target), Refusal> {
    let Asked { kind, old, .. } = asked;
    if let Some(one) = Kind::ALL
        .iter()
        .find(|one| one.is_one() && one.name() == kind)
    {
        return Err(Refusal::One(one.name()));
    }
    if !kinds().any(|known| known == kind) {
        return Err(Refusal::Kind {
            typed: kind.to_owned(),
            near: near_miss::nearest(kind, kinds()).map(str::to_owned),
        });
    }
    if kind == "control" && model.index.catalog_title(old).is_some() {
        return Err(Refusal::Catalog(old.to_owned()));
    }
    if kind == "policy" && old == INFORMATION_SECURITY_POLICY {
        return Err(Refusal::Fixed(INFORMATION_SECURITY_POLICY));
    }
    Name::find(model, kind, old).ok_or_else(|| Refusal::Nothing {
        kind: kind.to_owned(),
        id: old.to_owned(),
        near: model.index.nearest(kind, old),
        elsewhere: Name::all(model, old).iter().map(Name::to_string).collect(),
    })
}

/// The whole new id: an item that is known by its document stays in it.
fn renamed(old: &Name, typed: &str) -> Result<String, Refusal> {
    let Some(document) = old.document() else {
        return Ok(typed.to_owned());
    };
    match typed.split_once('/') {
        None => Ok(format!("{document}/{typed}")),
        Some((there, _)) if there == document => Ok(typed.to_owned()),
        Some(_) => Err(Refusal::OtherDocument {
            item: old.id.clone(),
            document: document.to_owned(),
        }),
    }
}

/// Refuses when a file or document that could not be read whole may refer to it.
fn check_unread(linked: &Linked, name: &Name, left: &[Left]) -> Result<(), Refusal> {
    let hidden = left.iter().filter(|left| left.why.hides_references());
    let hidden = hidden.map(|left| format!("{}:{}", left.file.path, left.line()));
    let sought = Sought::new(&linked.model, name);
    let unread = linked.model.unread.iter();
    let unread = unread.filter_map(|file| may_name(&linked.model, file, &sought));
    let mut places: Vec<String> = hidden.chain(unread).collect();
    places.sort();
    places.dedup();
    match places.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Unread {
            name: name.to_string(),
            places,
        }),
    }
}

/// Where a file that was not read whole may name something: outside the documents in it.
fn may_name(model: &Model, file: &Unread, sought: &Sought<'_>) -> Option<String> {
    let Some(source) = &file.source else {
        return Some(file.path.to_string());
    };
    let documents = model.documents.iter();
    let here = documents.filter(|document| document.file.path == file.path);
    let read: Vec<Span> = here.flat_map(|one| [one.node.span, one.prose]).collect();
    let words = sought.spelt(&source.text).into_iter();
    let mut unread = words.filter(|word| {
        let span = Span::new(word.start, word.end);
        let meant = sought.judge(&source.text, word) != Verdict::Other;
        meant && !read.iter().any(|read| read.contains(span))
    });
    let first = u32::try_from(unread.next()?.start).unwrap_or(u32::MAX);
    Some(format!("{}:{}", file.path, source.position(first).line))
}

/// Refuses when something names the new id already.
fn check_foreseen(linked: &Linked, old: &Name, new: &Name) -> Result<(), Refusal> {
    let model = &linked.model;
    let loose = model.loose();
    let named = loose.filter(|(_, reference)| {
        let kinds = reference.kinds.split('|');
        new.within(&reference.id).is_some() && kinds.into_iter().any(|kind| kind == new.kind)
    });
    let named = named.map(|(holder, reference)| {
        let line = holder.file.position(reference.span.start).line;
        format!("{}:{line}", holder.file.path)
    });
    let mentioned = mentions(linked, &Sought::new(model, new));
    let hidden = mentioned.left.iter().filter(|left| left.why == Why::Broken);
    let hidden = hidden.map(|left| format!("{}:{}", left.file.path, left.line()));
    let mentioned = mentioned.places.iter();
    let mentioned = mentioned.map(|place| format!("{}:{}", place.file.path, place.line()));
    let mut places: Vec<String> = named.chain(mentioned).chain(hidden).collect();
    places.sort();
    places.dedup();
    match places.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Foreseen {
            name: old.to_string(),
            new: new.id.clone(),
            places,
        }),
    }
}
