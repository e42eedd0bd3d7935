//! Which commits of a history a trend looks at.

use crate::repo::commits::Tag;
use crate::text::commit::Commit;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How the steps are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Every commit.
    Commit,
    /// The last commit of each month, by committer date in UTC.
    Month,
    /// Every commit that a tag leads to.
    Tag,
}

impl By {
    /// Its name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Commit => "commit",
            Self::Month => "month",
            Self::Tag => "tag",
        }
    }
}

/// A commit that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The commit.
    pub commit: Commit,
    /// Tags that lead to it, by name.
    pub tags: Vec<String>,
}

/// Chooses among commits, given newest first; the steps come oldest first.
pub fn choose(newest_first: Vec<Commit>, tags: Vec<Tag>, by: By) -> Vec<Chosen> {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for tag in tags {
        named.entry(tag.commit).or_default().push(tag.name);
    }
    let mut seen: Option<(i16, i8)> = None;
    let mut chosen: Vec<Chosen> = Vec::new();
    for commit in newest_first {
        let tags = named.remove(&commit.id).unwrap_or_default();
        let month = Some(month(commit.date));
        let wanted = match by {
            By::Commit => true,
            By::Month => month != seen,
            By::Tag => !tags.is_empty(),
        };
        if wanted {
            seen = month;
            chosen.push(Chosen { commit, tags });
        }
    }
    chosen.reverse();
    chosen
}

fn month(date: Date) -> (i16, i8) {
    (date.year(), date.month())
}
