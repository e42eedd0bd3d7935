//! Makes a pack again from a repository, and compares entry by entry. From the pack only its commit, day, audience
//! and choice of findings are taken, and each has to mean something here.

use crate::command::pack::contents::{self, Content, Contents, Item};
use crate::command::pack::{Choice, Findings, Pointers, stream};
use crate::command::session::{Global, Session};
use crate::model::scalar::Date;
use crate::output::archive::writer::sum;
use crate::output::pack::check::{Checked, Problem, What};
use crate::output::tally::count;
use crate::report::pack::manifest::{Entry, MANIFEST, Manifest};
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
    let opened = asked(global, folder, manifest).and_then(|(asked, choice)| {
        let session = Session::open(&asked, None).map_err(|why| format!("{why:#}"));
        Ok((session?, choice))
    });
    let (mut session, choice) = match opened {
        Ok(opened) => opened,
        Err(why) => {
            let message = format!("it cannot be made again: {why}");
            problems.push(Problem::new(What::Repository, None, message));
            return Ok(Compared {
                entries: 0,
                only: Some(why),
                same: 0,
            });
        }
    };
    problems.extend(moved_tag(&session, manifest));
    let gathered = contents::gather(&mut session, &choice).context("cannot make the pack again")?;
    let again = Again {
        session: &session,
        manifest,
        checked,
        same_tool: manifest.tool.version == env!("CARGO_PKG_VERSION"),
    };
    again.compared(&gathered, problems)
}

/// A tag that does not stand here for the commit that the pack was made from.
fn moved_tag(session: &Session, manifest: &Manifest) -> Option<Problem> {
    let name = manifest.tag.as_deref()?;
    let tags = session.repo.past().map(|past| past.tags());
    let here = tags
        .unwrap_or_default()
        .into_iter()
        .find(|tag| tag.name == name);
    let short: String = name.chars().take(80).collect();
    let message = match here {
        Some(tag) if Some(&tag.commit) == manifest.revision.as_ref() => return None,
        Some(tag) => format!("the tag `{short}` is the commit {} here", tag.commit),
        None => format!("there is no tag `{short}` here"),
    };
    Some(Problem::new(What::Repository, Some(MANIFEST), message))
}

/// A pack and the repository from which it is made again.
struct Again<'a> {
    session: &'a Session,
    manifest: &'a Manifest,
    checked: &'a Checked,
    /// The pack was made by this very version.
    same_tool: bool,
}

impl Again<'_> {
    /// Whether an entry can be compared: another version may write pages and figures otherwise; what it packs as
    /// it is stays the same.
    fn counts(&self, name: &str) -> bool {
        self.same_tool || name.starts_with("sources/") || name.starts_with("evidence/")
    }

    fn compared(&self, gathered: &Contents, problems: &mut Vec<Problem>) -> Result<Compared> {
        let (mut entries, mut same, mut unmade) = (0, 0, 0);
        let stated = self.manifest.entries.iter();
        let stated = stated.filter(|entry| self.counts(&entry.path));
        let mut stated: BTreeMap<&str, &Entry> =
            stated.map(|entry| (entry.path.as_str(), entry)).collect();
        for (name, item) in &gathered.entries {
            if !self.counts(name) {
                continue;
            }
            let entry = stated.remove(name.as_str());
            if entry.is_some() && matches!(item.content, Content::Unmade) {
                unmade += 1;
                continue;
            }
            entries += 1;
            match self.wrong(name, entry, item)? {
                None => same += 1,
                Some(why) => problems.push(Problem::new(What::Repository, Some(name), why)),
            }
        }
        for name in stated.keys() {
            entries += 1;
            let message = format!("`{name}` is in the pack, and is not made from the repository");
            problems.push(Problem::new(What::Repository, Some(name), message));
        }
        if self.same_tool && !says_the_same(self.manifest, &gathered.manifest) {
            let message =
                format!("what `{MANIFEST}` says of the pack is not what the repository gives");
            problems.push(Problem::new(What::Repository, Some(MANIFEST), message));
        }
        Ok(Compared {
            entries,
            same,
            only: self.only(unmade),
        })
    }

    /// What is wrong with an entry that is made again.
    fn wrong(&self, name: &str, entry: Option<&Entry>, item: &Item) -> Result<Option<String>> {
        let Some(entry) = entry else {
            let why = format!("`{name}` is made from the repository, and is not in the pack");
            return Ok(Some(why));
        };
        let made = match &item.content {
            Content::Known(pointer) => pointer.sha256.clone(),
            content => sum(&mut stream(self.session, content)?.reader)?.sha256,
        };
        let held = self.checked.sums.get(name);
        if entry.sha256 != made || held.is_some_and(|held| held.sha256 != made) {
            return Ok(Some(format!("`{name}` is not what the repository gives")));
        }
        let moved = self.same_tool && entry.source != item.source;
        Ok(moved.then(|| format!("`{name}` was not made from the source that `{MANIFEST}` names")))
    }

    /// Why not everything was compared.
    fn only(&self, unmade: usize) -> Option<String> {
        if !self.same_tool {
            return Some(format!(
                "sources and evidence alone, for it was made by isms {} and this is {}",
                self.manifest.tool.version,
                env!("CARGO_PKG_VERSION")
            ));
        }
        (unmade > 0).then(|| {
            format!(
                "{} not rendered again, for this isms was built without PDF",
                count(unmade, "PDF")
            )
        })
    }
}

/// Whether two manifests say the same of the whole, whatever they say of entries.
fn says_the_same(one: &Manifest, other: &Manifest) -> bool {
    let whole = |manifest: &Manifest| Manifest {
        entries: Vec::new(),
        ..manifest.clone()
    };
    whole(one) == whole(other)
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
        pdf: manifest.pdf,
        pointers: Pointers::Known {
            absent: manifest.absent.iter().map(|it| it.file.clone()).collect(),
        },
    };
    let global = Global {
        directory: Some(global.folder().join(folder)),
        at: Some(commit.to_owned()),
        as_of: Some(as_of),
        ..*global
    };
    Ok((global, choice))
}
