//! Names in the pack, and the sources that files came from.

use crate::command::session::Session;
use crate::model::document::Document;
use crate::report::pack::manifest::Origin;
use crate::report::place::Source;
use crate::text::phrases::Phrases;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A path as the name of an entry: what some system takes for something else is encoded.
pub(super) fn entry_name(folder: &str, path: &str) -> String {
    let mut name = format!("{folder}/");
    for c in path.chars() {
        match c {
            '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '%' => {
                name.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c if c.is_control() => name.push_str(&format!("%{:02X}", u32::from(c))),
            c => name.push(c),
        }
    }
    name
}

/// Where documents of a state stand, and in which files of the pack they are.
pub(super) struct Places {
    by_subject: HashMap<String, Origin>,
    /// Subjects by id as a page would bear it; an id of several kinds has several.
    by_stem: HashMap<String, Vec<String>>,
    commit: Option<String>,
}

impl Places {
    pub(super) fn of(session: &Session) -> Self {
        let revision = &session.snapshot.revision;
        let commit = revision.commit.clone().filter(|_| !revision.dirty);
        let mut places = Self {
            by_subject: HashMap::new(),
            by_stem: HashMap::new(),
            commit,
        };
        for document in &session.linked.model.documents {
            places.take(document);
        }
        places
    }

    fn take(&mut self, document: &Document) {
        let source = Source::of(document);
        let origin = self.origin(&source.path, source.line);
        let subject = document.subject();
        let stem = stem(&document.id);
        self.by_stem.entry(stem).or_default().push(subject.clone());
        self.by_subject.insert(subject, origin);
    }

    /// A line of a file of this state.
    pub(super) fn origin(&self, path: &str, line: usize) -> Origin {
        Origin {
            path: path.to_owned(),
            line,
            commit: self.commit.clone(),
        }
    }

    /// What a rendered file was made from, when it is about one document: it bears the id, in a folder that
    /// bears the kind.
    pub(super) fn of_rendered(&self, path: &str) -> Option<Origin> {
        let (folder, file) = path.rsplit_once('/')?;
        let (name, _) = file.rsplit_once('.')?;
        let subjects = self.by_stem.get(name)?;
        let folder = folder.rsplit('/').next()?;
        let common = |subject: &&String| {
            let kind = subject.split('/').next().unwrap_or_default();
            let same =
                |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
            same(kind, folder) + 2 >= kind.len().min(folder.len())
        };
        let subject = subjects.iter().find(common);
        self.by_subject.get(subject?).cloned()
    }
}

/// An id as part of a file name.
fn stem(id: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    id.chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect()
}

/// Gives a name to a content; two names that differ in the case of letters alone would be one file on some
/// systems, so that the later gets a number.
pub(super) fn put<T>(
    entries: &mut BTreeMap<String, T>,
    names: &mut BTreeMap<String, usize>,
    name: String,
    item: T,
) {
    let seen = names.entry(name.to_lowercase()).or_insert(0);
    *seen += 1;
    let name = match (*seen, name.rsplit_once('.')) {
        (1, _) => name,
        (number, Some((stem, ending))) if !ending.contains('/') => {
            format!("{stem}~{number}.{ending}")
        }
        (number, _) => format!("{name}~{number}"),
    };
    entries.insert(name, item);
}

/// Which files that are no pages the pages link to by a way on which they have to stand beside them, too: a
/// template of the user may. Our own pages link to where documents are filed.
pub(super) fn linked(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let is_page = |path: &str| path.ends_with(".html");
    let others: Vec<&String> = files.keys().filter(|path| !is_page(path)).collect();
    let ways = others.iter().flat_map(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        [format!("=\"{name}\""), format!("=\"../{path}\"")]
    });
    let search = Phrases::new(ways);
    let mut found = BTreeSet::new();
    for (_, page) in files.iter().filter(|(path, _)| is_page(path)) {
        for (way, _) in search.find(&String::from_utf8_lossy(page)) {
            found.insert(others[way / 2].clone());
        }
    }
    found
}

/// A name as part of a file name.
pub(super) fn slug(name: &str) -> String {
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-").to_lowercase();
    slug.truncate(40);
    slug
}
