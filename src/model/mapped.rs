//! Further catalogs, each one data file: their controls and the links of these to the primary catalog and
//! the clauses. A link says that two things overlap, never that one answers the other.

use super::catalog::data;
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::sync::LazyLock;

/// A catalog beside the primary one.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapped {
    /// Its name in `isms.toml` and before the colon of `catalog:id`.
    pub name: Box<str>,
    /// What it is called.
    pub title: Box<str>,
    /// Where its content comes from.
    pub source: Box<str>,
    /// What one entry is called, such as `outcome`.
    pub term: Box<str>,
    /// Whether it can only be looked up, because it is no longer in force anywhere.
    pub lookup_only: bool,
    /// Its chapters, each before those within it.
    pub groups: Vec<Group>,
    /// Its entries in their order.
    pub controls: Vec<MappedControl>,
}

/// A chapter of a catalog.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its id, such as `PR.AA`.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// The chapter that it stands in.
    pub within: Option<Box<str>>,
}

/// An entry of a catalog.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappedControl {
    /// Its id, such as `PR.AA-01`.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// The chapter that it stands in.
    pub group: Box<str>,
    /// Controls of the primary catalog that it is linked with.
    #[serde(default)]
    pub annex_a: Vec<Box<str>>,
    /// Clauses that it is linked with.
    #[serde(default)]
    pub clauses: Vec<Box<str>>,
}

impl Mapped {
    /// The entry of an id.
    pub fn control(&self, id: &str) -> Option<&MappedControl> {
        self.controls.iter().find(|control| *control.id == *id)
    }

    /// Titles of the chapters that an entry stands in, outermost first.
    pub fn path_of(&self, control: &MappedControl) -> Vec<&Group> {
        let mut path = Vec::new();
        let mut within = Some(&control.group);
        while let Some(group) = within.and_then(|id| self.groups.iter().find(|one| one.id == *id)) {
            path.insert(0, group);
            within = group.within.as_ref();
        }
        path
    }
}

static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/model/catalog/mapped");

/// Every catalog beside the primary one, by name.
pub static MAPPED: LazyLock<Vec<Mapped>> = LazyLock::new(|| {
    let texts = FILES.files().filter_map(|file| file.contents_utf8());
    let mut all: Vec<Mapped> = texts.map(data).collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
});

/// The catalog of a name.
pub fn find(name: &str) -> Option<&'static Mapped> {
    MAPPED.iter().find(|catalog| *catalog.name == *name)
}

/// The catalog and the entry that `catalog:id` names, in force or not.
pub fn control(id: &str) -> Option<(&'static Mapped, &'static MappedControl)> {
    let (name, id) = id.split_once(':')?;
    let catalog = find(name)?;
    Some((catalog, catalog.control(id)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::catalog::{ANNEX_A, is_clause};

    fn links(name: &str) -> usize {
        let controls = &find(name).unwrap().controls;
        let of = |control: &MappedControl| control.annex_a.len() + control.clauses.len();
        controls.iter().map(of).sum()
    }

    #[test]
    fn the_csf_has_106_outcomes_in_22_categories_and_341_links() {
        let csf = find("nist-csf-2.0").unwrap();
        assert_eq!((csf.controls.len(), csf.groups.len()), (106, 6 + 22));
        assert_eq!(links("nist-csf-2.0"), 341);
    }

    #[test]
    fn the_edition_of_2013_has_114_controls_and_each_has_successors() {
        let old = find("iso27001-2013").unwrap();
        assert_eq!((old.controls.len(), old.groups.len()), (114, 14 + 35));
        assert_eq!(links("iso27001-2013"), 115);
        assert!(
            old.controls
                .iter()
                .all(|control| !control.annex_a.is_empty())
        );
        let twice = &old.control("A.18.2.3").unwrap().annex_a;
        assert_eq!(
            twice.iter().map(|id| &**id).collect::<Vec<_>>(),
            ["A.5.36", "A.8.8"]
        );
    }

    #[test]
    fn links_and_chapters_lead_somewhere() {
        for catalog in MAPPED.iter() {
            for control in &catalog.controls {
                assert!(!catalog.path_of(control).is_empty(), "{}", control.id);
                for id in &control.annex_a {
                    assert!(ANNEX_A.control(id).is_some(), "{} to {id}", control.id);
                }
                for id in &control.clauses {
                    assert!(is_clause(id), "{} to {id}", control.id);
                }
            }
        }
    }
}
