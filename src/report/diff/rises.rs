//! Which risks rose above their acceptance criterion, and of which that cannot be told: what a gate asks for.

use super::known_risk::Known;
use super::pairs::Pairs;
use super::reading::Way;
use super::risks::RiskChange;
use super::side::Side;
use crate::assess::applicability::natural;
use crate::assess::effect::hidden;
use crate::model::Kind;
use std::collections::HashMap;

/// Ids of risks whose level of today is above the criterion and was not.
pub fn rises(changes: &[RiskChange]) -> Vec<String> {
    let up = changes
        .iter()
        .filter(|change| change.crossed == Some(Way::Up));
    up.map(|change| change.id.clone()).collect()
}

/// Ids of living risks of the head side of which it cannot be told whether they rose: their level or
/// criterion is unknown on a side, and they were not known to be above it before.
pub fn cannot_tell(before: &Side<'_>, after: &Side<'_>, pairs: &Pairs) -> Vec<String> {
    let model = &after.inputs.model;
    let risks = model
        .documents
        .iter()
        .enumerate()
        .filter(|(_, one)| one.kind == Kind::Risk);
    let known = risks.map(|(at, _)| (at, Known::new(after.inputs, at)));
    let of_risks = pairs.both.iter();
    let of_risks = of_risks.filter(|pair| model.documents[pair.after].kind == Kind::Risk);
    let olds: HashMap<usize, usize> = of_risks.map(|pair| (pair.after, pair.before)).collect();
    let former = |at: usize| {
        let old = Known::new(before.inputs, *olds.get(&at)?);
        Some(old).filter(|old| old.lives())
    };
    let untold = known.filter(|(at, new)| {
        let was = match (new.lives(), new.above()) {
            (true, Some(true)) => match former(*at) {
                Some(old) => Some(old.above()),
                None if olds.contains_key(at) => None,
                // The base may hold it where it could not be read.
                None => hidden(before.inputs.model, Kind::Risk, &new.document.id).map(|_| None),
            },
            (true, None) => return former(*at).is_none_or(|old| old.above() != Some(true)),
            _ => return false,
        };
        was == Some(None)
    });
    let mut ids: Vec<String> = untold.map(|(_, new)| new.document.id.to_string()).collect();
    ids.sort_by(|a, b| natural(a, b));
    ids
}
