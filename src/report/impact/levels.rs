//! Levels and criteria of risks that move between two states.

use super::moved::{LevelCell, LevelMove};
use crate::assess::applicability::natural;
use crate::assess::known::Known;
use crate::assess::level::Levels;
use crate::assess::method::Reading;
use crate::model::document::Document;
use crate::report::input::Inputs;
use crate::report::place::Source;
use std::collections::BTreeMap;

/// Every reading and criterion that moves, by risk.
pub fn levels(before: &Inputs<'_>, after: &Inputs<'_>) -> Vec<LevelMove> {
    let (old, new) = (levels_by_id(before), levels_by_id(after));
    let mut ids: Vec<&str> = old.keys().chain(new.keys()).copied().collect();
    ids.sort_by(|a, b| natural(a, b));
    ids.dedup();
    let mut moved = Vec::new();
    for id in ids {
        let (old, new) = (old.get(id), new.get(id));
        let Some((document, _)) = new.or(old) else {
            continue;
        };
        let old = old.map(|(_, levels)| *levels);
        let new = new.map(|(_, levels)| *levels);
        moved.extend(readings(before, after, document, old, new));
        moved.extend(criterion(before, after, document, old, new));
    }
    moved
}

fn levels_by_id<'a>(inputs: &'a Inputs<'a>) -> BTreeMap<&'a str, (&'a Document, &'a Levels)> {
    let all = inputs.assessment.levels.iter();
    all.map(|(&at, levels)| {
        let document = &inputs.model.documents[at];
        (&*document.id, (document, levels))
    })
    .collect()
}

/// Takes one reading out of the levels of a risk.
type Pick = fn(&Levels) -> &Known<Reading>;

const MOMENTS: [(&str, Pick); 3] = [
    ("inherent", |levels| &levels.inherent),
    ("current", |levels| &levels.current),
    ("target", |levels| &levels.target),
];

fn readings(
    before: &Inputs<'_>,
    after: &Inputs<'_>,
    document: &Document,
    old: Option<&Levels>,
    new: Option<&Levels>,
) -> Vec<LevelMove> {
    let known = |levels: Option<&Levels>, pick: Pick| pick(levels?).as_ref().ok().copied();
    let each = MOMENTS.iter().filter_map(|(moment, pick)| {
        let (from, to) = (known(old, *pick), known(new, *pick));
        let from_cell = from.map(|reading| cell(before, reading.level, Some(reading.score)));
        let to_cell = to.map(|reading| cell(after, reading.level, Some(reading.score)));
        // A criterion that moves can make an unmoved level unacceptable.
        let above = |levels: Option<&Levels>| levels.and_then(|it| it.is_above(pick(it)));
        if from_cell == to_cell && above(old) == above(new) {
            return None;
        }
        Some(LevelMove {
            id: document.id.to_string(),
            title: document.title().to_owned(),
            moment,
            worse: from
                .zip(to)
                .map(|(from, to)| (to.level, to.score) > (from.level, from.score)),
            from: from_cell,
            to: to_cell,
            above: above(new),
            source: Source::of(document),
        })
    });
    each.collect()
}

fn criterion(
    before: &Inputs<'_>,
    after: &Inputs<'_>,
    document: &Document,
    old: Option<&Levels>,
    new: Option<&Levels>,
) -> Option<LevelMove> {
    let known = |levels: Option<&Levels>| levels?.criterion.as_ref().ok().copied();
    let (from, to) = (known(old), known(new));
    let from_cell = from.map(|level| cell(before, level, None));
    let to_cell = to.map(|level| cell(after, level, None));
    (from_cell != to_cell && old.is_some() && new.is_some()).then(|| LevelMove {
        id: document.id.to_string(),
        title: document.title().to_owned(),
        moment: "criterion",
        // A lower criterion is the stricter one.
        worse: from.zip(to).map(|(from, to)| to < from),
        from: from_cell,
        to: to_cell,
        above: None,
        source: Source::of(document),
    })
}

/// A level by its title.
pub fn cell(inputs: &Inputs<'_>, level: usize, score: Option<i64>) -> LevelCell {
    let method = inputs.assessment.method.as_ref().ok();
    let found = method.and_then(|method| method.levels.get(level));
    LevelCell {
        level: found.map(|level| level.title.clone()).unwrap_or_default(),
        score,
    }
}
