//! What the ids in a report are called, so that rows hold plain ids and pages can still read well.

use super::input::Inputs;
use super::row::RiskRow;
use super::signature::Signature;
use crate::assess::authority::owners_on;
use crate::assess::effect::bare;
use crate::model::Kind;
use crate::model::catalog::{ANNEX_A, CLAUSES};
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::{Resolved, Target};
use crate::model::organization::Organization;
use crate::model::scalar::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// Titles by id, in groups, because an id is unique only among its like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// People and roles; a role with its holders.
    pub owners: BTreeMap<String, String>,
    /// Assets and suppliers.
    pub assets: BTreeMap<String, String>,
    /// Controls.
    pub controls: BTreeMap<String, String>,
    /// Policies.
    pub policies: BTreeMap<String, String>,
    /// Evidence.
    pub evidence: BTreeMap<String, String>,
    /// Risks.
    pub risks: BTreeMap<String, String>,
    /// Sites of the organisation.
    pub sites: BTreeMap<String, String>,
    /// Clauses of the standard and their items.
    pub clauses: BTreeMap<String, String>,
    /// Interested parties and issues.
    pub parties: BTreeMap<String, String>,
    /// Obligations.
    pub obligations: BTreeMap<String, String>,
    /// Objectives.
    pub objectives: BTreeMap<String, String>,
    /// Metrics.
    pub metrics: BTreeMap<String, String>,
}

/// Collects the names of what a report mentions.
pub struct Naming<'a> {
    model: &'a Model,
    as_of: Date,
    names: Names,
}

impl<'a> Naming<'a> {
    /// No names yet; holders of roles are those of this day.
    pub fn new(model: &'a Model, as_of: Date) -> Self {
        Self {
            model,
            as_of,
            names: Names::default(),
        }
    }

    /// Names people and roles.
    pub fn owners<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        for id in ids {
            if let Some(name) = owner(self.model, id, self.as_of) {
                self.names.owners.insert(id.clone(), name);
            }
        }
        self
    }

    /// Names assets and suppliers.
    pub fn assets<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        let kinds = [Kind::Asset, Kind::Supplier];
        titles(self.model, &kinds, ids, &mut self.names.assets);
        self
    }

    /// Names controls, of the catalog and own ones.
    pub fn controls<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        for id in ids {
            let own = || Some(self.model.find(Kind::Control, id)?.title().to_owned());
            let known = ANNEX_A.control(id).map(|control| control.title.to_string());
            if let Some(title) = known.or_else(own) {
                self.names.controls.insert(id.clone(), title);
            }
        }
        self
    }

    /// Names policies.
    pub fn policies<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        titles(self.model, &[Kind::Policy], ids, &mut self.names.policies);
        self
    }

    /// Names evidence.
    pub fn evidence<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        titles(self.model, &[Kind::Evidence], ids, &mut self.names.evidence);
        self
    }

    /// Names risks.
    pub fn risks<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        titles(self.model, &[Kind::Risk], ids, &mut self.names.risks);
        self
    }

    /// Names sites.
    pub fn sites<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        let organization = self.model.one::<Organization>();
        let sites = organization.map(|found| found.data.sites.as_slice());
        for id in ids {
            let site = sites
                .unwrap_or_default()
                .iter()
                .find(|site| *site.id.0 == **id);
            if let Some(name) = site.and_then(|site| site.name.as_deref()) {
                self.names.sites.insert(id.clone(), name.to_owned());
            }
        }
        self
    }

    /// Names clauses of the standard and items of them.
    pub fn clauses<'i>(&mut self, ids: impl IntoIterator<Item = &'i String>) -> &mut Self {
        for id in ids {
            self.names
                .clauses
                .extend(clause_title(id).map(|title| (id.clone(), title)));
        }
        self
    }

    /// Names everything that a document refers to.
    pub fn references(&mut self, document: &Document) -> &mut Self {
        for reference in &document.references {
            let id = bare(&reference.id).to_owned();
            match self.model.resolve(reference) {
                Resolved::Document(target) => self.target(id, target),
                Resolved::Catalog => {
                    self.controls([&id]).clauses([&id]);
                }
                _ => {}
            }
        }
        self
    }

    /// Names one thing that a reference leads to.
    fn target(&mut self, id: String, target: Target) {
        let document = self.model.document(target);
        if target.kind == "site" {
            self.sites([&id]);
        } else if target.kind == document.kind.name() {
            self.named(document.kind, [&id]);
        }
    }

    /// Names documents of a kind, in its group; those of kinds without a group are not named.
    pub fn named<'i>(
        &mut self,
        kind: Kind,
        ids: impl IntoIterator<Item = &'i String>,
    ) -> &mut Self {
        let names = &mut self.names;
        let group = match kind {
            Kind::Person | Kind::Role => return self.owners(ids),
            Kind::Control => return self.controls(ids),
            Kind::Asset | Kind::Supplier => &mut names.assets,
            Kind::Policy => &mut names.policies,
            Kind::Evidence | Kind::ManagementReview => &mut names.evidence,
            Kind::Risk => &mut names.risks,
            Kind::InterestedParty | Kind::ContextIssue => &mut names.parties,
            Kind::Obligation => &mut names.obligations,
            Kind::Objective => &mut names.objectives,
            Kind::Metric => &mut names.metrics,
            _ => return self,
        };
        titles(self.model, &[kind], ids, group);
        self
    }

    /// All names found.
    pub fn done(&mut self) -> Names {
        std::mem::take(&mut self.names)
    }
}

fn titles<'i>(
    model: &Model,
    kinds: &[Kind],
    ids: impl IntoIterator<Item = &'i String>,
    into: &mut BTreeMap<String, String>,
) {
    for id in ids {
        let found = kinds.iter().find_map(|&kind| model.find(kind, id));
        into.extend(found.map(|document| (id.clone(), document.title().to_owned())));
    }
}

/// The title of a clause, or of an item of one with that of its clause.
pub fn clause_title(id: &str) -> Option<String> {
    let all = CLAUSES.iter();
    // `6.1` is the beginning of `6.1.2` too, which then has the longer id.
    let clause = all
        .filter(|clause| {
            id.strip_prefix(&*clause.id)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
        .max_by_key(|clause| clause.id.len())?;
    let rest = id[clause.id.len()..].trim_start_matches('.');
    let item = clause.items().find(|item| *item.id == *rest);
    Some(match item {
        Some(item) => format!("{}: {}", clause.title, item.label),
        None => clause.title.to_string(),
    })
}

/// A person's name, or a role's title with the names of its holders.
fn owner(model: &Model, id: &str, as_of: Date) -> Option<String> {
    let person = |id: &str| model.find(Kind::Person, id).map(Document::title);
    if let Some(name) = person(id) {
        return Some(name.to_owned());
    }
    let role = model.find(Kind::Role, id)?;
    let holders = owners_on(model, id, as_of);
    let names: Vec<&str> = holders.into_iter().filter_map(person).collect();
    if names.is_empty() {
        return Some(role.title().to_owned());
    }
    Some(format!("{} ({})", role.title(), names.join(", ")))
}

/// What the ids in rows of risks are called.
pub fn of_risks(inputs: &Inputs<'_>, rows: &[RiskRow], signature: &Signature) -> Names {
    let actions = || rows.iter().flat_map(|row| &row.actions);
    let shared = rows.iter().flat_map(|row| &row.shared_with);
    let endorsed = rows.iter().map(|row| &row.acceptance.endorsed);
    let assets = rows.iter().flat_map(|row| &row.scenario.assets);
    let mut naming = Naming::new(inputs.model, inputs.as_of);
    naming
        .owners(rows.iter().filter_map(|row| row.owner.as_ref()))
        .owners(rows.iter().filter_map(|row| row.approval.by.as_ref()))
        .owners(rows.iter().filter_map(|row| row.acceptance.by.as_ref()))
        .owners(endorsed.filter_map(|endorsed| endorsed.by.as_ref()))
        .owners(actions().filter_map(|action| action.owner.as_ref()))
        .owners(signature.approvals.iter().filter_map(|one| one.by.as_ref()))
        .controls(
            rows.iter()
                .flat_map(|row| row.controls.iter().map(|used| &used.id)),
        )
        .controls(actions().filter_map(|action| action.control.as_ref()))
        .evidence(actions().flat_map(|action| &action.evidence))
        .assets(assets)
        .assets(shared.filter_map(|shared| shared.with.as_ref()))
        .done()
}
