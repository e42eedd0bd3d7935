//! A report without what is classified above a limit: rows and ids go, texts that name such a thing are
//! replaced as a whole, and figures stay what they are.

use super::audience_names::Names;
use super::table::Value as Cell;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// What stands in place of a text that names a withheld thing.
pub const SENTENCE: &str = "Withheld: above the classification of this audience";

/// Fields that hold words of ours, which an id may resemble by chance.
const OURS: &[&str] = &[
    "type",
    "status",
    "state",
    "section",
    "theme",
    "level",
    "kind",
    "stage",
    "decision",
    "report",
    "milestone",
    "sort",
    "input",
    "catalog",
    "term",
    "group",
    "name",
];

/// What is above the limit.
#[derive(Debug, Clone, Copy)]
pub struct Above<'a> {
    /// What it is called.
    pub names: &'a Names,
    /// Paths and lines of its documents.
    pub places: &'a HashSet<(String, usize)>,
}

impl Above<'_> {
    /// Takes everything above the limit out of a value.
    pub fn take(self, value: &mut Value) {
        match value {
            Value::Array(items) => {
                items.retain(|item| !self.withholds(item));
                items.iter_mut().for_each(|item| self.take(item));
            }
            Value::Object(fields) => self.take_fields(fields),
            Value::String(text) if self.names.holds(text) => *text = SENTENCE.to_owned(),
            _ => {}
        }
    }

    fn take_fields(self, fields: &mut Map<String, Value>) {
        fields.retain(|key, _| !self.names.is_telling(key) && !self.names.holds(key));
        for (key, value) in fields {
            match value {
                Value::Object(groups) if key == "names" => self.take_names(groups),
                Value::String(text) if self.names.is(text) && !OURS.contains(&&**key) => {
                    *text = SENTENCE.to_owned();
                }
                value => self.take(value),
            }
        }
    }

    /// Titles by id, in groups: here the keys are ids.
    fn take_names(self, groups: &mut Map<String, Value>) {
        for group in groups.values_mut() {
            if let Value::Object(titles) = group {
                titles.retain(|id, _| !self.names.is(id));
            }
            self.take(group);
        }
    }

    /// Whether an item of a list is, or is about, a withheld thing.
    pub fn withholds(self, item: &Value) -> bool {
        let is = |value: &Value| value.as_str().is_some_and(|text| self.names.is(text));
        let at = |value: &Value| {
            let line = value["line"]
                .as_u64()
                .and_then(|it| usize::try_from(it).ok());
            let place = value["path"].as_str().map(str::to_owned).zip(line);
            place.is_some_and(|place| self.places.contains(&place))
        };
        match item {
            Value::String(_) => is(item),
            Value::Object(_) => {
                let named = ["id", "subject", "asset"]
                    .iter()
                    .any(|field| is(&item[*field]));
                named || at(&item["source"]) || at(item)
            }
            _ => false,
        }
    }

    /// A cell of a table without withheld ids, or the sentence.
    pub fn cell(self, cell: Cell) -> Cell {
        let Cell::Text(text) = cell else {
            return cell;
        };
        let parts = text.split("; ").filter(|part| !self.names.is(part));
        let kept = parts.collect::<Vec<_>>().join("; ");
        Cell::Text(match self.names.holds(&kept) || self.lists(&kept) {
            true => SENTENCE.to_owned(),
            false => kept,
        })
    }

    /// Whether a text has a withheld id where a list does: `asset: crm, payroll` or `… (A.5.1, payroll)`.
    fn lists(self, text: &str) -> bool {
        let items = text.split([',', ';', '(', ')']).map(str::trim);
        let mut items = items.flat_map(|item| item.split(": ").chain(item.split(" by ")));
        items.any(|item| self.names.is(item.trim()))
    }
}
