//! What a rule is: a name, a page, levels, and a function from everything that is known to findings.

use crate::assess::assessment::Assessment;
use crate::assess::life::is_over;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::scalar::Date;
use crate::syntax::config::Settings;
use crate::syntax::schema::near_miss;
use crate::text::diagnostic::{Diagnostic, Level, Levels, RuleInfo, Severity};
use crate::text::proof::Proofs;
use crate::text::snapshot::{Files, Revision, Snapshot};
use std::collections::BTreeSet;

/// Everything that a rule may look at.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The documents and their links.
    pub model: &'a Model,
    /// What follows from them.
    pub assessment: &'a Assessment<'a>,
    /// Facts of the files that evidence names.
    pub files: &'a Files,
    /// What git says of the decisions.
    pub proofs: &'a Proofs,
    /// Every path of the snapshot, read or not: what a link in a text may lead to.
    pub paths: &'a Paths<'a>,
    /// The settings.
    pub settings: &'a Settings,
    /// Which state of the repository it is.
    pub revision: &'a Revision,
    /// The day.
    pub as_of: Date,
    /// The last day that is looked ahead to, when somebody asks what falls due.
    pub horizon: Option<Date>,
}

/// Every path of a snapshot, read or not. Few rules ask, so that nothing is copied for them.
#[derive(Debug, Default)]
pub struct Paths<'a> {
    /// Paths of documents, sorted.
    read: Vec<&'a str>,
    /// All others.
    others: Option<&'a BTreeSet<String>>,
}

impl<'a> Paths<'a> {
    /// How many paths there are.
    pub fn count(&self) -> usize {
        self.read.len() + self.others.map_or(0, BTreeSet::len)
    }

    /// The paths of a snapshot.
    pub fn of(snapshot: &'a Snapshot) -> Self {
        Self {
            read: snapshot.entries.iter().map(|entry| &*entry.path).collect(),
            others: Some(&snapshot.others),
        }
    }

    /// Whether a path is a file, or a folder with files in it; the empty path is the root.
    pub fn exists(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let at = self.read.partition_point(|read| *read < path);
        let below = self.read[at..]
            .iter()
            .take_while(|read| read.starts_with(path));
        let mut read = below.map(|read| &read[path.len()..]);
        let is_other = |others: &BTreeSet<String>| {
            let mut below = others.range(folder.clone()..);
            others.contains(path) || below.next().is_some_and(|next| next.starts_with(&folder))
        };
        path.is_empty()
            || read.any(|rest| rest.is_empty() || rest.starts_with('/'))
            || self.others.is_some_and(is_other)
    }
}

impl<'a> Paths<'a> {
    /// The one path that was probably meant by one that does not exist: a file of the same name in another
    /// folder, else one in the same folder with another ending or a name that is near.
    pub fn meant(&self, path: &str) -> Option<&'a str> {
        let others = self.others.into_iter().flatten().map(String::as_str);
        let all: Vec<&str> = self.read.iter().copied().chain(others).collect();
        let (folder, name) = split(path);
        let one = |like: &dyn Fn(&str, &str) -> bool| {
            let mut like = all.iter().filter(|path| {
                let (folder, name) = split(path);
                like(folder, name)
            });
            like.next().filter(|_| like.next().is_none()).copied()
        };
        let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_owned());
        let moved = one(&|_, other| other == name);
        let ended = || one(&|other, file| other == folder && stem(file) == stem(name));
        let near = || {
            let beside = all.iter().filter(|path| split(path).0 == folder);
            Some(near_miss::likely(path, beside.copied())?.0)
        };
        moved.or_else(ended).or_else(near)
    }
}

/// The folder and the name of a file.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

impl<'a> FromIterator<&'a String> for Paths<'a> {
    fn from_iter<I: IntoIterator<Item = &'a String>>(paths: I) -> Self {
        let mut read: Vec<&str> = paths.into_iter().map(String::as_str).collect();
        read.sort_unstable();
        Self { read, others: None }
    }
}

/// A rule.
#[derive(Clone, Copy)]
pub struct Rule {
    /// What is public about it.
    pub info: RuleInfo,
    /// Finds the defects; `None` when reading itself reports them.
    pub check: Option<fn(Case<'_>) -> Vec<Diagnostic>>,
    /// The same of one document, for a rule that needs nothing else: what it finds is kept beside the
    /// content, so that many states that share a document judge it once.
    pub each: Option<Each>,
}

/// A search in one document, whatever else there is and whatever the day.
#[derive(Clone, Copy)]
pub struct Each {
    /// What it finds in a whole document.
    pub find: fn(&Document) -> Vec<Diagnostic>,
    /// Whether it speaks of documents alone that have not ended.
    pub living: bool,
}

impl Each {
    /// Whether it speaks of a document on a day.
    pub fn is_about(self, document: &Document, as_of: Date) -> bool {
        document.is_whole() && !(self.living && is_over(document, as_of))
    }

    /// What it finds in all documents.
    pub fn everywhere(self, case: Case<'_>) -> Vec<Diagnostic> {
        let documents = case.model.documents.iter();
        let meant = documents.filter(|document| self.is_about(document, case.as_of));
        meant.flat_map(self.find).collect()
    }
}

/// Off at a stage.
pub const OFF: Level = Level::Off;
/// An information.
pub const INFO: Level = Level::On(Severity::Info);
/// A warning.
pub const WARNING: Level = Level::On(Severity::Warning);
/// An error.
pub const ERROR: Level = Level::On(Severity::Error);

/// Levels while building, before Stage 1, and once certified.
pub const fn levels(building: Level, stage_1: Level, certified: Level) -> Levels {
    Levels {
        building,
        stage_1,
        certified,
    }
}

/// A search in every whole document.
pub const fn each(find: fn(&Document) -> Vec<Diagnostic>) -> Each {
    Each {
        find,
        living: false,
    }
}

/// A search in every whole document that has not ended.
pub const fn each_living(find: fn(&Document) -> Vec<Diagnostic>) -> Each {
    Each { find, living: true }
}

/// Declares the rule of a file from its page, so that the page is what `explain` prints. The first
/// paragraph of the page says the defect in one sentence; then follow why it matters and what to do,
/// and fenced examples, ```` ```yaml wrong ```` and ```` ```yaml right ````, which are run as tests. A rule
/// that looks at one document at a time says `each`, every other one `check`.
macro_rules! rule {
    ($(#[doc = $doc:literal])* $name:literal in $family:literal, clauses $clauses:expr, levels $levels:expr, fix $fix:literal, $way:ident $looks:expr;) => {
        $(#[doc = $doc])*
        pub(crate) const RULE: $crate::rules::rule::Rule = $crate::rules::rule::Rule {
            info: $crate::text::diagnostic::RuleInfo {
                name: $name,
                family: $family,
                clauses: &$clauses,
                levels: $levels,
                doc: concat!($($doc, "\n",)*),
                fix: $fix,
            },
            check: $crate::rules::rule::rule!(@check $way $looks),
            each: $crate::rules::rule::rule!(@each $way $looks),
        };
    };
    (@check check $check:expr) => { $check };
    (@each check $check:expr) => { None };
    (@check each $each:expr) => { Some(|case| $each.everywhere(case)) };
    (@each each $each:expr) => { Some($each) };
}
pub(crate) use rule;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_moved_or_renamed_is_the_one_that_was_meant() {
        let all = ["a/form.txt", "a/log.csv", "b/log.csv", "b/plan.md"].map(str::to_owned);
        let paths: Paths<'_> = all.iter().collect();
        for (path, meant) in [
            ("b/form.txt", Some("a/form.txt")),
            ("a/log.xls", Some("a/log.csv")),
            ("b/plam.md", Some("b/plan.md")),
            ("c/log.csv", None),
            ("b/other.md", None),
        ] {
            assert_eq!(paths.meant(path), meant, "{path}");
        }
    }

    #[test]
    fn a_folder_is_there_when_a_file_is_in_it_and_names_alike_are_told_apart() {
        let all = ["isms/a-b.md", "isms/a.md", "isms/a/b.md", "isms/a.mdx"].map(str::to_owned);
        let paths: Paths<'_> = all.iter().collect();
        for there in ["", "isms", "isms/a", "isms/a.md", "isms/a-b.md"] {
            assert!(paths.exists(there), "{there}");
        }
        for gone in ["ism", "isms/a.m", "isms/a-b", "isms/b.md", "isms/a/b"] {
            assert!(!paths.exists(gone), "{gone}");
        }
    }
}
