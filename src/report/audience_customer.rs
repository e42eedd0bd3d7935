//! What customers read of the Statement of Applicability and of the register of policies: a few fields that
//! are named here; every other one is blank, so that a field that is new tomorrow is withheld.

use super::audience_names::Names;
use super::table::{Table, Value as Cell};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What stands in place of a name, an id or a person.
pub const WITHHELD: &str = "withheld";

/// What stands in running text in place of a name or a link; it means nothing in Markdown.
pub const TAKEN: &str = "(withheld)";

/// The columns of the Statement of Applicability that customers get.
const SOA_COLUMNS: &[&str] = &[
    "id",
    "title",
    "theme",
    "applicable",
    "reasons",
    "status",
    "policies",
];

/// The columns of the register of policies that they get.
const POLICY_COLUMNS: &[&str] = &[
    "id",
    "title",
    "type",
    "version",
    "classification",
    "next_review",
    "controls",
];

/// What customers may see of documents.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// Titles of the policies that they see, by id.
    pub policies: &'a BTreeMap<String, String>,
    /// Titles of roles, by id.
    pub roles: &'a BTreeMap<String, String>,
    /// The classification levels that they see.
    pub levels: &'a [String],
    /// What everything else is called.
    pub names: &'a Names,
}

impl Seen<'_> {
    /// A report as customers read it; `None` for one that is not for them.
    pub fn report(self, whole: &Value) -> Option<Value> {
        let row: fn(Self, &Value) -> Option<Value> = match whole["report"].as_str()? {
            "soa" => |seen, row| Some(seen.control(row)),
            "policies" => Self::policy,
            _ => return None,
        };
        let mut cut = keep(whole, &["version", "report", "as_of", "revision"]);
        cut["header"] = self.header(&whole["header"]);
        let rows = whole["rows"].as_array().into_iter().flatten();
        cut["rows"] = rows.filter_map(|it| row(self, it)).collect();
        cut["totals"] = match whole["report"].as_str() {
            Some("soa") => whole["totals"].clone(),
            _ => self.totals(&whole["totals"]),
        };
        self.rename(&mut cut);
        Some(cut)
    }

    /// What stands above the rows.
    fn header(self, whole: &Value) -> Value {
        let mut cut = keep(
            whole,
            &[
                "title",
                "organization",
                "stage",
                "version",
                "legend",
                "catalogs",
            ],
        );
        if whole["scope"].is_object() {
            cut["scope"] = keep(&whole["scope"], &["version", "statement"]);
            cut["scope"]["source"] = Value::Null;
        }
        for gone in ["method", "sign_off", "by"] {
            if whole.get(gone).is_some() {
                cut[gone] = Value::Null;
            }
        }
        if let Some(approvals) = whole["approvals"].as_array() {
            cut["approvals"] = approvals.iter().map(decision).collect();
        }
        if whole.get("classification").is_some() {
            cut["classification"] = json!(self.levels);
        }
        cut["names"]["controls"] = whole["names"]["controls"].clone();
        cut["names"]["owners"] = json!(self.roles);
        cut["names"]["policies"] = json!(self.policies);
        cut
    }

    /// A row of the Statement of Applicability: whether a control is necessary, for which sorts of reasons,
    /// and how far it is implemented.
    fn control(self, row: &Value) -> Value {
        let fields = [
            "id",
            "title",
            "theme",
            "catalog",
            "applicable",
            "status",
            "decision",
        ];
        let mut cut = keep(row, &fields);
        if let Some(reasons) = row["reasons"].as_object() {
            cut["reasons"] = reasons
                .iter()
                .map(|(sort, given)| (sort.clone(), sort_alone(given)))
                .collect::<Map<_, _>>()
                .into();
        }
        cut["owner"] = WITHHELD.into();
        cut["policies"] = self.seen(&row["policies"]);
        if row["exclusion"].is_object() {
            cut["exclusion"] = decision(&row["exclusion"]);
        }
        cut["source"] = Value::Null;
        cut
    }

    /// A row of the register of policies; `None` for a policy that customers do not see.
    fn policy(self, row: &Value) -> Option<Value> {
        let id = row["id"].as_str()?;
        self.policies.get(id)?;
        let fields = [POLICY_COLUMNS, &["audience", "withdrawn"]].concat();
        let mut cut = keep(row, &fields);
        cut["approval"] = decision(&row["approval"]);
        let owner = row["owner"].as_str();
        let role = owner.filter(|owner| self.roles.contains_key(*owner));
        cut["owner"] = role.unwrap_or(WITHHELD).into();
        let older = row["supersedes"].as_str();
        cut["supersedes"] = older.filter(|id| self.policies.contains_key(*id)).into();
        cut["revisions"]["rows"] = Value::Null;
        cut["revisions"]["missing"] = "who changed what is withheld".into();
        cut["revisions"]["uncommitted"] = false.into();
        // Where it lies in what is handed over, so that links between policies hold.
        cut["source"] = json!({"path": published(id), "line": 1});
        Some(cut)
    }

    /// How many policies there are says how many are withheld; what state the others are in is not said.
    fn totals(self, whole: &Value) -> Value {
        keep(whole, &["policies"])
    }

    /// The ids of policies that are seen.
    fn seen(self, ids: &Value) -> Value {
        let ids = ids.as_array().into_iter().flatten();
        ids.filter(|id| id.as_str().is_some_and(|id| self.policies.contains_key(id)))
            .cloned()
            .collect()
    }

    /// Replaces names of withheld things in what is left; keys are words of ours or ids that are seen.
    fn rename(self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.rename(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.rename(field)),
            Value::String(text) if self.names.holds(text) => {
                let line = super::audience_names::one_line(text);
                *text = self.names.replaced(&line, TAKEN);
            }
            _ => {}
        }
    }
}

/// The rows of a report as customers read it as cells.
pub fn customer_table(cut: &Value) -> Table {
    let columns = match cut["report"].as_str() {
        Some("soa") => SOA_COLUMNS,
        _ => POLICY_COLUMNS,
    };
    let cells = |row: &Value| columns.iter().map(|name| cell(&row[name])).collect();
    let rows = cut["rows"].as_array().into_iter().flatten();
    Table {
        columns: columns.to_vec(),
        rows: rows.map(cells).collect(),
    }
}

fn cell(value: &Value) -> Cell {
    Cell::Text(plain(value))
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Object(sorts) => {
            let given = sorts.iter().filter(|(_, given)| **given != json!([]));
            given
                .map(|(sort, _)| sort.clone())
                .collect::<Vec<_>>()
                .join("; ")
        }
        other => other.to_string(),
    }
}

/// The path of the Markdown of a policy in what is handed over.
pub fn published(id: &str) -> String {
    format!("policies/{id}.md")
}

/// A decision without who took it and why.
fn decision(whole: &Value) -> Value {
    let mut cut = keep(whole, &["state", "on", "until"]);
    if whole["by"].is_string() {
        cut["by"] = WITHHELD.into();
    }
    cut
}

/// That there are reasons of a sort, and not which.
fn sort_alone(given: &Value) -> Value {
    match given.as_array() {
        Some(given) if !given.is_empty() => json!([{"id": null, "text": null}]),
        _ => json!([]),
    }
}

/// A value of the same shape in which only these fields say something.
fn keep(whole: &Value, fields: &[&str]) -> Value {
    let mut cut = blank(whole);
    for field in fields {
        if let Some(value) = whole.get(field) {
            cut[field] = value.clone();
        }
    }
    cut
}

/// A value of the same shape that says nothing. Fields are words of ours, but those of `names` are ids.
fn blank(whole: &Value) -> Value {
    match whole {
        Value::Array(_) => json!([]),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| match (key.as_str(), value) {
                ("names", Value::Object(groups)) => (key.clone(), emptied(groups)),
                _ => (key.clone(), blank(value)),
            })
            .collect::<Map<_, _>>()
            .into(),
        _ => Value::Null,
    }
}

fn emptied(groups: &Map<String, Value>) -> Value {
    let groups = groups.keys().map(|group| (group.clone(), json!({})));
    groups.collect::<Map<_, _>>().into()
}
