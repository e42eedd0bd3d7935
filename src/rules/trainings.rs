//! Rounds of trainings that count on a day: of whole populations, and of people who are still there.

use super::rule::Case;
use crate::model::common::Outcome;
use crate::model::person::Person;
use crate::model::training::{Training, TrainingRecord};
use std::collections::BTreeMap;

/// A round with its index.
pub(super) type Round<'a> = (usize, &'a TrainingRecord);

/// The rounds that were held by the day of the check.
pub(super) fn held<'a>(
    case: Case<'_>,
    training: &'a Training,
) -> impl Iterator<Item = Round<'a>> + use<'a> {
    let records = training.records.iter().enumerate();
    records.filter(move |(_, record)| record.on <= case.as_of)
}

/// The latest round of a population.
pub(super) fn of_all<'a>(case: Case<'_>, training: &'a Training) -> Option<Round<'a>> {
    let rounds = held(case, training).filter(|(_, record)| record.population.is_some());
    rounds.max_by_key(|(at, record)| (record.on, *at))
}

/// The latest round of each person who is still there; of several on one day, one that was passed.
pub(super) fn of_people<'a>(case: Case<'_>, training: &'a Training) -> Vec<Round<'a>> {
    let mut latest: BTreeMap<&str, Round<'a>> = BTreeMap::new();
    for (at, record) in held(case, training) {
        let Some(person) = &record.person else {
            continue;
        };
        let weight = |record: &TrainingRecord| (record.on, record.result != Some(Outcome::Fail));
        match latest.get(person.id()) {
            Some((_, known)) if weight(known) > weight(record) => {}
            _ => {
                latest.insert(person.id(), (at, record));
            }
        }
    }
    let there = |id: &str| {
        let person = case.model.get::<Person>(id);
        person.is_none_or(|person| person.present(case.as_of))
    };
    latest.retain(|person, _| there(person));
    latest.into_values().collect()
}
