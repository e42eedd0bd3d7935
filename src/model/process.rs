//! A process of the ISMS (clauses 4.4, 8.1).

use super::common::document;
use super::id::{Policy, Ref, Supplier};

document! {
    /// A process that the ISMS needs, with what goes in, what comes out, and how it is known to work.
    titled Process {
        /// What it is for.
        pub purpose: Option<Box<str>>,
        /// What goes in.
        #[serde(default)]
        pub inputs: Vec<Box<str>>,
        /// What comes out.
        #[serde(default)]
        pub outputs: Vec<Box<str>>,
        /// By what it is known to run as planned.
        #[serde(default)]
        pub criteria: Vec<Box<str>>,
        /// Procedures that describe it.
        #[serde(default)]
        pub procedures: Vec<Ref<Policy>>,
        /// Records that it leaves.
        #[serde(default)]
        pub records: Vec<Box<str>>,
        /// Suppliers that perform parts of it.
        #[serde(default)]
        pub externally_provided: Vec<Ref<Supplier>>,
    }
}
