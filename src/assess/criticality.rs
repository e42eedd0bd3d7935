//! Criticality of assets, inherited along dependencies (model.md, A.5.9, A.8.14): for each property the
//! maximum of what an asset needs itself and of what depends on it for that property.

use super::method::Method;
use crate::model::asset::Asset;
use crate::model::common::Property;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

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
    /// Cycles of dependencies for a property, each as the sorted ids in it.
    pub cycles: Vec<Vec<String>>,
}

impl Criticalities {
    /// Computes them as of a day, by which retired assets no longer pass anything on.
    pub fn new(model: &Model, method: Option<&Method>, as_of: Date) -> Self {
        let net = Net::new(model, as_of);
        let mut values = vec![[None; 3]; net.ids.len()];
        for property in Property::ALL {
            net.spread(property, &mut values);
        }
        let from = method.and_then(|method| method.critical_from);
        let doubtful = net.doubtful(model);
        let found = |(at, id): (usize, &&str)| {
            let reached = values[at].iter().any(Option::is_some);
            if !reached && net.assets[at].is_none() {
                return None;
            }
            let mut found = Criticality {
                values: values[at].map(|value| value.map(|(value, of)| (value, net.name(of)))),
                critical: false,
                at_least: doubtful.contains(&at),
            };
            let highest = found.highest();
            found.critical = from.is_some_and(|from| highest.is_some_and(|value| value >= from));
            Some(((*id).to_owned(), found))
        };
        Self {
            by_id: net.ids.iter().enumerate().filter_map(found).collect(),
            cycles: net.cycles(),
        }
    }
}

/// A dependency: the number of what is needed, and for which properties.
struct Edge {
    needed: usize,
    properties: [bool; 3],
}

/// Living assets and what they depend on, by numbers.
#[derive(Default)]
struct Net<'a> {
    ids: Vec<&'a str>,
    edges: Vec<Vec<Edge>>,
    /// The living assets among them.
    assets: Vec<Option<&'a Asset>>,
}

impl<'a> Net<'a> {
    fn new(model: &'a Model, as_of: Date) -> Self {
        let mut net = Self::default();
        let mut numbers = HashMap::new();
        let living = model
            .all::<Asset>()
            .filter(|asset| asset.retired.is_none_or(|retired| retired >= as_of));
        for asset in living {
            let at = net.number(asset.doc_id(), &mut numbers);
            net.assets[at] = Some(asset.data);
            for needed in &asset.data.depends_on {
                let named = &needed.properties;
                let meant = |property| named.is_empty() || named.contains(&property);
                let edge = Edge {
                    needed: net.number(needed.asset.id(), &mut numbers),
                    properties: Property::ALL.map(meant),
                };
                net.edges[at].push(edge);
            }
        }
        net
    }

    fn number(&mut self, id: &'a str, numbers: &mut HashMap<&'a str, usize>) -> usize {
        *numbers.entry(id).or_insert_with(|| {
            self.ids.push(id);
            self.edges.push(Vec::new());
            self.assets.push(None);
            self.ids.len() - 1
        })
    }

    fn name(&self, at: usize) -> String {
        self.ids[at].to_owned()
    }

    /// Passes values of one property from assets to what they depend on, highest first, so that each
    /// dependency is set once, by the highest value that reaches it; of equal ones, by that of the
    /// first id.
    fn spread(&self, property: Property, values: &mut [[Option<(i64, usize)>; 3]]) {
        let own = |at: usize| self.assets[at]?.cia.and_then(|cia| cia.of(property));
        let all =
            (0..self.ids.len()).filter_map(|at| Some((Reverse(own(at)?.0), self.ids[at], at)));
        let mut sources: Vec<(Reverse<i64>, &str, usize)> = all.collect();
        sources.sort_unstable();
        for (Reverse(value), _, source) in sources {
            let mut open = vec![source];
            while let Some(at) = open.pop() {
                let slot = &mut values[at][property as usize];
                if slot.is_none() {
                    *slot = Some((value, source));
                    let edges = self.edges[at].iter();
                    let passed = edges.filter(|edge| edge.properties[property as usize]);
                    open.extend(passed.map(|edge| edge.needed));
                }
            }
        }
    }

    /// Assets that something unreadable may depend on, and everything that these depend on: a broken
    /// asset that names them, or a file that could not be read.
    fn doubtful(&self, model: &Model) -> HashSet<usize> {
        let mut named = HashSet::new();
        let broken = model.of_kind(crate::model::Kind::Asset);
        for asset in broken.filter(|asset| !asset.is_whole()) {
            asset.node.texts(&mut |text| {
                named.insert(text);
            });
        }
        let unread = !model.unread.is_empty();
        let doubted = |id: &str| named.contains(id) || (unread && model.may_be_mentioned(id));
        let mut open: Vec<usize> = (0..self.ids.len())
            .filter(|at| doubted(self.ids[*at]))
            .collect();
        let mut found = HashSet::new();
        while let Some(at) = open.pop() {
            if found.insert(at) {
                open.extend(self.edges[at].iter().map(|edge| edge.needed));
            }
        }
        found
    }

    /// Sets of assets that depend on each other for a property, each once.
    fn cycles(&self) -> Vec<Vec<String>> {
        let mut found = BTreeSet::new();
        for property in Property::ALL {
            let mut search = Search::new(self, property);
            for at in 0..self.ids.len() {
                search.visit(at);
            }
            found.extend(search.found);
        }
        found.into_iter().collect()
    }
}

/// Tarjan's search for strongly connected components, without recursion.
struct Search<'a> {
    net: &'a Net<'a>,
    property: Property,
    /// When each was entered, and the earliest that it leads back to.
    order: Vec<Option<(usize, usize)>>,
    entered: usize,
    stack: Vec<usize>,
    on_stack: Vec<bool>,
    found: Vec<Vec<String>>,
}

impl<'a> Search<'a> {
    fn new(net: &'a Net<'a>, property: Property) -> Self {
        Self {
            net,
            property,
            order: vec![None; net.ids.len()],
            entered: 0,
            stack: Vec::new(),
            on_stack: vec![false; net.ids.len()],
            found: Vec::new(),
        }
    }

    fn enter(&mut self, at: usize) -> (usize, usize) {
        self.order[at] = Some((self.entered, self.entered));
        self.entered += 1;
        self.stack.push(at);
        self.on_stack[at] = true;
        (at, 0)
    }

    fn visit(&mut self, at: usize) {
        if self.order[at].is_some() {
            return;
        }
        let mut calls = vec![self.enter(at)];
        while let Some((at, next)) = calls.pop() {
            let Some(edge) = self.net.edges[at].get(next) else {
                self.leave(at);
                if let Some(&(parent, _)) = calls.last() {
                    self.lower(parent, at);
                }
                continue;
            };
            calls.push((at, next + 1));
            if !edge.properties[self.property as usize] {
                continue;
            }
            if self.order[edge.needed].is_none() {
                calls.push(self.enter(edge.needed));
            } else if self.on_stack[edge.needed] {
                self.lower(at, edge.needed);
            }
        }
    }

    fn lower(&mut self, at: usize, by: usize) {
        let low = self.order[by].map_or(usize::MAX, |order| order.1);
        if let Some(order) = &mut self.order[at] {
            order.1 = order.1.min(low);
        }
    }

    fn leave(&mut self, at: usize) {
        if self.order[at].is_none_or(|(number, low)| number != low) {
            return;
        }
        let from = self.stack.iter().rposition(|other| *other == at);
        let component = self.stack.split_off(from.unwrap_or_default());
        for &member in &component {
            self.on_stack[member] = false;
        }
        let mut edges = self.net.edges[at].iter();
        let itself = edges.any(|edge| edge.needed == at && edge.properties[self.property as usize]);
        if component.len() > 1 || itself {
            let ids = component.into_iter().map(|member| self.net.name(member));
            let mut ids: Vec<String> = ids.collect();
            ids.sort();
            self.found.push(ids);
        }
    }
}
