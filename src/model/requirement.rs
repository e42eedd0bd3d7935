//! What shows that a requirement of clauses 4 to 10 is met, as data: the documents that have to exist
//! and the rules that have to be silent (model.md, "Readiness").

use super::Kind;
use super::catalog::{CLAUSES, Clause, DOCUMENTED};
use crate::syntax::{de, yaml};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

/// When a requirement is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    /// Documents and planning.
    #[serde(rename = "stage-1")]
    Stage1,
    /// Records of a running ISMS.
    #[serde(rename = "stage-2")]
    Stage2,
    /// What only time shows.
    Operation,
}

impl Milestone {
    /// All milestones, in the order in which an organisation reaches them.
    pub const ALL: [Self; 3] = [Self::Stage1, Self::Stage2, Self::Operation];

    /// The word in data, JSON and text.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stage1 => "stage-1",
            Self::Stage2 => "stage-2",
            Self::Operation => "operation",
        }
    }
}

/// Documents of which one has to exist; every field that is given narrows it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selector {
    /// Their kind.
    #[serde(default, deserialize_with = "kind")]
    pub kind: Option<Kind>,
    /// The id of the one that is meant.
    pub id: Option<Box<str>>,
    /// Fields that hold a value, or a list with it.
    #[serde(default, rename = "where")]
    pub holding: BTreeMap<Box<str>, Box<str>>,
    /// Fields that are filled in; `list[].field` is that of any item.
    #[serde(default)]
    pub has: Vec<Box<str>>,
    /// Whether they have to be approved.
    #[serde(default)]
    pub approved: bool,
    /// The clause or item that they have to say that they show.
    pub shows: Option<Box<str>>,
    /// Its place among the selectors of all requirements that ask for documents of a kind by their fields
    /// alone, counted from 0; none for all others.
    #[serde(skip)]
    pub number: Option<usize>,
}

/// A rule that has to be silent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silent {
    /// Its name.
    pub rule: Box<str>,
    /// About documents of this kind; without it about all.
    #[serde(default, deserialize_with = "kind")]
    pub kind: Option<Kind>,
    /// About this field; without it about all.
    pub field: Option<Box<str>>,
}

/// A requirement of the standard, and what shows that it is met.
#[derive(Debug)]
pub struct Requirement {
    /// A clause (`4.4`), an item (`5.1.c`) or an item of documented information (`isms_scope`).
    pub id: Box<str>,
    /// The clause.
    pub clause: &'static Clause,
    /// What it asks for, in our words.
    pub label: &'static str,
    /// When it is asked for.
    pub milestone: Milestone,
    /// What has to exist: one document for each.
    pub documents: Vec<Selector>,
    /// What has to be silent.
    pub rules: Vec<Silent>,
}

/// Every requirement, in the order of the standard.
pub static REQUIREMENTS: LazyLock<Vec<Requirement>> = LazyLock::new(|| {
    let yaml = yaml::read(include_str!("catalog/readiness.yaml"), 0);
    let (all, _) = de::read::<Written>(&yaml.documents[0].node)
        .expect("internal error: the requirements have their shape");
    let mut all: Vec<Requirement> = all.requirements.into_iter().map(resolve).collect();
    let selectors = all.iter_mut().flat_map(|it| &mut it.documents);
    let by_fields = selectors.filter(|it| it.kind.is_some() && it.shows.is_none());
    for (number, selector) in by_fields.enumerate() {
        selector.number = Some(number);
    }
    all
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    requirements: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    clause: Box<str>,
    item: Option<Box<str>>,
    document: Option<Box<str>>,
    milestone: Milestone,
    documents: Vec<Selector>,
    #[serde(default)]
    rules: Vec<Silent>,
}

fn kind<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Kind>, D::Error> {
    let name = Box::<str>::deserialize(reader)?;
    let known = Kind::ALL.iter().find(|kind| *kind.name() == *name);
    known
        .copied()
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("`{name}` is not a kind")))
}

/// An item that no list of the clauses holds: what Amendment 1:2024 adds.
const AMENDMENT: &str = "climate";

fn resolve(entry: Entry) -> Requirement {
    let mut clauses = CLAUSES.iter();
    let clause = clauses
        .find(|clause| *clause.id == *entry.clause)
        .expect("internal error: a requirement names its clause");
    let label = match (&entry.item, &entry.document) {
        (_, Some(id)) => documented(clause, id),
        (Some(id), None) if &**id == AMENDMENT => clause.amendment(),
        (Some(id), None) => item(clause, id),
        (None, None) => Some(&*clause.title),
    };
    let item = entry
        .item
        .map(|item| format!("{}.{item}", clause.id).into());
    Requirement {
        id: item.or(entry.document).unwrap_or(entry.clause),
        clause,
        label: label.expect("internal error: a requirement names an item of its clause"),
        milestone: entry.milestone,
        documents: entry.documents,
        rules: entry.rules,
    }
}

fn item(clause: &'static Clause, id: &str) -> Option<&'static str> {
    let mut items = clause.items();
    items.find(|item| *item.id == *id).map(|item| &*item.label)
}

fn documented(clause: &Clause, id: &str) -> Option<&'static str> {
    let mut items = DOCUMENTED.iter().filter(|item| item.clause == clause.id);
    items.find(|item| *item.id == *id).map(|item| &*item.label)
}

impl Selector {
    /// What has to stand in the document, as it follows its name: " with `held`"; empty when nothing has.
    pub fn filled(&self) -> String {
        let holding = self.holding.iter();
        let holding = holding.map(|(field, value)| format!("`{field}: {value}`"));
        let has = self.has.iter().map(|field| format!("`{field}`"));
        let all: Vec<String> = holding.chain(has).collect();
        match all.is_empty() {
            true => String::new(),
            false => format!(" with {}", all.join(", ")),
        }
    }
}

impl fmt::Display for Selector {
    /// What is looked for, as it follows "no": "approved `scope` with `considered`".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let approved = if self.approved { "approved " } else { "" };
        let kind = self.kind.map_or("document", Kind::name);
        match &self.id {
            Some(id) => write!(f, "{approved}`{kind}` `{id}`")?,
            None if self.kind.is_none() => write!(f, "{approved}{kind}")?,
            None => write!(f, "{approved}`{kind}`")?,
        }
        f.write_str(&self.filled())?;
        match &self.shows {
            Some(_) => f.write_str(" that shows it"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schemas;
    use std::collections::BTreeSet;

    #[test]
    fn every_item_without_items_every_clause_without_both_and_every_record_has_one_entry() {
        let ids: Vec<&str> = REQUIREMENTS.iter().map(|entry| &*entry.id).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len());
        let is_parent = |clause: &&Clause| {
            CLAUSES
                .iter()
                .any(|other| other.parent.as_deref() == Some(&*clause.id))
        };
        let mut wanted = BTreeSet::from(["4.1.climate".to_owned(), "4.2.climate".to_owned()]);
        for clause in CLAUSES.iter().filter(|clause| !is_parent(clause)) {
            let items: Vec<&str> = clause.items().map(|item| &*item.id).collect();
            let leaf = |id: &&&str| {
                let below = format!("{id}.");
                !items.iter().any(|other| other.starts_with(&below))
            };
            let leaves = items.iter().filter(leaf);
            wanted.extend(leaves.map(|id| format!("{}.{id}", clause.id)));
            wanted.extend(items.is_empty().then(|| clause.id.to_string()));
        }
        let written: Vec<String> = DOCUMENTED.iter().map(|item| item.id.to_string()).collect();
        assert_eq!(written.len(), 20);
        wanted.extend(written);
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        assert_eq!(unique, wanted);
    }

    #[test]
    fn entries_stand_in_the_order_of_the_standard() {
        let place = |entry: &Requirement| {
            let at = CLAUSES
                .iter()
                .position(|clause| clause.id == entry.clause.id);
            at.unwrap()
        };
        assert!(REQUIREMENTS.is_sorted_by_key(place));
    }

    #[test]
    fn every_field_that_a_selector_names_is_a_field_of_its_kind() {
        for entry in REQUIREMENTS.iter() {
            for selector in &entry.documents {
                let Some(kind) = selector.kind else {
                    assert!(selector.shows.is_some() && selector.has.is_empty());
                    continue;
                };
                let fields = selector.has.iter().chain(selector.holding.keys());
                for field in fields.map(|field| field.replace("[]", "[0]")) {
                    // The keys of `meets` are free; those of a map that is not are in the schema.
                    let known = field.strip_prefix("meets.").map_or(&*field, |_| "meets");
                    let about = schemas::compiled(kind).description(known);
                    assert!(about.is_some(), "{}: {}.{field}", entry.id, kind.name());
                }
            }
        }
    }

    #[test]
    fn what_is_approved_as_a_whole_counts_only_when_it_is() {
        let whole = [
            Kind::Scope,
            Kind::Policy,
            Kind::RiskMethod,
            Kind::Assessment,
            Kind::SignOff,
        ];
        for entry in REQUIREMENTS.iter() {
            for selector in &entry.documents {
                let asked = selector.kind.is_some_and(|kind| whole.contains(&kind));
                assert!(selector.approved || !asked, "{}: {selector}", entry.id);
            }
        }
    }
}
