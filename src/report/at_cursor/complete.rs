//! What can be written at a place: ids of the kind that a field names, keys, words, kinds and rules.

use super::thing::{allowed, is_map, kind_of, kinds_of};
use crate::model::Kind;
use crate::model::catalog::{ANNEX_A, clause_ids};
use crate::model::graph::Model;
use crate::model::link::{ORIGINS, RISK_OWNER};
use crate::model::scalar::Date;
use crate::model::schemas;
use crate::model::threats::LISTS;
use crate::report::names::clause_title;
use crate::report::trace::links::title;
use crate::rules::RULES;
use crate::syntax::node::{Step, join};
use crate::syntax::schema::Schema;
use crate::syntax::typing::{self, Part, Place};
use crate::text::source::Span;
use serde_json::Value as Json;

/// What is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The id of a document or of an item in one.
    Id,
    /// The id of something that the standard or a catalog names.
    Catalog,
    /// A key.
    Key,
    /// One of the words that a field takes.
    Word,
    /// The name of a kind.
    Kind,
    /// The name of a rule.
    Rule,
}

/// Something that can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is.
    pub sort: Sort,
    /// What is shown, and looked for when more is typed.
    pub label: String,
    /// In a few words what it means, such as a title.
    pub detail: Option<String>,
    /// What it means, at length.
    pub text: Option<String>,
    /// What is written.
    pub insert: String,
    /// Whether it has to be there.
    pub required: bool,
}

/// What can be written at a place, in the order in which it is to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposals {
    /// What is replaced.
    pub span: Span,
    /// What can be written there.
    pub all: Vec<Proposal>,
}

/// What completion looks at.
pub struct Desk<'a> {
    /// What is there to be named.
    pub model: &'a Model,
    /// Today, for fields that take a day.
    pub today: Date,
    /// The text, as it is now.
    pub text: &'a str,
    /// Whether it is Markdown.
    pub is_markdown: bool,
}

impl Proposal {
    fn new(sort: Sort, label: impl Into<String>) -> Self {
        let label = label.into();
        Self {
            sort,
            detail: None,
            text: None,
            insert: label.clone(),
            required: false,
            label,
        }
    }

    fn detail(self, detail: impl Into<String>) -> Self {
        let detail = Some(detail.into()).filter(|detail| *detail != self.label);
        Self { detail, ..self }
    }

    fn text(self, text: Option<String>) -> Self {
        Self { text, ..self }
    }
}

impl Desk<'_> {
    /// What can be written at a byte offset.
    pub fn proposals(&self, offset: usize) -> Option<Proposals> {
        let place = typing::place(self.text, self.is_markdown, offset);
        let Some(place) = place.filter(|place| place.part != Part::Comment) else {
            return self.rules(offset);
        };
        let (before, all) = self.at(&place)?;
        Some(Proposals {
            span: place.word,
            all: all
                .into_iter()
                .map(|one| Proposal {
                    insert: self.written(&place, before, &one),
                    ..one
                })
                .collect(),
        })
    }

    /// The names of rules between the brackets of `isms: allow(…)`.
    fn rules(&self, offset: usize) -> Option<Proposals> {
        let inside = allowed(self.text, offset)?;
        let begin = self.text[inside.start..offset].rfind(',');
        let start = begin.map_or(inside.start, |at| inside.start + at + 1);
        let end = self.text[offset..inside.end].find(',');
        let end = end.map_or(inside.end, |at| offset + at);
        let word = &self.text[start..end];
        let start = start + word.len() - word.trim_start().len();
        let end = (start + word.trim().len()).max(start);
        let judged = RULES.iter().filter(|rule| {
            let info = &rule.info;
            rule.check.is_some() && info.family != "reading" && info.family != "suppression"
        });
        let mut all: Vec<Proposal> = judged
            .map(|rule| {
                let name = Proposal::new(Sort::Rule, rule.info.name);
                name.detail(rule.info.family)
                    .text(Some(rule.info.summary()))
            })
            .collect();
        all.sort_by(|a, b| a.label.cmp(&b.label));
        Some(Proposals {
            span: Span::new(start.min(offset), end.max(offset)),
            all,
        })
    }

    /// What can stand at a place, and what has to be written before it.
    fn at(&self, place: &Place) -> Option<(&'static str, Vec<Proposal>)> {
        if place.field() == "kind" && place.part == Part::Value {
            return Some(("", self.kinds()));
        }
        let Some(kind) = kind_of(place) else {
            let may_be_key = place.path.is_empty() && place.part == Part::Start;
            let missing =
                place.said("kind").is_none() && !place.beside.contains(&"kind".to_owned());
            return (may_be_key && missing).then(|| {
                let text = "What the document is; the fields follow from it.";
                let key = Proposal::new(Sort::Key, "kind").text(Some(text.to_owned()));
                (
                    "",
                    vec![Proposal {
                        required: true,
                        ..key
                    }],
                )
            });
        };
        let compiled = schemas::compiled(kind);
        let schema = compiled.field(&place.field());
        match place.part {
            Part::Key => Some(("", keys(compiled, place))),
            Part::Start if is_map(schema) => Some(("", keys(compiled, place))),
            Part::Start if schema["type"] == "array" => {
                let item = [&place.path[..], &[Step::Index(0)]].concat();
                let item = compiled.field(&join(&item));
                Some(("- ", self.values(item)))
            }
            Part::Start | Part::Value => {
                let known = known(kind, &place.field());
                Some(("", known.unwrap_or_else(|| self.values(schema))))
            }
            Part::Comment | Part::Text => None,
        }
    }

    fn kinds(&self) -> Vec<Proposal> {
        let of_this = Kind::ALL
            .iter()
            .filter(|kind| (**kind == Kind::Policy) == self.is_markdown);
        let all = of_this.map(|&kind| {
            let name = Proposal::new(Sort::Kind, kind.name());
            let about = described(schemas::compiled(kind).field(""));
            name.detail(format!("clause {}", kind.clause())).text(about)
        });
        let mut all: Vec<Proposal> = all.collect();
        all.sort_by(|a, b| a.label.cmp(&b.label));
        all
    }

    fn values(&self, schema: &Json) -> Vec<Proposal> {
        if let Some(kinds) = kinds_of(schema) {
            return self.ids(&kinds);
        }
        if let Some(words) = schema["enum"].as_array() {
            let words = words.iter().filter_map(Json::as_str);
            let about = schema["description"].as_str().unwrap_or_default();
            return words
                .map(|word| Proposal::new(Sort::Word, word).text(word_described(about, word)))
                .collect();
        }
        match schema["type"].as_str() {
            Some("boolean") => ["true", "false"]
                .map(|word| Proposal::new(Sort::Word, word))
                .to_vec(),
            Some("string") if schema["format"] == "date" => {
                vec![Proposal::new(Sort::Word, self.today.to_string()).detail("today")]
            }
            _ => Vec::new(),
        }
    }

    /// Ids of some kinds (joined by `|`), those of documents first.
    fn ids(&self, kinds: &str) -> Vec<Proposal> {
        let model = self.model;
        let may = |kind: &str| kinds.split('|').any(|other| other == kind);
        let mut all: Vec<Proposal> = Vec::new();
        for (id, target) in model.index.of_kinds(kinds) {
            if target.kind == "control" && ANNEX_A.control(id).is_some() {
                continue;
            }
            let document = model.document(target);
            let name = match target.kind == document.kind.name() {
                true => title(model, document),
                false => format!("{} in {}", target.kind, document.subject()),
            };
            all.push(Proposal::new(Sort::Id, id).detail(name));
        }
        if may("control") {
            let annex = ANNEX_A.controls.iter();
            all.extend(annex.map(|one| Proposal::new(Sort::Catalog, &*one.id).detail(&*one.title)));
            for catalog in model.index.catalogs() {
                let entries = catalog.controls.iter().map(|one| {
                    let id = format!("{}:{}", catalog.name, one.id);
                    Proposal::new(Sort::Catalog, id).detail(&*one.title)
                });
                all.extend(entries);
            }
        }
        if may("clause") {
            all.extend(clause_ids().map(|id| {
                let title = clause_title(&id).unwrap_or_default();
                Proposal::new(Sort::Catalog, id).detail(title)
            }));
        }
        let reserved: &[&str] = match kinds {
            "role" => &[RISK_OWNER],
            _ if may("finding") => ORIGINS,
            _ => &[],
        };
        all.extend(reserved.iter().map(|word| Proposal::new(Sort::Word, *word)));
        all
    }

    /// What is written for a proposal: with what must stand around it at this place.
    fn written(&self, place: &Place, before: &str, one: &Proposal) -> String {
        let (start, end) = (place.word.start as usize, place.word.end as usize);
        // A value needs a blank behind its colon.
        let blank = match self.text[..start].ends_with(':') && place.part == Part::Value {
            true => " ",
            false => "",
        };
        let has_colon = self.text[end..].trim_start_matches(' ').starts_with(':');
        let behind = match one.sort {
            Sort::Key if has_colon => "",
            Sort::Key => ": ",
            _ => "",
        };
        // What YAML would take for a number stands in quotes.
        let is_number = one.sort != Sort::Key && one.insert.parse::<f64>().is_ok();
        // So does what it would take for more than a word, such as `a: b`.
        let acts = one.insert.contains(": ") || one.insert.contains(" #");
        let quote = if (is_number || acts) && !place.quoted {
            "'"
        } else {
            ""
        };
        let single = quote == "'" || (place.quoted && self.text[..start].ends_with('\''));
        let insert = match single {
            true => one.insert.replace('\'', "''"),
            false => one.insert.clone(),
        };
        format!("{blank}{before}{quote}{insert}{quote}{behind}")
    }
}

/// The shipped names of threats and vulnerabilities, where a risk asks for one.
fn known(kind: Kind, field: &str) -> Option<Vec<Proposal>> {
    let list = match (kind, field) {
        (Kind::Risk, "threat") => &LISTS.threats,
        (Kind::Risk, "vulnerability") => &LISTS.vulnerabilities,
        _ => return None,
    };
    let each = list.iter();
    Some(
        each.map(|one| Proposal::new(Sort::Catalog, &*one.name).detail(&*one.group))
            .collect(),
    )
}

/// The keys of the map at a place that are not there yet, those that have to be there first.
fn keys(compiled: &Schema, place: &Place) -> Vec<Proposal> {
    let schema = compiled.field(&place.field());
    let required = |key: &str| {
        let all = schema["required"].as_array();
        all.is_some_and(|all| all.iter().any(|one| one == key))
    };
    let properties = schema["properties"].as_object().into_iter().flatten();
    let absent = properties.filter(|(key, _)| !place.beside.contains(key));
    let mut keys: Vec<Proposal> = absent
        .map(|(key, field)| {
            let mut path = place.path.clone();
            path.push(Step::Key(key.clone()));
            let resolved = compiled.field(&join(&path));
            let about = described(field).or_else(|| described(resolved));
            let name = Proposal::new(Sort::Key, key.as_str()).text(about);
            Proposal {
                required: required(key),
                detail: Some(expected(resolved, required(key))),
                ..name
            }
        })
        .collect();
    keys.sort_by_key(|key| !key.required);
    keys
}

/// The description in a schema.
pub fn described(schema: &Json) -> Option<String> {
    schema["description"].as_str().map(str::to_owned)
}

/// What a field takes, in a few words.
pub fn expected(schema: &Json, required: bool) -> String {
    let what = match schema["x-expected"].as_str() {
        Some(words) => words.to_owned(),
        None if schema["enum"].is_array() => "one word of a few".to_owned(),
        None => match schema["type"].as_str() {
            Some("string") => "text".to_owned(),
            Some("integer") => "a whole number".to_owned(),
            Some("number") => "a number".to_owned(),
            Some("boolean") => "true or false".to_owned(),
            Some("array") => match schema["items"]["x-expected"].as_str() {
                Some(words) => format!("a list, each {words}"),
                None => "a list".to_owned(),
            },
            _ => "a map of fields".to_owned(),
        },
    };
    match required {
        true => format!("{what}; required"),
        false => what,
    }
}

/// What a description says of one of its words.
pub fn word_described(description: &str, word: &str) -> Option<String> {
    let begin = format!("- `{word}`: ");
    let mut lines = description.lines();
    lines.find_map(|line| Some(line.strip_prefix(&begin)?.to_owned()))
}
