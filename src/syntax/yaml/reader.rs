//! From the events of the parser to trees with places, and to what is wrong.

use super::cover;
use super::fault;
use crate::syntax::node::{Entry, Node, Value};
use crate::syntax::scalar;
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use granit_parser::{Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Maps with more keys than this look duplicates up instead of comparing all.
const SMALL_MAP: usize = 12;

/// One document of a YAML file.
#[derive(Debug, Clone)]
pub struct YamlDocument {
    /// The tree; after a mistake only what stood before it.
    pub node: Node,
    /// Whether the tree says what the text says: no syntax error, duplicate key or alias in it.
    pub sound: bool,
    /// Whether a syntax error ended it, so that its last field may be half of what was meant.
    pub torn: bool,
}

/// A comment that may speak to the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line.
    pub span: Span,
    /// What stands after the `#`.
    pub text: String,
    /// What it stands on or above: the outermost node that begins on its line or the next.
    pub covers: Option<Span>,
}

/// What a YAML text holds.
#[derive(Debug, Clone, Default)]
pub struct Yaml {
    /// The documents in it.
    pub documents: Vec<YamlDocument>,
    /// Comments that hold `isms:`; others are not kept.
    pub comments: Vec<Comment>,
    /// What is wrong; paths are empty until the file is known.
    pub problems: Vec<Diagnostic>,
}

/// Reads `text`; all places are moved by `offset` bytes (front matter begins inside its file).
pub fn read(text: &str, offset: usize) -> Yaml {
    let mut options = granit_parser::options! {
        strict_indentation: true,
        emit_unresolved_aliases: true,
        flow_nesting_limit: fault::MAX_DEPTH,
        block_nesting_limit: fault::MAX_DEPTH,
    };
    options.set_emit_comments(text.contains("isms:"));
    let mut reader = Reader {
        offset,
        length: text.len(),
        path: Arc::from(""),
        ..Reader::default()
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    loop {
        match parser.next_event() {
            None | Some(Ok((Event::StreamEnd, _))) => break,
            // The parser counts brackets and blocks; a pair in a list is a map without either.
            Some(Ok((event, span))) if reader.is_too_deep(&event) => {
                let at = span.byte_range().unwrap_or_default().start;
                reader.fault("nesting", at, text);
                if !matches!(parser.proceed_next_document(), Ok(true)) {
                    break;
                }
            }
            Some(Ok((event, span))) => reader.event(event, reader.span(span)),
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                reader.fault(&error.info(), at, text);
                if !matches!(parser.proceed_next_document(), Ok(true)) {
                    break;
                }
            }
        }
    }
    let yaml = &mut reader.yaml;
    let comments = yaml.comments.iter_mut();
    cover::bind(
        (text, offset),
        yaml.documents.iter().map(|document| &document.node),
        comments.map(|comment| (comment.span, &mut comment.covers)),
    );
    reader.offer_to_remove_twins(text);
    reader.yaml
}

/// A collection that is being read.
enum Frame {
    List {
        span: Span,
        items: Vec<Node>,
    },
    Map {
        span: Span,
        entries: Vec<Entry>,
        key: Option<(Span, Box<str>)>,
        /// The keys, once there are many.
        seen: Option<HashMap<Box<str>, usize>>,
    },
}

#[derive(Default)]
struct Reader {
    yaml: Yaml,
    frames: Vec<Frame>,
    root: Option<Node>,
    unsound: bool,
    torn: bool,
    offset: usize,
    length: usize,
    path: Arc<str>,
    /// The problems that are keys whose value stands there already, and what would have to go.
    twins: Vec<(usize, Span)>,
}

impl Reader {
    fn span(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or_default();
        Span::new(range.start + self.offset, range.end + self.offset)
    }

    fn event(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::DocumentEnd => self.end_document(),
            Event::Scalar(text, style, _, tag) => {
                let value = self.scalar(text, style, tag.as_deref(), span);
                self.add(Node { span, value });
            }
            Event::SequenceStart(_, _, tag) => {
                self.refuse_tag(tag.as_deref(), span);
                self.frames.push(Frame::List {
                    span,
                    items: Vec::new(),
                });
            }
            Event::MappingStart(_, _, tag) => {
                self.refuse_tag(tag.as_deref(), span);
                self.frames.push(Frame::Map {
                    span,
                    entries: Vec::new(),
                    key: None,
                    seen: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(span)),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(
                    span,
                    "an alias (`*name`) is not supported",
                    "Write the value out where it is needed.",
                );
                self.add(Node {
                    span,
                    value: Value::Null,
                });
            }
            Event::Comment(text, _) if text.contains("isms:") => {
                self.yaml.comments.push(Comment {
                    span,
                    text: text.into_owned(),
                    covers: None,
                });
            }
            _ => {}
        }
    }

    fn scalar(
        &mut self,
        text: Cow<'_, str>,
        style: ScalarStyle,
        tag: Option<&Tag>,
        span: Span,
    ) -> Value {
        let as_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        if !as_text {
            self.refuse_tag(tag, span);
        }
        if style != ScalarStyle::Plain || as_text {
            return Value::Text(text.into());
        }
        scalar::plain(&text).unwrap_or_else(|| {
            self.refuse(
                span,
                format!("`{text}` is not a number that can be computed with"),
                "Write a number, or quote it if it is text.",
            );
            Value::Null
        })
    }

    fn refuse_tag(&mut self, tag: Option<&Tag>, span: Span) {
        if let Some(tag) = tag.filter(|tag| !tag.is_yaml_core_schema()) {
            let shown = tag.original();
            self.refuse(
                span,
                format!("the tag `{shown}` is not supported"),
                "Remove the tag; the field says what its value is.",
            );
        }
    }

    fn refuse(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.unsound = true;
        let problem = Diagnostic::new("unsupported-yaml", &self.path, span, message).help(help);
        self.yaml.problems.push(problem);
    }

    /// Adds a finished node to the collection that is being read, as an item, a key or a value.
    fn add(&mut self, node: Node) {
        match self.frames.last_mut() {
            None => {
                self.root.get_or_insert(node);
            }
            Some(Frame::List { items, .. }) => items.push(node),
            Some(Frame::Map {
                key: key @ None, ..
            }) => {
                let text = key_text(node.value);
                let wrong = match text.as_deref() {
                    // What an error left open is no key that anybody wrote.
                    None if self.torn => None,
                    None => Some((
                        "a key must be a plain word",
                        "Write a simple key followed by a colon.",
                    )),
                    Some("<<") => Some((
                        "a merge key (`<<`) is not supported",
                        "Write the fields out where they are needed.",
                    )),
                    Some(_) => None,
                };
                *key = Some((node.span, text.unwrap_or_default()));
                if let Some((message, help)) = wrong {
                    self.refuse(node.span, message, help);
                }
            }
            Some(Frame::Map { .. }) => self.add_value(node),
        }
    }

    fn add_value(&mut self, value: Node) {
        let Some(Frame::Map {
            entries, key, seen, ..
        }) = self.frames.last_mut()
        else {
            return;
        };
        let Some((key_span, key)) = key.take() else {
            return;
        };
        let first = if entries.len() < SMALL_MAP {
            entries.iter().position(|entry| entry.key == key)
        } else {
            let all = || {
                let keys = entries.iter().enumerate();
                keys.map(|(at, entry)| (entry.key.clone(), at)).collect()
            };
            seen.get_or_insert_with(all).get(&key).copied()
        };
        let Some(first) = first else {
            if let Some(seen) = seen {
                seen.insert(key.clone(), entries.len());
            }
            entries.push(Entry {
                key_span,
                key,
                value,
            });
            return;
        };
        self.unsound = true;
        let twin = &entries[first];
        let first = twin.key_span;
        if twin.value.says_same(&value) {
            let whole = Span {
                end: value.span.end.max(key_span.end),
                ..key_span
            };
            self.twins.push((self.yaml.problems.len(), whole));
        }
        let problem = Diagnostic::new(
            "duplicate-key",
            &self.path,
            key_span,
            format!("the key `{key}` stands here a second time"),
        )
        .label(&self.path, first, "first here")
        .help("Keep one of the two; nothing says which of them holds.");
        self.yaml.problems.push(problem);
    }

    /// Lets go of what stands there a second time, where it has its lines for itself.
    fn offer_to_remove_twins(&mut self, text: &str) {
        for (at, span) in std::mem::take(&mut self.twins) {
            let local = span.start as usize - self.offset..span.end as usize - self.offset;
            let (Some(lines), Some(problem)) =
                (own_lines(text, local), self.yaml.problems.get_mut(at))
            else {
                continue;
            };
            let lines = Span::new(lines.start + self.offset, lines.end + self.offset);
            let title = "remove the second, which says the same";
            *problem = problem.clone().fix(title, true, lines, "");
        }
    }

    /// Ends the collection that is being read. A block collection ends with its last item, not where
    /// the parser noticed; a flow collection ends with its bracket.
    fn close(&mut self, end: Option<Span>) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let (mut span, last, value) = match frame {
            Frame::List { span, items } => {
                (span, items.last().map(|item| item.span), Value::List(items))
            }
            Frame::Map { span, entries, .. } => {
                let last = entries.last().map(|entry| Span {
                    start: entry.key_span.start,
                    end: entry.value.span.end.max(entry.key_span.end),
                });
                (span, last, Value::Map(entries))
            }
        };
        let bracket = end.filter(|end| end.end > end.start && end.end - end.start == 1);
        span.end = match (bracket, last) {
            (Some(bracket), _) => bracket.end,
            (None, Some(last)) => last.end.max(span.start),
            (None, None) => span.end,
        };
        self.add(Node { span, value });
    }

    fn end_document(&mut self) {
        while !self.frames.is_empty() {
            self.close_open();
        }
        let torn = std::mem::take(&mut self.torn);
        let sound = !std::mem::take(&mut self.unsound);
        if let Some(node) = self.root.take() {
            self.yaml.documents.push(YamlDocument { node, sound, torn });
        }
    }

    /// Ends a collection that the text does not end; a key without a value is dropped.
    fn close_open(&mut self) {
        self.close(None);
    }

    /// Whether a collection begins that is nested deeper than any may be.
    fn is_too_deep(&self, event: &Event<'_>) -> bool {
        let begins = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        begins && self.frames.len() >= fault::MAX_DEPTH
    }

    /// Something with which reading cannot go on, as the parser calls it, at an offset in the text.
    fn fault(&mut self, info: &str, at: usize, text: &str) {
        let fault = fault::explain(info, at.min(self.length), &self.open(text));
        let moved = |span: Span| {
            Span::new(
                span.start as usize + self.offset,
                span.end as usize + self.offset,
            )
        };
        let mut problem =
            Diagnostic::new("yaml-syntax", &self.path, moved(fault.span), fault.message)
                .help(fault.help);
        if let Some((span, what)) = fault.begin {
            problem = problem.label(&self.path, moved(span), what);
        }
        if let Some((span, title, text)) = fault.fix {
            problem = problem.fix(title, true, moved(span), text);
        }
        self.yaml.problems.push(problem);
        self.unsound = true;
        self.torn = true;
        self.end_document();
    }

    /// What is open where reading stopped.
    fn open<'t>(&self, text: &'t str) -> fault::Open<'t> {
        let local = |span: Span| span.start as usize - self.offset;
        let span_of = |frame: &Frame| match frame {
            Frame::List { span, .. } | Frame::Map { span, .. } => local(*span),
        };
        let is_flow = |frame: &&Frame| text[span_of(frame)..].starts_with(['[', '{']);
        let key = |frame: &Frame| match frame {
            Frame::Map { key, .. } => key.as_ref().map(|(span, _)| {
                Span::new(
                    span.start as usize - self.offset,
                    span.end as usize - self.offset,
                )
            }),
            Frame::List { .. } => None,
        };
        let block = self.frames.iter().rev().find(|frame| !is_flow(frame));
        fault::Open {
            text,
            bracket: self.frames.iter().rev().find(is_flow).map(span_of),
            block: block
                .map(|frame| key(frame).map_or_else(|| span_of(frame), |key| key.start as usize)),
            key: self.frames.last().and_then(key),
        }
    }
}

/// The text of a key: numbers and words as they are written, nothing else.
fn key_text(value: Value) -> Option<Box<str>> {
    match value {
        Value::Text(text) | Value::Number(text) => Some(text),
        Value::Int(number) => Some(number.to_string().into()),
        Value::Bool(value) => Some(value.to_string().into()),
        _ => None,
    }
}

/// The lines of a range of a text, when nothing else stands on them and no comment in them.
fn own_lines(text: &str, range: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    // A key may be empty, and then only blanks stand before it.
    let end = text.get(..range.end)?.trim_end().len().max(range.start);
    let start = text[..range.start]
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let rest = &text[end..];
    let line_end = rest.find('\n').map_or(text.len(), |at| end + at + 1);
    let alone = text[start..range.start].trim().is_empty() && text[end..line_end].trim().is_empty();
    (alone && !text[start..line_end].contains('#')).then_some(start..line_end)
}
