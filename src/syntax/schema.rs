//! A compiled JSON Schema over trees: all problems at once, each at its node, with a way out.
//!
//! The schemas of this project hold no `anyOf`, `oneOf` or `null`, so that one mistake gives one
//! message. Beside the standard keywords they carry `x-expected` (what to write, in words),
//! `x-reference` (kinds that an id may name) and `x-synonyms` (words people write instead).

use super::de::{Mismatch, describe};
use super::node::{Entry, Node, Step, Value, join};
use super::yaml_edit::scalar_in_flow;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use crate::text::words::{shortened, with_article};
use jsonschema::error::{ValidationError, ValidationErrorKind as Kind};
use places::{first_of, key_span_of, steps, to_json, walk};
use remedy::{Remedy, Wrong, as_quoted, is_of};
use serde_json::Value as Json;
use std::collections::HashSet;
use std::sync::Arc;

pub mod near_miss;

mod remedy;

mod places;

/// A document with more problems than this is not what anybody meant; the first ones are enough.
const MAX_PROBLEMS: usize = 1000;

/// A schema, compiled.
pub struct Schema {
    json: Json,
    validator: jsonschema::Validator,
}

impl Schema {
    /// Compiles the text of a schema.
    ///
    /// # Panics
    /// When the text is no schema, which is a bug: schemas are generated and locked by a test.
    pub fn compile(text: &str) -> Self {
        let json: Json = serde_json::from_str(text).expect("internal error: a schema is JSON");
        let validator = jsonschema::draft202012::options()
            .should_validate_formats(true)
            .with_pattern_options(jsonschema::PatternOptions::regex())
            .build(&json)
            .expect("internal error: a schema compiles");
        Self { json, validator }
    }

    /// Everything that is wrong with a tree. When the schema finds nothing although typed reading
    /// refused the tree, that refusal itself is the finding. `source` is the file's text, from which
    /// fixes take what was written.
    pub fn problems(&self, node: &Node, refused: &Mismatch, source: &str) -> Vec<Diagnostic> {
        let json = to_json(node);
        let mut found: Vec<Diagnostic> = self
            .validator
            .iter_errors(&json)
            .take(MAX_PROBLEMS)
            .flat_map(|error| self.explain(&error, node, source))
            .collect();
        found.sort_by_key(|problem| problem.span);
        found.dedup_by(|later, first| {
            later.span == first.span && later.rule == first.rule && later.message == first.message
        });
        drop_misspelt(&mut found);
        if found.is_empty() {
            let span = refused.span.unwrap_or(node.span);
            let found_there = problem("invalid-value", span, node, refused.message.clone());
            found.push(found_there.help("`isms schema KIND` says what each field takes."));
        }
        found
    }

    fn explain(&self, error: &ValidationError<'_>, root: &Node, source: &str) -> Vec<Diagnostic> {
        let steps = steps(error.instance_path().as_str());
        let place = Place {
            root,
            node: walk(root, &steps),
            path: join(&steps),
            schema: self.subschema(&steps),
            items: self.resolve(&self.subschema(&steps)["items"]),
            required: self.requires(&steps),
            about: self.description(&join(&steps)),
            source,
        };
        match error.kind() {
            Kind::AdditionalProperties { unexpected } => place.unknown_fields(self, unexpected),
            Kind::Required { property } => {
                vec![place.missing_field(self, property.as_str().unwrap_or_default())]
            }
            _ if place.is_empty() => vec![place.empty_value()],
            Kind::Type { .. } => vec![place.wrong_type()],
            _ => vec![place.invalid_value()],
        }
    }

    /// Whether the map around the last step must have it.
    fn requires(&self, steps: &[Step]) -> bool {
        let Some((Step::Key(key), around)) = steps.split_last() else {
            return false;
        };
        let required = self.subschema(around)["required"].as_array();
        required.is_some_and(|keys| keys.iter().any(|one| one == key))
    }

    /// What the field at a path such as `requirements[0].text` is for, in one line.
    pub fn description(&self, path: &str) -> Option<&str> {
        let steps = super::node::steps(path);
        let (Step::Key(key), around) = steps.split_last()? else {
            return None;
        };
        let field = &self.subschema(around)["properties"][key];
        let described = field["description"].as_str();
        described
            .or_else(|| self.resolve(field)["description"].as_str())?
            .lines()
            .next()
    }

    /// The schema of the field at a path such as `requirements[0].text`; null when there is no such field,
    /// that of the whole document when the path is empty.
    pub fn field(&self, path: &str) -> &Json {
        self.subschema(&super::node::steps(path))
    }

    /// The schema that holds at an instance path.
    fn subschema(&self, steps: &[Step]) -> &Json {
        let mut schema = self.resolve(&self.json);
        for step in steps {
            let next = match step {
                Step::Key(key) => schema["properties"]
                    .get(key)
                    .unwrap_or(&schema["additionalProperties"]),
                Step::Index(_) => &schema["items"],
            };
            schema = self.resolve(next);
        }
        schema
    }

    fn resolve<'a>(&'a self, schema: &'a Json) -> &'a Json {
        let target = schema["$ref"]
            .as_str()
            .and_then(|reference| self.json.pointer(reference.strip_prefix('#')?));
        target.unwrap_or(schema)
    }
}

/// A node with a problem, and what the schema wants there.
struct Place<'a> {
    root: &'a Node,
    node: &'a Node,
    path: String,
    schema: &'a Json,
    /// What it wants of each item, if it wants a list.
    items: &'a Json,
    /// Whether the map around the node must have it.
    required: bool,
    /// What the field is for.
    about: Option<&'a str>,
    source: &'a str,
}

fn problem(rule: &'static str, span: Span, root: &Node, message: String) -> Diagnostic {
    Diagnostic::new(rule, &Arc::from(""), span, message).field(root.path_to(span))
}

impl Place<'_> {
    fn name(&self) -> String {
        if self.path.is_empty() {
            "this document".to_owned()
        } else {
            format!("`{}`", self.path)
        }
    }

    /// What has fields here: the kind of document, or the field that they stand in.
    fn kind_or_field(&self) -> String {
        match self.root.get("kind").and_then(Node::text) {
            Some(kind) if self.path.is_empty() => with_article(&kind.replace('-', " ")),
            _ => self.name(),
        }
    }

    /// The document as messages name it: `asset/crm`.
    fn document(&self) -> String {
        let text = |key: &str| Some(shortened(self.root.get(key)?.text()?, 60));
        match (text("kind"), text("id")) {
            (Some(kind), Some(id)) => format!("{kind}/{id}"),
            (Some(kind), None) => format!("this {}", kind.replace('-', " ")),
            _ => "this document".to_owned(),
        }
    }

    fn is_empty(&self) -> bool {
        match &self.node.value {
            Value::Null => true,
            Value::Text(text) => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
            _ => false,
        }
    }

    /// What the schema wants, in words.
    fn expected(&self) -> String {
        if let Some(words) = self.schema["x-expected"].as_str() {
            return words.to_owned();
        }
        if let Some(options) = self.schema["enum"].as_array() {
            let options: Vec<String> = options
                .iter()
                .filter_map(Json::as_str)
                .map(|o| format!("`{o}`"))
                .collect();
            return format!("one of {}", options.join(", "));
        }
        let bounds = match (
            self.schema["minimum"].as_i64(),
            self.schema["maximum"].as_i64(),
        ) {
            (Some(low), Some(high)) => format!(" from {low} to {high}"),
            (Some(low), None) => format!(" of at least {low}"),
            _ => String::new(),
        };
        match self.schema["type"].as_str() {
            Some("string") => {
                match near_miss::too_long(self.node.text().unwrap_or(""), self.schema) {
                    Some(_) => "a shorter text".to_owned(),
                    None => "text".to_owned(),
                }
            }
            Some("integer") => format!("a whole number{bounds}"),
            Some("number") => format!("a number{bounds}"),
            Some("boolean") => "`true` or `false`".to_owned(),
            Some("array") => "a list".to_owned(),
            _ => "a map of fields".to_owned(),
        }
    }

    /// What to write, and what it is for.
    fn advice(&self) -> String {
        match self.about {
            Some(about) => format!("Write {} — {about}{}", self.expected(), self.fields()),
            None => format!("Write {}.{}", self.expected(), self.fields()),
        }
    }

    /// What to write where the message has said already what is expected.
    fn correction(&self) -> String {
        let key = self.path.rsplit('.').next().unwrap_or_default();
        match self.about {
            Some(about) => format!("Correct `{key}:` — {about}{}", self.fields()),
            None => self.advice(),
        }
    }

    /// The fields of a map, if it is one that has few.
    fn fields(&self) -> String {
        match self.schema["type"].as_str() {
            Some("object") | None => self.names_of_fields(),
            _ => String::new(),
        }
    }

    fn names_of_fields(&self) -> String {
        let fields = self.schema["properties"].as_object();
        let names: Vec<String> = fields
            .into_iter()
            .flatten()
            .map(|(key, _)| format!("`{key}`"))
            .collect();
        match names.len() {
            1..=8 => format!(" Its fields are {}.", names.join(", ")),
            _ => String::new(),
        }
    }

    fn unknown_fields(&self, schema: &Schema, unexpected: &[String]) -> Vec<Diagnostic> {
        let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
        let entries = self.node.entries().iter();
        entries
            .filter(|entry| unexpected.contains(&*entry.key))
            .take(MAX_PROBLEMS)
            .map(|entry| self.unknown_field(schema, entry))
            .collect()
    }

    fn unknown_field(&self, schema: &Schema, entry: &Entry) -> Diagnostic {
        let (key, span) = (&entry.key, entry.key_span);
        let fields = self.schema["properties"].as_object();
        let known: Vec<&str> = fields
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str())
            .collect();
        let message = format!("`{key}` is not a field of {}", self.kind_or_field());
        let found = problem("unknown-field", span, self.root, message);
        let Some(near) = near_miss::nearest(key, known.iter().copied()) else {
            return found.help(format!("Fields are {}.", known.join(", ")));
        };
        let found = found.help(format!("Did you mean `{near}`?"));
        match near_miss::likely(key, known.iter().copied()) {
            Some((near, certain)) if self.node.entry(near).is_none() => {
                // A value of another sort says that something else was meant.
                let wanted = schema.resolve(&self.schema["properties"][near]);
                let safe = certain && is_of(&entry.value.value, wanted);
                let there = self.source.get(span.range()).unwrap_or_default();
                let new = as_quoted(there, near);
                found.fix(format!("write `{near}`"), safe, span, new)
            }
            _ => found,
        }
    }

    fn missing_field(&self, schema: &Schema, key: &str) -> Diagnostic {
        let identity = ["id", "title", "name", "kind"]
            .iter()
            .find_map(|key| self.node.get(key));
        let span = identity.map_or_else(|| first_of(self.node), |node| node.span);
        let path = if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        };
        let about = schema.resolve(&self.schema["properties"][key]);
        let described = self.schema["properties"][key]["description"]
            .as_str()
            .or(about["description"].as_str());
        let mut found = Diagnostic::new(
            "missing-field",
            &Arc::from(""),
            span,
            format!("{} has no `{path}`", self.document()),
        )
        .field(path.clone());
        if let Some(described) = described {
            found = found.help(format!(
                "Add `{key}:` — {}",
                described.lines().next().unwrap_or_default()
            ));
        }
        found
    }

    fn empty_value(&self) -> Diagnostic {
        let what = match &self.node.value {
            Value::List(_) => "is an empty list",
            Value::Map(_) => "is an empty map",
            _ => "has no value",
        };
        let span = key_span_of(self.root, self.node)
            .filter(|_| self.node.span.start >= self.node.span.end)
            .unwrap_or(self.node.span);
        let found = Diagnostic::new(
            "empty-value",
            &Arc::from(""),
            span,
            format!("{} {what}", self.name()),
        )
        .field(self.path.clone());
        if self.required {
            return found.help(self.advice());
        }
        let key = self.path.rsplit('.').next().unwrap_or_default();
        let found = found.help(format!("Write {}, or remove the key.", self.expected()));
        match self.wrong().removed() {
            Some(Remedy { safe, edits, .. }) => {
                found.fix_by(format!("remove `{key}`"), safe, edits)
            }
            None => found,
        }
    }

    /// The value as one that has another form than it should.
    fn wrong(&self) -> Wrong<'_> {
        Wrong {
            source: self.source,
            root: self.root,
            node: self.node,
            path: &self.path,
            schema: self.schema,
            items: self.items,
        }
    }

    fn wrong_type(&self) -> Diagnostic {
        let written = self.source.get(self.node.span.range()).unwrap_or_default();
        let number = matches!(self.node.value, Value::Int(_) | Value::Number(_));
        let wants_text = self.schema["type"] == "string";
        let message = format!(
            "{} is {}, expected {}",
            self.name(),
            describe(&self.node.value),
            self.expected()
        );
        let told = |rule, message| {
            problem(rule, self.node.span, self.root, message).field(self.path.clone())
        };
        if number && wants_text && self.schema["format"] == "date" {
            return self.canonical(told("wrong-type", message), written);
        }
        if number && wants_text {
            return self.quoted(told("unquoted-number", message), written);
        }
        let found = told("wrong-type", message);
        match self.wrong().reshaped() {
            Some(Remedy { text, safe, edits }) => found.help(format!("Write `{text}`.")).fix_by(
                format!("write `{text}`"),
                safe,
                edits,
            ),
            None => found.help(self.correction()),
        }
    }

    /// A number where an id or text belongs: in quotes, and in its canonical form.
    fn quoted(&self, found: Diagnostic, written: &str) -> Diagnostic {
        let canonical = near_miss::canonical(written, self.schema);
        let text = canonical.map_or_else(|| written.to_owned(), |(text, _)| text);
        let why = match written.contains('.') && written.ends_with('0') {
            true => format!("`{written}` is a number, which loses its last zero"),
            false => format!("`{written}` is a number"),
        };
        let text = scalar_in_flow(&text);
        found.help(format!("To YAML {why}; write `{text}`.")).fix(
            format!("write `{text}`"),
            true,
            self.node.span,
            text,
        )
    }

    fn invalid_value(&self) -> Diagnostic {
        let found = describe(&self.node.value);
        let message = format!("{} is {found}, expected {}", self.name(), self.expected());
        let found =
            problem("invalid-value", self.node.span, self.root, message).field(self.path.clone());
        match self.node.text() {
            Some(text) => self.canonical(found, text),
            None => found.help(self.correction()),
        }
    }

    /// The way out of a value in another form than the canonical one, if it can be told.
    fn canonical(&self, found: Diagnostic, written: &str) -> Diagnostic {
        match self.wrong().canonical(written) {
            Some(Remedy { text, safe, edits }) => found
                .help(format!("Did you mean `{text}`?"))
                .fix_by(format!("write `{text}`"), safe, edits),
            None => {
                let why = near_miss::no_such_day(written, self.schema)
                    .or_else(|| near_miss::too_long(written, self.schema))
                    .or_else(|| near_miss::foreign(written, self.schema));
                found.help(why.unwrap_or_else(|| self.correction()))
            }
        }
    }
}

/// A field is not missing when an unknown one beside it is its name misspelt.
fn drop_misspelt(found: &mut Vec<Diagnostic>) {
    let meant = |problem: &Diagnostic| {
        let (around, _) = problem
            .field
            .as_deref()?
            .rsplit_once('.')
            .unwrap_or(("", ""));
        let near = problem
            .fixes
            .first()?
            .edits
            .first()?
            .edit
            .text
            .trim_matches(['"', '\'']);
        (problem.rule == "unknown-field").then(|| match around {
            "" => near.to_owned(),
            around => format!("{around}.{near}"),
        })
    };
    let meant: HashSet<String> = found.iter().filter_map(meant).collect();
    found.retain(|problem| {
        let field = problem.field.as_deref().unwrap_or_default();
        problem.rule != "missing-field" || !meant.contains(field)
    });
}
