//! From a state of the files to the plain data that all later rooms see; the same for both states.

use super::error::RepoError;
use super::layout::{Plan, is_document};
use super::path::{Fault, Node, resolve};
use super::state::{Found, Kind, State};
use crate::text::snapshot::{Entry, Unreadable};
use crate::text::source::SourceFile;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Source = Result<Arc<SourceFile>, Unreadable>;

/// The files of a snapshot.
#[derive(Debug, Default)]
pub struct Assembled {
    /// Documents, and templates that cannot be read, sorted by path.
    pub entries: Vec<Entry>,
    /// All other paths.
    pub others: BTreeSet<String>,
    /// Templates by name.
    pub templates: BTreeMap<String, Arc<SourceFile>>,
}

/// Reads everything that the plan wants.
///
/// # Errors
/// When the files cannot be listed, or there are too many.
pub fn assemble(state: &dyn State, plan: &Plan) -> Result<Assembled, RepoError> {
    let listing = Listing::new(state)?;
    let read: Vec<(&Found, Option<Source>)> = listing
        .found
        .par_iter()
        .map(|found| (found, listing.source(found, plan)))
        .collect();
    let mut assembled = Assembled::default();
    for (found, source) in read {
        assembled.add(found, source, plan);
    }
    Ok(assembled)
}

impl Assembled {
    fn add(&mut self, found: &Found, source: Option<Source>, plan: &Plan) {
        if let Some(name) = plan.template(&found.path) {
            match source {
                Some(Ok(text)) => _ = self.templates.insert(name.to_owned(), text),
                // A picture beside the templates is none; any other trouble must be seen.
                None | Some(Err(Unreadable::Binary(_))) => {}
                Some(Err(why)) => return self.entries.push(entry(found, Err(why))),
            }
        } else if let Some(source) = source {
            return self.entries.push(entry(found, source));
        }
        if found.utf8 && !matches!(found.kind, Kind::Closed(_) | Kind::Special) {
            self.others.insert(found.path.clone());
        }
    }
}

fn entry(found: &Found, source: Source) -> Entry {
    let path = match &source {
        Ok(text) => text.path.clone(),
        Err(_) => found.path.as_str().into(),
    };
    Entry { path, source }
}

/// Everything listed, sorted, with the means to follow links among it.
struct Listing<'a> {
    state: &'a dyn State,
    found: Vec<Found>,
}

impl<'a> Listing<'a> {
    fn new(state: &'a dyn State) -> Result<Self, RepoError> {
        let mut found = state.list()?;
        found.par_sort_unstable();
        // Names that are not UTF-8 may look alike; one of them is enough to say so.
        found.dedup_by(|a, b| a.path == b.path);
        Ok(Self { state, found })
    }

    /// The text of a document or template, or why there is none; `None` for everything else.
    fn source(&self, found: &Found, plan: &Plan) -> Option<Source> {
        let template = plan.template(&found.path).is_some();
        if !template && !plan.holds(&found.path) {
            return None;
        }
        let wanted = template || is_document(&found.path);
        match (&found.kind, wanted) {
            (Kind::Closed(why), _) => Some(Err(Unreadable::Refused(why.clone()))),
            (Kind::Module, _) => Some(Err(Unreadable::Refused(
                "it is a git submodule, whose files belong to another repository".into(),
            ))),
            (_, true) if !found.utf8 => Some(Err(Unreadable::Name)),
            (Kind::Link, _) if found.utf8 => self.linked(&found.path, wanted),
            (Kind::Special, true) => Some(Err(Unreadable::Refused(
                "it is a pipe, socket or device, not a file".into(),
            ))),
            (Kind::File, true) => Some(self.text(&found.path, &found.path)),
            _ => None,
        }
    }

    /// What a link below `documents` gives. One to a folder, or out of the root, is named whatever it
    /// is called, for documents may be missed behind it.
    fn linked(&self, path: &str, wanted: bool) -> Option<Source> {
        let target = match resolve(path, &|path| self.node(path)) {
            Ok(target) => target,
            Err(Fault::Loop) if !wanted => return None,
            Err(fault) => return Some(Err(Unreadable::Link(fault.leads()))),
        };
        let leads = match target.node {
            Node::Folder | Node::Module => "to a folder, which is not followed",
            _ if !wanted => return None,
            Node::File => return Some(self.text(path, &target.path)),
            Node::Closed(why) => return Some(Err(Unreadable::Refused(why))),
            _ => "nowhere, or to what git ignores",
        };
        Some(Err(Unreadable::Link(leads)))
    }

    fn text(&self, path: &str, target: &str) -> Source {
        self.state.text(&path.into(), target)
    }

    /// What lies at a path according to the listing alone, so that a link to an ignored file leads
    /// nowhere in the working tree, as it does in the revision.
    fn node(&self, path: &str) -> Node {
        let at = self
            .found
            .partition_point(|found| found.path.as_str() < path);
        if let Some(found) = self.found.get(at).filter(|found| found.path == path) {
            return match &found.kind {
                Kind::File => Node::File,
                Kind::Link => self.state.node(path),
                Kind::Module => Node::Module,
                Kind::Special => Node::Special,
                Kind::Closed(why) => Node::Closed(why.clone()),
            };
        }
        let inside = format!("{path}/");
        let at = self.found.partition_point(|found| found.path < inside);
        match self.found.get(at) {
            Some(found) if found.path.starts_with(&inside) => Node::Folder,
            _ => Node::Missing,
        }
    }
}
