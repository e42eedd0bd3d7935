//! How the commits of a written history follow each other: the main line, branches and merges.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, BTreeSet};

/// The branch that the folder is the last state of.
pub const MAIN: &str = "main";

/// Where a commit says that it stands.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The branch; the first commit of one begins it at the last commit of the main line so far.
    pub branch: Option<&'a str>,
    /// The branch that this commit takes in, which ends with it.
    pub merges: Option<&'a str>,
}

/// Which commits lead to which; a commit is named by its place in the list, from 0.
#[derive(Debug)]
pub struct Lineage {
    parents: Vec<Vec<usize>>,
    /// Each commit's own place, and those of all that lead to it.
    ancestors: Vec<BTreeSet<usize>>,
    main: usize,
    open: Vec<(String, usize)>,
}

impl Lineage {
    /// Follows the commits in their order.
    ///
    /// # Errors
    /// When a merge names no open branch, or nothing stands on the main line.
    pub fn new<'a>(places: impl Iterator<Item = Place<'a>>) -> Result<Self> {
        let mut parents: Vec<Vec<usize>> = Vec::new();
        let mut ancestors: Vec<BTreeSet<usize>> = Vec::new();
        let mut tips: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, place) in places.enumerate() {
            let line = place.branch.unwrap_or(MAIN);
            let before = tips.get(line).or_else(|| tips.get(MAIN)).copied();
            let mut own: Vec<usize> = before.into_iter().collect();
            if let Some(name) = place.merges {
                let tip = (name != line).then(|| tips.remove(name)).flatten();
                own.push(tip.with_context(|| {
                    format!(
                        "step {} merges `{name}`, which is not an open branch",
                        at + 1
                    )
                })?);
            }
            let mut all = BTreeSet::from([at]);
            all.extend(own.iter().flat_map(|parent| &ancestors[*parent]));
            tips.insert(line, at);
            parents.push(own);
            ancestors.push(all);
        }
        let main = tips.remove(MAIN);
        let open = tips.into_iter().map(|(name, at)| (name.to_owned(), at));
        Ok(Self {
            parents,
            ancestors,
            main: main.context("the history has no commit on the main line")?,
            open: open.collect(),
        })
    }

    /// The last commit of the main line.
    pub fn main(&self) -> usize {
        self.main
    }

    /// Branches that are never merged, by name, with the last commit of each.
    pub fn open(&self) -> &[(String, usize)] {
        &self.open
    }

    /// The commits that one follows, the line that it stands on first.
    pub fn parents(&self, commit: usize) -> &[usize] {
        &self.parents[commit]
    }

    /// Whether one commit leads to the end of the main line.
    pub fn in_main(&self, commit: usize) -> bool {
        self.ancestors[self.main].contains(&commit)
    }

    /// The first commit that follows one on the way to the end of the main line.
    pub fn next(&self, commit: usize) -> Option<usize> {
        let mut later = commit + 1..self.parents.len();
        later.find(|at| self.parents[*at].contains(&commit) && self.in_main(*at))
    }

    /// The commits that lead to the newer one and not to the older, newest first.
    pub fn between(&self, older: usize, newer: usize) -> impl Iterator<Item = usize> {
        let known = &self.ancestors[older];
        let commits = self.ancestors[newer].iter().rev().copied();
        commits.filter(|at| !known.contains(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn on(branch: Option<&'static str>, merges: Option<&'static str>) -> Place<'static> {
        Place { branch, merges }
    }

    #[test]
    fn a_branch_begins_at_the_main_line_and_ends_where_it_is_merged() {
        let places = [
            on(None, None),
            on(Some("a"), None),
            on(None, None),
            on(Some("a"), None),
            on(None, Some("a")),
            on(Some("b"), None),
        ];
        let lineage = Lineage::new(places.into_iter()).unwrap();
        let parents: Vec<&[usize]> = (0..6).map(|at| lineage.parents(at)).collect();
        let expected: [&[usize]; 6] = [&[], &[0], &[0], &[1], &[2, 3], &[4]];
        assert_eq!(parents, expected);
        assert_eq!((lineage.main(), lineage.next(1)), (4, Some(3)));
        assert_eq!(lineage.open(), [("b".to_owned(), 5)]);
        assert!(lineage.in_main(3) && !lineage.in_main(5));
        assert_eq!(lineage.between(2, 4).collect::<Vec<_>>(), [4, 3, 1]);
    }

    #[test]
    fn only_an_open_branch_can_be_merged() {
        for name in ["a", MAIN] {
            let places = [on(None, None), on(None, Some(name))];
            let error = Lineage::new(places.into_iter()).unwrap_err().to_string();
            assert!(
                error.contains(&format!("step 2 merges `{name}`")),
                "{error}"
            );
        }
    }
}
