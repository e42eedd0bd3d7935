//! What other documents say of controls: the policies that put them into words, the evidence that shows
//! them.

use crate::assess::effect::bare;
use crate::model::control::Control;
use crate::model::evidence::Evidence;
use crate::model::graph::Model;
use crate::model::policy::Policy;
use crate::model::scalar::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What other documents say of each control, by its id.
pub struct Shelf<'a> {
    policies: BTreeMap<&'a str, BTreeSet<&'a str>>,
    evidence: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl<'a> Shelf<'a> {
    /// Policies in force on the day, and all evidence.
    pub fn new(model: &'a Model, as_of: Date) -> Self {
        let mut shelf = Self {
            policies: BTreeMap::new(),
            evidence: BTreeMap::new(),
        };
        let ended = |policy: &Policy| policy.withdrawn.is_some_and(|last| last < as_of);
        for policy in model.all::<Policy>().filter(|policy| !ended(policy.data)) {
            for control in &policy.data.controls {
                let of = shelf.policies.entry(bare(control.id())).or_default();
                of.insert(&policy.document.id);
            }
        }
        for evidence in model.all::<Evidence>() {
            for supported in &evidence.data.supports {
                let of = shelf.evidence.entry(bare(supported.id())).or_default();
                of.insert(&evidence.document.id);
            }
        }
        shelf
    }

    /// Ids of the policies that put a control into words.
    pub fn policies_of(&self, id: &str) -> Vec<String> {
        owned(self.policies.get(id).into_iter().flatten().copied())
    }

    /// Ids of the evidence that supports something; of a control, also that of its tests.
    pub fn evidence_of(&self, id: &str, control: Option<&Control>) -> Vec<String> {
        let results = control.iter().flat_map(|control| &control.tests);
        let tested = results
            .flat_map(|test| &test.results)
            .filter_map(|result| Some(result.evidence.as_ref()?.id()));
        let supporting = self.evidence.get(id).into_iter().flatten().copied();
        owned(supporting.chain(tested))
    }
}

/// The ids, each once, in their order.
pub fn owned<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    ids.filter(|id| seen.insert(*id))
        .map(str::to_owned)
        .collect()
}
