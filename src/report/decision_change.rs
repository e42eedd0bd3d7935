//! Decisions that a change of a document made, renewed, amended or withdrew.

use super::field_change::{FieldChange, inline};
use crate::syntax::node::Node;
use serde::Serialize;

/// What happened to a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// It was taken for the first time.
    Made,
    /// It was taken anew, after an earlier one, which it may have replaced.
    Renewed,
    /// Who decided and when stayed, other parts of it changed.
    Amended,
    /// It is gone, and no other took its place.
    Withdrawn,
}

/// A decision that a change touched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionChange {
    /// The field in which it stands, such as `treatment.acceptance`.
    pub field: &'static str,
    /// What was decided, as a past tense: `approved`, `accepted`, …
    pub decided: &'static str,
    /// What happened to it.
    pub happened: Happened,
    /// Who decided; `None` when it is not said.
    pub by: Option<String>,
    /// The day, as it is written.
    pub on: Option<String>,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// The level that was accepted.
    pub level: Option<String>,
    /// Whether that is the level in the `interim` or the `residual` one.
    pub of: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// What records it.
    pub record: Option<String>,
    /// Of an amended decision, what changed in it.
    pub changes: Vec<FieldChange>,
}

/// Where decisions stand, and what is decided there; a list holds several of them.
const PLACES: &[(&str, &str)] = &[
    ("approvals", "approved"),
    ("approval", "approved"),
    ("treatment.approval", "plan approved"),
    ("treatment.acceptance", "accepted"),
    ("treatment.acceptance.endorsed", "acceptance endorsed"),
    ("exclusion", "excluded"),
    ("review.done", "reviewed"),
    ("closed", "closed"),
];

/// The fields in which decisions stand in these documents. The mere day on which something was closed is a field
/// like any other.
pub fn fields(nodes: &[&Node]) -> Vec<&'static str> {
    let is_decision = |field: &&str| {
        let mut found = nodes.iter().filter_map(|node| node.at(field));
        found.all(|node| node.text().is_none())
    };
    let all = PLACES.iter().map(|(field, _)| *field);
    all.filter(is_decision).collect()
}

/// Decisions that differ between two states of a document; without a first state, all of the second.
pub fn decisions(before: Option<&Node>, after: &Node) -> Vec<DecisionChange> {
    let mut found = Vec::new();
    for &(field, decided) in PLACES {
        let old = all(before.and_then(|node| node.at(field)));
        let new = all(after.at(field));
        let place = Place { field, decided };
        place.compare(&old, &new, &mut found);
    }
    found
}

fn all(node: Option<&Node>) -> Vec<&Node> {
    match node {
        Some(node) if node.entries().is_empty() => node.items().iter().collect(),
        Some(node) => vec![node],
        None => Vec::new(),
    }
}

struct Place {
    field: &'static str,
    decided: &'static str,
}

impl Place {
    fn compare(&self, old: &[&Node], new: &[&Node], found: &mut Vec<DecisionChange>) {
        let same = |a: &Node, b: &Node| {
            ["by", "on"]
                .iter()
                .all(|key| value(a, key) == value(b, key))
        };
        for node in new {
            let earlier = old.iter().find(|other| same(other, node));
            match earlier {
                Some(earlier) => {
                    let changes = amended(earlier, node);
                    if !changes.is_empty() {
                        found.push(DecisionChange {
                            changes,
                            ..self.line(node, Happened::Amended)
                        });
                    }
                }
                None if old.is_empty() => found.push(self.line(node, Happened::Made)),
                None => found.push(self.line(node, Happened::Renewed)),
            }
        }
        // Who decides anew replaces what was decided before; only what has no successor was taken back.
        let succeeded = new
            .iter()
            .any(|node| !old.iter().any(|other| same(other, node)));
        let gone = old
            .iter()
            .filter(|node| !new.iter().any(|other| same(other, node)));
        if !succeeded {
            found.extend(gone.map(|node| self.line(node, Happened::Withdrawn)));
        }
    }

    fn line(&self, node: &Node, happened: Happened) -> DecisionChange {
        DecisionChange {
            field: self.field,
            decided: self.decided,
            happened,
            by: value(node, "by"),
            on: value(node, "on"),
            until: value(node, "until"),
            level: value(node, "level"),
            of: value(node, "of"),
            reason: value(node, "reason"),
            record: value(node, "record"),
            changes: Vec::new(),
        }
    }
}

fn value(node: &Node, key: &str) -> Option<String> {
    node.get(key).map(inline)
}

/// What changed in a decision by the same person on the same day; its endorsement is one of its own.
fn amended(before: &Node, after: &Node) -> Vec<FieldChange> {
    let keys = before.entries().iter().chain(after.entries());
    let mut keys: Vec<&str> = keys.map(|entry| &*entry.key).collect();
    keys.sort_unstable();
    keys.dedup();
    let differs = |key: &&str| match (before.get(key), after.get(key)) {
        (Some(a), Some(b)) => !a.says_same(b),
        (None, None) => false,
        _ => true,
    };
    let changed = keys
        .into_iter()
        .filter(|key| *key != "endorsed")
        .filter(differs);
    changed
        .map(|key| FieldChange {
            field: key.to_owned(),
            from: value(before, key),
            to: value(after, key),
            text: None,
        })
        .collect()
}
