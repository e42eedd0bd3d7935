//! Criticality of assets, inherited along dependencies (model.md, A.5.9, A.8.14): for each property the
//! maximum of what an asset needs itself and of what depends on it for that property.

use super::method::Method;
use crate::model::asset::Asset;
use crate::model::common::Property;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The criticality of one asset or supplier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Criticality {
    /// For each property the value, and the id of the asset that it comes from; `None` without any.
    pub values: [Option<(i64, String)>; 3],
    /// Whether the largest value reaches `critical_from` of the method.
    pub critical: bool,
    /// A broken asset may depend on this one, so it may be more critical than is known.
    pub at_least: bool,
}

impl Criticality {
    /// The value of one property, and the asset that it comes from.
    pub fn of(&self, property: Property) -> Option<&(i64, String)> {
        self.values[property as usize].as_ref()
    }

    /// The largest value.
    pub fn highest(&self) -> Option<i64> {
        self.values.iter().flatten().map(|(value, _)| *value).max()
    }
}

/// The criticality of all living assets, and of suppliers that they depend on.
#[derive(Debug, Clone, Default)]
pub struct Criticalities {
    /// By id.
    pub by_id: BTreeMap<String, Criticality>,
    /// Cycles of dependencies, each as the sorted ids in it.
    pub cycles: Vec<Vec<String>>,
}

impl Criticalities {
    /// Computes them as of a day, by which retired assets no longer pass anything on.
    pub fn new(model: &Model, method: Option<&Method>, as_of: Date) -> Self {
        let mut all = Self::default();
        for property in Property::ALL {
            spread(model, property, as_of, &mut all.by_id);
        }
        let from = method.and_then(|method| method.critical_from);
        let doubtful = doubtful(model, as_of);
        for (id, found) in &mut all.by_id {
            found.critical =
                from.is_some_and(|from| found.highest().is_some_and(|value| value >= from));
            found.at_least = doubtful.contains(id.as_str());
        }
        all.cycles = cycles(model, as_of);
        all
    }
}

fn living(
    model: &Model,
    as_of: Date,
) -> impl Iterator<Item = crate::model::document::Whole<'_, Asset>> {
    model
        .all::<Asset>()
        .filter(move |asset| asset.retired.is_none_or(|retired| retired >= as_of))
}

/// Passes values of one property from assets to what they depend on, highest first, so that each
/// dependency is set once, by the highest value that reaches it.
fn spread(model: &Model, property: Property, as_of: Date, all: &mut BTreeMap<String, Criticality>) {
    let mut edges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut sources = Vec::new();
    for asset in living(model, as_of) {
        all.entry(asset.doc_id().to_owned()).or_default();
        if let Some(value) = asset.data.cia.and_then(|cia| cia.of(property)) {
            sources.push((std::cmp::Reverse(value.0), asset.document.id.as_ref()));
        }
        for needed in &asset.data.depends_on {
            if needed.properties.is_empty() || needed.properties.contains(&property) {
                edges
                    .entry(&asset.document.id)
                    .or_default()
                    .push(needed.asset.id());
            }
        }
    }
    sources.sort_unstable();
    for (std::cmp::Reverse(value), source) in sources {
        let mut open = vec![source];
        while let Some(id) = open.pop() {
            let slot = &mut all.entry(id.to_owned()).or_default().values[property as usize];
            if slot.is_none() {
                *slot = Some((value, source.to_owned()));
                open.extend(edges.get(id).into_iter().flatten());
            }
        }
    }
}

/// What each living asset depends on, by any property.
fn dependencies(model: &Model, as_of: Date) -> BTreeMap<&str, Vec<&str>> {
    living(model, as_of)
        .map(|asset| {
            let needed = asset.data.depends_on.iter();
            (
                asset.document.id.as_ref(),
                needed.map(|needed| needed.asset.id()).collect(),
            )
        })
        .collect()
}

/// Assets that something unreadable may depend on, and everything that these depend on: a broken asset
/// that names them, or a file that could not be read.
fn doubtful(model: &Model, as_of: Date) -> BTreeSet<&str> {
    let mut named = BTreeSet::new();
    let broken = model.of_kind(crate::model::Kind::Asset);
    for asset in broken.filter(|asset| !asset.is_whole()) {
        asset.node.texts(&mut |text| {
            named.insert(text.to_owned());
        });
    }
    let edges = dependencies(model, as_of);
    let unread = !model.unread.is_empty();
    let doubted = |id: &str| named.contains(id) || (unread && model.may_be_mentioned(id));
    let known = edges
        .iter()
        .flat_map(|(id, needed)| needed.iter().chain([id]));
    let mut open: Vec<&str> = known.copied().filter(|id| doubted(id)).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(edges.get(id).into_iter().flatten());
        }
    }
    found
}

/// Sets of assets that depend on each other, by any property.
fn cycles(model: &Model, as_of: Date) -> Vec<Vec<String>> {
    let edges = dependencies(model, as_of);
    let mut search = Search::new(&edges);
    for id in edges.keys() {
        search.visit(id);
    }
    search.found.sort();
    search.found
}

/// Tarjan's search for strongly connected components, without recursion.
struct Search<'a> {
    edges: &'a BTreeMap<&'a str, Vec<&'a str>>,
    order: BTreeMap<&'a str, (usize, usize)>,
    stack: Vec<&'a str>,
    on_stack: BTreeSet<&'a str>,
    found: Vec<Vec<String>>,
}

impl<'a> Search<'a> {
    fn new(edges: &'a BTreeMap<&'a str, Vec<&'a str>>) -> Self {
        Self {
            edges,
            order: BTreeMap::new(),
            stack: Vec::new(),
            on_stack: BTreeSet::new(),
            found: Vec::new(),
        }
    }

    fn enter(&mut self, id: &'a str) -> (&'a str, usize) {
        let number = self.order.len();
        self.order.insert(id, (number, number));
        self.stack.push(id);
        self.on_stack.insert(id);
        (id, 0)
    }

    fn visit(&mut self, id: &'a str) {
        if self.order.contains_key(id) {
            return;
        }
        let mut calls = vec![self.enter(id)];
        while let Some((id, next)) = calls.pop() {
            let target = self
                .edges
                .get(id)
                .and_then(|targets| targets.get(next))
                .copied();
            let Some(target) = target else {
                self.leave(id);
                if let Some(&(parent, _)) = calls.last() {
                    self.lower(parent, id);
                }
                continue;
            };
            calls.push((id, next + 1));
            if !self.order.contains_key(target) {
                calls.push(self.enter(target));
            } else if self.on_stack.contains(target) {
                self.lower(id, target);
            }
        }
    }

    fn lower(&mut self, id: &'a str, by: &'a str) {
        let low = self.order.get(by).map_or(usize::MAX, |order| order.1);
        if let Some(order) = self.order.get_mut(id) {
            order.1 = order.1.min(low);
        }
    }

    fn leave(&mut self, id: &'a str) {
        let (number, low) = self.order[id];
        if number != low {
            return;
        }
        let at = self
            .stack
            .iter()
            .rposition(|other| *other == id)
            .unwrap_or_default();
        let component = self.stack.split_off(at);
        for member in &component {
            self.on_stack.remove(member);
        }
        let itself = self
            .edges
            .get(id)
            .is_some_and(|targets| targets.contains(&id));
        if component.len() > 1 || itself {
            let mut ids: Vec<String> = component.into_iter().map(str::to_owned).collect();
            ids.sort();
            self.found.push(ids);
        }
    }
}
