//! The example with something taken away, and the status of what is left.

use crate::saas::Saas;
use isms::analysis::pipeline::{Bench, Linked, defects};
use isms::assess::assessment::Assessment;
use isms::model::document::Document;
use isms::model::graph::Model;
use isms::report::input::{Ask, Inputs};
use isms::report::{find, to_json};
use isms::syntax::config::Settings;
use isms::syntax::node::Node;
use isms::syntax::yaml_edit;
use isms::text::diagnostic::Stage;
use isms::text::edit::{Edit, apply};
use isms::text::proof::Proofs;
use isms::text::source::SourceFile;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is taken away.
#[derive(Debug)]
pub(crate) enum Without {
    /// The document of this subject.
    Sole(&'static str),
    /// All documents of a kind.
    Every(&'static str),
    /// A field, from all documents of a kind.
    Field(&'static str, &'static str),
    /// Whatever says that it shows this clause or item, or one above it.
    Shows(&'static str),
}

impl Without {
    pub(crate) fn taken_from(&self, mut saas: Saas) -> Saas {
        match self {
            Self::Sole(subject) => saas.keep(|document| document.subject() != *subject),
            Self::Every(kind) => saas.keep(|document| document.kind.name() != *kind),
            Self::Field(kind, field) => {
                saas.cut(|document| (document.kind.name() == *kind).then(|| vec![*field]));
            }
            Self::Shows(item) => saas.cut(|document| {
                let says = |field: &&'static str| {
                    let list = document.node.get(field).map_or(&[][..], Node::items);
                    let mut said = list.iter().filter_map(Node::text);
                    said.any(|id| *item == id || item.starts_with(&format!("{id}.")))
                };
                Some(["shows", "supports"].into_iter().filter(says).collect())
            }),
        }
        saas
    }
}

impl Saas {
    fn keep(&mut self, kept: impl Fn(&Document) -> bool) {
        let all = self.linked.model.documents.iter();
        let documents: Vec<Document> = all.clone().filter(|one| kept(one)).cloned().collect();
        assert!(documents.len() < all.len(), "nothing was taken away");
        self.linked.model = Model::new(documents, Vec::new());
    }

    /// Removes fields from documents.
    fn cut(&mut self, fields: impl Fn(&Document) -> Option<Vec<&'static str>>) {
        let mut edits: BTreeMap<Arc<str>, (Arc<SourceFile>, Vec<Edit>)> = BTreeMap::new();
        for document in &self.linked.model.documents {
            let file = &document.file;
            for field in fields(document).unwrap_or_default() {
                let made = yaml_edit::remove(&file.text, &document.node, field);
                let of = edits.entry(file.path.clone());
                let of = of.or_insert_with(|| (file.clone(), Vec::new()));
                of.1.extend(made.unwrap_or_default());
            }
        }
        assert!(!edits.is_empty(), "nothing was taken away");
        for (path, (file, edits)) in edits {
            let text = apply(&file.text, &edits).unwrap();
            let mut entries = self.snapshot.entries.iter_mut();
            let entry = entries.find(|entry| entry.path == path).unwrap();
            entry.source = Ok(Arc::new(SourceFile::new(path, text)));
        }
        self.linked = Linked::new(&self.snapshot);
    }
}

/// The status of the example, as JSON.
pub(crate) fn status(saas: &Saas) -> Value {
    let assessment = Assessment::new(&saas.linked.model, saas.as_of);
    let settings = Settings::default();
    let bench = Bench::of(&settings, &saas.files, Proofs::NONE);
    let defects = defects(&saas.snapshot, &saas.linked, &assessment, &bench);
    let inputs = Inputs {
        model: &saas.linked.model,
        assessment: &assessment,
        as_of: saas.as_of,
        stage: Stage::Certified,
        revision: None,
        incomplete: Vec::new(),
        defects: &defects,
        proofs: Proofs::NONE,
        ask: Ask::NONE,
    };
    to_json(&(find("status").unwrap().build)(&inputs))
}
