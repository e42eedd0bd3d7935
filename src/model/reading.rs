//! From the text of one file to the documents in it. The result depends on that text alone (and on
//! whether it is YAML or Markdown), never on other files.

use super::document::Content;
use super::kept::Kept;
use super::{Body, Kind, schemas};
use crate::syntax::de::describe;
use crate::syntax::markdown::{self, Markdown};
use crate::syntax::node::{Node, Value};
use crate::syntax::schema::near_miss;
use crate::syntax::yaml::{self, Comment, Yaml, YamlDocument};
use crate::text::diagnostic::Diagnostic;
use crate::text::source::Span;
use crate::text::words::with_article;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What one text holds.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The documents whose kind is known.
    pub documents: Vec<Arc<Content>>,
    /// What is wrong, without a path.
    pub diagnostics: Vec<Diagnostic>,
    /// Comments to the tool.
    pub comments: Vec<Comment>,
    /// Documents that cannot even be told the kind of.
    pub nameless: usize,
    /// A syntax error hides a part of the text: anything may stand there.
    pub cut: bool,
}

/// Reads a text; `path` only says whether it is YAML or Markdown.
pub fn read(path: &str, text: &str) -> Parsed {
    let parsed = if is_markdown(path) {
        read_markdown(text)
    } else {
        read_yaml(text)
    };
    parsed.shortened()
}

/// Whether a file is Markdown by its name; every other document is YAML.
pub fn is_markdown(path: &str) -> bool {
    path.ends_with(".md")
}

/// A rule speaks of so many places of one file as it is read; then only of how many more there are.
const MAX_TOLD: usize = 1000;

/// Aliases and the like, and keys that stand twice, are shown at fewer: one habit makes all of them.
const MAX_HABITS: usize = 20;

fn read_yaml(text: &str) -> Parsed {
    let yaml = yaml::read(text, 0);
    let mut parsed = Parsed::default();
    let nothing = |document: &YamlDocument| document.node.value == Value::Null;
    if yaml.documents.iter().all(nothing) && yaml.problems.is_empty() {
        let problem = Diagnostic::new(
            "empty-file",
            &Arc::from(""),
            Span::default(),
            "the file holds no document",
        );
        parsed
            .diagnostics
            .push(problem.help("Write a document that begins with `kind:`, or delete the file."));
        return parsed;
    }
    parsed.take(yaml, text, None);
    parsed
}

fn read_markdown(text: &str) -> Parsed {
    let page = Arc::new(markdown::read(text));
    let mut parsed = Parsed {
        diagnostics: page.problems.clone(),
        ..Parsed::default()
    };
    if let Some(front) = &page.front {
        let mut yaml = yaml::read(
            text.get(front.span.range()).unwrap_or_default(),
            front.span.start as usize,
        );
        for document in &mut yaml.documents {
            document.sound &= front.closed;
        }
        cover_the_text(&mut yaml, text);
        parsed.take(yaml, text, Some(&page));
        parsed
            .comments
            .extend(page.comments.iter().map(|comment| Comment {
                span: comment.span,
                text: comment.text.clone(),
                covers: comment.target,
            }));
    } else if let Some((kind, span)) = bare_kind(text) {
        (parsed.nameless, parsed.cut) = (1, true);
        parsed.diagnostics.push(bare(kind, span));
    }
    parsed
}

/// The kind that a text begins with where no front matter stands: YAML in a file that is called Markdown. Empty
/// lines and comments may stand above it.
fn bare_kind(text: &str) -> Option<(Kind, Span)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let words = line.trim_end();
        if words.trim_start_matches('\u{feff}').is_empty() || words.starts_with('#') {
            continue;
        }
        let written = words.strip_prefix("kind:")?.trim();
        let mut kinds = Kind::ALL.iter().copied();
        let kind = kinds.find(|kind| kind.name() == written)?;
        let end = begin + words.len();
        return Some((kind, Span::new(end - written.len(), end)));
    }
    None
}

/// Nothing of such a file is read, which nobody would notice otherwise.
fn bare(kind: Kind, span: Span) -> Diagnostic {
    let message = "the file is Markdown by its name and has no front matter, so nothing of the document is read";
    let help = match kind {
        Kind::Policy => "Put its fields between two lines of `---`, and its text below.",
        _ => "Rename the file so that it ends in `.yaml`.",
    };
    let problem = Diagnostic::new("wrong-file-type", &Arc::from(""), span, message);
    problem.subject(kind.name()).help(help)
}

/// What is said above the first field of a front matter is said of the text below it, too.
fn cover_the_text(yaml: &mut Yaml, text: &str) {
    let fields = yaml.documents.first().map(|document| document.node.span);
    for comment in &mut yaml.comments {
        if comment.covers.is_some() && comment.covers == fields {
            let end = Span::new(text.len(), text.len()).end;
            comment.covers = fields.map(|fields| Span { end, ..fields });
        }
    }
}

impl Parsed {
    /// A text made of one mistake is told so, not flooded.
    fn shortened(mut self) -> Self {
        let mut total: HashMap<&str, usize> = HashMap::new();
        for problem in &self.diagnostics {
            *total.entry(problem.rule).or_default() += 1;
        }
        let mut told: HashMap<&str, usize> = HashMap::new();
        self.diagnostics.retain_mut(|problem| {
            let most = match problem.rule {
                "unsupported-yaml" | "duplicate-key" => MAX_HABITS,
                _ => MAX_TOLD,
            };
            let told = told.entry(problem.rule).or_default();
            *told += 1;
            if *told == most && total[problem.rule] > most {
                problem.message += &match total[problem.rule] - most {
                    1 => " (and once more in this file)".to_owned(),
                    more => format!(" (and {more} more times in this file)"),
                };
            }
            *told <= most
        });
        self
    }

    fn take(&mut self, yaml: Yaml, text: &str, page: Option<&Arc<Markdown>>) {
        let cut = yaml
            .problems
            .iter()
            .any(|problem| problem.rule == "yaml-syntax");
        self.cut |= cut;
        self.diagnostics.extend(yaml.problems);
        self.comments.extend(yaml.comments);
        if yaml.documents.is_empty() && cut {
            self.nameless += 1;
        }
        for document in yaml.documents {
            match kind_of(&document.node) {
                Ok(kind) => {
                    let content = self.content(kind, document, text, page);
                    self.documents.push(Arc::new(content));
                }
                Err(problem) => {
                    self.nameless += 1;
                    if document.sound {
                        self.diagnostics.push(*problem);
                    }
                }
            }
        }
    }

    fn content(
        &mut self,
        kind: Kind,
        document: YamlDocument,
        text: &str,
        page: Option<&Arc<Markdown>>,
    ) -> Content {
        let YamlDocument { node, sound, torn } = document;
        let id = node
            .get("id")
            .filter(|_| !kind.is_one())
            .map(written_id)
            .unwrap_or_default();
        let mut content = Content {
            kind,
            id,
            node,
            body: Body::Broken,
            references: Vec::new(),
            prose: page.map_or(Span::default(), |page| page.body),
            page: page.map(Arc::clone),
            kept: Kept::default(),
        };
        if kind == Kind::Policy && page.is_none() {
            self.refuse(
                &content,
                "a policy is Markdown: its fields stand in front matter above its text",
            );
            return content;
        }
        if kind != Kind::Policy && page.is_some() {
            self.refuse(
                &content,
                &format!(
                    "{} is YAML; only policies are Markdown",
                    with_article(kind.name())
                ),
            );
            return content;
        }
        match kind.read(&content.node) {
            Ok((body, references)) if sound => {
                content.body = body;
                content.references = references;
            }
            Ok(_) => {}
            Err(refused) => {
                let subject = subject(&content);
                let problems = schemas::compiled(kind).problems(&content.node, &refused, text);
                // After a syntax error what is missing may only stand below it, and the field that it
                // ended in is not what was meant; a place that YAML refused has no value to judge.
                let refused: HashSet<Span> = match sound {
                    true => HashSet::new(),
                    false => self.diagnostics.iter().map(|told| told.span).collect(),
                };
                let whole = if torn {
                    last_field(&content.node)
                } else {
                    u32::MAX
                };
                let told = problems.into_iter().filter(|problem| {
                    let missing = problem.rule == "missing-field";
                    let doubtful = missing || problem.span.end > whole;
                    sound || !(doubtful || refused.contains(&problem.span))
                });
                self.diagnostics
                    .extend(told.map(|problem| problem.subject(subject.clone())));
            }
        }
        content
    }

    fn refuse(&mut self, content: &Content, message: &str) {
        let span = content
            .node
            .get("kind")
            .map_or(Span::default(), |node| node.span);
        let problem = Diagnostic::new("wrong-file-type", &Arc::from(""), span, message)
            .subject(subject(content))
            .field("kind");
        let help = match content.kind {
            Kind::Policy => {
                "Move it to a file that ends in `.md`: its fields between two lines of `---`, its text below."
            }
            _ => "Move it to a file that ends in `.yaml`.",
        };
        self.diagnostics.push(problem.help(help));
    }
}

fn subject(content: &Content) -> String {
    if content.id.is_empty() {
        content.kind.name().to_owned()
    } else {
        format!("{}/{}", content.kind.name(), content.id)
    }
}

/// Where the last field of a document begins.
fn last_field(node: &Node) -> u32 {
    let last = node.entries().last();
    last.map_or(node.span.start, |entry| entry.key_span.start)
}

/// The id as it is written, even when it is a number, so that a broken document keeps its name.
fn written_id(node: &Node) -> Box<str> {
    match &node.value {
        Value::Text(text) | Value::Number(text) => text.trim().into(),
        Value::Int(number) => number.to_string().into(),
        _ => Box::default(),
    }
}

/// A document that is not even a map of fields.
fn no_fields(node: &Node) -> Option<Diagnostic> {
    let (what, help) = match &node.value {
        Value::Map(_) => return None,
        Value::Null => (
            "nothing stands between two lines of `---`".to_owned(),
            "Remove the extra `---`, or write a document that begins with `kind:`.",
        ),
        Value::List(_) => (
            "the document is a list, expected a map of fields".to_owned(),
            "Write each item as a document of its own that begins with `kind:`, with a line `---` between them.",
        ),
        other => (
            format!(
                "the document is {}, expected a map of fields",
                describe(other)
            ),
            "Begin it with `kind:`, then one field a line.",
        ),
    };
    let span = match &node.value {
        Value::List(_) => Span {
            end: node.span.start + 1,
            ..node.span
        },
        _ => node.span,
    };
    Some(Diagnostic::new("missing-kind", &Arc::from(""), span, what).help(help))
}

fn kind_of(node: &Node) -> Result<Kind, Box<Diagnostic>> {
    if let Some(problem) = no_fields(node) {
        return Err(Box::new(problem));
    }
    let path = Arc::from("");
    let names = || Kind::ALL.iter().map(|kind| kind.name());
    let Some(kind) = node.get("kind") else {
        let span = node.entries().first().map_or(
            Span {
                end: node.span.start,
                ..node.span
            },
            |entry| entry.key_span,
        );
        let problem = Diagnostic::new(
            "missing-kind",
            &path,
            span,
            "the document does not say its kind",
        );
        let misspelt = node
            .entries()
            .iter()
            .find(|entry| near_miss::nearest(&entry.key, ["kind"]).is_some());
        return Err(Box::new(match misspelt {
            Some(entry) => {
                let says = entry.value.text().unwrap_or_default();
                let certain = names().any(|name| name == says);
                let problem = problem.help("Did you mean `kind`?");
                problem.fix("write `kind`", certain, entry.key_span, "kind")
            }
            None => problem.help(format!(
                "Begin it with `kind:` and one of {}.",
                names().collect::<Vec<_>>().join(", ")
            )),
        }));
    };
    let written = kind.text().unwrap_or_default();
    Kind::ALL
        .iter()
        .copied()
        .find(|kind| kind.name() == written)
        .ok_or_else(|| {
            let found = match kind.text() {
                Some(text) => format!("`{text}`"),
                None => describe(&kind.value),
            };
            let problem = Diagnostic::new(
                "unknown-kind",
                &path,
                kind.span,
                format!("{found} is not a kind of document"),
            )
            .field("kind");
            Box::new(match near_miss::likely(written, names()) {
                Some((near, certain)) => problem.help(format!("Did you mean `{near}`?")).fix(
                    format!("write `{near}`"),
                    certain,
                    kind.span,
                    near,
                ),
                None => problem.help(format!(
                    "Kinds are {}.",
                    names().collect::<Vec<_>>().join(", ")
                )),
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_yaml_refused_is_told_once() {
        for refused in ["notes: *text", "cia: {<<: {integrity: 2}}", "rto: .inf"] {
            let text = format!("kind: asset\nid: a\ntitle: A\ntype: software\n{refused}\n");
            let told = read("a.yaml", &text).diagnostics;
            let rules: Vec<&str> = told.iter().map(|problem| problem.rule).collect();
            assert_eq!(rules, ["unsupported-yaml"], "{refused}");
        }
    }
}
