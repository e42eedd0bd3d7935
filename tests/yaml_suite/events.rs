//! From the events of a case to the trees that they mean, and to what in them we refuse.

use isms::syntax::node::{Entry, Node, Value};
use isms::text::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Tags of the core schema. But for `str` they say what we read anyway, or what we leave as it is written: whether
/// `!!int x` is a number is for the field to say.
const CORE: [&str; 7] = ["str", "null", "bool", "int", "float", "seq", "map"];

/// What a case means to us.
#[derive(Default)]
pub(crate) struct Meant {
    pub(crate) documents: Vec<Value>,
    /// What must be refused, in the words of the reader.
    pub(crate) refused: BTreeSet<&'static str>,
}

/// A collection that is not closed yet: its children, keys and values in turn for a map.
struct Open {
    is_map: bool,
    children: Vec<Value>,
}

/// Reads events as `test.event` writes them.
pub(crate) fn meant(events: &[String]) -> Meant {
    let mut meant = Meant::default();
    let mut open: Vec<Open> = Vec::new();
    for event in events {
        let (kind, rest) = event.split_at(4);
        let done = match kind {
            "+SEQ" | "+MAP" => {
                let (tag, _) = properties(rest);
                meant.tag(tag);
                open.push(Open {
                    is_map: kind == "+MAP",
                    children: Vec::new(),
                });
                continue;
            }
            "-SEQ" | "-MAP" => {
                let closed = open.pop().expect("it was opened");
                meant.close(closed)
            }
            "=ALI" => {
                meant.refused.insert("an alias (");
                Value::Null
            }
            "=VAL" => {
                let (tag, scalar) = properties(rest);
                meant.scalar(tag, scalar)
            }
            _ => continue,
        };
        match open.last_mut() {
            Some(parent) => parent.children.push(done),
            None => meant.documents.push(done),
        }
    }
    meant
}

/// The tag of an event, and what follows tag and anchor.
fn properties(rest: &str) -> (Option<&str>, &str) {
    let (mut rest, mut tag) = (rest.trim_start(), None);
    loop {
        let (word, behind) = rest.split_once(' ').unwrap_or((rest, ""));
        match word.as_bytes().first() {
            Some(b'&') => rest = behind,
            Some(b'[' | b'{') => rest = behind,
            Some(b'<') => {
                tag = Some(word.trim_matches(['<', '>']));
                rest = behind;
            }
            _ => return (tag, rest),
        }
    }
}

impl Meant {
    fn tag(&mut self, tag: Option<&str>) {
        let core = |tag: &str| {
            let name = tag.strip_prefix("tag:yaml.org,2002:");
            name.is_some_and(|name| CORE.contains(&name))
        };
        if tag.is_some_and(|tag| !core(tag)) {
            self.refused.insert("the tag `");
        }
    }

    fn scalar(&mut self, tag: Option<&str>, scalar: &str) -> Value {
        let as_text = tag == Some("tag:yaml.org,2002:str");
        if !as_text {
            self.tag(tag);
        }
        let (style, text) = scalar.split_at(1);
        let text = unescaped(text);
        if style != ":" || as_text {
            return Value::Text(text.into());
        }
        resolved(&text)
    }

    fn close(&mut self, open: Open) -> Value {
        let place = |value| Node {
            span: Span::default(),
            value,
        };
        if !open.is_map {
            return Value::List(open.children.into_iter().map(place).collect());
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut children = open.children.into_iter();
        let mut seen = BTreeMap::new();
        while let (Some(key), Some(value)) = (children.next(), children.next()) {
            let key = match key {
                Value::Text(text) | Value::Number(text) => text,
                Value::Int(number) => number.to_string().into(),
                Value::Bool(value) => value.to_string().into(),
                _ => {
                    self.refused.insert("a key must be a plain word");
                    "".into()
                }
            };
            if seen.insert(key.clone(), ()).is_some() {
                self.refused.insert("stands here a second time");
                continue;
            }
            entries.push(Entry {
                key_span: Span::default(),
                key,
                value: place(value),
            });
        }
        Value::Map(entries)
    }
}

fn unescaped(text: &str) -> String {
    let (mut out, mut letters) = (String::new(), text.chars());
    while let Some(letter) = letters.next() {
        out.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('r') => '\r',
                Some('b') => '\u{8}',
                Some('0') => '\0',
                Some(other) => other,
                None => panic!("{text} ends in an escape"),
            },
            other => other,
        });
    }
    out
}

/// What a plain scalar is by the core schema of YAML 1.2; numbers that are not whole stay as they are written.
fn resolved(text: &str) -> Value {
    let unsigned = text.trim_start_matches(['-', '+']);
    match text {
        "" | "~" | "null" => return Value::Null,
        "true" | "false" => return Value::Bool(text == "true"),
        _ if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {}
        _ if text.starts_with("0x") || text.starts_with("0o") => {
            return Value::Number(text.into());
        }
        _ => {
            let float = || text.parse::<f64>().map(|_| Value::Number(text.into()));
            if let Ok(number) = text.parse().map(Value::Int).or_else(|_| float()) {
                return number;
            }
        }
    }
    Value::Text(text.into())
}
