//! Who is meant by an id: the id spaces, what stands in them, and what an id of a field leads to.

use super::Kind;
use super::catalog::{ANNEX_A, clause_ids, is_clause};
use super::document::Document;
use super::kept::{Fact, Kept};
use super::mapped::Mapped;
use crate::syntax::schema::near_miss;
use crate::text::source::Span;
use rayon::prelude::*;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::LazyLock;

/// The id space of a kind, as a small number: kinds that share a reference field share one
/// (model.md).
pub fn space(kind: &str) -> usize {
    match kind {
        "person" | "role" => Kind::Role as usize,
        "asset" | "supplier" => Kind::Asset as usize,
        "context-issue" | "interested-party" => Kind::ContextIssue as usize,
        "evidence" | "management-review" => Kind::Evidence as usize,
        "control" | "policy" | "clause" | "obligation" | "risk" | "action" => {
            Kind::Control as usize
        }
        "incident" | "finding" | "test" => Kind::Incident as usize,
        "site" | "entity" => Kind::ALL.len(),
        other => Kind::ALL
            .iter()
            .position(|kind| kind.name() == other)
            .unwrap_or(SPACES - 1),
    }
}

/// The space of each kind of document.
static SPACE_OF: LazyLock<[usize; Kind::ALL.len()]> =
    LazyLock::new(|| std::array::from_fn(|at| space(Kind::ALL[at].name())));

/// One for each kind, one for places, and one in which nothing ever stands.
const SPACES: usize = Kind::ALL.len() + 2;

/// The role that `may_accept` of the risk method reserves: nobody beside the risk owner is needed.
pub const RISK_OWNER: &str = "risk-owner";

/// What stands behind an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Its kind: that of a document, or `site`, `entity` or `action`.
    pub kind: &'static str,
    /// Index of the document that it is or stands in.
    pub document: usize,
    /// Where its id stands.
    pub span: Span,
}

/// What a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// A document, or an item in one.
    Document(Target),
    /// A control of the primary catalog without a document, a clause, or a reserved word.
    Catalog,
    /// Something of a kind that the field may not name.
    WrongKind(&'static str, Option<Target>),
    /// Nothing.
    Nothing,
}

/// Words that may stand where the origin of a nonconformity or an improvement is named, when it is no
/// document: somebody complained, noticed something, or had an idea.
pub const ORIGINS: &[&str] = &["complaint", "observation", "suggestion"];

/// Items with ids of their own inside documents.
struct Items {
    kind: Kind,
    list: &'static str,
    item: &'static str,
    /// Whether an item is known by its document, as `document/item`, so that its id need be unique
    /// there alone.
    joined: bool,
}

const fn items(kind: Kind, list: &'static str, item: &'static str, joined: bool) -> Items {
    Items {
        kind,
        list,
        item,
        joined,
    }
}

const ITEMS: &[Items] = &[
    items(Kind::Organization, "sites", "site", false),
    items(Kind::Organization, "entities", "entity", false),
    items(Kind::Risk, "treatment.actions", "action", false),
    items(Kind::Audit, "findings", "finding", true),
    items(Kind::Control, "tests", "test", true),
];

/// The kind of the items in a list of a document (`treatment.actions` of a risk), when they have ids of
/// their own, and whether each is known by its document, as `document/item`.
pub fn item_kind(of: Kind, list: &str) -> Option<(&'static str, bool)> {
    let mut all = ITEMS.iter();
    let found = all.find(|items| items.kind == of && items.list == list)?;
    Some((found.item, found.joined))
}

/// Every id that a document brings, as [`ids_of`] gives them, and empty ones too.
pub fn each_id(document: &Document, take: &mut dyn FnMut(&'static str, &str, Span)) {
    take(document.kind.name(), &document.id, document.place());
    for Items {
        list, item, joined, ..
    } in ITEMS.iter().filter(|items| items.kind == document.kind)
    {
        let nodes = document.node.at(list).map(|node| node.items());
        for node in nodes.unwrap_or_default() {
            let Some(id) = node.get("id") else { continue };
            let name = id.text().unwrap_or_default();
            if *joined && !name.is_empty() {
                take(item, &format!("{}/{name}", document.id), id.span);
            } else {
                take(item, name, id.span);
            }
        }
    }
}

/// Every id that a document brings, its own first: the kind, the id as references name it, and where it is
/// written; of an item that is known by its document, `document/item`, only the item is written there.
pub fn ids_of(document: &Document) -> Vec<(&'static str, String, Span)> {
    let mut all = Vec::new();
    each_id(document, &mut |kind, id, span| {
        if !id.is_empty() {
            all.push((kind, id.to_owned(), span));
        }
    });
    all
}

/// The kinds of items that have ids of their own inside documents.
pub fn item_kinds() -> impl Iterator<Item = &'static str> {
    ITEMS.iter().map(|items| items.item)
}

/// Whether items of a kind are known by their document, as `document/item`.
pub fn is_joined(kind: &str) -> bool {
    ITEMS.iter().any(|items| items.item == kind && items.joined)
}

/// Every id of a snapshot, by space.
#[derive(Debug)]
pub struct Index {
    targets: [HashMap<Box<str>, Target>; SPACES],
    /// Pairs of first and second place of an id that stands twice in its space.
    pub duplicates: Vec<(Target, Target)>,
    /// Catalogs in force beside the primary one.
    in_force: Vec<&'static Mapped>,
    /// What follows from the ids alone, wherever they stand.
    pub kept: Kept,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            targets: std::array::from_fn(|_| HashMap::new()),
            duplicates: Vec::new(),
            in_force: Vec::new(),
            kept: Kept::default(),
        }
    }
}

impl Index {
    /// The ids of these documents, with catalogs in force beside the primary one.
    pub fn new(documents: &[Document], in_force: Vec<&'static Mapped>) -> Self {
        let mut index = Self {
            in_force,
            ..Self::default()
        };
        // To look into each document takes longer than to note what was found.
        let of_one = |(at, document): (usize, &Document)| {
            let mut found = Vec::new();
            each_id(document, &mut |kind, id, span| {
                let is_one = || kind == document.kind.name() && document.kind.is_one();
                if !id.is_empty() || is_one() {
                    let target = Target {
                        kind,
                        document: at,
                        span,
                    };
                    found.push((space(kind), Box::from(id), target));
                }
            });
            found
        };
        let documents = documents.par_iter().enumerate();
        let found: Vec<(usize, Box<str>, Target)> = documents.flat_map_iter(of_one).collect();
        for (space, id, target) in found {
            index.add(space, id, target);
        }
        index
    }

    /// Whether a document may stand in the place of another by a mere change of places: every id of the
    /// one is an id of the other, and no id stands twice anywhere.
    pub(super) fn may_replace(&self, old: &Document, new: &Document) -> bool {
        let ids = |document: &Document| {
            let mut all: Vec<(&str, String)> = Vec::new();
            each_id(document, &mut |kind, id, _| all.push((kind, id.to_owned())));
            all
        };
        self.duplicates.is_empty() && ids(old) == ids(new)
    }

    /// Puts the places of a document behind its ids, which are known already.
    pub(super) fn replace(&mut self, at: usize, document: &Document) {
        each_id(document, &mut |kind, id, span| {
            let target = self.targets[space(kind)].get_mut(id);
            if let Some(target) = target.filter(|target| target.document == at) {
                target.span = span;
            }
        });
    }

    fn add(&mut self, space: usize, id: Box<str>, target: Target) {
        match self.targets[space].entry(id) {
            Entry::Occupied(first) => self.duplicates.push((*first.get(), target)),
            Entry::Vacant(free) => _ = free.insert(target),
        }
    }

    /// Every id, in no order; one that stands in several spaces comes several times.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let spaces = self.targets.iter();
        spaces.flat_map(|ids| ids.keys().map(|id| &**id))
    }

    /// Every id of some kinds (joined by `|`) with what stands behind it, by id.
    pub fn of_kinds(&self, kinds: &str) -> Vec<(&str, Target)> {
        let kinds: Vec<&str> = kinds.split('|').collect();
        let mut spaces: Vec<usize> = kinds.iter().map(|kind| space(kind)).collect();
        spaces.sort_unstable();
        spaces.dedup();
        let all = spaces.iter().flat_map(|space| &self.targets[*space]);
        let named = all.filter(|(id, target)| !id.is_empty() && kinds.contains(&target.kind));
        let mut found: Vec<_> = named.map(|(id, target)| (&**id, *target)).collect();
        found.sort_unstable_by_key(|(id, target)| (*id, target.document));
        found
    }

    /// The catalogs in force beside the primary one.
    pub fn catalogs(&self) -> &[&'static Mapped] {
        &self.in_force
    }

    /// What stands behind an id in the space of a kind.
    pub fn get(&self, kind: &str, id: &str) -> Option<Target> {
        self.targets[space(kind)].get(id).copied()
    }

    /// As [`Index::get`], for a kind of document.
    pub fn of_kind(&self, kind: Kind, id: &str) -> Option<Target> {
        self.targets[SPACE_OF[kind as usize]].get(id).copied()
    }

    /// The title of a control in a catalog that is in force; others are named `catalog:id`.
    pub fn catalog_title(&self, id: &str) -> Option<&'static str> {
        if let Some(control) = ANNEX_A.control(id) {
            return Some(&control.title);
        }
        let (catalog, id) = id.split_once(':')?;
        let mut named = self
            .in_force
            .iter()
            .filter(|mapped| *mapped.name == *catalog);
        Some(&named.next()?.control(id)?.title)
    }

    /// What an id of a kind means already wherever it may be named, though no document gives it that
    /// meaning: a control of a catalog, a clause, or a reserved word.
    pub fn meaning(&self, kind: &str, id: &str) -> Option<String> {
        let is = |other: &str| space(kind) == space(other);
        if is("control") {
            if let Some(title) = self.catalog_title(id) {
                return Some(format!("that of the control “{title}”"));
            }
            // Ids begin with a digit in clauses only; nothing else has to be looked at.
            let clause = id.starts_with(|c: char| c.is_ascii_digit()) && is_clause(id);
            return clause.then(|| "that of a clause of the standard".to_owned());
        }
        if kind == "role" && id == RISK_OWNER {
            return Some("reserved for the owner of a risk".to_owned());
        }
        let origin = is("incident") && ORIGINS.contains(&id);
        origin.then(|| "reserved for where a nonconformity comes from".to_owned())
    }

    /// Whether some id, of whatever kind, may mean something already that no document gives it. A control of a catalog
    /// bears its id; where ids stand twice nothing is ruled out, for only the first place is known by its id.
    pub fn may_hold_reserved(&self) -> bool {
        *self.kept.get(Fact::Reserved, || {
            let is_reserved = |id: &str, kind: &str| {
                let is_control = kind == Kind::Control.name() && self.catalog_title(id).is_some();
                !is_control && self.meaning(kind, id).is_some()
            };
            let mut ids = self.targets.iter().flatten();
            !self.duplicates.is_empty() || ids.any(|(id, target)| is_reserved(id, target.kind))
        })
    }

    /// What an id leads to from a field that may name `kinds` (joined by `|`).
    pub fn resolve(&self, kinds: &str, id: &str) -> Resolved {
        let bare = id
            .strip_prefix(ANNEX_A.name)
            .and_then(|rest| rest.strip_prefix(':'))
            .unwrap_or(id);
        let reserved = (kinds == "role" && id == RISK_OWNER)
            || (kinds.starts_with("finding|") && ORIGINS.contains(&id));
        if reserved {
            return Resolved::Catalog;
        }
        let mut wrong = None;
        for kind in kinds.split('|') {
            match self.get(kind, bare) {
                Some(target) if kinds.split('|').any(|kind| kind == target.kind) => {
                    return Resolved::Document(target);
                }
                Some(target) => wrong = Some(target),
                None if kind == "control" && self.catalog_title(bare).is_some() => {
                    return Resolved::Catalog;
                }
                None if kind == "clause" && is_clause(bare) => return Resolved::Catalog,
                None => {}
            }
        }
        let elsewhere = || self.targets.iter().find_map(|ids| ids.get(bare).copied());
        match wrong.or_else(elsewhere) {
            Some(target) => Resolved::WrongKind(target.kind, Some(target)),
            None if ANNEX_A.control(bare).is_some() => Resolved::WrongKind("control", None),
            None => Resolved::Nothing,
        }
    }

    /// The id that was probably meant in a field that may name `kinds`.
    pub fn nearest(&self, kinds: &str, id: &str) -> Option<String> {
        self.other_form(kinds, id).or_else(|| {
            let ids = self.ids_of(kinds);
            near_miss::nearest(id, ids.iter().map(String::as_str)).map(str::to_owned)
        })
    }

    /// The one id that was probably meant, if no other is as near.
    pub fn likely(&self, kinds: &str, id: &str) -> Option<String> {
        self.other_form(kinds, id).or_else(|| {
            let ids = self.ids_of(kinds);
            let (near, _) = near_miss::likely(id, ids.iter().map(String::as_str))?;
            Some(near.to_owned())
        })
    }

    /// The control of Annex A of which this is another spelling.
    fn other_form(&self, kinds: &str, id: &str) -> Option<String> {
        let control = || near_miss::control(id).filter(|form| ANNEX_A.control(form).is_some());
        kinds
            .split('|')
            .any(|kind| kind == "control")
            .then(control)?
    }

    /// Every id that a field which may name `kinds` can hold, sorted.
    fn ids_of(&self, kinds: &str) -> Vec<String> {
        let wanted: Vec<&str> = kinds.split('|').collect();
        let spaces: Vec<_> = wanted
            .iter()
            .map(|kind| &self.targets[space(kind)])
            .collect();
        let known = spaces
            .iter()
            .flat_map(|ids| ids.iter())
            .filter(|(_, target)| wanted.contains(&target.kind));
        let mut ids: Vec<String> = known.map(|(id, _)| id.to_string()).collect();
        if wanted.contains(&"clause") {
            ids.extend(clause_ids());
        }
        if wanted.contains(&"control") {
            ids.extend(
                ANNEX_A
                    .controls
                    .iter()
                    .map(|control| control.id.to_string()),
            );
        }
        ids.sort();
        ids.dedup();
        ids
    }
}
