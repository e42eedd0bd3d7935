//! Training and awareness, and who took part (clauses 7.2, 7.3).

use super::common::{Outcome, document};
use super::id::{Evidence, Person, Policy, Ref};
use super::scalar::{Date, Period};
use schemars::JsonSchema;
use serde::Deserialize;

document! {
    /// A training: what it is about, for whom, how often, and when it was held.
    titled Training {
        /// What it is about.
        #[serde(default)]
        pub topics: Vec<Box<str>>,
        /// Policies that it explains.
        #[serde(default)]
        pub covers: Vec<Ref<Policy>>,
        /// For whom it is.
        pub audience: Option<Box<str>>,
        /// The longest time between two rounds for the same people; absent when once is enough.
        pub every: Option<Period>,
        /// Rounds that were held.
        #[serde(default)]
        pub records: Vec<TrainingRecord>,
    }
}

/// One round: of a person, or of a population with the number of those who completed it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainingRecord {
    /// The day.
    pub on: Date,
    /// The person; instead of a population.
    pub person: Option<Ref<Person>>,
    /// What came out for the person.
    pub result: Option<Outcome>,
    /// How many people were to take part.
    pub population: Option<i64>,
    /// How many of them completed it.
    pub completed: Option<i64>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<Ref<Evidence>>,
}

impl Training {
    /// The day of the latest round up to a day.
    pub fn last(&self, as_of: Date) -> Option<Date> {
        let days = self.records.iter().map(|record| record.on);
        days.filter(|day| *day <= as_of).max()
    }
}
