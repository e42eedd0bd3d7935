//! A time-limited exception from a control or a policy (A.5.36).

use super::common::{Decision, document};
use super::id::{Dependency, Measure, Ref};

document! {
    /// A permission to deviate from a control or policy, for some assets and a limited time.
    titled Exception {
        /// The control or policy that is deviated from.
        pub from: Option<Ref<Measure>>,
        /// Assets that it covers.
        #[serde(default)]
        pub assets: Vec<Ref<Dependency>>,
        /// Why it is needed.
        pub reason: Option<Box<str>>,
        /// What is done instead.
        pub compensating: Option<Box<str>>,
        /// The approval, with the day until which it holds.
        pub approval: Option<Decision>,
    }
}
