//! Names in the pack, and the sources that files came from.

use crate::command::session::Session;
use crate::output::place;
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

/// Where documents of a state stand, and which pages are theirs.
pub(super) struct Places {
    /// By the path of the page, without its ending.
    by_page: HashMap<String, Origin>,
    commit: Option<String>,
}

impl Places {
    pub(super) fn of(session: &Session) -> Self {
        let revision = &session.snapshot.revision;
        let commit = revision.commit.clone().filter(|_| !revision.dirty);
        let mut places = Self {
            by_page: HashMap::new(),
            commit,
        };
        for document in &session.linked.model.documents {
            let source = Source::of(document);
            let origin = places.origin(&source.path, source.line);
            let page = place::path(document.kind.name(), &document.id);
            // Where an id stands twice the page is that of the first.
            places.by_page.entry(page).or_insert(origin);
        }
        places
    }

    /// A line of a file of this state.
    pub(super) fn origin(&self, path: &str, line: usize) -> Origin {
        Origin {
            path: path.to_owned(),
            line,
            commit: self.commit.clone(),
        }
    }

    /// What a rendered file was made from, when it is the page of one document.
    pub(super) fn of_rendered(&self, path: &str) -> Option<Origin> {
        let (page, _) = path.rsplit_once('.')?;
        self.by_page.get(page).cloned()
    }
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
