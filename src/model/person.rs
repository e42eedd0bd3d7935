//! A person (clause 5.3).

use super::common::document;
use super::scalar::{Date, EmailAddress};

document! {
    /// A person who owns, decides or does something; never deleted, `left` ends it.
    named Person {
        /// Addresses under which this person commits to git.
        #[serde(default)]
        pub emails: Vec<EmailAddress>,
        /// First day in the organisation.
        pub from: Option<Date>,
        /// Last day in the organisation.
        pub left: Option<Date>,
        /// Whether the person works for somebody else.
        pub external: Option<bool>,
        /// For whom, when external.
        pub employer: Option<Box<str>>,
    }
}

impl Person {
    /// Whether the person was with the organisation on `day`; both ends count.
    pub fn present(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.left.is_none_or(|left| day <= left)
    }
}
