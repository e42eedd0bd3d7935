//! The programme of internal audits (clause 9.2.2).

use super::common::document;
use super::scalar::{Period, Unit};

document! {
    /// How audits are planned: over which cycle everything is audited, how often, how and by whom.
    one Programme {
        /// The time in which every clause and every applicable control is audited once.
        pub cycle: Option<Period>,
        /// The longest time between two internal audits.
        pub frequency: Option<Period>,
        /// How audits are conducted.
        #[serde(default)]
        pub methods: Vec<Box<str>>,
        /// Who plans, conducts and reports.
        #[serde(default)]
        pub responsibilities: Vec<Box<str>>,
        /// How long after having written a document its author does not audit it; 12m when absent.
        pub independence: Option<Period>,
    }
}

impl Programme {
    /// The time within which authors are not independent of what they wrote.
    pub const INDEPENDENCE: Period = Period {
        count: 12,
        unit: Unit::Months,
    };
}
