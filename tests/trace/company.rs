//! A company of four people in one file, whose plan is approved as it stands.

use crate::world::World;
use isms::assess::basis;
use isms::model::document::Document;
use isms::model::reading;
use isms::text::source::SourceFile;
use std::sync::Arc;

/// The documents, with the basis of the approval of R-1 as it is.
pub(crate) fn documents() -> String {
    let text = include_str!("isms.yaml");
    let undated = text.replace(", basis: BASIS", "");
    let file = Arc::new(SourceFile::new("isms/all.yaml", undated.as_str()));
    let parsed = reading::read(&file.path, &file.text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let mut all = parsed.documents.iter();
    let risk = all.find(|one| *one.id == *"R-1").unwrap();
    let risk = Document::new(Arc::clone(&file), Arc::clone(risk));
    text.replace("BASIS", &basis::digest(&basis::of_risk(&risk)))
}

/// The company in a folder.
pub(crate) fn company() -> World {
    let world = World::empty();
    world.write("isms.toml", "stage = \"building\"\n");
    world.write("isms/all.yaml", documents());
    world
}

/// The 1-based line on which a text stands for the first time behind another.
pub(crate) fn line_of(after: &str, text: &str) -> usize {
    let all = documents();
    let start = all.find(after).unwrap();
    let at = start + all[start..].find(text).unwrap();
    all[..at].matches('\n').count() + 1
}
