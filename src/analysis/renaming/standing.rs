//! Which id stands at a byte of a file.

use super::name::Name;
use super::place::{Place, Sort};
use super::prose::Sought;
use super::survey::in_document;
use crate::analysis::linked::Linked;
use crate::model::document::Document;
use crate::model::graph::Model;
use crate::model::link::{Resolved, ids_of, is_joined};
use crate::rules::texts::words;
use crate::text::source::Span;

/// The name that stands at a byte of a file, as declaration, reference or mention, with its place; the end of
/// a word counts for the word. Nothing when the byte is in no document, or in nothing that is a name.
pub fn at(linked: &Linked, path: &str, offset: u32) -> Option<(Name, Place)> {
    let documents = &linked.model.documents;
    let first = documents.partition_point(|document| *document.file.path < *path);
    let here = documents[first..].iter();
    let mut here = here.take_while(|document| *document.file.path == *path);
    here.find_map(|document| {
        declared(document, offset)
            .or_else(|| referred(&linked.model, document, offset))
            .or_else(|| mentioned(&linked.model, document, offset))
    })
}

fn touches(span: Span, offset: u32) -> bool {
    span.start <= offset && offset <= span.end
}

fn declared(document: &Document, offset: u32) -> Option<(Name, Place)> {
    let mut ids = ids_of(document).into_iter();
    let (kind, id, span) = ids.find(|(_, _, span)| touches(*span, offset))?;
    let name = Name { kind, id };
    let word = name.word();
    let place = Place::value(&document.file, span, word, 0..word.len(), Sort::Declaration);
    Some((name, place))
}

fn referred(model: &Model, document: &Document, offset: u32) -> Option<(Name, Place)> {
    let mut references = document.references.iter();
    let reference = references.find(|reference| touches(reference.span, offset))?;
    let (Resolved::Document(target) | Resolved::WrongKind(_, Some(target))) =
        model.resolve(reference)
    else {
        return None;
    };
    let place = |name: &Name| {
        let part = name.within(&reference.id)?;
        let file = &document.file;
        Some(Place::value(
            file,
            reference.span,
            &reference.id,
            part,
            Sort::Reference,
        ))
    };
    let to = model.document(target);
    let ids = ids_of(to).into_iter();
    let mut names = ids.filter(|(kind, _, span)| *kind == target.kind && *span == target.span);
    let (kind, id, _) = names.next()?;
    let name = Name { kind, id };
    let whole = place(&name)?;
    // Before the stroke of `audit/finding` stands the audit.
    if is_joined(kind) && offset < whole.span.start {
        let name = Name {
            kind: to.kind.name(),
            id: to.id.to_string(),
        };
        return Some((name.clone(), place(&name)?));
    }
    Some((name, whole))
}

fn mentioned(model: &Model, document: &Document, offset: u32) -> Option<(Name, Place)> {
    let text = &document.file.text;
    // Words hold no blank, so that nothing before the line can matter.
    let at = offset as usize;
    let start = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[at..]
        .find(['\n', '\r'])
        .map_or(text.len(), |end| at + end);
    let line = &text[start..end];
    let mut all = words(line);
    let word = all.find(|word| start + word.start <= at && at <= start + word.end)?;
    let joined = || {
        let before = line[..word.start].strip_suffix('/')?;
        let document = words(before)
            .last()
            .filter(|found| found.end == before.len())?;
        Some(line[document.start..word.end].to_owned())
    };
    let ids = joined().into_iter().chain([line[word.clone()].to_owned()]);
    let mut names = ids.flat_map(|id| Name::all(model, &id));
    names.find_map(|name| {
        let sought = Sought::new(model, &name);
        let mut places = in_document(document, &sought).places.into_iter();
        let place = places.find(|place| touches(place.span, offset))?;
        Some((name, place))
    })
}
