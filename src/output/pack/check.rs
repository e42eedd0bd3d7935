//! The check of a whole pack: the container, the manifest, and every entry against it. Nothing that the file says
//! of itself is believed before something else says the same.

use crate::output::archive::reader::Archive;
use crate::output::archive::writer::{Sum, sum};
use crate::report::pack::manifest::{DIGEST, Entry, MANIFEST, Manifest};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek};

/// A manifest of more bytes is none: it would name millions of entries.
const MAX_MANIFEST: u64 = 64 << 20;

/// What can be wrong with a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The file around the entries.
    Container,
    /// The manifest, or its digest.
    Manifest,
    /// An entry does not hold what the manifest says.
    Altered,
    /// An entry of the manifest is not there.
    Missing,
    /// An entry is there that the manifest does not name.
    Added,
    /// Entries are not in the order of the manifest.
    Reordered,
    /// A content stands under another name.
    Renamed,
    /// The signature.
    Signature,
    /// What the repository gives is something else.
    Repository,
}

/// Something that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What sort of thing.
    pub what: What,
    /// The entry; null for the pack as a whole.
    pub entry: Option<String>,
    /// One sentence.
    pub message: String,
}

impl Problem {
    /// Something wrong with an entry, or with the whole.
    pub fn new(what: What, entry: Option<&str>, message: impl Into<String>) -> Self {
        Self {
            what,
            entry: entry.map(str::to_owned),
            message: message.into(),
        }
    }
}

/// What a check found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The manifest, if it can be read.
    pub manifest: Option<Manifest>,
    /// What each entry holds that could be unpacked, by name.
    pub sums: BTreeMap<String, Sum>,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

/// Checks a pack.
///
/// # Errors
/// When the file cannot be read.
pub fn check(file: impl Read + Seek) -> io::Result<Checked> {
    let mut archive = Archive::open(file)?;
    let mut checked = Checked::default();
    for fault in &archive.faults {
        let name = fault.entry.as_deref();
        let message = match name {
            Some(name) => format!("`{name}` {}", fault.why),
            None => format!("the file {}", fault.why),
        };
        let problem = Problem::new(What::Container, name, message);
        checked.problems.push(problem);
    }
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    if names.is_empty() && !checked.problems.is_empty() {
        return Ok(checked);
    }
    checked.take_manifest(&mut archive, &names)?;
    let stated = checked
        .manifest
        .as_ref()
        .map(|manifest| manifest.entries.clone());
    let usual = checked
        .manifest
        .as_ref()
        .is_some_and(|it| it.tool.version == env!("CARGO_PKG_VERSION"));
    if let Some(stated) = stated {
        checked.take_entries(&mut archive, &names, &stated, usual)?;
        checked.compare(&names, &stated);
    }
    Ok(checked)
}

impl Checked {
    fn wrong(&mut self, what: What, entry: Option<&str>, message: impl Into<String>) {
        self.problems.push(Problem::new(what, entry, message));
    }

    /// Reads the manifest and compares it with its digest.
    fn take_manifest(
        &mut self,
        archive: &mut Archive<impl Read + Seek>,
        names: &[String],
    ) -> io::Result<()> {
        let mut texts = Vec::new();
        for name in [MANIFEST, DIGEST] {
            let Some(at) = names.iter().position(|other| other == name) else {
                self.wrong(What::Manifest, Some(name), format!("there is no `{name}`"));
                continue;
            };
            let mut text = Vec::new();
            match archive.unpack(at, MAX_MANIFEST, &mut text)? {
                Ok(unpacked) => {
                    self.usual(name, unpacked.is_usual);
                    texts.push((name, text));
                }
                Err(why) => self.wrong(What::Manifest, Some(name), format!("`{name}` {why}")),
            }
        }
        let text = |name| {
            texts
                .iter()
                .find(|(other, _)| *other == name)
                .map(|(_, text)| text)
        };
        let Some(manifest) = text(MANIFEST) else {
            return Ok(());
        };
        let found = sum(&mut manifest.as_slice())?.sha256;
        let read = Manifest::read(manifest);
        if text(DIGEST).is_some_and(|stated| *stated != digest_line(&found).into_bytes()) {
            let message = format!("`{MANIFEST}` is not the one that `{DIGEST}` was written for");
            self.wrong(What::Manifest, Some(MANIFEST), message);
        }
        match read {
            Ok(manifest) => self.manifest = Some(manifest),
            Err(why) => self.wrong(
                What::Manifest,
                Some(MANIFEST),
                format!("`{MANIFEST}` {why}"),
            ),
        }
        Ok(())
    }

    /// The manifest and its digest are small, and always compressed alike.
    fn usual(&mut self, name: &str, is_usual: bool) {
        if !is_usual {
            let message = format!("`{name}` is compressed otherwise than isms compresses it");
            self.wrong(What::Container, Some(name), message);
        }
    }

    /// Unpacks every entry, each bounded by what the manifest says.
    fn take_entries(
        &mut self,
        archive: &mut Archive<impl Read + Seek>,
        names: &[String],
        stated: &[Entry],
        usual: bool,
    ) -> io::Result<()> {
        let sizes: BTreeMap<&str, u64> = stated
            .iter()
            .map(|entry| (entry.path.as_str(), entry.size))
            .collect();
        let known: BTreeSet<u64> = sizes.values().copied().collect();
        for (at, name) in names.iter().enumerate() {
            if [MANIFEST, DIGEST].contains(&name.as_str()) {
                continue;
            }
            // What is not in the manifest is only looked at when it may be something that is.
            let limit = match sizes.get(name.as_str()) {
                Some(size) => *size,
                None if known.contains(&archive.stated_size(at)) => archive.stated_size(at),
                None => continue,
            };
            match archive.unpack(at, limit, &mut io::sink())? {
                Ok(unpacked) => {
                    if usual {
                        self.usual(name, unpacked.is_usual);
                    }
                    self.sums.insert(name.clone(), unpacked.sum);
                }
                Err(why) => self.wrong(What::Altered, Some(name), format!("`{name}` {why}")),
            }
        }
        Ok(())
    }

    /// Compares what is there with what the manifest names.
    fn compare(&mut self, names: &[String], stated: &[Entry]) {
        let there: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let listed: BTreeMap<&str, &Entry> = stated
            .iter()
            .map(|entry| (entry.path.as_str(), entry))
            .collect();
        if listed.len() != stated.len() {
            self.wrong(
                What::Manifest,
                Some(MANIFEST),
                format!("`{MANIFEST}` names an entry twice"),
            );
        }
        let of_content: BTreeMap<&str, &str> = stated
            .iter()
            .map(|entry| (entry.sha256.as_str(), entry.path.as_str()))
            .collect();
        let mut moved = BTreeSet::new();
        let mut problems = Vec::new();
        for name in &there {
            let sum = self.sums.get(*name);
            let owner = sum.and_then(|sum| of_content.get(sum.sha256.as_str()));
            match (listed.get(name), sum) {
                (Some(entry), Some(sum)) if entry.sha256 != sum.sha256 => {
                    let message = match owner {
                        Some(owner) => format!("`{name}` holds what belongs to `{owner}`"),
                        None => format!(
                            "`{name}` is not what was packed: it has {} bytes with SHA-256 {}, and the manifest says {} bytes with {}",
                            sum.size, sum.sha256, entry.size, entry.sha256
                        ),
                    };
                    problems.push(Problem::new(What::Altered, Some(name), message));
                }
                (Some(entry), Some(sum)) if entry.size != sum.size => {
                    let message = format!(
                        "`{name}` has {} bytes, and the manifest says {}",
                        sum.size, entry.size
                    );
                    problems.push(Problem::new(What::Manifest, Some(name), message));
                }
                (None, _) if ![MANIFEST, DIGEST].contains(name) => {
                    let lost = owner.filter(|owner| !there.contains(**owner));
                    let problem = match lost {
                        Some(owner) => {
                            moved.insert(*owner);
                            let message = format!("`{owner}` stands under another name, `{name}`");
                            Problem::new(What::Renamed, Some(name), message)
                        }
                        None => {
                            let message =
                                format!("`{name}` was added: the manifest does not name it");
                            Problem::new(What::Added, Some(name), message)
                        }
                    };
                    problems.push(problem);
                }
                _ => {}
            }
        }
        let missing = listed
            .keys()
            .filter(|name| !there.contains(**name) && !moved.contains(**name));
        for name in missing {
            let message = format!("`{name}` is missing");
            problems.push(Problem::new(What::Missing, Some(name), message));
        }
        self.problems.extend(problems);
        self.compare_order(names, stated);
    }

    /// The entries stand in the order of the manifest, which is that of their names, with the manifest and its
    /// digest behind them.
    fn compare_order(&mut self, names: &[String], stated: &[Entry]) {
        let listed: BTreeSet<&str> = stated.iter().map(|entry| entry.path.as_str()).collect();
        let last = [MANIFEST, DIGEST];
        let there: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let wanted = stated.iter().map(|entry| entry.path.as_str()).chain(last);
        let wanted = wanted.filter(|name| there.contains(name));
        let mut found = names
            .iter()
            .map(String::as_str)
            .filter(|name| listed.contains(name) || last.contains(name));
        let first = wanted
            .zip(&mut found)
            .find(|(wanted, found)| wanted != found);
        if let Some((wanted, found)) = first {
            let message =
                format!("`{found}` stands where `{wanted}` should: the entries were reordered");
            self.wrong(What::Reordered, Some(found), message);
        }
        if !stated.is_sorted_by(|a, b| a.path < b.path) {
            let message = format!("`{MANIFEST}` does not name its entries in their order");
            self.wrong(What::Manifest, Some(MANIFEST), message);
        }
    }
}

/// The line of `MANIFEST.sha256`.
pub fn digest_line(sha256: &str) -> String {
    format!("{sha256}  {MANIFEST}\n")
}
