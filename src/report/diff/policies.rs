//! What happened to policies: text and metadata, with the version, and whether the approval still holds.

use super::change::{Change, FieldChange, FromTo};
use super::content::{changed_fields, same_text};
use super::decisions::Told;
use super::pairs::Pairs;
use super::side::Side;
use crate::assess::decision::{State, What};
use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::report::input::Inputs;
use crate::report::place::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// What happened to a policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyChange {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Its former id, when that changed.
    pub was: Option<String>,
    /// What happened to it as a whole.
    pub change: Change,
    /// Its version on both sides.
    pub version: FromTo<String>,
    /// Lines of its text that are new; 0 when only metadata differs.
    pub lines_added: usize,
    /// Lines of its text that are gone.
    pub lines_removed: usize,
    /// Whether the text differs under one version.
    pub same_version: bool,
    /// Fields of its front matter that differ, decisions that are told aside.
    pub fields: Vec<FieldChange>,
    /// Whether the latest approval holds on the head side.
    pub approval: Option<State>,
    /// Where it is written, or was.
    pub source: Source,
}

/// Compares the policies of both sides; of decisions that are told, no field is.
pub fn policies(
    before: &Side<'_>,
    after: &Side<'_>,
    pairs: &Pairs,
    told: &Told,
) -> Vec<PolicyChange> {
    let (old, new) = (
        &before.inputs.model.documents,
        &after.inputs.model.documents,
    );
    let is_policy = |document: &Document| document.kind == Kind::Policy;
    let mut found = Vec::new();
    for pair in pairs.both.iter().filter(|pair| is_policy(&new[pair.after])) {
        let (a, b) = (&old[pair.before], &new[pair.after]);
        let fields = told.rest(b, changed_fields(a, b, &pairs.renames));
        let ended = is_over(b, after.inputs.as_of) && !is_over(a, before.inputs.as_of);
        if fields.is_empty() && same_text(a, b) && !ended && a.id == b.id {
            continue;
        }
        let change = if ended {
            Change::Ended
        } else {
            Change::Changed
        };
        found.push(policy(Some(a), b, change, fields, after.inputs));
    }
    let one_sided = |list: &[usize], documents: &[Document], inputs: &Inputs<'_>, change| {
        let of = list
            .iter()
            .map(|&at| &documents[at])
            .filter(|one| is_policy(one));
        of.map(|one| policy(None, one, change, Vec::new(), inputs))
            .collect::<Vec<_>>()
    };
    found.extend(one_sided(&pairs.gone, old, before.inputs, Change::Removed));
    found.extend(one_sided(
        &pairs.unreadable,
        old,
        before.inputs,
        Change::Unreadable,
    ));
    found.extend(one_sided(&pairs.added, new, after.inputs, Change::Added));
    found.sort_by(|a, b| {
        (!a.same_version, a.change, &a.id).cmp(&(!b.same_version, b.change, &b.id))
    });
    found
}

fn policy(
    old: Option<&Document>,
    document: &Document,
    change: Change,
    fields: Vec<FieldChange>,
    inputs: &Inputs<'_>,
) -> PolicyChange {
    let version = |document: &Document| Some(document.node.get("version")?.text()?.to_owned());
    let (lines_added, lines_removed) =
        old.map_or((0, 0), |old| lines(old.markdown(), document.markdown()));
    let from = old.and_then(version);
    let to = version(document);
    PolicyChange {
        id: document.id.to_string(),
        title: document.title().to_owned(),
        was: old
            .filter(|old| old.id != document.id)
            .map(|old| old.id.to_string()),
        change,
        same_version: lines_added + lines_removed > 0 && from == to,
        version: match change {
            Change::Removed | Change::Unreadable => FromTo { from: to, to: None },
            _ => FromTo { from, to },
        },
        lines_added,
        lines_removed,
        fields,
        approval: match change {
            Change::Removed | Change::Unreadable => None,
            _ => approval(inputs, document),
        },
        source: Source::of(document),
    }
}

/// Whether the latest approval of a policy holds; none when there is none.
fn approval(inputs: &Inputs<'_>, document: &Document) -> Option<State> {
    if !document.is_whole() {
        return None;
    }
    let mut of = inputs.assessment.decided(inputs.model, What::Policy);
    let judged = of.find(|(of, _)| std::ptr::eq(*of, document));
    Some(judged.map_or(State::None, |(_, judged)| judged.state))
}

/// How many lines came and how many went, white space at their ends and empty ones aside.
fn lines(old: &str, new: &str) -> (usize, usize) {
    let mut count: BTreeMap<&str, i64> = BTreeMap::new();
    let of = |text: &'_ str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim_end().to_owned());
        lines.filter(|line| !line.is_empty()).collect()
    };
    let (old, new) = (of(old), of(new));
    for line in &new {
        *count.entry(line).or_default() += 1;
    }
    for line in &old {
        *count.entry(line).or_default() -= 1;
    }
    let sum = |sign: i64| {
        let each = count
            .values()
            .map(|number| number * sign)
            .filter(|number| *number > 0);
        usize::try_from(each.sum::<i64>()).unwrap_or(0)
    };
    let (added, removed) = (sum(1), sum(-1));
    // Lines in another order are a change of the text too.
    match added + removed == 0 && old != new {
        true => (1, 1),
        false => (added, removed),
    }
}
