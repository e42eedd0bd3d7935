//! For whom output is made, and what is therefore withheld.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// For whom output is made, the narrowest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Those whom the organisation serves: what it says in public, without internal risk text.
    Customer,
    /// Who audits: everything up to the classification that the settings name.
    Auditor,
    /// The organisation itself: everything.
    #[default]
    Internal,
}

impl Audience {
    /// Every audience, the narrowest first.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Auditor, Self::Internal];
}

/// A word that is no audience.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an audience; audiences are customer, auditor and internal")]
pub struct UnknownAudience(String);

impl FromStr for Audience {
    type Err = UnknownAudience;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|one| one.to_string() == text);
        named.ok_or_else(|| UnknownAudience(text.to_owned()))
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Customer => "customer",
            Self::Auditor => "auditor",
            Self::Internal => "internal",
        })
    }
}

/// Something that an audience does not get, told so that it gives nothing away.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Withheld {
    /// What: a report, a field of its rows, or a kind of document.
    pub what: String,
    /// How many of it; `None` where that cannot be counted.
    pub count: Option<usize>,
    /// Why, in words that name no withheld thing.
    pub why: String,
}
