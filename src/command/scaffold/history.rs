//! A plausible history of the example, written as what each commit added, moved and changed.
//!
//! The folder is the last state of the main line, so the history only says in which commit a file
//! appeared and which texts in it were different before: earlier states follow by undoing later edits.
//! A branch that is never merged goes on from the main line by doing its edits.

use super::lineage::{Lineage, MAIN, Place};
use crate::model::scalar::Date;
use crate::repo::history::{Graph, Step, When};
use crate::syntax::{de, yaml};
use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The history as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct History {
    /// The day as of which the example is to be looked at.
    pub as_of: Date,
    authors: BTreeMap<Box<str>, Author>,
    steps: Vec<Written>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Author {
    name: Box<str>,
    email: Box<str>,
}

/// One commit as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    author: Box<str>,
    when: Box<str>,
    message: Box<str>,
    tag: Option<Tag>,
    /// The branch on which it stands, when that is not the main line.
    branch: Option<Box<str>>,
    /// The branch that it takes in.
    merges: Option<Box<str>>,
    /// Files, and folders that end with `/`, that appear; the most specific mention of a file counts.
    #[serde(default)]
    adds: Vec<Box<str>>,
    /// Files that go elsewhere, before anything in them changes.
    #[serde(default)]
    moves: Vec<Move>,
    /// Texts that change.
    #[serde(default)]
    edits: Vec<Change>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    from: Box<str>,
    to: Box<str>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Tag {
    name: Box<str>,
    message: Box<str>,
}

/// A text that this commit put in the place of another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    path: Box<str>,
    from: Box<str>,
    to: Box<str>,
}

/// Reads a history.
///
/// # Errors
/// When the text is no YAML, or has not the shape of a history.
pub fn read(text: &str) -> Result<History> {
    let yaml = yaml::read(text, 0);
    if let Some(problem) = yaml.problems.first() {
        bail!("the history does not read: {}", problem.message);
    }
    let document = yaml.documents.first().context("the history is empty")?;
    let (history, _) = de::read(&document.node)
        .map_err(|mismatch| anyhow!("the history does not read: {mismatch}"))?;
    Ok(history)
}

/// What a commit holds, by path.
type State = BTreeMap<String, Arc<[u8]>>;

impl History {
    /// The commits whose main line leads to `files`, and the branches.
    ///
    /// # Errors
    /// When a step does not fit; the message names it by its number, from 1.
    pub fn graph(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<Graph> {
        let places = self.steps.iter().map(|step| Place {
            branch: step.branch.as_deref(),
            merges: step.merges.as_deref(),
        });
        let lineage = Lineage::new(places)?;
        let states = self.states(&lineage, files)?;
        let empty = State::new();
        let mut commits = Vec::new();
        for (at, written) in self.steps.iter().enumerate() {
            let parents = lineage.parents(at);
            let before = parents.first().map_or(&empty, |parent| &states[parent]);
            let changes = difference(before, &states[&at]);
            commits.push((self.step(written, changes)?, parents.to_vec()));
        }
        let mut branches = vec![(MAIN.to_owned(), lineage.main())];
        branches.extend_from_slice(lineage.open());
        Ok(Graph { commits, branches })
    }

    /// What each commit holds, by its place.
    fn states(
        &self,
        lineage: &Lineage,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<BTreeMap<usize, State>> {
        let mut appear: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for path in files.keys() {
            let (at, first) = self.appearance(lineage, path)?;
            appear.entry(at).or_default().push(first);
        }
        let last = files.iter();
        let last = last.map(|(path, bytes)| (path.clone(), Arc::from(bytes.as_slice())));
        let mut states = BTreeMap::from([(lineage.main(), last.collect::<State>())]);
        for at in (0..lineage.main()).rev() {
            let Some(next) = lineage.next(at).filter(|_| lineage.in_main(at)) else {
                continue;
            };
            let mut state = states[&next].clone();
            for later in lineage.between(at, next) {
                let appeared = appear.get(&later).map_or(&[][..], Vec::as_slice);
                self.undo(later, &mut state, appeared)?;
            }
            states.insert(at, state);
        }
        for at in (0..self.steps.len()).filter(|at| !lineage.in_main(*at)) {
            let mut state = states[&lineage.parents(at)[0]].clone();
            self.redo(at, &mut state)?;
            states.insert(at, state);
        }
        Ok(states)
    }

    /// The step in which a file of the last state appears, and the path that it has there. The most
    /// specific mention counts.
    fn appearance<'a>(&'a self, lineage: &Lineage, path: &'a str) -> Result<(usize, &'a str)> {
        let steps = || self.steps.iter().enumerate();
        let merged = steps().filter(|(at, _)| lineage.in_main(*at));
        let moves = merged.clone().flat_map(|(_, step)| &step.moves);
        let moves: Vec<&Move> = moves.collect();
        let first = moves.iter().rev().fold(path, |path, moved| {
            if *moved.to == *path {
                &moved.from
            } else {
                path
            }
        });
        let mentions = merged.flat_map(|(at, step)| step.adds.iter().map(move |added| (at, added)));
        let fitting = mentions.filter(|(_, added)| {
            first == &***added || (added.ends_with('/') && first.starts_with(&***added))
        });
        let best = fitting.max_by_key(|(_, added)| added.len());
        best.map(|(at, _)| (at, first))
            .with_context(|| format!("no step of the history adds `{first}`"))
    }

    /// Takes a step back: its texts, its moves, and the files that appeared in it.
    fn undo(&self, at: usize, state: &mut State, appeared: &[&str]) -> Result<()> {
        let step = &self.steps[at];
        for edit in step.edits.iter().rev() {
            if appeared.contains(&&*edit.path) {
                bail!(
                    "step {} of the history edits `{}`, which appears in it",
                    at + 1,
                    edit.path
                );
            }
            put(state, at, &edit.path, &edit.to, &edit.from)?;
        }
        for moved in step.moves.iter().rev() {
            rename(state, at, &moved.to, &moved.from)?;
        }
        for path in appeared {
            state.remove(*path);
        }
        Ok(())
    }

    /// Takes a step of a branch that is never merged.
    fn redo(&self, at: usize, state: &mut State) -> Result<()> {
        let step = &self.steps[at];
        if let Some(path) = step.adds.first() {
            bail!(
                "step {} of the history adds `{path}`, but its branch is never merged",
                at + 1
            );
        }
        for moved in &step.moves {
            rename(state, at, &moved.from, &moved.to)?;
        }
        for edit in &step.edits {
            put(state, at, &edit.path, &edit.from, &edit.to)?;
        }
        Ok(())
    }

    fn step(&self, written: &Written, changes: Vec<(String, Option<Vec<u8>>)>) -> Result<Step> {
        let author = self
            .authors
            .get(&written.author)
            .with_context(|| format!("`{}` is not an author of the history", written.author))?;
        Ok(Step {
            author_name: author.name.to_string(),
            author_email: author.email.to_string(),
            when: written.when.parse::<When>().map_err(anyhow::Error::msg)?,
            message: written.message.trim_end().to_owned(),
            changes,
            tag: written
                .tag
                .as_ref()
                .map(|tag| (tag.name.to_string(), tag.message.to_string())),
        })
    }
}

/// The paths that two states hold differently, with what the newer holds.
fn difference(older: &State, newer: &State) -> Vec<(String, Option<Vec<u8>>)> {
    let gone = older.keys().filter(|path| !newer.contains_key(*path));
    let gone = gone.map(|path| (path.clone(), None));
    let changed = newer
        .iter()
        .filter(|(path, bytes)| older.get(*path) != Some(bytes))
        .map(|(path, bytes)| (path.clone(), Some(bytes.to_vec())));
    gone.chain(changed).collect()
}

/// Lets a file have another path.
fn rename(state: &mut State, step: usize, from: &str, to: &str) -> Result<()> {
    let number = step + 1;
    let bytes = state.remove(from).with_context(|| {
        format!("step {number} of the history moves `{from}` or to it, which does not exist")
    })?;
    if state.insert(to.to_owned(), bytes).is_some() {
        bail!("step {number} of the history moves a file to `{to}`, where another is");
    }
    Ok(())
}

/// Puts one text in the place of another, which stands there once.
fn put(state: &mut State, step: usize, path: &str, old: &str, new: &str) -> Result<()> {
    let number = step + 1;
    let bytes = state.get_mut(path).with_context(|| {
        format!("step {number} of the history edits `{path}`, which is not there before it")
    })?;
    let text = std::str::from_utf8(bytes).with_context(|| format!("`{path}` is not text"))?;
    let found = text.matches(old).count();
    if found != 1 {
        bail!("step {number} of the history: `{old}` stands {found} times in `{path}`, not once");
    }
    *bytes = text.replacen(old, new, 1).into_bytes().into();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "as_of: 2026-01-03
authors: {a: {name: A, email: a@x}}
steps:
  - {author: a, when: '2026-01-01T09:00:00+01:00', message: one, adds: [isms/]}
  - author: a
    when: '2026-01-02T09:00:00+01:00'
    message: two
    adds: [isms/new.yaml]
    moves: [{from: isms/old.yaml, to: isms/moved.yaml}]
    edits: [{path: isms/moved.yaml, from: draft, to: final}]
";

    const MERGE: &str = "  - {author: a, when: '2026-01-02T10:00:00+01:00', message: side, branch: side, edits: [{path: isms/new.yaml, from: x, to: y}]}
  - {author: a, when: '2026-01-02T11:00:00+01:00', message: main, edits: [{path: isms/moved.yaml, from: a, to: b}]}
  - {author: a, when: '2026-01-02T12:00:00+01:00', message: merge, merges: side}
  - {author: a, when: '2026-01-02T13:00:00+01:00', message: open, branch: open, moves: [{from: isms/new.yaml, to: isms/n.yaml}], edits: [{path: isms/n.yaml, from: y, to: z}]}
";

    fn graph(text: &str, files: &[(&str, &str)]) -> Result<Graph> {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        read(text)?.graph(&files.collect())
    }

    /// Paths and new texts of a commit; a file that goes away has none.
    fn changes(graph: &Graph, at: usize) -> Vec<(&str, Option<&str>)> {
        graph.commits[at]
            .0
            .changes
            .iter()
            .map(|(path, bytes)| {
                let text = bytes
                    .as_ref()
                    .map(|bytes| std::str::from_utf8(bytes).unwrap());
                (path.as_str(), text)
            })
            .collect()
    }

    #[test]
    fn earlier_states_follow_by_undoing_later_edits_and_moves() {
        let files = [("isms/moved.yaml", "status: final"), ("isms/new.yaml", "1")];
        let graph = graph(TEXT, &files).unwrap();
        assert_eq!(
            changes(&graph, 0),
            [("isms/old.yaml", Some("status: draft"))]
        );
        assert_eq!(
            changes(&graph, 1),
            [
                ("isms/old.yaml", None),
                ("isms/moved.yaml", Some("status: final")),
                ("isms/new.yaml", Some("1")),
            ]
        );
    }

    #[test]
    fn a_merge_takes_in_its_branch_and_an_open_branch_goes_on() {
        let files = [("isms/moved.yaml", "b final"), ("isms/new.yaml", "y")];
        let graph = graph(&format!("{TEXT}{MERGE}"), &files).unwrap();
        let parents: Vec<&[usize]> = graph.commits.iter().map(|(_, p)| p.as_slice()).collect();
        let expected: [&[usize]; 6] = [&[], &[0], &[1], &[1], &[3, 2], &[4]];
        assert_eq!(parents, expected);
        assert_eq!(changes(&graph, 2), [("isms/new.yaml", Some("y"))]);
        assert_eq!(changes(&graph, 3), [("isms/moved.yaml", Some("b final"))]);
        assert_eq!(changes(&graph, 4), [("isms/new.yaml", Some("y"))]);
        assert_eq!(
            changes(&graph, 5),
            [("isms/new.yaml", None), ("isms/n.yaml", Some("z"))]
        );
        let branches = [("main".to_owned(), 4), ("open".to_owned(), 5)];
        assert_eq!(graph.branches, branches);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let cases = [
            (
                [("isms/moved.yaml", "other"), ("isms/new.yaml", "")],
                "stands 0 times",
            ),
            (
                [("isms/other.yaml", ""), ("isms/new.yaml", "")],
                "is not there before it",
            ),
        ];
        for (files, expected) in cases {
            let error = graph(TEXT, &files).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
