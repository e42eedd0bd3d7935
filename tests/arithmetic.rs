//! The arithmetic of risks against numbers that were worked out by hand, over the public API alone.
#![allow(clippy::unwrap_used)]

#[path = "arithmetic/audits.rs"]
mod audits;
#[path = "arithmetic/controls.rs"]
mod controls;
#[path = "arithmetic/corners.rs"]
mod corners;
#[path = "arithmetic/sample.rs"]
mod sample;

use isms::assess::assessment::Assessment;
use isms::assess::known::Known;
use isms::assess::level::Levels;
use isms::assess::method::Reading;
use isms::model::document::Document;
use isms::model::graph::Model;
use isms::model::reading;
use isms::text::source::SourceFile;
use std::sync::Arc;

/// The documents of one file.
fn model(text: &str) -> Model {
    let file = Arc::new(SourceFile::new("isms/all.yaml", text));
    let parsed = reading::read("isms/all.yaml", text);
    let documents = parsed.documents.into_iter();
    let documents = documents.map(|content| Document::new(Arc::clone(&file), content));
    Model::new(documents.collect(), Vec::new())
}

/// The same, of a file that has no problem.
fn sound(text: &str) -> Model {
    let problems = reading::read("isms/all.yaml", text).diagnostics;
    assert!(problems.is_empty(), "{problems:#?}");
    model(text)
}

/// Everything that follows from documents on a day.
fn assess<'a>(model: &'a Model, day: &str) -> Assessment<'a> {
    Assessment::new(model, day.parse().unwrap())
}

/// A text with one passage changed; the passage is there.
fn but(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "`{old}` is not in the text");
    text.replacen(old, new, 1)
}

/// The levels of a risk.
fn levels_of<'a>(model: &Model, assessment: &'a Assessment<'_>, id: &str) -> &'a Levels {
    let risk = model.find(isms::model::Kind::Risk, id).unwrap();
    assessment.levels_of(model, risk).unwrap()
}

/// A reading in words: `2×3 = 6 medium`, or `unknown`.
fn words(assessment: &Assessment<'_>, reading: &Known<Reading>) -> String {
    let (Ok(read), Ok(method)) = (reading, &assessment.method) else {
        return "unknown".to_owned();
    };
    let level = &method.levels[read.level].id;
    format!(
        "{}·{} = {} {level}",
        read.likelihood, read.impact, read.score
    )
}

/// Inherent, current and target of a risk.
fn row(text: &str, day: &str, id: &str) -> [String; 3] {
    let model = sound(text);
    let assessment = assess(&model, day);
    let levels = levels_of(&model, &assessment, id);
    [&levels.inherent, &levels.current, &levels.target].map(|reading| words(&assessment, reading))
}
