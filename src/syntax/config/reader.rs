//! Reads values of TOML into plain ones, noting where each stands and what is wrong with it.

use super::words::{did_you_mean, explain, one_of};
use crate::text::source::{SourceFile, Span};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeString, DeValue};

/// One thing that is wrong with the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The smallest place that shows it.
    pub span: Span,
    /// What is wrong, with the value.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl ConfigError {
    /// On one line, as `isms.toml:3:9: message (help)`.
    pub fn line(&self, source: &SourceFile) -> String {
        let at = source.position(self.span.start);
        let help = self.help.iter().map(|help| format!(" ({help})"));
        let place = format!(
            "{}:{}:{}: {}",
            source.path, at.line, at.column, self.message
        );
        place + &help.collect::<String>()
    }
}

/// Brings a text into its one form, or says why it is refused.
type Check = fn(&str) -> Result<String, String>;

/// A value and the path of its key.
pub(super) struct Field<'a> {
    pub(super) path: String,
    pub(super) value: &'a Spanned<DeValue<'a>>,
}

pub(super) struct Reader {
    /// What the parser found, by its start.
    mistakes: Vec<(Range<usize>, String)>,
    /// Values that hold such a mistake: nothing more is said of them.
    broken: Vec<Range<usize>>,
    errors: Vec<ConfigError>,
    pub(super) places: BTreeMap<String, Span>,
}

impl Reader {
    pub(super) fn new(mistakes: &[toml::de::Error]) -> Self {
        let mut mistakes: Vec<(Range<usize>, String)> = mistakes
            .iter()
            .map(|error| (error.span().unwrap_or_default(), error.message().to_owned()))
            .collect();
        mistakes.sort_by_key(|(span, _)| span.start);
        let too_deep = mistakes.iter().position(|mistake| is_too_deep(&mistake.1));
        if let Some(at) = too_deep {
            mistakes = vec![mistakes.swap_remove(at)];
        }
        Self {
            mistakes,
            broken: Vec::new(),
            errors: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// Whether what the parser made of the text can be trusted where it noticed no mistake.
    pub(super) fn has_a_tree(&self) -> bool {
        !self.mistakes.iter().any(|mistake| is_too_deep(&mistake.1))
    }

    /// The places of all values, or all errors in the order of the file.
    pub(super) fn finish(
        mut self,
        source: &SourceFile,
    ) -> Result<BTreeMap<String, Span>, Vec<ConfigError>> {
        self.syntax(source);
        self.errors.sort_by_key(|error| error.span);
        if self.errors.is_empty() {
            Ok(self.places)
        } else {
            Err(self.errors)
        }
    }

    /// The keys of a table, with the paths of their values.
    pub(super) fn fields<'a>(
        &mut self,
        field: &Field<'a>,
    ) -> Vec<(&'a Spanned<DeString<'a>>, Field<'a>)> {
        if !self.sound(field) {
            return Vec::new();
        }
        let DeValue::Table(table) = field.value.get_ref() else {
            self.wrong_type(field, &format!("a table; begin it with `[{}]`", field.path));
            return Vec::new();
        };
        let named = table.iter().map(|(key, value)| {
            let path = format!("{}.{}", field.path, key.get_ref());
            (key, Field { path, value })
        });
        named.collect()
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(
        &mut self,
        field: &Field<'_>,
        options: &[(&'static str, T)],
    ) -> Option<T> {
        if !self.sound(field) {
            return None;
        }
        let words: Vec<&str> = options.iter().map(|(word, _)| *word).collect();
        let DeValue::String(text) = field.value.get_ref() else {
            self.wrong_type(field, &one_of(&words, true));
            return None;
        };
        let found = options.iter().find(|(word, _)| word == text);
        if found.is_none() {
            let message = format!(
                "`{}` cannot be `{text}`; write {}",
                field.path,
                one_of(&words, false)
            );
            self.error(field.value.span(), message, did_you_mean(text, &words));
        }
        found.map(|(_, value)| *value)
    }

    /// A text that `check` brings into its one form.
    pub(super) fn text(&mut self, field: &Field<'_>, check: Check) -> Option<String> {
        if !self.sound(field) {
            return None;
        }
        let DeValue::String(text) = field.value.get_ref() else {
            self.wrong_type(field, "a text in quotes");
            return None;
        };
        check(text)
            .map_err(|why| self.error(field.value.span(), format!("`{}`: {why}", field.path), None))
            .ok()
    }

    /// A list of at least one text, each once.
    pub(super) fn list(&mut self, field: &Field<'_>, check: Check) -> Option<Vec<String>> {
        if !self.sound(field) {
            return None;
        }
        let DeValue::Array(items) = field.value.get_ref() else {
            self.wrong_type(field, "a list of texts, such as `[\"…\"]`");
            return None;
        };
        if items.is_empty() {
            let help = "remove the key to get what holds by default".to_owned();
            self.error(
                field.value.span(),
                format!("`{}` is empty", field.path),
                Some(help),
            );
        }
        let mut texts = Vec::new();
        let mut seen = HashSet::new();
        for (index, value) in items.iter().enumerate() {
            let path = format!("{}[{index}]", field.path);
            let Some(text) = self.text(&Field { path, value }, check) else {
                continue;
            };
            if !seen.insert(text.clone()) {
                self.error(
                    value.span(),
                    format!("`{text}` stands in `{}` twice", field.path),
                    None,
                );
            }
            texts.push(text);
        }
        Some(texts)
    }

    pub(super) fn truth(&mut self, field: &Field<'_>) -> Option<bool> {
        if !self.sound(field) {
            return None;
        }
        let value = field.value.get_ref().as_bool();
        if value.is_none() {
            self.wrong_type(field, "`true` or `false`, without quotes");
        }
        value
    }

    /// Whether the parser understood the value; also notes where it stands.
    fn sound(&mut self, field: &Field<'_>) -> bool {
        let span = field.value.span();
        let next = self
            .mistakes
            .partition_point(|(mistake, _)| mistake.start < span.start);
        let broken = self
            .mistakes
            .get(next)
            .is_some_and(|(mistake, _)| mistake.start <= span.end);
        if broken {
            self.broken.push(span);
        } else {
            self.places.insert(field.path.clone(), place(&span));
        }
        !broken
    }

    pub(super) fn unknown(
        &mut self,
        key: &Spanned<DeString<'_>>,
        field: &Field<'_>,
        known: &[&str],
    ) {
        self.sound(field);
        let table = field
            .path
            .rsplit_once('.')
            .map(|(table, _)| format!("[{table}]"));
        let message = match &table {
            Some(table) => format!("{table} has no key `{}`", key.get_ref()),
            None => format!("there is no setting `{}`", key.get_ref()),
        };
        let all = || match known {
            [] => "no key is defined here yet".to_owned(),
            known => format!("the keys are {}", known.join(", ")),
        };
        let help = did_you_mean(key.get_ref(), known).unwrap_or_else(all);
        self.error(key.span(), message, Some(help));
    }

    fn wrong_type(&mut self, field: &Field<'_>, expected: &str) {
        let found = match field.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("`{}` is {found}; write {expected}", field.path);
        self.error(field.value.span(), message, None);
    }

    pub(super) fn error(&mut self, span: Range<usize>, message: String, help: Option<String>) {
        self.errors.push(ConfigError {
            span: place(&span),
            message,
            help,
        });
    }

    /// Tells the mistakes of syntax: of those in one value only the first, because the parser
    /// stumbles on after it.
    fn syntax(&mut self, source: &SourceFile) {
        self.broken.sort_by_key(|span| (span.start, span.end));
        let mut told = 0..0;
        for (span, message) in std::mem::take(&mut self.mistakes) {
            if told.contains(&span.start) {
                continue;
            }
            let after = self
                .broken
                .partition_point(|broken| broken.start <= span.start);
            let value = after.checked_sub(1).map(|at| self.broken[at].clone());
            if let Some(value) = value.filter(|value| span.start <= value.end) {
                told = value.start..value.end + 1;
            }
            let (message, help) = explain(&message, source.slice(place(&span)));
            self.error(span, message, Some(help.to_owned()));
        }
    }
}

fn is_too_deep(message: &str) -> bool {
    message.contains("recurs")
}

pub(super) fn place(span: &Range<usize>) -> Span {
    Span::new(span.start, span.end)
}
