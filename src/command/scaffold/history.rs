//! A plausible history of the example, written as what each commit added and changed.
//!
//! The last step is the folder itself, so the history only says in which commit a file appeared and
//! which texts in it were different before. Earlier states follow by undoing later edits.

use crate::model::scalar::Date;
use crate::repo::history::{Step, When};
use crate::syntax::{de, yaml};
use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Files, and folders that end with `/`, that appear; the most specific mention of a file counts.
    #[serde(default)]
    adds: Vec<Box<str>>,
    /// Texts that change.
    #[serde(default)]
    edits: Vec<Change>,
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

impl History {
    /// The name of the first tag.
    pub fn first_tag(&self) -> Option<&str> {
        self.steps
            .iter()
            .find_map(|step| step.tag.as_ref())
            .map(|tag| &*tag.name)
    }

    /// The commits that lead to `files`.
    pub fn steps(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<Step>> {
        let appears: BTreeMap<&str, usize> = files
            .keys()
            .map(|path| Ok((path.as_str(), self.appearance(path)?)))
            .collect::<Result<_>>()?;
        let mut content = files.clone();
        let mut steps = Vec::new();
        for (at, written) in self.steps.iter().enumerate().rev() {
            let added = appears
                .iter()
                .filter(|(_, step)| **step == at)
                .map(|(path, _)| *path);
            let edited = written.edits.iter().map(|edit| &*edit.path);
            let mut touched: Vec<&str> = added.chain(edited).collect();
            touched.sort_unstable();
            touched.dedup();
            let changes = touched
                .iter()
                .map(|path| ((*path).to_owned(), content.get(*path).cloned()))
                .collect();
            steps.push(self.step(written, changes)?);
            for edit in written.edits.iter().rev() {
                undo(&mut content, edit, at, appears.get(&*edit.path).copied())?;
            }
        }
        steps.reverse();
        Ok(steps)
    }

    /// The step in which a file appears.
    fn appearance(&self, path: &str) -> Result<usize> {
        let mentions = self
            .steps
            .iter()
            .enumerate()
            .flat_map(|(at, step)| step.adds.iter().map(move |added| (at, added)));
        let fitting = mentions.filter(|(_, added)| {
            path == &***added || (added.ends_with('/') && path.starts_with(&***added))
        });
        let best = fitting.max_by_key(|(_, added)| added.len());
        best.map(|(at, _)| at)
            .with_context(|| format!("no step of the history adds `{path}`"))
    }

    fn step(&self, written: &Written, changes: Vec<(String, Option<Vec<u8>>)>) -> Result<Step> {
        let author = self
            .authors
            .get(&written.author)
            .with_context(|| format!("`{}` is no author of the history", written.author))?;
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

/// Puts back the text that stood there before a step.
fn undo(
    content: &mut BTreeMap<String, Vec<u8>>,
    edit: &Change,
    step: usize,
    appeared: Option<usize>,
) -> Result<()> {
    let number = step + 1;
    let path = &*edit.path;
    if appeared.is_none_or(|appeared| appeared >= step) {
        bail!("step {number} of the history edits `{path}`, which is not there before it");
    }
    let bytes = content.get_mut(path).with_context(|| {
        format!("step {number} of the history edits `{path}`, which does not exist")
    })?;
    let text = std::str::from_utf8(bytes).with_context(|| format!("`{path}` is no text"))?;
    let found = text.matches(&*edit.to).count();
    if found != 1 {
        bail!(
            "step {number} of the history: `{}` stands {found} times in `{path}`, not once",
            edit.to
        );
    }
    *bytes = text.replacen(&*edit.to, &edit.from, 1).into_bytes();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "as_of: 2026-01-03\nauthors: {a: {name: A, email: a@x}}\nsteps:\n  - {author: a, when: '2026-01-01T09:00:00+01:00', message: one, adds: [isms/]}\n  - {author: a, when: '2026-01-02T09:00:00+01:00', message: two, adds: [isms/new.yaml], edits: [{path: isms/old.yaml, from: draft, to: final}]}\n";

    #[test]
    fn earlier_states_follow_by_undoing_later_edits() {
        let files = [
            ("isms/old.yaml", "status: final\n"),
            ("isms/new.yaml", "x: 1\n"),
        ];
        let files = files
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .into();
        let steps = read(TEXT).unwrap().steps(&files).unwrap();
        let text = |step: usize, at: usize| {
            String::from_utf8(steps[step].changes[at].1.clone().unwrap()).unwrap()
        };
        assert_eq!(steps[0].changes.len(), 1);
        assert_eq!(text(0, 0), "status: draft\n");
        assert_eq!(text(1, 1), "status: final\n");
    }

    #[test]
    fn an_edit_that_does_not_fit_is_named() {
        let files = [
            ("isms/old.yaml".to_owned(), b"other".to_vec()),
            ("isms/new.yaml".to_owned(), Vec::new()),
        ]
        .into();
        let error = read(TEXT).unwrap().steps(&files).unwrap_err();
        assert!(error.to_string().contains("stands 0 times"), "{error}");
    }
}
