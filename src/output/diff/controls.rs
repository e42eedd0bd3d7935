//! Changes of controls in words.

use super::section::{Item, Mark, arrow, arrow_of, fields, named, sentence, several, shift, word};
use crate::report::diff::change::Change;
use crate::report::diff::controls::{ControlChange, ReasonOf};
use crate::report::diff::reading::Way;
use crate::report::diff::risks::RiskMoved;

/// The changes of controls.
pub fn items(changes: &[ControlChange]) -> Vec<Item> {
    changes.iter().map(item).collect()
}

fn item(change: &ControlChange) -> Item {
    let mut more: Vec<String> = change.moves.iter().map(moved).collect();
    more.extend(excluded(change));
    let parts = parts(change);
    Item {
        mark: mark(change),
        head: named(&change.id, &change.title, None),
        text: match parts.is_empty() {
            true => "counts otherwise".to_owned(),
            false => parts.join("; "),
        },
        more,
    }
}

fn mark(change: &ControlChange) -> Mark {
    let ways: Vec<Way> = change
        .moves
        .iter()
        .filter_map(|risk| risk.alone.as_ref().map(|shift| shift.way))
        .collect();
    let status = change
        .status
        .as_ref()
        .map(|status| status.to.cmp(&status.from));
    match (change.change, status) {
        _ if ways.contains(&Way::Up) => Mark::Worse,
        _ if ways.contains(&Way::Down) => Mark::Better,
        (Change::Added | Change::Removed, _) => Mark::of(change.change),
        (_, Some(std::cmp::Ordering::Less)) => Mark::Worse,
        (_, Some(std::cmp::Ordering::Greater)) => Mark::Better,
        _ => Mark::Changed,
    }
}

/// What is different, in the order of weight.
pub fn parts(change: &ControlChange) -> Vec<String> {
    let mut parts = Vec::new();
    if change.change != Change::Changed {
        parts.push(word(change.change).to_owned());
    }
    let is = |text: Option<String>| text.filter(|_| change.change == Change::Changed);
    parts.extend(is(change
        .decision
        .as_ref()
        .map(|one| arrow_of(one, "none"))));
    parts.extend(is(change
        .status
        .as_ref()
        .map(|one| arrow_of(one, "no status"))));
    parts.extend(change.effect.as_ref().map(|one| arrow(one, "unknown")));
    parts.extend(list(
        "reason",
        &reasons(&change.reasons_added),
        &reasons(&change.reasons_removed),
    ));
    if change.justification.is_some() && change.decision.is_none() {
        parts.push("justified otherwise".to_owned());
    }
    parts.extend(list(
        "evidence",
        &change.evidence_added,
        &change.evidence_removed,
    ));
    parts.extend(list(
        "policy",
        &change.policies_added,
        &change.policies_removed,
    ));
    parts.extend(is(change
        .owner
        .as_ref()
        .map(|one| format!("owner {}", arrow(one, "nobody")))));
    if let Some(operated) = change
        .operated_by
        .as_ref()
        .filter(|_| change.change == Change::Changed)
    {
        let who = operated.to.clone().unwrap_or_default();
        parts.push(match who.is_empty() {
            true => "operated by nobody else any more".to_owned(),
            false => format!("operated by {}", who.join(", ")),
        });
    }
    if change.implementation && change.change == Change::Changed {
        parts.push("implementation described otherwise".to_owned());
    }
    if !change.fields.is_empty() {
        parts.push(format!("edited: {}", fields(&change.fields)));
    }
    parts
}

fn reasons(all: &[ReasonOf]) -> Vec<String> {
    let one = |reason: &ReasonOf| {
        let sort = reason.sort.replace('_', " ");
        match &reason.id {
            Some(id) => format!("{sort} {id}"),
            None => sort,
        }
    };
    all.iter().map(one).collect()
}

/// `evidence + EV-1, − EV-2`.
fn list(what: &str, added: &[String], removed: &[String]) -> Option<String> {
    let sign = |sign: &str, all: &[String]| {
        (!all.is_empty()).then(|| format!("{sign} {}", several(all, 4)))
    };
    let parts: Vec<String> = [sign("+", added), sign("−", removed)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| format!("{what} {}", parts.join(", ")))
}

fn moved(risk: &RiskMoved) -> String {
    let name = named(&risk.id, &risk.title, None);
    match &risk.alone {
        Some(alone) => format!("moves {name}: {}", shift(alone)),
        None => format!("moves {name}, when the plan is done or together with others"),
    }
}

/// Who excluded it, when that is what changed.
fn excluded(change: &ControlChange) -> Option<String> {
    let exclusion = change.exclusion.as_ref()?;
    (change.decision.is_some() || change.justification.is_some()).then(|| {
        let by = exclusion.by.as_deref().map(|by| format!(" by {by}"));
        let on = exclusion.on.map(|on| format!(" on {on}"));
        let until = exclusion.until.map(|until| format!(" until {until}"));
        let why = exclusion
            .reason
            .as_deref()
            .map(|why| format!(": {}", sentence(why)));
        let parts = [by, on, until, why].map(Option::unwrap_or_default);
        format!("excluded{}", parts.concat())
    })
}
