//! The edits that hand over, as texts of files before and after; nothing is written.

use super::duties::{Mention, Sort};
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::reading;
use crate::model::role::Role;
use crate::model::scalar::Date;
use crate::syntax::node::{Node, Step, join, steps};
use crate::syntax::yaml_edit::{self, Fragment};
use crate::text::diagnostic::Diagnostic;
use crate::text::edit::{self, Edit};
use crate::text::source::SourceFile;
use std::collections::BTreeMap;
use std::sync::Arc;

/// From whom to whom, and when.
#[derive(Clone, Copy)]
pub struct Order<'a> {
    /// Who hands over.
    pub from: &'a Document,
    /// Id of who takes over.
    pub to: &'a str,
    /// The last day of the one.
    pub last: Date,
    /// The first day of the other.
    pub first: Date,
}

/// A file before and after.
#[derive(Debug, Clone)]
pub struct Changed {
    /// The file as it is.
    pub before: Arc<SourceFile>,
    /// Its text afterwards.
    pub after: String,
}

/// The files that change, and the fields that a person has to change by hand, as document and field.
#[derive(Debug, Default)]
pub struct Edits<'a> {
    /// The files, by path.
    pub files: Vec<Changed>,
    /// What cannot be edited safely, for its layout is too unusual.
    pub by_hand: Vec<(&'a Document, String)>,
}

/// Edits of one document with the field that each is for.
type Wanted<'a> = Vec<(&'a Document, String, Option<Vec<Edit>>)>;

/// The edits that hand over everything in these mentions.
pub fn edits<'a>(model: &'a Model, mentions: &[Mention<'a>], order: Order<'a>) -> Edits<'a> {
    let mut wanted: Wanted<'a> = Vec::new();
    for mention in mentions {
        match mention.sort {
            Sort::Record => {}
            Sort::Duty => wanted.push(duty(mention.document, &mention.field, order.to)),
            Sort::Holder(at) => wanted.extend(holder(mention.document, at, order)),
        }
    }
    if order.from.node.get("left").is_none() {
        let day = Fragment::from(order.last.to_string());
        wanted.push(set(order.from, "left", &day));
    }
    gather(model, wanted)
}

fn set<'a>(
    document: &'a Document,
    field: &str,
    value: &Fragment,
) -> (&'a Document, String, Option<Vec<Edit>>) {
    let edits = yaml_edit::set(&document.file.text, &document.node, field, value);
    (document, field.to_owned(), edits)
}

/// The other person in the place of the one; in a list that names them already, one is enough.
fn duty<'a>(
    document: &'a Document,
    field: &str,
    to: &str,
) -> (&'a Document, String, Option<Vec<Edit>>) {
    let path = steps(field);
    if let [around @ .., Step::Index(_)] = &path[..] {
        let list = document.node.at(&join(around)).map_or(&[][..], Node::items);
        if list.iter().any(|item| item.text() == Some(to)) {
            let edits = yaml_edit::remove(&document.file.text, &document.node, field);
            return (document, field.to_owned(), edits);
        }
    }
    set(document, field, &to.into())
}

/// The time of the one in a role ends, and that of the other begins on the next day.
fn holder<'a>(document: &'a Document, at: usize, order: Order<'_>) -> Wanted<'a> {
    let role = document.is::<Role>();
    let Some(entry) = role.and_then(|role| role.holders.get(at)) else {
        return Vec::new();
    };
    if entry.from.is_some_and(|from| from > order.last) {
        return vec![set(
            document,
            &format!("holders[{at}].person"),
            &order.to.into(),
        )];
    }
    let field = format!("holders[{at}]");
    let until = Fragment::from(order.last.to_string());
    let mut wanted = vec![set(document, &format!("{field}.until"), &until)];
    let mut holders = role.into_iter().flat_map(|role| &role.holders);
    let holds_already =
        holders.any(|other| other.person.id() == order.to && other.holds(order.first));
    if !holds_already {
        let mut time = vec![
            ("person".to_owned(), Fragment::from(order.to)),
            ("from".to_owned(), Fragment::from(order.first.to_string())),
        ];
        if let Some(until) = entry.until {
            time.push(("until".to_owned(), until.to_string().into()));
        }
        let item = as_written(document, &field, Fragment::Map(time));
        let edits = yaml_edit::append(&document.file.text, &document.node, "holders", &item);
        wanted.push((document, "holders".to_owned(), edits));
    }
    wanted
}

/// A new item in the style of an old one: on one line, or each key on its own.
fn as_written(document: &Document, like: &str, item: Fragment) -> Fragment {
    let like = document.node.at(like).map(|node| node.span);
    let in_flow = like.is_some_and(|span| document.file.slice(span).starts_with('{'));
    match in_flow {
        true => Fragment::Line(Box::new(item)),
        false => item,
    }
}

/// Makes all edits of each file at once, and keeps only what reads as well as before.
fn gather<'a>(model: &Model, wanted: Wanted<'a>) -> Edits<'a> {
    let mut out = Edits::default();
    let mut by_file: BTreeMap<&str, Wanted<'a>> = BTreeMap::new();
    for (document, field, edits) in wanted {
        if edits.is_some() {
            let of_file = by_file.entry(&document.file.path).or_default();
            of_file.push((document, field, edits));
        } else {
            out.by_hand.push((document, field));
        }
    }
    for wanted in by_file.into_values() {
        let all: Vec<Edit> = wanted
            .iter()
            .flat_map(|(.., edits)| edits.iter().flatten().cloned())
            .collect();
        let before = Arc::clone(&wanted[0].0.file);
        let after = edit::apply(&before.text, &all);
        match after.filter(|after| reads_as_well(model, &before, after)) {
            Some(after) if *after != *before.text => out.files.push(Changed { before, after }),
            Some(_) => {}
            None => out.by_hand.extend(
                wanted
                    .into_iter()
                    .map(|(document, field, _)| (document, field)),
            ),
        }
    }
    out
}

/// Whether a text holds the same documents as before, and no new problem.
fn reads_as_well(model: &Model, before: &SourceFile, after: &str) -> bool {
    let old = reading::read(&before.path, &before.text).diagnostics;
    let new = reading::read(&before.path, after);
    let known = |found: &Diagnostic| {
        let mut old = old.iter();
        old.any(|old| (old.rule, &old.message) == (found.rule, &found.message))
    };
    let there = model.documents.iter();
    let there = there
        .filter(|document| document.file.path == before.path)
        .count();
    new.documents.len() == there && new.diagnostics.iter().all(known)
}
