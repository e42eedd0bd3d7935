//! What changed in the fields and the text of a document, as an author would say it: by the path of the
//! field, items of lists by what identifies them.

use crate::model::document::Document;
use crate::syntax::node::{Node, Value};
use crate::syntax::said::Said;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A field that says something else than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field, such as `treatment.actions[R-002-1].due`; `text` is the Markdown of a policy.
    pub field: String,
    /// What it said, shortened to a line; `None` when it was absent, and for text of several lines. Of a
    /// long line only the words that differ. Empty for an
    /// item of a list that says no more than what it is named by.
    pub from: Option<String>,
    /// What it says now, likewise; `None` when it is gone, and for text of several lines.
    pub to: Option<String>,
    /// For text of several lines: how much of it changed.
    pub text: Option<TextChange>,
}

/// How much of a long text changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextChange {
    /// Lines that it has now and had not.
    pub added: usize,
    /// Lines that it had and has not now.
    pub removed: usize,
    /// Headings of the sections that changed, came or went, in the order of the text; empty where the
    /// text has no headings.
    pub sections: Vec<String>,
}

/// Values longer than this are cut.
const LONGEST: usize = 120;

/// What identifies an item of a list, the first that all items of both sides have and that no two share.
const KEYS: &[&[&str]] = &[
    &["id"],
    &["control"],
    &["requirement"],
    &["clause"],
    &["person", "from"],
    &["to", "on"],
    &["by", "on"],
    &["subject"],
    &["name"],
    &["on"],
    &["from"],
    &["title"],
];

/// The fields of two states of a document that differ, those left out that `skip` names.
pub fn changes(before: &Document, after: &Document, skip: &[&str]) -> Vec<FieldChange> {
    let mut found = Finder {
        skip,
        found: Vec::new(),
    };
    found.compare("", Some(&before.node), Some(&after.node));
    let (old, new) = (before.markdown(), after.markdown());
    if old != new {
        found.found.push(FieldChange {
            field: "text".to_owned(),
            from: None,
            to: None,
            text: Some(TextChange {
                sections: changed_sections(&sections(before), &sections(after)),
                ..lines(old, new)
            }),
        });
    }
    found.found
}

/// What a new document says: its fields down to those that are no maps, lists by what identifies their
/// items, and how long its text is.
pub fn contents(document: &Document, skip: &[&str]) -> Vec<FieldChange> {
    let mut found = Vec::new();
    leaves("", &document.node, skip, &mut found);
    let lines = document.markdown().trim().lines().count();
    if lines > 0 {
        let text = TextChange {
            added: lines,
            removed: 0,
            sections: Vec::new(),
        };
        found.push(FieldChange {
            field: "text".to_owned(),
            from: None,
            to: None,
            text: Some(text),
        });
    }
    found
}

fn leaves(field: &str, node: &Node, skip: &[&str], found: &mut Vec<FieldChange>) {
    if skip.contains(&field) {
        return;
    }
    if let Value::Map(entries) = &node.value {
        for entry in entries {
            leaves(&below(field, &entry.key), &entry.value, skip, found);
        }
        return;
    }
    let named = KEYS.iter().find_map(|keys| by(node, keys));
    let names = named.filter(|items| !items.is_empty()).map(|items| {
        let names: Vec<String> = items.into_iter().map(|(name, _)| name).collect();
        shortened(&names.join(", "))
    });
    found.push(FieldChange {
        field: field.to_owned(),
        from: None,
        to: Some(names.unwrap_or_else(|| inline(node))),
        text: None,
    });
}

/// A value on one line, cut when it is long.
pub fn inline(node: &Node) -> String {
    let mut text = String::new();
    write(node, true, &mut text);
    shortened(&text)
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}

fn write(node: &Node, outer: bool, out: &mut String) {
    if out.len() > 8 * LONGEST {
        return;
    }
    let mut between = "";
    match &node.value {
        Value::Null => out.push_str("nothing"),
        Value::Bool(value) => out.push_str(&value.to_string()),
        Value::Int(number) => out.push_str(&number.to_string()),
        Value::Number(text) => out.push_str(text),
        Value::Text(text) => {
            out.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        Value::List(items) => {
            for item in items {
                out.push_str(between);
                between = ", ";
                write(item, false, out);
            }
        }
        Value::Map(entries) => {
            out.push_str(if outer { "" } else { "{" });
            for entry in entries {
                out.push_str(between);
                between = ", ";
                out.push_str(&format!("{}: ", entry.key));
                write(&entry.value, false, out);
            }
            out.push_str(if outer { "" } else { "}" });
        }
    }
}

struct Finder<'s> {
    skip: &'s [&'s str],
    found: Vec<FieldChange>,
}

impl Finder<'_> {
    fn compare(&mut self, field: &str, before: Option<&Node>, after: Option<&Node>) {
        if self.skip.contains(&field) {
            return;
        }
        match (before, after) {
            (Some(a), Some(b)) if a.says_same(b) => {}
            (Some(a), Some(b)) => match (&a.value, &b.value) {
                (Value::Map(_), Value::Map(_)) => self.maps(field, a, b),
                (Value::List(_), Value::List(_)) => self.lists(field, a, b),
                (Value::Text(a), Value::Text(b)) if is_long(a) || is_long(b) => {
                    self.text(field, a, b);
                }
                _ => self.put(field, Some(a), Some(b)),
            },
            (None, None) => {}
            (a, b) => self.put(field, a, b),
        }
    }

    fn maps(&mut self, field: &str, a: &Node, b: &Node) {
        let (was, is) = (a.by_key(), b.by_key());
        for entry in b.entries() {
            let before = was.get(&*entry.key).copied();
            self.compare(&below(field, &entry.key), before, Some(&entry.value));
        }
        for entry in a.entries() {
            if !is.contains_key(&*entry.key) {
                self.compare(&below(field, &entry.key), Some(&entry.value), None);
            }
        }
    }

    fn lists(&mut self, field: &str, a: &Node, b: &Node) {
        let named = KEYS
            .iter()
            .find_map(|keys| Some((*keys, by(a, keys)?, by(b, keys)?)));
        if let Some((keys, old, new)) = named {
            let (was, is) = (by_name(&old), by_name(&new));
            for (name, item) in &new {
                let field = format!("{field}[{name}]");
                match was.get(&**name) {
                    Some(before) => self.compare(&field, Some(before), Some(item)),
                    None => self.came(&field, None, Some(rest(item, keys))),
                }
            }
            for (name, item) in &old {
                if !is.contains_key(&**name) {
                    let field = format!("{field}[{name}]");
                    self.came(&field, Some(rest(item, keys)), None);
                }
            }
            return;
        }
        let (was, is) = (Said::of(a.items()), Said::of(b.items()));
        let gone: Vec<&Node> = a.items().iter().filter(|item| !is.holds(item)).collect();
        let come: Vec<&Node> = b.items().iter().filter(|item| !was.holds(item)).collect();
        if gone.is_empty() && come.is_empty() {
            return self.put(field, Some(a), Some(b));
        }
        gone.iter()
            .for_each(|item| self.put(field, Some(item), None));
        come.iter()
            .for_each(|item| self.put(field, None, Some(item)));
    }

    fn text(&mut self, field: &str, a: &str, b: &str) {
        if !a.trim_end().contains('\n') && !b.trim_end().contains('\n') {
            let (from, to) = differing(a, b);
            return self.came(field, Some(from), Some(to));
        }
        self.found.push(FieldChange {
            field: field.to_owned(),
            from: None,
            to: None,
            text: Some(lines(a, b)),
        });
    }

    fn came(&mut self, field: &str, from: Option<String>, to: Option<String>) {
        self.found.push(FieldChange {
            field: field.to_owned(),
            from,
            to,
            text: None,
        });
    }

    fn put(&mut self, field: &str, before: Option<&Node>, after: Option<&Node>) {
        self.came(field, before.map(inline), after.map(inline));
    }
}

fn below(field: &str, key: &str) -> String {
    match field {
        "" => key.to_owned(),
        field => format!("{field}.{key}"),
    }
}

/// The items of a list by the values of these keys; `None` when one lacks a key or two share all values.
fn by<'n>(list: &'n Node, keys: &[&str]) -> Option<Vec<(String, &'n Node)>> {
    let mut found: Vec<(String, &Node)> = Vec::new();
    let mut names: HashSet<String> = HashSet::new();
    for item in list.items() {
        let values: Option<Vec<String>> = keys
            .iter()
            .map(|key| item.get(key).map(inline).filter(|it| !it.is_empty()))
            .collect();
        let name = values?.join(" ");
        if !names.insert(name.clone()) {
            return None;
        }
        found.push((name, item));
    }
    Some(found)
}

fn by_name<'n, 'i>(items: &'i [(String, &'n Node)]) -> HashMap<&'i str, &'n Node> {
    let items = items.iter();
    items.map(|(name, item)| (&**name, *item)).collect()
}

/// What an item says beside what identifies it; empty when that is all.
fn rest(item: &Node, keys: &[&str]) -> String {
    let others = item.entries().iter();
    let others = others.filter(|entry| !keys.contains(&&*entry.key));
    let parts: Vec<String> = others
        .map(|entry| {
            let mut text = format!("{}: ", entry.key);
            write(&entry.value, false, &mut text);
            text
        })
        .collect();
    shortened(&parts.join(", "))
}

/// The words in which two long lines differ, with a word before and after them.
fn differing(a: &str, b: &str) -> (String, String) {
    let (old, new): (Vec<&str>, Vec<&str>) = (
        a.split_whitespace().collect(),
        b.split_whitespace().collect(),
    );
    let shorter = old.len().min(new.len());
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let front = old.iter().zip(&new).take_while(same).count();
    let (from_end, to_end) = (old.iter().rev(), new.iter().rev());
    let back = from_end.zip(to_end).take_while(same).count();
    let back = back.min(shorter - front);
    let part = |words: &[&str]| {
        let (first, last) = (
            front.saturating_sub(1),
            words.len() - back.saturating_sub(1),
        );
        let before = if first > 0 { "… " } else { "" };
        let after = if last < words.len() { " …" } else { "" };
        shortened(&format!("{before}{}{after}", words[first..last].join(" ")))
    };
    (part(&old), part(&new))
}

fn is_long(text: &str) -> bool {
    text.trim_end().contains('\n') || text.chars().nth(LONGEST).is_some()
}

/// How many lines only one of two texts has; a line that moved is in both.
fn lines(old: &str, new: &str) -> TextChange {
    let mut count: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for line in old.lines() {
        count.entry(line.trim_end()).or_default().0 += 1;
    }
    for line in new.lines() {
        count.entry(line.trim_end()).or_default().1 += 1;
    }
    TextChange {
        added: count.values().map(|(a, b)| b.saturating_sub(*a)).sum(),
        removed: count.values().map(|(a, b)| a.saturating_sub(*b)).sum(),
        sections: Vec::new(),
    }
}

/// The sections of a page: each heading with the text up to the next one.
fn sections(document: &Document) -> Vec<(&str, &str)> {
    let Some(page) = &document.page else {
        return Vec::new();
    };
    let starts = page.headings.iter().map(|heading| heading.span);
    let ends = starts.clone().skip(1).map(|span| span.start);
    let ends = ends.chain([document.prose.end]);
    let each = page.headings.iter().zip(starts.zip(ends));
    each.map(|(heading, (span, end))| {
        let body = crate::text::source::Span {
            start: span.start,
            end,
        };
        (&*heading.text, document.file.slice(body))
    })
    .collect()
}

/// Headings under which something changed; equal headings are told apart by their order.
fn changed_sections(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    let numbered = |list: &[(&str, &str)]| -> Vec<((String, usize), String)> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let each = list.iter().map(|(heading, body)| {
            let number = seen.entry((*heading).to_owned()).or_default();
            *number += 1;
            (((*heading).to_owned(), *number), body.trim_end().to_owned())
        });
        each.collect()
    };
    let (old, new) = (numbered(old), numbered(new));
    let came = new.iter().filter(|section| !old.contains(section));
    let stays = |name: &(String, usize)| new.iter().any(|(other, _)| other == name);
    let went = old.iter().filter(|(name, _)| !stays(name));
    came.chain(went)
        .map(|((heading, _), _)| heading.clone())
        .collect()
}
