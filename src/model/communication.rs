//! What is communicated about information security, when, with whom and how (clause 7.4).

use super::common::document;
use super::id::{Owner, Ref};

document! {
    /// A message of the ISMS: subject, timing, audience, channel and sender.
    titled Communication {
        /// What is communicated.
        pub what: Option<Box<str>>,
        /// When, or on which occasion.
        pub when: Option<Box<str>>,
        /// With whom.
        pub with_whom: Option<Box<str>>,
        /// By which channel.
        pub how: Option<Box<str>>,
        /// Who communicates.
        pub who: Option<Ref<Owner>>,
    }
}
