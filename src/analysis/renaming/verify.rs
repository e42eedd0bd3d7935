//! Whether every reference leads where it led before, and what is found otherwise.

use super::plan::Renaming;
use crate::analysis::linked::Linked;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::Resolved;
use crate::rules::texts::words;
use crate::syntax::de::Reference;
use crate::text::diagnostic::Diagnostic;
use std::collections::HashMap;
use std::sync::Arc;

/// Where a reference leads, whatever it is called: its kind and the index of its document.
#[derive(Debug, PartialEq, Eq)]
enum Leads {
    To(&'static str, usize),
    Wrong(&'static str),
    Catalog,
    Nowhere,
}

/// The first place, as `path:line`, where two states that differ in names alone are linked otherwise, or read
/// otherwise; nothing when they are linked the same.
pub fn linked_otherwise(before: &Linked, after: &Linked) -> Option<String> {
    let (old, new) = (&before.model, &after.model);
    if old.documents.len() != new.documents.len() || before.problems.len() != after.problems.len() {
        return Some("a file that reads otherwise".to_owned());
    }
    let documents = old.documents.iter().zip(&new.documents);
    let mut other = documents.filter_map(|(a, b)| {
        let same = a.kind == b.kind && a.is_whole() == b.is_whole();
        let references = a.references.iter().zip(&b.references);
        if !same || a.references.len() != b.references.len() {
            return Some(place(a, a.place().start));
        }
        // What led nowhere may lead to the new name, which is refused before unless it is wanted.
        let same = |(a, b): &(&Reference, &Reference)| {
            let before = leads(old, a);
            before == leads(new, b) || before == Leads::Nowhere
        };
        let mut moved = references.filter(|pair| !same(pair));
        moved
            .next()
            .map(|(reference, _)| place(a, reference.span.start))
    });
    other.next()
}

fn place(document: &Document, offset: u32) -> String {
    let file = &document.file;
    format!("{}:{}", file.path, file.position(offset).line)
}

fn leads(model: &Model, reference: &Reference) -> Leads {
    match model.resolve(reference) {
        Resolved::Document(target) => Leads::To(target.kind, target.document),
        Resolved::WrongKind(kind, _) => Leads::Wrong(kind),
        Resolved::Catalog => Leads::Catalog,
        Resolved::Nothing => Leads::Nowhere,
    }
}

/// What is found afterwards and was not found before, the name apart.
pub fn found_only_after<'a>(
    before: &[Diagnostic],
    after: &'a [Diagnostic],
    renaming: &Renaming,
) -> Vec<&'a Diagnostic> {
    let mut known: HashMap<Said, usize> = HashMap::new();
    for finding in before {
        *known.entry(Said::new(finding, renaming)).or_default() += 1;
    }
    let is_new = |finding: &&Diagnostic| match known.get_mut(&Said::new(finding, renaming)) {
        Some(left @ 1..) => {
            *left -= 1;
            false
        }
        _ => true,
    };
    after.iter().filter(is_new).collect()
}

/// A finding without its place and without the two ids; lists may be in another order afterwards.
#[derive(PartialEq, Eq, Hash)]
struct Said {
    rule: &'static str,
    path: Arc<str>,
    about: String,
    words: Vec<String>,
}

impl Said {
    fn new(finding: &Diagnostic, renaming: &Renaming) -> Self {
        let subject = finding.subject.as_deref().unwrap_or_default();
        let field = finding.field.as_deref().unwrap_or_default();
        let message = without_names(&finding.message, renaming);
        let mut words: Vec<String> = message.split(SEPARATORS).map(str::to_owned).collect();
        words.sort_unstable();
        Self {
            rule: finding.rule,
            path: Arc::clone(&finding.path),
            about: without_names(&format!("{subject} {field}"), renaming),
            words,
        }
    }
}

/// What stands between the words of a list.
const SEPARATORS: [char; 2] = [' ', ','];

/// A text with the same sign in the place of either id.
fn without_names(text: &str, renaming: &Renaming) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let ids = [renaming.old.word(), renaming.new.word()];
    for word in words(text).filter(|word| ids.contains(&&text[word.clone()])) {
        out.push_str(&text[done..word.start]);
        out.push('\u{fffc}');
        done = word.end;
    }
    out + &text[done..]
}
