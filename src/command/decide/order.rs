//! A decision as edits of one document: each keeps the layout and the comments around it.

use super::taken::Taken;
use crate::assess::entitled::Seat;
use crate::model::document::Document;
use crate::model::reading;
use crate::syntax::node::Node;
use crate::syntax::yaml_edit::{self, Fragment};
use crate::text::edit::apply;

/// A decision that is to be written into a document.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// The document.
    pub document: &'a Document,
    /// Where in it.
    pub seat: Seat,
    /// The decision in one line, for people: `approved by jane on 2026-11-20`.
    pub told: String,
    /// The edits, in order.
    pub steps: Vec<Step>,
}

/// One edit of a document.
#[derive(Debug, Clone)]
pub enum Step {
    /// The value at a path becomes this one.
    Set(String, Fragment),
    /// The list at a path gets this item.
    Append(String, Fragment),
    /// What stands at a path goes.
    Remove(String),
}

/// What a decision says, in the order in which it is written.
type Fields = Vec<(String, Fragment)>;

/// The edits that write a decision at a seat; `first` comes before who and when, such as what is
/// accepted. Of a list the decision becomes the last item; elsewhere it takes the place of the one that
/// stands there, field by field, so that its comments and its order stay.
pub fn steps(document: &Document, seat: Seat, first: Fields, taken: &Taken) -> Vec<Step> {
    let mut fields = first;
    fields.extend(said(taken));
    let path = seat.field();
    let there = document.node.at(path);
    if seat.is_list() {
        let last = there.and_then(|list| list.items().last());
        let item = laid_out(fields, last.map(|last| on_one_line(document, last)));
        return vec![Step::Append(path.to_owned(), item)];
    }
    match there {
        Some(old) if !old.entries().is_empty() => replaced(path, old, fields, seat),
        _ => vec![Step::Set(path.to_owned(), laid_out(fields, None))],
    }
}

fn said(taken: &Taken) -> Fields {
    let day = |day: &crate::model::scalar::Date| day.to_string();
    let all = [
        ("by", Some(taken.by.clone())),
        ("on", Some(day(&taken.on))),
        ("until", taken.until.as_ref().map(day)),
        ("reason", taken.reason.clone()),
        ("record", taken.record.clone()),
    ];
    let given = all
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?.into())));
    given.collect()
}

/// A decision without a reason fits on a line; otherwise it looks like its neighbour.
fn laid_out(fields: Fields, neighbour_on_one_line: Option<bool>) -> Fragment {
    let short = fields.iter().all(|(key, _)| key != "reason");
    let map = Fragment::Map(fields);
    if neighbour_on_one_line.unwrap_or(short) {
        Fragment::Line(Box::new(map))
    } else {
        map
    }
}

fn on_one_line(document: &Document, node: &Node) -> bool {
    document.file.slice(node.span).starts_with('{')
}

/// Sets each field of the decision, and takes out what only the old one said. The reason of an
/// exclusion is what stands in the Statement of Applicability, so it stays until another is given.
fn replaced(path: &str, old: &Node, fields: Fields, seat: Seat) -> Vec<Step> {
    let kept = |key: &str| {
        let given = fields.iter().any(|(field, _)| field == key);
        given || key == "basis" || (key == "reason" && seat == Seat::Exclusion)
    };
    let gone = old.entries().iter().filter(|entry| !kept(&entry.key));
    let gone: Vec<Step> = gone
        .map(|entry| Step::Remove(format!("{path}.{}", entry.key)))
        .collect();
    let set = fields
        .into_iter()
        .map(|(key, value)| Step::Set(format!("{path}.{key}"), value));
    set.chain(gone).collect()
}

/// A text with edits made in the document of this kind and id, each in what the ones before made of
/// it; the edit that cannot be made safely comes back.
///
/// # Errors
/// The first edit that cannot be made without touching what is not its own.
pub fn drafted<'s>(
    text: &str,
    document: &Document,
    steps: impl IntoIterator<Item = &'s Step>,
) -> Result<String, &'s Step> {
    let mut text = text.to_owned();
    for step in steps {
        text = edited(&text, document, step).ok_or(step)?;
    }
    Ok(text)
}

fn edited(text: &str, document: &Document, step: &Step) -> Option<String> {
    let parsed = reading::read(&document.file.path, text);
    let mut all = parsed.documents.iter();
    let root = all.find(|content| content.kind == document.kind && content.id == document.id)?;
    let edits = match step {
        Step::Set(path, value) => yaml_edit::set(text, &root.node, path, value),
        Step::Append(path, item) => yaml_edit::append(text, &root.node, path, item),
        Step::Remove(path) if root.node.at(path).is_none() => Some(Vec::new()),
        Step::Remove(path) => yaml_edit::remove(text, &root.node, path),
    }?;
    apply(text, &edits)
}

/// The edits as a person would type them, a line each; `basis` belongs to the decision.
pub fn by_hand(seat: Seat, steps: &[Step], basis: Option<&str>) -> String {
    let mut basis = basis;
    let mut lines: Vec<String> = Vec::new();
    for step in steps {
        lines.push(match step {
            Step::Set(path, value) if path == seat.field() => {
                format!("  {path}: {}", with_basis(value, basis.take()))
            }
            Step::Append(path, item) => {
                let item = with_basis(item, basis.take());
                format!("  {path}: one more item, {item}")
            }
            Step::Set(path, value) => format!("  {path}: {}", value.on_one_line()),
            Step::Remove(path) => format!("  {path}: take it out"),
        });
    }
    lines.extend(basis.map(|basis| format!("  {}.basis: {basis}", seat.field())));
    lines.join("\n")
}

/// A decision as it is typed, with what it is based on.
fn with_basis(decision: &Fragment, basis: Option<&str>) -> String {
    let fields = match decision {
        Fragment::Line(inner) => inner,
        other => other,
    };
    let Fragment::Map(fields) = fields else {
        return decision.on_one_line();
    };
    let mut fields = fields.clone();
    fields.extend(basis.map(|basis| ("basis".to_owned(), basis.into())));
    Fragment::Map(fields).on_one_line()
}
