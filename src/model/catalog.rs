//! What the standard names: the controls of Annex A with their attributes, the clauses with their
//! items, and what speaks for or against applicability. Data files, read when first asked.

use crate::syntax::{de, yaml};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// A control as a catalog names it.
#[derive(Debug, Deserialize)]
pub struct CatalogControl {
    /// Its id, such as `A.5.17`.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Its theme: organizational, people, physical or technological.
    pub theme: Box<str>,
    /// Values of the five attributes of ISO/IEC 27002:2022, by attribute.
    pub attributes: BTreeMap<Box<str>, Vec<Box<str>>>,
}

impl CatalogControl {
    /// Whether an attribute of it has this value.
    pub fn has(&self, attribute: &str, value: &str) -> bool {
        let values = self.attributes.get(attribute);
        values.is_some_and(|values| values.iter().any(|one| **one == *value))
    }
}

/// A theme of controls.
#[derive(Debug, Deserialize)]
pub struct Theme {
    /// Its id, such as `people`.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
}

/// A clause that asks for what a control does.
#[derive(Debug, Deserialize)]
pub struct ClauseReason {
    /// The control.
    pub control: Box<str>,
    /// The clause.
    pub clause: Box<str>,
    /// What the clause asks for.
    pub text: Box<str>,
}

/// A fact of an ISMS that speaks against an exclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// An asset of type software with own origin.
    OwnSoftware,
    /// The scope names a site.
    SiteInScope,
    /// There is a supplier.
    Supplier,
    /// An asset holds personal data.
    PersonalData,
    /// There is an obligation.
    Obligation,
    /// There are people who are not external.
    Staff,
    /// There is an asset of type hardware.
    Hardware,
}

/// Controls whose exclusion a fact contradicts.
#[derive(Debug, Deserialize)]
pub struct Contradiction {
    /// The controls.
    pub controls: Vec<Box<str>>,
    /// The fact.
    pub when: Fact,
    /// The fact in words.
    pub says: Box<str>,
}

/// A clause of the standard.
#[derive(Debug, Deserialize)]
pub struct Clause {
    /// Its number, such as `6.1.2`.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// What it asks for, in our words; absent where only its parts ask for something.
    pub summary: Option<Box<str>>,
    /// The clause that it is part of.
    pub parent: Option<Box<str>>,
    /// What Amendment 1:2024 adds to it.
    amendment_1_2024: Option<Amendment>,
    /// Lists of items in it.
    #[serde(default)]
    item_lists: Vec<ItemList>,
}

#[derive(Debug, Deserialize)]
struct Amendment {
    summary: Box<str>,
}

#[derive(Debug, Deserialize)]
struct ItemList {
    items: Vec<Item>,
}

/// An item of a clause.
#[derive(Debug, Deserialize)]
pub struct Item {
    /// Its letter, such as `c` or `c.1`.
    pub id: Box<str>,
    /// What it is about, in our words.
    pub label: Box<str>,
}

impl Clause {
    /// The items of the clause.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.item_lists.iter().flat_map(|list| &list.items)
    }

    /// What Amendment 1:2024 asks in this clause, in our words.
    pub fn amendment(&self) -> Option<&str> {
        self.amendment_1_2024
            .as_ref()
            .map(|amendment| &*amendment.summary)
    }
}

#[derive(Deserialize)]
struct Controls {
    themes: Vec<Theme>,
    attribute_values: BTreeMap<Box<str>, Vec<Box<str>>>,
    controls: Vec<CatalogControl>,
}

#[derive(Deserialize)]
struct Applicability {
    clause_reasons: Vec<ClauseReason>,
    contradictions: Vec<Contradiction>,
}

/// An item of documented information that the standard asks for.
#[derive(Debug, Deserialize)]
pub struct Documented {
    /// Its id, such as `isms_scope`.
    pub id: Box<str>,
    /// The clause that asks for it.
    pub clause: Box<str>,
    /// What it is, in our words.
    pub label: Box<str>,
}

#[derive(Deserialize)]
struct Clauses {
    clauses: Vec<Clause>,
    documented_information_index: Vec<Documented>,
}

/// A catalog of controls.
#[derive(Debug)]
pub struct Catalog {
    /// Its name in `isms.toml` and before the colon of `catalog:id`.
    pub name: &'static str,
    /// What it is called in reports.
    pub title: &'static str,
    /// The themes in their order.
    pub themes: Vec<Theme>,
    /// The attributes of ISO/IEC 27002:2022 by name, each with its values in their order.
    pub attributes: BTreeMap<Box<str>, Vec<Box<str>>>,
    /// The controls in their order.
    pub controls: Vec<CatalogControl>,
    /// Clauses that ask for what a control does.
    pub clause_reasons: Vec<ClauseReason>,
    /// Facts that speak against exclusions.
    pub contradictions: Vec<Contradiction>,
    order: HashMap<Box<str>, usize>,
}

impl Catalog {
    /// The control of this id.
    pub fn control(&self, id: &str) -> Option<&CatalogControl> {
        self.order.get(id).map(|&at| &self.controls[at])
    }

    /// The place of a control in the catalog, from 0.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.order.get(id).copied()
    }

    /// Whether an id has the form of this catalog's ids, whether or not it is one: `A.` and two numbers.
    pub fn claims(&self, id: &str) -> bool {
        let parts: Vec<&str> = id.split('.').collect();
        let number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        matches!(parts[..], ["A", theme, control] if number(theme) && number(control))
    }
}

/// Reads a data file of the tool itself.
pub(crate) fn data<T: serde::de::DeserializeOwned>(text: &str) -> T {
    let yaml = yaml::read(text, 0);
    de::read(&yaml.documents[0].node)
        .expect("internal error: a catalog file has its shape")
        .0
}

/// The primary catalog: Annex A of ISO/IEC 27001:2022.
pub static ANNEX_A: LazyLock<Catalog> = LazyLock::new(|| {
    let Controls {
        themes,
        attribute_values,
        controls,
    } = data(include_str!("catalog/iso27001-2022.yaml"));
    let more: Applicability = data(include_str!("catalog/iso27001-2022-applicability.yaml"));
    let order = controls
        .iter()
        .enumerate()
        .map(|(at, control)| (control.id.clone(), at))
        .collect();
    Catalog {
        name: "iso27001-2022",
        title: "ISO/IEC 27001:2022 Annex A",
        themes,
        attributes: attribute_values,
        controls,
        clause_reasons: more.clause_reasons,
        contradictions: more.contradictions,
        order,
    }
});

static STANDARD: LazyLock<Clauses> =
    LazyLock::new(|| data(include_str!("catalog/iso27001-2022-clauses.yaml")));

/// The clauses 4 to 10 of ISO/IEC 27001:2022, in their order.
pub static CLAUSES: LazyLock<&'static [Clause]> = LazyLock::new(|| &STANDARD.clauses);

/// The 20 items of documented information that those clauses ask for, in their order.
pub static DOCUMENTED: LazyLock<&'static [Documented]> =
    LazyLock::new(|| &STANDARD.documented_information_index);

/// Reads the data files now, so that nobody waits for them later; to be called on an idle thread.
pub fn prepare() {
    LazyLock::force(&ANNEX_A);
    LazyLock::force(&CLAUSES);
}

/// Whether `id` is a clause (`5.1`) or an item of one (`5.1.c`).
pub fn is_clause(id: &str) -> bool {
    CLAUSES.iter().any(|clause| {
        let rest = id.strip_prefix(&*clause.id);
        rest.is_some_and(|rest| {
            rest.is_empty()
                || rest
                    .strip_prefix('.')
                    .is_some_and(|item| clause.items().any(|i| *i.id == *item))
        })
    })
}

/// Every id of a clause or an item of one.
pub fn clause_ids() -> impl Iterator<Item = String> {
    CLAUSES.iter().flat_map(|clause| {
        let items = clause
            .items()
            .map(|item| format!("{}.{}", clause.id, item.id));
        std::iter::once(clause.id.to_string()).chain(items)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annex_a_has_93_controls_in_four_themes() {
        let count = |theme: &str| {
            ANNEX_A
                .controls
                .iter()
                .filter(|control| *control.theme == *theme)
                .count()
        };
        assert_eq!(
            ANNEX_A
                .themes
                .iter()
                .map(|theme| count(&theme.id))
                .collect::<Vec<_>>(),
            [37, 8, 14, 34]
        );
        assert_eq!(ANNEX_A.order.len(), 93);
        assert!(
            ANNEX_A
                .controls
                .iter()
                .all(|control| control.attributes.len() == 5)
        );
    }

    #[test]
    fn the_tables_name_only_controls_and_clauses_that_exist() {
        for reason in &ANNEX_A.clause_reasons {
            assert!(
                ANNEX_A.control(&reason.control).is_some() && is_clause(&reason.clause),
                "{reason:?}"
            );
        }
        for id in ANNEX_A
            .contradictions
            .iter()
            .flat_map(|entry| &entry.controls)
        {
            assert!(ANNEX_A.control(id).is_some(), "{id}");
        }
    }

    #[test]
    fn clauses_and_their_items_are_known() {
        for id in ["4", "5.1", "5.1.c", "6.1.2.a.1", "9.3.2.d.4", "10.2.f"] {
            assert!(is_clause(id), "{id}");
        }
        for id in ["11", "5.1.z", "5.1.", "A.5.1", "6.1.20"] {
            assert!(!is_clause(id), "{id}");
        }
    }
}
