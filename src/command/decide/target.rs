//! Which document a person means by `kind/id`, by a bare id, or by the name of a kind of which there is
//! one.

use crate::assess::life::end;
use crate::command::schema::kind_named;
use crate::command::session::Session;
use crate::model::Kind;
use crate::model::document::Document;
use crate::output::visible::one_line;
use crate::syntax::schema::near_miss;
use anyhow::{Result, bail};

/// A document with its index.
pub type Found<'a> = (usize, &'a Document);

/// The one whole and living document of a name, among kinds that `takes` lets through; `what` says in
/// words what is wanted of it, such as "an approval".
///
/// # Errors
/// When nothing of that name can take it, several can, or it could not be read whole.
pub fn find<'a>(
    session: &'a Session,
    name: &str,
    takes: &dyn Fn(Kind) -> bool,
    what: &str,
) -> Result<Found<'a>> {
    let all = named(session, name)?;
    let fitting: Vec<Found<'a>> = all
        .iter()
        .copied()
        .filter(|(_, it)| takes(it.kind))
        .collect();
    match fitting.as_slice() {
        [one] => usable(session, *one),
        [] => match all.first() {
            Some((_, other)) => bail!("{} takes no {what}", called(other)),
            None => Err(unknown(session, name, takes)),
        },
        [(_, first), rest @ ..] => {
            let places = fitting.iter().map(|(_, it)| place(it));
            let places = places.collect::<Vec<_>>().join(", ");
            if rest.iter().any(|(_, it)| it.subject() == first.subject()) {
                bail!(
                    "`{}` stands more than once: {places}; each id may stand once",
                    first.subject()
                );
            }
            let subjects: Vec<String> = fitting.iter().map(|(_, it)| it.subject()).collect();
            bail!("`{name}` may be {}; write which", subjects.join(" or "))
        }
    }
}

/// Every document of a name, broken ones too.
fn named<'a>(session: &'a Session, name: &str) -> Result<Vec<Found<'a>>> {
    let (kind, id) = match name.split_once('/') {
        Some((kind, id)) => (Some(kind_named(kind)?), id),
        None => (None, name),
    };
    let means = |document: &Document| match kind {
        Some(kind) => document.kind == kind && *document.id == *id,
        None if document.kind.is_one() => document.kind.name() == id,
        None => *document.id == *id,
    };
    let documents = session.linked.model.documents.iter().enumerate();
    Ok(documents.filter(|(_, document)| means(document)).collect())
}

fn usable<'a>(session: &Session, found: Found<'a>) -> Result<Found<'a>> {
    let (_, document) = found;
    if !document.is_whole() {
        bail!(
            "{} could not be read whole (see {}); `isms check` says why, and nothing is decided on it until then",
            document.subject(),
            place(document)
        );
    }
    if let Some(end) = end(document).filter(|end| end.is_over(session.as_of)) {
        bail!(
            "{} {} on {}, so there is nothing to decide on it",
            called(document),
            end.word,
            end.on
        );
    }
    Ok(found)
}

fn unknown(session: &Session, name: &str, takes: &dyn Fn(Kind) -> bool) -> anyhow::Error {
    let model = &session.linked.model;
    let known = model
        .documents
        .iter()
        .filter(|document| takes(document.kind));
    let known: Vec<(String, &str)> = known
        .map(|document| match document.kind.is_one() {
            true => (document.subject(), document.kind.name()),
            false => (document.subject(), &*document.id),
        })
        .collect();
    let names = known
        .iter()
        .flat_map(|(subject, id)| [subject.as_str(), *id]);
    let near = near_miss::nearest(name, names);
    let help = match near {
        Some(near) => format!("; did you mean `{near}`?"),
        None if model.may_be_mentioned(name) => {
            "; it may stand in a file that could not be read".to_owned()
        }
        None => "; `--list` shows what awaits whom".to_owned(),
    };
    anyhow::anyhow!("there is no `{}`{help}", one_line(name))
}

/// A document as messages call it: `risk/R-1 (A laptop is stolen)`.
pub fn called(document: &Document) -> String {
    if document.id.is_empty() || document.title() == &*document.id {
        return document.subject();
    }
    format!("{} ({})", document.subject(), one_line(document.title()))
}

/// Where a document stands.
pub fn place(document: &Document) -> String {
    format!("{}:{}", document.file.path, document.line_of(""))
}
