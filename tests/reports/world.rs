//! A small repository, and reports on it.

use isms::assess::assessment::Assessment;
use isms::model::document::Document;
use isms::model::graph::{Model, Unread};
use isms::model::reading;
use isms::output::find_report_format;
use isms::report::input::Inputs;
use isms::report::{Report, find, to_json};
use isms::text::diagnostic::Stage;
use isms::text::proof::Proofs;
use isms::text::source::SourceFile;
use serde_json::Value;
use std::sync::Arc;

const ISMS: &str = include_str!("isms.yaml");
const REGISTERS: &str = include_str!("registers.yaml");
const POLICY: &str = include_str!("access-policy.md");

/// A repository of these files, as of a day.
pub(crate) struct World {
    pub(crate) files: Vec<(&'static str, String)>,
    pub(crate) as_of: &'static str,
    pub(crate) unread: Vec<&'static str>,
}

pub(crate) fn world() -> World {
    World {
        files: vec![
            ("isms/all.yaml", ISMS.to_owned()),
            ("isms/access-policy.md", POLICY.to_owned()),
        ],
        as_of: "2026-11-20",
        unread: Vec::new(),
    }
}

/// The same with documents of the kinds that registers show, which stand first so that tests can change
/// them.
pub(crate) fn registers() -> World {
    let mut world = world();
    world
        .files
        .insert(0, ("isms/registers.yaml", REGISTERS.to_owned()));
    world
}

impl World {
    /// The same with one text instead of another, which must be there.
    pub(crate) fn with(mut self, old: &str, new: &str) -> Self {
        let (_, text) = &mut self.files[0];
        assert!(text.contains(old), "{old}");
        *text = text.replacen(old, new, 1);
        self
    }

    pub(crate) fn on(mut self, day: &'static str) -> Self {
        self.as_of = day;
        self
    }

    pub(crate) fn compute<T>(&self, name: &str, then: impl FnOnce(Report) -> T) -> T {
        let mut documents = Vec::new();
        for (path, text) in &self.files {
            let file = Arc::new(SourceFile::new(*path, text.as_str()));
            let contents = reading::read(path, text).documents.into_iter();
            documents.extend(contents.map(|content| Document::new(Arc::clone(&file), content)));
        }
        let unread = self.unread.iter().map(|path| Unread {
            path: Arc::from(*path),
            source: None,
        });
        let model = Model::new(documents, unread.collect());
        let as_of = self.as_of.parse().unwrap();
        let assessment = Assessment::new(&model, as_of);
        let inputs = Inputs {
            model: &model,
            assessment: &assessment,
            as_of,
            stage: Stage::Stage1,
            revision: Some("0123abc".to_owned()),
            incomplete: Vec::new(),
            defects: &[],
            proofs: Proofs::NONE,
            ask: isms::report::input::Ask::NONE,
        };
        then((find(name).unwrap().build)(&inputs))
    }

    pub(crate) fn json(&self, name: &str) -> Value {
        self.compute(name, |report| to_json(&report))
    }

    pub(crate) fn text(&self, name: &str, format: &str) -> String {
        let format = find_report_format(format).unwrap();
        self.compute(name, |report| {
            String::from_utf8((format.render)(&report).unwrap()).unwrap()
        })
    }
}

pub(crate) fn row<'v>(report: &'v Value, id: &str) -> &'v Value {
    let rows = report["rows"].as_array().unwrap();
    rows.iter().find(|row| row["id"] == id).unwrap()
}

pub(crate) fn ids(list: &Value) -> Vec<&str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item["id"].as_str().unwrap()).collect()
}

/// Every one of these keys is there, even when its value is null.
pub(crate) fn has_keys(value: &Value, keys: &str) {
    for key in keys.split_whitespace() {
        assert!(value.get(key).is_some(), "`{key}` is missing in {value:#}");
    }
}

/// The fields of a risk in the contract.
pub(crate) const RISK_ROW: &str = "id title owner section inherent current target options rationale controls \
    actions approval acceptance source";
