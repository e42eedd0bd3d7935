//! What somebody has to be able to do, and what shows that they can (clause 7.2).

use super::common::document;
use super::id::{Evidence, Person, Ref, Role};
use super::scalar::Date;

document! {
    /// A competence that a role or a person needs, what is there, how it came about and whether it helped.
    titled Competence {
        /// The role that needs it; exactly one of `role` and `person`.
        pub role: Option<Ref<Role>>,
        /// The person who needs it.
        pub person: Option<Ref<Person>>,
        /// What one has to know and be able to do.
        pub required: Option<Box<str>>,
        /// What is there, by education, training or experience.
        pub held: Option<Box<str>>,
        /// How it was, or is to be, acquired.
        pub acquired: Option<Box<str>>,
        /// What shows it.
        #[serde(default)]
        pub evidence: Vec<Ref<Evidence>>,
        /// The day on which it was shown.
        pub on: Option<Date>,
        /// The last day on which it counts.
        pub until: Option<Date>,
        /// Whether what was done to acquire it had the effect that was wanted.
        pub effectiveness: Option<Box<str>>,
    }
}
