//! The text of a new document: needed fields with a value or an open decision, all others as comments
//! that say what they are for.

use super::given::written;
use crate::model::catalog::ANNEX_A;
use crate::model::{Kind, schemas};
use crate::rules::modelines::modeline;
use crate::rules::needed;
use crate::syntax::node::{Node, Value};
use crate::syntax::schema::Schema;
use crate::syntax::yaml;
use crate::syntax::yaml_edit::{self, Fragment};
use crate::text::edit;
use crate::text::words::with_article;
use anyhow::{Context, Result, bail};
use serde_json::Value as Json;

/// What is wanted.
pub struct Order<'a> {
    /// The kind.
    pub kind: Kind,
    /// The id; empty for a kind of which there is one.
    pub id: &'a str,
    /// Where the document will lie, relative to the root.
    pub path: &'a str,
    /// Fields that were given, by path.
    pub given: &'a [(String, Fragment)],
}

/// The middle of the usual scales: a risk cannot be read without a likelihood and an impact.
const INHERENT: [(&str, i64); 2] = [("likelihood", 3), ("impact", 3)];

/// Needed fields that a rule of its own asks for, beside `owner` and those of [`needed::of`].
const ASKED_BY_RULES: &[(Kind, &[&str])] = &[
    (Kind::Asset, &["cia"]),
    (Kind::Audit, &["scope", "auditors"]),
    (Kind::Control, &["applicable"]),
    (Kind::Evidence, &["supports"]),
    (Kind::Exception, &["approval"]),
    (Kind::InterestedParty, &["requirements"]),
    (Kind::Nonconformity, &["source"]),
    (
        Kind::Objective,
        &[
            "metric",
            "target",
            "due",
            "resources",
            "evaluation",
            "actions",
        ],
    ),
    (Kind::Organization, &["climate_change"]),
    (Kind::Policy, &["version", "approvals"]),
    (Kind::Process, &["criteria"]),
    (
        Kind::Risk,
        &[
            "assets",
            "threat",
            "vulnerability",
            "affects",
            "assessed",
            "treatment",
        ],
    ),
    (
        Kind::RiskMethod,
        &["matrix", "acceptable_up_to", "partial_effect", "approval"],
    ),
    (Kind::Role, &["holders"]),
    (Kind::Scope, &["boundaries", "approval"]),
    (Kind::Supplier, &["agreements"]),
];

/// Time between two reviews, until somebody decides otherwise.
const REVIEW: &str = "12m";

/// Fields that only the organisation's own lists can fill, although their schema takes any text.
const FROM_LISTS: &[&str] = &["classification", "method_version"];

impl Order<'_> {
    /// The document; a sample of its kind lends the values that do not name other documents.
    ///
    /// # Errors
    /// When a path that was given leads nowhere.
    pub fn write(&self, sample: Option<&Node>) -> Result<String> {
        let mut text = format!("kind: {}\n", self.kind.name());
        if !self.id.is_empty() {
            text.push_str(&format!("id: {}\n", self.id));
        }
        let shown = self.shown(sample);
        for (key, value) in &shown {
            text = self.put(&text, key, value)?;
        }
        text = self.with_given(text)?;
        for (key, _) in shown {
            text = self.with_choice(text, key);
        }
        text.push_str(&self.comments(&text));
        Ok(match self.kind {
            Kind::Policy => self.page(&text),
            _ => modeline(self.path, self.kind) + &text,
        })
    }

    fn schema(&self) -> &'static Schema {
        schemas::compiled(self.kind)
    }

    fn with_given(&self, mut text: String) -> Result<String> {
        for (path, value) in self.given {
            text = self.put(&text, path, value)?;
        }
        Ok(text)
    }

    /// Sets a field in the only document of a text.
    fn put(&self, text: &str, path: &str, value: &Fragment) -> Result<String> {
        let yaml = yaml::read(text, 0);
        let root = &yaml.documents.first().context("there is no document")?.node;
        let edits = yaml_edit::set(text, root, path, value);
        let edited = edits.and_then(|edits| edit::apply(text, &edits));
        let Some(edited) = edited else {
            bail!(
                "`{path}` leads nowhere in {}; `isms schema {}` shows its fields",
                with_article(self.kind.name()),
                self.kind.name()
            );
        };
        Ok(edited)
    }

    fn given(&self, path: &str) -> Option<&Fragment> {
        let given = self.given.iter().rev();
        given
            .into_iter()
            .find(|(field, _)| field == path)
            .map(|(_, value)| value)
    }

    /// The fields that stand in the document from the beginning, with what stands there.
    fn shown(&self, sample: Option<&Node>) -> Vec<(&'static str, Fragment)> {
        let mut keys = self.required("");
        if self.kind == Kind::Control && ANNEX_A.control(self.id).is_none() {
            keys.push("title");
        }
        keys.extend(self.needed());
        let mut seen = Vec::new();
        keys.retain(|key| {
            let first = !seen.contains(key) && !["kind", "id"].contains(key);
            seen.push(key);
            first
        });
        let value = |key| {
            let given = self.given(key).cloned().or_else(|| lent(sample?, key));
            Some((key, given.or_else(|| self.value(key))?))
        };
        keys.into_iter().filter_map(value).collect()
    }

    /// What an audit asks for, beside what reading needs.
    fn needed(&self) -> impl Iterator<Item = &'static str> {
        let of_table = needed::of(self.kind).filter(|field| !field.contains(['.', '[']));
        let by_rules = ASKED_BY_RULES.iter().filter(|(kind, _)| *kind == self.kind);
        let owned = !matches!(self.kind, Kind::Person | Kind::Role);
        let owner = owned.then_some("owner");
        let rest = by_rules.flat_map(|(_, fields)| fields.iter().copied());
        of_table.chain(rest).chain(owner)
    }

    fn required(&self, path: &str) -> Vec<&'static str> {
        let required = self.schema().field(path)["required"].as_array();
        let keys = required.into_iter().flatten().filter_map(Json::as_str);
        keys.collect()
    }

    /// What can stand in a field before anybody has decided anything; nothing where only a fact can.
    fn value(&self, path: &str) -> Option<Fragment> {
        let schema = self.schema().field(path);
        match (path, schema["type"].as_str()?) {
            ("inherent", _) if self.kind == Kind::Risk => {
                Some(Fragment::Line(Box::new(Fragment::map(INHERENT))))
            }
            ("version", _) if matches!(self.kind, Kind::Policy | Kind::Scope) => Some("0.1".into()),
            ("review", _) => Some(Fragment::Line(Box::new(Fragment::map([("every", REVIEW)])))),
            (_, "string") => self.text(path, schema),
            (_, "array") => Some(Fragment::List(vec![self.value(&format!("{path}[0]"))?])),
            (_, "object") => self.map(path),
            _ => None,
        }
    }

    fn text(&self, path: &str, schema: &Json) -> Option<Fragment> {
        let key = path.rsplit('.').next().unwrap_or(path);
        if key == "id" {
            // A kind of which there is one has no id: its items are named after their list.
            let list = path.split('[').next().unwrap_or_default();
            let stem = if self.id.is_empty() { list } else { self.id };
            return Some(format!("{stem}-1").into());
        }
        if let Some(choices) = schema["enum"].as_array() {
            // A state begins with its first value; anything else is chosen only where reading needs it.
            let must = key == "status" || self.required("").contains(&key);
            return must.then(|| choices[0].as_str().map(Fragment::from))?;
        }
        let free = schema["pattern"] == "\\S" && !FROM_LISTS.contains(&key);
        free.then(|| format!("[decide: {}]", self.question(path)).into())
    }

    /// The map of an item, if everything in it that is required can stand there.
    fn map(&self, path: &str) -> Option<Fragment> {
        let list = path.replace("[0]", "[]");
        let inner = needed::of(self.kind).filter_map(|field| {
            let key = field.strip_prefix(list.as_str())?.strip_prefix('.')?;
            (!key.contains('.')).then_some(key)
        });
        let required = self.required(path);
        let wanted = required.iter().copied().chain(inner);
        let mut entries: Vec<(String, Fragment)> = Vec::new();
        for key in wanted {
            match self.value(&format!("{path}.{key}")) {
                Some(value) => entries.push((key.to_owned(), value)),
                None if required.contains(&key) => return None,
                None => {}
            }
        }
        (!entries.is_empty()).then_some(Fragment::Map(entries))
    }

    /// What a field is for: the first paragraph of its description, on one line.
    fn about(&self, path: &str) -> String {
        let (around, key) = path.rsplit_once('.').unwrap_or(("", path));
        let named = &self.schema().field(around)["properties"][key]["description"];
        let typed = &self.schema().field(path)["description"];
        let about = named.as_str().or(typed.as_str()).unwrap_or_default();
        let first = about.split("\n\n").next().unwrap_or_default();
        first.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What a field is for, as the text of an open decision.
    fn question(&self, path: &str) -> String {
        let about = self.about(path.trim_end_matches("[0]"));
        let plain = about.trim_end_matches('.').replace(['[', ']'], "");
        let mut chars = plain.chars();
        let first = chars.next().map(|c| c.to_lowercase().to_string());
        first.unwrap_or_default() + chars.as_str()
    }

    /// Names the other values beside a value that was chosen for no reason.
    fn with_choice(&self, text: String, key: &str) -> String {
        let choices = self.schema().field(key)["enum"].as_array();
        let Some(choices) = choices.filter(|_| self.given(key).is_none()) else {
            return text;
        };
        let words: Vec<&str> = choices.iter().filter_map(Json::as_str).collect();
        let (Some((first, others)), true) = (words.split_first(), words.len() > 1) else {
            return text;
        };
        let line = format!("\n{key}: {first}\n");
        let told = format!("\n{key}: {first}   # or {}\n", others.join(", "));
        text.replacen(&line, &told, 1)
    }

    /// Every field that does not stand in the document: first what is needed as soon as it is known.
    fn comments(&self, text: &str) -> String {
        let yaml = yaml::read(text, 0);
        let root = yaml.documents.first().map(|document| &document.node);
        let there = |key: &str| root.is_some_and(|root: &Node| root.get(key).is_some());
        let fields = self.schema().field("")["properties"].as_object();
        let absent = fields.into_iter().flatten().map(|(key, _)| key.as_str());
        let asked = |key: &&str| self.needed().any(|field| field == *key);
        let (soon, free): (Vec<&str>, Vec<&str>) =
            absent.filter(|key| !there(key)).partition(asked);
        let mut out = String::new();
        for (head, keys) in [
            ("# Needed as soon as it is known:", soon),
            ("# Optional:", free),
        ] {
            if !keys.is_empty() {
                let lines: Vec<String> = keys.into_iter().map(|key| self.comment(key)).collect();
                out.push_str(&format!("{head}\n{}", lines.concat()));
            }
        }
        out
    }

    fn comment(&self, key: &str) -> String {
        let about = self.about(key);
        let expected = expected(self.schema(), key);
        format!("# {key}:   # {about} {expected}\n")
    }

    /// A policy: the fields as front matter, a heading, and sections to fill.
    fn page(&self, front: &str) -> String {
        let yaml = yaml::read(front, 0);
        let root = yaml.documents.first().map(|document| &document.node);
        let title = root.and_then(|root| root.get("title")?.text());
        let title = title
            .filter(|title| !title.starts_with('['))
            .unwrap_or(self.id);
        format!(
            "---\n{front}---\n\n# {}\n\n## Purpose\n\n[decide: what this document is for]\n\n## Rules\n\n[decide: who does what, and by when]\n",
            crate::output::escape::markdown_text(title)
        )
    }
}

/// The value of a sample, each item of a list on its own line; nothing that names other documents.
fn lent(sample: &Node, key: &str) -> Option<Fragment> {
    let value = sample
        .get(key)
        .filter(|_| !["owner", "may_accept"].contains(&key))?;
    match &value.value {
        Value::List(items) => Some(Fragment::List(
            items.iter().map(written).collect::<Option<_>>()?,
        )),
        _ => written(value),
    }
}

/// What is to be written in a field, in brackets.
fn expected(schema: &Schema, key: &str) -> String {
    let field = schema.field(key);
    let is_list = field["type"] == "array";
    let item = schema.field(&format!("{key}[0]"));
    let one = if is_list { item } else { field };
    let words = |list: &Json| -> Vec<String> {
        let words = list.as_array().into_iter().flatten();
        words.filter_map(Json::as_str).map(str::to_owned).collect()
    };
    let what = match (one["x-expected"].as_str(), words(&one["enum"])) {
        (Some(expected), _) => expected.to_owned(),
        (None, choices) if !choices.is_empty() => choices.join(", "),
        _ => match one["type"].as_str() {
            Some("object") => {
                let keys = one["properties"].as_object().into_iter().flatten();
                let keys: Vec<&str> = keys.map(|(key, _)| key.as_str()).collect();
                format!("{{{}}}", keys.join(", "))
            }
            Some("boolean") => "true or false".to_owned(),
            Some("integer" | "number") => "a number".to_owned(),
            _ => "text".to_owned(),
        },
    };
    if is_list {
        format!("(a list: {what})")
    } else {
        format!("({what})")
    }
}
