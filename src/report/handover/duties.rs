//! Every place that names a person, told apart: what is theirs to do, and what records what they did.
//!
//! The model finds the places; no list of fields says which there are. `by` and `person` say who it was,
//! `incompatible_with` who it must not be; every other field says who is to do it, unless what it stands in
//! is over.

use crate::assess::life::is_over;
use crate::model::Kind;
use crate::model::document::Document;
use crate::model::exception::Exception;
use crate::model::graph::Model;
use crate::model::role::Role;
use crate::model::scalar::Date;
use crate::syntax::node::{Node, Step, join, steps};

/// What a place that names a person means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It is theirs to do.
    Duty,
    /// They hold a role: the index of the entry.
    Holder(usize),
    /// It records what they did, were or decided.
    Record,
}

/// A place that names a person.
#[derive(Debug)]
pub struct Mention<'a> {
    /// The document.
    pub document: &'a Document,
    /// The field.
    pub field: String,
    /// What it means.
    pub sort: Sort,
}

/// Every place that names a person, in the order of places; duties are those after the last day.
pub fn mentions<'a>(model: &'a Model, person: &Document, last: Date) -> Vec<Mention<'a>> {
    let all = model.referrers(person).map(|(document, reference)| {
        let field = document.node.path_to(reference.span);
        Mention {
            document,
            sort: sort(document, &field, last),
            field,
        }
    });
    all.collect()
}

fn sort(document: &Document, field: &str, last: Date) -> Sort {
    let path = steps(field);
    if let (Kind::Role, [Step::Key(list), Step::Index(at), ..]) = (document.kind, &path[..])
        && list == "holders"
    {
        return holder(document, *at, last);
    }
    let named = path.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    let says_who_it_was = matches!(named, Some("by" | "person" | "incompatible_with"));
    if says_who_it_was || is_closed(document, last) || happened(&document.node, &path, last) {
        return Sort::Record;
    }
    Sort::Duty
}

fn holder(document: &Document, at: usize, last: Date) -> Sort {
    let role = document.is::<Role>();
    let until = role.and_then(|role| role.holders.get(at)?.until);
    match until {
        Some(until) if until <= last => Sort::Record,
        _ => Sort::Holder(at),
    }
}

/// Whether a document is over: nothing in it is to be done any more.
fn is_closed(document: &Document, last: Date) -> bool {
    let lapsed = document.is::<Exception>().is_some_and(|exception| {
        let until = exception.approval.as_ref().and_then(|it| it.until);
        until.is_some_and(|until| until < last)
    });
    let closed = document.node.get("closed").is_some();
    let status = document.node.get("status").and_then(Node::text);
    lapsed || closed || is_over(document, last) || status.is_some_and(is_final)
}

/// Words of a state in which nothing is left to do.
fn is_final(status: &str) -> bool {
    matches!(status, "done" | "cancelled" | "met" | "missed")
}

/// Whether what a field stands in has happened: from the nearest map outward, the first that says so.
fn happened(root: &Node, path: &[Step], last: Date) -> bool {
    let past = |map: &Node, key: &str| {
        let day = map.get(key).and_then(Node::text);
        let day = day.and_then(|day| day.parse::<Date>().ok());
        day.is_some_and(|day| day <= last)
    };
    for end in (1..path.len()).rev() {
        let Some(map) = root.at(&join(&path[..end])) else {
            continue;
        };
        if let Some(status) = map.get("status").and_then(Node::text) {
            return is_final(status);
        }
        if past(map, "on") || past(map, "done") {
            return true;
        }
        if map.get("due").is_some() {
            return false;
        }
    }
    past(root, "held")
}
