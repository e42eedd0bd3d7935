//! Whether something may have a new id.

use super::name::Name;
use super::refusal::Refusal;
use crate::model::catalog::ANNEX_A;
use crate::model::graph::Model;
use crate::model::id::Id;
use crate::model::link::{Target, space};

/// Refuses a new id that is none, means something already, or belongs to something else.
pub(super) fn check(model: &Model, name: &Name, new: &Name) -> Result<(), Refusal> {
    if new.id == name.id {
        return Err(Refusal::Same(new.id.clone()));
    }
    if new.word().parse::<Id>().is_err() {
        return Err(Refusal::Malformed(new.word().to_owned()));
    }
    if let Some(meaning) = meaning(model, new) {
        return Err(Refusal::Reserved {
            id: new.id.clone(),
            meaning,
        });
    }
    let mut spaces = std::iter::once(new.kind).chain(seen_with(new.kind).iter().copied());
    match spaces.find_map(|kind| model.index.get(kind, &new.id)) {
        None => Ok(()),
        Some(holder) => Err(Refusal::Taken {
            id: new.id.clone(),
            holder: format!("{}/{}", holder.kind, new.id),
            place: place(model, holder),
        }),
    }
}

/// Kinds of another id space that a field may name beside this one: where something is implemented.
fn seen_with(kind: &str) -> &'static [&'static str] {
    match kind {
        "site" | "entity" => &["asset"],
        "asset" => &["site"],
        _ => &[],
    }
}

/// What an id means wherever it may be named, without anybody giving it a meaning.
fn meaning(model: &Model, new: &Name) -> Option<String> {
    model.index.meaning(new.kind, new.word()).or_else(|| {
        let form = space(new.kind) == space("control") && ANNEX_A.claims(new.word());
        form.then(|| "of the form of the controls of Annex A, though it has none such".to_owned())
    })
}

/// Where something stands, as `path:line`.
pub(super) fn place(model: &Model, target: Target) -> String {
    let file = &model.document(target).file;
    format!("{}:{}", file.path, file.position(target.span.start).line)
}

/// Refuses a name that stands twice.
pub(super) fn check_once(model: &Model, name: &Name, target: Target) -> Result<(), Refusal> {
    let mut twice = model.index.duplicates.iter();
    match twice.find(|(first, _)| *first == target) {
        None => Ok(()),
        Some((first, second)) => Err(Refusal::Twice {
            name: name.to_string(),
            first: place(model, *first),
            second: place(model, *second),
        }),
    }
}
