//! Decisions tried in memory: the edited documents have to read whole, without a new problem, and each
//! decision has to be judged valid; only then is anything written.

use super::order::{Order, Step, by_hand, drafted};
use super::target::{called, place};
use crate::analysis::pipeline::Linked;
use crate::assess::assessment::Assessment;
use crate::assess::basis::{digest, of_policy, of_risk, of_whole};
use crate::assess::decision::{Judged, State};
use crate::assess::entitled::Seat;
use crate::command::session::Session;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::sign_off::Subject;
use crate::output::visible::one_line;
use anyhow::{Result, anyhow, bail};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Texts of files as they are to be, by path.
pub type Texts = BTreeMap<Arc<str>, String>;

/// What stands there once all decisions are written.
pub struct Trial {
    /// The changed files.
    pub texts: Texts,
    /// All documents, with the changed ones.
    pub linked: Linked,
    /// The field of each decision, in the order of the orders.
    pub fields: Vec<String>,
}

/// Tries decisions. What they are based on is computed from the documents that hold them, so that it
/// speaks of what will stand there; it is then added to each.
///
/// # Errors
/// When an edit cannot be made, or what would stand there is broken or does not hold.
pub fn tried(session: &Session, orders: &[Order<'_>]) -> Result<Trial> {
    let mut texts = Texts::new();
    for order in orders {
        let edited = edited(&texts, order, &order.steps);
        let text = edited.map_err(|step| unusual(session, order, step))?;
        texts.insert(Arc::clone(&order.document.file.path), text);
    }
    let fields = add_bases(session, orders, &mut texts)?;
    let linked = session.with_texts(&texts);
    refuse_new_problems(session, &linked)?;
    let assessment = Assessment::new(&linked.model, session.as_of);
    for (order, field) in orders.iter().zip(&fields) {
        check_holds(&linked.model, &assessment, order, field)?;
    }
    drop(assessment);
    Ok(Trial {
        texts,
        linked,
        fields,
    })
}

/// Adds to each decision what it is based on, and says in which field it stands.
fn add_bases(session: &Session, orders: &[Order<'_>], texts: &mut Texts) -> Result<Vec<String>> {
    let linked = session.with_texts(texts);
    refuse_new_problems(session, &linked)?;
    let assessment = Assessment::new(&linked.model, session.as_of);
    let mut fields = Vec::new();
    for order in orders {
        let field = field(&linked.model, order)?;
        if order.seat.what().is_some() {
            let judged = judged(&linked.model, &assessment, order, &field)?;
            let basis = Step::Set(format!("{field}.basis"), judged.basis.as_str().into());
            let text = edited(texts, order, [&basis]);
            let text = text.map_err(|step| unusual(session, order, step))?;
            texts.insert(Arc::clone(&order.document.file.path), text);
        }
        fields.push(field);
    }
    Ok(fields)
}

fn edited<'s>(
    texts: &Texts,
    order: &Order<'_>,
    steps: impl IntoIterator<Item = &'s Step>,
) -> Result<String, &'s Step> {
    let document = order.document;
    let text = texts.get(&document.file.path).map(String::as_str);
    drafted(text.unwrap_or(&document.file.text), document, steps)
}

/// The same document after the edits.
fn after<'m>(model: &'m Model, document: &Document) -> Result<(usize, &'m Document)> {
    let mut all = model.documents.iter().enumerate();
    let same = all.find(|(_, other)| {
        other.kind == document.kind
            && other.id == document.id
            && other.file.path == document.file.path
    });
    let found = same.filter(|(_, other)| other.is_whole());
    found.ok_or_else(|| {
        anyhow!(
            "{} would not read whole any more; nothing is written",
            document.subject()
        )
    })
}

/// The field that holds the decision: of a list, its last item.
fn field(model: &Model, order: &Order<'_>) -> Result<String> {
    let path = order.seat.field();
    let (_, document) = after(model, order.document)?;
    let count = document.node.at(path).map_or(0, |list| list.items().len());
    Ok(match order.seat.is_list() {
        true => format!("{path}[{}]", count.saturating_sub(1)),
        false => path.to_owned(),
    })
}

/// The decision that was written, as it is judged.
fn judged<'a>(
    model: &Model,
    assessment: &'a Assessment<'_>,
    order: &Order<'_>,
    field: &str,
) -> Result<&'a Judged> {
    let (at, document) = after(model, order.document)?;
    let mut own = assessment
        .decisions
        .iter()
        .filter(|judged| judged.document == at);
    if let Some(judged) = own.find(|judged| judged.field == field) {
        return Ok(judged);
    }
    let mut own = assessment
        .decisions
        .iter()
        .filter(|judged| judged.document == at);
    let later = own.find(|judged| judged.field.starts_with(order.seat.field()));
    match later.and_then(|judged| judged.on) {
        Some(on) => bail!(
            "{} holds a decision of {on} that is later, and of several only the latest counts; nothing is written",
            called(document)
        ),
        None => bail!(
            "the decision on {} would not be judged; nothing is written",
            called(document)
        ),
    }
}

fn check_holds(
    model: &Model,
    assessment: &Assessment<'_>,
    order: &Order<'_>,
    field: &str,
) -> Result<()> {
    if order.seat == Seat::Review {
        return after(model, order.document).map(|_| ());
    }
    let judged = judged(model, assessment, order, field)?;
    if judged.state == State::Valid && judged.recorded.is_some() {
        return Ok(());
    }
    let why = judged.why.as_deref().unwrap_or("it has no basis");
    bail!(
        "the decision on {} would not hold: {why}; nothing is written",
        called(order.document)
    )
}

/// Refuses texts that cannot be read as well as before.
fn refuse_new_problems(session: &Session, linked: &Linked) -> Result<()> {
    let before = &session.linked.problems;
    let known = |path: &str, message: &str| {
        before
            .iter()
            .any(|problem| &*problem.path == path && problem.message == message)
    };
    let mut all = linked.problems.iter();
    match all.find(|problem| !known(&problem.path, &problem.message)) {
        None => Ok(()),
        Some(problem) => bail!(
            "the file {} could then not be read whole: {}; nothing is written",
            problem.path,
            one_line(&problem.message)
        ),
    }
}

/// Says that a file is laid out in a way that cannot be edited safely, and what to write by hand.
fn unusual(session: &Session, order: &Order<'_>, step: &Step) -> anyhow::Error {
    let document = order.document;
    let path = match step {
        Step::Set(path, _) | Step::Append(path, _) | Step::Remove(path) => path,
    };
    let judged = order.seat.what().is_some();
    let basis = basis_now(session, order).filter(|_| judged);
    let later = match (&basis, judged) {
        (None, true) => "\nand then the `basis` that `isms check` names",
        _ => "",
    };
    anyhow!(
        "{}: the layout of `{path}` is too unusual to be edited safely; write by hand, in {}:\n{}{later}",
        place(document),
        called(document),
        by_hand(order.seat, &order.steps, basis.as_deref())
    )
}

/// What the decision would be based on, where that is not changed by the decision itself.
fn basis_now(session: &Session, order: &Order<'_>) -> Option<String> {
    let document = order.document;
    let version = |step: &Step| matches!(step, Step::Set(path, _) if path == "version");
    if order.steps.iter().any(version) {
        return None;
    }
    let content = match order.seat {
        Seat::Policy => of_policy(document),
        Seat::Plan | Seat::Residual | Seat::Interim | Seat::Endorsement => of_risk(document),
        Seat::Whole => of_whole(document),
        Seat::Signature(Subject::Assessment | Subject::Programme) => of_whole(document),
        _ => {
            let assessment = Assessment::new(&session.linked.model, session.as_of);
            let documents = &session.linked.model.documents;
            let own =
                |judged: &&Judged| std::ptr::eq(&raw const documents[judged.document], document);
            let judged = assessment.decisions.iter().find(own)?;
            return Some(judged.basis.clone());
        }
    };
    Some(digest(&content))
}
