//! Makes a pack again from a repository, and compares entry by entry. From the pack only its commit, day, audience
//! and choice of findings are taken, and each has to mean something here.

use crate::command::pack::{Choice, Findings, contents, stream};
use crate::command::session::{Global, Session};
use crate::model::scalar::Date;
use crate::output::archive::writer::sum;
use crate::output::pack::check::{Checked, Problem, What};
use crate::output::tally::count;
use crate::report::pack::manifest::Manifest;
use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// How far a pack was compared with a repository.
pub(super) struct Compared {
    /// How many entries were compared.
    entries: usize,
    /// Why not all of them.
    only: Option<String>,
    /// How many of them are the same.
    same: usize,
}

impl Compared {
    /// In words.
    pub(super) fn words(&self) -> String {
        let only = self.only.as_ref().map(|why| format!(" ({why})"));
        let files = count(self.entries, "file");
        let only = only.unwrap_or_default();
        match self.same == self.entries {
            true => format!("made again from the repository: {files} compared, all the same{only}"),
            false => format!(
                "made again from the repository: {files} compared, {} the same{only}",
                self.same
            ),
        }
    }

    /// As JSON.
    pub(super) fn json(&self) -> Value {
        json!({"compared": self.entries, "same": self.same, "only": self.only})
    }
}

/// Compares, and adds to the problems what is otherwise.
///
/// # Errors
/// When the repository cannot be opened at all.
pub(super) fn compare(global: &Global, folder: &Path, checked: &mut Checked) -> Result<Compared> {
    let mut problems = Vec::new();
    let compared = match &checked.manifest {
        Some(manifest) => compared(global, folder, manifest, checked, &mut problems)?,
        None => Compared {
            entries: 0,
            only: Some("there is no manifest to go by".to_owned()),
            same: 0,
        },
    };
    checked.problems.extend(problems);
    Ok(compared)
}

fn compared(
    global: &Global,
    folder: &Path,
    manifest: &Manifest,
    checked: &Checked,
    problems: &mut Vec<Problem>,
) -> Result<Compared> {
    let none = |problems: &mut Vec<Problem>, why: String| {
        problems.push(Problem::new(
            What::Repository,
            None,
            format!("it cannot be made again: {why}"),
        ));
        Ok(Compared {
            entries: 0,
            only: Some(why),
            same: 0,
        })
    };
    let (asked, choice) = match asked(global, folder, manifest) {
        Ok(asked) => asked,
        Err(why) => return none(problems, why),
    };
    let mut session = match Session::open(&asked, None) {
        Ok(session) => session,
        Err(why) => return none(problems, format!("{why:#}")),
    };
    let gathered = contents::gather(&mut session, &choice).context("cannot make the pack again")?;
    let same_tool = manifest.tool.version == env!("CARGO_PKG_VERSION");
    // Another version may write pages and figures otherwise; what it packs as it is stays the same.
    let counts =
        |name: &str| same_tool || name.starts_with("sources/") || name.starts_with("evidence/");
    let mut compared = Compared {
        entries: 0,
        same: 0,
        only: (!same_tool).then(|| {
            format!(
                "sources and evidence alone, for it was made by isms {} and this is {}",
                manifest.tool.version,
                env!("CARGO_PKG_VERSION")
            )
        }),
    };
    let mut stated: BTreeMap<&str, &str> = manifest
        .entries
        .iter()
        .filter(|entry| counts(&entry.path))
        .map(|entry| (entry.path.as_str(), entry.sha256.as_str()))
        .collect();
    for (name, item) in &gathered.entries {
        if !counts(name) {
            continue;
        }
        compared.entries += 1;
        let made = sum(&mut stream(&session, &item.content)?.reader)?;
        let held = checked.sums.get(name).map(|sum| sum.sha256.as_str());
        let message = match stated.remove(name.as_str()) {
            None => format!("`{name}` is made from the repository, and is not in the pack"),
            Some(stated)
                if stated != made.sha256 || held.is_some_and(|held| held != made.sha256) =>
            {
                format!("`{name}` is not what the repository gives")
            }
            Some(_) => {
                compared.same += 1;
                continue;
            }
        };
        problems.push(Problem::new(What::Repository, Some(name), message));
    }
    for name in stated.keys() {
        compared.entries += 1;
        let message = format!("`{name}` is in the pack, and is not made from the repository");
        problems.push(Problem::new(What::Repository, Some(name), message));
    }
    Ok(compared)
}

/// The state and the choice that a manifest names, each understood here; or why they are not.
fn asked(global: &Global, folder: &Path, manifest: &Manifest) -> Result<(Global, Choice), String> {
    let short = |text: &str| text.chars().take(80).collect::<String>();
    if manifest.dirty {
        return Err("it was made from a working tree that differed from its commit".to_owned());
    }
    let commit = manifest.revision.as_deref();
    let commit = commit.ok_or("it was made from a folder that is not in git")?;
    let is_id =
        matches!(commit.len(), 40 | 64) && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_id {
        return Err(format!("`{}` is not the id of a commit", short(commit)));
    }
    let as_of: Date = manifest
        .as_of
        .parse()
        .map_err(|why| format!("its day is none: {why}"))?;
    let audience = manifest.audience.parse();
    let audience = audience.map_err(|why| format!("its audience is none: {why}"))?;
    let findings = Findings::from_str(&manifest.findings, false);
    let choice = Choice {
        audience,
        findings: findings
            .map_err(|_| format!("`{}` is no choice of findings", short(&manifest.findings)))?,
        tag: manifest.tag.clone(),
    };
    let global = Global {
        directory: Some(global.folder().join(folder)),
        at: Some(commit.to_owned()),
        as_of: Some(as_of),
        ..*global
    };
    Ok((global, choice))
}
