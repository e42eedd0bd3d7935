//! An improvement of the ISMS (clause 10.1).

use super::common::{ActionStatus, document};
use super::id::{Origin, Ref};
use super::scalar::Date;

document! {
    /// A chance to improve, what is done about it, by whom and until when.
    titled Improvement {
        /// Where the idea comes from: `audit/finding`, an incident, `control/test`, or one of the words
        /// `complaint`, `observation` and `suggestion`.
        pub source: Option<Ref<Origin>>,
        /// What is done.
        pub action: Option<Box<str>>,
        /// The day by which it is done.
        pub due: Option<Date>,
        /// State of it.
        pub status: Option<ActionStatus>,
        /// The day on which it was done.
        pub done: Option<Date>,
        /// Why it was cancelled.
        pub reason: Option<Box<str>>,
    }
}

impl Improvement {
    /// Whether it was finished or given up.
    pub fn is_over(&self) -> bool {
        self.status.is_some_and(ActionStatus::is_over)
    }
}
